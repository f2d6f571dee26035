"""Meetings that were held, and minutes of them in every stage, made by the rules."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Cast, in_two
from tovchoo.kernel import clock
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.rules import add_item, call, hold
from tovchoo.minutes.models import Passage, Revision, Writing
from tovchoo.minutes.rules import Kept, begin, circulate, keep

HOUR = timedelta(hours=1)


def a_held_meeting(cast: Cast, *, forum=None, kind="full") -> Meeting:
    """Of an open item and a closed one, in that order; it has begun."""
    entry = Meeting(kind=kind, forum=forum or cast.group, title=in_two("Гурав дахь хурал", "Third meeting"),
                    starts_at=clock.now() + HOUR)  # fmt: skip
    call(entry, by=cast.administrator)
    add_item(entry, in_two("Төсөл", "The draft"), in_two("Хавсралт", "As sent around"), by=cast.administrator)
    add_item(entry, in_two("Хаалттай", "In private"), in_two("Нууц", "A secret"), is_closed=True, by=cast.administrator)
    Meeting.objects.filter(pk=entry.pk).update(starts_at=clock.now())  # an hour has gone by
    hold(entry, by=cast.administrator)
    return Meeting.objects.select_related("forum").get(pk=entry.pk)


def begun(cast: Cast, **given) -> Writing:
    return begin(a_held_meeting(cast, **given), "mn", by=cast.saraa)


def passage(writing: Writing, language: str, number: int | None = 1) -> Passage:
    """Of an item, or of the meeting as a whole."""
    return writing.passages.get(language=language, item__number=number) if number else writing.passages.get(
        language=language, item=None)  # fmt: skip


def typed(place: Passage, text: str, *, on: int | None = None, by, key: str = "") -> Kept:
    """Somebody types on a revision, else on the latest."""
    base = Passage.objects.get(pk=place.pk).head if on is None else on
    return keep(place, text, base=base, key=key or f"{by.pk.hex[:8]}-{Revision.objects.count()}", by=by)


def circulated(cast: Cast, *, days: float = 5, **given) -> Writing:
    """Written in both languages, the closed item too, and with the members."""
    writing = begun(cast, **given)
    for language, words in (("mn", "Төслийг хэлэлцэв."), ("en", "The herons were counted.")):
        typed(passage(writing, language), words, by=cast.saraa)
        typed(passage(writing, language, 2), f"{words} Closed.", by=cast.saraa)
    circulate(writing, clock.now() + timedelta(days=days), by=cast.saraa)
    return writing

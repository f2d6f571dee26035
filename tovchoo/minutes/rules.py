"""Verbs: begin the minutes of a meeting, keep what is typed, send them around, take corrections, adopt them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tovchoo.accounts.models import Account
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.moments import in_words
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import enter, enter_each, record
from tovchoo.mail.rules import write as write_letter
from tovchoo.mail.words import Told, Words
from tovchoo.meetings.models import AgendaItem, Meeting
from tovchoo.people.models import Seat
from tovchoo.writing.rules import Kept
from tovchoo.writing.rules import keep as take_in

from .models import Correction, Minutes, MinutesPart, Passage, Presence, Writing, hash_of
from .policy import CORRECTION, WRITING


@transaction.atomic
def begin(meeting: Meeting, language: str, *, by: Any) -> Writing:
    """A passage for every item and language is there from the first moment; the public ledger does not hear of it."""
    writing = Writing(meeting=meeting, language=language, begun_at=clock.now())
    WRITING.ask("begin", writing, by=by)
    found, is_new = Writing.objects.get_or_create(
        meeting=meeting, defaults={"language": language, "begun_at": writing.begun_at}
    )
    if is_new:
        items = [None, *meeting.items.order_by("number")]
        codes = [code for code, _name in settings.LANGUAGES]
        made = [Passage(writing=found, item=item, language=code) for item in items for code in codes]
        Passage.objects.bulk_create(made)
    return found


@transaction.atomic
def keep(passage: Passage, text: str, *, base: int, key: str, by: Any) -> Kept:
    """Take in what somebody typed, written on revision `base`; as texts that several write are kept."""
    WRITING.perform("write", passage.writing, by=by)
    return take_in(passage, text, base=base, key=key, by=by)


@transaction.atomic
def be_present(writing: Writing, passage: Passage | None, *, by: Any) -> None:
    """Somebody has the minutes open; others are told."""
    WRITING.ask("write", writing, by=by)
    seen = {"passage": passage, "seen_at": clock.now()}
    Presence.objects.update_or_create(writing=writing, account=by, defaults=seen)


@transaction.atomic
def circulate(writing: Writing, until: datetime, *, despite: str = "", by: Any) -> int:
    """From here the members read them; how many were told by letter. What they say stays private."""
    WRITING.perform("circulate", writing, by=by)
    _ask_for_the_future(until)
    told = too_short(writing, until)
    if told and not despite:
        raise Refused([told])
    writing.circulated_at, writing.corrections_until = clock.now(), until
    writing.save(update_fields=["circulated_at", "corrections_until"])
    facts = {"reason": despite, "rule": "correction_days"} if told else {}
    record("minutes.circulated", writing.meeting, by=by, corrections_until=until.isoformat(), **facts)
    return _write_to_members("minutes", writing, lambda: _to_be_read(writing))


@transaction.atomic
def move_end(writing: Writing, until: datetime, *, reason: str = "", by: Any) -> int:
    """Corrections are taken longer, or with a reason in public less long; how many were told by letter."""
    WRITING.perform("move_end", writing, by=by)
    _ask_for_the_future(until)
    told, former = ends_earlier(writing, until), writing.corrections_until
    if told and not reason:
        raise Refused([told])
    if until == former:
        return 0
    facts = {"reason": reason} if reason else {}
    if told and too_short(writing, until):
        facts["rule"] = "correction_days"
    writing.corrections_until = until
    writing.save(update_fields=["corrections_until"])
    moved = {"from": former.isoformat() if former else "", "corrections_until": until.isoformat()}
    record("minutes.end_of_corrections_moved", writing.meeting, by=by, **moved, **facts)
    return _write_to_members("minutes_end", writing, lambda: _other_end(writing))


def ends_earlier(writing: Writing, until: datetime) -> str:
    """The sentence that asks why, where members would have less time than they were told; empty where they have not."""
    if writing.corrections_until is None or until >= writing.corrections_until:
        return ""
    told = _("Members were told that they have more time. To end it earlier, say why, in public.")
    return too_short(writing, until) or told


def _ask_for_the_future(until: datetime) -> None:
    if until <= clock.now():
        raise Refused([_("The time for corrections ends in the future.")])


def too_short(writing: Writing, until: datetime) -> str:
    """The sentence of the forum's rule on corrections, where it would be broken; empty where it is kept. The days are
    counted from when they were sent around."""
    least = writing.forum.correction_days if writing.forum else None
    since = writing.circulated_at or clock.now()
    if least is None or until >= since + timedelta(days=least) - timedelta(minutes=1):
        return ""
    told = _(
        "A rule of this forum: minutes are open for corrections for %(days)d days. To break it, say why, in public."
    )
    return told % {"days": least}


def _members(writing: Writing) -> Iterator[Account]:
    """Everybody with an account who sits in the forum today."""
    today = localdate(clock.now())
    seats = Seat.objects.filter(forum=writing.forum).select_related("office") if writing.forum else []
    people = {each.person_id for each in seats if each.person_id and each.runs_on(today)}
    yield from Account.objects.filter(person__in=people, is_active=True).order_by("pk")


def _write_to_members(kind: str, writing: Writing, told: Told) -> int:
    """To all who may read the minutes; how many."""
    readers = list(_members(writing))
    for account in readers:
        write_letter(kind, account.email, told, language=account.language, about=writing.meeting.public_id)
    return len(readers)


def _to_be_read(writing: Writing) -> Words:
    says = _("The minutes are ready to be read by members. Corrections are taken until %(last)s.")
    return _with_their_end(writing, _("Minutes to be read: %(meeting)s"), says)


def _other_end(writing: Writing) -> Words:
    says = _("The end of the time for corrections was moved. Corrections are taken until %(last)s.")
    return _with_their_end(writing, _("Another time for corrections: %(meeting)s"), says)


def _with_their_end(writing: Writing, subject: str, says: str) -> Words:
    last = in_words(writing.corrections_until) if writing.corrections_until else ""
    return Words(
        subject=subject % {"meeting": writing.meeting.title},
        says=[says % {"last": last}],
        to_do=_("Read the minutes"),
        path=address("minutes:read", writing.meeting_id),
    )


@transaction.atomic
def propose_correction(writing: Writing, text: str, *, item: AgendaItem | None = None, by: Any) -> Correction:
    """A member says what should be otherwise; the members and those who write read it."""
    WRITING.perform("propose_correction", writing, by=by)
    Writing.objects.select_for_update(no_key=True).get(pk=writing.pk)  # numbers follow one another
    number = (writing.corrections.aggregate(last=Max("number"))["last"] or 0) + 1
    given = {"number": number, "item": item, "text": text, "account": by, "at": clock.now()}
    return Correction.objects.create(writing=writing, **given)


@transaction.atomic
def answer_correction(correction: Correction, answer: str, *, reason: str = "", by: Any) -> None:
    """Taken over, or not with a reason. To take it over is to write it into the text, on the writing page."""
    CORRECTION.perform("answer", correction, by=by)
    WRITING.perform("write", correction.writing, by=by)
    if answer == Correction.Answer.NOT_TAKEN_OVER and not reason:
        raise Refused([_("A correction that is not taken over has a reason.")])
    correction.answer, correction.reason = answer, reason
    correction.answered_by, correction.answered_at = by, clock.now()
    correction.save(update_fields=["answer", "reason", "answered_by", "answered_at"])


@transaction.atomic
def adopt(writing: Writing, *, by: Any) -> Minutes:
    """From here what is not closed is public, in every language, and nobody changes a word of it any more."""
    WRITING.perform("adopt", writing, by=by)
    return _become_public(writing, by=by)


@transaction.atomic
def adopt_in_part(writing: Writing, *, reason: str, by: Any) -> Minutes:
    """A language is missing, and a person says why, in public."""
    WRITING.perform("adopt_in_part", writing, by=by)
    return _become_public(writing, by=by, reason=reason)


def _become_public(writing: Writing, *, by: Any, **facts: str) -> Minutes:
    today = PartialDate(localdate(clock.now()).isoformat())
    minutes = Minutes(id=writing.meeting_id, meeting=writing.meeting, adopted_on=today)
    parts = list(_parts(writing, minutes))
    minutes.sha256 = hash_of(parts)
    enter(minutes, by=by)
    enter_each(parts, by=by)
    record("minutes.adopted", writing.meeting, by=by, sha256=minutes.sha256, **facts)
    return minutes


def _parts(writing: Writing, minutes: Minutes) -> Iterator[MinutesPart]:
    """What is not closed, item by item, the meeting as a whole first; an item of which nothing is said has no part."""
    texts: dict[AgendaItem | None, dict[str, str]] = {}
    for each in writing.passages.select_related("item").order_by("item__number", "pk"):
        if each.text.strip() and not each.is_closed:
            texts.setdefault(each.item, {})[each.language] = each.text.strip()
    for item in sorted(texts, key=lambda each: each.number if each else 0):
        number = item.number if item else 0
        text = _translated(texts[item], writing.language)
        yield MinutesPart(id=f"{minutes.pk}-{number}"[:120], minutes=minutes, number=number, item=item, text=text)


def _translated(texts: dict[str, str], original: str) -> Localized:
    """The other languages are working translations of the one in which the minutes were taken down."""
    if original not in texts:
        return Localized(texts)
    text = Localized({original: texts[original]})
    for code in sorted(texts.keys() - {original}):
        text = text.translated(code, texts[code], by="")
    return text

"""Letters about a meeting and its minutes, of every kind: a word like no other in all that is private goes to nobody
who may not read it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.adapter import a_file
from tests.cast import Cast, in_two
from tests.files.makers import pdf
from tests.minutes.meetings import typed
from tovchoo.files.checks import checked
from tovchoo.files.models import Document
from tovchoo.kernel import clock
from tovchoo.mail.models import Letter
from tovchoo.meetings.models import Meeting, Reply
from tovchoo.meetings.rules import add_item, add_paper, answer, ask_members, call, cancel, hold, move, remind, sign_up
from tovchoo.minutes.rules import adopt, answer_correction, begin, circulate, move_end, propose_correction
from tovchoo.people.models import Seat
from tovchoo.people.roles import Anybody

WORD = re.compile(r"qzcanary\w+")
JOINING, OTHER_JOINING = "https://meet.example.org/qzcanaryjoin", "https://meet.example.org/qzcanaryother"
MEMBERS = {"bat@example.org", "tsetseg@example.org"}
HOUR = timedelta(hours=1)


def a_called_meeting(cast: Cast) -> Meeting:
    """With a closed item and its paper; two members are asked, one sends somebody else; a citizen has signed up."""
    entry = Meeting(kind="public_discussion", forum=cast.group, title=in_two("Хэлэлцүүлэг", "Discussion"),
                    starts_at=clock.now() + timedelta(days=5))  # fmt: skip
    call(entry, link=JOINING, by=cast.saraa)
    add_item(entry, in_two("Төсөл", "The draft"), in_two("Хавсралт", "As sent around"), by=cast.saraa)
    item = add_item(entry, in_two("Хаалттай", "In private"), in_two("qzcanaryitem", "qzcanaryitem"), is_closed=True,
                    by=cast.saraa)  # fmt: skip
    paper = Document(title=in_two("qzcanarypaper", "qzcanarypaper"))
    add_paper(item, paper, checked(a_file("qzcanaryfile.pdf", pdf(), "application/pdf")), by=cast.saraa)
    ask_members(entry, by=cast.saraa)
    answer(Reply.objects.get(account=cast.bat), "substitute", substitute="qzcanarysubstitute", by=cast.bat)
    sign_up(entry, "qzcanaryname", "citizen@example.org", language="mn", by=Anybody())
    return entry


def another(cast: Cast) -> Meeting:
    entry = Meeting(kind="public_discussion", forum=cast.group, title=in_two("Хурал", "Another"),
                    starts_at=clock.now() + timedelta(days=9))  # fmt: skip
    call(entry, link=JOINING, by=cast.saraa)
    add_item(entry, in_two("Хаалттай", "In private"), in_two("qzcanaryitem", "x"), is_closed=True, by=cast.saraa)
    ask_members(entry, by=cast.saraa)
    sign_up(entry, "qzcanaryname", "citizen@example.org", language="en", by=Anybody())
    return entry


def moved(entry: Meeting, cast: Cast, **by: int) -> None:
    move(entry, {"starts_at": entry.starts_at + timedelta(**by)}, link=OTHER_JOINING, by=cast.saraa)


def minuted(entry: Meeting, cast: Cast, later) -> None:
    """Held, written, with the members, corrected, the end moved, adopted: every passage, correction and reason private
    while it is."""
    later(days=6, hours=2)
    hold(entry, by=cast.saraa)
    writing = begin(entry, "mn", by=cast.saraa)
    for each in writing.passages.order_by("pk"):
        typed(each, "qzcanarypassage", by=cast.saraa)
    circulate(writing, clock.now() + timedelta(days=5), by=cast.saraa)
    correction = propose_correction(writing, "qzcanarycorrection", by=cast.bat)
    answer_correction(correction, "not_taken_over", reason="qzcanaryreason", by=cast.saraa)
    move_end(writing, clock.now() + timedelta(days=2), reason="the MSF sits on Friday", by=cast.saraa)
    later(days=9)
    adopt(writing, by=cast.saraa)


def said_in(letter: Letter) -> set[str]:
    return set(WORD.findall("\n".join((letter.subject, letter.text, letter.html, letter.attachment))))


@pytest.fixture
def letters(cast, later) -> list[Letter]:
    """Those of a meeting that is moved, remembered and minuted, and of one that is cancelled."""
    Letter.objects.all().delete()
    entry, other = a_called_meeting(cast), another(cast)
    moved(entry, cast, days=1)
    cancel(other, reason="snow", by=cast.saraa)
    later(days=5, hours=1)
    assert remind() == 3
    minuted(entry, cast, later)
    return list(Letter.objects.order_by("pk"))


def kinds_in(app: str) -> set[str]:
    """Of letters that the rules of an app write, as its source says."""
    source = Path(f"tovchoo/{app}/rules.py").read_text()
    return set(re.findall(r"write\w*\(\s*\"(\w+)\"", source))


def test_every_kind_of_letter_is_looked_at(letters):
    known = {"meeting", "sign_up", "moved", "cancelled", "reminder", "minutes", "minutes_end"}
    assert {each.kind for each in letters} == kinds_in("meetings") | kinds_in("minutes") == known


def test_SEC_B1_only_members_hear_how_to_join_and_nobody_of_what_is_closed(letters):
    told = {(each.kind, each.to, word) for each in letters for word in said_in(each)}
    assert {(kind, word) for kind, _to, word in told} == {
        ("meeting", "qzcanaryjoin"),
        ("moved", "qzcanaryother"),
    }
    assert {to for _kind, to, _word in told} == MEMBERS


def test_SEC_B1_who_sits_there_no_more_hears_no_private_word(cast, later):
    entry = a_called_meeting(cast)
    Seat.objects.filter(pk=cast.bat.held[0].seat).update(until=clock.today().isoformat())
    before = set(Letter.objects.values_list("pk", flat=True))
    moved(entry, cast, days=1)
    later(days=5, hours=1)
    remind()
    minuted(entry, cast, later)
    new = Letter.objects.exclude(pk__in=before)
    assert {each.kind for each in new.filter(to="bat@example.org")} == {"moved", "reminder"}
    assert not [each for each in new.exclude(to="tsetseg@example.org") if said_in(each)]

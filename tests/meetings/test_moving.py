"""A meeting that is called takes place at another time or place: in public with what it was, and by letter."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime
from icalendar import Calendar

from tests.cast import in_two, signed_in
from tests.meetings.test_calling import a_meeting
from tovchoo.kernel import clock
from tovchoo.kernel.moments import in_words
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.mail.models import Letter
from tovchoo.meetings.models import Meeting, Reply
from tovchoo.meetings.rules import answer, ask_members, cancel, hold, move, remind, sign_up
from tovchoo.people.models import Seat
from tovchoo.people.roles import Anybody
from tovchoo.people.rules import correct
from tovchoo.plans.models import Plan

SECRET = "https://meet.example.org/secret"


def event_of(text: str):
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


@pytest.fixture
def called(cast):
    """A discussion to which two members were asked and a citizen signed up."""
    entry = a_meeting(cast, kind="public_discussion", link=SECRET)
    ask_members(entry, by=cast.saraa)
    sign_up(entry, "Иргэн", "citizen@example.org", language="mn", by=Anybody())
    return entry


def to_another_day(entry: Meeting, by, **given):
    return move(entry, {"starts_at": entry.starts_at + timedelta(days=2)}, link=SECRET, by=by, **given)


def test_moved_its_page_and_calendars_say_the_new_time_and_from_when(cast, called, page):
    before = called.starts_at
    assert to_another_day(called, cast.saraa) == 3
    told = page(called.get_absolute_url())
    assert "Moved from" in told and f"{localtime(before):%H:%M}" in told
    event = event_of(page(f"/calendar/forums/{cast.group.pk}.en.ics"))
    assert event["dtstart"].dt == (before + timedelta(days=2)).replace(microsecond=0)
    assert in_words(before) in event["description"] and event["sequence"] == 1
    assert Meeting.objects.get(pk=called.pk).date.text == localdate(called.starts_at).isoformat()


def test_everybody_who_was_asked_or_signed_up_gets_the_entry_anew(cast, called):
    first = event_of(Letter.objects.get(kind="meeting", to="bat@example.org").attachment)
    to_another_day(called, cast.saraa)
    letters = {each.to: each for each in Letter.objects.filter(kind="moved")}
    assert set(letters) == {"bat@example.org", "tsetseg@example.org", "citizen@example.org"}
    again = event_of(letters["bat@example.org"].attachment)
    assert again["uid"] == first["uid"] and (first["sequence"], again["sequence"]) == (0, 1)
    assert "METHOD:REQUEST" in letters["bat@example.org"].attachment and SECRET in again["location"]
    assert "It was to begin" in letters["bat@example.org"].text and "/reply/" in letters["bat@example.org"].text
    assert "METHOD:PUBLISH" in letters["citizen@example.org"].attachment
    assert SECRET not in letters["citizen@example.org"].attachment + letters["citizen@example.org"].text


def test_who_sits_there_no_more_hears_of_it_but_not_how_members_join(cast, called):
    Seat.objects.filter(pk=cast.bat.held[0].seat).update(until=clock.today().isoformat())
    to_another_day(called, cast.saraa)
    letter = Letter.objects.get(kind="moved", to="bat@example.org")
    assert "meet.example.org" not in letter.attachment and "/reply/" not in letter.text


def test_what_was_replied_stands_and_everybody_is_reminded_of_the_new_day(cast, called, later):
    answer(Reply.objects.get(account=cast.bat), "comes", by=cast.bat)
    later(days=29, hours=1)
    assert remind() == 3
    move(called, {"starts_at": called.starts_at + timedelta(days=2)}, link=SECRET, by=cast.saraa)
    assert Reply.objects.get(account=cast.bat).answer == "comes" and remind() == 0
    later(days=31, hours=1)
    assert remind() == 3


def test_another_place_or_title_is_told_too_and_nothing_new_is_not(cast, called, page):
    new = {"place": in_two("Номын сан", "The library"), "title": in_two("Хурал", "The meeting in the library")}
    assert move(called, new, link=SECRET, by=cast.saraa) == 3
    assert "Changed: The meeting in the library" in Letter.objects.get(kind="moved", to="bat@example.org").subject
    assert "The library" in page(called.get_absolute_url()) and "Moved from" not in page(called.get_absolute_url())
    assert "State Palace" in page(f"/en/history/meeting/{called.pk}/")
    for nothing in (new, {"plan": Plan.objects.get(pk="nap5")}):
        assert move(called, nothing, link=SECRET, by=cast.saraa) == 0
    assert called.plan_id == "nap5"


def test_another_way_to_join_is_in_the_letters_and_nowhere_in_public(cast, called):
    assert move(called, {}, link="https://meet.example.org/other", by=cast.saraa) == 3
    event = event_of(Letter.objects.get(kind="moved", to="bat@example.org").attachment)
    assert "meet.example.org/other" in event["location"] and event["sequence"] == 1
    assert "meet.example.org" not in str(list(Entry.objects.values()))
    assert move(called, {}, link="", by=cast.saraa) == 3
    assert "meet.example.org" not in Letter.objects.filter(kind="moved", to="bat@example.org").last().attachment


def test_sooner_than_the_notice_of_the_forum_needs_a_reason_in_public(cast, page):
    entry = a_meeting(cast)
    correct(cast.group, {"notice_days": 7}, reason="its rules", by=cast.saraa)
    soon = {"starts_at": clock.now() + timedelta(days=3)}
    with pytest.raises(Refused, match="at least 7 days"):
        move(entry, soon, by=cast.saraa)
    move(entry, {"place": in_two("Танхим", "Hall")}, by=cast.saraa)  # where it is needs no notice
    move(entry, soon, despite="the minister leaves on Friday", by=cast.saraa)
    assert "the minister leaves on Friday" in page(f"/en/history/meeting/{entry.pk}/")
    with pytest.raises(Refused, match="to come"):
        move(entry, {"starts_at": clock.now() - timedelta(days=1)}, despite="x", by=cast.saraa)


def test_cancelled_after_it_was_moved_calendars_take_the_end_for_the_newest_word(cast, called):
    to_another_day(called, cast.saraa)
    cancel(called, reason="snow", by=cast.saraa)
    event = event_of(Letter.objects.get(kind="cancelled", to="bat@example.org").attachment)
    assert event["sequence"] == 2 and event["status"] == "CANCELLED"


def test_what_was_held_or_cancelled_is_moved_no_more(cast, called, later):
    other = a_meeting(cast, days=1)
    cancel(called, reason="snow", by=cast.saraa)
    later(days=2)
    hold(other, by=cast.saraa)
    for entry in (called, other):
        with pytest.raises(Refused, match="Only while it is: called"):
            to_another_day(entry, cast.saraa)


def test_it_is_moved_in_the_browser_by_those_who_prepare_it(cast, called):
    at, saraa = f"/en/workspace/meetings/{called.pk}/move/", signed_in(cast.saraa)
    assert at in saraa.get(f"/en/workspace/meetings/{called.pk}/").content.decode()
    form = saraa.get(at).content.decode()
    assert SECRET in form and "State Palace" in form and "Third meeting" in form
    assert "What they replied stands." in form  # and that letters go out, before they do
    ending = saraa.get(f"/en/workspace/meetings/{called.pk}/cancel/").content.decode()
    assert "Cancel the meeting: Third meeting" in ending and "gets a letter, with the reason" in ending
    day = clock.today() + timedelta(days=40)
    said = {"title_en": "Third meeting", "starts_at": f"{day}T10:00", "place_en": "Hall", "joining": SECRET}
    assert saraa.post(at, said | {"starts_at": f"{clock.today() - timedelta(days=1)}T10:00"}).status_code == 422
    shown = saraa.post(at, said, follow=True).content.decode()
    assert "3 letters are on their way." in shown and Meeting.objects.get(pk=called.pk).starts_at.date() == day
    for who in (cast.bat, cast.oyun, cast.nomin):
        assert signed_in(who).get(at).status_code == 403


def test_where_something_else_was_said_meanwhile_it_is_seen_again(cast, called):
    at, saraa = f"/en/workspace/meetings/{called.pk}/move/", signed_in(cast.saraa)
    base = saraa.get(at).content.decode().partition('name="base" value="')[2].partition('"')[0]
    to_another_day(called, cast.saraa)
    said = {"title_en": "x", "starts_at": f"{clock.today() + timedelta(days=40)}T10:00", "base": base}
    assert base and saraa.post(at, said).status_code == 422

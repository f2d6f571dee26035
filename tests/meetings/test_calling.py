"""Calling a meeting: the agenda in public, letters with an entry for the calendar, replies, sign-ups, reminders."""

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from tests.cast import in_two, signed_in
from tests.matrix.plans import a_plan
from tovchoo.findings.figures import figures_of
from tovchoo.kernel import clock
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.mail.models import Letter
from tovchoo.meetings.models import Meeting, Reply, SignUp
from tovchoo.meetings.rules import add_item, answer, ask_members, call, cancel, correct_item, remind, sign_up
from tovchoo.people.roles import Anybody
from tovchoo.people.rules import correct, register_forum


def a_meeting(cast, *, days=30, kind="full", link="https://meet.example.org/secret", **given) -> Meeting:
    begins = clock.now() + timedelta(days=days)
    entry = Meeting(kind=kind, forum=cast.group, title=in_two("Гурав дахь хурал", "Third meeting"), starts_at=begins,
                    place=in_two("Төрийн ордон", "State Palace"))  # fmt: skip
    return call(entry, link=link, by=cast.saraa, **given)


def test_called_it_is_public_with_its_hour_zone_and_agenda(cast, page):
    entry = a_meeting(cast)
    add_item(entry, in_two("Төсөл", "The draft"), in_two("Хавсралт", "As sent around"), by=cast.saraa)
    told = page(entry.get_absolute_url())
    assert "Third meeting" in told and "Ulaanbaatar" in told and "The draft" in told and "State Palace" in told
    assert "Төсөл" in page(entry.get_absolute_url().replace("/en/", "/mn/"))


def test_how_members_join_is_nobody_elses_business(cast, page):
    entry = a_meeting(cast)
    ask_members(entry, by=cast.saraa)
    told = page(entry.get_absolute_url()) + page(f"/calendar/forums/{cast.group.pk}.en.ics")
    assert "meet.example.org" not in told and "meet.example.org" not in str(list(Entry.objects.values()))
    assert "meet.example.org" in Letter.objects.get(kind="meeting", to="bat@example.org").attachment
    assert b"meet.example.org" in signed_in(cast.bat).get(f"/en/workspace/meetings/{entry.pk}/reply/").content


def test_a_closed_item_says_nothing_but_its_title(cast, page):
    entry = a_meeting(cast)
    item = add_item(entry, in_two("Хаалттай", "In private"), in_two("Нууц", "qzsecret"), is_closed=True, by=cast.saraa)
    correct_item(item, in_two("Хаалттай", "In private"), in_two("Нууц", "qzsecret2"), by=cast.saraa)
    ask_members(entry, by=cast.saraa)
    assert "In private" in page(entry.get_absolute_url())
    held = page(entry.get_absolute_url()) + page("/en/search/?q=qzsecret") + str(list(Entry.objects.values()))
    assert "qzsecret<" not in held and "qzsecret2" not in held
    assert b"qzsecret2" in signed_in(cast.bat).get(f"/en/workspace/meetings/{entry.pk}/reply/").content
    assert signed_in(cast.nomin).get(f"/en/workspace/meetings/{entry.pk}/reply/").status_code == 403


def test_everybody_who_sits_there_is_asked_once(cast):
    entry = a_meeting(cast)
    assert ask_members(entry, by=cast.saraa) == 2 and ask_members(entry, by=cast.saraa) == 0
    assert set(Letter.objects.filter(kind="meeting").values_list("to", flat=True)) == {
        "bat@example.org", "tsetseg@example.org"}  # fmt: skip
    assert Reply.objects.filter(meeting=entry).count() == 2


def test_the_letter_brings_an_entry_for_the_calendar_in_the_zone_of_the_site(cast):
    entry = a_meeting(cast)
    ask_members(entry, by=cast.saraa)
    letter = Letter.objects.get(to="bat@example.org", kind="meeting")
    [event] = Calendar.from_ical(letter.attachment).walk("VEVENT")
    assert event["dtstart"].dt == entry.starts_at.replace(microsecond=0) and "VTIMEZONE" in letter.attachment
    assert str(event["dtstart"].dt.tzinfo) == "Asia/Ulaanbaatar" and "State Palace" in event["location"]


def test_members_reply_and_may_change_it(cast):
    entry = a_meeting(cast)
    ask_members(entry, by=cast.saraa)
    bat = signed_in(cast.bat)
    at = f"/en/workspace/meetings/{entry.pk}/reply/"
    assert "You are asked whether you come." in bat.get("/en/workspace/").content.decode()
    assert bat.post(at, {"answer": "substitute"}).status_code == 422
    bat.post(at, {"answer": "substitute", "substitute": "Цэрэн"})
    bat.post(at, {"answer": "comes"})
    own = Reply.objects.get(account=cast.bat)
    assert (own.answer, own.substitute) == ("comes", "") and own.replied_at
    assert "You are asked" not in bat.get("/en/workspace/").content.decode()


def test_nobody_replies_for_another_seat_nor_after_it_began(cast, later):
    entry = a_meeting(cast)
    ask_members(entry, by=cast.saraa)
    own = Reply.objects.get(account=cast.bat)
    with pytest.raises(Refused, match="speaks for the seat"):
        answer(own, "comes", by=cast.tsetseg)
    later(days=31)
    with pytest.raises(Refused, match="has begun"):
        answer(own, "comes", by=cast.bat)


def test_short_notice_breaks_a_rule_of_the_forum_and_needs_a_reason_in_public(cast, page):
    correct(cast.group, {"notice_days": 7}, reason="its rules", by=cast.saraa)
    with pytest.raises(Refused, match="at least 7 days"):
        a_meeting(cast, days=3)
    entry = a_meeting(cast, days=3, despite="the minister leaves on Friday")
    assert "the minister leaves on Friday" in page(f"/en/history/meeting/{entry.pk}/")


def test_a_meeting_is_not_called_for_yesterday(cast):
    with pytest.raises(Refused, match="to come"):
        a_meeting(cast, days=-1)


def test_cancelled_it_says_so_and_everybody_is_told(cast, page):
    entry = a_meeting(cast)
    ask_members(entry, by=cast.saraa)
    cancel(entry, reason="snow", by=cast.saraa)
    assert "cancelled" in page(entry.get_absolute_url())
    letters = Letter.objects.filter(kind="cancelled")
    assert letters.count() == 2 and all("METHOD:CANCEL" in each.attachment for each in letters)


def test_anybody_signs_up_for_a_public_discussion_without_an_account(cast):
    entry = a_meeting(cast, kind="public_discussion", link="")
    at = f"{entry.get_absolute_url()}sign-up/"
    form = {"name": "Иргэн", "email": "citizen@example.org"}
    for _press in range(2):
        assert Client().post(at, form)["Location"].endswith("/signed-up/")
    assert SignUp.objects.get().name == "Иргэн" and Letter.objects.filter(kind="sign_up").count() == 1
    assert Client().get(entry.get_absolute_url()).content.decode().count("sign-up/") == 1


def test_who_signed_up_is_for_those_who_prepare_it(cast, page):
    entry = a_meeting(cast, kind="public_discussion", link="")
    sign_up(entry, "qzname", "qz@example.org", language="en", by=Anybody())
    told = page(entry.get_absolute_url()) + str(list(Entry.objects.values()))
    assert "qzname" not in told and "qz@example.org" not in told
    assert b"qzname" in signed_in(cast.saraa).get(f"/en/workspace/meetings/{entry.pk}/").content


def test_nobody_signs_up_for_a_meeting_of_members(cast):
    entry = a_meeting(cast)
    assert Client().get(f"{entry.get_absolute_url()}sign-up/").status_code == 403


def test_a_day_before_everybody_who_may_come_is_reminded_once(cast, later):
    entry = a_meeting(cast, days=3)
    ask_members(entry, by=cast.saraa)
    answer(Reply.objects.get(account=cast.tsetseg), "away", by=cast.tsetseg)
    assert remind() == 0
    later(days=2, hours=1)
    assert remind() == 1 and remind() == 0
    assert Letter.objects.get(kind="reminder").to == "bat@example.org"


def test_a_forum_can_be_followed_by_a_calendar(cast, page):
    entry = a_meeting(cast)
    add_item(entry, in_two("Төсөл", "The draft"), in_two("", ""), by=cast.saraa)
    [event] = Calendar.from_ical(page(f"/calendar/forums/{cast.group.pk}.mn.ics")).walk("VEVENT")
    assert event["summary"] == "Гурав дахь хурал" and "1. Төсөл" in event["description"]
    assert "BEGIN:VCALENDAR" in page("/calendar/plans/nap5.en.ics")


def test_it_is_called_in_the_browser(cast):
    form = {"kind": "full", "forum": cast.group.pk, "title_mn": "Хурал", "title_en": "First meeting",
            "starts_at": f"{clock.today() + timedelta(days=20)}T10:00", "place_en": "Hall"}  # fmt: skip
    answered = signed_in(cast.saraa).post("/en/workspace/meetings/call/", form)
    entry = Meeting.objects.get(title__en="First meeting")
    assert answered["Location"] == f"/en/workspace/meetings/{entry.pk}/" and entry.starts_at.hour == 2  # UTC


def said_in_the_browser(cast, *, days=20, **given) -> dict[str, str]:
    return {"kind": "full", "forum": cast.group.pk, "title_en": "A meeting",
            "starts_at": f"{clock.today() + timedelta(days=days)}T10:00", **given}  # fmt: skip


def test_its_plan_is_that_of_its_forum_where_nothing_else_is_said_and_it_is_counted_there(cast):
    at, saraa = "/en/workspace/meetings/call/", signed_in(cast.saraa)
    older, plan = (a_plan(cast, ordinal) for ordinal in (8, 9))
    sub_group = register_forum("sub_working_group", in_two("Дэд хэсэг", "Sub-group"), parent=cast.group,
                               served_by=cast.secretariat, by=cast.administrator)  # fmt: skip
    forums = {cast.group.pk: plan, cast.msf.pk: plan, sub_group.pk: plan, cast.other_group.pk: None}
    for forum, expected in forums.items():
        saraa.post(at, said_in_the_browser(cast, forum=forum, title_en=forum))
        assert Meeting.objects.get(title__en=forum).plan == expected, forum
    saraa.post(at, said_in_the_browser(cast, title_en="Of the older", plan=older.pk))
    assert Meeting.objects.get(title__en="Of the older").plan == older
    assert figures_of(plan)["meetings.full"].value == 3
    shown = saraa.get(f"{at}?forum={cast.group.pk}").content.decode()
    assert f'<option value="{plan.pk}" selected' in shown


def test_of_a_begin_in_the_past_that_is_said_first_and_where_it_is_entered(cast):
    correct(cast.group, {"notice_days": 7}, reason="its rules", by=cast.saraa)
    with pytest.raises(Refused, match="to come"):
        a_meeting(cast, days=-1)
    saraa, at = signed_in(cast.saraa), "/en/workspace/meetings/call/"
    told = saraa.post(at, said_in_the_browser(cast, days=-3)).content.decode()
    assert '<a href="/en/workspace/register/meetings/new/">' in told and "at least 7 days" not in told
    soon = saraa.post(at, said_in_the_browser(cast, days=3))
    assert soon.status_code == 422 and "at least 7 days" in soon.content.decode()  # beside its field; nothing is lost
    assert saraa.post(at, said_in_the_browser(cast, days=3, despite="urgent")).status_code == 302


def test_members_of_other_groups_prepare_nothing_here(cast):
    entry = a_meeting(cast)
    for who in (cast.oyun, cast.bat, cast.nomin):
        assert signed_in(who).get(f"/en/workspace/meetings/{entry.pk}/").status_code == 403


def test_SEC_L4_a_machine_that_signs_up_without_end_is_told_to_come_again(cast):
    entry = a_meeting(cast, kind="public_discussion", link="")
    at = f"{entry.get_absolute_url()}sign-up/"
    answers = [Client().post(at, {"name": f"Citizen {number}"}) for number in range(302)]
    assert {each.status_code for each in answers[:300]} == {302}  # many citizens behind one address
    assert answers[-1].status_code == 429 and answers[-1]["Retry-After"] == "60"

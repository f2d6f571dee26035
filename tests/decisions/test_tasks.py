"""Decisions and tasks: taken down from a meeting, carried until they are done."""

from datetime import timedelta

import pytest

from tests.cast import in_two, signed_in
from tests.decisions.motions import an_open_motion, votes
from tests.meetings.test_calling import a_meeting
from tovchoo.decisions.models import Decision, Task
from tovchoo.decisions.questions import tasks_carried
from tovchoo.decisions.rules import close, correct, drop, finish, register, take_up
from tovchoo.kernel import clock
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.meetings.rules import add_item, hold


@pytest.fixture
def held(cast, later):
    entry = a_meeting(cast, days=2)
    add_item(entry, in_two("Төсөл", "The draft"), in_two("", ""), by=cast.saraa)
    add_item(entry, in_two("Хаалттай", "Closed"), in_two("а", "a"), is_closed=True, by=cast.saraa)
    later(days=2, minutes=1)
    hold(entry, by=cast.saraa)
    return entry


def a_task(cast, held, **given) -> Task:
    words = {"text": in_two("Санал нэгтгэх", "Gather the comments"), "seat_id": cast.bat.held[0].seat}
    return register(Task(meeting=held, forum=held.forum, **words | given), by=cast.saraa)


def day(days: int) -> PartialDate:
    return PartialDate((clock.today() + timedelta(days=days)).isoformat())


def first_page(account) -> str:
    return signed_in(account).get("/en/workspace/").content.decode()


def test_a_decision_is_entered_under_its_item_and_public_at_once(cast, held, page):
    browser, path = signed_in(cast.saraa), f"/en/workspace/meetings/{held.pk}/decisions/new/"
    assert browser.get(path).status_code == 200
    form = {"text_mn": "Шийдэв", "text_en": "The draft goes out", "basis": "consensus", "item": held.items.first().pk,
            "date": "2026-11-27"}  # fmt: skip
    assert browser.post(path, form).status_code == 302
    decided = Decision.objects.get()
    assert decided.pk == f"{held.pk}-decision-1" and "The draft goes out" in page(decided.get_absolute_url())
    assert "The draft goes out" in page("/en/decisions/")


def test_a_meeting_that_was_not_held_decides_nothing(cast):
    with pytest.raises(Refused, match="has not been held"):
        register(Decision(meeting=a_meeting(cast, days=2), forum=cast.group, text=in_two("а", "a")), by=cast.saraa)


def test_what_a_closed_item_decides_stands_in_its_minutes(cast, held):
    closed = held.items.get(is_closed=True)
    with pytest.raises(Refused, match="closed item"):
        register(Decision(meeting=held, forum=cast.group, item=closed, text=in_two("а", "a")), by=cast.saraa)


def test_a_decision_is_corrected_with_its_reason_in_the_history(cast, held, page):
    decided = register(Decision(meeting=held, forum=cast.group, text=in_two("а", "Wrong")), by=cast.saraa)
    correct(decided, {"text": in_two("а", "Right")}, reason="misheard", by=cast.saraa)
    told = page(f"/en/history/decision/{decided.pk}/")
    assert "misheard" in told and "Wrong" in told


def test_a_task_waits_for_whom_it_was_given_to_until_it_is_done(cast, held, page):
    task = a_task(cast, held, due=day(5))
    assert "Gather the comments" in first_page(cast.bat) and "Gather the comments" in first_page(cast.saraa)
    assert "Gather the comments" not in first_page(cast.tsetseg)
    path = f"/en/workspace/tasks/{task.pk}/done/"
    answer = signed_in(cast.bat).post(
        path, {"came_of_it_mn": "Болсон", "came_of_it_en": "All gathered", "on": day(1).text}
    )
    assert answer.status_code == 302 and "Gather the comments" not in first_page(cast.bat)
    assert "All gathered" in page(task.get_absolute_url()) and "Gather" in page("/en/tasks/?stage=done")


def test_a_late_task_stands_first_and_says_so(cast, held):
    a_task(cast, held, due=day(-3))
    assert "3 days late" in first_page(cast.bat)


def test_a_far_task_of_others_does_not_wait_for_the_secretary_yet(cast, held):
    a_task(cast, held, due=day(30))
    assert "Gather the comments" not in first_page(cast.saraa) and "Gather the comments" in first_page(cast.bat)


def test_open_tasks_are_carried_the_nearest_first(cast, held):
    later_one, sooner = a_task(cast, held, due=day(9)), a_task(cast, held, due=day(2))
    finish(a_task(cast, held), in_two("б", "b"), on=day(0), by=cast.bat)
    assert list(tasks_carried(cast.group.pk)) == [sooner, later_one]


def test_a_task_is_dropped_by_those_who_gave_it_and_taken_up_again(cast, held):
    task = a_task(cast, held)
    with pytest.raises(Refused, match="Only for"):
        drop(task, in_two("а", "a"), on=day(0), by=cast.bat)
    drop(task, in_two("Хэрэггүй", "Not needed"), on=day(0), by=cast.saraa)
    take_up(task, reason="needed after all", by=cast.saraa)
    task.refresh_from_db()
    assert (task.stage, task.ended_on) == ("open", None)


def test_an_open_vote_waits_for_those_who_have_not_voted_and_for_its_secretary(cast):
    motion = an_open_motion(cast)
    assert "Approve the draft" in first_page(cast.bat) and "close it once all is said" in first_page(cast.saraa)
    votes(motion, cast.bat, "for")
    assert "Approve the draft" not in first_page(cast.bat) and "Approve the draft" in first_page(cast.tsetseg)
    close(motion, by=cast.saraa)
    assert "State the outcome" in first_page(cast.saraa) and "Approve the draft" not in first_page(cast.tsetseg)


def test_lists_are_fine_when_empty(cast, page):
    for path in ("motions", "decisions", "tasks"):
        assert "is recorded" in page(f"/en/{path}/")
    assert "No motion is before you" in signed_in(cast.bat).get("/en/workspace/motions/").content.decode()
    assert "No task is open" in signed_in(cast.bat).get("/en/workspace/tasks/").content.decode()

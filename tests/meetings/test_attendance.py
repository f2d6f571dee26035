"""Who came: by seat, with substitutes, from when to when; and whether that was enough."""

import pytest

from tests.cast import signed_in
from tests.meetings.test_calling import a_meeting
from tovchoo.kernel.policy import Refused
from tovchoo.meetings.models import Attendance, Reply
from tovchoo.meetings.quorum import quorum_of
from tovchoo.meetings.rules import answer, ask_members, hold, take_attendance
from tovchoo.people.models import Seat
from tovchoo.people.rules import correct


@pytest.fixture
def held(cast, later):
    entry = a_meeting(cast, days=2)
    ask_members(entry, by=cast.saraa)
    answer(Reply.objects.get(account=cast.bat), "substitute", substitute="Цэрэн", by=cast.bat)
    later(days=2, minutes=1)
    hold(entry, by=cast.saraa)
    return entry


def seats_of(cast) -> list[Seat]:
    return list(Seat.objects.filter(forum=cast.group).order_by("pk"))


def test_a_meeting_is_held_once_it_has_begun(cast, later):
    entry = a_meeting(cast, days=2)
    with pytest.raises(Refused, match="not begun"):
        hold(entry, by=cast.saraa)
    later(days=2, minutes=1)
    hold(entry, by=cast.saraa)
    with pytest.raises(Refused):
        hold(entry, by=cast.saraa)


def desk_of(held) -> str:
    return f"/en/workspace/meetings/{held.pk}/attendance/"


def test_the_list_is_filled_in_with_what_was_replied_and_nobody_else_is_absent(cast, held):
    shown = signed_in(cast.saraa).get(desk_of(held)).content.decode()
    assert 'value="Цэрэн"' in shown and shown.count('type="radio"') == 6 and shown.count("checked") == 1


def test_saved_as_it_comes_it_records_nobody_of_whom_nothing_is_said(cast, later, page):
    nobody_asked = a_meeting(cast, days=2)
    later(days=2, minutes=1)
    hold(nobody_asked, by=cast.saraa)
    saraa = signed_in(cast.saraa)
    assert "checked" not in saraa.get(desk_of(nobody_asked)).content.decode()
    told = saraa.post(desk_of(nobody_asked), {}, follow=True).content.decode()
    assert "Of 2 seats nothing is recorded." in told and not Attendance.objects.exists()


def test_what_is_left_open_stays_so_and_a_quorum_is_not_missed_by_it(cast, held, page):
    correct(cast.group, {"quorum": 60}, reason="its rules", by=cast.saraa)
    one, _two = seats_of(cast)
    assert signed_in(cast.saraa).post(desk_of(held), {f"{one.pk}-presence": "present"}).status_code == 302
    assert [each.seat for each in Attendance.objects.all()] == [one]
    told = page(held.get_absolute_url())
    assert "1 of 2 seats (50 %) · not recorded: 1 · a quorum is 60 %: <strong>not recorded" in told


def test_that_everybody_else_was_absent_is_said_on_purpose(cast, held, page):
    correct(cast.group, {"quorum": 60}, reason="its rules", by=cast.saraa)
    one, two = seats_of(cast)
    assert 'name="rest_absent"' in signed_in(cast.saraa).get(desk_of(held)).content.decode()
    signed_in(cast.saraa).post(desk_of(held), {f"{one.pk}-presence": "online", "rest_absent": "1"})
    presences = dict(Attendance.objects.values_list("seat", "presence"))
    assert presences == {one.pk: "online", two.pk: "absent"} and "<strong>missed" in page(held.get_absolute_url())


def test_who_came_later_came_somehow(cast, held):
    one, _two = seats_of(cast)
    answered = signed_in(cast.saraa).post(desk_of(held), {f"{one.pk}-arrived": "10:30", "rest_absent": "1"})
    assert answered.status_code == 422 and "in the room or online" in answered.content.decode()


def test_it_is_taken_in_the_browser_and_is_public(cast, held, page):
    one, two = seats_of(cast)
    form = {f"{one.pk}-presence": "present", f"{one.pk}-substitute": "Цэрэн", f"{one.pk}-arrived": "10:30",
            f"{two.pk}-presence": "absent"}  # fmt: skip
    assert signed_in(cast.saraa).post(f"/en/workspace/meetings/{held.pk}/attendance/", form).status_code == 302
    told = page(held.get_absolute_url())
    assert "Цэрэн" in told and "1 of 2 seats (50 %)" in told and "10:30" in told


def test_one_does_not_leave_before_one_came(cast, held):
    one, two = seats_of(cast)
    form = {f"{one.pk}-presence": "present", f"{one.pk}-arrived": "11:00", f"{one.pk}-left": "10:00",
            f"{two.pk}-presence": "absent"}  # fmt: skip
    answered = signed_in(cast.saraa).post(f"/en/workspace/meetings/{held.pk}/attendance/", form)
    assert answered.status_code == 422 and not Attendance.objects.exists()


def test_taken_twice_it_is_corrected_and_its_history_kept(cast, held, page):
    one, two = seats_of(cast)
    take_attendance(held, {one: {"presence": "absent"}, two: {"presence": "present"}}, by=cast.saraa)
    assert take_attendance(held, {one: {"presence": "online"}, two: {"presence": "present"}}, by=cast.saraa) == 1
    entry = Attendance.objects.get(seat=one)
    assert entry.presence == "online" and "absent" in page(f"/en/history/attendance/{entry.pk}/")


@pytest.mark.parametrize(("asked", "came", "reached"), [(50, 1, True), (51, 1, False), (100, 2, True), (0, 0, True)])
def test_a_quorum_is_reached_or_missed_by_the_number_of_the_forum(cast, held, asked, came, reached):
    correct(cast.group, {"quorum": asked}, reason="its rules", by=cast.saraa)
    held.forum.refresh_from_db()
    presences = ["present"] * came + ["absent"] * (2 - came)
    values = {seat: {"presence": each} for seat, each in zip(seats_of(cast), presences, strict=True)}
    take_attendance(held, values, by=cast.saraa)
    assert quorum_of(held, held.attendance.all())[0].is_reached is reached


def test_without_a_rule_a_quorum_is_neither(cast, held):
    take_attendance(held, {seat: {"presence": "present"} for seat in seats_of(cast)}, by=cast.saraa)
    assert (
        quorum_of(held, held.attendance.all())[0].is_reached is None
        and quorum_of(held, held.attendance.all())[0].percent == 100
    )


def test_where_the_rules_say_so_each_side_has_its_own(cast, held):
    one, two = seats_of(cast)
    Seat.objects.filter(pk=one.pk).update(side="government")
    Seat.objects.filter(pk=two.pk).update(side="non_government")
    correct(cast.group, {"quorum": 50, "each_side": True}, reason="its rules", by=cast.saraa)
    held.forum.refresh_from_db()
    take_attendance(held, {one: {"presence": "present"}, two: {"presence": "absent"}}, by=cast.saraa)
    assert [each.is_reached for each in quorum_of(held, held.attendance.all())] == [True, True, False]


def test_only_those_who_keep_its_papers_take_attendance(cast, held):
    with pytest.raises(Refused, match="secretariat"):
        take_attendance(held, {}, by=cast.bat)

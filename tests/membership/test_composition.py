"""Drawing up who sits where: a list, its balance, the order, and what becomes of seats afterwards."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document as Paper

from tests.cast import in_two, signed_in
from tovchoo.findings.figures import figures_of
from tovchoo.kernel import clock
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.mail.models import Letter
from tovchoo.membership.balance import of_forum, of_list
from tovchoo.membership.models import MemberList
from tovchoo.membership.rules import add_line, appoint_all, decide, draw_up, end, give, replace, write_lists
from tovchoo.people.models import Instrument, Organisation, Person, Seat
from tovchoo.people.rules import correct, register
from tovchoo.plans.models import Plan

DAY = date(2026, 11, 2)


@pytest.fixture
def order(cast) -> Instrument:
    return register(Instrument(kind="order", number="7", title=in_two("Тушаал", "Order")), by=cast.saraa)


def a_list(cast, *, government=2, others=2) -> MemberList:
    made = draw_up(cast.group, by=cast.saraa)
    ministry = {"side": "government", "organisation": in_two("Дадлагын яам", "Practice Ministry"), "gender": "female"}
    for number in range(government):
        add_line(made, ministry | {"name": in_two(f"Гишүүн {number}", f"Member {number}")}, by=cast.saraa)
    for number in range(others):
        body = {"side": "non_government", "organisation": in_two(f"Холбоо {number}", f"Association {number}")}
        add_line(made, body | {"name": in_two(f"Төлөөлөгч {number}", f"Delegate {number}")}, by=cast.saraa)
    return made


def test_nothing_is_in_the_record_before_it_is_agreed(cast):
    before = Person.objects.count(), Organisation.objects.count(), Seat.objects.count(), Entry.objects.count()
    a_list(cast)
    assert (Person.objects.count(), Organisation.objects.count(), Seat.objects.count(), Entry.objects.count()) == before


def test_agreed_it_becomes_seats_under_the_order(cast, order):
    made = a_list(cast)
    appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    assert write_lists() == 4
    seats = Seat.objects.filter(instrument=order)
    assert seats.count() == 4 and {each.since.text for each in seats} == {"2026-11-02"}
    assert Organisation.objects.filter(name__en="Practice Ministry").count() == 1  # two lines, one body
    assert MemberList.objects.get().stage == "done" and write_lists() == 0


def test_each_seat_person_and_body_is_in_the_ledger(cast, order):
    made = a_list(cast)
    appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    write_lists()
    told = Entry.objects.filter(actor="person/saraa")
    counted = {kind: told.filter(verb=f"{kind}.recorded").count() for kind in ("seat", "person", "organisation")}
    assert counted == {"seat": 4, "person": 4, "organisation": 3}


def test_the_balance_is_shown_while_it_is_drawn_up(cast):
    balance = of_list(a_list(cast, government=3, others=1))
    assert {each.key: each.percent for each in balance.sides} == {"government": 75, "non_government": 25}
    assert {each.key: each.count for each in balance.genders} == {"female": 3, "": 1}
    assert "75" in signed_in(cast.saraa).get(MemberList.objects.get().get_absolute_url()).content.decode()


def test_a_rule_of_the_forum_warns_and_can_be_broken_with_a_reason_in_public(cast, order, page):
    correct(cast.group, {"least_non_government": 40}, reason="its rules", by=cast.saraa)
    made = a_list(cast, government=3, others=1)
    with pytest.raises(Refused, match="at least 40"):
        appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    appoint_all(made, instrument=order, since=DAY, despite="two more are being sought", by=cast.saraa)
    assert "two more are being sought" in page(f"/en/history/forum/{cast.group.pk}/")


def test_an_undecided_line_holds_it_up(cast, order):
    made = a_list(cast)
    line = made.lines.first()
    decide(line, {"decision": "ask"}, by=cast.saraa)
    with pytest.raises(Refused, match="to be decided"):
        appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    decide(line, {"decision": "leave"}, by=cast.saraa)
    appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    assert write_lists() == 3


def test_the_annex_of_the_order_is_in_both_languages(cast):
    made = a_list(cast)
    texts = {}
    for code in ("mn", "en"):
        answer = signed_in(cast.saraa).get(f"/en/workspace/lists/{made.pk}/annex/{code}/")
        table = Paper(BytesIO(answer.content)).tables[0]
        texts[code] = "\n".join(cell.text for row in table.rows for cell in row.cells)
        assert len(table.rows) == 5
    assert "Гишүүн 0" in texts["mn"] and "Member 0" in texts["en"] and "Practice Ministry" in texts["en"]


def test_replaced_both_stay_and_the_place_is_counted_once(cast, order):
    made = a_list(cast)
    appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    write_lists()
    seat = Seat.objects.filter(instrument=order, side="government").first()
    new = register(Person(name=in_two("Шинэ", "Newcomer")), by=cast.saraa)
    replace(seat, person=new, on=DAY + timedelta(days=10), reason="moved abroad", by=cast.saraa)
    before, after = of_forum(cast.group, DAY), of_forum(cast.group, DAY + timedelta(days=10))
    assert before.total == after.total
    seat.refresh_from_db()
    assert seat.until.text == "2026-11-11" and seat.replaced_by.get().person == new


def test_a_replaced_seat_of_the_working_group_is_one_seat_of_its_figure(cast):
    plan = Plan.objects.get(pk="nap5")
    group = plan.working_group
    one = give(group, {"person": cast.bat.person, "side": "government"}, since=DAY, by=cast.saraa)
    assert figures_of(plan)["working_group.seats"].value == 53
    replace(one, person=cast.tsetseg.person, on=DAY + timedelta(days=1), reason="x", by=cast.saraa)
    assert figures_of(plan)["working_group.seats"].value == 53


def test_shares_can_be_asked_for_any_day(cast, order, page):
    made = a_list(cast)
    appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    write_lists()
    on = f"{cast.group.get_absolute_url()}?on="
    assert "Member 0" not in page(f"{on}2026-11-01") and "Member 0" in page(f"{on}2026-11-02")


def test_ending_a_seat_that_breaks_the_rule_asks_why(cast, order):
    made = a_list(cast, government=1, others=1)
    appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    write_lists()
    correct(cast.group, {"least_non_government": 40}, reason="its rules", by=cast.saraa)
    seat = Seat.objects.get(instrument=order, side="non_government")
    with pytest.raises(Refused, match="at least 40"):
        end(seat, on=clock.today(), reason="left", by=cast.saraa)
    seat = Seat.objects.get(pk=seat.pk)
    assert seat.until is None
    end(seat, on=clock.today(), reason="left", despite="a successor is being sought", by=cast.saraa)
    assert Seat.objects.get(pk=seat.pk).until


def test_SEC_A3_a_list_of_another_group_does_not_exist_for_its_secretary(cast):
    made = a_list(cast)
    oyun = signed_in(cast.oyun)
    answers = [oyun.get(f"/en/workspace/lists/{pk}/") for pk in (made.pk, made.pk + 1000)]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content.replace(str(made.pk + 1000).encode(), str(made.pk).encode())


def test_what_people_state_of_themselves_is_counted_and_never_shown_with_a_name(cast, order, page):
    made = a_list(cast)
    appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    write_lists()
    told = page(f"{cast.group.get_absolute_url()}?on=2026-11-02") + page(
        Person.objects.get(name__en="Member 0").get_absolute_url()
    )
    assert "female" not in told and "women" not in told
    assert of_forum(cast.group, DAY).genders[0].count == 2


def test_one_of_several_seats_becomes_known_and_the_sum_stays(cast, page):
    plan = Plan.objects.get(pk="nap5")
    several = Seat.objects.get(pk="working-group-nap5-government")
    answer = signed_in(cast.saraa).post(f"/en/workspace/seats/{several.pk}/tell-apart/", {
        "organisation": "ministry-of-finance", "reason": "the annex of the order was found"})  # fmt: skip
    assert answer.status_code == 302
    one = Seat.objects.get(forum=plan.working_group, organisation="ministry-of-finance")
    assert (one.count, one.side, one.instrument_id) == (1, "government", "order-99-2023")
    assert Seat.objects.get(pk=several.pk).count == 27 and figures_of(plan)["working_group.seats"].value == 52


def test_those_who_left_an_address_are_invited_once(cast, order):
    made = draw_up(cast.group, by=cast.saraa)
    for number in range(3):
        line = {"name": in_two(f"Гишүүн {number}", f"Member {number}"), "side": "government"}
        add_line(made, line | {"email": f"member{number}@example.org" if number else ""}, by=cast.saraa)
    appoint_all(made, instrument=order, since=DAY, by=cast.saraa)
    write_lists()
    saraa = signed_in(cast.saraa)
    for _press in range(2):
        saraa.post(f"/en/workspace/lists/{made.pk}/invite/")
    assert sorted(Letter.objects.filter(to__startswith="member").values_list("to", flat=True)) == [
        "member1@example.org", "member2@example.org"]  # fmt: skip


def test_one_states_gender_and_region_oneself(cast):
    bat = signed_in(cast.bat)
    bat.post("/en/workspace/statement/", {"gender": "male", "region": "Дархан-Уул"})
    give(cast.group, {"person": cast.bat.person, "side": "government"}, since=DAY, by=cast.saraa)
    balance = of_forum(cast.group, clock.today())
    assert [each.key for each in balance.regions if each.key] == ["Дархан-Уул"]
    assert signed_in(cast.nomin).get("/en/workspace/statement/").status_code == 403


def test_whoever_appoints_finds_where_the_order_is_registered(cast):
    made = a_list(cast)
    page = signed_in(cast.saraa).get(f"{made.get_absolute_url()}appoint/").content.decode()
    assert "not in the register yet?" in page and 'href="/en/workspace/register/instruments/new/"' in page


def test_a_seat_says_for_which_body_and_by_which_order(cast, order, page):
    appoint_all(a_list(cast), instrument=order, since=DAY, by=cast.saraa)
    write_lists()
    told = page(f"{cast.group.get_absolute_url()}?on=2026-11-02")
    row = told[told.index("Member 0") :].partition("</tr>")[0]
    assert "Practice Ministry" in row and "Order, No. 7" in row


def test_the_three_that_can_issue_an_order_are_told_apart(cast):
    page = signed_in(cast.saraa).get("/en/workspace/register/instruments/new/").content.decode()
    for label in ("Issuer: an organisation", "Issuer: an office", "Issuer: a forum"):
        assert page.count(label) == 1

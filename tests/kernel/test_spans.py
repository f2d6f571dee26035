"""What lasts ends no earlier than it begins: beside the field, by the rules and in the database."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import in_two, signed_in
from tovchoo.cycle.models import Step
from tovchoo.kernel import clock
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.kernel.spans import ends_before
from tovchoo.membership.rules import end, give
from tovchoo.people.models import Instrument, Organisation, Seat
from tovchoo.people.rules import register
from tovchoo.plans.models import Plan

AT = "/en/workspace/register"
IN_ORDER = [("2026", "2026"), ("2026-11", "2026"), ("2026", "2026-02"), ("2026-11-20", "2026-11"),
            ("2026-11-20", "2026-11-20"), ("2026-11", "2026-11-05"), ("2026-11/2027-02", "2026-12-01"), (None, "1999"),
            ("2026", None), ("2026-03", "2025-12/2026-04")]  # fmt: skip
REVERSED = [("2028", "2026"), ("2026-11-20", "2026-01-01"), ("2026-11", "2026-10-31"), ("2026-11-20", "2026-10")]


def dated(since, until):
    return {"valid_from": since and PartialDate(since), "valid_to": until and PartialDate(until)}


@pytest.mark.parametrize(("since", "until"), IN_ORDER)
def test_what_is_in_order_is_taken_by_the_database(db, since, until):
    entry = Organisation.objects.create(id="x", name=in_two("Х", "X"), **dated(since, until))
    assert not ends_before(entry.valid_from, entry.valid_to)


@pytest.mark.parametrize(("since", "until"), REVERSED)
def test_what_is_reversed_is_refused_by_rules_and_by_the_database(cast, since, until):
    with pytest.raises(Refused, match="ends before it begins"):
        register(Organisation(name=in_two("Х", "X"), **dated(since, until)), by=cast.saraa)
    with pytest.raises(IntegrityError, match="an_organisation_ends_after_it_begins"), transaction.atomic():
        Organisation.objects.create(id="x", name=in_two("Х", "X"), **dated(since, until))


def test_it_is_said_beside_the_field(cast):
    administrator, plan = signed_in(cast.administrator), Plan.objects.get(pk="nap5")
    bad = {"plans": {"title_0": "Төлөвлөгөө", "jurisdiction": plan.jurisdiction_id, "languages": ["mn", "en"],
                     "start": "2028", "end": "2026"},
           "steps": {"plan": plan.pk, "title_mn": "Алхам", "starts": "2026-12", "ends": "2026-11"},
           "organisations": {"name_mn": "Газар", "valid_from": "2026", "valid_to": "2025"}}  # fmt: skip
    for kind, typed in bad.items():
        answer = administrator.post(f"{AT}/{kind}/new/", typed)
        page = answer.content.decode()
        assert answer.status_code == 422 and "It ends before it begins" in page, kind
        assert "is violated" not in page
    assert not Step.objects.filter(title__mn="Алхам").exists()


def test_a_seat_ends_no_earlier_than_it_began(cast):
    seat = give(cast.group, {"person": cast.bat.person, "side": "government"}, since=date(2026, 11, 20), by=cast.saraa)
    saraa = signed_in(cast.saraa)
    for act in ("end", "replace"):
        answer = saraa.post(f"/en/workspace/seats/{seat.pk}/{act}/", {"on": "2026-01-01", "reason": "left"})
        assert answer.status_code == 422 and b"20 November 2026" in answer.content
    with pytest.raises(Refused, match="ends before it begins"):
        end(Seat.objects.get(pk=seat.pk), on=date(2026, 1, 1), reason="left", by=cast.saraa)
    assert Seat.objects.get(pk=seat.pk).until is None


def test_an_order_is_not_dated_after_today(cast):
    typed = {"kind": "order", "title_mn": "Тушаал"}
    saraa, tomorrow = signed_in(cast.saraa), clock.today() + timedelta(days=1)
    for day in ("3026", tomorrow.isoformat()):
        answer = saraa.post(f"{AT}/instruments/new/", typed | {"date": day})
        assert answer.status_code == 422 and "not after today" in answer.content.decode()
    assert saraa.post(f"{AT}/instruments/new/", typed | {"date": str(clock.today().year)}).status_code == 302
    assert Instrument.objects.filter(title__mn="Тушаал").count() == 1

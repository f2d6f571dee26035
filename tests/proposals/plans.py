"""Plans and proposals for tests, brought to where they stand by the rules."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast, in_two
from tovchoo.accounts.models import Account
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.rules import register as register_meeting
from tovchoo.people.models import Organisation
from tovchoo.people.rules import register as register_person
from tovchoo.plans.models import Plan, Proposal
from tovchoo.plans.rules import register
from tovchoo.proposals.rules import Row, Said, Told, propose

WHY = in_two("Ярилцаад ингэж тогтов", "So it was agreed")


def the_next_plan(cast: Cast) -> Plan:
    """The sixth, of the same country, which the practice group writes."""
    fifth = Plan.objects.get(pk="nap5")
    return register(
        Plan(jurisdiction=fifth.jurisdiction, ordinal=6, title=in_two("Дадлагын төлөвлөгөө", "Practice Plan"),
             languages=["mn", "en"], authoritative_language="mn", predecessor=fifth, working_group=cast.group),
        by=cast.saraa,
    )  # fmt: skip


def a_proposal(plan: Plan, by: Account, *, title: str = "Open budgets", **given: Any) -> Proposal:
    """With a problem, a budget and a milestone."""
    said = Said(
        {"problem": in_two("Төсөв хаалттай\n\nХэн ч хардаггүй", "Budgets are closed\n\nNobody sees them"),
         "budget": in_two("Байхгүй", "None")},
        [Row({"title": in_two("Нэгдүгээр", "First"), "due": PartialDate("2028-06")})],
    )  # fmt: skip
    entry = Proposal(plan=plan, title=in_two("Нээлттэй төсөв", title), person=by.person, **given)
    return propose(entry, said, by=by)


def told(date: str = "2026-11-20", meeting: str = "") -> Told:
    """A step with its day and reason."""
    return Told(WHY, PartialDate(date), meeting)


def an_organisation(cast: Cast, name: str = "Practice Ministry") -> Organisation:
    """In the register."""
    return register_person(Organisation(name=in_two("Дадлагын яам", name)), by=cast.saraa)


def a_meeting(plan: Plan, cast: Cast) -> Meeting:
    """Of the practice group, in the past."""
    entry = Meeting(plan=plan, forum=cast.group, kind="full", title=in_two("Хурал", "Practice meeting"),
                    date=PartialDate("2026-11-20"))  # fmt: skip
    return register_meeting(entry, by=cast.saraa)

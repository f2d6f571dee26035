"""The figures: what each counts, in what parts. A figure is its entries, counted; there is no other way to one.

To add one: a row below, with the entries it is counted from. Null means that nothing was recorded, never zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import starmap
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovchoo.consultations.models import Contribution, Recommendation, Round
from tovchoo.kernel.prepared import Prepared, PreparedModels
from tovchoo.meetings.models import Meeting
from tovchoo.people.models import Instrument, Seat, Side
from tovchoo.plans.models import Commitment, Milestone, Plan, Proposal
from tovchoo.plans.steps import named, pieces

from .models import Claim

Entries = Callable[[str, str | None], QuerySet[Any]]  # of a plan's id, and its working group's


@dataclass(frozen=True)
class Definition:
    """A figure: its key is a promise. `counts` names the column that says for how many an entry stands."""

    key: str
    says: str | Promise
    one: str | Promise = ""
    entries: Entries | None = None
    counts: str = ""
    parts: str = ""
    parts_say: dict[str, Any] = field(default_factory=dict)
    authors: bool = False
    days: tuple[str, str] = ("", "")
    unit: str = ""
    waits_for: str | Promise = ""

    @property
    def slug(self) -> str:
        return self.key.replace(".", "-").replace("_", "-")


AUTHOR = ("author_organisation", "author_office", "author_person")


def _meetings(kind: str) -> Entries:
    return lambda plan, group: Meeting.objects.filter(plan=plan, kind=kind)


def _tabled(plan: str, group: str | None) -> QuerySet[Any]:
    """All that were ever tabled, whatever became of them; what one was split into was not tabled besides."""
    return Proposal.objects.filter(plan=plan).alias(called=named()).exclude(called__in=pieces())


def _commitments(plan: str, group: str | None) -> QuerySet[Any]:
    """What the plan promises, or its draft as it stands; not what was taken out of it."""
    return Commitment.objects.filter(plan=plan).exclude(stage=Commitment.Stage.DROPPED)


def _contributions(side: str) -> Entries:
    return lambda plan, group: Contribution.objects.filter(plan=plan, listed_as=side).select_related(*AUTHOR)


AUTHORS = dict(Contribution.Author.choices)
SIDES = {**dict(Side.choices), "not_recorded": _("not recorded")}
NOT_RECORDED = "not_recorded"  # the part of what is counted under none
NO_NOUN = _("The record has no place for these yet.")

DEFINITIONS = [
    Definition("working_group.seats", _("seats in the working group"), _("seat in the working group"),
               lambda plan, group: Seat.objects.filter(forum=group, replaces=None).select_related("forum"),
               "count", "side", SIDES),
    Definition("meetings.full", _("full meetings"), _("full meeting"),
               _meetings("full"), "count"),
    Definition("meetings.sub_group", _("sub-group meetings"), _("sub-group meeting"),
               _meetings("sub_group"), "count"),
    Definition("meetings.workshops", _("workshops"), _("workshop"),
               _meetings("workshop"), "count"),
    Definition("rounds.online", _("online comment rounds"), _("online comment round"),
               lambda plan, group: Round.objects.filter(plan=plan, kind="online"), "count"),
    Definition("discussions.public", _("public discussions"), _("public discussion"),
               _meetings("public_discussion"), "count"),
    Definition("proposals", _("proposals"), _("proposal"),
               _tabled, "count"),
    Definition("commitments", _("commitments"), _("commitment"),
               _commitments),
    Definition("commitments.carried_over", _("commitments carried over from the plan before"),
               _("commitment carried over from the plan before"),
               lambda plan, group: _commitments(plan, group).filter(carried_over=True)),
    Definition("contributors.government", _("government bodies that commented"), _("government body that commented"),
               _contributions("government"), parts="author_kind", parts_say=AUTHORS, authors=True),
    Definition("contributors.non_government", _("non-government bodies that commented"),
               _("non-government body that commented"),
               _contributions("non_government"), parts="author_kind", parts_say=AUTHORS, authors=True),
    Definition("contributions", _("contributions"), _("contribution"),
               lambda plan, group: Contribution.objects.filter(plan=plan).select_related(*AUTHOR), "count"),
    Definition("responses.coverage", _("contributions with a reasoned response"), unit="percent", waits_for=NO_NOUN),
    Definition("recommendations", _("recommendations"), _("recommendation"),
               lambda plan, group: Recommendation.objects.filter(plan=plan)),
    Definition("days.order_to_approval", _("days from the order to the approval by the MSF"),
               days=("established", "approval"), unit="days"),
    Definition("days.order_to_order", _("days from the first order to the order that put the plan in force"),
               days=("established", "order"), unit="days"),
    Definition("milestones", _("milestones"), _("milestone"),
               lambda plan, group: Milestone.objects.filter(commitment__plan=plan, is_dropped=False)
               .select_related("commitment")),
    Definition("updates.on_time", _("updates on time"), unit="percent", waits_for=NO_NOUN),
    Definition("evidence", _("pieces of evidence"), waits_for=NO_NOUN),
]  # fmt: skip
BY_KEY = {each.key: each for each in DEFINITIONS}
BY_SLUG = {each.slug: each for each in DEFINITIONS}


class Number(NamedTuple):
    """As much of a claim as is needed to see whether it agrees."""

    figure: str
    part: str
    measure: str
    value: int


@dataclass
class Figure:
    """What the record gives for a definition, and what others claimed."""

    plan: Plan
    definition: Definition
    value: int | None = None
    parts: dict[str, int] = field(default_factory=dict)
    claims: list[Any] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def label(self) -> str | Promise:
        """What stands beside the number."""
        return self.definition.one if self.value == 1 and self.definition.one else self.definition.says

    @property
    def percent(self) -> dict[str, int]:
        """Parts in per cent, rounded so that they add up to 100: the largest remainders are rounded up."""
        total = sum(self.parts.values())
        if not total:
            return {}
        whole = {part: 100 * count // total for part, count in self.parts.items()}
        by_remainder = sorted(self.parts, key=lambda part: (-(100 * self.parts[part] % total), part))
        for part in by_remainder[: 100 - sum(whole.values())]:
            whole[part] += 1
        return whole

    def agrees(self, claim: Claim | Number) -> bool:
        """Whether the record gives the figure that was claimed; a figure that is not recorded agrees with none."""
        counted = self.percent if claim.measure == Claim.Measure.PERCENT else self.parts
        return claim.value == (counted.get(claim.part) if claim.part else self.value)

    @property
    def differing(self) -> list[Any]:
        return [claim for claim in self.claims if not self.agrees(claim)]

    def entries(self) -> QuerySet[Any]:
        """The entries it was counted from."""
        if self.definition.days[0]:
            ids = [each.pk for each in days_between(self.plan, self.definition) if each]
            return Instrument.objects.filter(pk__in=ids).order_by("date", "id")
        if self.definition.entries is None:
            return Instrument.objects.none()
        entries = self.definition.entries(self.plan.pk, self.plan.working_group_id)
        return entries.order_by("number" if hasattr(entries.model, "number") else "id")


Figures = dict[str, Figure]


def figures_of(plan: Plan, *, words: bool = False) -> Figures:
    """All figures of a plan with the numbers that were claimed, on request with their words too.

    In the order of the definitions; two queries, however much is recorded.
    """
    figures = {each.key: Figure(plan, each) for each in DEFINITIONS}
    for key, part, total, unknown in _count(plan=plan.pk, group=plan.working_group_id or ""):
        _add(figures[key], part, total, unknown)
    for figure in figures.values():
        _finish(figure)
    for claim in _claims(plan=plan.pk) if words else starmap(Number, _numbers(plan=plan.pk)):
        if claim.figure in figures:
            figures[claim.figure].claims.append(claim)
    return figures


def _add(figure: Figure, part: str | None, total: int | None, unknown: int) -> None:
    """A sum over an empty count is null, and so is every sum it is part of."""
    figure.parts[part or ""] = -1 if unknown or total is None else int(total)


def _finish(figure: Figure) -> None:
    if figure.definition.days[0]:
        figure.value = _days(figure)
    counted, figure.parts = figure.parts, {}
    if counted and min(counted.values()) >= 0:
        figure.value = sum(counted.values())
        if figure.definition.parts:
            figure.parts = {part or NOT_RECORDED: counted[part] for part in sorted(counted)}


def _days(figure: Figure) -> int | None:
    start, end = days_between(figure.plan, figure.definition)
    if start and end and start.date and end.date and start.date.is_exact and end.date.is_exact:
        return (end.date.first - start.date.first).days
    return None


def days_between(plan: Plan, definition: Definition) -> tuple[Instrument | None, Instrument | None]:
    """The two acts between which days are counted."""
    group = plan.working_group
    acts = {"established": group.established_by if group else None, "approval": plan.approval, "order": plan.order}
    return acts.get(definition.days[0]), acts.get(definition.days[1])


def _counted(definition: Definition, plan: str, group: str) -> QuerySet[Any]:
    assert definition.entries
    total: Any = Sum(definition.counts) if definition.counts else Count("pk")
    unknown: Any = Count("pk", filter=Q(**{f"{definition.counts}": None})) if definition.counts else Value(0)
    if definition.authors:
        total = Count(Coalesce("author_organisation_id", "author_office_id", "author_person_id"), distinct=True)
    part: Any = F(definition.parts) if definition.parts else Cast(Value(""), CharField())
    named = definition.entries(plan, group).order_by().values(key=Value(definition.key), part=part)
    rows: QuerySet[Any] = named.annotate(total=total, unknown=unknown).values_list("key", "part", "total", "unknown")
    return rows


def _all_counted(plan: str, group: str) -> QuerySet[Any]:
    first, *rest = [_counted(each, plan, group) for each in DEFINITIONS if each.entries]
    return first.union(*rest, all=True)


_count = Prepared(_all_counted, "plan", "group")
_claims = PreparedModels(lambda plan: Claim.objects.filter(plan=plan).order_by("part", "measure", "id"), "plan")
_numbers = Prepared(
    lambda plan: Claim.objects.filter(plan=plan).order_by("part", "measure", "id").values_list(*Number._fields), "plan"
)

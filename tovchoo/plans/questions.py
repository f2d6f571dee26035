"""What many pages ask of plans, with the statement made once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Value
from django.http import Http404

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.kernel.prepared import Prepared, PreparedModels
from tovchoo.people.models import Organisation

from .models import Commitment, MilestoneSupport, Plan, Proposal, ProposalSupport

ACTS = ("working_group__established_by", "approval", "order")
BESIDE = (*ACTS, "jurisdiction", "msf", "secretariat", "predecessor")


def plan_or_404(pk: str, *, whole: bool = False) -> Plan:
    """A plan with the acts that days are counted between; whole, with all that stands beside it. Raises `Http404`."""
    if found := (_whole_plan if whole else _plan).one(pk=pk):
        return found  # type: ignore[no-any-return]
    raise Http404(pk)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as lists show it."""

    id: str
    plan: str
    number: int
    title: Localized
    lead: Localized | None

    def get_absolute_url(self) -> str:
        return address("plans:commitment", self.plan, self.number)


def commitments_of(plan: Plan) -> list[Promise]:
    """The commitments of a plan in their order, without those that are not in it any more."""
    rows = _commitments(plan=plan.pk)
    return [Promise(id, plan.pk, n, text_of(title), text_of(lead) if lead else None) for id, n, title, lead in rows]


def supporters_of(proposal: Proposal) -> dict[int, list[Organisation]]:
    """Who supports a proposal, and under their numbers each of its milestones; the proposal itself is 0."""
    columns = ("of", "organisation__id", "organisation__name")
    whole = ProposalSupport.objects.filter(proposal=proposal).annotate(of=Value(0)).values_list(*columns)
    steps = MilestoneSupport.objects.filter(milestone__proposal=proposal).annotate(of=F("milestone__number"))
    found: dict[int, list[Organisation]] = {}
    for number, key, name in whole.union(steps.values_list(*columns), all=True).order_by("of", "organisation__id"):
        found.setdefault(number, []).append(Organisation(id=key, name=text_of(name)))
    return found


def _named(*relations: str) -> list[str]:
    """The names of what stands beside a plan, without the rest of it."""
    return [f"{relation}__{column}" for relation in relations for column in ("id", "name")]


def _act(*relations: str) -> list[str]:
    return [f"{relation}__{column}" for relation in relations for column in ("id", "title", "date")]


OWN = [field.name for field in Plan._meta.concrete_fields if field.name != "folded"]
DATED = [*OWN, *_named("working_group"), "working_group__established_by", *_act(*ACTS)]
WHOLE = [*DATED, *_named("jurisdiction", "msf", "secretariat"), "predecessor__id", "predecessor__title",
         "predecessor__ordinal"]  # fmt: skip
_plan = PreparedModels(lambda pk: Plan.objects.filter(pk=pk).select_related(*ACTS).only(*DATED), "pk")
_whole_plan = PreparedModels(lambda pk: Plan.objects.filter(pk=pk).select_related(*BESIDE).only(*WHOLE), "pk")
_commitments = Prepared(
    lambda plan: (
        Commitment.objects.filter(plan=plan).exclude(stage=Commitment.Stage.DROPPED)
        .order_by("number").values_list("pk", "number", "title", "lead__name")
    ), "plan"
)  # fmt: skip


def numbers_of(plan: Plan, ordered: Iterable[str]) -> dict[Commitment, int]:
    """The number that each commitment gets when these are counted from 1 in this order, by their ids, and others stand
    behind them; only of those that have another one now."""
    first = {pk: place for place, pk in enumerate(ordered)}
    rows = sorted(plan.commitments.all(), key=lambda each: (first.get(each.pk, len(first)), each.number))
    return {each: number for number, each in enumerate(rows, 1) if each.number != number}

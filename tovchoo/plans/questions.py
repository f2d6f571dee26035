"""What many pages ask of plans, with the statement made once."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.kernel.prepared import Prepared, PreparedModels

from .models import Commitment, Plan

BESIDE = ("jurisdiction", "working_group__established_by", "msf", "secretariat", "approval", "order", "predecessor")


def plan_or_404(pk: str) -> Plan:
    """A plan with its forums and the acts that days are counted between. Raises `Http404`."""
    if found := _plan.one(pk=pk):
        return found  # type: ignore[no-any-return]
    raise Http404(pk)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as lists show it."""

    plan: str
    number: int
    title: Localized
    lead: Localized | None

    def get_absolute_url(self) -> str:
        return address("plans:commitment", self.plan, self.number)


def commitments_of(plan: Plan) -> list[Promise]:
    """The commitments of a plan in their order."""
    rows = _commitments(plan=plan.pk)
    return [Promise(plan.pk, number, text_of(title), text_of(lead) if lead else None) for number, title, lead in rows]


def _named(*relations: str) -> list[str]:
    """The names of what stands beside a plan, without the rest of it."""
    return [f"{relation}__{column}" for relation in relations for column in ("id", "name")]


def _act(*relations: str) -> list[str]:
    return [f"{relation}__{column}" for relation in relations for column in ("id", "title", "date")]


OWN = [field.name for field in Plan._meta.concrete_fields if field.name != "folded"]
SHOWN = [
    *OWN,
    *_named("jurisdiction", "working_group", "msf", "secretariat"),
    "working_group__established_by",
    *_act("working_group__established_by", "approval", "order"),
    "predecessor__id",
    "predecessor__title",
]
_plan = PreparedModels(lambda pk: Plan.objects.filter(pk=pk).select_related(*BESIDE).only(*SHOWN), "pk")
_commitments = Prepared(
    lambda plan: Commitment.objects.filter(plan=plan).order_by("number").values_list("number", "title", "lead__name"),
    "plan",
)

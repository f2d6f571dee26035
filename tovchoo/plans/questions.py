"""What many pages ask of plans, with the statement made once."""

from __future__ import annotations

from django.http import Http404

from tovchoo.kernel.prepared import PreparedModels

from .models import Commitment, Plan

BESIDE = ("jurisdiction", "working_group__established_by", "msf", "secretariat", "approval", "order", "predecessor")


def plan_or_404(pk: str) -> Plan:
    """A plan with its forums and the acts that days are counted between. Raises `Http404`."""
    if found := _plan.one(pk=pk):
        return found  # type: ignore[no-any-return]
    raise Http404(pk)


def commitments_of(plan: Plan) -> list[Commitment]:
    """The commitments of a plan as a list shows them: number, title, lead."""
    return _commitments(plan=plan.pk)


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
_commitments = PreparedModels(
    lambda plan: (
        Commitment.objects.filter(plan=plan)
        .select_related("lead")
        .order_by("number")
        .only("number", "title", "plan", "lead__name")
    ),
    "plan",
)

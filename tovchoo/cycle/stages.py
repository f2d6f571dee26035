"""Where in its cycle a plan stands: six stages, each dated by what the record shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from tovchoo.kernel.partial_date import PartialDate
from tovchoo.plans.models import Plan

from .timeline import Event

NAMES = (lazy("Working group"), lazy("Drafting"), lazy("Comments"),
         lazy("Approval"), lazy("Implementation"), lazy("Review"))  # fmt: skip


@dataclass
class Stage:
    """One of the six; `state` is done, now or next, `when` says as much as is known."""

    name: str | Promise
    when: str
    state: str


def stages_of(plan: Plan, events: list[Event], today: date) -> list[Stage]:
    """The six stages of a plan on a day."""
    now = _stage_on(plan, events, today)
    told = _when(plan, events)
    states = ["done" if place < now else "now" if place == now else "next" for place in range(len(NAMES))]
    return [Stage(name, when, state) for name, when, state in zip(NAMES, told, states, strict=True)]


def _stage_on(plan: Plan, events: list[Event], today: date) -> int:
    """The latest stage that has begun by that day."""
    if plan.end and plan.end.last < today:
        return 5
    in_force = plan.order.date if plan.order else None
    if in_force and in_force.first <= today:
        return 4
    begun = [any(event.noun == "meeting" and event.kind == "full" for event in events),
             any(event.noun == "round" for event in events), plan.approval is not None]  # fmt: skip
    return max((place for place, has_begun in enumerate(begun, 1) if has_begun), default=0)


def _when(plan: Plan, events: list[Event]) -> list[str]:
    group = plan.working_group
    order = group.established_by if group else None
    full = next(
        (event.date for event in events if event.noun == "meeting" and event.kind == "full" and event.date), None
    )
    rounds = [event.count for event in events if event.noun == "round"]
    number = sum(count or 0 for count in rounds) if None not in rounds else 0
    approval, force = plan.approval.date if plan.approval else None, plan.order.date if plan.order else None
    return [
        _short(order.date if order else None),
        _("from %s") % full.short if full else _short(None),
        ngettext("%d round", "%d rounds", number) % number if number else _short(None),
        _short(approval or force),
        _("until %s") % plan.end.short if plan.end else _short(None),
        _("after %s") % plan.end.short if plan.end else _short(None),
    ]


def _short(when: PartialDate | None) -> str:
    return when.short if when else _("not recorded")

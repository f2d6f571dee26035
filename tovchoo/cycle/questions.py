"""What pages ask of the calendar."""

from __future__ import annotations

from tovchoo.plans.models import Plan

from .models import Step


def calendar_of(plan: Plan) -> list[Step]:
    """The steps of a process, in the order of their days; those without a day come last."""
    steps = Step.objects.filter(plan=plan)
    return sorted(steps, key=lambda step: (step.starts is None, step.starts.first if step.starts else None, step.pk))

"""Verbs: plan the process."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tovchoo.kernel.ids import fresh_id
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter

from .models import Step
from .policy import STEP


@transaction.atomic
def register(step: Step, *, by: Any) -> Step:
    """Say beforehand what is to happen, and when."""
    STEP.ask("register", step, by=by)
    step.id = fresh_id(Step, step.plan_id, step.title.for_an_id)
    return enter(step, by=by)


@transaction.atomic
def correct(step: Step, values: dict[str, Any], *, reason: str, by: Any) -> bool:
    """The calendar changes; what it said before stays in its history, and in the documents that were published."""
    STEP.perform("correct", step, by=by)
    return change(step, values, by=by, reason=reason)

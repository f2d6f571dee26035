"""Verbs: set up jurisdictions and plans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F

from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.noun import Noun
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter

from .models import Commitment, Plan
from .policy import REGISTERED
from .questions import numbers_of

N = TypeVar("N", bound=Noun)
ASIDE = 10_000  # numbers that no plan has, for what changes places


@transaction.atomic
def register(entry: N, *, by: Any) -> N:
    """Enter a jurisdiction or a plan. A plan is called `nap6` for good: addresses begin with it."""
    REGISTERED[type(entry)].ask("register", entry, by=by)
    text: Any = getattr(entry, "name", None) or getattr(entry, "title", None)
    words = text.for_an_id
    if isinstance(entry, Plan) and entry.ordinal:
        words = f"nap{entry.ordinal}"
    entry.id = fresh_id(type(entry), words)
    return enter(entry, by=by)


@transaction.atomic
def correct(entry: N, values: dict[str, Any], *, reason: str, by: Any) -> bool:
    """Change what an entry says; the former value stays in its history, with who, when and why."""
    REGISTERED[type(entry)].perform("correct", entry, by=by)
    return change(entry, values, by=by, reason=reason)


# --- what rules of what a plan says do with it ------------------------------------------------------------------------


def count_commitments(plan: Plan, ordered: Iterable[str], *, by: Any) -> None:
    """Number the commitments of a plan anew. While they change places no two have one number."""
    numbers = numbers_of(plan, ordered)
    if not numbers:
        return
    Commitment.objects.filter(pk__in=[each.pk for each in numbers]).update(number=F("number") + ASIDE)
    for commitment, number in numbers.items():
        change(commitment, {"number": number}, by=by)

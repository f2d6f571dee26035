"""Verbs: set up jurisdictions and plans."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction

from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.noun import Noun
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter

from .models import Plan
from .policy import REGISTERED

N = TypeVar("N", bound=Noun)


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

"""What pages ask of the ledger: what was said in public with an act, beside what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from .models import Entry


def said_with(subjects: Iterable[str], *verbs: str) -> list[Entry]:
    """Such acts on these things, the first first, as far as what they said was not erased; one question."""
    acts = Entry.objects.filter(subject__in=subjects, verb__in=verbs).exclude(facts=None)
    return list(acts.order_by("at", "pk"))

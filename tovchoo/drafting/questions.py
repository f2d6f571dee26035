"""What pages of a draft ask: its parts with how far each is, a part with its passages, states of translations."""

from __future__ import annotations

import re

from tovchoo.kernel import languages
from tovchoo.kernel.localized import Localized
from tovchoo.plans.models import Plan

from .models import Draft

TRADITIONAL = languages.TRADITIONAL
BETWEEN = re.compile(r"\n[ \t]*\n\s*")  # paragraphs, and the cells of nothing


def languages_of(draft: Draft) -> list[str]:
    """In which the plan is written, the original first; those that are never asked for last."""
    asked = asked_of(draft.plan, draft.language)
    return [*asked, TRADITIONAL] if TRADITIONAL in draft.plan.languages else asked


def asked_of(plan: Plan, first: str) -> list[str]:
    """The languages in which a plan must be whole, that one first."""
    return [first, *(code for code in plan.languages if code not in (first, TRADITIONAL))]


def paragraphs(text: Localized) -> list[Localized]:
    """A text as its paragraphs, where all languages have as many; else as one."""
    parts = {code: [each.strip() for each in BETWEEN.split(str(text[code])) if each.strip()] for code in text.languages}
    counts = {len(each) for each in parts.values()}
    if len(counts) != 1:
        return [Localized({code: str(text[code]) for code in text.languages})] if parts else []
    return [Localized({code: parts[code][number] for code in parts}) for number in range(counts.pop())]

"""Which commitments of a version lack one of the languages in which the plan must be whole."""

from __future__ import annotations

from typing import Any

from tovchoo.drafting.questions import asked_of
from tovchoo.plans.models import Version

from .models import VersionPart, VersionPassage


def lacking(version: Version) -> list[tuple[Any, str]]:
    """The title of each part, and a language that one of its passages lacks; the traditional script is never asked for.
    In one question, whatever its length."""
    asked = asked_of(version.plan, version.plan.authoritative_language or version.plan.languages[0])
    commitments = {"part__version": version, "part__kind": VersionPart.Kind.COMMITMENT}
    rows = VersionPassage.objects.filter(**commitments).order_by("part__number", "number")
    found: dict[tuple[int, str], Any] = {}
    for number, title, text in rows.values_list("part__number", "part__title", "text"):
        for code in asked:
            if text and not text.get(code):
                found.setdefault((number, code), title)
    return [(title, code) for (_number, code), title in found.items()]

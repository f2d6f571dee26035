"""Which commitments of a version are not whole in one of the languages in which the plan must be."""

from __future__ import annotations

from dataclasses import dataclass

from tovchoo.drafting.questions import asked_of
from tovchoo.kernel.localized import Localized, State
from tovchoo.plans.models import Version

from .models import VersionPart, VersionPassage


@dataclass
class Lack:
    """What one commitment lacks in one language: passages without it, and translations behind their original."""

    title: Localized
    language: str
    missing: int = 0
    behind: int = 0


def lacking(version: Version) -> list[Lack]:
    """In the order of the plan; the traditional script is never asked for. In one question, whatever its length."""
    asked = asked_of(version.plan, version.plan.authoritative_language or version.plan.languages[0])
    commitments = {"part__version": version, "part__kind": VersionPart.Kind.COMMITMENT}
    rows = VersionPassage.objects.filter(**commitments).order_by("part__number", "number")
    found: dict[tuple[int, str], Lack] = {}
    for number, title, text in rows.values_list("part__number", "part__title", "text"):
        for code in asked if text else ():
            state = text.translation(code).state
            if state in (State.MISSING, State.OUTDATED):
                lack = found.setdefault((number, code), Lack(title, code))
                lack.missing += state == State.MISSING
                lack.behind += state == State.OUTDATED
    return list(found.values())

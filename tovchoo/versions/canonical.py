"""What the hash of a version is of: all that it says, told in one way only (docs/versions.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from tovchoo.kernel.localized import Localized

from .models import VersionMilestone, VersionPart, VersionPassage

Supporters = Mapping[str, Iterable[str]]  # of `versionpart/…` and `versionmilestone/…`: ids of organisations


def canonical(
    parts: Iterable[VersionPart], milestones: Iterable[VersionMilestone], passages: Iterable[VersionPassage],
    supporters: Supporters,
) -> bytes:  # fmt: skip
    """Its parts in order, each with its milestones and its passages in order, as JSON in UTF-8 with sorted keys and
    without blanks; notes, and what is said about translations, are not part of the text."""
    told: list[Any] = []
    by_part: dict[str, tuple[list[Any], list[Any]]] = {}
    for part in sorted(parts, key=lambda each: each.number):
        by_part[part.pk] = ([], [])
        promise = [part.commitment_id or "", part.commitment_number or 0]
        facts = [part.number, part.kind, part.part, *promise, _texts(part.title)]
        told.append([*facts, *_who_and_when(part, part.start, part.end, supporters), *by_part[part.pk]])
    names = {}
    for step in sorted(milestones, key=lambda each: each.number):
        names[step.pk] = step.milestone
        who_and_when = _who_and_when(step, step.start, step.due, supporters)
        by_part[step.part_id][0].append([step.number, step.milestone, *who_and_when])
    for each in sorted(passages, key=lambda each: each.number):
        at = names.get(each.milestone_id or "", "")
        by_part[each.part_id][1].append([each.number, each.field, each.passage, at, _texts(each.text)])
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(
    parts: Iterable[VersionPart], milestones: Iterable[VersionMilestone], passages: Iterable[VersionPassage],
    supporters: Supporters,
) -> str:  # fmt: skip
    """By which anybody can tell that a text is the one that was frozen."""
    return sha256(canonical(parts, milestones, passages, supporters)).hexdigest()


def _who_and_when(row: VersionPart | VersionMilestone, first: Any, last: Any, supporters: Supporters) -> list[Any]:
    others = sorted(supporters.get(row.public_id, ()))
    days = [day.text if day else "" for day in (first, last)]
    return [row.lead_id or "", others, _texts(row.other_supporters), *days]


def _texts(text: Localized) -> dict[str, str]:
    return {code: str(text[code]) for code in text.languages}

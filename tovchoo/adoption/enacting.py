"""A version read as what is to be in force: for each commitment its facts, its texts by field, its milestones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tovchoo.kernel.localized import ABOUT, Localized, State, digest
from tovchoo.plans.models import Commitment, Version
from tovchoo.versions.models import (
    VersionMilestone,
    VersionMilestoneSupport,
    VersionPart,
    VersionPartSupport,
    VersionPassage,
)  # fmt: skip


@dataclass
class Step:
    """A milestone as it is to be."""

    code: str
    number: int
    facts: dict[str, Any]
    supporters: list[str] = field(default_factory=list)


@dataclass
class Promise:
    """A commitment as it is to be: `texts` have a column, `others` have none."""

    commitment: Commitment
    version: str
    facts: dict[str, Any]
    texts: dict[str, Localized] = field(default_factory=dict)
    others: dict[str, Localized] = field(default_factory=dict)
    supporters: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def commitments_of(version: Version) -> list[str]:
    """The ids of its commitments, as it counts them."""
    rows = VersionPart.objects.filter(version=version).exclude(commitment=None).order_by("commitment_number")
    return list(rows.values_list("commitment", flat=True))


def promises_of(version: Version) -> list[Promise]:
    """The commitments of a version in their order; six questions, whatever its length."""
    parts = VersionPart.objects.filter(version=version, kind=VersionPart.Kind.COMMITMENT).exclude(commitment=None)
    supporters = _grouped(VersionPartSupport.objects.filter(part__version=version), "part_id")
    steps, cells = _steps_of(version)
    texts = _texts_of(version)
    found = []
    for part in parts.select_related("commitment").order_by("number"):
        facts = {"title": part.title, "lead": part.lead, "start": part.start, "end": part.end,
                 "other_supporters": part.other_supporters}  # fmt: skip
        said = {key: joined(listed) for key, listed in texts[part.pk].items()}
        columns = {key: said.pop(key, Localized()) for key in Commitment.TEMPLATE}
        promise = Promise(part.commitment, version.public_id, facts, columns, said, supporters[part.pk])  # type: ignore[arg-type]
        promise.steps = [_step(each, cells[each.pk], steps) for each in part.milestones.order_by("number")]
        found.append(promise)
    return found


def _grouped(rows: Any, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for of, organisation in rows.order_by("organisation").values_list(name, "organisation_id"):
        found[of].append(organisation)
    return found


def _steps_of(version: Version) -> tuple[dict[str, list[str]], dict[str, dict[str, Localized]]]:
    """Who supports each milestone of the version, and its cells."""
    rows = VersionPassage.objects.filter(part__version=version).exclude(milestone=None)
    cells: dict[str, dict[str, Localized]] = defaultdict(dict)
    for of, key, text in rows.values_list("milestone_id", "field", "text"):
        cells[of][key] = text
    supports = VersionMilestoneSupport.objects.filter(milestone__part__version=version)
    return _grouped(supports, "milestone_id"), cells


def _step(row: VersionMilestone, cells: dict[str, Localized], supporters: dict[str, list[str]]) -> Step:
    facts = {"title": cells.get("title", Localized()), "outputs": cells.get("outputs", Localized()),
             "start": row.start, "due": row.due, "lead_id": row.lead_id,
             "other_supporters": row.other_supporters}  # fmt: skip
    return Step(row.milestone, row.number, facts, supporters[row.pk])


def _texts_of(version: Version) -> dict[str, dict[str, list[Localized]]]:
    """By part and field, paragraph by paragraph; titles aside."""
    rows = VersionPassage.objects.filter(part__version=version, milestone=None).exclude(field="title")
    found: dict[str, dict[str, list[Localized]]] = defaultdict(lambda: defaultdict(list))
    for part, key, text in rows.order_by("number").values_list("part_id", "field", "text"):
        found[part][key].append(text)
    return found


def joined(paragraphs: list[Localized]) -> Localized:
    """Paragraphs as one text. A language of which one is behind, or is missing, is behind as a whole."""
    codes = sorted({code for each in paragraphs for code in each.languages})
    original = next((each.original for each in paragraphs), "")
    texts: dict[str, Any] = {
        code: "\n\n".join(str(each[code]) for each in paragraphs if each.get(code)) for code in codes
    }
    about = {}
    for code in codes:
        states = {each.translation(code).state for each in paragraphs}
        if code != original and states != {State.OFFICIAL}:
            is_current = not states & {State.OUTDATED, State.MISSING}
            of = digest(texts.get(original, "")) if is_current else digest("")
            about[code] = {"state": State.WORKING.value, "of": f"{original}:{of}", "by": ""}
    return Localized(texts | ({ABOUT: about} if about else {}))

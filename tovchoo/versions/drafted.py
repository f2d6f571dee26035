"""The working draft as the rows of a version: in order, without what was taken out, each translation with its state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import F

from tovchoo.drafting import models as drafting
from tovchoo.drafting.models import Draft, Revision
from tovchoo.drafting.questions import rows_of
from tovchoo.kernel.localized import ABOUT, Localized, State, digest
from tovchoo.plans.models import Commitment, Plan, TemplateField, Version

from .canonical import hash_of
from .models import VersionMilestone, VersionMilestoneSupport, VersionPart, VersionPartSupport, VersionPassage


@dataclass
class Text:
    """All rows of one version, before they are entered."""

    parts: list[VersionPart] = field(default_factory=list)
    part_supports: list[VersionPartSupport] = field(default_factory=list)
    milestones: list[VersionMilestone] = field(default_factory=list)
    milestone_supports: list[VersionMilestoneSupport] = field(default_factory=list)
    passages: list[VersionPassage] = field(default_factory=list)

    @property
    def supporters(self) -> dict[str, list[str]]:
        """Ids of organisations, by the part or milestone that they support."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.part_supports:
            found[f"versionpart/{each.part_id}"].append(each.organisation_id)
        for one in self.milestone_supports:
            found[f"versionmilestone/{one.milestone_id}"].append(one.organisation_id)
        return found

    @property
    def sha256(self) -> str:
        return hash_of(self.parts, self.milestones, self.passages, self.supporters)


def text_of(draft: Draft, version: Version) -> Text:
    """What the draft says as a version would have it; nothing is written. Four questions for any size."""
    text = told(draft, rows_of(draft), fields_of(draft.plan.template_id), version, _originals_before(draft))
    parts = {each.part: each for each in text.parts}
    steps = {each.milestone: each for each in text.milestones}
    for code, organisation in sorted(supports_of(draft)):
        if code in parts:
            text.part_supports.append(VersionPartSupport(part=parts[code], organisation_id=organisation))
        elif code in steps:
            text.milestone_supports.append(VersionMilestoneSupport(milestone=steps[code], organisation_id=organisation))
    return text


def counts_anew(plan: Plan) -> bool:
    """Until a plan is approved its commitments are counted as they stand in it; from then on each keeps its number."""
    return plan.approval_id is None and plan.order_id is None


def commitments_in(rows: Iterable[Any]) -> list[str]:
    """The ids of those that are in the draft, in their order."""
    return list(dict.fromkeys(each.commitment for each in rows if each.commitment))


def fields_of(template: str | None) -> dict[str, int]:
    """The fields of a commitment in the order in which a plan tells them, its title first."""
    asked = TemplateField.objects.filter(template=template).order_by("number")
    return in_order(asked.values_list("key", flat=True) if template else ())


def in_order(keys: Iterable[str]) -> dict[str, int]:
    """The fields that a template has, or else those of a commitment, behind its title and its text."""
    return {key: number for number, key in enumerate(["title", "text", *(list(keys) or Commitment.TEMPLATE)])}


def supports_of(draft: Draft) -> Any:
    """Of parts and of milestones: their code, and the id of the organisation. One question."""
    own = drafting.PartSupport.objects.filter(part__draft=draft).annotate(code=F("part__code"))
    theirs = drafting.DraftMilestoneSupport.objects.filter(milestone__part__draft=draft)
    columns = ("code", "organisation_id")
    return own.values_list(*columns).union(theirs.annotate(code=F("milestone__code")).values_list(*columns), all=True)


Before = Mapping[tuple[int, int], str]


def told(draft: Draft, rows: Iterable[Any], order: Mapping[str, int], version: Version, before: Before) -> Text:
    """What these rows of the draft are in a version, but who supports; asks nothing.

    `order`: the number of each field within its part. `before`: what originals said in earlier revisions, where the
    state of translations is wanted.
    """
    return _Telling(draft, version, order, before).text(rows)


class _Telling:
    """One pass over the rows of a draft."""

    def __init__(self, draft: Draft, version: Version, order: Mapping[str, int], before: Before) -> None:
        self.draft, self.version, self.order, self.before = draft, version, order, before

    def text(self, rows: Iterable[Any]) -> Text:
        text = Text()
        for number, (_pk, own) in enumerate(groupby(rows, lambda each: each.pk), 1):
            self._add(text, number, sorted(own, key=self._place))
        return text

    def _place(self, row: Any) -> tuple[Any, ...]:
        """Within its part: what is of the part itself, then its milestones; each by its fields."""
        step = (row.step_number, row.step) if row.step else (0, 0)
        name = row.field or ""
        return (*step, self.order.get(name, len(self.order)), name, row.place or 0, row.passage or 0)

    def _add(self, text: Text, number: int, rows: list[Any]) -> None:
        part = self._part(rows[0], number)
        text.parts.append(part)
        steps: dict[int, VersionMilestone] = {}
        for row in rows:
            if row.step and row.step not in steps:
                steps[row.step] = self._milestone(row, part, len(steps) + 1)
        text.milestones += steps.values()
        counted = 0
        for _passage, own in groupby(rows, lambda each: each.passage):
            written = [each for each in own if (each.text or "").strip()]
            if not written:
                continue
            counted += 1
            row, said = written[0], self._localized(written)
            text.passages.append(VersionPassage(
                id=self._id(row.passage_code), part=part, milestone=steps.get(row.step), number=counted,
                field=row.field, passage=row.passage_code, text=said,
            ))  # fmt: skip
            if row.field == "title" and not row.step:
                part.title = said

    def _part(self, row: Any, number: int) -> VersionPart:
        return VersionPart(
            id=self._id(row.code), version=self.version, number=number, kind=row.kind, part=row.code,
            title=Localized(), commitment_id=row.commitment, commitment_number=row.commitment_number,
            lead_id=row.lead, other_supporters=row.other_supporters, start=row.start, end=row.end,
        )  # fmt: skip

    def _milestone(self, row: Any, part: VersionPart, number: int) -> VersionMilestone:
        return VersionMilestone(
            id=self._id(row.step_code), part=part, number=number, milestone=row.step_code, start=row.step_start,
            due=row.due, lead_id=row.step_lead, other_supporters=row.step_others,
        )  # fmt: skip

    def _id(self, code: str) -> str:
        return f"{self.version.pk}-{code.removeprefix(f'{self.draft.plan_id}-')}"

    def _localized(self, rows: list[Any]) -> Localized:
        rows = sorted(rows, key=lambda each: each.language)
        texts = {each.language: each.text.strip() for each in rows}
        language = self.draft.language
        original = next((each for each in rows if each.language == language), None)
        about = {}
        for each in rows:
            if each.language == language:
                continue
            of = ""
            if original:
                is_of_today = each.made_from == original.head
                said = texts[language] if is_of_today else self.before.get((each.passage, each.made_from), "").strip()
                of = f"{language}:{digest(said)}"
            state = State.OFFICIAL if each.is_official else State.WORKING
            about[each.language] = {"state": state.value, "of": of, "by": ""}
        return Localized(texts | ({ABOUT: about} if about else {}))


def _originals_before(draft: Draft) -> Before:
    """What originals said in the revisions of which translations were made, where they say something else now."""
    first = {"rendering__passage__part__draft": draft, "rendering__language": draft.language}
    made_from = Revision.objects.filter(**first, rendering__passage__renderings__made_from=F("number"))
    rows = made_from.exclude(number=F("rendering__head")).distinct()
    return {(of, number): text for of, number, text in rows.values_list("rendering__passage", "number", "text")}

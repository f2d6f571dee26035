"""The working draft as the rows of a version: in order, without what was taken out, each translation with its state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from tovchoo.drafting import models as drafting
from tovchoo.drafting.models import Draft, Part, Rendering, Revision
from tovchoo.kernel.localized import ABOUT, Localized, State, digest
from tovchoo.plans.models import Commitment, TemplateField, Version

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
    """What the draft says as a version would have it; nothing is written. The same questions for any size."""
    return _Reading(draft, version).text()


def fields_of(template: str | None) -> dict[str, int]:
    """The fields of a commitment in the order in which a plan tells them, its title first."""
    if template:
        keys = list(TemplateField.objects.filter(template=template).order_by("number").values_list("key", flat=True))
    else:
        keys = list(Commitment.TEMPLATE)
    return {key: number for number, key in enumerate(["title", "text", *keys])}


class _Reading:
    """One pass over a draft."""

    def __init__(self, draft: Draft, version: Version) -> None:
        self.draft, self.version = draft, version
        self.order = fields_of(draft.plan.template_id)
        self.texts = self._texts()

    def text(self) -> Text:
        text, passages, counted = Text(), self._passages(), Counter[int]()
        made: dict[int, VersionPart] = {}
        steps: dict[int, VersionMilestone] = {}
        within: dict[int, list[drafting.Passage]] = {}
        for number, part in enumerate(self._parts(), 1):
            within[part.pk] = list(passages.get((part.pk, None), []))
            made[part.pk] = self._part(part, number, within[part.pk])
        for step in self._milestones():
            counted[step.part_id] += 1
            steps[step.pk] = self._milestone(step, made[step.part_id], counted[step.part_id])
            within[step.part_id] += passages.get((step.part_id, step.pk), [])
        text.parts, text.milestones = list(made.values()), list(steps.values())
        text.passages = list(self._numbered(within, made, steps))
        text.part_supports = self._supports(drafting.PartSupport, VersionPartSupport, "part", made)
        text.milestone_supports = self._supports(
            drafting.DraftMilestoneSupport, VersionMilestoneSupport, "milestone", steps
        )
        return text

    def _parts(self) -> Iterable[Part]:
        return self.draft.parts.filter(is_out=False).order_by("number", "pk")

    def _milestones(self) -> Iterable[drafting.DraftMilestone]:
        rows = drafting.DraftMilestone.objects.filter(part__draft=self.draft, part__is_out=False, is_out=False)
        return rows.order_by("part__number", "part", "number", "pk")

    def _passages(self) -> dict[tuple[int, int | None], list[drafting.Passage]]:
        """Those in which something is written, of each part and of each milestone, in their order."""
        rows = drafting.Passage.objects.filter(part__draft=self.draft, part__is_out=False, is_out=False)
        found: dict[tuple[int, int | None], list[drafting.Passage]] = defaultdict(list)
        for each in rows.order_by("place", "pk"):
            if self.texts.get(each.pk):
                found[each.part_id, each.milestone_id].append(each)
        for listed in found.values():
            listed.sort(key=lambda each: (self.order.get(each.field, len(self.order)), each.field))
        return found

    def _part(self, part: Part, number: int, passages: list[drafting.Passage]) -> VersionPart:
        title = next((self.texts[each.pk] for each in passages if each.field == "title"), Localized())
        return VersionPart(
            id=self._id(part.code), version=self.version, number=number, kind=part.kind, part=part.code, title=title,
            commitment_id=part.commitment_id, lead_id=part.lead_id, other_supporters=part.other_supporters,
            start=part.start, end=part.end,
        )  # fmt: skip

    def _milestone(self, step: drafting.DraftMilestone, part: VersionPart, number: int) -> VersionMilestone:
        return VersionMilestone(
            id=self._id(step.code), part=part, number=number, milestone=step.code, start=step.start, due=step.due,
            lead_id=step.lead_id, other_supporters=step.other_supporters,
        )  # fmt: skip

    def _numbered(
        self,
        within: dict[int, list[drafting.Passage]],
        made: dict[int, VersionPart],
        steps: dict[int, VersionMilestone],
    ) -> Iterable[VersionPassage]:
        """Of each part its own passages, then those of its milestones."""
        for pk, listed in within.items():
            for number, each in enumerate(listed, 1):
                yield VersionPassage(
                    id=self._id(each.code), part=made[pk], milestone=steps.get(each.milestone_id or 0), number=number,
                    field=each.field, passage=each.code, text=self.texts[each.pk],
                )  # fmt: skip

    def _supports(self, rows: Any, makes: Any, name: str, made: dict[int, Any]) -> list[Any]:
        draft = {f"{name}__draft" if name == "part" else f"{name}__part__draft": self.draft}
        found = rows.objects.filter(**draft).order_by(name, "organisation").values_list(name, "organisation")
        return [makes(**{name: made[pk]}, organisation_id=organisation) for pk, organisation in found if pk in made]

    def _id(self, code: str) -> str:
        return f"{self.version.pk}-{code.removeprefix(f'{self.draft.plan_id}-')}"

    # --- texts --------------------------------------------------------------------------------------------------------

    def _texts(self) -> dict[int, Localized]:
        rows: dict[int, list[Rendering]] = defaultdict(list)
        written = Rendering.objects.filter(passage__part__draft=self.draft).exclude(text="")
        for each in written.order_by("language"):
            rows[each.passage_id].append(each)
        before = self._originals_before()
        texts = {pk: self._localized(pk, each, before) for pk, each in rows.items()}
        return {pk: text for pk, text in texts.items() if text}

    def _originals_before(self) -> dict[tuple[int, int], str]:
        """What originals said in the revisions of which translations were made, where they say something else now."""
        first = {"rendering__passage__part__draft": self.draft, "rendering__language": self.draft.language}
        made_from = Revision.objects.filter(**first, rendering__passage__renderings__made_from=F("number"))
        rows = made_from.exclude(number=F("rendering__head")).distinct()
        return {(of, number): text for of, number, text in rows.values_list("rendering__passage", "number", "text")}

    def _localized(self, pk: int, rows: list[Rendering], before: dict[tuple[int, int], str]) -> Localized:
        texts = {each.language: each.text.strip() for each in rows if each.text.strip()}
        language = self.draft.language
        original = next((each for each in rows if each.language == language), None)
        about = {}
        for each in rows:
            if each.language == language or each.language not in texts:
                continue
            of = ""
            if original and texts.get(language):
                is_of_today = each.made_from == original.head
                said = texts[language] if is_of_today else before.get((pk, each.made_from), "").strip()
                of = f"{language}:{digest(said)}"
            state = State.OFFICIAL if each.is_official else State.WORKING
            about[each.language] = {"state": state.value, "of": of, "by": ""}
        return Localized(texts | ({ABOUT: about} if about else {}))

"""The working draft as the rows of a version: in order, without what was taken out, each translation with its state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Value

from tovchoo.drafting import models as drafting
from tovchoo.drafting.models import Draft, Part, Rendering, Revision
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


def text_of(draft: Draft, version: Version, *, with_states: bool = True) -> Text:
    """What the draft says as a version would have it; nothing is written. The same questions for any size."""
    return _Reading(draft, version, with_states=with_states).text()


def counts_anew(plan: Plan) -> bool:
    """Until a plan is approved its commitments are counted as they stand in it; from then on each keeps its number."""
    return Plan.objects.filter(pk=plan.pk, approval=None, order=None).exists()


def commitments_in(draft: Draft) -> list[str]:
    """The ids of those that are in the draft, in their order."""
    parts = draft.parts.filter(is_out=False).exclude(commitment=None).order_by("number", "pk")
    return list(parts.values_list("commitment", flat=True))


def in_it(draft: Draft) -> dict[str, object]:
    """Which renderings are of the draft as it stands: nothing that was taken out of it."""
    return {"passage__part__draft": draft, "passage__part__is_out": False, "passage__is_out": False}


def fields_of(template: str | None) -> dict[str, int]:
    """The fields of a commitment in the order in which a plan tells them, its title first."""
    if template:
        keys = list(TemplateField.objects.filter(template=template).order_by("number").values_list("key", flat=True))
    else:
        keys = list(Commitment.TEMPLATE)
    return {key: number for number, key in enumerate(["title", "text", *keys])}


class _Reading:
    """One pass over a draft."""

    def __init__(self, draft: Draft, version: Version, *, with_states: bool) -> None:
        self.draft, self.version = draft, version
        self.order = fields_of(draft.plan.template_id)
        self.passages: dict[int, drafting.Passage] = {}
        self.texts = self._texts(with_states=with_states)

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
        supports = self._supports()
        text.part_supports = [VersionPartSupport(part=made[pk], organisation_id=of)
                              for kind, pk, of in supports if kind == "part" and pk in made]  # fmt: skip
        text.milestone_supports = [VersionMilestoneSupport(milestone=steps[pk], organisation_id=of)
                                   for kind, pk, of in supports if kind == "step" and pk in steps]  # fmt: skip
        return text

    def _parts(self) -> Iterable[Part]:
        return self.draft.parts.filter(is_out=False).select_related("commitment").order_by("number", "pk")

    def _milestones(self) -> Iterable[drafting.DraftMilestone]:
        rows = drafting.DraftMilestone.objects.filter(part__draft=self.draft, part__is_out=False, is_out=False)
        return rows.order_by("part__number", "part", "number", "pk")

    def _passages(self) -> dict[tuple[int, int | None], list[drafting.Passage]]:
        """Those in which something is written, of each part and of each milestone, in their order."""
        found: dict[tuple[int, int | None], list[drafting.Passage]] = defaultdict(list)
        for pk in self.texts:
            found[self.passages[pk].part_id, self.passages[pk].milestone_id].append(self.passages[pk])
        for listed in found.values():
            listed.sort(key=lambda each: (self.order.get(each.field, len(self.order)), each.field, each.place, each.pk))
        return found

    def _part(self, part: Part, number: int, passages: list[drafting.Passage]) -> VersionPart:
        title = next((self.texts[each.pk] for each in passages if each.field == "title"), Localized())
        return VersionPart(
            id=self._id(part.code), version=self.version, number=number, kind=part.kind, part=part.code, title=title,
            commitment=part.commitment,
            commitment_number=part.commitment.number if part.commitment else None, lead_id=part.lead_id,
            other_supporters=part.other_supporters,
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

    def _supports(self) -> list[tuple[str, int, str]]:
        """Of parts and of milestones: which, and the id of the organisation."""
        own = drafting.PartSupport.objects.filter(part__draft=self.draft).annotate(kind=Value("part"))
        theirs = drafting.DraftMilestoneSupport.objects.filter(milestone__part__draft=self.draft)
        rows = own.values_list("kind", "part", "organisation").union(
            theirs.annotate(kind=Value("step")).values_list("kind", "milestone", "organisation"), all=True
        )
        return sorted(rows)

    def _id(self, code: str) -> str:
        return f"{self.version.pk}-{code.removeprefix(f'{self.draft.plan_id}-')}"

    # --- texts --------------------------------------------------------------------------------------------------------

    def _texts(self, *, with_states: bool) -> dict[int, Localized]:
        rows: dict[int, list[Rendering]] = defaultdict(list)
        written = Rendering.objects.filter(**in_it(self.draft)).exclude(text="").select_related("passage")
        for each in written.order_by("language"):
            rows[each.passage_id].append(each)
            self.passages[each.passage_id] = each.passage
        before = self._originals_before() if with_states else {}
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

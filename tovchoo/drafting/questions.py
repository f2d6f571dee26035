"""What pages of a draft ask: its languages, its parts with how far each is, what is to be translated."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from tovchoo.kernel import languages
from tovchoo.kernel.localized import Localized
from tovchoo.plans.models import Commitment, Plan, TemplateField

from .models import Draft, DraftMilestone, Part, Passage, Rendering, Revision

TRADITIONAL = languages.TRADITIONAL
BETWEEN = re.compile(r"\n[ \t]*\n\s*")  # paragraphs


def languages_of(draft: Draft) -> list[str]:
    """In which the plan is written, the original first; those that are never asked for last."""
    asked = asked_of(draft.plan, draft.language)
    return [*asked, TRADITIONAL] if TRADITIONAL in draft.plan.languages else asked


def asked_of(plan: Plan, first: str) -> list[str]:
    """The languages in which a plan must be whole, that one first."""
    return [first, *(code for code in plan.languages if code not in (first, TRADITIONAL))]


def fields_of(plan: Plan) -> list[str]:
    """The keys of what a commitment of the plan is asked for."""
    asked = TemplateField.objects.filter(template=plan.template_id, is_asked=True).exclude(key="title")
    return list(asked.order_by("number").values_list("key", flat=True)) or list(Commitment.TEMPLATE)


SAYS = {
    "commitment_number": "commitment__number", "lead_name": "lead__name",
    "step": "passages__milestone", "step_code": "passages__milestone__code",
    "step_number": "passages__milestone__number", "step_lead": "passages__milestone__lead",
    "step_lead_name": "passages__milestone__lead__name", "step_others": "passages__milestone__other_supporters",
    "step_start": "passages__milestone__start", "due": "passages__milestone__due",
    "step_is_out": "passages__milestone__is_out",
    "passage": "passages", "passage_code": "passages__code", "field": "passages__field", "place": "passages__place",
    "passage_is_out": "passages__is_out", "differs": "passages__differs",
    "language": "passages__renderings__language", "text": "passages__renderings__text",
    "head": "passages__renderings__head", "made_from": "passages__renderings__made_from",
    "is_official": "passages__renderings__is_official",
}  # fmt: skip
OWN = ("pk", "code", "kind", "number", "commitment", "lead", "other_supporters", "start", "end")


def rows_of(draft: Draft) -> list[Any]:
    """All that a draft says, without what was taken out: a row for each text. Where a part or a milestone has none, a
    row without `passage` stands for it. One question, whatever its length."""
    parts = draft.parts.filter(is_out=False).annotate(**{name: F(path) for name, path in SAYS.items()})
    rows = parts.order_by("number", "pk").values_list(*OWN, *SAYS, named=True)
    nothing = {"passage": None, "text": None}
    return [
        each._replace(step=None, **nothing) if each.step_is_out
        else each._replace(**nothing) if each.passage_is_out else each for each in rows
    ]  # fmt: skip


def parted(text: str) -> list[str]:
    """The paragraphs of a text in one language: between them stands a line with nothing, or blanks, in it."""
    return [each.strip() for each in BETWEEN.split(text) if each.strip()]


def paragraphs(text: Localized) -> list[Localized]:
    """A text as its paragraphs, where all languages have as many; else as one."""
    parts = {code: parted(str(text[code])) for code in text.languages}
    counts = {len(each) for each in parts.values()}
    if len(counts) != 1:
        return [Localized({code: str(text[code]) for code in text.languages})] if parts else []
    return [Localized({code: parts[code][number] for code in parts}) for number in range(counts.pop())]


ORIGINAL, OFFICIAL, WORKING, MISSING, OUTDATED = "original", "official", "working", "missing", "outdated"


def state_of(rendering: Rendering, original: str, head: int) -> str:
    """How far to trust a rendering, where the original stands at revision `head`."""
    if rendering.language == original:
        return ORIGINAL
    if not rendering.text.strip():
        return MISSING
    if rendering.made_from < (head or 0):
        return OUTDATED
    return OFFICIAL if rendering.is_official else WORKING


def its_original() -> Any:
    """Of each rendering in a question, the one in the language in which the draft is written."""
    return Rendering.objects.filter(passage=OuterRef("passage"), language=OuterRef("passage__part__draft__language"))


def as_translated() -> Any:
    """Of each translation in a question, the revision of the original that it was made from."""
    return Revision.objects.filter(
        rendering__passage=OuterRef("passage"), rendering__language=OuterRef("passage__part__draft__language"),
        number=OuterRef("made_from"),
    )  # fmt: skip


def parts_of(plan: str) -> Any:
    """The parts of a draft in their order, each with its title and, by language, how many passages miss their
    translation and how many are behind, and in how much the languages differ; one query."""
    texts = Rendering.objects.filter(passage__part=OuterRef("pk"), passage__is_out=False)
    texts = texts.exclude(passage__milestone__is_out=True)
    first = texts.filter(passage__field="title", passage__milestone=None)
    of_it = its_original()
    said = texts.annotate(now=Subquery(of_it.values("head")[:1]), is_said=Exists(of_it.exclude(text="")))
    others = said.exclude(language=F("passage__part__draft__language")).exclude(language=TRADITIONAL)
    differing = _differing(part=OuterRef("pk"))
    rows = Part.objects.filter(draft__plan=plan, is_out=False).select_related(
        "draft__plan__working_group", "commitment", "lead"
    )
    return rows.annotate(
        titles=_title(first),
        missing=_number_of(others.filter(text="", is_said=True)),
        behind=_number_of(others.exclude(text="").filter(made_from__lt=F("now"))),
        written=_number_of(texts.filter(language=F("passage__part__draft__language")).exclude(text="")),
        differs=Coalesce(Subquery(differing.values("part").annotate(number=Sum("differs")).values("number")), 0),
        milestone_count=_number_of(DraftMilestone.objects.filter(part=OuterRef("pk"), is_out=False), by="part"),
    ).order_by("number", "pk")


def _differing(**where: Any) -> Any:
    """Passages in which a number or a date is another one in another language."""
    rows = Passage.objects.filter(**where, part__is_out=False, is_out=False, differs__gt=0)
    return rows.exclude(milestone__is_out=True).order_by()


def differing_in(plan: str) -> Any:
    """Those of a draft, in its order, with their texts; two questions."""
    rows = _differing(part__draft__plan=plan).select_related("part__commitment").prefetch_related("renderings")
    return rows.order_by("part__number", "milestone", "field", "place", "pk")


def _title(rows: Any) -> Any:
    return Subquery(rows.filter(language=OuterRef("draft__language")).values("text")[:1])


def _number_of(rows: Any, by: str = "passage__part") -> Any:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(number=Count("pk")).values("number")), 0)


def texts_out(draft: Draft) -> Any:
    """What was taken out of parts that are in the draft, one text each: of a milestone its title; of a passage, as far
    as anything is written in it, the original or what there is."""
    rows = Rendering.objects.filter(passage__part__draft=draft, passage__part__is_out=False)
    is_the_first = Case(When(language=draft.language, then=0), default=1)
    said = rows.filter(passage=OuterRef("passage")).exclude(text="").order_by(is_the_first, "pk").values("pk")[:1]
    of_a_milestone = Q(passage__milestone__is_out=True)
    passages = Q(passage__is_out=True, pk=Subquery(said)) & ~of_a_milestone
    rows = rows.filter(passages | (of_a_milestone & Q(passage__field="title", language=draft.language)))
    return rows.select_related("passage__part__commitment", "passage__milestone").order_by("-passage__pk")


def reasons_of(passage: Passage, rendering: Rendering) -> Any:
    """Why a passage was changed, each with the number of the text that stood there when it was said."""
    stood = rendering.revisions.filter(at__lte=OuterRef("at")).order_by("-number").values("number")[:1]
    return passage.reasons.annotate(number=Subquery(stood)).select_related("account__person").order_by("-at")


def translations(plan: str, language: str) -> Any:
    """Of all that is in the draft the renderings in a language that is not the original's, each with the number at
    which the original stands `now`, and what it `says`."""
    rows = Rendering.objects.filter(
        passage__part__draft__plan=plan, passage__part__is_out=False, passage__is_out=False, language=language
    ).exclude(passage__milestone__is_out=True).exclude(language=F("passage__part__draft__language"))  # fmt: skip
    of_it = its_original()
    return rows.annotate(now=Subquery(of_it.values("head")[:1]), says=Subquery(of_it.values("text")[:1]))


def to_translate(plan: str, language: str) -> Any:
    """Renderings in one language that are missing or behind, in the order of the draft."""
    rows = translations(plan, language).annotate(was=Subquery(as_translated().values("text")[:1])).exclude(says="")
    rows = rows.filter(Q(text="") | Q(made_from__lt=F("now"))).select_related(
        "passage__part__commitment", "passage__part__draft"
    )
    return rows.order_by("passage__part__number", "passage__milestone", "passage__field", "passage__place", "pk")

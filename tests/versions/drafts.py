"""Drafts of a plan of practice, and versions frozen of them, made by the rules."""

from __future__ import annotations

from tests.cast import Cast, in_two
from tovchoo.drafting.models import Draft, Part, Passage, Rendering
from tovchoo.drafting.rules import add_commitment, add_milestone, add_section, begin, keep, match
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.plans.models import Plan, Version
from tovchoo.plans.rules import register
from tovchoo.versions.rules import freeze


def a_plan(cast: Cast, ordinal: int = 6) -> Plan:
    """One that the working group of practice writes, in two languages."""
    plan = Plan(ordinal=ordinal, title=in_two("Дадлагын төлөвлөгөө", "Practice plan"), languages=["mn", "en"],
                jurisdiction=Plan.objects.get(pk="nap5").jurisdiction, working_group=cast.group)  # fmt: skip
    return register(plan, by=cast.administrator)


def a_draft(cast: Cast, ordinal: int = 6) -> Draft:
    """A section of two paragraphs, and a commitment with a milestone."""
    draft = begin(a_plan(cast, ordinal), "mn", by=cast.saraa)
    texts = [in_two("Нэг дэх догол мөр.", "The first paragraph."), in_two("Хоёр дахь.", "The second paragraph.")]
    add_section(draft, in_two("Оршил", "Introduction"), texts=texts, by=cast.saraa)
    part = add_commitment(
        draft, in_two("Тогоруу тоолох", "Count the cranes"), by=cast.saraa,
        texts={"problem": in_two("Хэн ч тоолдоггүй.", "Nobody counts them."), "solution": in_two("Тоол.", "Count.")},
    )  # fmt: skip
    add_milestone(part, in_two("Эхний тоо", "A first count"), in_two("Хүснэгт", "A table"), by=cast.saraa,
                  due=PartialDate("2027-06"))  # fmt: skip
    return draft


def frozen(draft: Draft, cast: Cast, *, purpose: str = "discussion", by=None, date: str = "2026-11-24") -> Version:
    title = in_two("Хэлэлцэх төсөл", "Draft for discussion")
    return freeze(draft, title=title, purpose=purpose, date=PartialDate(date), by=by or cast.saraa)


def passage(draft: Draft, field: str, number: int = 0, **given) -> Passage:
    """Of a commitment or a section, not of a milestone."""
    rows = Passage.objects.filter(part__draft=draft, field=field, **{"milestone": None} | given)
    return rows.order_by("part__number", "place", "pk")[number]


def typed(place: Passage, language: str, text: str, *, by, says_the_same: bool = False) -> None:
    """Somebody types on what stands there."""
    rendering = Rendering.objects.select_related("passage__part__draft").get(passage=place, language=language)
    keep(rendering, text, base=rendering.head, key=f"{place.pk}-{language}-{rendering.head}", by=by)
    if says_the_same:
        match(Rendering.objects.select_related("passage__part__draft").get(pk=rendering.pk), by=by)


def the_commitment(draft: Draft) -> Part:
    return draft.parts.get(kind="commitment")

"""A draft with all that one can hold, and the version that it is frozen as, made by the rules."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast, in_two
from tovchoo.drafting.models import Draft
from tovchoo.drafting.rules import add_commitment, add_milestone, add_section, begin, set_facts
from tovchoo.editions.remarks import shown
from tovchoo.kernel.languages import reading
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.ledger.rules import enter
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Plan, Version
from tovchoo.versions.rules import freeze

MARKED = in_two(
    "Өргөдөл **нээлттэй** байна, *үргэлж*, [хуудас](https://example.org/mn).\n\n- нэг\n- хоёр\n\n1. Өнгө\n2. Үг",
    "Requests stay **open**, *always*, see [the page](https://example.org/en).\n\n- one\n- two\n\n1. Colour\n2. Word",
)


def a_draft(cast: Cast) -> Draft:
    """Of a new plan of practice: a section, and two commitments with milestones; one passage has no English yet."""
    plan = a_plan(cast)
    draft = begin(plan, "mn", by=cast.administrator)
    texts = [in_two("Нээлттэй засаг.", "Open government."), MARKED, Localized({"mn": "Орчуулаагүй догол мөр."})]
    add_section(draft, in_two("Оршил", "Introduction"), texts=texts, by=cast.administrator)
    ministry = an_organisation("practice-ministry", "Дадлагын яам", "Practice Ministry", cast)
    union = an_organisation("practice-union", "Дадлагын холбоо", "Practice Union", cast)
    answers = {"problem": in_two("Асуудал <b>энэ</b> & тэр", "The problem is <b>this</b> & that"), "solution": MARKED}
    first = add_commitment(draft, in_two("Нээлттэй өгөгдөл", "Open data"), lead=ministry, texts=answers,
                           by=cast.administrator)  # fmt: skip
    set_facts(first, {"supporters": [union], "start": PartialDate("2027-01"), "end": PartialDate("2028-12-31"),
                      "other_supporters": in_two("бусад", "others")}, by=cast.administrator)  # fmt: skip
    add_milestone(first, in_two("Жагсаалт", "A list"), in_two("Нийтэлсэн жагсаалт", "A published list"), lead=ministry,
                  start=PartialDate("2027-01-15"), due=PartialDate("2027-06"), supporters=[union],
                  by=cast.administrator)  # fmt: skip
    add_milestone(first, in_two("Хэмжилт", "A measurement"), by=cast.administrator)
    add_commitment(draft, in_two("Иргэдийн оролцоо", "Participation"), by=cast.administrator)
    return draft


def a_plan(cast: Cast) -> Plan:
    before = Plan.objects.get(pk="nap5")
    return enter(Plan(id="practice-plan", jurisdiction=before.jurisdiction, title=in_two(
        "Дадлагын төлөвлөгөө", "Practice Plan"), languages=["mn", "en"], working_group=cast.group,
        ordinal=9), by=cast.administrator)  # fmt: skip


def an_organisation(pk: str, mn: str, en: str, cast: Cast) -> Organisation:
    return enter(Organisation(id=pk, name=in_two(mn, en)), by=cast.administrator)


def frozen(draft: Draft, *, by: Any, number: int = 1, title: Localized | None = None) -> Version:
    """The draft as it stands."""
    title = title or in_two(f"Хувилбар {number}", f"Version {number}")
    return freeze(draft, title=title, purpose="comments", date=PartialDate("2026-11-20"), by=by)


def told(intake: Any, language: str = "en") -> list[str]:
    """The remarks about a file, as a reader has them."""
    with reading(language):
        return [shown(each) for each in intake.doubts]

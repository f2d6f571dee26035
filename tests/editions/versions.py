"""A draft with all that one can hold, made by the rules, and the version that it is frozen as.

The rows of a version are entered here by hand, as freezing would enter them.
"""

from __future__ import annotations

from tests.cast import Cast, in_two
from tovchoo.drafting.models import Draft, Part
from tovchoo.drafting.rules import add_commitment, add_milestone, add_section, begin, set_facts
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.ledger.rules import enter
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Plan, Version
from tovchoo.versions.models import (
    VersionMilestone,
    VersionMilestoneSupport,
    VersionPart,
    VersionPartSupport,
    VersionPassage,
)

HASH = "5a" * 32
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


def frozen(draft: Draft, *, by, number: int = 1) -> Version:
    """The draft as it stands."""
    version = enter(Version(
        id=f"{draft.plan_id}-{number}", plan=draft.plan, number=number, title=in_two(
            f"Хувилбар {number}", f"Version {number}"), date=PartialDate("2026-11-20"),
        purpose=Version.Purpose.COMMENTS, sha256=HASH,
    ), by=by)  # fmt: skip
    for count, part in enumerate(draft.parts.filter(is_out=False).order_by("number"), 1):
        _freeze(version, count, part, by=by)
    return version


def _freeze(version: Version, number: int, part: Part, *, by) -> None:
    held = enter(VersionPart(
        id=f"{version.pk}-{number}", version=version, number=number, kind=part.kind, part=part.code,
        title=text_of(part.passages.get(field="title", milestone=None)), commitment=part.commitment, lead=part.lead,
        other_supporters=part.other_supporters, start=part.start, end=part.end,
    ), by=by)  # fmt: skip
    for each in part.supporters.all():
        VersionPartSupport.objects.create(part=held, organisation=each)
    steps = {None: None}
    for each in part.milestones.filter(is_out=False).order_by("number"):
        steps[each.pk] = enter(VersionMilestone(
            id=f"{held.pk}-{each.number}", part=held, number=each.number, milestone=each.code, start=each.start,
            due=each.due, lead=each.lead, other_supporters=each.other_supporters,
        ), by=by)  # fmt: skip
        for organisation in each.supporters.all():
            VersionMilestoneSupport.objects.create(milestone=steps[each.pk], organisation=organisation)
    passages = part.passages.filter(is_out=False).order_by("milestone__number", "place", "pk")
    for count, each in enumerate((each for each in passages if text_of(each)), 1):
        enter(VersionPassage(
            id=f"{held.pk}-p{count}", part=held, milestone=steps[each.milestone_id], number=count, field=each.field,
            passage=each.code, text=text_of(each),
        ), by=by)  # fmt: skip


def text_of(passage) -> Localized:
    """As a version keeps it: the translations say what they were made from."""
    said = {each.language: each.text for each in passage.renderings.all() if each.text}
    made = Localized({"mn": said["mn"]} if "mn" in said else said)
    return made.translated("en", said["en"], by="") if "en" in said and "mn" in said else made

"""A plan with a draft, and its version, made by the rules; the rows of a version are entered as freezing does."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.db import transaction

from tests.cast import Cast, in_two
from tovchoo.amendments.models import Amendment
from tovchoo.amendments.rules import propose
from tovchoo.drafting.models import Draft, Part, Passage, Rendering
from tovchoo.drafting.rules import add_commitment, add_milestone, add_section, begin, keep
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.ledger.rules import enter
from tovchoo.people.models import Organisation, Seat
from tovchoo.people.rules import register as register_organisation
from tovchoo.plans.models import Jurisdiction, Plan, Version
from tovchoo.plans.rules import register
from tovchoo.versions.models import VersionMilestone, VersionPart, VersionPassage

TITLES = {"mn": "Дадлагын {} дугаар төлөвлөгөө", "en": "Practice plan {}"}
FIRST = in_two("Дадлагын яам арван гурван мэдээллийн сан нээнэ.", "The Practice Ministry opens thirteen data sets.")
SECOND = in_two("Иргэд саналаа бичгээр өгнө.", "Citizens give their views in writing.")


def a_plan(cast: Cast, ordinal: int = 9) -> Plan:
    """Of practice, with its forums."""
    jurisdiction = Jurisdiction.objects.first() or register(
        Jurisdiction(name=in_two("Дадлага улс", "Practice Land"), languages=["mn", "en"]), by=cast.administrator
    )
    title = in_two(*(each.format(ordinal) for each in TITLES.values()))
    entry = Plan(jurisdiction=jurisdiction, ordinal=ordinal, title=title, languages=["mn", "en"],
                 working_group=cast.group, msf=cast.msf, secretariat=cast.secretariat)  # fmt: skip
    return register(entry, by=cast.administrator)


def a_draft(cast: Cast, plan: Plan | None = None) -> Draft:
    """A section of two paragraphs, and a commitment with a milestone."""
    draft = begin(plan or a_plan(cast), "mn", by=cast.saraa)
    add_section(draft, in_two("Оршил", "Introduction"), texts=[FIRST, SECOND], by=cast.saraa)
    texts = {"problem": in_two("Мэдээлэл цаасан хэлбэртэй байна.", "The data is on paper.")}
    part = add_commitment(draft, in_two("Нээлттэй өгөгдөл", "Open data"), texts=texts, by=cast.saraa)
    add_milestone(part, in_two("Сангуудын жагсаалт", "A list of the data sets"), by=cast.saraa)
    return draft


@transaction.atomic
def a_version(cast: Cast, draft: Draft, number: int = 1) -> Version:
    """As the draft stands."""
    plan = draft.plan
    version = Version(id=f"{plan.pk}-v{number}", plan=plan, number=number, date=PartialDate("2026-11-20"),
                      title=in_two(f"Хувилбар {number}", f"Version {number}"), sha256=token_hex(32))  # fmt: skip
    enter(version, by=cast.saraa)
    for part in draft.parts.filter(is_out=False).order_by("number"):
        _freeze(part, version, by=cast.saraa)
    return version


def _freeze(part: Part, version: Version, *, by: Any) -> None:
    given = {"kind": part.kind, "part": part.code, "commitment": part.commitment}
    given["commitment_number"] = part.commitment.number if part.commitment else None
    found = VersionPart(id=f"{version.pk}-{part.number}", version=version, number=part.number, **given)
    passages = list(part.passages.filter(is_out=False).order_by("field", "place"))
    title = next((each for each in passages if each.field == "title" and not each.milestone_id), None)
    found.title = text_of(title) if title else Localized()
    enter(found, by=by)
    made = {}
    for each in part.milestones.filter(is_out=False).order_by("number"):
        row = VersionMilestone(id=f"{found.pk}-m{each.number}", part=found, number=each.number, milestone=each.code)
        made[each.pk] = enter(row, by=by)
    for number, each in enumerate(passages, 1):
        row = VersionPassage(id=f"{found.pk}-p{number}", part=found, number=number, field=each.field,
                             milestone=made.get(each.milestone_id), passage=each.code, text=text_of(each))  # fmt: skip
        enter(row, by=by)


def text_of(passage: Passage) -> Localized:
    return Localized({each.language: each.text for each in passage.renderings.order_by("language") if each.text})


def passage_of(plan: Plan, text: Localized = FIRST) -> str:
    """The code of the passage that says something in a version."""
    found = VersionPassage.objects.filter(part__version__plan=plan, text__en=text["en"])
    return found.values_list("passage", flat=True).distinct().get()


def rendering(amendment: Amendment) -> Rendering:
    """What the draft says there now."""
    return Rendering.objects.get(passage__code=amendment.passage, language=amendment.language)


def typed(amendment: Amendment, text: str, *, by: Any) -> None:
    """Somebody writes in the same passage of the draft."""
    keep(rendering(amendment), text, base=rendering(amendment).head, key=f"{by.pk.hex[:8]}-{len(text)}", by=by)


def proposed(version: Version, after: str = "", *, by: Any, **given: Any) -> Amendment:
    """An amendment to the first paragraph, in English."""
    text = given.pop("text", FIRST)
    facts = {"passage": passage_of(version.plan, text), "language": "en", "kind": "word" if after else "leave_out"}
    entry = Amendment(plan=version.plan, version=version, after=after, **facts | given)
    propose(entry, by=by)
    return again(entry)


def again(amendment: Amendment) -> Amendment:
    """As it stands in the database."""
    rows = Amendment.objects.select_related("plan__working_group", "version", "organisation", "person")
    return rows.get(pk=amendment.pk)


def a_published_draft(cast: Cast) -> Version:
    return a_version(cast, a_draft(cast))


def an_organisation(cast: Cast, words: str, *members: Any) -> Organisation:
    """For which somebody sits."""
    given = {"name": in_two(f"{words} мн", words), "sector": Organisation.Sector.CIVIL_SOCIETY}
    entry = register_organisation(Organisation(**given), by=cast.administrator)
    for each in members:
        Seat.objects.filter(person=each.person).update(organisation=entry)
    return entry

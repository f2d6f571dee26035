"""Drafts of practice in every stage, made by the rules."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast, in_two
from tovchoo.drafting.models import Draft, Part, Passage, Rendering
from tovchoo.drafting.rules import add_commitment, add_milestone, add_section, begin, keep
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.plans.models import Jurisdiction, Plan
from tovchoo.plans.rules import register
from tovchoo.writing.rules import Kept


def a_plan(cast: Cast, **given: Any) -> Plan:
    """A plan of practice that the working group writes and the MSF approves."""
    land = Jurisdiction.objects.filter(id="practice-land").first() or register(
        Jurisdiction(
            name=in_two("Practice Land", "Practice Land"), languages=["mn", "en"], time_zone="Asia/Ulaanbaatar"
        ),
        by=cast.administrator,
    )
    facts = {"ordinal": 6, "title": in_two("Дадлагын төлөвлөгөө", "Practice Plan"), "languages": ["mn", "en"],
             "authoritative_language": "mn", "working_group": cast.group, "msf": cast.msf,
             "secretariat": cast.secretariat} | given  # fmt: skip
    return register(Plan(jurisdiction=land, **facts), by=cast.administrator)


def begun(cast: Cast, language: str = "mn", **given: Any) -> Draft:
    """An empty draft."""
    return begin(a_plan(cast, **given), language, by=cast.saraa)


def a_commitment(draft: Draft, cast: Cast, **texts: Localized) -> Part:
    """A commitment with a problem in two languages, and what is given."""
    title = in_two("Нээлттэй өгөгдөл", "Open data")
    said = {"problem": in_two("Өгөгдөл хаалттай байна.", "Data is closed.")} | texts
    return add_commitment(draft, title, texts=said, by=cast.saraa)


def with_a_milestone(part: Part, cast: Cast, **facts: Any):
    """A step of it."""
    given = {"due": PartialDate("2028-06-30")} | facts
    return add_milestone(
        part, in_two("Портал нээх", "Open a portal"), in_two("Портал", "A portal"), by=cast.saraa, **given
    )


def a_section(draft: Draft, cast: Cast, *texts: Localized) -> Part:
    """An introduction."""
    return add_section(draft, in_two("Удиртгал", "Introduction"), texts=texts, by=cast.saraa)


def rendering(part: Part, field: str, language: str = "mn", number: int = 1) -> Rendering:
    """The text of the how manieth passage of a field in one language, as it stands now."""
    passages = list(part.passages.filter(field=field, is_out=False).order_by("place", "pk"))
    return Rendering.objects.get(passage=passages[number - 1], language=language)


def typed(place: Rendering, text: str, *, by: Any, on: int | None = None, key: str = "", reason: str = "") -> Kept:
    """Somebody wrote, on the text as it stands or on the one of that number."""
    place = Rendering.objects.select_related("passage__part__draft__plan__working_group").get(pk=place.pk)
    base = place.head if on is None else on
    return keep(place, text, base=base, key=key or f"{by.pk.hex[:8]}-{place.head}-{len(text)}", by=by, reason=reason)


def texts_of(part: Part, field: str, language: str = "mn") -> list[str]:
    """What a field says, paragraph by paragraph."""
    rows = Rendering.objects.filter(passage__part=part, passage__field=field, passage__is_out=False, language=language)
    return list(rows.order_by("passage__place", "passage__pk").values_list("text", flat=True))


def codes_of(part: Part, field: str) -> list[str]:
    """The codes of its paragraphs in their order."""
    rows = Passage.objects.filter(part=part, field=field, is_out=False)
    return list(rows.order_by("place", "pk").values_list("code", flat=True))

"""A part of a draft as its page shows it: passages under their headings, milestones, the glossary, what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Subquery, TextField, Value, When
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.plans.models import Commitment, TemplateField

from .differing import Named
from .models import (
    DraftMilestone,
    DraftMilestoneSupport,
    Part,
    PartSupport,
    Passage,
    Rendering,
    Term,
)  # fmt: skip
from .questions import MISSING, ORIGINAL, TRADITIONAL, as_translated, its_original, languages_of, parted, state_of

MOST = 150  # passages on a page
FIRST = F("milestone").asc(nulls_first=True)  # what is of no milestone stands first
TITLE = Case(When(field="title", then=0), default=1)  # and of each its title


@dataclass
class Cell:
    """A passage in one language: how far to trust it, and of one that is behind what the original said then."""

    rendering: Rendering
    state: str
    was: str = ""

    @property
    def language(self) -> str:
        return self.rendering.language

    @property
    def is_offered(self) -> bool:
        """Not asked for, and not there: it can be added."""
        return self.language == TRADITIONAL and self.state == MISSING


@dataclass
class Paragraph:
    """A passage in its languages, the original first."""

    passage: Passage
    cells: list[Cell] = field(default_factory=list)

    @property
    def original(self) -> str:
        return self.cells[0].rendering.text.strip()

    @property
    def texts(self) -> dict[str, str]:
        return {each.language: each.rendering.text for each in self.cells}

    @property
    def is_several(self) -> bool:
        """Whether there are empty lines in the original, which make paragraphs."""
        return len(parted(self.original)) > 1


@dataclass
class Heading:
    """A field of the template, or of a section, with what stands in it."""

    key: str
    title: Localized
    help: Localized
    is_asked: bool
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        return any(each.original for each in self.paragraphs)


@dataclass
class Dated:
    """A milestone of the draft with its cells and who supports it."""

    milestone: DraftMilestone
    cells: dict[str, Paragraph] = field(default_factory=dict)
    supporters: list[Localized] = field(default_factory=list)


@dataclass
class Open:
    """A part as its page shows it."""

    part: Part
    title: Paragraph | None = None
    headings: list[Heading] = field(default_factory=list)
    milestones: list[Dated] = field(default_factory=list)
    supporters: list[Localized] = field(default_factory=list)
    terms: list[tuple[Localized, Localized]] = field(default_factory=list)
    names: list[Named] = field(default_factory=list)  # of the glossary and of those that lead and support
    has_more: bool = False
    is_whole: bool = True  # all of the part stands on this page

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All of them, as they stand on the page."""
        found = [self.title] if self.title else []
        found += [each for heading in self.headings for each in heading.paragraphs]
        return found + [cell for each in self.milestones for cell in each.cells.values()]


def opened(plan: str, code: str, page: int = 1) -> Open:
    """A part with its passages in all languages, its milestones, the questions of its template and the glossary: two
    queries, whatever stands in it. Raises `Http404`."""
    first = MOST * (page - 1)
    wanted = list(_renderings(plan, code).filter(passage__in=shown_of(code).values("pk")[first : first + MOST + 1]))
    if not wanted:
        return replace(_empty(plan, code), is_whole=page == 1)
    part = wanted[0].passage.part
    found = _as_paragraphs(wanted, languages_of(part.draft))
    has_more = len(found) > MOST
    open_part = Open(part, has_more=has_more, is_whole=page == 1 and not has_more)
    _sort_in(open_part, found[:MOST])
    return open_part


def shown_of(code: str) -> Any:
    """The passages of a part in the order in which its pages show them."""
    rows = Passage.objects.filter(part__code=code, is_out=False).exclude(milestone__is_out=True)
    return rows.order_by(FIRST, TITLE, "field", "place", "pk")


def page_on_which(code: str, passage: str) -> int:
    """The number of the page of a part that shows a passage; the first where it shows none."""
    codes = list(shown_of(code).values_list("code", flat=True))
    return codes.index(passage) // MOST + 1 if passage in codes else 1


def _renderings(plan: str, code: str) -> Any:
    """With the original that each translation was made from, where it is another one than now."""
    head = Subquery(its_original().values("head")[:1])
    rows = Rendering.objects.filter(passage__part__code=code, passage__part__draft__plan=plan)
    beside = ("passage__milestone__lead", "passage__part__lead", "passage__part__commitment",
              "passage__part__draft__plan__working_group")  # fmt: skip
    rows = rows.select_related(*beside).annotate(now=head)
    behind = Case(When(made_from__lt=head, then=Subquery(as_translated().values("text")[:1])), output_field=TextField())
    return rows.annotate(was=behind).order_by("passage__place", "passage__pk", "pk")


def _empty(plan: str, code: str) -> Open:
    rows = Part.objects.select_related("draft__plan__working_group", "commitment", "lead")
    return Open(get_object_or_404(rows, draft__plan=plan, code=code))


def _as_paragraphs(rows: list[Any], languages: list[str]) -> list[Paragraph]:
    found: dict[int, Paragraph] = {}
    for each in rows:
        if each.language in languages:
            found.setdefault(each.passage_id, Paragraph(each.passage)).cells.append(_cell(each))
    for paragraph in found.values():
        paragraph.cells.sort(key=lambda each: languages.index(each.language))
    return list(found.values())


def _cell(rendering: Any) -> Cell:
    return Cell(
        rendering, state_of(rendering, rendering.passage.part.draft.language, rendering.now), rendering.was or ""
    )


def _sort_in(found: Open, paragraphs: list[Paragraph]) -> None:
    """Under the headings of the template, or of a section; cells of milestones to their milestone."""
    beside = list(_beside(found.part))
    found.headings = _headings(found.part, beside)
    dated = _put(found, paragraphs)
    leads = [found.part.lead, *(each.milestone.lead for each in found.milestones)]
    found.names = [_named(each.pk, each.name) for each in leads if each]
    for kind, key, _number, name, said in beside:
        if kind in ("supporter", "term", "of milestone"):
            found.names.append(_named(f"{kind} {key} {name}", text_of(name)))
        if kind == "supporter":
            found.supporters.append(text_of(name))
        elif kind == "of milestone" and int(key) in dated:
            dated[int(key)].supporters.append(text_of(name))
        elif kind == "term":
            found.terms.append((text_of(name), text_of(said)))


def _put(found: Open, paragraphs: list[Paragraph]) -> dict[int, Dated]:
    """Each where it belongs; what is of a milestone, by the milestone."""
    by_key = {each.key: each for each in found.headings}
    dated: dict[int, Dated] = {}
    for each in paragraphs:
        passage = each.passage
        if passage.milestone:
            dated.setdefault(passage.milestone_id or 0, Dated(passage.milestone)).cells[passage.field] = each
        elif passage.field == "title":
            found.title = each
        else:
            if passage.field not in by_key:
                by_key[passage.field] = Heading(passage.field, Localized({"en": passage.field}), Localized(), False)
                found.headings.append(by_key[passage.field])
            by_key[passage.field].paragraphs.append(each)
    found.milestones = sorted(dated.values(), key=lambda each: each.milestone.number)
    return dated


def whole_of(found: Open) -> Open:
    """All that its original says, where it stands on several pages: what is asked for is asked of all of it."""
    if found.is_whole:
        return found
    part = found.part
    rows = Rendering.objects.filter(passage__in=shown_of(part.code).values("pk"), language=part.draft.language)
    rows = rows.select_related("passage__milestone").order_by("passage__place", "passage__pk")
    made = Open(part, headings=[replace(each, paragraphs=[]) for each in found.headings])
    _put(made, [Paragraph(each.passage, [Cell(each, ORIGINAL)]) for each in rows])
    return made


def headings_on(found: Open, whole: Open, page: int) -> list[Heading]:
    """What has something on the page; and on the first what has nothing anywhere."""
    empty = {each.key for each in whole.headings if not each.paragraphs}
    return [each for each in found.headings if each.paragraphs or (page == 1 and each.key in empty)]


def _named(key: str, name: Localized) -> Named:
    return Named(key, {code: [str(name[code])] for code in name.languages})


def _headings(part: Part, beside: list[Any]) -> list[Heading]:
    if part.kind == Part.Kind.SECTION:
        return [Heading("text", Localized(), Localized(), False)]
    found = [
        Heading(key, text_of(name), text_of(said), number > 0)
        for kind, key, number, name, said in beside if kind == "field"
    ]  # fmt: skip
    return found or [Heading(key, Localized(), Localized(), True) for key in Commitment.TEMPLATE]


def _beside(part: Part) -> Any:
    """The questions of the template in their order, those that support, the glossary: rows of one question."""
    nothing: Any = Value("{}")
    asked = Case(When(is_asked=True, then=F("number")), default=-F("number"), output_field=IntegerField())
    fields = TemplateField.objects.filter(template=part.draft.plan.template_id).exclude(key="title")
    parts = [
        _row("field", fields, Cast(F("key"), CharField()), asked, F("title"), F("help")),
        _row("supporter", PartSupport.objects.filter(part=part), F("organisation_id"), Value(0),
             F("organisation__name"), nothing),
        _row("of milestone", DraftMilestoneSupport.objects.filter(milestone__part=part),
             Cast(F("milestone_id"), CharField()), Value(0), F("organisation__name"), nothing),
        _row("term", Term.objects.filter(plan=part.draft.plan_id), F("id"), Value(0), F("title"), F("meaning")),
    ]  # fmt: skip
    rows = parts[0].union(*parts[1:], all=True)
    return sorted(rows, key=lambda each: (each[0], abs(each[2]), each[1]))


def _row(kind: str, rows: Any, key: Any, number: Any, name: Any, said: Any) -> Any:
    found = rows.order_by().annotate(
        o_kind=Value(kind), o_key=key, o_number=number, o_name=Cast(name, TextField()), o_said=Cast(said, TextField())
    )
    return found.values_list("o_kind", "o_key", "o_number", "o_name", "o_said")


# --- what is missing --------------------------------------------------------------------------------------------------


class Lack(str):
    """A sentence about something that is asked for and not there, and the place where it can be given."""

    place: str = ""

    @classmethod
    def at(cls, place: str, says: str) -> Lack:
        made = cls(says)
        made.place = place
        return made


def missing_of(found: Open) -> list[Lack]:
    """What OGP asks of a whole commitment and it does not say yet. A section is asked for nothing."""
    part = found.part
    if part.kind != Part.Kind.COMMITMENT:
        return []
    plan, code = part.draft.plan_id, part.code
    told = [] if part.lead_id else [Lack.at(address("drafting:facts", plan, code), _("It has no lead."))]
    for each in found.headings:
        if each.is_asked and not each.is_written:
            says = _("Nothing is written under “%(heading)s”.") % {"heading": heading_of(each)}
            told.append(Lack.at(f"#field-{each.key}", says))
    if not found.milestones:
        says = _("It has no milestone: nobody could verify what became of it.")
        told.append(Lack.at(address("drafting:add-milestone", plan, code), says))
    for step in found.milestones:
        if lacks := _lacks(step):
            given = {"number": step.milestone.number, "what": ", ".join(lacks)}
            told.append(Lack.at(f"#{step.milestone.code}", _("Milestone %(number)s lacks: %(what)s.") % given))
    return told


def _lacks(each: Dated) -> list[str]:
    outputs = each.cells.get("outputs")
    asked = (
        (bool(outputs and outputs.original), _("expected output")),
        (bool(each.milestone.due), _("date")),
        (bool(each.milestone.lead_id), _("lead")),
    )
    return [words for is_there, words in asked if not is_there]


def heading_of(heading: Heading) -> str:
    """As the template words it, else as the record calls the column."""
    if heading.title:
        return str(heading.title)
    if heading.key in Commitment.TEMPLATE:
        return str(capfirst(Commitment._meta.get_field(heading.key).verbose_name))  # type: ignore[union-attr]
    return heading.key

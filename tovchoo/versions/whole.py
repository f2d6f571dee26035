"""Whole texts, to be compared: of versions as they were frozen, of the draft as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value

from tovchoo.drafting.models import Draft, DraftMilestoneSupport, PartSupport
from tovchoo.kernel.localized import ABOUT, Localized
from tovchoo.plans.models import Plan, TemplateField, Version

from .differing import Facts, Text, Told
from .drafted import in_order, told
from .models import VersionMilestoneSupport, VersionPart, VersionPartSupport

Names = dict[str, Localized]
Supporters = Mapping[str, Sequence[str]]  # of parts and milestones, by their codes: ids of organisations

OWN = ("version", "part", "title", "number", "kind", "commitment_number", "lead", "other_supporters", "start", "end")
SAYS = {
    "lead_name": "lead__name",
    "step": "passages__milestone__milestone", "step_number": "passages__milestone__number",
    "step_lead": "passages__milestone__lead", "step_lead_name": "passages__milestone__lead__name",
    "step_others": "passages__milestone__other_supporters",
    "step_start": "passages__milestone__start", "due": "passages__milestone__due",
    "field": "passages__field", "passage": "passages__passage", "text": "passages__text",
}  # fmt: skip


@dataclass
class Whole:
    """One text, how its parts and milestones are headed, and what organisations are called: by their codes."""

    text: Text = field(default_factory=Text)
    titles: Names = field(default_factory=dict)
    names: Names = field(default_factory=dict)


def of_versions(versions: Sequence[str]) -> dict[str, Whole]:
    """By their ids; two questions, whatever their length. A milestone without a word is not told of."""
    supporters: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    names: Names = {}
    for version, code, organisation, name in _frozen_supports(versions):
        supporters[version][code].append(organisation)
        names[organisation] = name
    rows = defaultdict(list)
    for row in _rows_of(versions):
        rows[row.version].append(row)
    return {each: _frozen(rows[each], supporters[each], names) for each in versions}


@dataclass
class Beside:
    """The draft as it stands, the version before it, and what the fields of a commitment are called."""

    old: Whole
    new: Whole
    labels: Names


def draft_beside(draft: Draft, last: Version | None) -> Beside:
    """Three questions, whatever their length."""
    supporters: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    labels: Names = {}
    names: Names = {}
    for of, code, key, words, _number in sorted(_around(draft.plan, draft, last), key=lambda row: row[-1]):
        if of == FIELD:
            labels[key] = words
        else:
            supporters[of][code].append(key)
            names[key] = words
    new = _drafted(draft, list(labels), supporters[DRAFT], names)
    old = _frozen(_rows_of([last.pk]), supporters[last.pk], names) if last else Whole()
    return Beside(old, new, labels)


FIELD, DRAFT = "field", "draft"


def _around(plan: Plan, draft: Draft, last: Version | None) -> Any:
    """In one question: what fields are called, and who supports what in either text."""
    fields = TemplateField.objects.filter(template=plan.template_id or "")
    found = fields.annotate(of=_said(FIELD), code=_said("")).values_list("of", "code", "key", "title", "number")
    rows: list[QuerySet[Any]] = [
        _supports(PartSupport.objects.filter(part__draft=draft), _said(DRAFT), "part__code"),
        _supports(DraftMilestoneSupport.objects.filter(milestone__part__draft=draft), _said(DRAFT), "milestone__code"),
    ]
    if last:
        rows += [
            _supports(VersionPartSupport.objects.filter(part__version=last), _said(last.pk), "part__part"),
            _supports(VersionMilestoneSupport.objects.filter(milestone__part__version=last), _said(last.pk),
                      "milestone__milestone"),
        ]  # fmt: skip
    return found.union(*rows, all=True)


def _supports(rows: QuerySet[Any], of: Any, code: str) -> Any:
    told = rows.annotate(of=of, code=F(code), n=Value(0, output_field=IntegerField()))
    return told.values_list("of", "code", "organisation", "organisation__name", "n")


def _said(words: str) -> Any:
    return Value(words, output_field=CharField())


def _frozen_supports(versions: Sequence[str]) -> QuerySet[Any]:
    own = VersionPartSupport.objects.filter(part__version__in=versions)
    theirs = VersionMilestoneSupport.objects.filter(milestone__part__version__in=versions)
    who = ("organisation", "organisation__name")
    rows = theirs.values_list("milestone__part__version", "milestone__milestone", *who)
    return own.values_list("part__version", "part__part", *who).union(rows, all=True)


def _rows_of(versions: Sequence[str]) -> QuerySet[Any, Any]:
    parts = VersionPart.objects.filter(version__in=versions).annotate(**{name: F(path) for name, path in SAYS.items()})
    return parts.order_by("version", "number", "passages__number").values_list(*OWN, *SAYS, named=True)


def _frozen(rows: Iterable[Any], supporters: Supporters, names: Names) -> Whole:
    made = Whole(names=dict(names))
    for row in rows:
        if row.part not in made.text.parts:
            made.titles[row.part] = row.title
            made.text.parts[row.part] = _part_facts(row, row.lead, supporters)
        if row.step and row.step not in made.text.milestones:
            made.text.milestones[row.step] = {
                "number": row.step_number, "part": row.part,
                **_who(row.step_lead, row.step_others, supporters.get(row.step, ())),
                "start": _day(row.step_start), "due": _day(row.due),
            }  # fmt: skip
        if row.passage:
            _say(made, row.passage, (row.part, row.step or "", row.field), row.text)
        _name_leads(made, row)
    return made


def _drafted(draft: Draft, keys: Iterable[str], supporters: Supporters, names: Names) -> Whole:
    made = Whole(names=dict(names))
    text = told(draft, draft.rows, in_order(keys), Version(id=DRAFT, plan=draft.plan), {})
    for part in text.parts:
        made.titles[part.part] = part.title
        made.text.parts[part.part] = _part_facts(part, part.lead_id, supporters)
    for step in text.milestones:
        made.text.milestones[step.milestone] = {
            "number": step.number, "part": step.part.part,
            **_who(step.lead_id, step.other_supporters, supporters.get(step.milestone, ())),
            "start": _day(step.start), "due": _day(step.due),
        }  # fmt: skip
    for each in text.passages:
        _say(
            made,
            each.passage,
            (each.part.part, each.milestone.milestone if each.milestone else "", each.field),
            each.text,
        )
    for row in draft.rows:
        _name_leads(made, row)
    return made


def _part_facts(part: Any, lead: str | None, supporters: Supporters) -> Facts:
    return {
        "number": part.number, "kind": part.kind, "commitment": part.commitment_number,
        **_who(lead, part.other_supporters, supporters.get(part.part, ())),
        "start": _day(part.start), "end": _day(part.end),
    }  # fmt: skip


def _who(lead: str | None, others: Localized | None, supporters: Iterable[str]) -> Facts:
    told_of = texts_in(others or Localized())
    return {"lead": lead or "", "supporters": tuple(sorted(supporters)), "other_supporters": told_of}


def _day(day: Any) -> str:
    return day.text if day else ""


def _say(made: Whole, code: str, place: tuple[str, str, str], text: Localized) -> None:
    made.text.passages.append(Told(code, place, texts_in(text)))
    _part, step, name = place
    if step and name == "title":
        made.titles[step] = text


def _name_leads(made: Whole, row: Any) -> None:
    made.names |= {of: name for of, name in ((row.lead, row.lead_name), (row.step_lead, row.step_lead_name)) if of}


def texts_in(text: Localized) -> dict[str, str]:
    """What it says in each language, and nothing about that."""
    return {code: str(words) for code, words in text.items() if code != ABOUT and words}

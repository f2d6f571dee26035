"""What pages of versions ask: a part with its passages, the history of a passage, two versions as texts to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import CharField, F, Value
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tovchoo.drafting.models import Draft
from tovchoo.kernel.localized import ABOUT, Localized
from tovchoo.kernel.wording import Pieces, pieces
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Commitment, Plan, TemplateField, Version

from . import drafted
from .differing import Difference, Facts, Text, Told, difference
from .models import (
    VersionMilestone,
    VersionMilestoneSupport,
    VersionPart,
    VersionPartSupport,
    VersionPassage,
    VersionReason,
)

Names = dict[str, Localized]


def versions_of(plan: str) -> list[Version]:
    """All versions of a plan, the first first, each with the plan. Raises `Http404` where there is no such plan."""
    rows = list(Version.objects.filter(plan=plan).select_related("plan").order_by("number"))
    if not rows and not Plan.objects.filter(pk=plan).exists():
        raise Http404(plan)
    return rows


def words_of(plan: Plan, organisations: Iterable[str] = ()) -> tuple[dict[str, Any], Names]:
    """What the fields of a commitment are called, by the plan's template or else by the columns they would stand in;
    and what organisations are called. One question for both."""
    labels: dict[str, Any] = {"title": _("Title"), "text": _("Text"), "outputs": _("Expected outputs")}
    labels |= {name: capfirst(str(_column(name))) for name in Commitment.TEMPLATE}
    wanted = set(organisations)
    names: Names = {}
    fields = TemplateField.objects.filter(template=plan.template_id or "").annotate(of=Value("field"))
    named = Organisation.objects.filter(pk__in=wanted).annotate(of=Value("organisation"))
    if plan.template_id or wanted:
        rows = fields.values_list("of", "key", "title").union(named.values_list("of", "pk", "name"), all=True)
        for of, key, words in rows:
            (labels if of == "field" else names)[key] = words
    return labels, names


def _column(name: str) -> Any:
    return Commitment._meta.get_field(name).verbose_name  # type: ignore[union-attr]


# --- a part -----------------------------------------------------------------------------------------------------------


@dataclass
class Step:
    """A milestone as a part shows it: its row, its cells by field, who supports it."""

    row: VersionMilestone
    cells: dict[str, list[VersionPassage]] = field(default_factory=dict)
    supporters: list[Localized] = field(default_factory=list)


@dataclass
class Shown:
    """A part as its page shows it."""

    fields: list[tuple[str, list[VersionPassage]]]
    steps: list[Step]
    supporters: list[Localized]
    labels: dict[str, Any]

    @property
    def languages(self) -> list[str]:
        """In which something of it is written."""
        rows = [row for _field, listed in self.fields for row in listed]
        rows += [row for step in self.steps for cell in step.cells.values() for row in cell]
        return sorted({code for row in rows for code in row.text.languages})


def shown(part: VersionPart) -> Shown:
    """In four questions, whatever its length; the names of fields with them."""
    steps = {each.pk: Step(each) for each in part.milestones.select_related("part", "lead").order_by("number")}
    own: list[VersionPassage] = []
    for each in part.passages.defer("folded").order_by("number"):
        if each.milestone_id in steps:
            steps[each.milestone_id].cells.setdefault(each.field, []).append(each)
        elif each.field != "title":
            own.append(each)
    supporters: list[Localized] = []
    rows = _supporters_of(part)
    labels, names = words_of(part.version.plan, {organisation for _of, organisation in rows})
    for of, organisation in rows:
        (steps[of].supporters if of in steps else supporters).append(names[organisation])
    fields = [(name, list(listed)) for name, listed in groupby(own, lambda each: each.field)]
    return Shown(fields, list(steps.values()), supporters, labels)


def _supporters_of(part: VersionPart) -> list[tuple[str, str]]:
    """Ids of organisations: of the part as `""`, of its milestones by their id."""
    none = Value("", output_field=CharField())
    own = VersionPartSupport.objects.filter(part=part).annotate(of=none).values_list("of", "organisation")
    theirs = VersionMilestoneSupport.objects.filter(milestone__part=part).values_list("milestone_id", "organisation")
    return sorted(own.union(theirs, all=True))


# --- a passage --------------------------------------------------------------------------------------------------------


@dataclass
class Moment:
    """A version in which a passage came, was worded anew, or was gone."""

    version: Version
    row: VersionPassage | None
    pieces: dict[str, Pieces]
    reasons: list[VersionReason]


def history_of(passage: str, versions: Sequence[Version]) -> list[Moment]:
    """The versions in which it changed, the latest first; two questions."""
    rows = VersionPassage.objects.filter(passage=passage, part__version__in=versions).select_related("part")
    by_version = {each.part.version_id: each for each in rows.defer("folded")}
    reasons = defaultdict(list)
    for reason in VersionReason.objects.filter(version__in=versions, passage=passage).order_by("version", "number"):
        reasons[reason.version_id].append(reason)
    moments, before = [], None
    for version in versions:
        row = by_version.get(version.pk)
        if row:
            row.part.version = version
        told = _otherwise(before, row)
        if version.sha256 and (told or reasons[version.pk]):
            moments.append(Moment(version, row, told, reasons[version.pk]))
        before = row if version.sha256 else before
    return moments[::-1]


def _otherwise(before: VersionPassage | None, now: VersionPassage | None) -> dict[str, Pieces]:
    old, new = (_texts(each.text) if each else {} for each in (before, now))
    codes = sorted(code for code in {*old, *new} if old.get(code, "") != new.get(code, ""))
    return {code: pieces(old.get(code, ""), new.get(code, "")) for code in codes}


# --- two versions -----------------------------------------------------------------------------------------------------


@dataclass
class Compared:
    """Two texts, what differs, and how parts and milestones are headed."""

    old: Text
    new: Text
    told: Difference
    titles: Names  # of parts and of milestones, by their codes

    @property
    def organisations(self) -> set[str]:
        """Those that a change of leads and supporters names."""
        facts = [each for change in (*self.told.parts, *self.told.milestones) for each in (change.before, change.now)]
        return {code for each in facts if each for code in (each["lead"], *each["supporters"]) if code}


def compared(one: Version, other: Version) -> Compared:
    """What differs between two frozen versions: asked and worked out once, as neither ever changes."""
    return _compared(one.pk, one.sha256, other.pk, other.sha256)


@lru_cache(maxsize=2)  # of a plan of 120,000 words each is some six megabytes
def _compared(one: str, _its_hash: str, other: str, _hash_of_that: str) -> Compared:
    texts = _texts_of([one, other])
    return _beside(texts[one], texts[other])


def draft_compared(draft: Draft, last: Version | None) -> Compared:
    """What the working draft says otherwise than the last version."""
    text = drafted.text_of(draft, Version(id="draft", plan=draft.plan), with_states=False)
    supporters = {of.partition("/")[2]: organisations for of, organisations in text.supporters.items()}
    parts = [(each.pk, each.part, each.title, _part_facts(each.number, each.kind, each.commitment_number, each.lead_id,
                                                          each.other_supporters, each.start, each.end))
             for each in text.parts]  # fmt: skip
    steps = [(each.pk, each.milestone, _step_facts(each.part.part, each.number, each.lead_id, each.other_supporters,
                                                   each.start, each.due)) for each in text.milestones]  # fmt: skip
    part, step = {each.pk: each.part for each in text.parts}, {each.pk: each.milestone for each in text.milestones}
    rows = [(part[each.part_id], step.get(each.milestone_id or "", ""), each.field, each.passage, each.text)
            for each in text.passages]  # fmt: skip
    new = _made(parts, steps, rows, supporters)
    old = _frozen(last.pk, last.sha256) if last else _made([], [], [], {})
    return _beside(old, new)


@lru_cache(maxsize=1)
def _frozen(version: str, _its_hash: str) -> _Made:
    return _texts_of([version])[version]


@dataclass
class _Made:
    text: Text
    titles: Names


def _beside(old: _Made, new: _Made) -> Compared:
    return Compared(old.text, new.text, difference(old.text, new.text), old.titles | new.titles)


def _texts_of(versions: Sequence[str]) -> dict[str, _Made]:
    """Whole versions, as many as wanted; three questions."""
    parts: dict[str, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    steps: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    supporters: dict[str, list[str]] = defaultdict(list)
    joined = VersionPart.objects.filter(version__in=versions).order_by("version", "number", "milestones__number")
    for version, *row in joined.values_list("version", *PART, *(f"milestones__{each}" for each in STEP)):
        pk, code, title, *facts = row[: len(PART)]
        step, its_code, *its_facts = row[len(PART) :]
        parts[version][pk] = (pk, code, title, _part_facts(*facts))
        if step:
            steps[version].append((step, its_code, _step_facts(code, *its_facts)))
    for of, organisation in _supporters(versions):
        supporters[of].append(organisation)
    passages = VersionPassage.objects.filter(part__version__in=versions).order_by("part__number", "number")
    for version, *row in passages.values_list(
        "part__version", "part__part", "milestone__milestone", "field", "passage", "text"
    ):
        rows[version].append(tuple(row))
    return {each: _made(parts[each].values(), steps[each], rows[each], supporters) for each in versions}


PART = ("id", "part", "title", "number", "kind", "commitment_number", "lead", "other_supporters", "start", "end")
STEP = ("id", "milestone", "number", "lead", "other_supporters", "start", "due")


def _supporters(versions: Sequence[str]) -> Any:
    own = VersionPartSupport.objects.filter(part__version__in=versions).annotate(of=F("part_id"))
    theirs = VersionMilestoneSupport.objects.filter(milestone__part__version__in=versions)
    columns = ("of", "organisation_id")
    return own.values_list(*columns).union(theirs.annotate(of=F("milestone_id")).values_list(*columns), all=True)


def _part_facts(number: int, kind: str, commitment: Any, lead: Any, others: Any, start: Any, end: Any) -> Facts:
    return {
        "number": number,
        "kind": kind,
        "commitment": commitment,
        **_who(lead, others),
        "start": _day(start),
        "end": _day(end),
    }


def _step_facts(part: str, number: int, lead: Any, others: Any, start: Any, due: Any) -> Facts:
    return {"number": number, "part": part, **_who(lead, others), "start": _day(start), "due": _day(due)}


def _who(lead: Any, others: Any) -> Facts:
    return {"lead": lead or "", "supporters": (), "other_supporters": _texts(others or Localized())}


def _day(day: Any) -> str:
    return day.text if day else ""


def _made(parts: Any, steps: Any, rows: Any, supporters: dict[str, list[str]]) -> _Made:
    made = _Made(Text(), {})
    for pk, code, title, facts in parts:
        made.text.parts[code] = facts | {"supporters": tuple(sorted(supporters.get(pk, ())))}
        made.titles[code] = title
    for pk, code, facts in steps:
        made.text.milestones[code] = facts | {"supporters": tuple(sorted(supporters.get(pk, ())))}
    for part, step, name, code, text in rows:
        made.text.passages.append(Told(code, (part, step or "", name), _texts(text)))
        if step and name == "title":
            made.titles[step] = text
    return made


def _texts(text: Localized) -> dict[str, str]:
    return {code: str(words) for code, words in text.items() if code != ABOUT and words}


def reasons_between(one: Version | None, other: Version) -> list[VersionReason]:
    """Why anything was changed after one version and up to another."""
    rows = VersionReason.objects.filter(version__plan=other.plan_id, version__number__lte=other.number)
    if one:
        rows = rows.filter(version__number__gt=one.number)
    return list(rows.select_related("version").order_by("version__number", "number"))

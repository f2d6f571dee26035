"""What pages of versions ask: a part with its passages, the history of a passage, two versions as texts to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import CharField, Value
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tovchoo.drafting.models import Draft
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.wording import Pieces, pieces
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Commitment, Plan, TemplateField, Version

from .differing import Difference, Text, difference
from .models import (
    VersionMilestone,
    VersionMilestoneSupport,
    VersionPart,
    VersionPartSupport,
    VersionPassage,
    VersionReason,
)
from .whole import Names, Whole, draft_beside, of_versions, texts_in


def versions_of(plan: str) -> list[Version]:
    """All versions of a plan, the first first, each with the plan. Raises `Http404` where there is no such plan."""
    rows = list(Version.objects.filter(plan=plan).select_related("plan").order_by("number"))
    if not rows and not Plan.objects.filter(pk=plan).exists():
        raise Http404(plan)
    return rows


def words_of(plan: Plan, organisations: Iterable[str] = ()) -> tuple[dict[str, Any], Names]:
    """What the fields of a commitment are called, by the plan's template or else by the columns they would stand in;
    and what organisations are called. One question for both."""
    labels = _columns()
    wanted = set(organisations)
    names: Names = {}
    fields = TemplateField.objects.filter(template=plan.template_id or "").annotate(of=Value("field"))
    named = Organisation.objects.filter(pk__in=wanted).annotate(of=Value("organisation"))
    if plan.template_id or wanted:
        rows = fields.values_list("of", "key", "title").union(named.values_list("of", "pk", "name"), all=True)
        for of, key, words in rows:
            (labels if of == "field" else names)[key] = words
    return labels, names


def _columns() -> dict[str, Any]:
    labels: dict[str, Any] = {"title": _("Title"), "text": _("Text"), "outputs": _("Expected outputs")}
    columns: dict[str, Any] = {name: Commitment._meta.get_field(name) for name in Commitment.TEMPLATE}
    return labels | {name: capfirst(str(column.verbose_name)) for name, column in columns.items()}


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
    old, new = (texts_in(each.text) if each else {} for each in (before, now))
    codes = sorted(code for code in {*old, *new} if old.get(code, "") != new.get(code, ""))
    return {code: pieces(old.get(code, ""), new.get(code, "")) for code in codes}


# --- two versions -----------------------------------------------------------------------------------------------------


@dataclass
class Compared:
    """Two texts, what differs, how parts and milestones are headed, and what organisations are called."""

    old: Text
    new: Text
    told: Difference
    titles: Names
    names: Names


def compared(one: Version, other: Version) -> Compared:
    """What differs between two frozen versions: asked and worked out once, as neither ever changes."""
    return _compared(one.pk, one.sha256, other.pk, other.sha256)


@lru_cache(maxsize=2)  # of a plan of 120,000 words each is some six megabytes
def _compared(one: str, _its_hash: str, other: str, _hash_of_that: str) -> Compared:
    texts = of_versions([one, other])
    return _beside(texts[one], texts[other])


def draft_compared(draft: Draft, last: Version | None) -> tuple[Compared, dict[str, Any]]:
    """What the working draft says otherwise than the last version; and what fields are called."""
    found = draft_beside(draft, last)
    return _beside(found.old, found.new), _columns() | found.labels


def _beside(old: Whole, new: Whole) -> Compared:
    told = difference(old.text, new.text)
    return Compared(old.text, new.text, told, old.titles | new.titles, old.names | new.names)


def reasons_between(one: Version | None, other: Version) -> list[VersionReason]:
    """Why anything was changed after one version and up to another."""
    rows = VersionReason.objects.filter(version__plan=other.plan_id, version__number__lte=other.number)
    if one:
        rows = rows.filter(version__number__gt=one.number)
    return list(rows.select_related("version").order_by("version__number", "number"))

"""The brief for those who approve: what is otherwise since a version, and what is still disputed. It draws on nothing
but what everybody can read: versions with their reasons, and amendments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tovchoo.kernel.localized import Localized
from tovchoo.plans.models import Plan, Version
from tovchoo.versions.models import VersionPart, VersionPassage, VersionReason

from .models import Amendment
from .questions import amendments_shown, placed

MOST = 30  # lines of each list: it is to be read on two sheets


@dataclass
class Part:
    """What happened to one part of the plan: how many passages, and why as far as that was said."""

    number: int
    title: Localized
    changed: int = 0
    added: int = 0
    left_out: int = 0
    is_new: bool = False
    is_gone: bool = False
    reasons: list[VersionReason] = field(default_factory=list)

    @property
    def is_touched(self) -> bool:
        return bool(self.changed or self.added or self.left_out or self.is_new or self.is_gone or self.reasons)


@dataclass
class Brief:
    """From one version to another."""

    since: Version | None
    until: Version | None
    parts: list[Part]
    disputed: list[Amendment]
    more: int  # disputed ones beyond those listed

    @property
    def changed(self) -> int:
        return sum(each.changed + each.added + each.left_out for each in self.parts)


def brief_of(plan: Plan, versions: list[Version], since: int | None) -> Brief:
    """Five questions; `versions` in their order, `since` the number of one of them, else the one before the last."""
    until = versions[-1] if versions else None
    earlier = versions[:-1]
    start = next((each for each in earlier if each.number == since), earlier[-1] if earlier else None)
    parts = _parts(start, until) if start and until else []
    disputed = list(_disputed(plan)[: MOST + 1])
    more = _disputed(plan).count() - MOST if len(disputed) > MOST else 0
    return Brief(start, until, parts, placed(disputed[:MOST]), more)


def _parts(since: Version, until: Version) -> list[Part]:
    """Those in which something is otherwise, in their order; those that are gone last."""
    rows = VersionPart.objects.filter(version__in=(since, until)).order_by("number")
    titles = list(rows.values_list("version", "part", "number", "title"))
    of = {
        each.pk: {code: (number, title) for pk, code, number, title in titles if pk == each.pk}
        for each in (since, until)
    }
    found = {
        code: Part(number, Localized(title), is_new=code not in of[since.pk])
        for code, (number, title) in of[until.pk].items()
    }
    for code, (number, title) in of[since.pk].items():
        found.setdefault(code, Part(number, Localized(title), is_gone=True))
    for code, name, count in _counts(since, until):
        setattr(found[code], name, count)
    for reason in _reasons(since, until):
        if reason.part in found:
            found[reason.part].reasons.append(reason)
    return [each for each in found.values() if each.is_touched]


def _reasons(since: Version, until: Version) -> QuerySet[VersionReason]:
    between = VersionReason.objects.filter(version__plan=until.plan_id, version__number__gt=since.number)
    return between.order_by("version__number", "number")[:500]


def _counts(since: Version, until: Version) -> Iterator[tuple[str, str, int]]:
    """For each part how many passages changed, came or went: counted where they are kept, in one question."""
    both, words = (since, until), Cast("text", TextField())
    other: Any = VersionPassage.objects.filter(part__version__in=both, passage=OuterRef("passage"))
    other = other.exclude(part__version=OuterRef("part__version")).annotate(words=words)
    rows: Any = VersionPassage.objects.filter(part__version__in=both).annotate(words=words)
    rows = rows.annotate(is_there=Exists(other), is_so=Exists(other.filter(words=OuterRef("words"))))
    counted = {
        "alone": Count("pk", filter=Q(is_there=False)),
        "otherwise": Count("pk", filter=Q(is_there=True, is_so=False)),
    }
    for each in rows.values("part__part", "part__version").order_by().annotate(**counted):
        if each["part__version"] == until.pk:
            yield each["part__part"], "changed", each["otherwise"]
            yield each["part__part"], "added", each["alone"]
        else:
            yield each["part__part"], "left_out", each["alone"]


def _disputed(plan: Plan) -> Any:
    """What is open, and what was declined although others support it: the most supported first."""
    stage = Amendment.Stage
    rows: Any = amendments_shown().filter(plan=plan)
    wanted = Q(stage=stage.PROPOSED) | Q(stage=stage.DECLINED, supporters__gt=0)
    return rows.filter(wanted).order_by("-supporters", "number")

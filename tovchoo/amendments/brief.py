"""The brief for those who approve: what is otherwise since a version, and what is still disputed. It draws on nothing
but what everybody can read: versions with their reasons, and amendments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from tovchoo.kernel.languages import reader
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.wording import Pieces, pieces, words
from tovchoo.plans.models import Plan, Version
from tovchoo.versions.models import VersionPassage, VersionReason
from tovchoo.versions.questions import reasons_between
from tovchoo.versions.telling import shortened

from .models import Amendment, Backing
from .questions import amendments_shown, placed

MOST = 30  # lines of each list: it is to be read on two sheets
PASSAGES, WORDS = 3, 60  # whose words are shown of one part, and how many of each


@dataclass
class Part:
    """What happened to one part of the plan: how many passages, the words of the first few, and why."""

    code: str
    commitment_number: int | None
    title: Localized
    changed: int = 0
    added: int = 0
    left_out: int = 0
    is_new: bool = False
    is_gone: bool = False
    passages: list[Pieces] = field(default_factory=list)
    reasons: list[VersionReason] = field(default_factory=list)

    @property
    def is_touched(self) -> bool:
        return bool(self.changed or self.added or self.left_out or self.is_new or self.is_gone or self.reasons)


@dataclass
class Brief:
    """From one version to another, in one language."""

    since: Version | None
    until: Version | None
    language: str
    parts: list[Part]
    disputed: list[Amendment]
    more: int  # disputed ones beyond those listed


def brief_of(plan: Plan, versions: list[Version], since: int | None) -> Brief:
    """Five questions; `versions` in their order, `since` the number of one of them, else the one before the last."""
    until = versions[-1] if versions else None
    earlier = versions[:-1]
    start = next((each for each in earlier if each.number == since), earlier[-1] if earlier else None)
    language = reader() if reader() in plan.languages else next(iter(plan.languages), "")
    parts = _parts(start, until, language) if start and until else []
    disputed = list(_disputed(plan)[: MOST + 1])
    more = _disputed(plan).count() - MOST if len(disputed) > MOST else 0
    return Brief(start, until, language, parts, placed(disputed[:MOST]), more)


def _parts(since: Version, until: Version, language: str) -> list[Part]:
    """Those in which something is otherwise, in their order; those that are gone last."""
    old, new = (_Text(each) for each in _read([since, until]))
    found = {code: Part(code, *told, is_new=code not in old.parts) for code, told in new.parts.items()}
    for code, told in old.parts.items():
        found.setdefault(code, Part(code, *told, is_gone=True))
    for passage in [*new.passages, *(each for each in old.passages if each not in new.passages)]:
        before, now = old.passages.get(passage), new.passages.get(passage)
        if before and now and before.words == now.words:
            continue
        part = found[(now or before).part]  # type: ignore[union-attr]
        kind = "changed" if before and now else "added" if now else "left_out"
        setattr(part, kind, getattr(part, kind) + 1)
        was, says = (each.words.get(language, "") if each else "" for each in (before, now))
        if was != says and not (part.is_new or part.is_gone) and len(part.passages) < PASSAGES:
            part.passages.append(first_words(pieces(was, says)))
    for reason in reasons_between(since, until):
        if reason.part in found:
            found[reason.part].reasons.append(reason)
    return [each for each in found.values() if each.is_touched]


@dataclass
class _Passage:
    part: str
    words: dict[str, str]  # by language


@dataclass
class _Text:
    """A version as the brief reads it."""

    rows: list[Any]
    parts: dict[str, tuple[int | None, Localized]] = field(default_factory=dict)
    passages: dict[str, _Passage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part, number, title, passage, text in self.rows:
            self.parts[part] = (number, Localized(title))
            self.passages[passage] = _Passage(part, {code: str(text[code]) for code in text.languages})


def _read(versions: list[Version]) -> list[list[Any]]:
    """The rows of each; one question."""
    rows = VersionPassage.objects.filter(part__version__in=versions).order_by("part__number", "number")
    columns = ("part__part", "part__commitment_number", "part__title", "passage", "text")
    listed = list(rows.values_list("part__version", *columns))
    return [[row for version, *row in listed if version == each.pk] for each in versions]


def first_words(told: Pieces) -> Pieces:
    """The first words of a change."""
    found: Pieces = []
    left = WORDS
    for kind, text in shortened(told):
        split = words(text)
        found.append((kind, "".join(split[:left])))
        if len(split) > left:
            return [*found, ("gap", "")]
        left -= len(split)
    return found


def _disputed(plan: Plan) -> Any:
    """What is open, and what was declined although others support it: the most supported first."""
    stage = Amendment.Stage
    rows: Any = amendments_shown().filter(plan=plan)
    wanted = Q(stage=stage.PROPOSED) | Q(stage=stage.DECLINED, supporters__gt=0)
    backings = Backing.objects.select_related("organisation", "person").order_by("date", "id")
    return rows.filter(wanted).order_by("-supporters", "number").prefetch_related(Prefetch("backings", backings))

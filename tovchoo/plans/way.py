"""The way from what was proposed to what the plan promises, drawn: each proposal tabled, and where it ended.

Count rows are lines as thick as they stand for. A piece of a split is no proposal of its own, and one that was merged
goes where the other went, so that as many lines begin as were tabled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.localized import Localized, text_of
from tovchoo.kernel.prepared import Prepared

from .models import Lineage, Plan, Proposal
from .questions import Promise as Commitment
from .steps import ENDINGS, KIND, NO_NUMBER, TEXT, named

MOST = 400  # proposals that a picture can show; beyond, the list does
APART = 24  # beyond so many, those that ended alike are one line
STAGES = Proposal.Stage
ENDS: dict[str, Promise] = {
    "open": _("still in discussion"),
    "not_accepted": _("not accepted"),
    "withdrawn": _("withdrawn"),
    "dropped": _("accepted, not in the plan any more"),
    "": _("not recorded"),
}
OF_STAGE: dict[str, str] = {STAGES.TABLED: "open", STAGES.IN_DISCUSSION: "open", STAGES.NOT_ACCEPTED: "not_accepted",
            STAGES.WITHDRAWN: "withdrawn"}  # fmt: skip
LEFT, RIGHT, ROW = 66, 196, 28  # of the picture, in its own units
LONGEST, LONGEST_WIDE, LONGEST_LEFT = 22, 64, 50  # letters of a title: on a phone; on a wide page on either side


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


@dataclass
class Tabled:
    """A proposal, or a count row of them."""

    key: str
    number: int
    count: int | None
    title: Localized
    stage: str


@dataclass
class End:
    """Where proposals ended: a commitment, or something that is none."""

    key: str
    commitment: Commitment | None = None
    y: float = 0

    @property
    def says(self) -> Any:
        return ENDS.get(self.key, "")

    @property
    def short(self) -> str:
        """As a picture on a phone has room for."""
        return self._within(LONGEST)

    @property
    def long(self) -> str:
        """As one on a wide page has."""
        return self._within(LONGEST_WIDE)

    def _within(self, most: int) -> str:
        if self.commitment is None:
            return str(self.says)
        return _cut(f"{self.commitment.number}. {self.commitment.title}", most)


@dataclass
class Line:
    """Proposals that ended alike, or one of them."""

    proposals: list[Tabled]
    ends: list[End]
    y: float = 0
    most: int = 12  # for how many the thickest stands; in a small picture a dozen is thick

    @property
    def count(self) -> int | None:
        """For how many it stands; None where nobody knows."""
        counts = [each.count for each in self.proposals]
        return None if None in counts else sum(each or 0 for each in counts)

    @property
    def width(self) -> int:
        """How thick it is."""
        return round(3 + 19 * min(self.count or 1, self.most) / self.most)

    @property
    def height(self) -> int:
        return max(ROW, self.width + 8)

    @property
    def long(self) -> str:
        """What a wide page has room for: the title of the only one, else nothing."""
        return _cut(f"{self.one.number}. {self.one.title}", LONGEST_LEFT) if self.one else ""

    @property
    def one(self) -> Tabled | None:
        """The only proposal of the line."""
        return self.proposals[0] if len(self.proposals) == 1 else None


@dataclass
class Way:
    """The picture: lines on the left, ends on the right."""

    lines: list[Line] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    height: float = 0

    @property
    def tabled(self) -> int | None:
        """How many were ever tabled, as the figure counts them."""
        counts = [each.count for each in self.lines]
        return None if None in counts else sum(each or 0 for each in counts)

    def curves(self) -> Iterable[tuple[str, int, str]]:
        """Each line to each of its ends: its path, its thickness, what kind of end it is."""
        middle = (LEFT + RIGHT) // 2
        for line in self.lines:
            for end in line.ends:
                path = f"M{LEFT} {line.y:g}C{middle} {line.y:g} {middle} {end.y:g} {RIGHT} {end.y:g}"
                yield path, max(2, line.width // len(line.ends)), "commitment" if end.commitment else end.key or "none"


def way_of(plan: Plan, commitments: list[Commitment]) -> Way | None:
    """One question; None where there are more proposals than a picture can show."""
    rows = _rows(plan=plan.pk)
    tabled = [Tabled(key, number, count, text_of(title), rest) for what, key, number, count, title, rest, _u in rows
              if what == "proposal"]  # fmt: skip
    steps = [(key, to, kind, bool(undone)) for what, key, _n, _c, to, kind, undone in rows if what == "step"]
    if len(tabled) > MOST:
        return None
    return drawn(tabled, steps, {f"commitment/{each.id}": each for each in commitments})


def drawn(proposals: list[Tabled], steps: list[Any], commitments: dict[str, Commitment]) -> Way:
    """The picture of proposals, (from, to, kind, whether taken back) of their steps, and the commitments by name."""
    by_name = {f"proposal/{each.key}": each for each in proposals}
    pieces = {to for _start, to, kind, _undone in steps if kind == KIND.SPLIT}
    stands: dict[str, list[tuple[str, str]]] = {}
    for start, to, kind, is_undone in steps:
        if not is_undone and kind in ENDINGS:
            stands.setdefault(start, []).append((kind, to))

    def ends_of(name: str, seen: frozenset[str]) -> list[str]:
        if name in seen or name not in by_name:
            return [""]
        found: list[str] = []
        for kind, to in stands.get(name, []):
            if to in commitments:
                found.append(to)
            elif to.startswith("commitment/"):
                found.append("dropped")
            elif to:
                found += ends_of(to, seen | {name})
            else:
                found.append(kind if kind in ENDS else "")
        return list(dict.fromkeys(found)) or [OF_STAGE.get(by_name[name].stage, "")]

    ended = [(each, ends_of(name, frozenset())) for name, each in by_name.items() if name not in pieces]
    return _placed(ended, commitments)


def _placed(ended: list[tuple[Tabled, list[str]]], commitments: dict[str, Commitment]) -> Way:
    if not ended:
        return Way()
    used = {key for _each, keys in ended for key in keys}
    right = {key: End(key, each) for key, each in commitments.items()}
    right |= {key: End(key) for key in ENDS if key in used}
    place = {key: number for number, key in enumerate(right)}
    groups: dict[Any, list[Tabled]] = {}
    for each, keys in ended:
        groups.setdefault(each.key if len(ended) <= APART else tuple(keys), []).append(each)
    keys_of = {each.key: keys for each, keys in ended}
    lines = [Line(group, [right[key] for key in keys_of[group[0].key]]) for group in groups.values()]
    for line in lines:
        line.most = max(12, *(each.count or 1 for each in lines))
    lines.sort(key=lambda line: (place[line.ends[0].key], line.proposals[0].number))
    way = Way(lines, list(right.values()))
    way.height = max(sum(line.height for line in lines), ROW * len(right))
    _spread(lines, [line.height for line in lines], way.height)
    _spread(way.ends, [ROW] * len(right), way.height)
    return way


def _spread(things: list[Any], heights: list[int], height: float) -> None:
    """Each in the middle of its room, all of them over the whole height."""
    between = (height - sum(heights)) / len(things)
    top = 0.0
    for each, own in zip(things, heights, strict=True):
        each.y = round(top + (own + between) / 2, 1)
        top += own + between


def _asked(plan: str) -> Any:
    """Proposals, one more than are shown, then all steps by which those went on or ended, in one question."""
    first = Proposal.objects.filter(plan=plan).order_by("number").values("pk")[: MOST + 1]
    some = Proposal.objects.filter(pk__in=first)
    proposals = _told("proposal", some, number=F("number"), count=F("count"), text=F("title"), rest=F("stage"))
    steps = Lineage.objects.filter(from_entry__in=some.values(called=named()), kind__in=ENDINGS)
    key, undone = F("from_entry"), F("is_undone")
    taken = _told("step", steps, key=key, text=F("to_entry"), rest=F("kind"), undone=undone)
    return proposals.union(taken, all=True).order_by("w_what", "w_number", "w_key")


def _told(what: str, rows: Any, *, key: Any = F("pk"), number: Any = NO_NUMBER, count: Any = NO_NUMBER, text: Any,  # noqa: B008
          rest: Any, undone: Any = Value(False)) -> Any:  # noqa: B008  # fmt: skip
    told = {"w_what": Value(what), "w_key": key, "w_number": number, "w_count": count, "w_text": Cast(text, TEXT),
            "w_rest": rest, "w_undone": undone}  # fmt: skip
    return rows.order_by().annotate(**told).values_list(*told)


_rows = Prepared(_asked, "plan")

"""What differs between two texts of a plan, passage by passage and word by word, never letter by letter.

A passage is known by its code wherever it stands: one that was put elsewhere is moved, not left out and added. What is
told of the difference is enough to make the new text of the old one (`applied`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tovchoo.kernel.wording import Pieces, became, pieces, was

Texts = dict[str, str]  # by language
Facts = dict[str, Any]  # number, lead, supporters, start, due …: whatever can be compared
Place = tuple[str, str, str]  # part, milestone, field

FEWEST = 4  # words of a passage that is known again within another


@dataclass(frozen=True, slots=True)
class Told:
    """A passage as one of the two texts has it."""

    code: str
    place: Place
    texts: Texts


@dataclass
class Text:
    """One of the two: facts of its parts and milestones by code, passages in their order."""

    parts: dict[str, Facts] = field(default_factory=dict)
    milestones: dict[str, Facts] = field(default_factory=dict)
    passages: list[Told] = field(default_factory=list)

    def blocks(self) -> dict[Place, list[Told]]:
        """The passages of each field of each part and milestone, in their order."""
        found: dict[Place, list[Told]] = {}
        for each in self.passages:
            found.setdefault(each.place, []).append(each)
        return found


@dataclass(frozen=True)
class Change:
    """What became of one passage. `after` is the passage that it stands behind now, where it came or was moved."""

    code: str
    before: Told | None
    now: Told | None
    pieces: dict[str, Pieces] = field(default_factory=dict)  # of each language that differs
    is_moved: bool = False
    after: str = ""
    parted_from: str = ""  # its words stood in this passage
    joined_to: str = ""  # its words stand in this passage now

    @property
    def kind(self) -> str:
        """added, left_out, worded, or only moved."""
        if self.before is None:
            return "added"
        if self.now is None:
            return "left_out"
        return "worded" if self.pieces else "moved"

    @property
    def part(self) -> str:
        """Under which part it is told: where it stands now, or stood."""
        told = self.now or self.before
        return told.place[0] if told else ""


@dataclass(frozen=True)
class FactsChange:
    """What became of a part or a milestone as a whole: None before it came, None when it is gone."""

    code: str
    before: Facts | None
    now: Facts | None

    @property
    def kind(self) -> str:
        return "added" if self.before is None else "left_out" if self.now is None else "changed"

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """By name: what it was, what it is."""
        before, now = self.before or {}, self.now or {}
        return {name: (before.get(name), now.get(name)) for name in now if before.get(name) != now.get(name)}


@dataclass
class Difference:
    """All that differs."""

    parts: list[FactsChange] = field(default_factory=list)
    milestones: list[FactsChange] = field(default_factory=list)
    passages: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.parts or self.milestones or self.passages)


def difference(old: Text, new: Text) -> Difference:
    """What is otherwise in the new text."""
    return Difference(
        list(_of_facts(old.parts, new.parts)),
        list(_of_facts(old.milestones, new.milestones)),
        _known_again(list(_of_passages(old, new)), old, new),
    )


def applied(old: Text, told: Difference) -> Text:
    """The new text, made of the old one and of what is shown."""
    parts, milestones = _applied_facts(old.parts, told.parts), _applied_facts(old.milestones, told.milestones)
    changes = {each.code: each for each in told.passages}
    blocks: dict[Place, list[Told]] = {}
    for each in old.passages:
        change = changes.get(each.code)
        if change is None or (change.now and not change.is_moved):
            blocks.setdefault(each.place, []).append(_worded(each, change))
    for change in told.passages:
        if change.now and (change.is_moved or change.before is None):
            block = blocks.setdefault(change.now.place, [])
            codes = [each.code for each in block]
            block.insert(codes.index(change.after) + 1 if change.after else 0, _worded(change.before, change))
    return Text(parts, milestones, [each for block in blocks.values() for each in block])


# --- how it is done ---------------------------------------------------------------------------------------------------


def _of_facts(old: dict[str, Facts], new: dict[str, Facts]) -> Iterator[FactsChange]:
    for code in [*new, *(each for each in old if each not in new)]:
        if old.get(code) != new.get(code):
            yield FactsChange(code, old.get(code), new.get(code))


def _applied_facts(old: dict[str, Facts], changes: list[FactsChange]) -> dict[str, Facts]:
    changed = {each.code: each.now for each in changes}
    found = {code: changed.get(code, facts) for code, facts in old.items()} | changed
    return {code: facts for code, facts in found.items() if facts is not None}


def _of_passages(old: Text, new: Text) -> Iterator[Change]:
    """In the order of the new text; what was left out stands behind what it followed."""
    before = {each.code: each for each in old.passages}
    now = {each.code: each for each in new.passages}
    moved = _moved(old, new, before)
    gone = _gone(old, now)
    yield from (Change(each.code, each, None, _texts(each, None)) for each in gone.pop("", []))
    last: dict[Place, str] = {}
    for each in new.passages:
        former, after = before.get(each.code), last.get(each.place, "")
        last[each.place] = each.code
        is_new = former is None or each.code in moved
        change = Change(each.code, former, each, _texts(former, each), each.code in moved, after if is_new else "")
        if is_new or change.pieces:
            yield change
        yield from (Change(left.code, left, None, _texts(left, None)) for left in gone.pop(each.code, []))


def _gone(old: Text, now: dict[str, Told]) -> dict[str, list[Told]]:
    """What was left out, by the passage that it followed and that is still there."""
    found: dict[str, list[Told]] = {}
    last = ""
    for each in old.passages:
        if each.code in now:
            last = each.code
        else:
            found.setdefault(last, []).append(each)
    return found


def _texts(before: Told | None, now: Told | None) -> dict[str, Pieces]:
    old, new = before.texts if before else {}, now.texts if now else {}
    codes = [code for code in sorted({*old, *new}) if old.get(code, "") != new.get(code, "")]
    return {code: pieces(old.get(code, ""), new.get(code, "")) for code in codes}


def _moved(old: Text, new: Text, before: dict[str, Told]) -> set[str]:
    """What stands in another place, or in its place but not in the order that most have kept."""
    order = {each.code: number for number, each in enumerate(old.passages)}
    moved = set()
    for place, block in new.blocks().items():
        stayed = [each.code for each in block if each.code in before and before[each.code].place == place]
        kept = _longest_rising([order[code] for code in stayed])
        moved |= {each.code for each in block if each.code in before and order[each.code] not in kept}
    return moved


def _longest_rising(numbers: list[int]) -> set[int]:
    """The most numbers that stand in rising order."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    found, last = set(), tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _worded(each: Told | None, change: Change | None) -> Told:
    """A passage in its new words and place, made of its old words and of the pieces shown."""
    if change is None or change.now is None:
        assert each is not None
        return each
    texts = dict(each.texts) if each else {}
    for code, told in change.pieces.items():
        if was(told) != texts.get(code, ""):
            raise ValueError(change.code)
        texts[code] = became(told)
    return Told(change.code, change.now.place, {code: text for code, text in texts.items() if text})


def _known_again(changes: list[Change], old: Text, new: Text) -> list[Change]:
    """Name passages whose words went into a neighbour, or came out of one: what was joined, and what was parted."""
    by_code = {each.code: each for each in changes}
    stands, stood = _neighbours(new), _neighbours(old)
    found = []
    for each in changes:
        if each.before is None and each.now:
            source = next((code for code in stands[each.code] if _went(each.now, by_code.get(code))), "")
            each = replace(each, parted_from=source)
        elif each.now is None and each.before:
            target = next((code for code in stood[each.code] if _came(each.before, by_code.get(code))), "")
            each = replace(each, joined_to=target)
        found.append(each)
    return found


def _neighbours(text: Text) -> dict[str, list[str]]:
    """For each passage those of its block that stand near it, the nearest first."""
    found = {}
    for block in text.blocks().values():
        codes = [each.code for each in block]
        for at, code in enumerate(codes):
            found[code] = [*reversed(codes[max(0, at - 4) : at]), *codes[at + 1 : at + 3]]
    return found


def _went(told: Told, other: Change | None) -> bool:
    """Whether another passage lost these words."""
    return bool(other and other.before) and _holds(other.before, told) and not _holds(other.now, told)  # type: ignore[union-attr]


def _came(told: Told, other: Change | None) -> bool:
    """Whether another passage has these words now, and had not."""
    return bool(other and other.now) and _holds(other.now, told) and not _holds(other.before, told)  # type: ignore[union-attr]


def _holds(whole: Told | None, part: Told) -> bool:
    """Whether all words of one stand together in the other, in a language in which there are enough of them."""
    if whole is None:
        return False
    for code, text in part.texts.items():
        inner = text.split()
        if len(inner) >= FEWEST and f" {' '.join(inner)} " in f" {' '.join(whole.texts.get(code, '').split())} ":
            return True
    return False

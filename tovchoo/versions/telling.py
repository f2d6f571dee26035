"""What differs, told for a page: under its part, with its reasons, unchanged words left away, a page at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tovchoo.kernel.localized import Localized
from tovchoo.kernel.wording import Pieces, words

from .differing import Change, Facts, FactsChange
from .models import VersionReason
from .questions import Compared

AROUND, MOST = 14, 250  # words shown before and after a change; of one that came or went
WEIGHT, ITEMS = 24_000, 60  # letters and changes on one page
NOT_TOLD = {"number", "kind", "part", "commitment"}  # of facts: told by headings


@dataclass
class Item:
    """One change as a page tells it."""

    part: str
    milestone: str = ""
    passage: Change | None = None
    facts: FactsChange | None = None
    pieces: dict[str, Pieces] = field(default_factory=dict)
    reasons: list[VersionReason] = field(default_factory=list)

    @property
    def is_a_change(self) -> bool:
        """Rather than a reason alone, or the heading of what came or went as a whole."""
        return bool(self.passage or (self.facts and self.facts.kind == "changed"))

    @property
    def weight(self) -> int:
        letters = sum(len(text) for told in self.pieces.values() for _kind, text in told)
        return 200 + letters + sum(len(str(each.reason)) + 80 for each in self.reasons)


@dataclass
class Section:
    """A part as the overview tells it: what it is called and was, how much of it changed."""

    code: str
    title: Localized
    commitment_number: int | None
    former: int | None  # number
    kind: str  # of the change: added, left_out, or changed
    is_moved: bool
    counts: Counter[str] = field(default_factory=Counter)


def sections(compared: Compared, reasons: Iterable[VersionReason] = ()) -> list[Section]:
    """The parts in which anything differs or of which something is said, in the new order; those left out behind."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for each in compared.told.passages:
        counted[each.part][each.kind] += 1
        counted[each.part]["moved"] += each.is_moved and each.kind != "moved"
    for step in compared.told.milestones:
        counted[str((step.now or step.before or {})["part"])]["milestones"] += 1
    changes = {each.code: each for each in compared.told.parts}
    told = {*changes, *counted, *(each.part for each in reasons)}
    found = []
    for code, facts in {**compared.new.parts, **_gone(compared)}.items():
        if code in told:
            before = compared.old.parts.get(code) or facts
            kind = changes[code].kind if code in changes else "changed"
            title = compared.titles.get(code, Localized())
            is_moved = before["number"] != facts["number"]
            numbers = facts["commitment"], before["commitment"]
            found.append(Section(code, title, *numbers, kind, is_moved, counted[code]))
    return found


def _gone(compared: Compared) -> dict[str, Facts]:
    return {code: facts for code, facts in compared.old.parts.items() if code not in compared.new.parts}


def items(compared: Compared, reasons: list[VersionReason], *, language: str = "", part: str = "") -> list[Item]:
    """All changes in their order: of a part as a whole, of its passages, of its milestones and their cells. A reason
    stands beside its passage; where that is as it was, and where it is of the whole part, beside the part."""
    changed = {each.code for each in compared.told.passages}
    why: dict[str, list[VersionReason]] = defaultdict(list)
    for reason in reasons:
        why[reason.passage if reason.passage in changed else reason.part].append(reason)
    found = []
    for section in sections(compared, reasons):
        if part in ("", section.code):
            found += [each for each in _of_part(compared, section.code, why) if _is_told(each, language)]
    return found


def _is_told(item: Item, language: str) -> bool:
    """Where one language is asked for, passages that differ in another only are left away."""
    if item.passage is None:
        return True
    told = item.passage.pieces.items()
    item.pieces = {code: shortened(pieces) for code, pieces in told if language in ("", code)}
    return bool(item.pieces) or item.passage.is_moved


def _of_part(compared: Compared, code: str, why: dict[str, list[VersionReason]]) -> Iterator[Item]:
    facts = next((each for each in compared.told.parts if each.code == code), None)
    if why.get(code) or (facts and told_of(facts)):
        yield Item(code, facts=facts, reasons=why.get(code, []))
    passages = [each for each in compared.told.passages if each.part == code]
    steps = [each for each in compared.told.milestones if (each.now or each.before or {})["part"] == code]
    for change in passages:
        if not _milestone(change):
            yield Item(code, passage=change, reasons=why.get(change.code, []))
    for item in _of_milestones(code, steps, [each for each in passages if _milestone(each)]):
        item.reasons = why.get(item.passage.code, []) if item.passage else []
        yield item


def _of_milestones(part: str, steps: list[FactsChange], cells: list[Change]) -> Iterator[Item]:
    codes = dict.fromkeys([*(each.code for each in steps), *(_milestone(each) for each in cells)])
    by_code = {each.code: each for each in steps}
    for code in codes:
        if code in by_code:
            yield Item(part, code, facts=by_code[code])
        yield from (Item(part, code, passage=each) for each in cells if _milestone(each) == code)


def _milestone(change: Change) -> str:
    told = change.now or change.before
    return told.place[1] if told else ""


def told_of(change: FactsChange) -> dict[str, tuple[Any, Any]]:
    """What a page says of it besides its heading."""
    if change.kind != "changed":
        return {"": (None, None)}
    return {name: both for name, both in change.changed.items() if name not in NOT_TOLD}


def shortened(told: Pieces) -> Pieces:
    """Without most of the words that are as they were, and without the end of what came or went at great length."""
    found: Pieces = []
    for at, (kind, text) in enumerate(told):
        split = words(text)
        if kind != "same":
            found.append((kind, text))
            if len(split) > MOST:
                found[-1:] = [(kind, "".join(split[:MOST])), ("gap", "")]
            continue
        head, tail = (AROUND if at else 0), (AROUND if at < len(told) - 1 else 0)
        if len(split) <= head + tail + AROUND:
            found.append((kind, text))
        else:
            pieces = [("same", "".join(split[:head])), ("gap", ""), ("same", "".join(split[len(split) - tail :]))]
            found += [each for each in pieces if each[0] == "gap" or each[1]]
    return found


def pages(found: list[Item]) -> list[list[Item]]:
    """Of about the same weight; at least one, be it empty."""
    made: list[list[Item]] = [[]]
    weight = 0
    for each in found:
        weight += each.weight
        if made[-1] and (weight > WEIGHT or len(made[-1]) >= ITEMS):
            made.append([])
            weight = each.weight
        made[-1].append(each)
    return made

"""What differs, told for a page: under its part, with its reasons, unchanged words left away, a page at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tovchoo.kernel.localized import Localized

from .differing import Change, Facts, FactsChange, Pieces, words
from .models import VersionReason
from .questions import Compared

AROUND, MOST = 14, 250  # words shown before and after a change; of one that came or went
WEIGHT, ITEMS = 24_000, 60  # letters and changes on one page
NOT_TOLD = {"number", "kind", "part"}  # of facts: told by headings


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
    def weight(self) -> int:
        letters = sum(len(text) for told in self.pieces.values() for _kind, text in told)
        return 200 + letters + sum(len(str(each.reason)) + 80 for each in self.reasons)


@dataclass
class Section:
    """A part as the overview tells it: what it is called and was, how much of it changed."""

    code: str
    title: Localized
    number: int
    former: int | None
    kind: str  # of the change: added, left_out, or changed
    is_commitment: bool
    counts: Counter[str] = field(default_factory=Counter)


def sections(compared: Compared) -> list[Section]:
    """The parts in which anything differs, in the new order; those that were left out behind."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for each in compared.told.passages:
        counted[each.part][each.kind] += 1
        counted[each.part]["moved"] += each.is_moved and each.kind != "moved"
    for step in compared.told.milestones:
        counted[str((step.now or step.before or {})["part"])]["milestones"] += 1
    changes = {each.code: each for each in compared.told.parts}
    found = []
    for code, facts in {**compared.new.parts, **_gone(compared)}.items():
        change = changes.get(code)
        if change or code in counted:
            former = (compared.old.parts.get(code) or {}).get("number")
            kind = change.kind if change else "changed"
            found.append(Section(code, compared.titles.get(code, Localized()), facts["number"], former, kind,
                                 facts["kind"] == "commitment", counted[code]))  # fmt: skip
    return found


def _gone(compared: Compared) -> dict[str, Facts]:
    return {code: facts for code, facts in compared.old.parts.items() if code not in compared.new.parts}


def items(compared: Compared, reasons: Iterable[VersionReason], *, language: str = "", part: str = "") -> list[Item]:
    """All changes in their order: of a part as a whole, of its passages, of its milestones and their cells."""
    why: dict[tuple[str, str], list[VersionReason]] = defaultdict(list)
    for reason in reasons:
        why["passage" if reason.passage else "part", reason.passage or reason.part].append(reason)
    found = []
    for each in _in_order(compared):
        if part and each.part != part:
            continue
        if each.passage:
            each.pieces = {code: shortened(told) for code, told in each.passage.pieces.items()
                           if language in ("", code)}  # fmt: skip
            if not each.pieces and each.passage.pieces and not each.passage.is_moved:
                continue
            each.reasons = why["passage", each.passage.code]
        elif each.facts and not each.milestone:
            each.reasons = why["part", each.part]
        found.append(each)
    return found


def _in_order(compared: Compared) -> Iterator[Item]:
    of_parts = {each.code: each for each in compared.told.parts}
    passages: dict[str, list[Change]] = defaultdict(list)
    for change in compared.told.passages:
        passages[change.part].append(change)
    steps: dict[str, list[FactsChange]] = defaultdict(list)
    for step in compared.told.milestones:
        steps[str((step.now or step.before or {})["part"])].append(step)
    for section in sections(compared):
        code = section.code
        if code in of_parts and told_of(of_parts[code]):
            yield Item(code, facts=of_parts[code])
        own = [each for each in passages[code] if not _milestone(each)]
        yield from (Item(code, passage=each) for each in own)
        yield from _of_milestones(code, steps[code], [each for each in passages[code] if _milestone(each)])


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

"""Two texts that were made from one are put together, word by word: nothing that either side wrote is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

MOST_EQUALS = 20  # that a word has in the other text, on the average
Change = tuple[int, int, list[str]]  # from here to there, the words of the base gave way to these


@dataclass(frozen=True)
class Merged:
    """The text of both, and whether they met: changed the same words, or wrote at the same place."""

    text: str
    met: bool = False


def merged(base: str, mine: str, theirs: str) -> Merged:
    """What one side left alone takes the other's change; where both wrote, both stand, theirs first."""
    if theirs in (base, mine):
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    old = _lines(base)
    ours, others = (list(_changes(old, _lines(each))) for each in (mine, theirs))
    gone = {place for start, end, _words in ours + others for place in range(start, end)}
    at_theirs, at_mine = ({start: words for start, _end, words in each} for each in (others, ours))
    words = []
    for place, word in enumerate([*_flat(old), ""]):
        words += _both(at_theirs.get(place, []), at_mine.get(place, []))
        words += [] if place in gone else [word]
    return Merged(_text(words[:-1]), met=any(_meet(one, other) for one in ours for other in others if one != other))


def _lines(text: str) -> list[list[str]]:
    """Lines of words, each line with its beginning as a word of its own; nothing is lost on the way, and back."""
    return [["\n", *line.split(" ")] for line in text.split("\n")]


def _flat(lines: list[list[str]]) -> list[str]:
    return [word for line in lines for word in line]


def _text(words: list[str]) -> str:
    """Back: the space on either side of a beginning of a line goes, the beginning of the first goes with it."""
    first, *others = " ".join(words).split("\n")
    lines = [first, *(line.removeprefix(" ") for line in others)]
    return "\n".join([line.removesuffix(" ") for line in lines[:-1]] + lines[-1:]).removeprefix("\n")


def _changes(old: list[list[str]], new: list[list[str]]) -> Iterator[Change]:
    """Whole lines first, then the words of the lines that differ: a long text stays quick."""
    starts = [0, *accumulate(map(len, old))]
    for start, end, lines in different([tuple(each) for each in old], [tuple(each) for each in new]):
        words = _flat(old[start:end])
        for first, last, other in different(words, [word for line in lines for word in line]):
            yield starts[start] + first, starts[start] + last, other


def different(old: list, new: list) -> Iterator[tuple[int, int, list]]:
    """Where two lists differ, between the head and the tail that they share."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    for start, end, words in _compared(one, other) if _is_quick(one, other) else [(0, len(one), other)]:
        yield head + start, head + end, words


def _compared(one: list, other: list) -> Iterator[tuple[int, int, list]]:
    for kind, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield start, end, other[first:last]


def _is_quick(one: list, other: list) -> bool:
    """One word ten thousand times would be compared with itself for hours: such a text gives way as a whole."""
    counted = Counter(other)
    return sum(counted[word] for word in one) < MOST_EQUALS * (len(one) + len(other) + 500)


def _shared(one: list, other: list) -> int:
    """How many of their first things are the same."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _both(theirs: list[str], mine: list[str]) -> list[str]:
    """What both put at one place; where one wrote on what the other has too, that stands once."""
    longer, shorter = (theirs, mine) if len(theirs) >= len(mine) else (mine, theirs)
    return longer if longer[: len(shorter)] == shorter else theirs + mine


def _meet(one: Change, other: Change) -> bool:
    """Whether two changes want the same words, or both write between the same two."""
    (start, end, _words), (first, last, _others) = one, other
    return max(start, first) < min(end, last) or (start == end == first == last)

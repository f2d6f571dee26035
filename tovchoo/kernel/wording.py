"""Two texts set against each other: words, never letters; what was left out, what was put in, what stayed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .merging import different

LETTER = r"[\w\u0300-\u036f\u180b-\u180f\u200c\u200d]"
WORD = re.compile(rf"\s*(?:{LETTER}+(?:[-'’.,/\u202f]{LETTER}+)*|\S)|\s+\Z")


Piece = tuple[str, str]  # same, out or in; some words with the blanks among them
Pieces = list[Piece]


def pieces(before: str, after: str) -> Pieces:
    """Two texts as one: words of both, of the first only, of the second only. Either is put together of its own."""
    old, new = words(before), words(after)
    found: Pieces = []
    at = 0
    for start, end, other in _with_islands(old, list(different(old, new))):
        _add(found, "same", old[at:start])
        _add(found, "out", old[start:end])
        _add(found, "in", other)
        at = end
    _add(found, "same", old[at:])
    return found


def words(text: str) -> list[str]:
    """A text in words, each with the blanks before it; put together again they are the text."""
    return WORD.findall(text)


def was(told: Pieces) -> str:
    """The former text, of what is shown."""
    return "".join(text for kind, text in told if kind != "in")


def became(told: Pieces) -> str:
    """The new text, of what is shown."""
    return "".join(text for kind, text in told if kind != "out")


def _add(found: Pieces, kind: str, several: Iterable[str]) -> None:
    text = "".join(several)
    if text:
        found.append((kind, text))


def _with_islands(old: list[str], changes: list[tuple[int, int, list[str]]]) -> list[tuple[int, int, list[str]]]:
    """One word alone that stayed between two that went is read as if it went too: three words, not five pieces."""
    joined: list[tuple[int, int, list[str]]] = []
    for start, end, other in changes:
        if joined and start - joined[-1][1] == 1:
            first, last, before = joined.pop()
            joined.append((first, end, [*before, *old[last:start], *other]))
        else:
            joined.append((start, end, list(other)))
    return joined

"""Two texts set against each other: words, never letters; what was left out, what was put in, what stayed."""

from __future__ import annotations

import re
from typing import NamedTuple

from .merging import different

SAME, OUT, IN = "same", "out", "in"
WORD = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """Some words that stand together, with the blanks among them: kept, left out or put in."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """What became of the first text: the pieces that are not out are the second, those that are not in the first."""
    old, new = WORD.findall(before), WORD.findall(after)
    found: list[Piece] = []
    at = 0
    for start, end, words in different(old, new):
        found += [Piece(SAME, "".join(old[at:start])), Piece(OUT, "".join(old[start:end])), Piece(IN, "".join(words))]
        at = end
    found.append(Piece(SAME, "".join(old[at:])))
    return [each for each in found if each.text]

"""What two texts share and where they differ, by words, for a page that marks what is taken out and what is put in."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

WORD = re.compile(r"\S+\s*|\s+")
MOST_EQUALS = 20  # that a word has in the other text, on the average; beyond that a text gives way as a whole
Piece = tuple[str, str]  # same, out or in; its words


def pieces(before: str, after: str) -> list[Piece]:
    """In order; `same` and `in` together are the text after, `same` and `out` the one before but for its spaces."""
    one, other = WORD.findall(before), WORD.findall(after)
    old, new = [each.strip() for each in one], [each.strip() for each in other]
    if not _is_quick(old, new):
        return [piece for piece in (("out", before), ("in", after)) if piece[1]]
    found: list[Piece] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(one[start:end]), "".join(other[first:last])
        found += [("same", come)] if kind == "equal" else [p for p in (("out", gone), ("in", come)) if p[1]]
    return found


def _is_quick(old: list[str], new: list[str]) -> bool:
    counted = Counter(new)
    return sum(counted[word] for word in old) < MOST_EQUALS * (len(old) + len(new) + 500)

"""What people's text may be made of at worst, and how much longer ten times as much of it takes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import thread_time
from typing import Any

PIECES = [
    "a", "a ", "ж", "Жаргал ", "[", "](", "[](", "[a](", "![", "*a_ ", "**a ", "_", "*", "`", "` ``", "<", "<a ", "</",
    "<a@", "<!--", "&", "&#x", ">", " > ", "- ", "1. ", "# ", "|a", "|a|\n", "\\", "\n", " \n", "\t", " ", "a@", "@a.",
    "a@b.", "://", "http://a.b/", "(", "()", "(AB)", "0", "1,", "1.", "-", " - ", "2023-", "1/", "'", "a'", '"', "=+",
    "e\u0301", "\u180b", "ᠠ", "_x0041_", "[x]: ", "\r\n", "\r", "А/A", "ба,", "\x85", "aаbб", "гүй", "ﷺ",
]  # fmt: skip
TENFOLD = 15  # ten times as much may take so many times as long
WORTH_MEASURING = 0.02  # seconds of the processor: below that the clock tells nothing, and nobody waits


def a_table(length: int) -> str:
    """Many columns, and rows that leave them to be filled in."""
    columns = length // 8
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + "a\n" * (length // 4)


def ticks(length: int) -> str:
    """Runs of backticks, none as long as another."""
    return "a".join("`" * run for run in range(int((2 * length) ** 0.5), 0, -1))


def references(length: int) -> str:
    """Many definitions, and as many links to them."""
    names = [f"a{number}" for number in range(length // 20)]
    return "\n".join(f"[{name}]: b" for name in names) + "\n\n" + " ".join(f"[{name}]" for name in names)


def half_open(length: int) -> str:
    """As many ways in as ways out, in the wrong order."""
    return "[a" * (length // 4) + "](b)" * (length // 8)


def lazy(length: int) -> str:
    """Quotations in quotations, and lines that belong to all of them."""
    return "> " * (length // 20) + "a\n" * (length // 4)


def repeated(piece: str) -> Callable[[int], str]:
    """The same again and again, and an end that fits nothing: there whoever looked ahead goes all the way back."""
    return lambda length: (piece * length)[:length] + "!x"


NASTY = {repr(piece): repeated(piece) for piece in PIECES}
NASTY |= {each.__name__: each for each in (a_table, ticks, references, half_open, lazy)}


def too_slow(does: Callable[[str], Any], make: Callable[[int], str], length: int) -> float:
    """How many times as long ten times as much takes, where that is too many; else 0. A busy machine gets five goes."""
    told = 0.0
    for _go in range(5):
        long = _seconds(does, make(10 * length))
        if long < WORTH_MEASURING:
            return 0
        long = min(long, _seconds(does, make(10 * length)))
        told = long / max(min(_seconds(does, make(length)) for _each in range(3)), 1e-6)
        if told <= TENFOLD:
            return 0
    return told


def _seconds(does: Callable[[str], Any], text: str) -> float:
    """Of the processor and of this thread, so that what else runs here does not count."""
    gc.collect(0)
    gc.disable()
    try:
        began = thread_time()
        does(text)
        return thread_time() - began
    finally:
        gc.enable()

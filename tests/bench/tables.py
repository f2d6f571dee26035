"""Tables as Markdown, and figures as the median of their rounds with the least and the most."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from statistics import median


def say(text: str) -> None:
    """A result."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def tell(text: str) -> None:
    """What is being done, for who waits."""
    sys.stderr.write(f"· {text}\n")
    sys.stderr.flush()


def spread(values: Iterable[float], places: int = 0, unit: str = "") -> str:
    """`1,234 (1,100–1,300)`: one run says nothing on a machine that others use too."""
    taken = list(values)
    middle, least, most = (f"{value:,.{places}f}" for value in (median(taken), min(taken), max(taken)))
    return f"{middle}{unit} ({least}–{most})" if len(taken) > 1 else f"{middle}{unit}"


def ratios(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """Round by round: what disturbed the machine disturbed both."""
    return [a / b for a, b in zip(one, other, strict=True)]


def table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The first column is words, the others are figures."""
    ruler = ["---", *("---:" for _ in header[1:])]
    lines = [f"| {' | '.join(cells)} |" for cells in (header, ruler, *rows)]
    say(f"\n**{title}**\n\n" + "\n".join(lines))

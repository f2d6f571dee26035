"""Reading member lists: to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tovchoo.kernel.localized import Localized


class Unreadable(Exception):
    """It cannot be read."""


@dataclass(frozen=True)
class Doubt:
    """What is doubtful."""

    code: str
    says: str


@dataclass(frozen=True)
class Line:
    """One row."""

    number: int
    name: Localized
    organisation: Localized
    position: Localized
    side: str
    sector: str
    role: str
    email: str
    gender: str
    region: str
    doubts: tuple[Doubt, ...]


def count_rows(file: Any, media_type: str) -> int:
    """How many."""
    return 0


def lines(file: Any, media_type: str) -> Iterator[Line]:
    """Each."""
    return iter(())

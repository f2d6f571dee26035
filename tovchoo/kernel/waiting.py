"""What waits for somebody: each app says its own, the first page of the workspace shows all, the nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what, where, by when, what the button says, and what one should know beforehand."""

    title: Any
    url: str
    act: str
    detail: Any = ""
    due: date | None = None

    def days_left(self, today: date) -> int | None:
        """How many days are left; less than none where it is late; None without a day."""
        return (self.due - today).days if self.due else None


def nearest_first(things: list[Waiting]) -> list[Waiting]:
    """By the day that each is due; those without a day come last."""
    return sorted(things, key=lambda each: (each.due is None, each.due or date.max))

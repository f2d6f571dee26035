"""What waits for somebody, from all floors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tovchoo.accounts.waiting import invitations_that_end
from tovchoo.kernel.waiting import Waiting, nearest_first

SOURCES: tuple[Callable[[Any, date], list[Waiting]], ...] = (invitations_that_end,)


def waiting_for(account: Any, today: date) -> list[Waiting]:
    """Everything that needs this person, the nearest first."""
    return nearest_first([each for source in SOURCES for each in source(account, today)])

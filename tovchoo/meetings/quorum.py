"""The quorum of a meeting: how many seats there were, how many were taken, what the forum's rule asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from tovchoo.people.models import Seat, Side

from .models import Attendance, Meeting


@dataclass(frozen=True)
class Quorum:
    """As a whole, or of one side: seats, those who came, and the rule in percent where there is one."""

    side: str
    label: Any
    seats: int
    came: int
    asked: int | None

    @property
    def percent(self) -> int:
        return round(100 * self.came / self.seats) if self.seats else 0

    @property
    def is_reached(self) -> bool | None:
        """None where the forum has no rule on it; a share that is just as large as asked for is enough."""
        return None if self.asked is None else 100 * self.came >= self.asked * self.seats


def quorum_of(meeting: Meeting, attendance: Iterable[Attendance]) -> list[Quorum]:
    """The whole first; then each side, where the forum's rules ask for it."""
    forum = meeting.forum
    if forum is None or meeting.starts_at is None:
        return []
    day = localdate(meeting.starts_at)
    seats = [each for each in Seat.objects.filter(forum=forum).order_by() if each.runs_on(day)]
    came = {each.seat_id for each in attendance if each.presence != Attendance.Presence.ABSENT}
    whole = _counted("", "", seats, came, forum.quorum)
    if not forum.each_side:
        return [whole]
    sides = [([each for each in seats if each.side == side], side, label) for side, label in Side.choices]
    return [whole, *(_counted(side, label, some, came, forum.quorum) for some, side, label in sides)]


def _counted(side: str, label: Any, seats: list[Seat], came: set[str], asked: int | None) -> Quorum:
    total = sum(each.count or 0 for each in seats)
    return Quorum(side, label, total, sum(1 for each in seats if each.pk in came), asked)

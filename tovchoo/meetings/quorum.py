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
    """As a whole, or of one side: seats, those who came, of how many it is not recorded, the rule in percent."""

    side: str
    label: Any
    seats: int
    came: int
    unrecorded: int
    asked: int | None

    @property
    def percent(self) -> int:
        return round(100 * self.came / self.seats) if self.seats else 0

    @property
    def is_reached(self) -> bool | None:
        """None where the forum has no rule on it, or too much is not recorded to say that it was missed; a share that
        is just as large as asked for is enough."""
        if self.asked is None:
            return None
        if self._suffices(self.came):
            return True
        return None if self._suffices(self.came + self.unrecorded) else False

    def _suffices(self, came: int) -> bool:
        return 100 * came >= (self.asked or 0) * self.seats


def quorum_of(meeting: Meeting, attendance: Iterable[Attendance]) -> list[Quorum]:
    """The whole first; then each side, where the forum's rules ask for it."""
    forum = meeting.forum
    if forum is None or meeting.starts_at is None:
        return []
    day = localdate(meeting.starts_at)
    seats = [each for each in Seat.objects.filter(forum=forum).order_by() if each.runs_on(day)]
    presences = {each.seat_id: each.presence for each in attendance}
    whole = _counted("", "", seats, presences, forum.quorum)
    if not forum.each_side:
        return [whole]
    sides = [([each for each in seats if each.side == side], side, label) for side, label in Side.choices]
    return [whole, *(_counted(side, label, some, presences, forum.quorum) for some, side, label in sides)]


def _counted(side: str, label: Any, seats: list[Seat], presences: dict[str, str], asked: int | None) -> Quorum:
    total = sum(each.count or 0 for each in seats)
    recorded = [presences[each.pk] for each in seats if each.pk in presences]
    came = len(recorded) - recorded.count(Attendance.Presence.ABSENT)
    return Quorum(side, label, total, came, max(total - len(recorded), 0), asked)

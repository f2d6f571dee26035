"""Seats as a picture: a half circle of dots, one kind after the other from the left, as parliaments are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, pi, sin

MOST = 400  # more dots than these are a smear
GAP = 22


@dataclass
class Picture:
    """Dots at (x, y), each of its kind: a word of the style sheet."""

    width: int = 0
    height: int = 0
    dots: list[tuple[float, float, str]] = field(default_factory=list)


def picture_of(counted: list[tuple[str, int | None]]) -> Picture:
    """The picture of so many seats of each kind; none where a number is not recorded, or there are too many to draw."""
    counts = [count for _kind, count in counted]
    total = sum(count or 0 for count in counts)
    if None in counts or not 0 < total <= MOST:
        return Picture()
    places = _places(total)
    kinds = [kind for kind, count in counted for _seat in range(count or 0)]
    radius = max(place[1] for place in places)
    dots = [(round(radius - r * cos(angle) + 10, 1), round(radius - r * sin(angle) + 10, 1), kind)
            for (angle, r), kind in zip(sorted(places), kinds, strict=False)]  # fmt: skip
    return Picture(round(2 * radius + 20), round(radius + 20), dots)


def _places(total: int) -> list[tuple[float, float]]:
    """Angle and radius of each seat, on as many rows as keep them a dot apart."""
    rows = next(rows for rows in range(1, 30) if sum(_fits(rows, row) for row in range(rows)) >= total)
    room = [_fits(rows, row) for row in range(rows)]
    taken = [total * each // sum(room) for each in room]
    for row in sorted(range(rows), key=lambda row: -room[row])[: total - sum(taken)]:
        taken[row] += 1
    return [
        (pi * seat / max(1, count - 1) if count > 1 else pi / 2, _radius(rows, row))
        for row, count in enumerate(taken)
        for seat in range(count)
    ]


def _radius(rows: int, row: int) -> float:
    return float(GAP * (rows + 1 + row))


def _fits(rows: int, row: int) -> int:
    return int(pi * _radius(rows, row) / GAP) + 1

"""The balance of a forum: shares by side, sector, gender and region, of those who sit there or are to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from tovchoo.people.models import Forum, Organisation, Seat, Side

from .models import MemberLine, MemberList, Statement


@dataclass(frozen=True)
class Share:
    """One part of a whole: what it is called, how many, and in percent of those who are known."""

    key: str
    label: Any
    count: int
    percent: int | None


@dataclass(frozen=True)
class Balance:
    """All shares, how many there are, and what the forum's own rule says."""

    total: int
    sides: list[Share]
    sectors: list[Share]
    genders: list[Share]
    regions: list[Share]
    least: int | None

    @property
    def non_government(self) -> int | None:
        return next((each.percent for each in self.sides if each.key == Side.NON_GOVERNMENT), None)

    @property
    def breaks_its_rule(self) -> bool:
        """Whether fewer than the forum's rule asks for are non-governmental, as far as sides are known."""
        known = any(each.key and each.count for each in self.sides)
        return self.least is not None and known and (self.non_government or 0) < self.least


GENDERS = {"female": _("women"), "male": _("men"), "other": _("others")}


def of_forum(forum: Forum, day: date) -> Balance:
    """Of the seats that run on a day."""
    rows = Seat.objects.filter(forum=forum).only("count", "side", "since", "until", "person", "organisation__sector")
    seats = [each for each in rows.select_related("organisation").order_by() if each.runs_on(day)]
    said = Statement.objects.in_bulk([each.person_id for each in seats if each.person_id], field_name="person_id")
    people = [
        (each.side, each.organisation.sector if each.organisation else "", said.get(each.person_id), each.count or 0)
        for each in seats
    ]
    return balance(
        forum, ((side, sector, s.gender if s else "", s.region if s else "", n) for side, sector, s, n in people)
    )


def of_list(members: MemberList) -> Balance:
    """Of the lines that are taken."""
    taken = members.lines.filter(decision=MemberLine.Decision.TAKE).order_by()
    rows = taken.values_list("side", "sector", "gender", "region")
    return balance(members.forum, ((*row, 1) for row in rows))


def balance(forum: Forum, rows: Iterable[tuple[str, str, str, str, int]]) -> Balance:
    """Counted: side, sector, gender, region and how many."""
    counted: list[Counter[str]] = [Counter(), Counter(), Counter(), Counter()]
    total = 0
    for *parts, number in rows:
        total += number
        for counter, part in zip(counted, parts, strict=True):
            counter[str(part)] += number
    sides, sectors, genders, regions = counted
    return Balance(
        total,
        _shares(sides, dict(Side.choices)),
        _shares(sectors, dict(Organisation.Sector.choices)),
        _shares(genders, GENDERS),
        _shares(regions, {}),
        forum.least_non_government,
    )


def _shares(counted: Counter[str], labels: dict[Any, Any]) -> list[Share]:
    """In the order of the labels, then by size; those not known last, and outside the percentages."""
    known = sum(number for key, number in counted.items() if key)
    order = [*labels, *(key for key, _n in counted.most_common() if key and key not in labels)]
    shares = [
        Share(key, labels.get(key, key), counted[key], round(100 * counted[key] / known))
        for key in order
        if counted[key]
    ]
    return [*shares, Share("", "", counted[""], None)] if counted[""] else shares

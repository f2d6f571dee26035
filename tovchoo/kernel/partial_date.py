"""Dates as exact as they are known: 2023, 2023-11, 2023-11-08, or an interval of two such."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache, total_ordering
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from markupsafe import Markup

from .languages import interface

LONGEST = 21  # letters: two days with a stroke between them
ONE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
FRONT_VOWEL_MONTHS = frozenset({1, 4, 9, 11})  # нэг, дөрөв, ес, арван нэг: дүгээр; the others: дугаар


@total_ordering
class PartialDate:
    """Knows its first and last possible day; prints no more than is known."""

    def __init__(self, text: str) -> None:
        """Read ISO 8601, shortened or as an interval with `/`; raises ValueError with what would be right."""
        if len(text) > LONGEST:
            raise ValueError(_("a date is written 2023, 2023-11 or 2023-11-08"))
        self.text = text
        ends = [_read(end) for end in text.split("/")]
        if len(ends) > 2:
            raise ValueError(_("an interval has two dates, as 2023-11-01/2023-12-26"))
        self.parts = ends[0] if len(ends) == 1 else None
        self.first, self.last = _first(ends[0]), _last(ends[-1])
        if _first(ends[-1]) < _first(ends[0]):
            raise ValueError(_("the interval ends before it begins"))

    def __str__(self) -> str:
        return " – ".join(_long(_read(end)) for end in self.text.split("/"))

    def __html__(self) -> str:
        if "/" in self.text:
            return Markup(str(self))
        return Markup(f'<time datetime="{self.text}">{self}</time>')

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"

    @property
    def short(self) -> str:
        """For narrow places: 8 Nov 2023, 2023.11.08."""
        return " – ".join(_short(_read(end)) for end in self.text.split("/"))

    @property
    def is_exact(self) -> bool:
        return self.first == self.last

    @property
    def _order(self) -> tuple[date, int, date]:
        return (self.last, (self.last - self.first).days, self.first)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self.text == other.text

    def __lt__(self, other: PartialDate) -> bool:
        """An inexact date comes after the exact ones of its span."""
        return self._order < other._order

    def __hash__(self) -> int:
        return hash(self.text)


Parts = tuple[int, int | None, int | None]


def _read(text: str) -> Parts:
    match = ONE.fullmatch(text)
    if not match:
        raise ValueError(_("a date is written 2023, 2023-11 or 2023-11-08"))
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValueError(_("there is no such day in the calendar")) from None
    return year or 0, month, day


def _first(parts: Parts) -> date:
    year, month, day = parts
    return date(year, month or 1, day or 1)


def _last(parts: Parts) -> date:
    year, month, day = parts
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def _long(parts: Parts) -> str:
    year, month, day = parts
    if interface() == "mn":
        return _long_mongolian(year, month, day)
    return " ".join(str(part) for part in (day, month and MONTHS[month - 1], year) if part)


def _long_mongolian(year: int, month: int | None, day: int | None) -> str:
    if not month:
        return f"{year} он"
    ordinal = "дүгээр" if month in FRONT_VOWEL_MONTHS else "дугаар"
    return f"{year} оны {month} {ordinal} " + (f"сарын {day}" if day else "сар")


def _short(parts: Parts) -> str:
    year, month, day = parts
    if interface() == "mn":
        return ".".join(f"{part:02d}" for part in parts if part)
    return " ".join(str(part) for part in (day, month and MONTHS[month - 1][:3], year) if part)


@lru_cache(maxsize=4096)  # a date never changes; the same few come back again and again
def known(text: str | None) -> PartialDate | None:
    """The date that a stored text says, or None where it says nothing."""
    return PartialDate(text) if text else None


if TYPE_CHECKING:
    _Text = models.CharField[PartialDate | str | None, PartialDate | None]
else:
    _Text = models.CharField


class PartialDateField(_Text):
    """Stores a `PartialDate` as its text; null where no date is recorded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": LONGEST, "null": True, "blank": True} | kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return known(value)

    def to_python(self, value: Any) -> PartialDate | None:
        if not value or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> str | None:
        return (value.text if isinstance(value, PartialDate) else str(value)) if value else None

    def run_validators(self, value: Any) -> None:
        super().run_validators(value.text if isinstance(value, PartialDate) else value)

    def formfield(self, **kwargs: Any) -> Any:
        from .inputs import PartialDateInput

        return PartialDateInput(label=capfirst(self.verbose_name), required=not self.blank, help_text=self.help_text)

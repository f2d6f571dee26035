"""Lists of members as people have them: .xlsx and .csv files, read row by row.

A sheet is read as a person reads it: titles, headers repeated on each page, totals and empty rows are passed over, a
merged cell speaks for all that it covers, a heading in the list for all below it. Whatever its size, a file is never
held in memory; and nothing in it is ever run, fetched or followed.
"""

from __future__ import annotations

import codecs
import csv
import math
import re
import zlib
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from io import TextIOWrapper
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from tovchoo.kernel.folding import skeleton
from tovchoo.kernel.localized import Localized

from .member_columns import (
    KEPT, Column, Doubt, Header, Place, Row, clean, gender_of, harm_in, header_in, on_one_line, other_letters, parted,
    place_of, role_of,
)  # fmt: skip

__all__ = ["Doubt", "Line", "Unreadable", "count_rows", "lines", "rows"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = frozenset({"application/csv", "application/vnd.ms-excel", "application/octet-stream", ""})  # .csv, as told
MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 20_000, 60, 200_000_000
HEADER_WITHIN = 30  # rows
TOTAL = re.compile(
    r"(?:нийт|бүгд|дүн|grand total|total)(?:[\W\d]|дүн|хүн|гишүүн|байгууллага|member|people|person|organi[sz]ation|s)*",
    re.IGNORECASE,
)
LISTED = re.compile(r"[\W\d]*|[IVX]+\W*|[A-ZА-ЯӨҮ]\W*")  # what a column of numbers holds


class Unreadable(Exception):
    """The file is no list of members; `says` tells its owner why, in a sentence."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


@dataclass(frozen=True)
class Line:
    """What a row says about one member; empty where it says nothing that is understood."""

    number: int  # of the row, as the spreadsheet counts
    name: Localized  # of the person
    organisation: Localized
    position: Localized
    side: str
    sector: str
    role: str
    email: str
    gender: str
    region: str
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Sheet:
    """Where the list was found: its header, how to read its rows from the first, and how to count them."""

    header: Header
    read: Callable[[], Iterator[Row]]
    last: Callable[[], int]


def rows(file: BinaryIO, media_type: str) -> Iterator[tuple[int, list[str]]]:
    """All rows of the list with what is above it, as texts. `Unreadable` comes with the first row asked for."""
    with _opened(file, media_type) as sheet:
        for row in sheet.read():
            yield row.number, row.cells


def count_rows(file: BinaryIO, media_type: str) -> int:
    """The number of the last row that holds something: what the numbers of lines go up to."""
    with _opened(file, media_type) as sheet:
        return sheet.last()


def lines(file: BinaryIO, media_type: str) -> Iterator[Line]:
    """The members that a list names, one by one. `Unreadable` comes with the first line asked for."""
    with _opened(file, media_type) as sheet:
        line, reader = None, _Reader(sheet.header)
        for row in sheet.read():
            if line := reader.line(row):
                yield line
        if not reader.found:
            raise Unreadable(_("There is nothing below the header of the list."))


# --- members ----------------------------------------------------------------------------------------------------------


class _Reader:
    """Goes down a list, and remembers what a reader would: the heading above, and where a name stood already."""

    def __init__(self, header: Header) -> None:
        self.header, self.found = header, 0
        self.place = Place()
        self.waiting: list[Doubt] = []  # for the next line
        self.seen: dict[str, dict[int, int]] = {"name": {}, "organisation": {}}  # hashes, so that it stays small

    def line(self, row: Row) -> Line | None:
        """What a row says, unless it is none of a member."""
        self.waiting += row.notes
        if row.number <= self.header.last or self._says_nothing(row):
            return None
        if self._is_repeated(row) or _is_total(row) or self._is_heading(row):
            return None
        self.found += 1
        member = _Member(self.header, row, self.place)
        doubts = (*self.waiting, *member.doubts(), *self._twice(member))
        self.waiting.clear()
        return Line(row.number, **member.texts, **member.words, doubts=tuple(dict.fromkeys(doubts)))

    def _says_nothing(self, row: Row) -> bool:
        """Whether all that is kept of a row comes from a merged cell above; a heading may stand anywhere."""
        own = [at for at, text in enumerate(row.cells) if clean(text) and at not in row.above]
        kept = [at for at in own if at in self.header.known or not LISTED.fullmatch(clean(row.cells[at]))]
        return not any(at in self.header.known for at in own) and not (kept and self._spans(row, kept))

    def _spans(self, row: Row, kept: list[int]) -> bool:
        """Whether what stands outside of the columns that are kept could be a heading: it is all there is."""
        number = [at for at, _column in self.header.of("number")]
        return len({row.cells[at] for at in kept}) == 1 and kept[0] <= max([*number, 0])

    def _is_repeated(self, row: Row) -> bool:
        """After a page break the header comes again, and often the title above it."""
        texts = [clean(text) for text in row.cells]
        said = {text for text in texts if text}
        again = any(_agree(texts, header) for header in self.header.texts)
        ruler = [str(number) for number in range(1, len(said) + 1)]
        return again or said <= self.header.titles or (len(said) > 2 and [text for text in texts if text] == ruler)

    def _is_heading(self, row: Row) -> bool:
        """A row with one text that names a side or a sector, or that is as wide as the list: it ends the one above."""
        texts = {on_one_line(clean(text)) for at, text in enumerate(row.cells) if self._may_head(row, at)}
        if len(texts) != 1:
            return False
        text = texts.pop()
        place = place_of(text)
        if not place and not self._is_wide(row):
            return False
        says = _("The heading “%(text)s” names no side or sector that is understood.")
        self.waiting = [doubt for doubt in self.waiting if doubt.code != "unknown_heading"]
        self.waiting += [] if place else [Doubt("unknown_heading", says % {"text": text})]
        self.place = place or Place()
        return True

    def _may_head(self, row: Row, at: int) -> bool:
        column = self.header.columns[at] if at < len(self.header.columns) else None
        text = clean(row.cells[at])
        return bool(text) and not (column and column.kind == "number" and LISTED.fullmatch(text))

    def _is_wide(self, row: Row) -> bool:
        known = self.header.known
        alone = {at for at in known if row.cells[at : at + 1] and clean(row.cells[at])}
        outside = not alone and bool(self.header.columns)
        return outside or any(left <= known[0] and right >= known[-1] for left, right in row.wide)

    def _twice(self, member: _Member) -> Iterator[Doubt]:
        """A name that an earlier row has, in the same letters or others; a merged cell says it once."""
        says = {
            "name": _("The same person stands in row %(row)s."),
            "organisation": _("The same organisation stands in row %(row)s."),
        }
        for kind, seen in self.seen.items():
            keys = [hash(key) for text in member.texts[kind].values() if (key := skeleton(text))]
            earlier = next((seen[key] for key in keys if key in seen), 0)
            seen.update({key: member.row.number for key in keys if key not in seen})
            if earlier and not member.is_covered(kind):
                yield Doubt(f"same_{'person' if kind == 'name' else kind}", says[kind] % {"row": earlier})


class _Member:
    """One row of a list, taken apart."""

    def __init__(self, header: Header, row: Row, above: Place) -> None:
        self.header, self.row = header, row
        self.unknown: list[Doubt] = []
        self.texts = {"name": self._name(), **{kind: self._text(kind) for kind in ("organisation", "position")}}
        self.words = self._place(above) | {
            "role": self._word("role", role_of),
            "gender": self._word("gender", gender_of),
            "email": self._email(),
            "region": on_one_line(self._said("region")),
        }

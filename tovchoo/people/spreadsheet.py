"""Lists of members as people have them: .xlsx and .csv files, read row by row.

A sheet is read as a person reads it: titles, headers repeated on each page, totals and empty rows are passed over, a
merged cell speaks for all that it covers, a heading in the list for all below it. Whatever its size, a file is never
held in memory; and nothing in it is ever run, fetched or followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from tovchoo.kernel.folding import skeleton
from tovchoo.kernel.localized import Localized

from .member_columns import (
    Doubt,
    Header,
    Place,
    Row,
    clean,
    on_one_line,
    place_of,
)  # fmt: skip

__all__ = ["Doubt", "Line", "Unreadable", "count_rows", "lines", "rows"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = frozenset({"application/csv", "application/vnd.ms-excel", "application/octet-stream", ""})  # .csv, as told
MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 20_000, 60, 200_000_000
HEADER_WITHIN = 30  # rows
TOTAL = re.compile(
    r"(?:нийт|бүгд|дүн|grand total|total)(?:[\W\d]|дүн|хүн|гишүүн|гишүүд|байгууллага|member|people|person|organi[sz]ation|s)*",
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
        reader = _Reader(sheet.header)
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
        self.numbers = {at for at, _column in header.of("number")}
        self.place = Place()
        self.waiting: list[Doubt] = []  # for the next line
        self.seen: dict[str, dict[int, int]] = {"name": {}, "organisation": {}}  # hashes, so that it stays small

    def line(self, row: Row) -> Line | None:
        """What a row says, unless it is none of a member."""
        self.waiting += row.notes
        own = {at: clean(text) for at, text in enumerate(row.cells) if at not in row.above}
        own = {at: text for at, text in own.items() if text}
        if row.number <= self.header.last or self._is_furniture(own) or self._is_heading(row, own):
            return None
        return self._line(row) if own.keys() & self.header.known else None

    def _line(self, row: Row) -> Line:
        self.found += 1
        member = Member(self.header, row, self.place)
        doubts = (*self.waiting, *member.doubts, *self._twice(member))
        self.waiting.clear()
        return Line(row.number, **member.texts, **member.words, doubts=tuple(dict.fromkeys(doubts)))

    def _is_furniture(self, own: dict[int, str]) -> bool:
        """A total; the header again, after a page break; the numbers of its columns below it."""
        texts = list(own.values())
        again = len(own) > 1 and any(own.items() <= dict(enumerate(header)).items() for header in self.header.texts)
        ruler = len(own) > 2 and texts == [str(number) for number in range(1, len(own) + 1)]
        said = [text for text in texts if not LISTED.fullmatch(text)]
        return again or ruler or bool(said and all(TOTAL.fullmatch(text) for text in said))

    def _is_heading(self, row: Row, own: dict[int, str]) -> bool:
        """A row with one text, as wide as the list or naming a side or sector: the heading above it ends there."""
        said = {at: text for at, text in own.items() if at not in self.numbers or not LISTED.fullmatch(text)}
        text = on_one_line(min(said.values(), default=""))
        place = place_of(text)
        if len(set(said.values())) != 1 or not (self._is_wide(row, said) or (place and self._stands_out(own, said))):
            return False
        if text not in self.header.titles:  # else it is the title of the next page
            self.place = place or Place()
            self._wonder_at(text if not place else "")
        return True

    def _is_wide(self, row: Row, said: dict[int, str]) -> bool:
        first, last = min(self.header.known), max(self.header.known)
        return bool(self.numbers & said.keys()) or any(left <= first and right >= last for left, right in row.wide)

    def _stands_out(self, own: dict[int, str], said: dict[int, str]) -> bool:
        """Whether a text alone in its row can be a heading: the row has no number where the others have one."""
        kinds = {column.kind for at in said if (column := self.header.column(at))}
        unnumbered = not any(own[at][:1].isdigit() for at in self.numbers & own.keys())
        alone = unnumbered if self.numbers else len(self.header.known) > 1
        return alone and kinds <= {"name", "given", "family", "organisation", "position"}

    def _wonder_at(self, heading: str) -> None:
        """The line below a heading that is not understood says so."""
        says = _("The heading “%(text)s” above names no side or sector that is understood.")
        self.waiting = [doubt for doubt in self.waiting if doubt.code != "unknown_heading"]
        self.waiting += [Doubt("unknown_heading", says % {"text": heading})] if heading else []

    def _twice(self, member: Member) -> Iterator[Doubt]:
        """A name that an earlier row has, in the same letters or others."""
        if row := self._earlier("name", member):
            yield Doubt("same_person", _("The same person stands in row %(row)s.") % {"row": row})
        if (row := self._earlier("organisation", member)) and not member.is_covered("organisation"):
            yield Doubt("same_organisation", _("The same organisation stands in row %(row)s.") % {"row": row})

    def _earlier(self, kind: str, member: Member) -> int:
        seen = self.seen[kind]
        keys = [hash(key) for text in member.texts[kind].values() if (key := skeleton(text))]
        earlier = next((seen[key] for key in keys if key in seen), 0)
        for key in keys:
            seen.setdefault(key, member.number)
        return earlier


# --- .xlsx ------------------------------------------------------------------------------------------------------------

ROW, CELL, VALUE, FORMULA, INLINE, TEXT, PHONETIC, STRING, MERGED = (
    f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "c", "v", "f", "is", "t", "rPh", "si", "mergeCell")
)
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how the format writes signs that XML cannot hold
PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, etree.LxmlError, csv.Error, UnicodeError)


class Merge(NamedTuple):
    """Cells that are one on the sheet; columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


class _Strings:
    """The texts of a workbook, on disk: openpyxl would hold all of them in memory."""

    def __init__(self, store: IO[bytes], xml: IO[bytes] | None) -> None:
        self.store, self.ends = store, array("Q", [0])
        for element in _elements(xml, STRING) if xml else ():
            self.ends.append(self.ends[-1] + store.write(_shown(element).encode()))

    def __getitem__(self, at: int) -> str:
        start, end = self.ends[at : at + 2]
        self.store.seek(start)
        return self.store.read(end - start).decode()


class _Workbook:
    """What openpyxl knows of a workbook without its sheets, which are read here as a stream."""

    def __init__(self, file: BinaryIO, store: IO[bytes]) -> None:
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        self.archive: ZipFile = reader.archive
        if sum(part.file_size for part in self.archive.infolist()) > MOST_BYTES:
            raise Unreadable(_("The file is too large once it is unpacked."))
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(self.archive, reader.wb)
        self.book, strings = reader.wb, reader.package.find(SHARED_STRINGS)
        found = [(sheet, part) for sheet, part in reader.parser.find_sheets() if "chartsheet" not in part.Type]
        self.sheets = [part.target for sheet, part in found if sheet.state == "visible"]
        with self.archive.open(strings.PartName[1:]) if strings else closing(_Nothing()) as xml:
            self.strings = _Strings(store, xml if strings else None)

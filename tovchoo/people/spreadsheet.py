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
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from io import TextIOWrapper
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _

from tovchoo.kernel.folding import skeleton
from tovchoo.kernel.localized import Localized

from .member_columns import HEADER_WITHIN, Doubt, Header, Member, Place, Row, header_in, on_one_line, place_of

__all__ = ["Doubt", "Line", "Row", "Unreadable", "every_sheet", "lines", "rows", "survey"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = frozenset(
    {"application/csv", "application/vnd.ms-excel", "application/octet-stream", ""}
)  # what .csv is called
MOST_ROWS, MOST_COLUMNS, MOST_MERGES = 20_000, 60, 50_000
MOST_BYTES, MOST_BYTES_AT_ONCE = 200_000_000, 8_000_000  # unpacked: of all parts, of one that openpyxl reads whole
STREAMED = ("xl/worksheets/", "xl/sharedStrings.xml", "xl/media/")
COUNTED = "дүн|хүн|гишүүн|гишүүд|байгууллага|members?|people|persons?|organi[sz]ations?"
TOTAL = re.compile(rf"(?:нийт|бүгд|дүн|grand total|total)(?:[\W\d]|{COUNTED})*", re.IGNORECASE)
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


def rows(file: BinaryIO, media_type: str) -> Iterator[tuple[int, list[str]]]:
    """All rows of the list and what is above it, as texts. `Unreadable` comes with the first row asked for."""
    with _opened(file, media_type) as sheet:
        for row in sheet.read():
            yield row.number, row.cells


class Survey(NamedTuple):
    """What is known of a list before its lines are read."""

    rows: int  # the number of the last row that holds something: what the numbers of lines go up to
    unread: Mapping[int, str]  # the columns that are not understood, by their places


def survey(file: BinaryIO, media_type: str) -> Survey:
    """How long a list is, and what of it is not understood."""
    with _opened(file, media_type) as sheet:
        return Survey(sheet.last(), sheet.header.unread)


def lines(file: BinaryIO, media_type: str, kinds: Mapping[int, str] | None = None) -> Iterator[Line]:
    """The members that a list names, one by one; `kinds` are what a person says that columns hold. `Unreadable` comes
    with the first line asked for."""
    with _opened(file, media_type) as sheet:
        reader = _Reader(sheet.header.said_to_hold(kinds or {}))
        for row in sheet.read():
            if line := reader.line(row):
                yield line
        if not reader.found:
            raise Unreadable(_("There is nothing below the header of the list."))


def every_sheet(file: BinaryIO, media_type: str) -> Iterator[Iterator[Row]]:
    """The rows of each sheet that holds something, whatever it is a list of; the same limits, the same care."""
    file.seek(0)
    try:
        if file.read(2) == b"PK":
            with TemporaryFile() as store, _workbook(file, store) as book:
                yield from (book.rows(path) for path in book.sheets if book.last(path))
        elif media_type != XLSX and (media_type.startswith("text/") or media_type in PLAIN):
            yield _csv_rows(file, encoding := _encoding(file), _delimiter(file, encoding))
        else:
            raise BadZipFile("neither")
    except BROKEN:
        raise _no_table()


def _delimiter(file: BinaryIO, encoding: str) -> str:
    """The one that parts most cells in the first rows."""
    return max(",;\t", key=lambda each: sum(len(row.cells) for row in _top(_csv_rows(file, encoding, each))))


# --- members ----------------------------------------------------------------------------------------------------------


class _Reader:
    """Goes down a list, and remembers what a reader would: the heading above, and where a name stood already."""

    def __init__(self, header: Header) -> None:
        self.header, self.found = header, 0
        self.numbers = {at for at, _column in header.of("number")}
        self.place = Place()
        self.waiting: list[Doubt] = []  # for the next line
        self.people: dict[int, int] = {}  # the row of a name by its hash, so that a long list stays small
        self.organisations: dict[int, int] = {}

    def line(self, row: Row) -> Line | None:
        """What a row says, unless it is none of a member."""
        self.waiting += row.notes
        own = {at: text for at, text in enumerate(row.texts) if text and at not in row.above}
        if row.number <= self.header.last or self._is_furniture(own) or self._is_heading(row, own):
            return None
        return self._line(row) if (own.keys() | row.lost) & self.header.known else None

    def _line(self, row: Row) -> Line:
        self.found += 1
        member = Member(self.header, row, self.place)
        doubts = tuple(dict.fromkeys((*self.waiting, *member.doubts, *self._twice(member))))
        self.waiting.clear()
        names = member.name, member.organisation, member.position
        words = member.side, member.sector, member.role, member.email, member.gender, member.region
        return Line(row.number, *names, *words, doubts)

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
        if len(set(said.values())) != 1:
            return False
        text = on_one_line(next(iter(said.values())))
        place = place_of(text)
        if not self._is_wide(row, said) and not (place and self._stands_out(own, said)):
            return False
        if text not in self.header.titles:  # else it is the title of the next page
            self.place = place or Place()
            self._wonder_at("" if place else text)
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
        if row := _earlier(self.people, member.name, member.number):
            yield Doubt("same_person", _("The same person stands in row %(row)s.") % {"row": row})
        row = _earlier(self.organisations, member.organisation, member.number)
        if row and not member.is_covered("organisation"):
            yield Doubt("same_organisation", _("The same organisation stands in row %(row)s.") % {"row": row})


def _earlier(seen: dict[int, int], name: Localized, number: int) -> int:
    """The row in which a name stood first; 0 where it is this one."""
    keys = [hash(key) for text in name.values() if (key := skeleton(text))]
    earlier = next((seen[key] for key in keys if key in seen), 0)
    seen.update({key: number for key in keys if key not in seen})
    return earlier


# --- .xlsx ------------------------------------------------------------------------------------------------------------

SHEET_MAIN_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
ROW, CELL, VALUE, FORMULA, INLINE, TEXT, PHONETIC, STRING, MERGED = (
    f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "c", "v", "f", "is", "t", "rPh", "si", "mergeCell")
)
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how the format writes signs that XML cannot hold
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
TRUTH = {"1": "TRUE", "0": "FALSE"}


class Merge(NamedTuple):
    """Cells that are one on the sheet; columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


class _Strings:
    """The texts of a workbook, on disk: openpyxl would hold all of them in memory."""

    def __init__(self, store: IO[bytes]) -> None:
        self.store, self.ends = store, array("I", [0])

    def add(self, text: str) -> None:
        """The next one; cells name it by its place."""
        _refuse_beyond(len(self.ends) // MOST_COLUMNS)
        self.ends.append(self.ends[-1] + self.store.write(text.encode()))

    def __getitem__(self, at: int) -> str:
        if not 0 <= at < len(self.ends) - 1:
            return ""
        self.store.seek(self.ends[at])
        return self.store.read(self.ends[at + 1] - self.ends[at]).decode()


class _Workbook:
    """What openpyxl knows of a workbook; its sheets and texts are read here, as a stream. It is imported here: a server
    that reads no workbook does without its 14 MB."""

    def __init__(self, file: BinaryIO, store: IO[bytes]) -> None:
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.styles.stylesheet import apply_stylesheet
        from openpyxl.utils.datetime import from_excel

        self.from_excel = from_excel
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        self.archive: ZipFile = reader.archive
        _refuse_what_cannot_be_unpacked(self.archive)
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(self.archive, reader.wb)
        self.book, self.strings = reader.wb, _Strings(store)
        self.sheets = [part.target for sheet, part in reader.parser.find_sheets() if _is_shown(sheet, part)]
        if part := reader.package.find(SHARED_STRINGS):
            for element in _elements(self.archive, part.PartName.lstrip("/"), STRING):
                self.strings.add(_shown(element))

    def rows(self, path: str) -> Iterator[Row]:
        """The rows of a sheet that hold something, with merged cells filled."""
        merged = (_merge(element.get("ref", "")) for element in _elements(self.archive, path, MERGED))
        merges = list(islice((merge for merge in merged if merge.left < MOST_COLUMNS), MOST_MERGES + 1))
        _refuse_beyond(MOST_ROWS + 1 if len(merges) > MOST_MERGES else 0)
        return _filled((self._row(number, element) for number, element in self._numbered(path)), sorted(merges))

    def last(self, path: str) -> int:
        """The number of the last row that holds something."""
        return max((number for number, _element in self._numbered(path)), default=0)

    def _numbered(self, path: str) -> Iterator[tuple[int, Any]]:
        number = 0
        for element in _elements(self.archive, path, ROW):
            told = element.get("r", "")
            number = int(told) if PLACE.fullmatch(f"A{told}") else number + 1
            if any(_is_written(cell) for cell in element.iter(CELL)):
                _refuse_beyond(number)
                yield number, element

    def _row(self, number: int, element: Any) -> Row:
        """The cells of a row as texts; those that the file leaves out are empty."""
        cells, lost, at = list[str](), set(), -1
        for cell in element.iter(CELL):
            place = PLACE.match(cell.get("r", ""))
            at = _column(place[1]) if place else at + 1
            _refuse_beyond(0, at + 1 if _is_written(cell) else 0)
            if at < MOST_COLUMNS:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = self._text(cell)
                lost |= {at} if _is_lost(cell) else set()
        hidden = element.get("hidden") in ("1", "true") or element.get("ht") == "0"
        return Row(number, cells, hidden, frozenset(lost))

    def _text(self, cell: Any) -> str:
        kind, value = cell.get("t", "n"), cell.findtext(VALUE) or ""
        if kind == "inlineStr":
            return "".join(_shown(element) for element in cell.iter(INLINE))
        if kind == "s":
            return self.strings[int(value)] if value.isdecimal() else ""
        if kind == "n":
            return self._number(value, cell.get("s", "0")) if value else ""
        return {"b": TRUTH.get(value, value), "e": ""}.get(kind, _unescaped(value))

    def _number(self, value: str, style: str) -> str:
        """A day where its style says so, else the figure without what only a computer would write."""
        try:
            number, kind = float(value), int(style)
            if kind in self.book._date_formats:
                return _day(self.from_excel(number, self.book.epoch, timedelta=kind in self.book._timedelta_formats))
        except (ValueError, OverflowError):
            return value
        return str(int(number)) if math.isfinite(number) and number.is_integer() else f"{number:.15g}"


def _is_shown(sheet: Any, part: Any) -> bool:
    return sheet.state == "visible" and "chartsheet" not in part.Type


def _refuse_what_cannot_be_unpacked(archive: ZipFile) -> None:
    """Before anything is unpacked: no more is read of a part than the archive says it holds."""
    parts = archive.infolist()
    at_once = (part.file_size for part in parts if not part.filename.startswith(STREAMED))
    if sum(part.file_size for part in parts) > MOST_BYTES or max(at_once, default=0) > MOST_BYTES_AT_ONCE:
        raise Unreadable(_("The file is too large once it is unpacked."))
    if any(part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise BadZipFile("locked, or packed in an unusual way")


def _refuse_beyond(row: int, column: int = 0) -> None:
    if row > MOST_ROWS or column > MOST_COLUMNS:
        says = _("The list is too large: at most %(rows)s rows and %(columns)s columns are read.")
        raise Unreadable(says % {"rows": MOST_ROWS, "columns": MOST_COLUMNS})


def _elements(archive: ZipFile, path: str, tag: str) -> Iterator[Any]:
    """Elements of a part of the file one by one; none stays in memory, and no entity is followed."""
    from lxml import etree

    safely = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    with archive.open(path) as xml:
        for _event, element in etree.iterparse(xml, events=("end",), tag=(tag, ROW), **safely):
            if element.tag == tag:
                yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _shown(element: Any) -> str:
    """A text of one or many pieces, without the reading aid of East Asian scripts."""
    pieces = (piece.text or "" for piece in element.iter(TEXT) if piece.getparent().tag != PHONETIC)
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two escapes can be one sign


def _is_lost(cell: Any) -> bool:
    """Whether a formula shows nothing that can be read: it was never worked out, or ended in an error."""
    kind = cell.get("t", "n")
    return kind == "e" or (kind != "str" and cell.find(FORMULA) is not None and not cell.findtext(VALUE))


def _is_written(cell: Any) -> bool:
    return bool(cell.findtext(VALUE)) or cell.find(INLINE) is not None or _is_lost(cell)


def _day(value: Any) -> str:
    """As ISO 8601 writes it, without a time that nobody set."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    return str(value)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _merge(reference: str) -> Merge:
    first, _colon, last = reference.partition(":")
    start, end = PLACE.match(first), PLACE.match(last)
    if not start or not end:
        return Merge(0, 0, 0, 0)
    return Merge(int(start[2]), _column(start[1]), int(end[2]), min(_column(end[1]), MOST_COLUMNS - 1))


def _filled(rows: Iterable[Row], merges: list[Merge]) -> Iterator[Row]:
    """Each merged cell says its text in all the places that it covers."""
    coming, current = deque(merges), list[tuple[Merge, str]]()
    for row in rows:
        current = [(merge, text) for merge, text in current if merge.bottom >= row.number]
        while coming and coming[0].top <= row.number:
            merge = coming.popleft()
            text = row.cells[merge.left] if merge.top == row.number and merge.left < len(row.cells) else ""
            current += [(merge, text)] if text and merge.bottom >= row.number else []
        _refuse_beyond(0, len(current))  # unless they lie on each other, no more than there are columns
        for merge, text in current:
            _fill(row, merge, text)
        yield row


def _fill(row: Row, merge: Merge, text: str) -> None:
    width = merge.right + 1 - merge.left
    row.cells += [""] * (merge.right + 1 - len(row.cells))
    row.cells[merge.left : merge.right + 1] = [text] * width
    if merge.top < row.number:
        row.above |= set(range(merge.left, merge.right + 1))
    elif width > 1:
        row.wide.append((merge.left, merge.right))


# --- .csv -------------------------------------------------------------------------------------------------------------

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
GUESSED = "cp1251"
CHUNK = 65536


def _encoding(file: BinaryIO) -> str:
    """What the file says, else UTF-8 where all of it is; the old Cyrillic of Windows is a guess."""
    file.seek(0)
    chunk, decoder = file.read(CHUNK), codecs.getincrementaldecoder("utf-8")()
    if told := next((encoding for mark, encoding in MARKS.items() if chunk.startswith(mark)), ""):
        return told
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = file.read(CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return GUESSED
    return "utf-8"


def _csv_rows(file: BinaryIO, encoding: str, delimiter: str) -> Iterator[Row]:
    """The records of a file that hold something; one with line breaks in it is one row, as a spreadsheet counts."""
    file.seek(0)
    text = TextIOWrapper(file, encoding, errors="replace", newline="")
    says = _("The file does not say how its letters are encoded, so this is a guess; look at Ө and Ү.")
    notes = (Doubt("encoding", says),) if encoding == GUESSED else ()
    try:
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter), 1):
            if last := max((at for at, each in enumerate(cells, 1) if each.strip()), default=0):
                _refuse_beyond(number, last)
                yield Row(number, cells[:last], notes=notes)
                notes = ()
    finally:
        if not file.closed:
            text.detach()


# --- where the list is ------------------------------------------------------------------------------------------------

BROKEN = (BadZipFile, zlib.error, EOFError, SyntaxError, csv.Error)  # lxml's own are of SyntaxError


class Source(NamedTuple):
    """A sheet that may hold the list."""

    read: Callable[[], Iterator[Row]]
    last: Callable[[], int]


@dataclass(frozen=True)
class Sheet:
    """Where the list was found: its header, how to read its rows from the first, and how to count them."""

    header: Header
    read: Callable[[], Iterator[Row]]
    last: Callable[[], int]


@contextmanager
def _opened(file: BinaryIO, media_type: str) -> Iterator[Sheet]:
    """The sheet with the list: the first bytes of a file know better than its name what it is."""
    file.seek(0)
    try:
        if file.read(2) == b"PK":
            with TemporaryFile() as store, _workbook(file, store) as book:
                yield _sheet(Source(partial(book.rows, path), partial(book.last, path)) for path in book.sheets)
        elif media_type != XLSX and (media_type.startswith("text/") or media_type in PLAIN):
            yield _sheet(_sources(file, _encoding(file)))
        else:
            raise BadZipFile("neither")
    except BROKEN:
        raise _no_table()


@contextmanager
def _workbook(file: BinaryIO, store: IO[bytes]) -> Iterator[_Workbook]:
    """A file that claims to be a workbook can be wrong in every way; each is said in the same words."""
    try:
        book = _Workbook(file, store)
    except Unreadable:
        raise
    except Exception:
        raise _no_table()
    with book.archive:
        yield book


def _no_table() -> Unreadable:
    says = _("The file is no table that can be read. Save it as .xlsx without a password, or as .csv, and try again.")
    return Unreadable(says)


def _sources(file: BinaryIO, encoding: str) -> Iterator[Source]:
    """The same file with each delimiter that it may have; first the one that parts most titles."""
    reads = [partial(_csv_rows, file, encoding, delimiter) for delimiter in ",;\t"]
    headers = [(header_in(_top(read())), read) for read in reads]
    for _header, read in sorted(headers, key=lambda each: -len(each[0].known) if each[0] else 0):
        yield Source(read, partial(_last, read))


def _last(read: Callable[[], Iterator[Row]]) -> int:
    return max((row.number for row in read()), default=0)


def _top(rows: Iterator[Row]) -> list[Row]:
    return list(islice(rows, 2 * HEADER_WITHIN))


def _sheet(sources: Iterable[Source]) -> Sheet:
    """The first with a header."""
    is_empty = True
    for source in sources:
        top = _top(source.read())
        if header := header_in(top):
            return Sheet(header, *source)
        is_empty = is_empty and not top
    raise Unreadable(_("The file is empty.") if is_empty else _no_header())


def _no_header() -> str:
    says = _(
        "The titles of the columns were not found in the first %(rows)s rows. At least two of these are looked for, "
        "and one of the first three: name, organisation, position, side, sector, role, e-mail, gender, region."
    )
    return says % {"rows": HEADER_WITHIN}

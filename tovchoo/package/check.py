"""Reading a package: every row is looked at before anything is written, and everything wrong is said at once."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

from tovchoo.kernel.folding import mixed_words, skeleton
from tovchoo.kernel.localized import ABOUT, Localized, State
from tovchoo.people.models import Organisation

from .columns import Cells, Wrong
from .place import Place, lines
from .tables import BY_KIND, TABLES, TRANSLATIONS, Table

csv.field_size_limit(16 * 1024**2)
DESCRIPTOR = "datapackage.json"
TRANSLATIONS_FILE = "translations.csv"
FILES = "files/"
Progress = Callable[[str, int], None]
Values = dict[str, Any]


@dataclass(frozen=True)
class Problem:
    """What is wrong in one place of a package. A warning keeps the value; an error keeps everything out."""

    file: str
    row: int | None
    column: str
    value: str
    right: str
    is_warning: bool = False

    def __str__(self) -> str:
        place = [self.file, _("row %d") % self.row if self.row else "", self.column]
        shown = self.value if len(self.value) <= 80 else f"{self.value[:77]}…"
        return ": ".join(filter(None, place)) + (f": “{shown}”" if self.value else "") + f" → {self.right}"


@dataclass
class Reading:
    """One pass over a package: its problems, and what must be remembered to find them."""

    place: Place
    progress: Progress = lambda table, rows: None
    problems: list[Problem] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    translations: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    rows: int = 0

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.is_warning]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_warning]

    def wrong(self, file: str, row: int | None, column: str, value: str, right: str, *, warning: bool = False) -> None:
        self.problems.append(Problem(file, row, column, value, right, warning))

    # --- what a package is made of ------------------------------------------------------------------------------------

    def begin(self) -> bool:
        """Read the descriptor and the states of translation; whether the tables can be read at all."""
        names = self.place.names()
        for needed in [DESCRIPTOR, *(table.file for table in TABLES), TRANSLATIONS_FILE]:
            if needed not in names:
                self.wrong(needed, None, "", "", _("this file must be in the package"))
        for name in sorted(names - {DESCRIPTOR, TRANSLATIONS_FILE} - {table.file for table in TABLES}):
            if not name.startswith(FILES):
                self.wrong(name, None, "", "", _("no such file belongs to a package; documents stand in files/"))
        if not self.errors:
            self._read_descriptor()
        if not self.errors:
            self._read_translations()
        return not self.errors

    def _read_descriptor(self) -> None:
        try:
            with self.place.open(DESCRIPTOR) as file:
                descriptor = json.loads(file.read(8 * 1024**2).decode("utf-8", errors="strict"))
            self.languages = [str(language) for language in descriptor["languages"]]
        except (ValueError, KeyError, TypeError) as error:
            self.wrong(DESCRIPTOR, None, "languages", str(error), _("JSON in UTF-8 with a list of languages"))
            return
        if not self.languages or not all(language.replace("-", "").isalnum() for language in self.languages):
            self.wrong(DESCRIPTOR, None, "languages", str(self.languages), _('codes of languages, as ["mn", "en"]'))

    def _read_translations(self) -> None:
        for number, cells in self.cells(TRANSLATIONS_FILE, list(TRANSLATIONS)):
            text, language, state, of, by = cells
            kind, field_name = text.partition("/")[0], text.rpartition(".")[2]
            fields = [each.name for each in BY_KIND[kind].localized] if kind in BY_KIND else []
            if field_name not in fields:
                self.wrong(TRANSLATIONS_FILE, number, "text", text, _("a text of the record, as plan/nap5.title"))
            elif language not in self.languages:
                self.wrong(TRANSLATIONS_FILE, number, "language", language, _("one of: %s") % ", ".join(self.languages))
            elif state not in (State.OFFICIAL, State.WORKING):
                self.wrong(TRANSLATIONS_FILE, number, "state", state, _("one of: %s") % "official, working")
            elif language in self.translations.setdefault(text, {}):
                self.wrong(TRANSLATIONS_FILE, number, "text", text, _("one row for each text and language"))
            else:
                self.translations[text][language] = {"state": state, "of": of, "by": by}

    # --- rows ---------------------------------------------------------------------------------------------------------

    def cells(self, file: str, header: list[str]) -> Iterator[tuple[int, Cells]]:
        """Rows of a CSV file with their number as a spreadsheet counts them; only those that have the right cells."""
        with self.place.open(file) as stream:
            reader = csv.reader(self._text(file, stream), strict=True)
            first = next(reader, [])
            if not self._header_is_right(file, first, header):
                return
            number = 1
            while True:
                number += 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    self.wrong(file, number, "", str(error), _("CSV as RFC 4180 describes it"))
                    continue
                if len(cells) == len(header):
                    yield number, cells
                else:
                    right = _("%(right)d cells; there are %(found)d") % {"right": len(header), "found": len(cells)}
                    self.wrong(file, number, "", ",".join(cells), right)

    def _text(self, file: str, stream: IO[bytes]) -> Iterator[str]:
        for number, line in enumerate(lines(stream), 1):
            if number == 1 and line.startswith(b"\xef\xbb\xbf"):
                self.wrong(file, 1, "", "U+FEFF", _("UTF-8 without a byte order mark"))
                line = line[3:]
            if b"\x00" in line:
                self.wrong(file, number, "", "U+0000", _("text without NUL bytes"))
                line = line.replace(b"\x00", b"")
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError as error:
                shown = line[error.start : error.start + 8].hex(" ")
                self.wrong(file, number, "", shown, _("UTF-8; another encoding was found"))
                yield line.decode("utf-8", errors="replace")

    def _header_is_right(self, file: str, found: list[str], header: list[str]) -> bool:
        if found == header:
            return True
        for name in header:
            if name not in found:
                self.wrong(file, 1, name, "", _("this column must be there"))
        for name in found:
            if name not in header:
                self.wrong(file, 1, name, "", _("no such column; the columns are: %s") % ", ".join(header))
        if sorted(found) == sorted(header):
            self.wrong(file, 1, "", ",".join(found), _("the columns in this order: %s") % ",".join(header))
        return False

    def values(self, table: Table) -> Iterator[tuple[int, Values]]:
        """The rows of a table as attributes of its model; of a row with faults, every fault is reported."""
        for number, cells in self.cells(table.file, table.header(self.languages)):
            self.rows += 1
            if self.rows % 1000 == 0:
                self.progress(table.name, number)
            values = self._values_of(table, number, cells)
            if values is not None:
                yield number, values

    def _values_of(self, table: Table, number: int, cells: Cells) -> Values | None:
        values: Values = {}
        whole, at = True, 0
        for each in table.columns:
            width = len(each.names(self.languages))
            try:
                values[each.attribute] = each.read(cells[at : at + width], self.languages)
            except Wrong as wrong:
                self.wrong(table.file, number, wrong.column, wrong.value, wrong.right)
                whole = False
            at += width
        return self._with_states(table, values) if whole else None

    def _with_states(self, table: Table, values: Values) -> Values:
        for each in table.localized:
            about = self.translations.get(f"{table.kind}/{values['id']}.{each.name}")
            if about:
                values[each.attribute] = Localized(values[each.attribute] | {ABOUT: about})
        return values


def check(place: Place, progress: Progress = lambda table, rows: None) -> Reading:
    """Look at the whole package and write nothing; what is wrong is in `.errors`, what is doubtful in `.warnings`."""
    reading = Reading(place, progress)
    if reading.begin():
        _Checker(reading).check_all()
    return reading


class _Checker:
    """What must hold between rows: ids once, references that lead somewhere, dates in order, names that stand twice."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.known: dict[str, set[str]] = defaultdict(set)
        self.awaited: list[tuple[str, str, str, int, str]] = []  # kind, id, file, row, column
        self.taken: dict[tuple[Any, ...], int] = {}
        self.names: dict[str, tuple[int, str]] = {}
        self.files: dict[str, Values] = {}

    def check_all(self) -> None:
        for table in TABLES:
            for number, values in self.reading.values(table):
                self._row(table, number, values)
        self._references()
        self._translations()
        self._files()

    def _row(self, table: Table, number: int, values: Values) -> None:
        self._once(table, number, values)
        self._spans(table, number, values)
        for each in table.columns:
            value = values[each.attribute]
            for kind, identity in each.refers_to(value):
                if identity not in self.known[kind]:
                    self.awaited.append((kind, identity, table.file, number, each.name))
            self._spelling(table, number, each.name, value)
        if table.model is Organisation:
            self._stands_twice(table, number, values)
        if table.kind == "document" and values["file"]:
            self.files[values["file"]] = values | {"row": number}

    def _once(self, table: Table, number: int, values: Values) -> None:
        if values["id"] in self.known[table.kind]:
            self.reading.wrong(table.file, number, "id", values["id"], _("an id that no other row has"))
        self.known[table.kind].add(values["id"])
        for fields in table.unique_together:
            key = (table.kind, *(values.get(name, values.get(f"{name}_id")) for name in fields))
            first = self.taken.setdefault(key, number)
            if first != number:
                right = _("another one: row %(row)d has the same %(columns)s")
                told = right % {"row": first, "columns": ", ".join(fields)}
                self.reading.wrong(table.file, number, fields[-1], str(key[-1]), told)

    def _spans(self, table: Table, number: int, values: Values) -> None:
        for start, end in table.spans:
            first, last = values[start], values[end]
            if first and last and last.last < first.first:
                right = _("a date not before %(date)s, with which it begins") % {"date": first.text}
                self.reading.wrong(table.file, number, table.written(end), last.text, right)

    def _spelling(self, table: Table, number: int, column: str, value: Any) -> None:
        for text in _texts(value):
            if "  " in text:
                self.reading.wrong(table.file, number, column, text, _("single spaces; kept as it is"), warning=True)
            if not text.isascii() and (mixed := mixed_words(text)):
                right = _("one alphabet within a word: %s; kept as it is") % ", ".join(mixed[:3])
                self.reading.wrong(table.file, number, column, text, right, warning=True)

    def _stands_twice(self, table: Table, number: int, values: Values) -> None:
        for name in {skeleton(text) for text in (*_texts(values["name"]), *values["aliases"])} - {""}:
            row, other = self.names.setdefault(name, (number, values["id"]))
            if row != number:
                right = _("one row for one organisation: row %(row)d, %(other)s, bears the same name") % {
                    "row": row,
                    "other": other,
                }
                self.reading.wrong(table.file, number, "name", f"{values['id']}: {name}", right, warning=True)

    def _references(self) -> None:
        for kind, identity, file, number, column in self.awaited:
            if identity not in self.known[kind]:
                right = _("the id of a row in %s") % BY_KIND[kind].file
                self.reading.wrong(file, number, column, identity, right)

    def _translations(self) -> None:
        for text in self.reading.translations:
            kind, _slash, rest = text.partition("/")
            if rest.rpartition(".")[0] not in self.known[kind]:
                self.reading.wrong(TRANSLATIONS_FILE, None, "text", text, _("a text of an entry in the package"))

    def _files(self) -> None:
        names = self.reading.place.names()
        for name, values in self.files.items():
            if not name.startswith(FILES) or name not in names:
                self.reading.wrong("documents.csv", values["row"], "file", name, _("a file of the package, in files/"))
                continue
            size, digest = _measure(self.reading.place.open(name))
            for column, found in (("sha256", digest), ("size", size)):
                if values[column] != found:
                    self.reading.wrong("documents.csv", values["row"], column, str(values[column]), str(found))
        for name in sorted(each for each in names if each.startswith(FILES) and each not in self.files):
            self.reading.wrong(name, None, "", "", _("a row in documents.csv for each file"))


def _texts(value: Any) -> list[str]:
    if isinstance(value, Localized):
        return [text for language, text in value.items() if language != ABOUT]
    if isinstance(value, list):
        return [text for text in value if isinstance(text, str)]
    return [value] if isinstance(value, str) else []


def _measure(file: IO[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with file:
        while block := file.read(1024**2):
            size += len(block)
            digest.update(block)
    return size, digest.hexdigest()

"""Reading a package: every row is looked at before anything is written, and everything wrong is said at once."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

from tovchoo.kernel.folding import mixed_words, skeleton
from tovchoo.kernel.localized import ABOUT, Localized, State
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.minutes.models import Minutes, MinutesPart, hash_of
from tovchoo.people.models import Organisation

from .columns import Cells, Wrong, unguarded
from .frozen import Versions
from .place import Place, lines
from .tables import BY_KIND, TABLES, TRANSLATIONS, Table

csv.field_size_limit(16 * 1024**2)
DESCRIPTOR = "datapackage.json"
TRANSLATIONS_FILE = "translations.csv"
FILES = "files/"
MOST_LANGUAGES = 40  # each is a column for every text
LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{4})?")  # `mn_mong` as well: Mongolian in the traditional script
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
        told = ": ".join(filter(None, place)) + (f": “{shown}”" if self.value else "") + f" → {self.right}"
        return "".join(each if each.isprintable() else repr(each)[1:-1] for each in told)


@dataclass
class Reading:
    """One pass over a package: its problems, and what must be remembered to find them."""

    place: Place
    progress: Progress = lambda table, rows: None
    problems: list[Problem] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    translations: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    translated_in: dict[str, int] = field(default_factory=dict)  # the row that first speaks of a text
    rows: int = 0
    row: int = 0  # of the file that is being read, as a spreadsheet counts
    torn: set[str] = field(default_factory=set)  # files with rows of which not even the id could be read
    faulty: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # ids of rows with faults, by kind

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
                languages = json.loads(file.read(8 * 1024**2).decode("utf-8", errors="strict"))["languages"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            self.wrong(DESCRIPTOR, None, "languages", str(error), _("JSON in UTF-8 with a list of languages"))
            return
        is_a_list = isinstance(languages, list) and 0 < len(languages) <= MOST_LANGUAGES
        if is_a_list and all(LANGUAGE.fullmatch(str(each)) for each in languages):
            self.languages = languages
        else:
            self.wrong(DESCRIPTOR, None, "languages", str(languages), _('codes of languages, as ["mn", "en"]'))

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
                self.translated_in.setdefault(text, number)
                self.translations[text][language] = {"state": state, "of": unguarded(of), "by": unguarded(by)}

    # --- rows ---------------------------------------------------------------------------------------------------------

    def cells(self, file: str, header: list[str]) -> Iterator[tuple[int, Cells]]:
        """Rows of a CSV file with their number as a spreadsheet counts them; only those that have the right cells."""
        with self.place.open(file) as stream:
            rows = self._rows(file, csv.reader(self._text(file, stream), strict=True))
            first = next(rows, [])
            if file in self.torn or not self._header_is_right(file, first, header):
                return
            for cells in rows:
                if len(cells) == len(header):
                    yield self.row, cells
                else:
                    right = _("%(right)d cells; there are %(found)d") % {"right": len(header), "found": len(cells)}
                    self._tear(file, self.row, ",".join(cells), right)

    def _rows(self, file: str, reader: Iterator[Cells]) -> Iterator[Cells]:
        self.row = 0
        while True:
            self.row += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._tear(file, self.row, str(error), _("CSV as RFC 4180 describes it"))
            else:
                yield cells

    def _tear(self, file: str, row: int, value: str, right: str) -> None:
        self.torn.add(file)
        self.wrong(file, row, "", value, right)

    def _text(self, file: str, stream: IO[bytes]) -> Iterator[str]:
        for number, line in enumerate(lines(stream), 1):
            if number == 1 and line.startswith(b"\xef\xbb\xbf"):
                self.wrong(file, 1, "", "U+FEFF", _("UTF-8 without a byte order mark"))
                line = line[3:]
            if b"\x00" in line:
                self.wrong(file, self.row, "", "U+0000", _("text without NUL bytes"))
                line = line.replace(b"\x00", b"")
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError as error:
                shown = line[error.start : error.start + 8].hex(" ")
                self.wrong(file, self.row, "", shown, _("UTF-8; another encoding was found"))
                yield line.decode("utf-8", errors="replace")

    def _header_is_right(self, file: str, found: list[str], header: list[str]) -> bool:
        if found == header:
            return True
        self.torn.add(file)
        for name in header:
            if name not in found:
                self.wrong(file, 1, name, "", _("this column must be there"))
        for name in found:
            if name not in header:
                self.wrong(file, 1, name, "", _("no such column; the columns are: %s") % ", ".join(header))
        if set(found) == set(header):
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
        if whole:
            return self._with_states(table, values)
        self.faulty[table.kind].add(values.get("id", ""))
        return None

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
        self.motion_of: dict[tuple[str, str], str] = {}
        self.adopted: dict[str, tuple[int, str]] = {}
        self.parts: dict[str, list[MinutesPart]] = {}
        self.versions = Versions(reading.wrong)
        self.spoken: dict[str, list[str]] = {}  # languages by jurisdiction
        self.in_use = {  # places in the record, as number 3 of a plan, by kind: an address tells of the entry in it
            (table.kind, fields, *place): identity
            for table in TABLES
            for fields, _condition in table.unique_together
            for *place, identity in table.model._default_manager.values_list(*fields, "pk")
        }

    def check_all(self) -> None:
        for table in TABLES:
            for number, values in self.reading.values(table):
                self._row(table, number, values)
        self._references()
        self._hashes()
        self._languages()
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
        self._of_one_motion(table, number, values)
        self._of_minutes(table, number, values)
        self.versions.see(table, number, values)
        if table.model is Organisation:
            self._stands_twice(table, number, values)
        if table.kind == "document":
            self._describes_a_file(table, number, values)
        if table.kind == "jurisdiction":
            self.spoken[values["id"]] = values["languages"]

    def _once(self, table: Table, number: int, values: Values) -> None:
        if values["id"] in self.known[table.kind]:
            self.reading.wrong(table.file, number, "id", values["id"], _("an id that no other row has"))
        self.known[table.kind].add(values["id"])
        for fields, condition in table.unique_together:
            key = (table.kind, fields, *(values.get(name, values.get(f"{name}_id")) for name in fields))
            if None in key or (condition and not condition.check(dict(zip(fields, key[2:], strict=True)))):
                continue
            first = self.taken.setdefault(key, number)
            if first != number:
                right = _("another one: row %(row)d has the same %(columns)s")
                told = right % {"row": first, "columns": ", ".join(fields)}
                self.reading.wrong(table.file, number, fields[-1], str(key[-1]), told)
            elif self.in_use.get(key, values["id"]) != values["id"]:
                told = _("one that is free: in the record %(other)s has it") % {"other": self.in_use[key]}
                self.reading.wrong(table.file, number, fields[-1], str(key[-1]), told)

    def _spans(self, table: Table, number: int, values: Values) -> None:
        for start, end in table.spans:
            first, last = values[start], values[end]
            if first and last and _ends_before(first, last):
                right = _("a date not before %(date)s, with which it begins") % {"date": _written(first)}
                self.reading.wrong(table.file, number, table.written(end), _written(last), right)
        for one, other in table.either:
            if values[one] and values[other]:
                right = _("empty, where %(column)s is given") % {"column": table.written(one)}
                self.reading.wrong(table.file, number, table.written(other), str(values[other]), right)
        for one, other in table.needs:
            if not values[one] and not values[other]:
                right = _("a value, where %(column)s is empty") % {"column": table.written(other)}
                self.reading.wrong(table.file, number, table.written(one), "", right)
        for name, of, words in table.only:
            if values[name] and values[of] not in words:
                right = _("empty, unless %(column)s is one of: %(words)s") % {"column": of, "words": ", ".join(words)}
                self.reading.wrong(table.file, number, table.written(name), _written(values[name]), right)

    def _of_one_motion(self, table: Table, number: int, values: Values) -> None:
        """A vote names an option of the motion that its voter is entitled to."""
        if table.kind in ("option", "voter"):
            self.motion_of[table.kind, values["id"]] = values["motion_id"]
        elif table.kind == "vote":
            option, voter = values["option_id"], values["voter_id"]
            asked = {self.motion_of.get(("option", option)), self.motion_of.get(("voter", voter))} - {None}
            if len(asked) > 1:
                self.reading.wrong(table.file, number, "option", option, _("an option of the motion of this voter"))

    def _of_minutes(self, table: Table, number: int, values: Values) -> None:
        if table.model is Minutes:
            self.adopted[values["id"]] = (number, values["sha256"])
        elif table.model is MinutesPart:
            part = MinutesPart(number=values["number"], item_id=values["item_id"], text=values["text"])
            self.parts.setdefault(values["minutes_id"], []).append(part)

    def _hashes(self) -> None:
        """Minutes are the words that were adopted, or they are not those minutes; versions likewise."""
        self.versions.check()
        for minutes, (number, told) in self.adopted.items():
            found = hash_of(sorted(self.parts.get(minutes, []), key=lambda each: each.number))
            if found != told:
                self.reading.wrong("minutes.csv", number, "sha256", told, found)

    def _describes_a_file(self, table: Table, number: int, values: Values) -> None:
        if not values["file"]:
            for column in ("sha256", "size"):
                if values[column] not in ("", None):
                    right = _("empty, where there is no file")
                    self.reading.wrong(table.file, number, column, str(values[column]), right)
            return
        first = self.files.setdefault(values["file"], values | {"row": number})["row"]
        if first != number:
            right = _("one row for each file: row %d has this one") % first
            self.reading.wrong(table.file, number, "file", values["file"], right)

    def _spelling(self, table: Table, number: int, column: str, value: Any) -> None:
        for text in _texts(value):
            if "  " in text:
                self.reading.wrong(table.file, number, column, text, _("single spaces; kept as it is"), warning=True)
            if not text.isascii() and (mixed := mixed_words(text)):
                right = _("one alphabet within a word: %s; kept as it is") % ", ".join(mixed[:3])
                self.reading.wrong(table.file, number, column, text, right, warning=True)

    def _stands_twice(self, table: Table, number: int, values: Values) -> None:
        here = (number, values["id"])
        names = {skeleton(text) for text in (*_texts(values["name"]), *values["aliases"])} - {""}
        for row, other in sorted({self.names.setdefault(name, here) for name in names} - {here}):
            right = _("one row for one organisation: row %(row)d, %(other)s, bears the same name")
            told = right % {"row": row, "other": other}
            self.reading.wrong(table.file, number, "name", values["id"], told, warning=True)

    def _references(self) -> None:
        for kind, identity, file, number, column in self.awaited:
            if not self._may_exist(kind, identity):
                right = _("the id of a row in %s") % BY_KIND[kind].file
                self.reading.wrong(file, number, column, identity, right)

    def _may_exist(self, kind: str, identity: str) -> bool:
        """An entry that stands in a row with faults is there; only what is certainly nowhere is reported."""
        there = identity in self.known[kind] or identity in self.reading.faulty[kind]
        return there or BY_KIND[kind].file in self.reading.torn

    def _languages(self) -> None:
        """Texts in a language that no jurisdiction speaks would not come out again."""
        found = [each for _id, languages in sorted(self.spoken.items()) for each in languages]
        spoken = list(dict.fromkeys(found)) or ["en"]
        if spoken != self.reading.languages and not self.reading.errors:
            given = ", ".join(self.reading.languages)
            right = _("the languages of jurisdictions.csv, in their order: %s") % ", ".join(spoken)
            self.reading.wrong(DESCRIPTOR, None, "languages", given, right)

    def _translations(self) -> None:
        for text, number in self.reading.translated_in.items():
            kind, _slash, rest = text.partition("/")
            if not self._may_exist(kind, rest.rpartition(".")[0]):
                self.reading.wrong(TRANSLATIONS_FILE, number, "text", text, _("a text of an entry in the package"))

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


def _ends_before(first: Any, last: Any) -> bool:
    """Of two dates as exact as they are known, or of two moments, which must lie apart."""
    if isinstance(first, PartialDate):
        return bool(last.last < first.first)
    return bool(last <= first)


def _written(when: Any) -> str:
    if isinstance(when, PartialDate):
        return when.text
    return str(when.isoformat()) if hasattr(when, "isoformat") else str(when)

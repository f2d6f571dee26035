"""Packages to try things on: copies of real ones, made ones, and ways to change one thing in them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

from tovchoo.ledger.models import Entry
from tovchoo.package import columns
from tovchoo.package.check import TRANSLATIONS_FILE, Problem
from tovchoo.package.place import place_of
from tovchoo.package.rules import load
from tovchoo.package.tables import TABLES, TRANSLATIONS
from tovchoo.package.write import descriptor, to_folder
from tovchoo.people.roles import Operator

ROOT = Path(__file__).parents[2]
MONGOLIA = ROOT / "examples/mongolia-nap5"
CANADA = ROOT / "tests/data/canada-nap5"
LANGUAGES = ["mn", "en"]
A_FILE = b"%PDF-1.7 practice"
ABOUT_IT = {"file": "files/plan.pdf", "sha256": hashlib.sha256(A_FILE).hexdigest(), "size": str(len(A_FILE))}


def loaded(package: Path) -> dict[str, int]:
    """How many rows were recorded and corrected, where nothing is wrong."""
    reading, done = load(place_of(package), by=Operator())
    assert not reading.errors, reading.errors[:3]
    return done


def refused(package: Path) -> list[Problem]:
    """What is wrong with a package, nothing of which was loaded."""
    before = Entry.objects.count()
    reading, done = load(place_of(package), by=Operator())
    assert reading.errors
    assert (done, Entry.objects.count()) == ({"recorded": 0, "corrected": 0}, before)
    return reading.errors


def exported(target: Path) -> dict[str, bytes]:
    """What the record gives out, file by file."""
    to_folder(target)
    return contents(target)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def nothing_is_recorded() -> bool:
    """Neither in the record nor in the ledger."""
    return not Entry.objects.exists() and not any(table.model._default_manager.exists() for table in TABLES)


# --- whole packages ---------------------------------------------------------------------------------------------------


def a_copy(of: Path, parent: Path) -> Path:
    return Path(shutil.copytree(of, parent / of.name))


def an_empty_package(parent: Path) -> Path:
    """Every table, and no row but that of a country."""
    package = parent / "package"
    package.mkdir()
    (package / "datapackage.json").write_bytes(descriptor(LANGUAGES))
    for table in TABLES:
        write(package, table.file, [table.header(LANGUAGES)])
    write(package, TRANSLATIONS_FILE, [list(TRANSLATIONS)])
    add(package, "jurisdictions.csv", id="one", name_en="A Country", languages="mn | en", time_zone="UTC")
    return package


def a_full_package(parent: Path) -> Path:
    """One entry in every table, each with the id `one`, and something in every column."""
    package = an_empty_package(parent)
    (package / "files").mkdir()
    (package / "files/plan.pdf").write_bytes(A_FILE)
    for table in TABLES:
        write(package, table.file, [table.header(LANGUAGES), [cell for each in table.columns for cell in _some(each)]])
    add(package, TRANSLATIONS_FILE, text="plan/one.title", language="mn", state="working", of="en:0123", by="us")
    for column, value in ABOUT_IT.items():
        put(package, "documents.csv", 2, column, value)
    put(package, "instruments.csv", 2, "issuer_office", "")
    put(package, "milestones.csv", 2, "proposal", "")
    put(package, "answers.csv", 2, "commitment", "")
    put(package, "agenda.csv", 2, "is_closed", "false")
    put(package, "attendance.csv", 2, "left", "11:30")
    put(package, "motions.csv", 2, "stage", "closed")
    put(package, "tasks.csv", 2, "stage", "done")
    words = '[[1,"one",{"en":"text in English","mn":"text монголоор"}]]'
    put(package, "minutes.csv", 2, "sha256", hashlib.sha256(words.encode()).hexdigest())
    texts = {name: {"en": f"{name} in English", "mn": f"{name} монголоор"}
             for name in ("title", "text", "other_supporters")}  # fmt: skip
    who_and_when = ["one", ["one"], texts["other_supporters"], "2023-11", "2023-11"]
    cell_of_it = [1, "field", "passage", "milestone", texts["text"]]
    version = [[1, "section", "part", "one", 1, texts["title"], *who_and_when, [[1, "milestone", *who_and_when]],
                [cell_of_it]]]  # fmt: skip
    words = json.dumps(version, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    put(package, "versions.csv", 2, "sha256", hashlib.sha256(words.encode()).hexdigest())
    return package


def _some(column: columns.Column) -> list[str]:
    match column:
        case columns.LocalizedColumn():
            return [f"{column.name} монголоор", f"{column.name} in English"]
        case columns.ListColumn():
            return ["mn | en"]
        case columns.EntryColumn():
            return [f"{column.targets[0]}/one"]
        case columns.WordColumn():
            return [column.field.choices[0][0]]
        case columns.DateColumn():
            return ["2023-11"]
        case columns.MomentColumn():
            later = column.name in ("ends_at", "closes_at", "closed_at")
            return [f"2026-12-01T{11 if later else 10}:00:00+00:00"]
        case columns.HourColumn():
            return ["10:30"]
        case columns.YesNoColumn():
            return ["true"]
        case columns.NumberColumn():
            return ["1"]
        case columns.IdColumn() | columns.ReferenceColumn():
            return ["one"]
    return [column.name[:10]]


def zipped(package: Path) -> Path:
    path = package.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents(package).items()):
            archive.writestr(name, content)
    return path


# --- changing one thing -----------------------------------------------------------------------------------------------


def rows(package: Path, file: str) -> list[list[str]]:
    """All rows of a table, the header first: `rows(…)[1]` is what a spreadsheet calls row 2."""
    with (package / file).open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def write(package: Path, file: str, rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    (package / file).write_bytes(text.getvalue().encode())


def add(package: Path, file: str, /, **values: str) -> None:
    """One more row at the end."""
    there = rows(package, file)
    write(package, file, [*there, [values.get(column, "") for column in there[0]]])


def put(package: Path, file: str, row: int, column: str, value: str) -> None:
    """Other words in one cell."""
    there = rows(package, file)
    there[row - 1][there[0].index(column)] = value
    write(package, file, there)


def remove(package: Path, file: str, row: int) -> None:
    there = rows(package, file)
    write(package, file, there[: row - 1] + there[row:])


def replace(package: Path, file: str, before: bytes, after: bytes) -> None:
    """Other bytes in a file, in the one place where they stand."""
    content = (package / file).read_bytes()
    assert content.count(before) == 1, (file, before)
    (package / file).write_bytes(content.replace(before, after))


def cell(package: Path, file: str, row: int, column: str) -> Any:
    there = rows(package, file)
    return there[row - 1][there[0].index(column)]

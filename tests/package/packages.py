"""Packages to try things on: copies of real ones, and a made one in which every column of every table says something."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import zipfile
from pathlib import Path

from tovchoo.ledger.models import Entry
from tovchoo.package import columns
from tovchoo.package.check import TRANSLATIONS_FILE, Reading
from tovchoo.package.place import place_of
from tovchoo.package.policy import Operator
from tovchoo.package.rules import load
from tovchoo.package.tables import TABLES, TRANSLATIONS, Table
from tovchoo.package.write import descriptor, to_folder

ROOT = Path(__file__).parents[2]
MONGOLIA = ROOT / "examples/mongolia-nap5"
CANADA = ROOT / "tests/data/canada-nap5"
LANGUAGES = ["mn", "en"]
ORGANISATIONS = next(table for table in TABLES if table.name == "organisations")
THE_FILE = b"%PDF-1.7 a plan"


def loaded(package: Path) -> tuple[Reading, dict[str, int]]:
    return load(place_of(package), by=Operator())


def exported(target: Path) -> Path:
    to_folder(target)
    return target


def is_empty() -> bool:
    """Whether nothing at all stands in the record and in the ledger."""
    return not Entry.objects.exists() and not any(table.model._default_manager.exists() for table in TABLES)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- made ones --------------------------------------------------------------------------------------------------------


def a_small_country(parent: Path) -> Path:
    """One entry in every table, all with the id `one`, and something in every column that may stand beside the others."""
    package = parent / "small"
    (package / "files").mkdir(parents=True)
    (package / "files/plan.pdf").write_bytes(THE_FILE)
    (package / "datapackage.json").write_bytes(descriptor(LANGUAGES))
    for table in TABLES:
        cells = [cell for each in table.columns for cell in _something(each)]
        write(package, table.file, [table.header(LANGUAGES), cells])
    write(
        package,
        TRANSLATIONS_FILE,
        [list(TRANSLATIONS), ["plan/one.title", "mn", "working", "en:0123456789abcdef", "us"]],
    )
    for column, value in FILE.items():
        put(package, "documents.csv", 2, column, value)
    put(package, "instruments.csv", 2, "issuer_office", "")
    return package


FILE = {"file": "files/plan.pdf", "sha256": hashlib.sha256(THE_FILE).hexdigest(), "size": str(len(THE_FILE))}


def _something(column: columns.Column) -> list[str]:
    match column:
        case columns.LocalizedColumn():
            return [f"{column.name} по-монгольски", f"{column.name} in English"]
        case columns.ListColumn():
            return ["mn | en"]
        case columns.EntryColumn():
            return [f"{column.targets[0]}/one"]
        case columns.WordColumn():
            return [column.field.choices[0][0]]
        case columns.DateColumn():
            return ["2023-11"]
        case columns.YesNoColumn():
            return ["true"]
        case columns.NumberColumn():
            return ["1"]
        case columns.IdColumn() | columns.ReferenceColumn():
            return ["one"]
    return [column.name[:20]]


# --- changing one thing -----------------------------------------------------------------------------------------------


def a_copy(of: Path, parent: Path) -> Path:
    return Path(shutil.copytree(of, parent / of.name))


def rows(package: Path, file: str) -> list[list[str]]:
    """As a spreadsheet counts them, the header being row 1: `rows(…)[1]` is row 2."""
    with (package / file).open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def write(package: Path, file: str, rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    (package / file).write_bytes(text.getvalue().encode())


def put(package: Path, file: str, row: int, column: str, value: str) -> None:
    """Write a value into one cell, raw."""
    all_rows = rows(package, file)
    all_rows[row - 1][all_rows[0].index(column)] = value
    write(package, file, all_rows)


def zipped(package: Path, **compression: int) -> Path:
    path = package.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents(package).items()):
            archive.writestr(name, content)
    return path

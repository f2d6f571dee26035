"""Writing the record as a package: streamed, row after row, the same bytes for the same record."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

from tovchoo.files.models import Document
from tovchoo.kernel.languages import TRADITIONAL
from tovchoo.kernel.localized import ABOUT
from tovchoo.kernel.practice import marked, practice

from .check import DESCRIPTOR, TRANSLATIONS_FILE
from .columns import Column, guarded
from .differing import current
from .tables import BY_KIND, TABLES, TRANSLATIONS, Table, rows_of

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # what a .zip can say at the earliest: the time of writing is not part of the record
CHUNK = 500


def languages() -> list[str]:
    """The languages of all jurisdictions, in their order, and the traditional script where a plan has it: each is a
    column of every text."""
    found = [each for one in rows_of(BY_KIND["jurisdiction"]) for each in one.languages]
    if any(TRADITIONAL in plan.languages for plan in rows_of(BY_KIND["plan"]).only("languages")):
        found.append(TRADITIONAL)
    return list(dict.fromkeys(found)) or ["en"]


def table_rows(table: Table, languages: list[str]) -> Iterator[list[str]]:
    """The header, then a row for each entry, sorted by id."""
    yield table.header(languages)
    for row in rows_of(table).prefetch_related(*(each.name for each in table.many)).iterator(CHUNK):
        yield [cell for each in table.columns for cell in each.write(current(each, row), languages)]


def translation_rows() -> Iterator[list[str]]:
    """A row for each text in a language that somebody translated: by table, id, field and language."""
    yield list(TRANSLATIONS)
    for kind in sorted(BY_KIND):
        fields = sorted(each.name for each in BY_KIND[kind].localized)
        for row in rows_of(BY_KIND[kind]).only("pk", *fields).iterator(CHUNK) if fields else ():
            for name in fields:
                for language, about in sorted(getattr(row, name).get(ABOUT, {}).items()):
                    text = f"{kind}/{row.pk}.{name}"
                    of, by = guarded(about.get("of", "")), guarded(about.get("by", ""))
                    yield [text, language, about["state"], of, by]


def csv_lines(rows: Iterator[list[str]]) -> Iterator[bytes]:
    """CSV as RFC 4180 has it, in UTF-8, some rows at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % CHUNK == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def files() -> Iterator[tuple[str, Iterator[bytes]]]:
    """Every file of the package with its bytes, in the order in which the package lists them."""
    spoken = languages()
    yield DESCRIPTOR, iter([descriptor(spoken)])
    for table in TABLES:
        yield table.file, csv_lines(table_rows(table, spoken))
    yield TRANSLATIONS_FILE, csv_lines(translation_rows())
    for document in rows_of(BY_KIND["document"]).exclude(file="").iterator(CHUNK):
        yield document.file, _content(document)


def _content(document: Document) -> Iterator[bytes]:
    with default_storage.open(document.sha256) as file:
        yield from file.chunks()


def descriptor(languages: list[str]) -> bytes:
    """`datapackage.json`: what each table and column is, for any program that reads Frictionless packages."""
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "tovchoo-record",
        "title": marked("The public record of an Open Government Partnership action plan"),
        **practice(),
        "languages": languages,
        "resources": [_resource(table, languages) for table in TABLES] + [_translations_resource()],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: Table, languages: list[str]) -> dict[str, Any]:
    fields = [_field(each, name) for each in table.columns for name in each.names(languages)]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": ["id"], "missingValues": [""]}
    return _file(table.name, table.file, table.says) | {"schema": schema}


def _field(each: Column, name: str) -> dict[str, Any]:
    described = {"name": name, "type": each.type, "description": f"{each.about} ({each.describe()})"}
    if each.type == "boolean":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}  # type: ignore[dict-item]
    return described | ({"constraints": {"required": True}} if each.required and name == each.name else {})


def _translations_resource() -> dict[str, Any]:
    fields = [{"name": name, "type": "string", "description": about} for name, about in TRANSLATIONS.items()]
    says = "How far to trust a text in one language; texts without a row are as their source gives them."
    schema = {"fields": fields, "primaryKey": ["text", "language"], "missingValues": [""]}
    return _file("translations", TRANSLATIONS_FILE, says) | {"schema": schema}


def _file(name: str, path: str, says: str) -> dict[str, Any]:
    told = {"name": name, "path": path, "description": says, "format": "csv", "mediatype": "text/csv"}
    return told | {"encoding": "utf-8"}


def to_folder(target: Path) -> None:
    """Write the package into a folder, made where there is none."""
    for name, blocks in files():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(blocks)


def as_zip() -> Iterator[bytes]:
    """The package as one .zip, streamed: nothing of it is held longer than it takes to send."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, blocks in files():
            with archive.open(_member(name), "w") as member:
                for block in blocks:
                    member.write(block)
                    yield sink.taken()
    yield sink.taken()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


class _Sink:
    """What a .zip is written into when nobody can go back in it: a queue of bytes."""

    def __init__(self) -> None:
        self.blocks: list[bytes] = []

    def write(self, block: bytes) -> int:
        self.blocks.append(bytes(block))
        return len(block)

    def flush(self) -> None: ...

    def taken(self) -> bytes:
        block = b"".join(self.blocks)
        self.blocks.clear()
        return block

"""Verbs: put a package into the record, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import models, transaction

from tovchoo.files.models import Document
from tovchoo.ledger.rules import plain, record_each

from .check import Progress, Reading, Values, check
from .differing import changes_of, there
from .place import Place
from .policy import RECORD
from .tables import TABLES, Table

BATCH = 500


def load(place: Place, *, by: Any, progress: Progress = lambda table, rows: None) -> tuple[Reading, dict[str, int]]:
    """Check the whole package, then write what is new or other than in the record, with an entry for each row.

    Returns what was found in it, and how many rows were `recorded` and `corrected`; nothing is written where
    there are errors. Rows of the record that the package does not hold stay as they are. Raises `Refused`.
    """
    done = {"recorded": 0, "corrected": 0}
    reading = check(place, progress)
    if reading.errors:
        return reading, done
    with transaction.atomic():
        RECORD.perform("load", None, by=by)
        reading.rows = 0  # the same rows again, this time to be written
        for table in TABLES:
            rows = (values for _number, values in reading.values(table))
            for batch in _batches(rows):
                _write(table, batch, done, by=by)
        _keep_files(place)
    return reading, done


def _write(table: Table, batch: list[Values], done: dict[str, int], *, by: Any) -> None:
    """Rows that are not there yet are recorded, rows that differ are corrected; each leaves its mark in the ledger."""
    found = there(table, [values["id"] for values in batch])
    new = [values for values in batch if values["id"] not in found]
    changed = [(found[values["id"]], values) for values in batch if values["id"] in found]
    differing = [(row, values, changes) for row, values in changed if (changes := changes_of(table, row, values))]
    acts = [*_record_new(table, new), *_correct(table, differing)]
    record_each(acts, by=by)
    done["recorded"] += len(new)
    done["corrected"] += len(differing)


def _record_new(table: Table, new: list[Values]) -> Iterator[tuple[str, models.Model, dict[str, Any]]]:
    rows = [table.model(**_own(table, values)) for values in new]
    table.model._default_manager.bulk_create(rows)
    for row, values in zip(rows, new, strict=True):
        _set_many(table, row, values)
        facts = {name: plain(value) for name, value in values.items() if value not in (None, "", [], {})}
        yield f"{table.kind}.recorded", row, facts


def _correct(table: Table, differing: Iterable[Any]) -> Iterator[tuple[str, models.Model, dict[str, Any]]]:
    for row, values, changes in differing:
        for name, value in _own(table, values).items():
            setattr(row, name, value)
        row.save()
        _set_many(table, row, values)
        yield f"{table.kind}.corrected", row, {"changes": changes}


def _own(table: Table, values: Values) -> Values:
    """The values that stand in the row itself, without those that join it to many others."""
    many = {each.attribute for each in table.many}
    return {name: value for name, value in values.items() if name not in many}


def _set_many(table: Table, row: Any, values: Values) -> None:
    for each in table.many:
        getattr(row, each.attribute).set(values[each.attribute])


def _keep_files(place: Place) -> None:
    """Store each document under the hash of its content: the same file twice is one, and none replaces another."""
    names = place.names()
    for document in Document.objects.exclude(file=""):
        if document.file in names and not default_storage.exists(document.sha256):
            with place.open(document.file) as file:
                default_storage.save(document.sha256, File(file))


def _batches(rows: Iterator[Values]) -> Iterator[list[Values]]:
    while batch := list(islice(rows, BATCH)):
        yield batch

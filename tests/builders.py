"""Things for tests, brought to where they stand by the rules themselves."""

import csv
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from tovchoo.package.place import place_of
from tovchoo.package.rules import load
from tovchoo.people.roles import Operator

EXAMPLE = Path(__file__).parents[1] / "examples" / "mongolia-nap5"


def a_loaded_record(package: Path) -> dict[str, int]:
    """Put a package into the record; how many rows were recorded and corrected."""
    reading, done = load(place_of(package), by=Operator())
    assert not reading.errors, reading.errors[:3]
    return done


class Saraa:
    """Runs the secretariat; until people can sign in, only her public id acts."""

    public_id = "person/saraa"


class Thing:
    """Anything that the ledger can speak of."""

    public_id = "thing/1"


@contextmanager
def a_full_record() -> Iterator[None]:
    """The record of Plan V with what it lacks besides: a person in a seat, a file, a picture; gone again afterwards."""
    with transaction.atomic(), TemporaryDirectory() as folder:
        package = Path(folder) / "full"
        shutil.copytree(EXAMPLE, package)
        _add(package, "people.csv", {"id": "a-person", "name_en": "A Person"})
        _add(package, "seats.csv", {"id": "a-seat", "forum": "msf", "count": "1", "person": "a-person", "from": "2024"})
        content = b"%PDF-1.7 practice"
        (package / "files").mkdir()
        (package / "files" / "practice.pdf").write_bytes(content)
        _add(package, "documents.csv", {
            "id": "a-file", "title_en": "A practice file", "file": "files/practice.pdf", "size": str(len(content)),
            "sha256": hashlib.sha256(content).hexdigest(), "media_type": "application/pdf", "about": "plan/nap5",
        })  # fmt: skip
        a_loaded_record(package)
        yield
        transaction.set_rollback(True)


def _add(package: Path, name: str, values: dict[str, str]) -> None:
    """Write one more row into a table of a package."""
    with (package / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows.append([values.get(column, "") for column in rows[0]])
    with (package / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

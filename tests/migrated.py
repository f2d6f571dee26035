"""An SQLite database as `migrate` leaves it, kept from one run to the next: 72 migrations take longer than many tests.

It is named after all that migrations are made of, so that another one is made where any of it changed; `migrate` runs
upon it all the same, and finds what is left to do.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management.commands import migrate
from django.db import connection

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".migrated"
MADE_OF = ("uv.lock", "config/settings.py", "tovchoo/kernel/*.py", "tovchoo/*/models.py", "tovchoo/*/migrations/*.py")


def kept() -> Path:
    """Where it is, or would be."""
    told = hashlib.sha256(sqlite3.sqlite_version.encode())
    for path in sorted(path for pattern in MADE_OF for path in ROOT.glob(pattern)):
        told.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return FOLDER / f"{told.hexdigest()[:24]}.sqlite3"


def copied_to(database: Path) -> None:
    """For an installation that begins now."""
    if kept().exists():
        shutil.copyfile(kept(), database)
        database.chmod(0o600)


def begin_from_it() -> None:
    """The next `migrate` begins from what is kept, or is kept itself."""
    migrates = migrate.Command.handle

    def handle(self, *args, **options):
        migrate.Command.handle = migrates
        is_there = connection.vendor == "sqlite" and kept().exists()
        if is_there:
            connection.ensure_connection()
            with closing(sqlite3.connect(f"{kept().as_uri()}?mode=ro", uri=True)) as source:
                source.backup(connection.connection)
        migrates(self, *args, **options)
        if connection.vendor == "sqlite" and not is_there:
            _keep()

    migrate.Command.handle = handle


def _keep() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in set(FOLDER.glob("*.sqlite3")) - {kept()}:
        old.unlink(missing_ok=True)
    made = FOLDER / f"{os.getpid()}.part"
    with closing(sqlite3.connect(made)) as target:
        connection.connection.backup(target)
    made.replace(kept())

"""What a test needs that plays somebody with the keys of the database, or that clears up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

append_only = import_module("tovchoo.ledger.migrations.0003_append_only")
frozen = import_module("tovchoo.versions.migrations.0002_frozen")
GUARDS = (append_only, frozen)


@contextmanager
def unguarded() -> Iterator[None]:
    """The triggers of the ledger and of frozen versions are away for as long as the block, and back afterwards."""
    with connection.cursor() as cursor:
        for guard in GUARDS:
            for statement in guard.dropping(connection.vendor):
                cursor.execute(statement)
        yield
        for guard in GUARDS:
            for statement in guard.making(connection.vendor):
                cursor.execute(statement)

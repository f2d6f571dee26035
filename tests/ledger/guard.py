"""What a test needs that plays somebody with the keys of the database, or that clears up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

append_only = import_module("tovchoo.ledger.migrations.0003_append_only")


@contextmanager
def unguarded() -> Iterator[None]:
    """The ledger's triggers are away for as long as the block, and back afterwards."""
    with connection.cursor() as cursor:
        for statement in append_only.dropping(connection.vendor):
            cursor.execute(statement)
        yield
        for statement in append_only.making(connection.vendor):
            cursor.execute(statement)

"""Holding a row until the transaction ends."""

from functools import cached_property

from django.db import connection
from django.db.models import Model


def hold(thing: Model, *, alone: bool) -> None:
    """Alone: to change the row. Together: to act while it stays as it is, as many as come.

    Whoever wants to change it waits for those who act, and those who come later wait for the change.
    SQLite needs nothing here: BEGIN IMMEDIATE has made this transaction the only writer.
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(thing._meta.db_table)
        strength = "UPDATE" if alone else "KEY SHARE"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR {strength}", [thing.pk])
    thing.refresh_from_db()
    for name in [each for each in vars(thing) if isinstance(getattr(type(thing), each, None), cached_property)]:
        delattr(thing, name)  # what was known of it before may be otherwise now

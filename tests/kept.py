"""A world that the rules made once, put back for whoever asks: the same rows, without the acts that led to them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from tovchoo.ledger.rules import stamp

Rows = dict[str, list[tuple[Any, ...]]]  # of each table, in the order in which they came


@dataclass
class Kept:
    """What was told of a world when it was made, the stamp that it began from, and the rows in which it differs."""

    told: Any
    began: int
    gone: Rows = field(default_factory=dict)
    come: Rows = field(default_factory=dict)

    def fits(self) -> bool:
        """Whether nothing was recorded yet that was not there when it began."""
        return stamp() == self.began

    def restored(self, make: Callable[[], Any]) -> Any:
        """As it was told; where something else was made before, it is made anew."""
        if not self.fits():
            return make()
        self.put_back()
        return deepcopy(self.told)

    def put_back(self) -> None:
        for table, rows in self.gone.items():
            _each(f"DELETE FROM {_quoted(table)} WHERE id = %s", [row[:1] for row in rows])
        for table, rows in self.come.items():
            places = ", ".join(["%s"] * len(rows[0]))
            _each(f"INSERT INTO {_quoted(table)} VALUES ({places})", rows)


def made_once(make: Callable[[], Any]) -> Kept:
    """Let the rules make a world, remember it, and take it back."""
    with transaction.atomic():
        before, began = _all_rows(), stamp()
        told = make()
        after = _all_rows()
        transaction.set_rollback(True)
    return Kept(told, began, _beyond(before, after), _beyond(after, before))


def _all_rows() -> Rows:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {_quoted(table)}")
            found[table] = cursor.fetchall()
    return found


def _beyond(ours: Rows, others: Rows) -> Rows:
    """What we have that they have not."""
    theirs = {table: set(rows) for table, rows in others.items()}
    more = {table: [row for row in rows if row not in theirs[table]] for table, rows in ours.items()}
    return {table: rows for table, rows in more.items() if rows}


def _each(statement: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

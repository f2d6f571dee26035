"""Questions whose SQL is made once. Django takes longer to write a statement than the database to answer it.

A question is built once with marks in place of its parameters, then run with their values: the statement depends
on nothing else, so it cannot go stale. For the pages that many read; elsewhere a plain QuerySet says the same.
PostgreSQL, which takes longer to plan such a statement than to answer it, keeps the plan: it is sent with marks too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorDebugWrapper
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

LARGEST = 32_767  # number that a column of ours holds
MARK = 32_101  # stands in place of a number; no question asks for this one itself
Build = Callable[..., QuerySet[Any]]


class Statement:
    """SQL, with what stands in the places of its parameters."""

    def __init__(self, compiler: Any) -> None:
        self.compiler = compiler
        self.sql, self.places = compiler.as_sql()

    def made_of(self, rows: list[Any]) -> list[Any]:
        return rows


class StatementOfEntries(Statement):
    """SQL, and how its rows become entries: what Django's own iteration works out anew each time."""

    def __init__(self, compiler: Any) -> None:
        super().__init__(compiler)
        select, found = compiler.select, compiler.klass_info
        self.converters = compiler.get_converters([column[0] for column in select])
        self.model = found["model"]
        self.own = slice(found["select_fields"][0], found["select_fields"][-1] + 1)
        self.names = [column[0].target.attname for column in select[self.own]]
        self.related = get_related_populators(found, select, "default")  # type: ignore[call-arg]  # Django 5.2's
        self.annotated = list(compiler.annotation_col_map.items())

    def made_of(self, rows: list[Any]) -> list[Any]:
        return [self._entry(row) for row in self.compiler.apply_converters(rows, self.converters)]

    def _entry(self, row: Any) -> Any:
        made = self.model.from_db("default", self.names, row[self.own])
        for each in self.related:
            each.populate(row, made)
        for name, place in self.annotated:
            setattr(made, name, row[place])
        return made


class Prepared:
    """A QuerySet of plain values: numbers and texts, which no field converts as they come back."""

    makes: type[Statement] = Statement

    def __init__(self, build: Build, *texts: str, numbers: tuple[str, ...] = ()) -> None:
        self.build = build
        self.marks = {name: f"\x01{name}" for name in texts} | {name: MARK + n for n, name in enumerate(numbers)}
        self.names = {mark: name for name, mark in self.marks.items()}
        self.statement = lru_cache(maxsize=4)(self._statement)

    def __call__(self, **values: Any) -> list[Any]:
        if any(isinstance(each, int) and abs(each) > LARGEST for each in values.values()):
            return []  # no column holds such a number, and databases do not want to hear of it
        statement = self.statement(connection.vendor)
        places = [values[self.names[place]] if place in self.names else place for place in statement.places]
        with _cursor() as cursor:
            cursor.execute(statement.sql, places)
            return statement.made_of(cursor.fetchall())

    def _statement(self, vendor: str) -> Statement:
        return self.makes(self.build(**self.marks).query.get_compiler(connection=connection))


class PreparedModels(Prepared):
    """A QuerySet of entries, with what is annotated, and those that `select_related` joins to them."""

    makes = StatementOfEntries

    def one(self, **values: Any) -> Any:
        """The only entry, or None."""
        return next(iter(self(**values)), None)


def _cursor() -> Any:
    """On PostgreSQL one that sends values beside the statement, so that its plan is kept; else the usual one."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.close_if_health_check_failed()
    connection.ensure_connection()
    cursor: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
    return _Told(cursor, connection) if connection.queries_logged else connection.make_cursor(cursor)


class _Told(CursorDebugWrapper):
    """Logs the statement itself: the driver forgets one whose plan it keeps."""

    def execute(self, sql: Any, params: Any = None) -> Any:
        with self.debug_sql(sql, params):
            return super(CursorDebugWrapper, self).execute(sql, params)

"""In what a row of a package is other than the record."""

from __future__ import annotations

from typing import Any

from tovchoo.ledger.rules import plain

from .tables import Table


def current(each: Any, row: Any) -> Any:
    """A value as it stands in the record, in the form in which a package brings it."""
    value = getattr(row, each.attribute)
    return sorted(one.pk for one in value.all()) if hasattr(value, "all") else value


def changes_of(table: Table, row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """What a correction changes: the former value and the new one, by column."""
    before = {each.attribute: current(each, row) for each in table.columns}
    return {
        name: {"from": plain(before[name]), "to": plain(value)}
        for name, value in values.items()
        if before[name] != value
    }


def there(table: Table, ids: list[str]) -> dict[str, Any]:
    """The rows of the record that have these ids, with what joins them to many others."""
    rows = table.model._default_manager.prefetch_related(*(each.name for each in table.many))
    return rows.in_bulk(ids)

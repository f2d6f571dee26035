"""Kinds of column: how a value of the record is written into cells and read back, and what is right where it is not.

Each kind is chosen by the field of the model it stands for, so that a table is described by names alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext as _

from tovchoo.kernel.localized import ABOUT, Localized, LocalizedField
from tovchoo.kernel.partial_date import PartialDate, PartialDateField

BETWEEN = " | "  # between the entries of a list in one cell
ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # what a spreadsheet would run; one apostrophe keeps it a text
Cells = list[str]


def guarded(text: str) -> str:
    """A text as a cell holds it: with one more apostrophe before what a spreadsheet would run."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that a cell holds: without that apostrophe."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


class Wrong(Exception):
    """A cell that cannot be read; says in which column, and what would be right."""

    def __init__(self, column: str, value: str, right: str) -> None:
        super().__init__(column, value, right)
        self.column, self.value, self.right = column, value, right


@dataclass
class Column:
    """One value of a row, in one cell. `field` is the attribute of the model."""

    name: str
    field: Any
    about: str
    required: bool = False
    targets: tuple[str, ...] = ()  # kinds of entry that it may name

    type = "string"

    def names(self, languages: list[str]) -> list[str]:
        return [self.name]

    def describe(self) -> str:
        """How its values are written, for the documentation and the schema."""
        return "text"

    def read(self, cells: Cells, languages: list[str]) -> Any:
        [text] = cells
        if self.required and not text.strip():
            raise Wrong(self.name, text, _("a value: this column may not be empty"))
        return self.parse(text) if text else self.nothing()

    def parse(self, text: str) -> Any:
        text, most = unguarded(text), self.field.max_length
        if most and len(text) > most:
            right = _("at most %(most)d characters; there are %(found)d") % {"most": most, "found": len(text)}
            raise Wrong(self.name, text, right)
        return text

    def nothing(self) -> Any:
        return None if self.field.null else ""

    def write(self, value: Any, languages: list[str]) -> Cells:
        return [guarded("" if value is None else str(value))]

    def refers_to(self, value: Any) -> list[tuple[str, str]]:
        """Entries that must exist: (kind, id)."""
        return []

    @property
    def attribute(self) -> str:
        return str(self.field.name)


class IdColumn(Column):
    def describe(self) -> str:
        return "id: lower-case letters, digits, `-`, `_` and `.`"

    def parse(self, text: str) -> str:
        if not ID.fullmatch(text) or len(text) > 120:
            raise Wrong(self.name, text, _("lower-case letters a-z, digits, and - _ . between them, at most 120"))
        return text


class WordColumn(Column):
    def describe(self) -> str:
        return "one of " + ", ".join(f"`{word}`" for word, _label in self.field.flatchoices)

    def parse(self, text: str) -> str:
        words = [word for word, _label in self.field.flatchoices]
        if text not in words:
            raise Wrong(self.name, text, _("one of: %(words)s") % {"words": ", ".join(words)})
        return text


class NumberColumn(Column):
    type = "integer"

    def describe(self) -> str:
        return "whole number, empty where it is not recorded"

    def parse(self, text: str) -> int:
        _least, most = BaseDatabaseOperations.integer_field_ranges[self.field.get_internal_type()]
        if not text.isascii() or not text.isdigit() or len(text) > len(str(most)) or int(text) > most:
            right = _("a whole number of digits 0-9, at most %(most)d, or empty where it is not recorded")
            raise Wrong(self.name, text, right % {"most": most})
        try:
            self.field.run_validators(int(text))
        except ValidationError as error:
            raise Wrong(self.name, text, " ".join(error.messages))
        return int(text)


class MomentColumn(Column):
    type = "datetime"

    def describe(self) -> str:
        return "moment with its zone, as `2026-12-01T10:00:00+08:00`"

    def parse(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise Wrong(self.name, text, _("a moment with its zone, as 2026-12-01T10:00:00+08:00"))
        return moment.astimezone(UTC)

    def write(self, value: Any, languages: list[str]) -> Cells:
        return [value.astimezone(UTC).isoformat() if value else ""]


class HourColumn(Column):
    type = "time"

    def describe(self) -> str:
        return "hour and minute, as `10:30`"

    def parse(self, text: str) -> time:
        try:
            return datetime.strptime(text, "%H:%M").time()
        except ValueError:
            raise Wrong(self.name, text, _("an hour and a minute, as 10:30"))

    def write(self, value: Any, languages: list[str]) -> Cells:
        return [value.strftime("%H:%M") if value else ""]


class YesNoColumn(Column):
    type = "boolean"

    def describe(self) -> str:
        return "`true`, `false`, empty where it is not recorded"

    def parse(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise Wrong(self.name, text, _("true, false, or empty where it is not recorded"))
        return text == "true"

    def nothing(self) -> Any:
        if not self.field.null:
            raise Wrong(self.name, "", _("true or false"))
        return None

    def write(self, value: Any, languages: list[str]) -> Cells:
        return ["" if value is None else str(value).lower()]


class DateColumn(Column):
    def describe(self) -> str:
        return "date as exact as it is known: `2023`, `2023-11`, `2023-11-08`, `2023-11-01/2023-12-26`"

    def parse(self, text: str) -> PartialDate:
        try:
            return PartialDate(text)
        except ValueError as error:
            raise Wrong(self.name, text, str(error)) from error

    def write(self, value: Any, languages: list[str]) -> Cells:
        return [value.text if value else ""]


class ListColumn(Column):
    def describe(self) -> str:
        return f"texts, with `{BETWEEN}` between them"

    def parse(self, text: str) -> list[str]:
        return [super(ListColumn, self).parse(part) for part in text.split(BETWEEN) if part]

    def nothing(self) -> list[str]:
        return []

    def write(self, value: Any, languages: list[str]) -> Cells:
        return [BETWEEN.join(super(ListColumn, self).write(part, languages)[0] for part in value)]


class LocalizedColumn(Column):
    def names(self, languages: list[str]) -> list[str]:
        return [f"{self.name}_{language.replace('-', '_')}" for language in languages]

    def describe(self) -> str:
        return "text, a column for each language"

    def read(self, cells: Cells, languages: list[str]) -> Localized:
        if self.required and not any(cell.strip() for cell in cells):
            raise Wrong(self.names(languages)[0], "", _("a text in at least one language"))
        parsed = {language: self.parse(text) for language, text in zip(languages, cells, strict=True) if text}
        return Localized(parsed)

    def write(self, value: Any, languages: list[str]) -> Cells:
        return [super(LocalizedColumn, self).write(value.get(language), languages)[0] for language in languages]


class ReferenceColumn(Column):
    @property
    def attribute(self) -> str:
        return str(self.field.attname)

    @property
    def kind(self) -> str:
        return str(self.field.related_model._meta.model_name)

    def describe(self) -> str:
        return f"id of the {self.field.related_model._meta.verbose_name}"

    def refers_to(self, value: Any) -> list[tuple[str, str]]:
        return [(self.kind, value)] if value else []


class ManyColumn(ReferenceColumn):
    """Several entries of another table; the order they are written in means nothing, so it is that of their ids."""

    @property
    def attribute(self) -> str:
        return str(self.field.name)

    def describe(self) -> str:
        return f"ids of {self.field.related_model._meta.verbose_name_plural}, sorted, with `{BETWEEN}` between them"

    def parse(self, text: str) -> list[str]:
        return sorted(set(text.split(BETWEEN)))

    def nothing(self) -> list[str]:
        return []

    def write(self, value: Any, languages: list[str]) -> Cells:
        return [BETWEEN.join(value)]

    def refers_to(self, value: Any) -> list[tuple[str, str]]:
        return [(self.kind, each) for each in value]


class EntryColumn(Column):
    """Names any entry of the record by its kind and id."""

    def describe(self) -> str:
        return "entry, as `kind/id`: " + ", ".join(f"`{kind}/…`" for kind in self.targets)

    def parse(self, text: str) -> str:
        kind, slash, identity = text.partition("/")
        if kind not in self.targets or not slash or not ID.fullmatch(identity):
            kinds = ", ".join(f"{kind}/…" for kind in self.targets)
            raise Wrong(self.name, text, _("an entry, written: %(kinds)s") % {"kinds": kinds})
        return str(super().parse(text))

    def refers_to(self, value: Any) -> list[tuple[str, str]]:
        return [(value.partition("/")[0], value.partition("/")[2])] if value else []


def column(model: type[models.Model], name: str, about: str, targets: tuple[str, ...] = ()) -> Column:
    """The kind of column that fits the field of that name."""
    field: Any = model._meta.get_field(name)
    is_named = isinstance(field, LocalizedField) and name in ("name", "title")  # what every list and link shows
    required = is_named or not (field.blank or field.has_default() or field.many_to_many)
    written = {"since": "from", "until": "to"}.get(name, name.removesuffix("_entry"))
    return _kind(field, targets)(written, field, about, required, targets)


def _kind(field: Any, targets: tuple[str, ...]) -> type[Column]:
    if targets:
        return EntryColumn
    if field.primary_key:
        return IdColumn
    kinds: list[tuple[Any, type[Column]]] = [
        (LocalizedField, LocalizedColumn),
        (PartialDateField, DateColumn),
        (models.ManyToManyField, ManyColumn),
        (models.ForeignKey, ReferenceColumn),
        (models.BooleanField, YesNoColumn),
        (models.DateTimeField, MomentColumn),
        (models.TimeField, HourColumn),
        (models.IntegerField, NumberColumn),
        (models.JSONField, ListColumn),
    ]
    found = next((kind for of, kind in kinds if isinstance(field, of)), Column)
    return WordColumn if found is Column and field.choices else found


def without_notes(text: Localized) -> dict[str, str]:
    """The words alone, without who translated them."""
    return {language: words for language, words in text.items() if language != ABOUT}

"""Versions in a package: each is the text that was frozen, or it is not that one; and a frozen one stays as it is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from tovchoo.plans.models import Version
from tovchoo.versions.canonical import hash_of
from tovchoo.versions.models import VersionMilestone, VersionPart, VersionPassage, VersionReason

from .differing import changes_of, there
from .tables import BY_KIND, Table

Values = dict[str, Any]
Wrong = Callable[[str, int, str, str, str], None]  # file, row, column, value, what would be right
TEXT = (VersionPart, VersionMilestone, VersionPassage)
ROWS = (*TEXT, VersionReason)
FROZEN = {"plan_id", "number", "title", "date", "purpose", "sha256"}  # of a version that has a hash
BATCH = 500


class Versions:
    """What a package says of versions, row by row; then what is wrong with it."""

    def __init__(self, wrong: Wrong) -> None:
        self.wrong = wrong
        self.told: dict[str, tuple[int, str]] = {}
        self.rows: dict[type, list[Any]] = {model: [] for model in TEXT}
        self.supporters: dict[str, list[str]] = {}
        self.waiting: list[tuple[Table, int, Values]] = []  # to be looked at beside the record
        self.cells: list[tuple[int, VersionPassage]] = []

    def see(self, table: Table, number: int, values: Values) -> None:
        """One row."""
        if table.model is Version:
            self.told[values["id"]] = (number, values["sha256"])
        elif table.model not in ROWS:
            return
        elif table.model in TEXT:
            many = {each.attribute for each in table.many}
            row: Any = table.model(**{name: value for name, value in values.items() if name not in many})
            self.rows[table.model].append(row)
            self.supporters[row.public_id] = values.get("supporters", [])
            if table.model is VersionPassage and row.milestone_id:
                self.cells.append((number, row))
        self.waiting.append((table, number, values))
        if len(self.waiting) >= BATCH:
            self._beside_the_record()

    def check(self) -> None:
        """When all rows have been seen."""
        self._beside_the_record()
        self._milestones()
        found = self.hashes()
        for version, (number, told) in self.told.items():
            if found.get(version, "") != told:
                right = found.get(version) or _("empty, where its text is not in the package")
                self.wrong("versions.csv", number, "sha256", told, right)

    def hashes(self) -> dict[str, str]:
        """Of each version that has a text, what its rows give."""
        version_of = {part.pk: part.version_id for part in self.rows[VersionPart]}
        texts: dict[str, dict[type, list[Any]]] = defaultdict(lambda: {model: [] for model in TEXT})
        for model in TEXT:
            for row in self.rows[model]:
                part = row.pk if model is VersionPart else row.part_id
                if part in version_of:
                    texts[version_of[part]][model].append(row)
        return {version: self._hash(text) for version, text in texts.items()}

    def _hash(self, text: dict[type, list[Any]]) -> str:
        parts, milestones, passages = (text[model] for model in TEXT)
        return hash_of(parts, milestones, passages, self.supporters)

    def _milestones(self) -> None:
        part_of = {step.pk: step.part_id for step in self.rows[VersionMilestone]}
        for number, cell in self.cells:
            if part_of.get(str(cell.milestone_id), cell.part_id) != cell.part_id:
                right = _("a milestone of the same part")
                self.wrong("version_passages.csv", number, "milestone", str(cell.milestone_id), right)

    def _beside_the_record(self) -> None:
        """Where a version is frozen in the record, a package brings the same, or it is not loaded."""
        by_kind: dict[str, list[tuple[int, Values]]] = defaultdict(list)
        for table, number, values in self.waiting:
            by_kind[table.kind].append((number, values))
        self.waiting = []
        for kind, seen in by_kind.items():
            table = BY_KIND[kind]
            found = there(table, [values["id"] for _number, values in seen])
            for number, values in seen:
                if values["id"] in found:
                    self._same(table, number, values, found[values["id"]])

    def _same(self, table: Table, number: int, values: Values, row: Any) -> None:
        for name, change in _frozen_changes(table, row, values):
            right = _("as in the record: a frozen version is not changed; there it is %s")
            self.wrong(table.file, number, table.written(name), _shown(change["to"]), right % _shown(change["from"]))


def _frozen_changes(table: Table, row: Any, values: Values) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, change in changes_of(table, row, values).items():
        if table.model is not Version or (row.sha256 and name in FROZEN):
            yield name, change


def _shown(value: Any) -> str:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return shown if len(shown) <= 80 else f"{shown[:77]}…"

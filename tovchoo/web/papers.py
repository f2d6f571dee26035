"""What a reader of a plan takes away: its text, and the documents about it; one question for both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, TextField, Value, When
from django.db.models.functions import Cast

from tovchoo.files.models import Document
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.plans.models import Plan, Version
from tovchoo.versions.models import Endorsement


@dataclass(frozen=True)
class Paper:
    """A document of the plan, at hand or not yet."""

    id: str
    title: Localized
    is_there: bool

    def get_absolute_url(self) -> str:
        return address("files:document", self.id)


@dataclass(frozen=True)
class Text:
    """The text that a reader looks for: the one in force, else the latest that is frozen."""

    plan_id: str
    number: int
    purpose: str
    is_in_force: bool

    def get_absolute_url(self) -> str:
        return address("versions:version", self.plan_id, self.number)

    @property
    def for_what(self) -> Any:
        return dict(Version.Purpose.choices).get(self.purpose, "")


@dataclass
class Papers:
    documents: list[Paper] = field(default_factory=list)
    text: Text | None = None


def papers_of(plan: Plan) -> Papers:
    """Both, of one plan."""
    ordered = Exists(Endorsement.objects.filter(version=OuterRef("pk"), kind="order"))
    in_force = Case(When(ordered, then=1), default=0, output_field=IntegerField())
    versions = Version.objects.filter(plan=plan).exclude(sha256="")
    rows = _row("version", versions, F("number"), in_force, F("purpose"))
    rows = rows.union(_row("document", Document.objects.filter(about=plan.public_id), _zero(), _zero(), F("file")),
                      all=True)  # fmt: skip
    found = Papers()
    for kind, key, title, number, is_first, said in sorted(rows, key=lambda each: (each[0], each[4], each[3], each[1])):
        if kind == "document":
            found.documents.append(Paper(key, text_of(title), bool(said)))
        else:
            found.text = Text(plan.pk, number, said, bool(is_first))
    return found


def _zero() -> Any:
    return Value(0, output_field=IntegerField())


def _row(kind: str, rows: Any, number: Any, is_first: Any, said: Any) -> Any:
    told = {"o_kind": Value(kind), "o_title": Cast("title", TextField()), "o_number": Cast(number, IntegerField()),
            "o_first": is_first, "o_said": Cast(said, TextField())}  # fmt: skip
    return rows.order_by().annotate(**told).values_list("o_kind", "pk", "o_title", "o_number", "o_first", "o_said")

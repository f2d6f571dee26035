"""What the page of a meeting asks of other nouns: all that came of it, in one question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast

from tovchoo.files.models import Document
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.plans.models import Proposal, Version

from .models import AgendaItem, Meeting

NO_NUMBER = Value(0, output_field=IntegerField())


@dataclass(frozen=True)
class Outcome:
    """A version, a proposal or a document that names the meeting."""

    noun: str
    key: str
    number: int
    title: Localized

    @property
    def url(self) -> str:
        if self.noun == "document":
            return address("files:document", self.key)
        return address(f"plans:{self.noun}", self.key, self.number)


def papers_of(items: Iterable[AgendaItem]) -> dict[str, list[Document]]:
    """The public papers of some items, by the id of the item; one question."""
    about = {each.public_id: each.pk for each in items}
    found: dict[str, list[Document]] = {}
    if about:
        for paper in Document.objects.filter(about__in=about).defer("folded").order_by("id"):
            found.setdefault(about[paper.about], []).append(paper)
    return found


def outcomes_of(meeting: Meeting) -> list[Outcome]:
    """Versions first, then proposals by their number, then documents."""
    name = meeting.public_id
    parts: list[Any] = [
        _told("1version", Version.objects.filter(meeting=name), "plan_id", F("number")),
        _told("2proposal", Proposal.objects.filter(meeting=name), "plan_id", F("number")),
        _told("3document", Document.objects.filter(about=name), "id", NO_NUMBER),
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by("o_noun", "o_number", "o_key")
    return [Outcome(noun[1:], key, number, text_of(title)) for noun, key, number, title in rows]


def _told(noun: str, rows: Any, key: str, number: Any) -> Any:
    told = {"o_noun": Value(noun), "o_key": F(key), "o_number": Cast(number, IntegerField())}
    return rows.order_by().annotate(**told, o_title=Cast(F("title"), CharField())).values_list(*told, "o_title")

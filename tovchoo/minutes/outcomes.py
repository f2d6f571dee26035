"""All that came of a meeting, of whatever kind, in one question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Value, When
from django.db.models.functions import Cast

from tovchoo.decisions.models import Decision, Motion, Task
from tovchoo.files.models import Document
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.meetings.models import AgendaItem, Meeting
from tovchoo.plans.models import Proposal, Version

from .models import Minutes

NO_NUMBER: Any = Value(0, output_field=IntegerField())
NOTHING: Any = Value("")
PAGES = {"minutes": "minutes:minutes", "decision": "decisions:decision", "motion": "decisions:motion",
         "task": "decisions:task", "document": "files:document", "paper": "files:document",
         "version": "versions:version", "proposal": "plans:proposal"}  # fmt: skip
ORDER = ("minutes", "motion", "decision", "task", "version", "proposal", "document", "paper")


@dataclass(frozen=True)
class Outcome:
    """Something that names the meeting, or an item of its agenda; `told` is its stage, or the day of the minutes."""

    noun: str
    key: str
    number: int
    title: Localized
    item: str
    told: str

    @property
    def url(self) -> str:
        if self.noun in ("version", "proposal"):
            return address(PAGES[self.noun], self.key, self.number)
        return address(PAGES[self.noun], self.key)


def outcomes_of(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Outcome]:
    """Minutes first, then motions, decisions, tasks, versions, proposals, documents, and the papers of items."""
    name, keys = meeting.public_id, {each.public_id: each.pk for each in items}
    parts = [
        _told("minutes", Minutes.objects.filter(meeting=meeting), Cast(F("adopted_on"), CharField()), title=NOTHING),
        _told("motion", Motion.objects.filter(meeting=meeting), _stage(), item=F("item_id")),
        _told("decision", Decision.objects.filter(meeting=meeting), item=F("item_id"), title=F("text")),
        _told("task", Task.objects.filter(meeting=meeting), F("stage"), item=F("item_id"), title=F("text")),
        _told("version", Version.objects.filter(meeting=name), key="plan_id", number=F("number")),
        _told("proposal", Proposal.objects.filter(meeting=name), key="plan_id", number=F("number")),
        _told("document", Document.objects.filter(about=name)),
        _told("paper", Document.objects.filter(about__in=keys), item=F("about")),
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by("o_noun", "o_number", "o_key")
    found = [Outcome(noun, key, number, text_of(title or "{}"), keys.get(item, item or ""), told or "")
             for noun, key, number, title, item, told in rows]  # fmt: skip
    return sorted(found, key=lambda each: ORDER.index(each.noun))


def _stage() -> Any:
    """Of a closed motion what came of it, else where it stands."""
    return Case(When(outcome="", then=F("stage")), default=F("outcome"))


def _told(noun: str, rows: Any, told: Any = NOTHING, *, key: str = "pk", number: Any = NO_NUMBER, title: Any = None,
          item: Any = NOTHING) -> Any:  # fmt: skip
    shown = Cast(F("title") if title is None else title, CharField())
    named = {"o_noun": Value(noun), "o_key": F(key), "o_number": Cast(number, IntegerField()), "o_title": shown}
    named |= {"o_item": Cast(item, CharField()), "o_told": Cast(told, CharField())}
    return rows.order_by().annotate(**named).values_list(*named)

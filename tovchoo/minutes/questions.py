"""What the pages of minutes ask: passages item by item, who is here, how far the minutes of each meeting are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tovchoo.meetings.models import AgendaItem, Meeting
from tovchoo.writing.pages import others_in

from .models import Correction, Minutes, Passage, Writing


@dataclass
class Block:
    """An item of the agenda, or the meeting as a whole, with its passages in every language: the original first."""

    item: AgendaItem | None
    passages: list[Passage] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.item.number if self.item else 0

    @property
    def is_written(self) -> bool:
        return any(each.text.strip() for each in self.passages)


def blocks_of(writing: Writing) -> list[Block]:
    """In the order of the agenda, the meeting as a whole first."""
    found: dict[int, Block] = {}
    for each in writing.passages.select_related("item", "item__closed").order_by("pk"):
        block = found.setdefault(each.item.number if each.item else 0, Block(each.item))
        block.passages.append(each)
    for block in found.values():
        block.passages.sort(key=lambda each: (each.language != writing.language, each.pk))
    return [found[number] for number in sorted(found)]


def others_here(writing: Writing, account: Any) -> list[dict[str, Any]]:
    """Who else has the minutes open now, and in which passage."""
    return others_in(writing.present, account, "passage_id")


def held_meetings() -> QuerySet[Any]:
    """Those that were held, the latest first, with how far their minutes are: `written` is empty before they begin."""
    of_it = Writing.objects.filter(meeting=OuterRef("pk"))
    unanswered = Correction.objects.filter(writing__meeting=OuterRef("pk"), answer="")
    counted = unanswered.order_by().values("writing").annotate(number=Count("pk")).values("number")
    held = Meeting.objects.filter(stage=Meeting.Stage.HELD).select_related("forum")
    return held.annotate(
        written=Subquery(of_it.values("stage")[:1]),
        until=Subquery(of_it.values("corrections_until")[:1]),
        unanswered=Coalesce(Subquery(counted), 0),
    ).order_by("-starts_at", "id")


def unfinished() -> QuerySet[Any]:
    """The same without those whose minutes are adopted."""
    return held_meetings().filter(~Exists(Minutes.objects.filter(meeting=OuterRef("pk"))))

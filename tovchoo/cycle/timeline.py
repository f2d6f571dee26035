"""The timeline of a plan: what happened, as exactly as it is known and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as day
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from tovchoo.consultations.models import Round
from tovchoo.files.models import Document
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.kernel.partial_date import PartialDate, known
from tovchoo.kernel.prepared import Prepared
from tovchoo.meetings.models import Meeting
from tovchoo.people.models import Instrument
from tovchoo.plans.models import Plan

NONE: Any = Cast(Value(None), CharField())
NO_NUMBER: Any = Cast(Value(None), IntegerField())
KINDS = {"instrument": _("order or approval"), "document": _("publication"), "round": _("comment round")} | dict(
    Meeting.Kind.choices
)
ORDER = ("instrument", "meeting", "round", "document")  # of what bears the same date


@dataclass
class Event:
    """One entry of the timeline, or several not known apart."""

    noun: str
    id: str
    kind: str
    number: int | None
    count: int | None
    date: PartialDate | None
    after: PartialDate | None
    before: PartialDate | None
    closes: PartialDate | None
    title: Localized
    plan: str

    def __html__(self) -> str:
        return self.title.__html__()

    def get_absolute_url(self) -> str:
        if self.noun == "round":
            return address("consultations:round", self.plan, self.number)
        return address(
            {"instrument": "people:instrument", "meeting": "minutes:meeting"}.get(self.noun, "files:document"), self.id
        )

    def is_open_on(self, today: day) -> bool:
        """Whether people can comment on that day: only where both ends are recorded to the day."""
        if self.noun != "round" or not self.date or not self.closes:
            return False
        return self.date.is_exact and self.date.first <= today <= self.closes.last

    @property
    def place(self) -> tuple[day, int, int, str]:
        """Where it stands: by its date; undated, before what it came before, else behind what it came after."""
        order = ORDER.index(self.noun)
        if self.date:
            return (self.date.last, 0 if self.date.is_exact else 1, order, self.id)
        if self.before:
            return (self.before.first, -1, order, self.id)
        return (self.after.last, 2, order, self.id) if self.after else (day.max, 3, order, self.id)


def timeline_of(plan: Plan) -> list[Event]:
    """All that is dated, or can be placed, in order; one query."""
    group = plan.working_group
    acts = [group.established_by_id if group else None, plan.approval_id, plan.order_id]
    rows = _events(plan=plan.pk, about=plan.public_id, first=acts[0] or "", second=acts[1] or "", third=acts[2] or "")
    events = [_event(plan.pk, *row) for row in rows]
    return sorted(events, key=lambda event: event.place)


def _event(plan: str, noun: str, id: str, kind: str, number: int | None, count: int | None,
           when: str | None, after: str | None, before: str | None, closes: str | None,
           title: Any) -> Event:  # fmt: skip
    words = text_of(title)
    return Event(noun, id, kind, number, count, known(when), known(after), known(before), known(closes), words, plan)


def _rows(noun: str, entries: QuerySet[Any], **given: Any) -> QuerySet[Any]:
    columns = {
        "kind": NONE,
        "number": NO_NUMBER,
        "count": Value(1),
        "date": F("date"),
        "after": NONE,
        "before": NONE,
        "closes": NONE,
    }
    asked = {f"e_{name}": value for name, value in (columns | given).items()}
    named = entries.order_by().annotate(e_noun=Value(noun), **asked)
    rows: QuerySet[Any] = named.values_list("e_noun", "pk", *asked, "title")
    return rows


def _all_events(plan: str, about: str, first: str, second: str, third: str) -> QuerySet[Any]:
    acts = Instrument.objects.filter(Q(pk=first) | Q(pk=second) | Q(pk=third))
    bounds = {"count": F("count"), "after": F("after"), "before": F("before")}
    return _rows("instrument", acts, kind=F("kind")).union(
        _rows("meeting", Meeting.objects.filter(plan=plan), kind=F("kind"), **bounds),
        _rows(
            "round",
            Round.objects.filter(plan=plan),
            kind=F("kind"),
            number=F("number"),
            date=F("opens"),
            **bounds,
            closes=F("closes"),
        ),
        _rows("document", Document.objects.filter(about=about).exclude(date=None), kind=Value("document")),
        all=True,
    )


_events = Prepared(_all_events, "plan", "about", "first", "second", "third")

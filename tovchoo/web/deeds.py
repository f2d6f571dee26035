"""All that an organisation did in the record: one list, one query, whatever it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovchoo.consultations.models import Contribution, Recommendation
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.kernel.partial_date import PartialDate, known
from tovchoo.kernel.prepared import Prepared
from tovchoo.people.models import Instrument, Office, Seat
from tovchoo.plans.models import Commitment, Proposal

NONE: Any = Cast(Value(None), CharField())
NO_NUMBER: Any = Cast(Value(None), IntegerField())
NO_TITLE: Any = Value("{}")
MOST = 500

ROLES: dict[str, tuple[str | Promise, str]] = {
    "lead": (_("leads a commitment"), "plans:commitment"),
    "supporter": (_("supports a commitment"), "plans:commitment"),
    "proposed": (_("proposed"), "plans:proposal"),
    "contributed": (_("commented on the draft"), "consultations:contribution"),
    "recommended": (_("recommended"), "consultations:recommendation"),
    "issued": (_("issued"), "people:instrument"),
    "seat": (_("has a seat"), "people:seat"),
    "office": (_("has an office"), "people:office"),
}


@dataclass
class Deed:
    """One thing that an organisation did, is or has."""

    role: str | Promise
    url: str
    title: Localized
    number: int | None
    date: PartialDate | None


def deeds_of(organisation: str) -> list[Deed]:
    """What an organisation leads, supports, proposed, said, issued and holds; at most some hundreds are listed."""
    order = list(ROLES)
    rows = sorted(
        _deeds(organisation=organisation), key=lambda row: (order.index(row[0]), row[2] or "", row[3] or 0, row[1])
    )
    return [_deed(*row) for row in rows[:MOST]]


def _deed(role: str, id: str, plan: str | None, number: int | None, date: str | None, title: str) -> Deed:
    says, page = ROLES[role]
    url = address(page, plan, number) if plan and number is not None else address(page, id)
    return Deed(says, url, text_of(title), number, known(date))


def _row(role: str, entries: QuerySet[Any], **given: Any) -> QuerySet[Any]:
    told = {"plan": NONE, "number": NO_NUMBER, "date": NONE, "title": NO_TITLE} | given
    asked = {f"d_{name}": Cast(value, CharField()) if name == "title" else value for name, value in told.items()}
    rows: QuerySet[Any] = entries.order_by().annotate(d_role=Value(role), **asked).values_list("d_role", "pk", *asked)
    return rows


def _all_deeds(organisation: str) -> QuerySet[Any]:
    numbered = {"plan": F("plan_id"), "number": F("number")}
    leads = Commitment.objects.filter(lead=organisation)
    return _row("lead", leads, **numbered, title=F("title")).union(
        _row("supporter", Commitment.objects.filter(supporters=organisation), **numbered, title=F("title")),
        _row(
            "proposed", Proposal.objects.filter(organisation=organisation), **numbered, date=F("date"), title=F("title")
        ),
        _row(
            "contributed", Contribution.objects.filter(author_organisation=organisation), **numbered, date=F("received")
        ),
        _row("recommended", Recommendation.objects.filter(organisation=organisation), **numbered, title=F("text")),
        _row("issued", Instrument.objects.filter(issuer_organisation=organisation), date=F("date"), title=F("title")),
        _row("seat", Seat.objects.filter(organisation=organisation), date=F("since"), title=F("forum__name")),
        _row("office", Office.objects.filter(organisation=organisation), title=F("title")),
        all=True,
    )


_deeds = Prepared(_all_deeds, "organisation")

"""Verbs: register people and forums, appoint to seats."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tovchoo.kernel import clock
from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.ledger.rules import correct, enter

from .models import Forum, Person, Seat
from .policy import FORUM, PERSON, SEAT


@transaction.atomic
def register_person(name: Localized, *, by: Any) -> Person:
    """Enter somebody who is to hold a seat: from here their name is public."""
    person = Person(id=fresh_id(Person, name.get("en", ""), "" if name.get("en") else str(name)), name=name)
    PERSON.perform("register", person, by=by)
    return enter(person, by=by)


@transaction.atomic
def register_forum(kind: str, name: Localized, *, by: Any, **given: Any) -> Forum:
    """Enter a body that meets."""
    forum = Forum(id=fresh_id(Forum, name.get("en", "") or str(name)), kind=kind, name=name, **given)
    FORUM.perform("register", forum, by=by)
    return enter(forum, by=by)


@transaction.atomic
def appoint(forum: Forum, *, by: Any, **given: Any) -> Seat:
    """Give a place in a forum, from today unless another day is given."""
    given.setdefault("since", PartialDate(clock.today().isoformat()))
    whose = given.get("person") or given.get("organisation") or given.get("office")
    seat = Seat(id=fresh_id(Seat, forum.pk, getattr(whose, "pk", "")), forum=forum, **given)
    SEAT.perform("appoint", seat, by=by)
    return enter(seat, by=by)


@transaction.atomic
def end_seat(seat: Seat, on: PartialDate, *, by: Any) -> None:
    """Whoever sat there does so no longer after that day."""
    SEAT.perform("end", seat, by=by)
    correct(seat, {"until": on}, by=by)

"""The roles that policy tables may name. Each is held in something: a seat in a forum, or an office that was given one.

Whoever asks brings `held`: the seats that run today. Nobody has a role for good but the administrator of the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.localized import Localized
from tovchoo.kernel.policy import role
from tovchoo.kernel.prepared import PreparedModels

from .models import Forum, Seat


@dataclass(frozen=True)
class Held:
    """A seat as far as roles ask for it."""

    seat: str
    forum: str
    kind: str
    role: str
    name: Localized
    role_name: str


class Anybody:
    """Whoever is not signed in: may do what the policy gives to anybody, and is never asked who they are."""

    public_id = "anybody"
    held: tuple[Held, ...] = ()
    is_administrator = False
    is_authenticated = False


class Operator(Anybody):
    """Whoever sits at the command line of the server."""

    public_id = "operator"


def held_by(person: str | None, day: date) -> tuple[Held, ...]:
    """The seats that a person speaks from on a day: their own, and those of their offices. At most two queries."""
    if person is None:
        return ()
    seats = [seat for seat in _seats(person=person) if seat.runs_on(day) and _speaks_from(seat, person, day)]
    return tuple(
        Held(seat.pk, seat.forum_id, seat.forum.kind, seat.role, seat.forum.name, seat.get_role_display())
        for seat in seats
    )


_seats = PreparedModels(
    lambda person: (
        Seat.objects.filter(Q(person_id=person) | Q(office__tenures__person_id=person))
        .select_related("forum").distinct()
    ), "person"
)  # fmt: skip


def _speaks_from(seat: Seat, person: str, day: date) -> bool:
    if seat.person_id == person:
        return True
    tenures = seat.office.tenures.filter(person_id=person) if seat.office else ()
    return seat.person_id is None and any(tenure.runs_on(day) for tenure in tenures)


def forum_of(thing: Any) -> Forum | None:
    """The forum that a thing belongs to, or that it is."""
    return thing if isinstance(thing, Forum) else getattr(thing, "forum", None)


@role(_("anybody"))
def anybody(person: Any, thing: Any) -> bool:
    return True


@role(_("the operator of the server"))
def operator(person: Any, thing: Any) -> bool:
    return isinstance(person, Operator)


@role(_("whoever is signed in"))
def signed_in(person: Any, thing: Any) -> bool:
    return bool(person.is_authenticated)


@role(_("the administrator of the site"))
def administrator(person: Any, thing: Any) -> bool:
    return bool(person.is_administrator)


@role(_("a member of a secretariat"))
def secretariat(person: Any, thing: Any) -> bool:
    return any(each.kind == Forum.Kind.SECRETARIAT for each in person.held)


@role(_("the secretariat of the forum (where none is named: any), or its secretary"))
def secretary_of_its_forum(person: Any, thing: Any) -> bool:
    forum = forum_of(thing)
    serving = [each for each in person.held if each.kind == Forum.Kind.SECRETARIAT]
    if forum is None:
        return bool(serving)
    if any(forum.served_by_id in (None, each.forum) or forum.pk == each.forum for each in serving):
        return True
    return any(each.forum == forum.pk and each.role == Seat.Role.SECRETARY for each in person.held)


@role(_("the chair of the forum"))
def chair_of_its_forum(person: Any, thing: Any) -> bool:
    forum = forum_of(thing)
    return forum is not None and any(each.forum == forum.pk and each.role == Seat.Role.CHAIR for each in person.held)


@role(_("a member of the forum"))
def member_of_its_forum(person: Any, thing: Any) -> bool:
    forum = forum_of(thing)
    return forum is not None and any(each.forum == forum.pk for each in person.held)

"""What pages of amendments ask: lists with their places and supporters, others on the same passage, who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from tovchoo.people.models import Organisation, Seat
from tovchoo.people.roles import administrator, secretariat
from tovchoo.plans.models import Plan
from tovchoo.versions.models import VersionPassage

from .models import Amendment
from .words import pieces

BESIDE = ("plan", "version", "person", "organisation")
OPEN = Amendment.Stage.PROPOSED


def amendments_shown() -> QuerySet[Amendment]:
    """With all that a line of a list says."""
    rows = Amendment.objects.select_related(*BESIDE).defer("plan__folded", "folded", "organisation__folded")
    return rows.annotate(supporters=Count("backings"))


def placed(amendments: Iterable[Amendment]) -> list[Amendment]:
    """With the passage of each, found in one question."""
    rows = list(amendments)
    wanted = {"part__version__in": {each.version_id for each in rows}, "passage__in": {each.passage for each in rows}}
    found = VersionPassage.objects.filter(**wanted).select_related("part").defer("folded") if rows else []
    places = {(each.part.version_id, each.passage): each for each in found}
    for each in rows:
        each.place = places.get((each.version_id, each.passage))
    return rows


def changed(amendment: Amendment) -> list[tuple[str, str]]:
    """Its pieces: what stays, what goes, what comes."""
    if amendment.kind == Amendment.Kind.LEAVE_OUT:
        return [("out", amendment.before)]
    if amendment.kind == Amendment.Kind.ADD:
        return [("same", f"{amendment.before}\n\n"), ("in", amendment.after)]
    return pieces(amendment.before, amendment.after)


def became(amendment: Amendment) -> list[tuple[str, str]]:
    """From what was proposed to what was accepted in other words."""
    return pieces(amendment.after, amendment.final)


def beside(amendment: Amendment) -> list[Amendment]:
    """The others on the same passage, the open ones first."""
    others = amendments_shown().filter(plan=amendment.plan_id, passage=amendment.passage).exclude(pk=amendment.pk)
    return sorted(others.order_by("number"), key=lambda each: each.stage != OPEN)


def the_same(entry: Amendment) -> Amendment | None:
    """One that is open and asks for the very same."""
    same = Q(passage=entry.passage, language=entry.language, kind=entry.kind, after=entry.after, stage=OPEN)
    return Amendment.objects.filter(same, plan=entry.plan_id).first()


def speaks_for(account: Any, plan: Plan) -> list[Organisation]:
    """The organisations for which somebody sits in the working group or the MSF of a plan, that of the group first."""
    held = {each.seat for each in account.held if each.forum in (plan.working_group_id, plan.msf_id)}
    seats = Seat.objects.filter(pk__in=held).select_related("organisation", "office__organisation")
    found = {}
    for seat in sorted(seats, key=lambda each: (each.forum_id != plan.working_group_id, each.pk)):
        organisation = seat.organisation or (seat.office.organisation if seat.office else None)
        if organisation:
            found[organisation.pk] = organisation
    return list(found.values())


def speaks_for_all(account: Any) -> bool:
    """A secretariat writes down what others propose."""
    return administrator.test(account, None) or secretariat.test(account, None)

"""What pages of amendments ask: lists with their places and supporters, others on the same passage, who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from tovchoo.kernel.localized import Localized, text_of
from tovchoo.ledger.questions import said_with
from tovchoo.meetings.models import Meeting
from tovchoo.people.models import Organisation, Seat
from tovchoo.people.roles import administrator, secretariat
from tovchoo.plans.models import Plan
from tovchoo.versions.models import VersionPassage

from .models import Amendment, Backing

BESIDE = ("plan", "version", "person", "organisation")
OPEN = Amendment.Stage.PROPOSED
MOST = 20  # on one passage of the desk: when they are decided, the next come


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


def beside(amendment: Amendment) -> list[Amendment]:
    """The others on the same passage, the open ones first."""
    others = amendments_shown().filter(plan=amendment.plan_id, passage=amendment.passage).exclude(pk=amendment.pk)
    return sorted(others.order_by("number"), key=lambda each: each.stage != OPEN)


def why_withdrawn(amendment: Amendment) -> str:
    """What was said when it was; empty for any other."""
    if amendment.stage != Amendment.Stage.WITHDRAWN:
        return ""
    acts: list[Any] = said_with([amendment.public_id], "amendment.withdrawn")
    return str(acts[-1].facts.get("reason", "")) if acts else ""


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


@dataclass
class Group:
    """A passage of a version with what is open on it, and the part in which it stands, as far as it is known."""

    passage: str
    part: Localized | None
    amendments: list[Amendment] = field(default_factory=list)
    more: int = 0  # beyond those that a page shows at once


Place = tuple[str, str]  # version and code of a passage


def open_places(plan: Plan) -> list[tuple[Place, Localized | None]]:
    """Each passage on which something is open, with its part, in the order of the plan; those unknown last."""
    rows = set(Amendment.objects.filter(plan=plan, stage=OPEN).values_list("version", "passage"))
    wanted = {"part__version__in": {version for version, _code in rows}, "passage__in": {code for _v, code in rows}}
    known: Any = VersionPassage.objects.filter(**wanted).order_by("part__number", "number") if rows else None
    told = [] if known is None else known.values_list("part__version", "passage", "part__title")
    parts: dict[Place, Localized | None] = {(version, code): text_of(title) for version, code, title in told}
    order = {place: number for number, place in enumerate(parts)}
    return [(each, parts.get(each)) for each in sorted(rows, key=lambda each: (order.get(each, len(order)), each))]


def groups_of(plan: Plan, places: Iterable[tuple[Place, Localized | None]]) -> list[Group]:
    """All that is open on these passages, a passage at a time."""
    groups = {place: Group(place[1], part) for place, part in places}
    wanted = Q(version__in={version for version, _code in groups}, passage__in={code for _v, code in groups})
    for each in amendments_shown().filter(wanted, plan=plan, stage=OPEN).order_by("number") if groups else ():
        if (group := groups.get((each.version_id, each.passage))) is None:
            continue
        if len(group.amendments) == MOST:
            group.more += 1
        else:
            each.plan, each.place = plan, None  # a group knows its place; the roles need not ask each for it
            group.amendments.append(each)
    return list(groups.values())


def supported_by(account: Any, plan: Plan) -> set[str]:
    """The amendments that somebody supports: their organisation, or they themselves."""
    organisation = next(iter(speaks_for(account, plan)), None)
    who = {"organisation": organisation} if organisation else {"organisation": None, "person": account.person_id}
    rows = Backing.objects.filter(amendment__plan=plan, amendment__stage=OPEN, **who) if any(who.values()) else None
    return set() if rows is None else set(rows.values_list("amendment_id", flat=True))


def meetings_of(plan: Plan) -> list[tuple[str, Localized]]:
    """Those at which it may have been decided, the latest first."""
    about = Q(plan=plan) | Q(forum__in=[pk for pk in (plan.working_group_id, plan.msf_id) if pk])
    rows = Meeting.objects.filter(about, count=1).exclude(stage=Meeting.Stage.CANCELLED).order_by("-date", "-id")
    return [(f"meeting/{pk}", title) for pk, title in rows.values_list("pk", "title")[:100]]

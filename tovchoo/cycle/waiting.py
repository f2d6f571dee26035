"""What waits across apps: setting up a site, step by step; a forum that has gone quiet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Subquery, Value
from django.utils.translation import gettext as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.waiting import Waiting
from tovchoo.meetings.models import Meeting
from tovchoo.people.models import Forum, Seat
from tovchoo.plans.models import Jurisdiction, Plan
from tovchoo.plans.policy import JURISDICTION, PLAN

from .models import Step

SIX_MONTHS = timedelta(days=182)  # OGP Participation and Co-Creation Standards 1.1: the MSF meets at least that often


def what_is_to_be_set_up_and_done_next(account: Any, today: date) -> list[Waiting]:
    """A site that is being set up, step by step; what the newest plan waits for. One question once all is set up."""
    makes_it = JURISDICTION.allows("register", Jurisdiction(), by=account)
    keeps_it = PLAN.allows("correct", Plan(), by=account)
    if not makes_it and not keeps_it:
        return []
    plan = _newest_plan()
    found = _steps_to_begin() if makes_it and not (plan and plan.has_all) else []
    if plan and keeps_it:
        found += (_calendar(plan) if makes_it else []) + _quiet(plan, today)
    return found


def _newest_plan() -> Any:
    """With what is asked of it here: its last session, its calendar, whether all is there that a site begins with."""
    sessions = Meeting.objects.filter(forum=OuterRef("msf")).exclude(date=None).order_by("-date")
    with_steps = Exists(Step.objects.filter(plan=OuterRef("pk")))
    sitting = Seat.objects.filter(forum__kind=Forum.Kind.SECRETARIAT).exclude(person=None)
    newest = Plan.objects.select_related("msf").annotate(
        last_met=Subquery(sessions.values("date")[:1]), planned=with_steps,
        has_all=ExpressionWrapper(
            Exists(sitting) & Exists(Forum.objects.filter(kind=Forum.Kind.MSF)), output_field=BooleanField()
        ),
    )  # fmt: skip
    return newest.order_by("-ordinal", "id").first()


def _steps_to_begin() -> list[Waiting]:
    """An empty site is set up in this order; each step goes away once it is done."""
    there = _what_is_there()
    steps = [
        ("jurisdiction" in there, _("The jurisdiction"), ["jurisdictions"],
         _("Whose plans these are, its languages, its time zone.")),
        ("secretariat" in there, _("The secretariat"), ["forums", "kind=secretariat"],
         _("The office that keeps the record, as OGP’s Support Unit.")),
        ("msf" in there, _("The multi-stakeholder forum (MSF)"), ["forums", "kind=msf"],
         _("With its rules as numbers: quorum, majority, shortest round, shortest notice.")),
        ("plan" in there, _("The plan"), ["plans"], _("Its number, its years, its languages.")),
    ]  # fmt: skip
    waiting = [
        Waiting(title, "?".join([address("web:register-new", kind), *preset]), _("Enter"), detail)
        for done, title, (kind, *preset), detail in steps
        if not done
    ]
    if not waiting and "seat" not in there:
        told = _("Whoever sits in the secretariat keeps the record: invite them.")
        waiting.append(Waiting(_("The people of the secretariat"), address("accounts:invite"), _("Invite"), told))
    return waiting


def _what_is_there() -> set[str]:
    """Which kinds of thing the record holds already, in one query."""
    sitting = Seat.objects.filter(forum__kind=Forum.Kind.SECRETARIAT).exclude(person=None)
    others: dict[str, Any] = {"jurisdiction": Jurisdiction.objects, "plan": Plan.objects, "seat": sitting}
    named = [each.order_by().annotate(what=Value(name)).values_list("what") for name, each in others.items()]
    kinds: Any = Forum.objects.order_by().annotate(what=F("kind")).values_list("what")
    found = kinds.union(*named)
    return {name for (name,) in found}


def _calendar(plan: Any) -> list[Waiting]:
    """A plan that is not yet in force has its process before it: the standards ask for its timeline beforehand."""
    if plan.order_id or plan.approval_id or plan.planned:
        return []
    told = _("What is to happen when: published beforehand, so that anybody can take part.")
    return [Waiting(_("The calendar of the process: %(plan)s") % {"plan": plan.short_title},
                    address("publishing:calendar", plan.pk), _("Enter"), told)]  # fmt: skip


def _quiet(plan: Any, today: date) -> list[Waiting]:
    """The MSF of the newest plan meets at least every six months, says the standard; counted from its last session."""
    if plan.msf is None:
        return []
    held: PartialDate | None = plan.last_met
    if held is None:
        told = _("The standards ask for a session at least every six months; none is recorded.")
        return [Waiting(_("%(forum)s: no session is recorded") % {"forum": plan.msf},
                        plan.msf.get_absolute_url(), _("Look"), told)]  # fmt: skip
    days = (today - held.last).days
    title = _("%(forum)s last met %(days)s days ago") % {"forum": plan.msf, "days": days}
    told = _("The standards ask for a session at least every six months.")
    return [Waiting(title, plan.msf.get_absolute_url(), _("Look"), told, held.last + SIX_MONTHS)]

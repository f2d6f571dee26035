"""The menu of the workspace: what somebody may do, by the policy tables; nobody sees a door that does not open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tovchoo.accounts.policy import ACCOUNT
from tovchoo.cycle.models import Step
from tovchoo.cycle.policy import STEP
from tovchoo.kernel.addresses import address
from tovchoo.people.models import Forum, Seat
from tovchoo.people.policy import SEAT
from tovchoo.plans.models import Plan
from tovchoo.publishing.models import Draft
from tovchoo.publishing.policy import DRAFT

from .register import REGISTERS


@dataclass(frozen=True)
class Item:
    """One line of the menu."""

    title: str
    url: str
    count: int = 0


@dataclass
class Group:
    """Lines that belong together."""

    title: str
    items: list[Item] = field(default_factory=list)


def menu_of(request: HttpRequest) -> list[Group]:
    """The groups that have something in them for whoever is signed in."""
    account: Any = request.user
    first = Group(
        "", [Item(_("Waiting for you"), address("web:workspace")), Item(_("Your account"), address("accounts:mine"))]
    )
    kept = [
        Item(str(each.title), address("web:register", kind))
        for kind, each in REGISTERS.items()
        if kind != "steps" and each.policy.allows("register", each.model(), by=account)
    ]
    if any(SEAT.allows("appoint", Seat(forum=Forum(pk=each.forum)), by=account) for each in account.held) or (
        account.is_administrator
    ):
        kept.insert(0, Item(_("Forums and seats"), address("membership:forums")))
    newest = Plan.objects.order_by("-ordinal", "id").first()
    if newest and STEP.allows("register", Step(plan=newest), by=account):
        kept.insert(0, Item(_("Calendar of the process"), address("publishing:calendar", newest.pk)))
    site = Group(_("Site"))
    if DRAFT.allows("write", Draft(), by=account):
        site.items.append(Item(_("News and pages"), address("publishing:desk")))
        site.items.append(Item(_("Documents"), address("publishing:documents-desk")))
    if ACCOUNT.allows("list", None, by=account):
        site.items.append(Item(_("Who can sign in"), address("accounts:access")))
    return [group for group in (first, Group(_("Register"), kept), site) if group.items]

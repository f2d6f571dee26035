"""The menu of the workspace: what somebody may do, by the policy tables; nobody sees a door that does not open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tovchoo.accounts.policy import ACCOUNT
from tovchoo.cycle.models import Step
from tovchoo.cycle.policy import STEP
from tovchoo.editions.models import Edition
from tovchoo.editions.policy import EDITION
from tovchoo.kernel.addresses import address
from tovchoo.people.models import Forum, Seat
from tovchoo.people.policy import SEAT
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
    groups = (
        Group("", list(_own(account))),
        Group(_("Process"), list(_process(account, request.our_site.plan))),  # type: ignore[attr-defined]
        Group(_("Register"), list(_register(account))),
        Group(_("Site"), list(_site(account))),
    )
    return [group for group in groups if group.items]


def _own(account: Any) -> Iterator[Item]:
    yield Item(_("Waiting for you"), address("web:workspace"))
    if account.held or account.is_administrator:
        yield Item(_("Meetings"), address("meetings:desk"))
        yield Item(_("Motions and votes"), address("decisions:desk"))
        yield Item(_("Tasks"), address("decisions:task-desk"))
    yield Item(_("Drafts"), address("drafting:desk"))
    yield Item(_("Your account"), address("accounts:mine"))


def _process(account: Any, plan: Any) -> Iterator[Item]:
    seats = (Seat(forum=Forum(pk=each.forum)) for each in account.held)
    if account.is_administrator or any(SEAT.allows("appoint", each, by=account) for each in seats):
        yield Item(_("Forums and seats"), address("membership:forums"))
    if account.held or account.is_administrator:
        yield Item(_("Proposals"), address("proposals:desk"))
    if plan and (account.held or account.is_administrator):
        yield Item(_("Amendments"), address("amendments:desk", plan.id))
    if plan and STEP.allows("register", Step(), by=account):
        yield Item(_("Calendar of the process"), address("publishing:calendar", plan.id))


def _register(account: Any) -> Iterator[Item]:
    for kind, each in REGISTERS.items():
        if kind != "steps" and each.policy.allows("register", each.model(), by=account):
            yield Item(str(each.title), address("web:register", kind))


def _site(account: Any) -> Iterator[Item]:
    if DRAFT.allows("write", Draft(), by=account):
        yield Item(_("News and pages"), address("publishing:desk"))
        yield Item(_("Documents"), address("publishing:documents-desk"))
    if EDITION.allows("list", Edition(), by=account):
        yield Item(_("Documents of versions"), address("editions:desk"))
    if ACCOUNT.allows("list", None, by=account):
        yield Item(_("Who can sign in"), address("accounts:access"))

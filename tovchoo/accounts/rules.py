"""Verbs: invite, accept, close. Who may act in public is said in the ledger; never addresses or keys."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import record
from tovchoo.mail.rules import write
from tovchoo.mail.words import Words
from tovchoo.people.models import Forum, Person
from tovchoo.people.rules import appoint, register_person

from .models import Account, Invitation, Session
from .policy import ACCOUNT, INVITATION, WAITING

LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Invited:
    """An invitation with its key, which is at hand only while it is being made."""

    invitation: Invitation
    key: str

    @property
    def path(self) -> str:
        return address("accounts:welcome", self.key)


def key_hash(key: str) -> str:
    """What is kept of a key."""
    return sha256(key.encode()).hexdigest()


@transaction.atomic
def invite(
    email: str,
    *,
    by: Any,
    person: Person | None = None,
    name: str = "",
    administrator: bool = False,
    language: str = "en",
) -> Invited:
    """Send somebody a key to an account: as the person they are in the record, or as an administrator."""
    invitation = Invitation(email=email.strip().lower(), person=person, name=name, language=language)
    invitation.is_administrator = administrator
    if administrator or person is None:
        INVITATION.ask("invite_administrator", invitation, by=by)
    if person is not None:
        INVITATION.ask("invite", invitation, by=by)
    invitation.sent_by = by if isinstance(by, Account) else None
    return _send(invitation, by=by, verb="invitation.sent")


@transaction.atomic
def invite_to_a_seat(
    email: str, *, person: Person | None, name: Localized, forum: Forum | None, role: str, language: str, by: Any
) -> Invited:
    """Somebody of the record, or somebody who comes into it with a seat, all at once."""
    who = person or register_person(name, by=by)
    if forum:
        appoint(forum, person=who, role=role, by=by)
    return invite(email, person=who, language=language, by=by)


@transaction.atomic
def send_again(invitation: Invitation, *, by: Any) -> Invited:
    """A new key, for another fortnight; the former one opens nothing any more."""
    INVITATION.perform("send_again", invitation, by=by)
    return _send(invitation, by=by, verb="invitation.sent_again")


def _send(invitation: Invitation, *, by: Any, verb: str) -> Invited:
    key = secrets.token_urlsafe(32)
    invitation.key_hash, invitation.sent_at = key_hash(key), clock.now()
    invitation.ends_at = invitation.sent_at + LASTS
    invitation.save()
    facts = {"person": f"person/{invitation.person_id}"} if invitation.person_id else {}
    record(verb, invitation, by=by, administrator=invitation.is_administrator, **facts)
    invited = Invited(invitation, key)
    if invitation.email:
        write("invitation", invitation.email, lambda: _letter(invited), language=invitation.language,
              about=invitation.public_id)  # fmt: skip
    return invited


def _letter(invited: Invited) -> Words:
    whom = invited.invitation
    return Words(
        subject=_("Your invitation to the workspace"),
        says=[
            _("You are invited to work on the record of the action plan as %(name)s.") % {"name": whom},
            _("The link works once, for fourteen days. If you did not expect it, leave it alone: nothing happens."),
        ],
        to_do=_("Accept the invitation"),
        path=invited.path,
    )


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Any) -> None:
    """The key opens nothing any more."""
    INVITATION.perform("withdraw", invitation, by=by)
    record("invitation.withdrawn", invitation, by=by)


@transaction.atomic
def accept(
    invitation: Invitation, *, language: str, email: str = "", name: str = "", password: str | None = None
) -> Account:
    """Open the account; the key is used up, and of two who use it at the same moment one comes too late."""
    account = Account(email=invitation.email or email.strip().lower(), name=invitation.name or name)
    account.language, account.opened_at = language, clock.now()
    INVITATION.perform("accept", invitation, by=account)
    if Account.objects.filter(email=account.email).exists():
        raise Refused([_("This address has an account already: sign in with it, then open the invitation again.")])
    account.person, account.is_administrator = invitation.person, invitation.is_administrator
    account.set_password(password)
    account.save(force_insert=True)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    record("account.opened", account, by=account, administrator=account.is_administrator)
    return account


@transaction.atomic
def join(invitation: Invitation, account: Account) -> None:
    """Somebody who has an account already becomes, with it, who the invitation says."""
    INVITATION.perform("accept", invitation, by=account)
    if account.person_id and invitation.person_id:
        raise Refused([_("This account belongs to another person of the record already.")])
    account.person = invitation.person or account.person
    account.is_administrator = account.is_administrator or invitation.is_administrator
    account.save(update_fields=["person", "is_administrator"])
    record("account.joined", account, by=account, administrator=account.is_administrator)


@transaction.atomic
def close(account: Account, *, by: Any) -> None:
    """Nobody signs in with it from the next request on; what was done with it stays where it stands."""
    ACCOUNT.perform("close", account, by=by)
    account.is_active = False
    account.save(update_fields=["is_active"])
    record("account.closed", account, by=by)


@transaction.atomic
def reopen(account: Account, *, by: Any) -> None:
    """They may sign in again."""
    ACCOUNT.perform("reopen", account, by=by)
    account.is_active = True
    account.save(update_fields=["is_active"])
    record("account.reopened", account, by=by)


@transaction.atomic
def set_administrator(account: Account, value: bool, *, by: Any) -> None:
    """Give or take the only role that is not held in a seat."""
    ACCOUNT.perform("make_administrator" if value else "end_administrator", account, by=by)
    account.is_administrator = value
    account.save(update_fields=["is_administrator"])
    record("account.made_administrator" if value else "account.no_longer_administrator", account, by=by)


@transaction.atomic
def speak(account: Account, language: str, *, by: Any) -> None:
    """In which language letters begin: their own choice, and nobody else's business."""
    ACCOUNT.ask("speak", account, by=by)
    account.language = language
    account.save(update_fields=["language"])


@transaction.atomic
def first_link(*, by: Any) -> str | None:
    """The path by which the first administrator comes in; None once there is one. Each link ends the one before."""
    if Account.objects.filter(is_administrator=True, is_active=True).exists():
        return None
    for earlier in Invitation.objects.filter(stage=WAITING, email="", is_administrator=True):
        withdraw(earlier, by=by)
    return invite("", by=by, administrator=True).path


def forget_sessions() -> int:
    """Those that have run out; the worker's task."""
    return Session.objects.filter(expire_date__lt=clock.now()).delete()[0]

"""Nouns: an Account is how somebody signs in; an Invitation is how they come to have one. Both are private."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel import clock
from tovchoo.people.models import Forum, Person, Seat
from tovchoo.people.roles import Held, administrator, held_by, secretariat


class Private(models.QuerySet[Any]):
    """Who is invited, and who has an account, is for those who let people in; for others it is as if it were not."""

    def visible_to(self, person: Any) -> Private:
        allowed = administrator.test(person, None) or secretariat.test(person, None)
        return self if allowed else self.none()


class AccountManager(BaseUserManager.from_queryset(Private)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> Account:
        found: Account = self.get(email=(username or "").strip().lower())
        return found


class Account(AbstractBaseUser):
    """How one human being signs in. What they may do follows from the seats of the person they are, never from here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)  # in lower case
    name = models.CharField(_("name"), max_length=120, blank=True)  # of those who are no person of the record
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, verbose_name=_("person"), related_name="+", null=True, blank=True
    )
    is_administrator = models.BooleanField(_("administrator of the site"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    opened_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = AccountManager()

    def __str__(self) -> str:
        return str(self.person or self.name or self.email)

    @property
    def public_id(self) -> str:
        """Who acted, as the ledger says it: the person of the record, else a number that tells nothing."""
        return f"person/{self.person_id}" if self.person_id else f"account/{self.pk.hex}"

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The seats they speak from today; asked once for each time the account is read."""
        return held_by(self.person_id, clock.today())

    @property
    def keeps_the_record(self) -> bool:
        """Whether others depend on nobody else getting in here: a second factor is required."""
        kinds = (Forum.Kind.SECRETARIAT,)
        return self.is_administrator or any(
            each.kind in kinds or each.role == Seat.Role.SECRETARY for each in self.held
        )


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in, or is about to be."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", null=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        from .sessions import SessionStore

        return SessionStore


class Invitation(models.Model):
    """A letter with a key that opens an account once. The key itself is not kept, only its hash."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.WAITING)
    key_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)  # empty where the operator of the server prints the link
    name = models.CharField(_("name"), max_length=120, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name=_("person"), related_name="+", null=True, blank=True
    )
    is_administrator = models.BooleanField(_("administrator of the site"), default=False)
    language = models.CharField(_("language"), max_length=10, default="en")
    sent_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sent_by = models.ForeignKey(Account, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    objects = Private.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(stage="waiting"), name="one_invitation_waits_for_a_person"
            )
        ]

    def __str__(self) -> str:
        return str(self.person or self.name or self.email or self.pk)

    @property
    def public_id(self) -> str:
        return f"invitation/{self.pk.hex}"

    def has_ended(self, now: datetime) -> bool:
        return now >= self.ends_at

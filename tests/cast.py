"""The people of every test: one cast, so that a test reads as a story. Fictional; none of them holds a real office.

They came in as anybody does: the first administrator by the link that the server prints, the others by invitation.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from tests.kept import Kept
from tovchoo.accounts.models import Account, Invitation
from tovchoo.accounts.rules import Invited, accept, first_link, invite, invite_to_a_seat, key_hash
from tovchoo.kernel.localized import Localized
from tovchoo.people.models import Forum
from tovchoo.people.roles import Operator
from tovchoo.people.rules import register_forum


@dataclass
class Cast:
    """Who is there, and the forums of practice that they sit in."""

    administrator: Account
    saraa: Account  # runs the secretariat
    bat: Account  # sits in the working group for a ministry
    tsetseg: Account  # sits there for civil society
    dorj: Account  # chairs the MSF
    oyun: Account  # secretary of another group
    nomin: Account  # a citizen with an account and no seat
    secretariat: Forum
    msf: Forum
    group: Forum
    other_group: Forum


def in_two(mn: str, en: str) -> Localized:
    """A text in both languages."""
    return Localized({"mn": mn, "en": en})


def the_first_administrator() -> Account:
    """Comes in by the link that the server prints."""
    key = first_link(by=Operator()).rstrip("/").rpartition("/")[2]
    invitation = Invitation.objects.get(key_hash=key_hash(key))
    account = accept(invitation, language="en", email="administrator@example.org", name="Administrator")
    return with_a_second_step(account)


def with_a_second_step(account: Account) -> Account:
    """An app on the phone, and spare codes."""
    TOTP.activate(account, generate_totp_secret())
    RecoveryCodes.activate(account)
    return account


def accepted(invited: Invited, **given: str) -> Account:
    """The account that an invitation leads to."""
    return Account.objects.get(pk=accept(invited.invitation, language="en", **given).pk)


def a_member(name: Localized, forum: Forum | None, *, by: Account, role: str = "") -> Account:
    """Somebody new, with a seat, who has accepted the invitation."""
    email = f"{name['en'].lower()}@example.org"
    given = {"person": None, "name": name, "forum": forum, "role": role, "language": "en"}
    account = accepted(invite_to_a_seat(email, by=by, **given))
    return with_a_second_step(account) if account.keeps_the_record else account


def seated(kept: Kept) -> Cast:
    """As they were kept; where something else was made before them, they come in anew."""
    cast: Cast = kept.restored(build_cast)
    return cast


def build_cast() -> Cast:
    """By the rules, as anybody comes in."""
    administrator = the_first_administrator()
    secretariat = register_forum("secretariat", in_two("Дадлагын алба", "Practice Office"), by=administrator)
    served = {"served_by": secretariat, "by": administrator}
    msf = register_forum("msf", in_two("Дадлагын форум", "Practice Forum"), **served)
    group = register_forum("working_group", in_two("Дадлагын хэсэг", "Practice Group"), **served)
    other = register_forum("working_group", in_two("Өөр хэсэг", "Other Group"), **served)
    return Cast(
        administrator=administrator,
        saraa=a_member(in_two("Сараа", "Saraa"), secretariat, by=administrator),
        bat=a_member(in_two("Бат", "Bat"), group, by=administrator),
        tsetseg=a_member(in_two("Цэцэг", "Tsetseg"), group, by=administrator),
        dorj=a_member(in_two("Дорж", "Dorj"), msf, by=administrator, role="chair"),
        oyun=a_member(in_two("Оюун", "Oyun"), other, by=administrator, role="secretary"),
        nomin=accepted(_plain_invitation(administrator)),
        secretariat=secretariat,
        msf=msf,
        group=group,
        other_group=other,
    )  # fmt: skip


def _plain_invitation(by: Account) -> Invited:
    return invite("nomin@example.org", name="Nomin", by=by)


def signed_in(account: Account) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    client.force_login(account)
    return client

"""Who lives in Practice Land, and how somebody who learns comes in as one of them.

Their password and the key of their app are made for each installation and kept in its data folder.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings

from tests.accounts.phone import shown_for
from tests.cast import Cast, in_two
from tests.practice import texts
from tovchoo.kernel import clock
from tovchoo.ledger.rules import correct
from tovchoo.membership.rules import give
from tovchoo.people.models import Organisation, Seat
from tovchoo.people.rules import register, register_person

WORDS = ["heron", "crane", "lark", "swift", "plover", "stork", "ibis", "finch", "teal", "wren", "grebe", "egret"]
SIGNED_IN_AS = {
    "saraa": "runs the secretariat: proposals, versions, amendments, the way into law",
    "tsetseg": "sits in the working group for Practice Budget Watchers",
    "bat": "sits in the working group for a ministry",
    "dorj": "chairs the multi-stakeholder forum",
    "nomin": "a citizen with an account and no seat",
    "administrator": "may do everything",
}


def organisations(cast: Cast) -> dict[str, Organisation]:
    """Each by a short key."""
    return {
        key: register(Organisation(name=in_two(mn, en), sector=sector), by=cast.administrator)
        for key, (mn, en, sector) in texts.ORGANISATIONS.items()
    }


def seats(cast: Cast, bodies: dict[str, Organisation]) -> None:
    """Twelve in the working group and six in the MSF, both sides alike."""
    for who, side, body in (
        (cast.bat, "government", "digital"), (cast.tsetseg, "non_government", "budget_watch"),
        (cast.dorj, "government", "digital"),
    ):  # fmt: skip
        seat = Seat.objects.get(person=who.person)
        correct(seat, {"side": side, "organisation": bodies[body]}, reason="as the order names it", by=cast.saraa)
    for forum, members in ((cast.group, texts.MEMBERS), (cast.msf, texts.MSF_MEMBERS)):
        for mn, en, side, body in members:
            person = register_person(in_two(mn, en), by=cast.saraa)
            values = {"person": person, "side": side, "organisation": bodies[body]}
            give(forum, values, since=clock.today(), by=cast.saraa)


def may_sign_in(cast: Cast) -> None:
    """One password for all, and one key for the apps of those who need a second step."""
    kept = {"password": "-".join(secrets.choice(WORDS) for _word in range(5)), "key": generate_totp_secret()}
    for name in SIGNED_IN_AS:
        account = getattr(cast, name)
        account.set_password(kept["password"])
        account.save(update_fields=["password"])
        if account.authenticator_set.filter(type="totp").delete()[0]:
            TOTP.activate(account, kept["key"])
    path = _path()
    path.touch(mode=0o600)
    path.write_text(json.dumps(kept))


def introduce() -> None:
    """Say how one comes in."""
    kept = json.loads(_path().read_text())
    print(f"\nSign in at {settings.SITE_URL}/en/workspace/ with the password {kept['password']} as")  # noqa: T201
    for name, what in SIGNED_IN_AS.items():
        print(f"  {name + '@example.org':28}{what}")  # noqa: T201
    print("Saraa and the administrator are asked for a code too: script/demo code\n")  # noqa: T201


def code() -> None:
    """What an app would show now."""
    print(shown_for(json.loads(_path().read_text())["key"]))  # noqa: T201


def _path() -> Path:
    return settings.DATA_DIR / "practice.json"

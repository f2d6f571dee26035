"""Who and what is there in the practice office, made by the rules before its doors open. Fictional, all of it.

It runs inside the site: tovchoo shell -c "from tests.browser.staff import tell; tell()".
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from types import SimpleNamespace

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from tests.browser.office import PASSWORD
from tests.browser.texts import pages_of_texts
from tests.cast import Account, a_member, accepted, in_two, the_first_administrator
from tovchoo.accounts.rules import invite, invite_to_a_seat
from tovchoo.decisions.models import Decision, Motion, Task
from tovchoo.decisions.rules import close, open_vote, table
from tovchoo.decisions.rules import register as enter
from tovchoo.kernel import clock
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.rules import add_item, ask_members, call, hold, sign_up
from tovchoo.membership.rules import add_line, draw_up
from tovchoo.minutes.models import Writing
from tovchoo.minutes.rules import adopt, answer_correction, begin, circulate, keep, propose_correction
from tovchoo.people.models import Forum, Organisation
from tovchoo.people.roles import Anybody
from tovchoo.people.rules import merge, register, register_forum
from tovchoo.publishing.models import Draft
from tovchoo.publishing.rules import write

INVITED = ("Ariun", "Bolor", "Delger", "Enkhee", "Ganaa")


def tell() -> None:
    """Make them, and tell what one must know to come in."""
    administrator = the_first_administrator()
    secretariat = register_forum("secretariat", in_two("Дадлагын алба", "Practice Office"), by=administrator)
    served = {"served_by": secretariat, "by": administrator}
    group = register_forum("working_group", in_two("Дадлагын хэсэг", "Practice Group"), **served)
    msf = register_forum("msf", in_two("Дадлагын форум", "Practice Forum"), **served)
    for name in ("Saraa", "Bat"):
        a_member(in_two(name, name), group if name == "Bat" else secretariat, by=administrator)
    citizen = accepted(invite("nomin@example.org", name="Nomin", by=administrator), password=PASSWORD)
    told = {
        "secret": _with_a_password_and_an_app(administrator),
        "administrator": administrator.email,
        "citizen": citizen.email,
        "invitations": {name: _invited(name, secretariat, by=administrator) for name in INVITED},
        "draft": _draft(by=administrator),
        "merged": _merged(by=administrator),
        "meeting": _discussion(group, by=administrator),
        "list": _list(group, by=administrator),
        "minutes": _minutes(group, by=administrator),
        "member": _with_a_password("bat@example.org"),
        "motions": _motions(group, by=administrator),
        "public": _what_came_of_meetings(group, by=administrator),
        "texts": pages_of_texts(
            SimpleNamespace(
                administrator=administrator,
                saraa=Account.objects.get(email="saraa@example.org"),
                bat=Account.objects.get(email="bat@example.org"),
                secretariat=secretariat,
                group=group,
                msf=msf,
            )
        ),
    }
    json.dump(told, sys.stdout)


def _with_a_password_and_an_app(account: Account) -> str:
    secret = generate_totp_secret()
    account.set_password(PASSWORD)
    account.save()
    account.authenticator_set.all().delete()
    TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    return secret


def _with_a_password(email: str) -> str:
    account = Account.objects.get(email=email)
    account.set_password(PASSWORD)
    account.save()
    return email


def _motions(group: Forum, *, by: Account) -> dict[str, str]:
    """One that is tabled, one open for votes, one on which nobody votes, one closed."""
    words = {"title": in_two("Дадлагын санал", "Practice motion"), "text": in_two("Зохиомол.", "Fictional.")}
    made = {
        stage: table(Motion(forum=group, method="roll_call", **words), by=by) for stage in ("tabled", "open", "closed")
    }
    words["title"] = in_two("Өөр асуулт", "Another question")
    made["unvoted"] = table(Motion(forum=group, method="roll_call", **words), by=by)
    for stage in ("open", "unvoted", "closed"):
        open_vote(made[stage], by=by)
    close(made["closed"], by=by)
    return {stage: each.pk for stage, each in made.items()}


def _invited(name: str, forum: Forum, *, by: Account) -> str:
    """The path of the link in the letter."""
    given = {"person": None, "name": in_two(name, name), "forum": forum, "role": "", "language": "en"}
    return invite_to_a_seat(f"{name.lower()}@example.org", by=by, **given).path


def _draft(*, by: Account) -> int:
    said = {
        "title": in_two("Дадлага эхэллээ", "Practice has begun"),
        "text": in_two("Бүгд зохиомол.", "All fictional."),
    }
    return write(Draft(), said, by=by).pk


def _merged(*, by: Account) -> str:
    """The id of an organisation that was merged into another."""
    one, other = (
        register(Organisation(name=in_two(f"Дадлагын холбоо {n}", f"Practice Union {n}")), by=by) for n in (1, 2)
    )
    merge(one, other, reason="one body", by=by)
    return other.pk


def _discussion(group: Forum, *, by: Account) -> str:
    """A public discussion with an agenda, to which members are asked and people sign up."""
    entry = Meeting(kind="public_discussion", forum=group, title=in_two("Дадлагын хэлэлцүүлэг", "Practice discussion"),
                    starts_at=clock.now() + timedelta(days=40), place=in_two("Танхим", "The hall"))  # fmt: skip
    call(entry, by=by)
    for number in (1, 2):
        title = in_two(f"Асуудал {number}", f"Item {number}")
        add_item(entry, title, in_two("Тайлбар", "Some words"), is_closed=number == 2, by=by)
    ask_members(entry, by=by)
    sign_up(entry, "Practice Citizen", "", language="en", by=Anybody())
    return entry.pk


def _minutes(group: Forum, *, by: Account) -> str:
    """A meeting that was held, whose minutes are with the members."""
    entry = Meeting(kind="full", forum=group, title=in_two("Дадлагын хурал", "Practice meeting"),
                    starts_at=clock.now() + timedelta(hours=1))  # fmt: skip
    call(entry, by=by)
    add_item(entry, in_two("Асуудал", "Item"), in_two("Тайлбар", "Some words"), by=by)
    Meeting.objects.filter(pk=entry.pk).update(starts_at=clock.now())
    hold(Meeting.objects.get(pk=entry.pk), by=by)
    writing = begin(Meeting.objects.get(pk=entry.pk), "mn", by=by)
    for each in writing.passages.all():
        keep(each, "Зохиомол." if each.language == "mn" else "Fictional.", base=0, key="first", by=by)
    circulate(writing, clock.now() + timedelta(days=3), by=by)
    propose_correction(writing, "Practice words", by=Account.objects.get(email="bat@example.org"))
    return entry.pk


def _what_came_of_meetings(group: Forum, *, by: Account) -> list[str]:
    """The pages of a decision, of a task, of minutes that were adopted."""
    words = in_two("Зохиомол.", "Fictional.")
    entered = [enter(kind(forum=group, text=words), by=by).get_absolute_url() for kind in (Decision, Task)]
    writing = Writing.objects.get(meeting=_minutes(group, by=by))
    answer_correction(writing.corrections.get(), "taken_over", by=by)
    Writing.objects.filter(pk=writing.pk).update(corrections_until=clock.now())
    return [*entered, adopt(writing, by=by).get_absolute_url()]


def _list(group: Forum, *, by: Account) -> int:
    """A list of members that is being drawn up."""
    made = draw_up(group, by=by)
    for side in ("government", "non_government"):
        line = {"name": in_two(f"Гишүүн {side}", f"Member {side}"), "organisation": in_two("Яам", "Ministry")}
        add_line(made, line | {"side": side}, by=by)
    return made.pk

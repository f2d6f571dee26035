"""Who may draw up who sits where. Read this file as the regulation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Act, Policy, Words, condition, role
from tovchoo.people.roles import administrator, secretariat, secretary_of_its_forum

from .models import MemberLine, MemberList

READING, OPEN, WRITING, DONE, UNREADABLE = MemberList.Stage


@role(_("that very person"))
def that_very_person(by: Any, person: Any) -> bool:
    return bool(getattr(by, "person_id", None) == person.pk)


@condition(_("every line is decided"))
def every_line_is_decided(members: MemberList) -> Words | None:
    if members.lines.filter(decision=MemberLine.Decision.ASK).exists():
        return _("Some lines are still to be decided.")
    return None


@condition(_("somebody is on the list"))
def somebody_is_on_it(members: MemberList) -> Words | None:
    if not members.lines.filter(decision=MemberLine.Decision.TAKE).exists():
        return _("Nobody is on the list.")
    return None


@condition(_("it has columns that were not understood"))
def it_has_unread_columns(members: MemberList) -> Words | None:
    if not members.unread:
        return _("Every column of this list was understood.")
    return None


MEMBER_LIST = Policy(
    _("List of members"), "stage",
    Act("draw_up", _("Draw up a list of members"), by=secretary_of_its_forum | administrator),
    Act("edit", _("Decide line by line"), by=secretary_of_its_forum | administrator, during=[OPEN]),
    Act("say_columns", _("Say what columns hold"), by=secretary_of_its_forum | administrator, during=[OPEN],
        given=[it_has_unread_columns], then=READING),
    Act("appoint", _("Appoint"), by=secretary_of_its_forum | administrator, during=[OPEN],
        given=[somebody_is_on_it, every_line_is_decided], then=WRITING),
    Act("invite", _("Invite those who left an address"), by=secretariat | administrator, during=[DONE]),
    Act("discard", _("Discard"), by=secretary_of_its_forum | administrator, during=[OPEN, UNREADABLE]),
)  # fmt: skip

STATEMENT = Policy(
    _("What somebody states of themselves"), None,
    Act("state", _("State gender and region"), by=that_very_person),
)  # fmt: skip

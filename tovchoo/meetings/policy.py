"""Who may call a meeting, prepare it and come to it. Read this file as the regulation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel import clock
from tovchoo.kernel.policy import Act, Policy, Words, condition, role
from tovchoo.people.roles import administrator, anybody, member_of_its_forum, secretary_of_its_forum

from .models import Meeting, Reply

CALLED, CANCELLED, HELD = Meeting.Stage


@role(_("whoever speaks for the seat"))
def its_holder(person: Any, reply: Reply) -> bool:
    return any(each.seat == reply.seat_id for each in person.held)


@condition(_("it has not begun"))
def it_has_not_begun(meeting: Meeting) -> Words | None:
    if meeting.starts_at and meeting.starts_at <= clock.now():
        return _("The meeting has begun already.")
    return None


@condition(_("it has begun"))
def it_has_begun(meeting: Meeting) -> Words | None:
    if meeting.starts_at is None or meeting.starts_at > clock.now():
        return _("The meeting has not begun yet.")
    return None


@condition(_("it is known from a source, not called here"))
def it_is_of_the_past(meeting: Meeting) -> Words | None:
    if meeting.stage == CALLED:
        return _("This meeting was called here: it is moved or corrected on the page on which it is prepared.")
    return _("This meeting was called here: what was held or cancelled stays as it is.") if meeting.stage else None


@condition(_("the entry stands for several"))
def it_stands_for_several(meeting: Meeting) -> Words | None:
    if meeting.count is None:
        return _("How many meetings the entry stands for is not recorded.")
    return _("This entry stands for one meeting only.") if meeting.count < 2 else None


@condition(_("anybody may come"))
def anybody_may_come(meeting: Meeting) -> Words | None:
    return None if meeting.is_open else _("This meeting is for the members of its forum.")


@condition(_("the meeting is still to come"))
def the_meeting_is_to_come(reply: Reply) -> Words | None:
    if reply.meeting.stage != CALLED:
        return _("This meeting is not called, or not any more.")
    return it_has_not_begun(reply.meeting)


MEETING = Policy(
    _("Meeting"), "stage",
    Act("register", _("Enter a meeting of the past"), by=secretary_of_its_forum | administrator, given=[it_is_of_the_past]),
    Act("correct", _("Correct"), by=secretary_of_its_forum | administrator, given=[it_is_of_the_past]),
    Act("tell_apart", _("Tell one apart"),
        by=secretary_of_its_forum | administrator, given=[it_is_of_the_past, it_stands_for_several]),
    Act("call", _("Call a meeting"), by=secretary_of_its_forum | administrator),
    Act("prepare", _("Prepare the meeting"), by=secretary_of_its_forum | administrator, during=[CALLED]),
    Act("move", _("Move or correct"), by=secretary_of_its_forum | administrator, during=[CALLED]),
    Act("add_paper", _("Add a paper"), by=secretary_of_its_forum | administrator, during=[CALLED, HELD]),
    Act("read_closed", _("Read what is closed to the public"),
        by=member_of_its_forum | secretary_of_its_forum | administrator),
    Act("cancel", _("Cancel the meeting"),
        by=secretary_of_its_forum | administrator, during=[CALLED], given=[it_has_not_begun], then=CANCELLED),
    Act("hold", _("The meeting was held"),
        by=secretary_of_its_forum | administrator, during=[CALLED], given=[it_has_begun], then=HELD),
    Act("take_attendance", _("Take attendance"),
        by=secretary_of_its_forum | administrator, during=[HELD]),
    Act("sign_up", _("Sign up"), by=anybody, during=[CALLED], given=[anybody_may_come, it_has_not_begun]),
)  # fmt: skip

REPLY = Policy(
    _("Reply to an invitation"), None,
    Act("answer", _("Reply"), by=its_holder, given=[the_meeting_is_to_come]),
)  # fmt: skip

REGISTERED = {Meeting: MEETING}

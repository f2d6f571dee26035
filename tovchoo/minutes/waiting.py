"""What waits in this app: minutes to be written, read, corrected and adopted; all in one question."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting

from .models import Writing
from .policy import BEING_WRITTEN, CIRCULATED, WRITERS, WRITING
from .questions import unfinished

MOST = 50


def minutes_to_finish(account: Any, today: date) -> list[Waiting]:
    """For those who write them what comes next; for members those that they may still correct."""
    if not account.held and not account.is_administrator:
        return []
    found = []
    for each in unfinished()[:MOST]:
        writing = Writing(meeting=each, stage=each.written or BEING_WRITTEN)
        if WRITERS.test(account, writing):
            found.append(_for_writers(each))
        elif writing.stage == CIRCULATED and WRITING.acts["propose_correction"].by.test(account, writing):
            found.append(_for_members(each))
    return [each for each in found if each]


def _for_writers(meeting: Any) -> Waiting | None:
    """Nothing where they are with the members and all is answered."""
    detail, act = _("The minutes are not adopted yet."), _("Write the minutes")
    if meeting.written == CIRCULATED:
        if meeting.unanswered:
            told = ngettext("%(num)s correction to answer", "%(num)s corrections to answer", meeting.unanswered)
            detail, act = told % {"num": meeting.unanswered}, _("Answer")
        elif meeting.until <= clock.about_now():
            detail, act = _("The time for corrections is over."), _("Adopt the minutes")
        else:
            return None
    return Waiting(meeting.title, address("minutes:write", meeting.pk), act, detail)


def _for_members(meeting: Any) -> Waiting | None:
    if meeting.until <= clock.about_now():
        return None
    detail = _("The minutes are with the members for correction.")
    due = localdate(meeting.until)
    return Waiting(meeting.title, address("minutes:read", meeting.pk), _("Read the minutes"), detail, due)

"""What waits in this app: meetings to reply to, meetings to prepare."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting

from .models import Meeting, Reply
from .policy import CALLED, MEETING


def meetings_to_come(account: Any, today: date) -> list[Waiting]:
    """For members those that ask them; for secretaries those that they prepare."""
    if not account.held and not account.is_administrator:
        return []
    asked = Reply.objects.filter(seat__in=[each.seat for each in account.held], answer="", meeting__stage=CALLED)
    found = [
        Waiting(each.meeting.title, address("meetings:reply", each.meeting_id), _("Reply"),
                _("You are asked whether you come."), localdate(each.meeting.starts_at))
        for each in asked.select_related("meeting")
    ]  # fmt: skip
    counted = Meeting.objects.filter(stage=CALLED).select_related("forum").annotate(
        asked=Count("replies", distinct=True), replied=Count("replies", filter=~Q(replies__answer=""), distinct=True)
    )  # fmt: skip
    found += [
        Waiting(each.title, address("meetings:prepare", each.pk), _("Prepare"),
                _("%(replied)s of %(asked)s have replied") % {"replied": each.replied, "asked": each.asked},
                localdate(each.starts_at))
        for each in counted.order_by("starts_at")[:50]
        if MEETING.allows("prepare", each, by=account)
    ]  # fmt: skip
    return found

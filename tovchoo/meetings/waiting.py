"""What waits in this app: meetings to reply to, meetings to prepare."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting

from .models import Meeting
from .policy import CALLED, MEETING

MOST = 300


def meetings_to_come(account: Any, today: date) -> list[Waiting]:
    """For members those that ask them; for secretaries those that they prepare."""
    if not account.held and not account.is_administrator:
        return []
    mine = Q(replies__seat__in=[each.seat for each in account.held], replies__answer="")
    counted = Meeting.objects.filter(stage=CALLED).select_related("forum").defer("folded", "summary").annotate(
        asked=Count("replies", distinct=True), replied=Count("replies", filter=~Q(replies__answer=""), distinct=True),
        mine=Count("replies", filter=mine, distinct=True),
    )  # fmt: skip
    listed = list(counted.order_by("starts_at")[:MOST])  # one question for both: the first page asks few
    found = [
        Waiting(each.title, address("meetings:reply", each.pk), _("Reply"),
                _("You are asked whether you come."), localdate(each.starts_at))
        for each in listed if each.mine
    ]  # fmt: skip
    found += [
        Waiting(each.title, address("meetings:prepare", each.pk), _("Prepare"),
                _("%(replied)s of %(asked)s have replied") % {"replied": each.replied, "asked": each.asked},
                localdate(each.starts_at))
        for each in listed[:50]
        if MEETING.allows("prepare", each, by=account)
    ]  # fmt: skip
    return found

"""What waits in this app: lists with lines to be decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovchoo.kernel.waiting import Waiting

from .models import MemberList
from .policy import MEMBER_LIST, OPEN


def lists_to_be_decided(account: Any, today: date) -> list[Waiting]:
    """For whoever draws them up."""
    if not account.held and not account.is_administrator:
        return []
    asked = Count("lines", filter=Q(lines__decision="ask"))
    lists = MemberList.objects.filter(stage=OPEN).select_related("forum").annotate(asked=asked).order_by("pk")[:20]
    return [
        Waiting(
            title=_("Members of %(forum)s") % {"forum": each.forum},
            url=each.get_absolute_url(),
            act=_("Decide"),
            detail=ngettext("%(num)s line is to be decided.", "%(num)s lines are to be decided.", each.asked)
            % {"num": each.asked},
        )
        for each in lists
        if MEMBER_LIST.allows("edit", each, by=account)
    ]

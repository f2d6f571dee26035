"""What waits in this app: proposals that are tabled, and of which nobody has spoken yet. One question."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting
from tovchoo.plans.models import Plan, Proposal

from .policy import PROPOSAL, TABLED


def proposals_to_discuss(account: Any, today: date) -> list[Waiting]:
    """For those who keep the plan: how many wait for a meeting."""
    if not account.keeps_the_record:
        return []
    tabled = Count("proposals", filter=Q(proposals__stage=TABLED))
    rows = Plan.objects.select_related("working_group").defer("folded").annotate(waiting=tabled)
    return [
        Waiting(each.short_title, address("proposals:board", each.pk), _("See the board"),
                ngettext("%(num)s proposal is tabled and not discussed yet.",
                         "%(num)s proposals are tabled and not discussed yet.", each.waiting) % {"num": each.waiting})
        for each in rows.filter(waiting__gt=0).order_by("id")
        if PROPOSAL.acts["discuss"].by.test(account, Proposal(plan=each))
    ]  # fmt: skip

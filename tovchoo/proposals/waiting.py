"""What waits in this app: proposals that are tabled, and of which nobody has spoken yet. Asked with the plans."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting
from tovchoo.plans.models import Proposal

from .policy import PROPOSAL, TABLED


def proposals_to_discuss(account: Any, plans: list[Any]) -> list[Waiting]:
    """For those who keep a plan: how many wait for a meeting, where it was asked about with `tabled_ones`."""
    return [
        Waiting(each.short_title, address("proposals:board", each.pk), _("See the board"),
                ngettext("%(num)s proposal is tabled and not discussed yet.",
                         "%(num)s proposals are tabled and not discussed yet.", each.tabled) % {"num": each.tabled})
        for each in plans
        if each.tabled and PROPOSAL.acts["discuss"].by.test(account, Proposal(plan=each))
    ]  # fmt: skip


def tabled_ones() -> dict[str, Any]:
    """What a question about plans counts with them."""
    rows = Proposal.objects.filter(plan=OuterRef("pk"), stage=TABLED).values("plan").order_by()
    return {"tabled": Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField())}

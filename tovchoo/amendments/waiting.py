"""What waits in this app: amendments without a recommendation, and without a decision; asked with the plans."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting

from .models import Amendment
from .policy import AMENDMENT, DECIDERS, PROPOSED


def amendments_to_decide(account: Any, plans: list[Any]) -> list[Waiting]:
    """For those who decide and those who recommend, a line for each plan that was asked about with `open_ones`."""
    found = []
    for plan in plans:
        one = Amendment(plan=plan)
        if plan.open and DECIDERS.test(account, one):
            told = ngettext("%(num)s amendment to decide", "%(num)s amendments to decide", plan.open)
            found.append(_line(plan, _("Decide"), told % {"num": plan.open}))
        elif plan.unadvised and AMENDMENT.acts["recommend"].by.test(account, one):
            told = ngettext("%(num)s amendment to recommend on", "%(num)s amendments to recommend on", plan.unadvised)
            found.append(_line(plan, _("Recommend"), told % {"num": plan.unadvised}))
    return found


def _line(plan: Any, act: str, detail: str) -> Waiting:
    return Waiting(plan.title, address("amendments:desk", plan.pk), act, detail)


def open_ones() -> dict[str, Any]:
    """What a question about plans counts with them: `open`, and of those `unadvised`."""
    rows = Amendment.objects.filter(plan=OuterRef("pk"), stage=PROPOSED).values("plan").order_by()
    counted = {"open": Count("pk"), "unadvised": Count("pk", filter=Q(advice=""))}
    return {
        name: Subquery(rows.annotate(n=each).values("n"), output_field=IntegerField()) for name, each in counted.items()
    }

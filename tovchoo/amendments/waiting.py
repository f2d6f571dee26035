"""What waits in this app: amendments without a recommendation, and without a decision; one question."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting
from tovchoo.plans.models import Plan

from .models import Amendment
from .policy import AMENDMENT, DECIDERS, PROPOSED

MOST = 20  # plans


def amendments_to_decide(account: Any, today: date) -> list[Waiting]:
    """For those who decide and those who recommend, a line for each plan."""
    if not account.held and not account.is_administrator:
        return []
    found = []
    for plan in _plans_with_open_ones()[:MOST]:
        one = Amendment(plan=plan)
        if DECIDERS.test(account, one):
            told = ngettext("%(num)s amendment to decide", "%(num)s amendments to decide", plan.open)
            found.append(_line(plan, _("Decide"), told % {"num": plan.open}))
        elif plan.unadvised and AMENDMENT.acts["recommend"].by.test(account, one):
            told = ngettext("%(num)s amendment to recommend on", "%(num)s amendments to recommend on", plan.unadvised)
            found.append(_line(plan, _("Recommend"), told % {"num": plan.unadvised}))
    return found


def _line(plan: Plan, act: str, detail: str) -> Waiting:
    return Waiting(plan.title, address("amendments:desk", plan.pk), act, detail)


def _plans_with_open_ones() -> Any:
    rows = Amendment.objects.filter(plan=OuterRef("pk"), stage=PROPOSED).values("plan").order_by()
    counted = {"open": Count("pk"), "unadvised": Count("pk", filter=Q(advice=""))}
    counts = {
        name: Subquery(rows.annotate(n=each).values("n"), output_field=IntegerField()) for name, each in counted.items()
    }
    plans: Any = Plan.objects.select_related("working_group").annotate(**counts)
    return plans.filter(open__gt=0).order_by(F("ordinal").desc(nulls_last=True), "pk")

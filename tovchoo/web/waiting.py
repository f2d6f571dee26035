"""What waits for somebody, from all floors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import F, Q

from tovchoo.accounts.waiting import invitations_that_end
from tovchoo.amendments.waiting import amendments_to_decide, open_ones
from tovchoo.cycle.waiting import what_is_to_be_set_up_and_done_next
from tovchoo.decisions.waiting import votes_and_tasks
from tovchoo.drafting.waiting import translations_to_write, untranslated
from tovchoo.kernel.waiting import Waiting, nearest_first
from tovchoo.meetings.waiting import meetings_to_come
from tovchoo.membership.waiting import lists_to_be_decided
from tovchoo.minutes.waiting import minutes_to_finish
from tovchoo.plans.models import Plan
from tovchoo.proposals.waiting import proposals_to_discuss, tabled_ones
from tovchoo.publishing.waiting import documents_without_a_file

MOST = 20  # plans


def what_plans_wait_for(account: Any, today: date) -> list[Waiting]:
    """Amendments to recommend on and decide, proposals to discuss, texts to translate: one question for all."""
    if not account.held and not account.is_administrator:
        return []
    rows = Plan.objects.select_related("working_group").defer("folded")
    rows = rows.annotate(**open_ones(), **tabled_ones(), **untranslated())
    rows = rows.filter(Q(open__gt=0) | Q(tabled__gt=0) | Q(untranslated__gt=0)).order_by(
        F("ordinal").desc(nulls_last=True), "pk"
    )
    plans = list(rows[:MOST])
    found = [*amendments_to_decide(account, plans), *proposals_to_discuss(account, plans)]
    return found + translations_to_write(account, plans)


SOURCES: tuple[Callable[[Any, date], list[Waiting]], ...] = (
    what_is_to_be_set_up_and_done_next,
    lists_to_be_decided,
    meetings_to_come,
    votes_and_tasks,
    what_plans_wait_for,
    minutes_to_finish,
    invitations_that_end,
    documents_without_a_file,
)


def waiting_for(account: Any, today: date) -> list[Waiting]:
    """Everything that needs this person, the nearest first."""
    return nearest_first([each for source in SOURCES for each in source(account, today)])

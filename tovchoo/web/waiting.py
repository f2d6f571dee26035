"""What waits for somebody, from all floors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tovchoo.accounts.waiting import invitations_that_end
from tovchoo.amendments.waiting import amendments_to_decide
from tovchoo.cycle.waiting import what_is_to_be_set_up_and_done_next
from tovchoo.decisions.waiting import votes_and_tasks
from tovchoo.editions.waiting import documents_that_failed
from tovchoo.kernel.waiting import Waiting, nearest_first
from tovchoo.meetings.waiting import meetings_to_come
from tovchoo.membership.waiting import lists_to_be_decided
from tovchoo.minutes.waiting import minutes_to_finish
from tovchoo.proposals.waiting import proposals_to_discuss
from tovchoo.publishing.waiting import documents_without_a_file

SOURCES: tuple[Callable[[Any, date], list[Waiting]], ...] = (
    what_is_to_be_set_up_and_done_next,
    lists_to_be_decided,
    meetings_to_come,
    votes_and_tasks,
    amendments_to_decide,
    minutes_to_finish,
    proposals_to_discuss,
    invitations_that_end,
    documents_that_failed,
    documents_without_a_file,
)


def waiting_for(account: Any, today: date) -> list[Waiting]:
    """Everything that needs this person, the nearest first."""
    return nearest_first([each for source in SOURCES for each in source(account, today)])

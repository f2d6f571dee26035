"""What waits in this app: votes to cast, votes to close, outcomes to state, tasks to do. One question in all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, F, Q, Value
from django.db.models.functions import Cast
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.kernel.moments import in_words
from tovchoo.kernel.partial_date import known
from tovchoo.kernel.waiting import Waiting
from tovchoo.people.models import Forum

from .models import Motion, Task, Voter
from .policy import CLOSED, MOTION, OPEN, TASK, TO_BE_DONE

MOST = 200
NEAR = timedelta(days=7)  # so long before it is due, whoever sees to a task is told
NO_MOMENT: Any = Cast(Value(None), DateTimeField())
NONE: Any = Cast(Value(None), CharField())


@dataclass(frozen=True)
class Row:
    """A vote to cast, a motion to close or to state the outcome of, a task; as far as it is asked for here."""

    what: str
    key: str
    title: Localized
    closes_at: datetime | None
    due: str | None
    forum: Forum | None
    seat: str | None


def votes_and_tasks(account: Any, today: date) -> list[Waiting]:
    """For members what they vote on and do; for secretaries what they have to close, state and see to."""
    if not account.held and not account.is_administrator:
        return []
    own = {each.seat for each in account.held}
    found = []
    for each in _rows(account, own, today):
        if each.what == "vote":
            found.append(_vote(each))
        elif each.what == "task":
            found += _task(each, own, account)
        elif MOTION.allows("table", Motion(forum=each.forum), by=account):
            found.append(_motion(each))
    return found


def _rows(account: Any, own: set[str], today: date) -> list[Row]:
    mine = Q(seat__in=own, substitute=None)
    if account.person_id:
        mine |= Q(substitute=account.person_id)
    silent = Voter.objects.filter(mine, motion__stage=OPEN, is_recused=False, vote=None, ballot=None)
    to_close = Motion.objects.filter(stage=OPEN, closes_at=None)
    to_state = Motion.objects.filter(stage=CLOSED, statement={})
    near = Q(due__lte=(today + NEAR).isoformat()) if account.keeps_the_record else Q(pk__in=())
    tasks = Task.objects.filter(Q(seat__in=own) | near, stage=TO_BE_DONE)
    parts = [
        _told("vote", silent, "motion__", closes_at=F("motion__closes_at"), title="motion__title", key="motion_id"),
        _told("close", to_close, ""),
        _told("state", to_state, ""),
        _told("task", tasks, "", due=Cast(F("due"), CharField()), title="text", seat=F("seat_id")),
    ]
    asked = parts[0].union(*parts[1:], all=True).order_by("w_what", "w_key")[:MOST]
    return [
        Row(what, key, text_of(title), closes_at, due, Forum(pk=forum, served_by_id=served) if forum else None, seat)
        for what, key, title, closes_at, due, forum, served, seat in asked
    ]


def _told(what: str, rows: Any, to: str, *, key: str = "pk", title: str = "title", closes_at: Any = NO_MOMENT,
          due: Any = NONE, seat: Any = NONE) -> Any:  # fmt: skip
    told = {"w_what": Value(what), "w_key": F(key), "w_title": Cast(title, CharField()), "w_closes_at": closes_at,
            "w_due": due, "w_forum": F(f"{to}forum_id"), "w_served_by": F(f"{to}forum__served_by_id"),
            "w_seat": seat}  # fmt: skip
    return rows.order_by().annotate(**told).values_list(*told)


def _vote(row: Row) -> Waiting:
    told = _("Votes are taken until the secretary closes the vote.")
    if row.closes_at:
        told = _("Votes are taken until %(moment)s.") % {"moment": in_words(row.closes_at)}
    due = localdate(row.closes_at) if row.closes_at else None
    return Waiting(row.title, address("decisions:vote", row.key), _("Vote"), told, due)


def _motion(row: Row) -> Waiting:
    if row.what == "close":
        return Waiting(
            row.title,
            address("decisions:prepare", row.key),
            _("Look"),
            _("The vote is open: close it once all is said."),
        )
    return Waiting(row.title, address("decisions:outcome", row.key), _("State the outcome"), _("The vote is closed."))


def _task(row: Row, own: set[str], account: Any) -> list[Waiting]:
    day = known(row.due)
    due = day.last if day else None
    if row.seat in own:
        url = address("decisions:finish-task", row.key)
        return [Waiting(row.title, url, _("It is done"), _("A task that was given to you."), due)]
    if TASK.allows("correct", Task(forum=row.forum), by=account):
        return [Waiting(row.title, address("decisions:task", row.key), _("Look"), _("A task that you see to."), due)]
    return []

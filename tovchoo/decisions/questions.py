"""Questions about motions, decisions and tasks that pages ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from tovchoo.files.models import Document
from tovchoo.kernel.languages import name
from tovchoo.ledger.questions import said_with
from tovchoo.versions.lacking import Lack, lacking

from .models import Decision, Motion, Option, Task, Vote, Voter
from .policy import its_version
from .tally import Tally, tally_of


def decisions_shown() -> QuerySet[Decision]:
    """With everything that a list of decisions prints."""
    return Decision.objects.select_related("forum", "meeting", "instrument").defer("folded")


def tasks_shown() -> QuerySet[Task]:
    """With everything that a list of tasks prints."""
    whose = ("seat__person", "seat__organisation", "seat__office", "organisation")
    return Task.objects.select_related("forum", "meeting", *whose).defer("folded")


def tasks_carried(forum: str | None) -> QuerySet[Task]:
    """What a forum still has to do, the nearest first."""
    return tasks_shown().filter(forum=forum, stage=Task.Stage.OPEN).order_by("due", "id")


def motions_shown() -> QuerySet[Motion]:
    """With everything that a list of motions prints."""
    return Motion.objects.select_related("forum").defer("folded", "text", "statement")


def papers_of(motion: Motion) -> QuerySet[Document]:
    """What is to be read before one votes."""
    return Document.objects.filter(about=motion.public_id).defer("folded").order_by("id")


def voters_from(account: Any) -> QuerySet[Voter]:
    """The seats from which somebody votes: their own, and those for which they are named instead."""
    mine = Q(seat__in=[each.seat for each in account.held])
    if account.person_id:
        mine |= Q(substitute=account.person_id)
    return Voter.objects.filter(mine)


def voters_of(motion: Motion) -> list[Voter]:
    """Who is entitled, with what they said as far as it is public."""
    rows = motion.voters.select_related("vote", "vote__option", "vote__cast_by", "substitute")
    return list(rows.order_by("side", "number"))


def tally_from(motion: Motion, options: list[Option], voters: Iterable[Voter]) -> Tally:
    """The count of votes that were read with their voters."""
    voters = list(voters)
    votes: list[Vote] = [found for each in voters if (found := vote_of(each))]
    return tally_of(motion, options, voters, votes)


def vote_of(voter: Voter) -> Any:
    """What the seat said, or None; hidden votes are not known here."""
    return getattr(voter, "vote", None)


def has_voted_itself(voter: Voter) -> bool:
    """Whether its vote, read with it, was cast and not said in the room."""
    known = vote_of(voter)
    return known is not None and not known.in_the_room


@dataclass(frozen=True)
class InPart:
    """Why a vote was opened although a language was missing, and which: of the motion's own words, of the version."""

    reason: str
    languages: list[str]
    lacks: list[Lack]


def opened_in_part(motion: Motion, options: Iterable[Option]) -> InPart | None:
    """None where nothing was missing. One question, and two more where something was."""
    told: list[Any] = [act.facts for act in said_with([motion.public_id], "motion.opened")]
    reason = told[-1].get("reason", "") if told else ""
    if not reason:
        return None
    own = [motion.title, motion.text, *(each.title for each in options)]
    languages = [name(code) for code, _name in settings.LANGUAGES if not all(each.get(code) for each in own)]
    version = its_version(motion)
    return InPart(reason, languages, lacking(version) if version else [])

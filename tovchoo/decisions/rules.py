"""Verbs: table a motion, open its vote, vote, close it and say what came of it; enter decisions and tasks.

A vote is taken while its motion is held together with all the others that vote: whoever closes it waits for them,
and who comes later finds it closed. The seat is held alone: pressed twice or from two windows, it has one vote.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from tovchoo.accounts.models import Account
from tovchoo.files.models import Document
from tovchoo.files.rules import enter_document, keep
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.languages import reader, words
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.locks import hold
from tovchoo.kernel.moments import in_words
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter, enter_each, record
from tovchoo.mail.rules import write
from tovchoo.mail.words import Words
from tovchoo.people.models import Instrument, Person, Seat
from tovchoo.people.roles import Operator

from .models import Ballot, Decision, Motion, Option, Task, Vote, Voter
from .policy import DECISION, MOTION, OPEN, TABLED, TASK, TO_BE_DONE, VOTER, its_version
from .tally import Tally, tally_of

ALL = 99  # more than 99 percent is everybody
HALF = 50  # percent: where a forum has no majority of its own, more than half of the votes carry
BEFORE = timedelta(days=1)  # so long before it closes, those who have not voted are reminded
FOR, AGAINST, ABSTAIN, CHOICE = Option.Kind
USUAL = {  # the options of each method: what each counts as, its title, what it means
    Motion.Method.ROLL_CALL: (
        (FOR, noop("For"), noop("The text is to be decided as it stands.")),
        (AGAINST, noop("Against"), noop("The text is not to be decided.")),
        (ABSTAIN, noop("Abstain"), noop("Neither: it counts for the quorum, not for the majority.")),
    ),
    Motion.Method.CONSENSUS: (
        (FOR, noop("Agree"), noop("I agree with the text.")),
        (ABSTAIN, noop("Stand aside"), noop("I do not agree with all of it, and do not stand in its way.")),
        (AGAINST, noop("Object"), noop("I object: there is no consensus with this text.")),
    ),
}


@dataclass(frozen=True)
class Unnamed:
    """Somebody who votes while votes are hidden: the public ledger says of which forum, not who."""

    public_id: str


@transaction.atomic
def table(motion: Motion, *, between: bool = False, by: Any) -> Motion:
    """Put a question to a forum, by the rules that the forum has today; `between`: its options are written by hand."""
    MOTION.ask("table", motion, by=by)
    _take_rules(motion)
    motion.stage = TABLED
    motion.id = fresh_id(Motion, motion.forum_id, motion.title.for_an_id or "motion")
    enter(motion, by=by)
    usual = USUAL[Motion.Method(motion.method)]
    kinds = [each for each in usual if not between or each[0] == ABSTAIN]
    for number, (kind, title, meaning) in enumerate(kinds, 1):
        _enter_option(motion, number, kind, _in_each(title), _in_each(meaning), by=by)
    return motion


def _take_rules(motion: Motion) -> None:
    """Those of its forum as they stand; that votes are hidden may be asked for beyond them."""
    rules = motion.forum
    motion.quorum, motion.each_side = rules.quorum, bool(rules.each_side)
    motion.majority = HALF if rules.majority is None else min(rules.majority, ALL)
    motion.is_hidden = motion.is_hidden or bool(rules.votes_hidden)
    motion.reasons_asked = bool(rules.reasons_asked)


def _in_each(message: str) -> Localized:
    """A message of the interface in each language of the site."""
    return Localized({code: words(code, message) for code, _name in settings.LANGUAGES})


def _enter_option(motion: Motion, number: int, kind: str, title: Localized, meaning: Localized, *, by: Any) -> Option:
    option = Option(id=f"{motion.pk}-{number}", motion=motion, number=number, kind=kind, title=title, meaning=meaning)
    return enter(option, by=by)


@transaction.atomic
def word(motion: Motion, values: dict[str, Any], *, by: Any) -> bool:
    """Word it anew before the vote is opened. The rules of the forum may be tightened here, never loosened."""
    MOTION.perform("word", motion, by=by)
    if motion.forum.votes_hidden and not values.get("is_hidden", True):
        raise Refused(
            [_("A rule of this forum: votes are hidden until the vote is closed. One motion cannot loosen it.")]
        )
    return change(motion, values, by=by)


@transaction.atomic
def add_option(motion: Motion, title: Localized, meaning: Localized, *, by: Any) -> Option:
    """One more choice."""
    MOTION.perform("word", motion, by=by)
    return _enter_option(motion, motion.options.count() + 1, CHOICE, title, meaning, by=by)


@transaction.atomic
def word_option(option: Option, title: Localized, meaning: Localized, *, by: Any) -> None:
    """Say it, and what it means, in other words."""
    MOTION.perform("word", option.motion, by=by)
    change(option, {"title": title, "meaning": meaning}, by=by)


@transaction.atomic
def add_paper(motion: Motion, document: Document, file: Any, *, by: Any) -> Document:
    """A paper to be read before one votes."""
    MOTION.perform("add_paper", motion, by=by)
    document.about = motion.public_id
    return enter_document(document, keep(file), by=by)


@transaction.atomic
def open_vote(motion: Motion, *, by: Any) -> Motion:
    """From here its words and rules do not change any more; who sits in the forum today is entitled, and is told."""
    MOTION.perform("open", motion, by=by)
    return _open(motion, by=by)


@transaction.atomic
def open_in_part(motion: Motion, *, reason: str, by: Any) -> Motion:
    """A language is missing, and a person says why, in public."""
    MOTION.perform("open_in_part", motion, by=by)
    return _open(motion, by=by, reason=reason)


def _open(motion: Motion, *, by: Any, **facts: str) -> Motion:
    today = clock.today()
    rows = Seat.objects.filter(forum=motion.forum, count=1).select_related("person", "organisation", "office")
    seats = [each for each in rows.order_by("side", "pk") if each.runs_on(today)]
    if not seats:
        raise Refused([_("Nobody sits in this forum today: there is nobody to vote.")])
    _take_rules(motion)
    motion.opened_at = clock.now()
    version = its_version(motion)
    motion.sha256 = version.sha256 if version else ""
    motion.save(update_fields=["opened_at", "sha256", "quorum", "majority", "each_side", "is_hidden", "reasons_asked"])
    enter_each([_voter(motion, number, seat) for number, seat in enumerate(seats, 1)], by=by)
    record("motion.opened", motion, by=by, seats=len(seats), at=motion.opened_at.isoformat(), **facts)
    people = [each.person_id for each in seats if each.person_id]
    for account in Account.objects.filter(person__in=people, is_active=True).order_by("email"):
        _tell(motion, account, "vote", lambda: _("A vote is open: %(motion)s") % {"motion": motion.title})
    return motion


def _voter(motion: Motion, number: int, seat: Seat) -> Voter:
    holder = seat.person or seat.organisation or seat.office
    name = getattr(holder, "name", None) or getattr(holder, "title", None) or Localized()
    return Voter(id=f"{motion.pk}-voter-{number}", motion=motion, seat=seat, number=number, side=seat.side, name=name)


def _tell(motion: Motion, account: Account, kind: str, subject: Any) -> None:
    def told() -> Words:
        says = [_("Votes are taken until %(moment)s.") % {"moment": in_words(motion.closes_at)}] \
            if motion.closes_at else [_("Votes are taken until the secretary closes the vote.")]  # fmt: skip
        path = address("decisions:vote", motion.pk)
        return Words(subject=subject(), says=says, to_do=_("Read the motion, and vote"), path=path)

    write(kind, account.email, told, language=account.language, about=motion.public_id)


def _tell_holder(voter: Voter, kind: str, says: Callable[[], str]) -> None:
    """Whoever speaks for a seat hears what somebody else did with its vote."""
    motion = voter.motion

    def told() -> Words:
        subject = _("Your seat in a vote: %(motion)s") % {"motion": motion.title}
        said = [says(), _("If that is not so, tell the secretary before the vote is closed.")]
        return Words(subject=subject, says=said, to_do=_("Look at the motion"), path=motion.get_absolute_url())

    for account in Account.objects.filter(person=voter.seat.person_id, is_active=True).exclude(person=None):
        write(kind, account.email, told, language=account.language, about=motion.public_id)


def _taken_down(option: Option) -> Callable[[], str]:
    return lambda: _("What you said in the room was taken down: %(option)s.") % {"option": option.title}


@transaction.atomic
def vote(voter: Voter, option: Option, *, reason: str = "", by: Any) -> bool:
    """The vote of a seat; said anew it takes the place of the former one. Whether anything is different."""
    motion = _hold_together(voter)
    VOTER.ask("vote", voter, by=by)
    return _cast(motion, voter, option, reason, by=by)


def _hold_together(voter: Voter) -> Motion:
    """The seat alone; its motion together with all who vote."""
    hold(voter, alone=True)
    hold(voter.motion, alone=False)
    return voter.motion


def _cast(motion: Motion, voter: Voter, option: Option, reason: str, *, by: Any, in_the_room: bool = False) -> bool:
    if option.motion_id != motion.pk:
        raise Refused([_("This option belongs to another motion.")])
    if option.kind == AGAINST and motion.reasons_asked and not reason:
        raise Refused([_("A rule of this forum: a vote against is given with its reason.")])
    said = {"option": option, "reason": Localized({reader(): reason} if reason else {}),
            "cast_by_id": None if in_the_room else by.person_id}  # fmt: skip
    if motion.is_hidden:
        return _hide(motion, voter, said)
    known = Vote.objects.filter(voter=voter).first()
    if known is None:
        enter(Vote(id=voter.pk, voter=voter, cast_at=clock.now(), in_the_room=in_the_room, **said), by=by)
        return True
    if (known.option_id, known.reason) == (option.pk, said["reason"]):
        return False
    return change(known, said | {"cast_at": clock.now(), "in_the_room": in_the_room}, by=by)


def _hide(motion: Motion, voter: Voter, said: dict[str, Any]) -> bool:
    """Into the box: the ledger hears that a vote was cast, sealed, and neither whose nor which."""
    known = Ballot.objects.filter(voter=voter).first()
    if known and (known.option_id, known.reason) == (said["option"].pk, said["reason"]):
        return False
    values = said | {"cast_at": clock.now(), "salt": secrets.token_hex(32)}
    ballot, _made = Ballot.objects.update_or_create(voter=voter, defaults=values)
    record("motion.ballot_cast", motion, by=Unnamed(f"member-of/{motion.forum_id}"), sealed=ballot.seal)
    return True


@transaction.atomic
def take_down(motion: Motion, said: dict[Voter, tuple[Option, str]], *, by: Any) -> int:
    """Votes as they were said in the room, for each seat; how many are new or other."""
    MOTION.perform("take_down", motion, by=by)
    taken = 0
    for voter, (option, reason) in said.items():
        _hold_together(voter)
        VOTER.ask("take_down", voter, by=by)
        if _cast(motion, voter, option, reason, by=by, in_the_room=True):
            taken += 1
            _tell_holder(voter, "vote_taken_down", _taken_down(option))
    return taken


@transaction.atomic
def recuse(voter: Voter, *, reason: str, by: Any) -> None:
    """The seat takes no part in this vote, and everybody may read why; a vote that it cast is taken back."""
    _recuse("recuse", voter, reason, by=by)


@transaction.atomic
def recuse_seat(voter: Voter, *, reason: str, by: Any) -> None:
    """The same, taken down by whoever keeps the vote; not for a seat that has voted itself."""
    _recuse("recuse_seat", voter, reason, by=by)
    _tell_holder(voter, "vote_recused", lambda: _("Your seat is recused, because: %(reason)s") % {"reason": reason})


def _recuse(act: str, voter: Voter, reason: str, *, by: Any) -> None:
    _hold_together(voter)
    VOTER.ask(act, voter, by=by)
    Ballot.objects.filter(voter=voter).delete()
    for cast in Vote.objects.filter(voter=voter):
        record("vote.taken_back", cast, by=by, reason=reason)
        cast.delete()
    change(voter, {"is_recused": True, "reason": Localized({reader(): reason})}, by=by)


@transaction.atomic
def take_part(voter: Voter, *, by: Any) -> None:
    """The seat is not recused after all."""
    _hold_together(voter)
    VOTER.ask("take_part", voter, by=by)
    change(voter, {"is_recused": False, "reason": Localized()}, by=by)


@transaction.atomic
def name_substitute(voter: Voter, person: Person | None, *, by: Any) -> None:
    """Who votes instead of whoever holds the seat, in this vote alone; nobody: the holder votes again."""
    _hold_together(voter)
    VOTER.ask("name_substitute", voter, by=by)
    if change(voter, {"substitute": person}, by=by) and person:
        _tell_holder(voter, "vote_instead", lambda: _("In this vote %(name)s votes instead of you.") % {"name": person})


@transaction.atomic
def close(motion: Motion, *, by: Any) -> Tally:
    """Nobody votes any more; what was hidden is public; the outcome follows from the votes and the rules."""
    MOTION.perform("close", motion, by=by)
    ballots = list(Ballot.objects.filter(voter__motion=motion).select_related("voter").order_by("voter__number"))
    enter_each([_shown(each) for each in ballots], by=by)
    if ballots:
        keys = [[each.voter_id, each.option_id, each.salt] for each in ballots]
        record("motion.ballots_opened", motion, by=by, keys=keys)  # whoever kept the seals can check each of them
    Ballot.objects.filter(voter__motion=motion).delete()
    tally = count(motion)
    motion.closed_at = clock.now()
    motion.outcome, motion.chosen = tally.outcome, tally.chosen
    motion.save(update_fields=["closed_at", "outcome", "chosen"])
    record("motion.closed", motion, by=by, outcome=tally.outcome, votes=tally.whole.voted,
           because=[str(each) for each in tally.because])  # fmt: skip
    if tally.outcome == Motion.Outcome.CARRIED:
        _decide(motion, by=by)
    return tally


def _shown(ballot: Ballot) -> Vote:
    said = {"option_id": ballot.option_id, "reason": ballot.reason, "cast_by_id": ballot.cast_by_id}
    return Vote(id=ballot.voter_id, voter=ballot.voter, cast_at=ballot.cast_at, **said)


def count(motion: Motion) -> Tally:
    """The votes counted from their entries, by the rules of the motion."""
    options = list(motion.options.order_by("number"))
    votes = Vote.objects.filter(voter__motion=motion).only("voter_id", "option_id")
    return tally_of(motion, options, motion.voters.order_by("number"), votes)


def _decide(motion: Motion, *, by: Any) -> Decision:
    """A motion that is carried is a decision of its forum."""
    day = PartialDate(localdate(motion.closed_at).isoformat())
    by_vote = motion.method == Motion.Method.ROLL_CALL
    text = motion.text if motion.chosen is None or motion.chosen.kind != CHOICE else motion.chosen.title
    made = Decision(forum=motion.forum, meeting=motion.meeting, item=motion.item, motion=motion, date=day, text=text)
    made.basis = Decision.Basis.VOTE if by_vote else Decision.Basis.CONSENSUS
    made.id = fresh_id(Decision, motion.forum_id, "decision", str(_next_number(made)))
    return enter(made, by=by)


@transaction.atomic
def withdraw(motion: Motion, *, reason: str, by: Any) -> None:
    """It is not decided; why, stands on its page. Votes that were hidden stay so, and are gone."""
    MOTION.perform("withdraw", motion, by=by)
    Ballot.objects.filter(voter__motion=motion).delete()
    record("motion.withdrawn", motion, by=by, reason=reason)


@transaction.atomic
def state_outcome(motion: Motion, text: Localized, instrument: Instrument | None, *, by: Any) -> None:
    """What the outcome means, in the words of the forum; the order or approval that follows from it."""
    MOTION.perform("state_outcome", motion, by=by)
    change(motion, {"statement": text, "instrument": instrument}, by=by)
    decided = Decision.objects.filter(motion=motion).first()
    if decided:
        change(decided, {"instrument": instrument}, by=by)


def close_due() -> int:
    """Votes whose last moment has come; the worker's task."""
    due = Motion.objects.filter(stage=OPEN, closes_at__lte=clock.now()).select_related("forum").order_by("closes_at")
    for motion in due:
        with suppress(Refused):  # another worker was quicker
            close(motion, by=Operator())
    return len(due)


@transaction.atomic
def remind() -> int:
    """A day before a vote closes, once, whoever has an account and has not voted; the worker's task."""
    now = clock.now()
    soon = Motion.objects.filter(stage=OPEN, closes_at__gt=now, closes_at__lte=now + BEFORE, reminded_at=None)
    told = 0
    for motion in soon.select_for_update().order_by("closes_at"):
        silent = motion.voters.filter(is_recused=False, vote=None, ballot=None)
        people = [each.substitute_id or each.seat.person_id for each in silent.select_related("seat")]
        for account in Account.objects.filter(person__in=[each for each in people if each], is_active=True):
            _tell(
                motion,
                account,
                "vote_reminder",
                lambda m=motion: _("A vote closes soon: %(motion)s") % {"motion": m.title},
            )
            told += 1
        Motion.objects.filter(pk=motion.pk).update(reminded_at=now)
    return told


# --- decisions and tasks ----------------------------------------------------------------------------------------------


@transaction.atomic
def register(entry: Any, *, by: Any) -> Any:
    """Enter a decision or a task, as the meeting took it."""
    (DECISION if isinstance(entry, Decision) else TASK).ask("register", entry, by=by)
    if isinstance(entry, Task):
        entry.stage = TO_BE_DONE
    of = entry.meeting_id or entry.forum_id or ""
    entry.id = fresh_id(type(entry), of, entry._meta.model_name, str(_next_number(entry)))
    return enter(entry, by=by)


def _next_number(entry: Decision | Task) -> int:
    """Within its meeting, or its forum."""
    of = {"meeting": entry.meeting} if entry.meeting_id else {"forum": entry.forum}
    return type(entry)._default_manager.filter(**of).count() + 1


@transaction.atomic
def correct(entry: Any, values: dict[str, Any], *, reason: str, by: Any) -> bool:
    """Change what a decision or a task says; the former value stays in its history."""
    (DECISION if isinstance(entry, Decision) else TASK).perform("correct", entry, by=by)
    return change(entry, values, by=by, reason=reason)


@transaction.atomic
def finish(task: Task, came_of_it: Localized, *, on: PartialDate, by: Any) -> None:
    """It is done, and what came of it."""
    TASK.perform("finish", task, by=by)
    change(task, {"ended_on": on, "came_of_it": came_of_it}, by=by, act="finish")


@transaction.atomic
def drop(task: Task, why: Localized, *, on: PartialDate, by: Any) -> None:
    """It will not be done, and why."""
    TASK.perform("drop", task, by=by)
    change(task, {"ended_on": on, "came_of_it": why}, by=by, act="drop")


@transaction.atomic
def take_up(task: Task, *, reason: str, by: Any) -> None:
    """It is to be done after all."""
    TASK.ask("take_up", task, by=by)
    change(task, {"ended_on": None}, by=by, reason=reason)
    TASK.perform("take_up", task, by=by)

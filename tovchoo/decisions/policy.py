"""Who may put a question to a forum, vote on it and say what was decided. Read this file as the regulation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel import clock
from tovchoo.kernel.languages import name
from tovchoo.kernel.policy import Act, Policy, Words, condition, role
from tovchoo.meetings.models import Meeting
from tovchoo.people.roles import administrator, operator, secretary_of_its_forum
from tovchoo.plans.models import Version
from tovchoo.versions.lacking import lacking
from tovchoo.versions.policy import it_has_a_text

from .models import Ballot, Decision, Motion, Option, Task, Vote, Voter

TABLED, OPEN, CLOSED, WITHDRAWN = Motion.Stage
TO_BE_DONE, DONE, DROPPED = Task.Stage


@role(_("whoever speaks for the seat, or votes instead"))
def its_voter(person: Any, voter: Voter) -> bool:
    if voter.substitute_id:
        return getattr(person, "person_id", None) == voter.substitute_id
    return any(each.seat == voter.seat_id for each in person.held)


@role(_("whoever speaks for the seat"))
def its_holder(person: Any, voter: Voter) -> bool:
    return any(each.seat == voter.seat_id for each in person.held)


@role(_("the secretariat of the forum that votes, or its secretary"))
def secretary_of_the_vote(person: Any, voter: Voter) -> bool:
    return secretary_of_its_forum.test(person, voter.motion)


@role(_("whoever the task was given to"))
def who_does_it(person: Any, task: Task) -> bool:
    return bool(task.seat_id) and any(each.seat == task.seat_id for each in person.held)


@condition(_("its item of the agenda is not closed to the public"))
def its_item_is_public(thing: Motion | Decision | Task) -> Words | None:
    if thing.item and thing.item.is_closed:
        return _(
            "What a closed item decides stands in its minutes, for members; say what may be public without the item."
        )
    return None


@condition(_("title and text are there in every language"))
def it_is_whole(motion: Motion) -> Words | None:
    for code, _name in settings.LANGUAGES:
        if not motion.title.get(code) or not motion.text.get(code):
            return format_lazy(_("Title and text are missing in: {}."), name(code))
    return None


def its_version(motion: Motion) -> Version | None:
    """The version of a plan that it is about, if it is about one."""
    kind, _slash, key = motion.about.partition("/")
    return Version.objects.select_related("plan").filter(pk=key).first() if kind == "version" else None


@condition(_("the version that it is about has its text"))
def its_version_has_a_text(motion: Motion) -> Words | None:
    version = its_version(motion)
    return it_has_a_text(version) if version else None


@condition(_("the version that it is about is whole, and of today, in every language"))
def its_version_is_whole(motion: Motion) -> Words | None:
    version = its_version(motion)
    lacks = lacking(version) if version else []
    missing, behind = (sum(getattr(each, kind) for each in lacks) for kind in ("missing", "behind"))
    told = _("The version lacks a language: {} ({}). Passages that are missing: {}; translations out of date: {}.")
    if not missing:
        told = _("A translation in the version is out of date: {} ({}). Passages that are missing: {}; translations "
                 "out of date: {}.")  # fmt: skip
    first = next((each for each in lacks if each.missing or not missing), None)
    return format_lazy(told, first.title, name(first.language), missing, behind) if first else None


@condition(_("there are at least two options between which it decides"))
def its_options_are_there(motion: Motion) -> Words | None:
    deciding = motion.options.exclude(kind=Option.Kind.ABSTAIN).count()
    return None if deciding > 1 else _("A vote has at least two options between which it decides.")


@condition(_("there are at least two options, each in every language"))
def its_options_are_whole(motion: Motion) -> Words | None:
    options = motion.options.all()
    for code, _name in settings.LANGUAGES:
        if not all(each.title.get(code) for each in options):
            return format_lazy(_("An option has no title in: {}."), name(code))
    return its_options_are_there(motion)


@condition(_("its last moment is still to come"))
def its_end_is_to_come(motion: Motion) -> Words | None:
    if motion.closes_at and motion.closes_at <= clock.now():
        return _("The moment at which the vote is to close has gone by: set another.")
    return None


@condition(_("the vote is open, and its time is not over"))
def votes_are_taken(voter: Voter) -> Words | None:
    motion = voter.motion
    if motion.stage != OPEN:
        return _("This motion is not open for votes.")
    if motion.closes_at and motion.closes_at <= clock.now():
        return _("The time for votes is over.")
    return None


@condition(_("the seat is not recused"))
def it_is_not_recused(voter: Voter) -> Words | None:
    return _("This seat is recused from the vote.") if voter.is_recused else None


@condition(_("the seat has not voted itself"))
def it_has_not_voted_itself(voter: Voter) -> Words | None:
    """What was said in the room may be put right by whoever took it down; what a seat cast is its own."""
    own = Vote.objects.filter(voter=voter, in_the_room=False).exists() or Ballot.objects.filter(voter=voter).exists()
    return format_lazy(_("{} has voted itself: nobody else changes that."), voter.name or voter.pk) if own else None


@condition(_("the votes are not hidden"))
def votes_are_not_hidden(motion: Motion) -> Words | None:
    return _("These votes are hidden: each member casts their own.") if motion.is_hidden else None


@condition(_("its time is over, or everybody has voted"))
def it_may_be_closed(motion: Motion) -> Words | None:
    if motion.closes_at is None or motion.closes_at <= clock.now():
        return None
    silent = motion.voters.filter(is_recused=False, vote=None, ballot=None)
    return _("The vote has a last moment, and not everybody has voted yet.") if silent.exists() else None


@condition(_("it was held, or is known from a source"))
def its_meeting_was_held(thing: Decision | Task) -> Words | None:
    if thing.meeting and thing.meeting.stage in (Meeting.Stage.CALLED, Meeting.Stage.CANCELLED):
        return _("The meeting has not been held.")
    return None


MOTION = Policy(
    _("Motion"), "stage",
    Act("table", _("Table a motion"), by=secretary_of_its_forum | administrator, given=[its_item_is_public]),
    Act("word", _("Word the motion"), by=secretary_of_its_forum | administrator, during=[TABLED],
        given=[its_item_is_public]),
    Act("add_paper", _("Add a paper"), by=secretary_of_its_forum | administrator, during=[TABLED, OPEN]),
    Act("open", _("Open the vote"), by=secretary_of_its_forum | administrator, during=[TABLED],
        given=[it_is_whole, its_options_are_whole, its_end_is_to_come, its_version_has_a_text, its_version_is_whole],
        then=OPEN),
    Act("open_in_part", _("Open the vote although a language is missing or out of date"),
        by=secretary_of_its_forum | administrator, during=[TABLED],
        given=[its_options_are_there, its_end_is_to_come, its_version_has_a_text], then=OPEN),
    Act("take_down", _("Take down votes said in the room"), by=secretary_of_its_forum | administrator, during=[OPEN],
        given=[votes_are_not_hidden]),
    Act("close", _("Close the vote"), by=secretary_of_its_forum | administrator | operator, during=[OPEN],
        given=[it_may_be_closed], then=CLOSED),
    Act("withdraw", _("Withdraw the motion"), by=secretary_of_its_forum | administrator, during=[TABLED, OPEN],
        then=WITHDRAWN),
    Act("state_outcome", _("State the outcome"), by=secretary_of_its_forum | administrator, during=[CLOSED]),
)  # fmt: skip

VOTER = Policy(
    _("Seat in a vote"), None,
    Act("vote", _("Vote"), by=its_voter, given=[votes_are_taken, it_is_not_recused]),
    Act("take_down", _("Take down what was said in the room"), by=secretary_of_the_vote | administrator,
        given=[votes_are_taken, it_is_not_recused, it_has_not_voted_itself]),
    Act("recuse", _("Recuse oneself"), by=its_holder, given=[votes_are_taken, it_is_not_recused]),
    Act("recuse_seat", _("Take down that a seat is recused"), by=secretary_of_the_vote | administrator,
        given=[votes_are_taken, it_is_not_recused, it_has_not_voted_itself]),
    Act("take_part", _("Take part after all"), by=its_holder | secretary_of_the_vote | administrator,
        given=[votes_are_taken]),
    Act("name_substitute", _("Name who votes instead"), by=secretary_of_the_vote | administrator,
        given=[votes_are_taken, it_has_not_voted_itself]),
)  # fmt: skip

DECISION = Policy(
    _("Decision"), None,
    Act("register", _("Enter a decision"), by=secretary_of_its_forum | administrator,
        given=[its_meeting_was_held, its_item_is_public]),
    Act("correct", _("Correct"), by=secretary_of_its_forum | administrator),
)  # fmt: skip

TASK = Policy(
    _("Task"), "stage",
    Act("register", _("Enter a task"), by=secretary_of_its_forum | administrator,
        given=[its_meeting_was_held, its_item_is_public]),
    Act("correct", _("Correct"), by=secretary_of_its_forum | administrator),
    Act("finish", _("It is done"), by=who_does_it | secretary_of_its_forum | administrator,
        during=[TO_BE_DONE], then=DONE),
    Act("drop", _("Drop it"), by=secretary_of_its_forum | administrator, during=[TO_BE_DONE],
        then=DROPPED),
    Act("take_up", _("Take it up again"), by=secretary_of_its_forum | administrator,
        during=[DONE, DROPPED], then=TO_BE_DONE),
)  # fmt: skip

REGISTERED = {Motion: MOTION, Decision: DECISION, Task: TASK}

"""Counting a vote: who was entitled, what was said, by side; and what follows from the rules of the motion.

Everything is counted from the entries each time; the outcome that a closed motion carries is what this said then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.people.models import Side

from .models import Motion, Option, Vote, Voter

FOR, AGAINST, ABSTAIN, CHOICE = Option.Kind
CARRIED, LOST, TIE, NO_QUORUM, NO_CONSENSUS = Motion.Outcome


@dataclass(frozen=True)
class Count:
    """Of the whole forum, or of one side: the seats entitled, those recused, and how many votes each option has."""

    side: str
    label: Any
    entitled: int
    recused: int
    votes: Counter[str] = field(default_factory=Counter)  # by the id of the option

    @property
    def voted(self) -> int:
        return self.votes.total()

    def has_quorum(self, asked: int | None) -> bool:
        """A share that is just as large as asked for is enough; who is recused is not counted."""
        return asked is None or 100 * self.voted >= asked * self.entitled

    def of(self, options: Iterable[Option], *kinds: str) -> int:
        """The votes for all options of some kinds."""
        return sum(self.votes[each.pk] for each in options if each.kind in kinds)


@dataclass(frozen=True)
class Tally:
    """The whole, each side where seats have one, and what follows, with the sentences that say why."""

    whole: Count
    sides: list[Count]
    outcome: str
    because: list[Any]
    chosen: Option | None = None

    def drawn(self, options: list[Option]) -> list[tuple[str, int | None]]:
        """How many seats of each kind a picture shows: what is for it at the left, what is against at the right."""
        order = {FOR: 0, CHOICE: 1, ABSTAIN: 2, AGAINST: 4}
        said = [(order[Option.Kind(each.kind)], _drawn_as(each), self.whole.votes[each.pk]) for each in options]
        silent = (3, "silent", self.whole.entitled - self.whole.voted)
        return [(kind, count) for _order, kind, count in sorted([*said, silent])]


def _drawn_as(option: Option) -> str:
    return f"choice n{option.number}" if option.kind == CHOICE else str(option.kind)


def tally_of(motion: Motion, options: list[Option], voters: Iterable[Voter], votes: Iterable[Vote]) -> Tally:
    """Count the votes on a motion by its own rules."""
    said = {each.voter_id: each.option_id for each in votes}
    voters = list(voters)
    whole = _counted("", _("in all"), voters, said)
    sides = [
        _counted(side, label, [each for each in voters if each.side == side], said) for side, label in Side.choices
    ]
    if not any(each.side for each in voters) and not motion.each_side:
        sides = []
    return Tally(whole, sides, *_verdict(motion, options, whole, sides if motion.each_side else []))


def _counted(side: str, label: Any, voters: list[Voter], said: dict[str, str]) -> Count:
    taking_part = [each for each in voters if not each.is_recused]
    votes = Counter(said[each.pk] for each in taking_part if each.pk in said)
    return Count(side, label, len(taking_part), len(voters) - len(taking_part), votes)


def _verdict(
    motion: Motion, options: list[Option], whole: Count, sides: list[Count]
) -> tuple[str, list[Any], Option | None]:
    """The outcome, why, and the option that it chose: first the quorum, then the votes as a whole, then each side."""
    parts = [whole, *sides]
    short = [_short_of_a_quorum(each, motion.quorum) for each in parts if not each.has_quorum(motion.quorum)]
    if short:
        return NO_QUORUM, short, None
    if motion.method == Motion.Method.CONSENSUS:
        return _by_consensus(options, whole)
    leading, is_tie = _leading(options, whole)
    if is_tie:
        return TIE, [_("Two options have the same number of votes, and none has more.")], None
    if leading is None:
        return LOST, [_("Nobody voted for it or against it.")], None
    if leading.kind == AGAINST:
        return LOST, [_("More votes were against it than for it.")], None
    lacking = [_short_of_a_majority(each, motion.majority) for each in parts
               if not _has_majority(leading, options, each, motion.majority)]  # fmt: skip
    if lacking:
        return LOST, lacking, None
    told = format_lazy(_("“{}” has more than {} % of the votes."), leading.title, motion.majority)
    return CARRIED, [told], leading


def _by_consensus(options: list[Option], whole: Count) -> tuple[str, list[Any], Option | None]:
    objections = whole.of(options, AGAINST)
    if objections:
        return NO_CONSENSUS, [format_lazy(_("Objections: {}."), objections)], None
    agreed = next((each for each in options if each.kind == FOR), None)
    if agreed is None or not whole.of(options, FOR):
        return NO_CONSENSUS, [_("Nobody agreed.")], None
    return CARRIED, [_("Nobody objected.")], agreed


def _leading(options: list[Option], whole: Count) -> tuple[Option | None, bool]:
    """The option with the most votes that decide, and whether another has as many."""
    deciding = [each for each in options if each.kind != ABSTAIN and whole.votes[each.pk]]
    if not deciding:
        return None, False
    deciding.sort(key=lambda each: (-whole.votes[each.pk], each.number))
    first, *rest = deciding
    return first, bool(rest) and whole.votes[rest[0].pk] == whole.votes[first.pk]


def _has_majority(option: Option, options: list[Option], count: Count, asked: int) -> bool:
    """More than so many percent of the votes that decide; who abstained is counted for the quorum alone."""
    return 100 * count.votes[option.pk] > asked * count.of(options, FOR, AGAINST, CHOICE)


def _short_of_a_quorum(count: Count, asked: int | None) -> Any:
    return format_lazy(_("The quorum was missed ({}): {} of {} seats voted, {} % were asked for."),
                       count.label, count.voted, count.entitled, asked)  # fmt: skip


def _short_of_a_majority(count: Count, asked: int) -> Any:
    return format_lazy(
        _("The majority was missed ({}): more than {} % of the votes were asked for."), count.label, asked
    )

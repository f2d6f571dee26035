"""Motions for tests, brought to where they stand by the rules."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast, in_two
from tovchoo.accounts.models import Account
from tovchoo.decisions.models import Motion, Option, Voter
from tovchoo.decisions.rules import open_vote, table, vote
from tovchoo.people.models import Forum, Person, Seat
from tovchoo.people.rules import correct


def by_the_rule(forum: Forum, cast: Cast, **rules: Any) -> None:
    """The forum keeps these numbers."""
    correct(forum, rules, reason="its rules", by=cast.saraa)
    forum.refresh_from_db()


def a_motion(cast: Cast, *, method: str = "roll_call", between: bool = False, **given: Any) -> Motion:
    """Tabled in the practice group by its secretariat."""
    words = {
        "title": in_two("Төслийг батлах", "Approve the draft"),
        "text": in_two("Батлахаар", "The draft is approved."),
    }
    return table(Motion(forum=cast.group, method=method, **words | given), between=between, by=cast.saraa)


def an_open_motion(cast: Cast, **given: Any) -> Motion:
    """Everybody who sits in the practice group may vote."""
    return open_vote(a_motion(cast, **given), by=cast.saraa)


def seated(cast: Cast, number: int, *, side: str = "") -> list[Seat]:
    """More seats in the practice group, each with a person; two of them are Bat's and Tsetseg's own."""
    people = [Person(id=f"member-{side}{n}", name=in_two(f"Гишүүн {n}", f"Member {n}")) for n in range(number)]
    Person.objects.bulk_create(people)
    seats = [Seat(id=f"seat-{each.pk}", forum=cast.group, person=each, side=side) for each in people]
    return Seat.objects.bulk_create(seats)


def voter_of(motion: Motion, account: Account) -> Voter:
    """The seat of an account in a vote."""
    return Voter.objects.select_related("motion").get(motion=motion, seat=account.held[0].seat)


def option_of(motion: Motion, kind: str) -> Option:
    """The option that counts as that."""
    return motion.options.get(kind=kind)


def votes(motion: Motion, account: Account, kind: str, reason: str = "") -> bool:
    """Somebody votes."""
    return vote(voter_of(motion, account), option_of(motion, kind), reason=reason, by=account)

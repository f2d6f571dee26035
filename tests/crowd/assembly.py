"""Run inside an installation: an assembly of so many members, signed in, before a motion that is open; told as JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def main(members: int) -> None:
    """Print the id of each motion with its options, and for each member the session and the seat."""
    django.setup()
    from tests.cast import build_cast
    from tests.decisions.motions import an_open_motion, seated

    cast = build_cast()
    seats = seated(cast, members)
    motions = [an_open_motion(cast, is_hidden=hidden) for hidden in (False, True, False)]
    options = {each.pk: list(each.options.order_by("number").values_list("pk", flat=True)) for each in motions}
    told = {
        "motions": dict(list(options.items())[:2]),
        "of_one": list(options.items())[2],
        "sessions": [_signed_in(each) for each in seats],
    }
    sys.stdout.write(json.dumps(told))


def _signed_in(seat: Any) -> str:
    """The key of a session in which the holder of a seat has signed in."""
    from tests.cast import signed_in
    from tovchoo.accounts.models import Account
    from tovchoo.kernel import clock

    account = Account(email=f"{seat.pk}@example.org", person=seat.person, opened_at=clock.now(), language="en")
    account.set_unusable_password()
    account.save()
    return str(signed_in(account).cookies["session"].value)


def recount() -> None:
    """Print for each motion what it was closed with, and what its entries say when they are counted again."""
    django.setup()
    from tovchoo.accounts.models import Account
    from tovchoo.decisions.models import Ballot, Motion, Vote, Voter
    from tovchoo.decisions.rules import close, count
    from tovchoo.ledger.models import Entry

    told = {}
    administrator = Account.objects.get(is_administrator=True)
    for motion in Motion.objects.order_by("pk"):
        tally = close(motion, by=administrator)
        votes = Vote.objects.filter(voter__motion=motion)
        told[motion.pk] = {
            "tally": dict(tally.whole.votes),
            "recount": dict(count(Motion.objects.get(pk=motion.pk)).whole.votes),
            "votes": {each.voter.seat_id: each.option_id for each in votes.select_related("voter")},
            "voters": Voter.objects.filter(motion=motion).count(),
            "left_in_the_box": Ballot.objects.filter(voter__motion=motion).count(),
            "recorded": Entry.objects.filter(
                verb="vote.recorded", subject__startswith=f"vote/{motion.pk}-voter"
            ).count(),
            "sealed": Entry.objects.filter(verb="motion.ballot_cast", subject=motion.public_id).count(),
        }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1])) if sys.argv[1] != "recount" else recount()

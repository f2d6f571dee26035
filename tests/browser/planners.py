"""Those who make a plan of practice, in a house of their own, and the sessions in which they do.

It runs inside the site: tovchoo shell -c "from tests.browser.planners import tell; tell()".
"""

from __future__ import annotations

import json
import sys

from django.db import transaction

from tests.browser.secretaries import _session
from tests.cast import build_cast, in_two
from tests.drafting.drafts import a_plan
from tovchoo.ledger.rules import correct
from tovchoo.people.models import Organisation, Seat
from tovchoo.people.rules import register


@transaction.atomic
def tell() -> None:
    """A plan of which nothing is there yet, with a working group of two organisations, and who signs in."""
    cast = build_cast()
    a_plan(cast)
    for account, mn, en in ((cast.bat, "Дадлагын яам", "Practice Ministry"),
                            (cast.tsetseg, "Дадлагын холбоо", "Practice Union")):  # fmt: skip
        body = register(Organisation(name=in_two(mn, en)), by=cast.administrator)
        correct(Seat.objects.get(person=account.person), {"organisation": body}, by=cast.saraa, reason="its order")
    json.dump({name: _session(getattr(cast, name)) for name in ("saraa", "bat", "tsetseg", "dorj")}, sys.stdout)

"""Roles that are held in a commitment: whoever answers for it there, beside the seats of its working group."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel import clock
from tovchoo.kernel.policy import role

from .models import Charge


def charges_of(person: str | None, day: date) -> set[str]:
    """The ids of the commitments that a person answers for on a day; one query."""
    running = Charge.objects.filter(Q(until=None) | Q(until__gte=day), person=person, since__lte=day)
    return set(running.values_list("commitment_id", flat=True)) if person else set()


@role(_("whoever answers for the commitment"))
def in_charge_of_it(person: Any, thing: Any) -> bool:
    commitment, who = getattr(thing, "commitment_id", None), getattr(person, "person_id", None)
    return bool(commitment and who) and commitment in charges_of(who, clock.today())

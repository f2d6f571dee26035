"""Around a commitment: where it came from, and which stand before and after it in the plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from .models import Commitment, Lineage, Proposal


@dataclass
class Surroundings:
    """The steps of a commitment's lineage, each with the entry it came from, and its neighbours in the plan."""

    roots: list[tuple[Lineage, Proposal | Commitment | None]]
    before: Commitment | None
    after: Commitment | None


def surroundings_of(entry: Commitment) -> Surroundings:
    """Three queries, whatever there is."""
    steps = list(Lineage.objects.filter(to_entry=entry.public_id).order_by("id"))
    ids = {kind: [each.from_entry.partition("/")[2] for each in steps if each.from_entry.startswith(f"{kind}/")]
           for kind in ("proposal", "commitment")}  # fmt: skip
    beside = Q(plan=entry.plan_id, number__in=(entry.number - 1, entry.number + 1))
    commitments = list(Commitment.objects.filter(beside | Q(pk__in=ids["commitment"])).only("number", "title", "plan"))
    proposals = list(Proposal.objects.filter(pk__in=ids["proposal"])) if ids["proposal"] else []
    found: dict[str, Proposal | Commitment] = {each.public_id: each for each in proposals}
    found |= {each.public_id: each for each in commitments}
    place = {each.number: each for each in commitments if each.plan_id == entry.plan_id}
    roots = [(each, found.get(each.from_entry)) for each in steps]
    return Surroundings(roots, place.get(entry.number - 1), place.get(entry.number + 1))

"""Around a commitment: where it came from, and which stand before and after it in the plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tovchoo.kernel.prepared import PreparedModels

from .models import Commitment, Lineage, Proposal


@dataclass
class Surroundings:
    """The steps of a commitment's lineage, each with the entry it came from, and its neighbours in the plan."""

    roots: list[tuple[Lineage, Proposal | Commitment | None]]
    before: Commitment | None
    after: Commitment | None


def surroundings_of(entry: Commitment) -> Surroundings:
    """At most four queries, three as a rule: few commitments come from two kinds of entry."""
    steps: list[Lineage] = _steps(entry=entry.public_id)
    ids = {kind: [each.from_entry.partition("/")[2] for each in steps if each.from_entry.startswith(f"{kind}/")]
           for kind in ("proposal", "commitment")}  # fmt: skip
    commitments: list[Commitment] = _beside(plan=entry.plan_id, before=entry.number - 1, after=entry.number + 1)
    place = {each.number: each for each in commitments}
    if ids["commitment"]:
        commitments = [*Commitment.objects.filter(pk__in=ids["commitment"]).only("number", "title", "plan")]
    proposals = list(Proposal.objects.filter(pk__in=ids["proposal"]).defer("folded")) if ids["proposal"] else []
    found: dict[str, Proposal | Commitment] = {each.public_id: each for each in proposals}
    found |= {each.public_id: each for each in commitments}
    roots = [(each, found.get(each.from_entry)) for each in steps]
    return Surroundings(roots, place.get(entry.number - 1), place.get(entry.number + 1))


_steps = PreparedModels(lambda entry: Lineage.objects.filter(to_entry=entry).order_by("id"), "entry")
_beside = PreparedModels(
    lambda plan, before, after: Commitment.objects.filter(Q(number=before) | Q(number=after), plan=plan).only(
        "number", "title", "plan"
    ), "plan", numbers=("before", "after")
)  # fmt: skip

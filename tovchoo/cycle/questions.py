"""What pages ask of the calendar, and of what a change of the draft may have come from."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tovchoo.consultations.models import Contribution, Recommendation
from tovchoo.meetings.models import Meeting
from tovchoo.plans.models import Plan, Proposal

from .models import Step


def calendar_of(plan: Plan) -> list[Step]:
    """The steps of a process, in the order of their days; those without a day come last."""
    steps = Step.objects.filter(plan=plan)
    return sorted(steps, key=lambda step: (step.starts is None, step.starts.first if step.starts else None, step.pk))


MOST = 300  # of each kind, the latest first: a list to choose from


def sources_of(plan: Plan) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Entries that a change may have come from, by kind: their public ids, and what they are called."""
    beside = "author_organisation", "author_office", "author_person"
    asked: list[tuple[Any, Any]] = [
        (_("Recommendations"), Recommendation.objects.filter(plan=plan).order_by("number")),
        (_("Contributions"), Contribution.objects.filter(plan=plan).select_related(*beside).order_by("-number")),
        (_("Proposals"), Proposal.objects.filter(plan=plan).order_by("-number")),
        (_("Meetings"), Meeting.objects.filter(plan=plan).order_by("-date", "id")),
    ]
    return [(kind, [(each.public_id, _called(each)) for each in rows.defer("folded")[:MOST]]) for kind, rows in asked]


def _called(entry: Any) -> str:
    who = getattr(entry, "author", None)
    words = f"{entry}: {who}" if who else str(entry)
    return words if len(words) <= 90 else f"{words[:89]}…"

"""Verbs: freeze a version of a plan from its working draft."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from tovchoo.drafting.models import Because, Draft, Passage
from tovchoo.drafting.questions import BETWEEN
from tovchoo.drafting.rules import split
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.locks import hold
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import enter, enter_each, record
from tovchoo.plans.models import Version
from tovchoo.plans.rules import count_commitments

from .drafted import Text, commitments_in, counts_anew, text_of
from .models import VersionMilestoneSupport, VersionPartSupport, VersionReason
from .policy import VERSION, it_is_not_to_come


@transaction.atomic
def freeze(draft: Draft, *, title: Localized, purpose: str, by: Any, date: PartialDate, meeting: str = "") -> Version:
    """What the draft says now, in all its languages, becomes the next version: public, hashed, and never changed."""
    hold(draft, alone=True)
    VERSION.perform("freeze", draft, by=by)
    if told := it_is_not_to_come(date):
        raise Refused([told])
    _part_paragraphs(draft, by=by)
    if counts_anew(draft.plan):
        count_commitments(draft.plan, commitments_in(draft.rows), by=by)
    number = (Version.objects.filter(plan=draft.plan).aggregate(last=Max("number"))["last"] or 0) + 1
    version = Version(id=f"{draft.plan_id}-v{number}", plan=draft.plan, number=number, title=title, date=date,
                      purpose=purpose, meeting=meeting)  # fmt: skip
    text = text_of(draft, version)
    version.sha256 = text.sha256
    enter(version, by=by)
    _enter_text(text, by=by)
    _tell_reasons(draft, version, by=by)
    record("version.frozen", version, by=by, sha256=version.sha256)
    return version


# --- how it is done ---------------------------------------------------------------------------------------------------


def _part_paragraphs(draft: Draft, *, by: Any) -> None:
    """A passage is one paragraph: where empty lines stand between several, each becomes a passage of its own."""
    found = Passage.objects.filter(
        part__draft=draft, part__is_out=False, is_out=False, milestone=None,
        renderings__language=draft.language, renderings__text__regex=BETWEEN.pattern,
    ).exclude(field="title")  # fmt: skip
    for passage in found.select_related("part__draft__plan__working_group").order_by("pk"):
        split(passage, by=by)


def _enter_text(text: Text, *, by: Any) -> None:
    enter_each(text.parts, by=by)
    VersionPartSupport.objects.bulk_create(text.part_supports)
    enter_each(text.milestones, by=by)
    VersionMilestoneSupport.objects.bulk_create(text.milestone_supports)
    enter_each(text.passages, by=by)


def _tell_reasons(draft: Draft, version: Version, *, by: Any) -> None:
    """Why anything was changed since the last version, once; also of what was taken out."""
    untold = Because.objects.filter(part__draft=draft, is_told=False).select_related("part", "passage").order_by("pk")
    reasons = [
        VersionReason(id=f"{version.pk}-r{number}", version=version, number=number, part=each.part.code,
                      passage=each.passage.code if each.passage else "", reason=each.reason, source=each.source)
        for number, each in enumerate(untold, 1)
    ]  # fmt: skip
    enter_each(reasons, by=by)
    untold.update(is_told=True)

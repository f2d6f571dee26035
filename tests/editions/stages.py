"""Documents and files in the stages that somebody can do something about."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.versions.drafts import a_draft
from tovchoo.editions.models import Edition, Intake
from tovchoo.editions.rules import bring, read_intakes
from tovchoo.files.checks import checked
from tovchoo.plans.models import Version

A_TABLE = "Commitment;Milestone\nPlant trees;A first tree\n"


def editions_in_stages() -> dict[str, Edition]:
    """Of a version without its text, so that the worker makes no others."""
    version = Version.objects.filter(plan="nap5").order_by("number")[0]
    rows = {stage: Edition(version=version, form=form, stage=stage) for stage, form in
            (("failed", "json"), ("ready", "html"))}  # fmt: skip
    Edition.objects.bulk_create(rows.values())
    return rows


def intakes_in_stages(cast: Cast) -> dict[str, Intake]:
    """A table that was read, and one that could not be."""
    draft, found = a_draft(cast), {}
    for stage, text in (("read", A_TABLE), ("unreadable", "nothing")):
        file = checked(SimpleUploadedFile(f"{stage}.csv", text.encode(), "text/csv"))
        found[stage] = bring(draft, file, by=cast.saraa)
    read_intakes()
    return found

"""Nouns of the working draft: its Parts, their Milestones, Passages in each language with every Revision.

All of it is for those who write: it stands in tables of its own, and what is public of it is a version. A passage is
a paragraph, a title or a cell of a table; its code is given once and goes with it into every version, also where it is
moved. Nothing is deleted: what is out stays, and can come back.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.accounts.models import Account
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.people.models import Forum, Organisation
from tovchoo.plans.models import Commitment, Plan
from tovchoo.writing import models as writing


class Draft(models.Model):
    """The working text of one plan; closed where the plan is in force and nothing of it is being changed."""

    class Stage(models.TextChoices):
        OPEN = "open", _("open to those who write")
        CLOSED = "closed", _("closed")

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.OPEN)
    language = models.CharField(_("language in which it is written"), max_length=10)
    last_code = models.PositiveIntegerField(default=0)  # the last that a part, a milestone or a passage was given
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.plan)

    @property
    def forum(self) -> Forum | None:
        """Who writes it."""
        return self.plan.working_group

    @cached_property
    def rows(self) -> list[Any]:
        """All that it says (`questions.rows_of`), for whoever asks more than one thing of it; read once."""
        from .questions import rows_of

        return rows_of(self)


class Part(models.Model):
    """A section of the draft, or one of its commitments, in their order."""

    class Kind(models.TextChoices):
        SECTION = "section", _("section")
        COMMITMENT = "commitment", _("commitment")

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="+", null=True)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("lead"), related_name="+", null=True, blank=True
    )
    supporters = models.ManyToManyField(
        Organisation, through="PartSupport", verbose_name=_("supporters"), related_name="+", blank=True
    )
    other_supporters = LocalizedField(_("other supporters, as a source words them"))
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    is_out = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code

    @property
    def forum(self) -> Forum | None:
        return self.draft.forum


class PartSupport(models.Model):
    """One organisation that is to support one commitment of the draft."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "organisation"], name="one_draft_support_each")]

    def __str__(self) -> str:
        return f"{self.organisation_id} supports {self.part_id}"


class DraftMilestone(models.Model):
    """A milestone of a commitment of the draft. Its title and its expected outputs are passages."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="milestones")
    code = models.CharField(max_length=80, unique=True)
    number = models.PositiveSmallIntegerField(_("number"))
    start = PartialDateField(_("start"))
    due = PartialDateField(_("to be completed by"))
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("lead"), related_name="+", null=True, blank=True
    )
    supporters = models.ManyToManyField(
        Organisation, through="DraftMilestoneSupport", verbose_name=_("supporters"), related_name="+", blank=True
    )
    other_supporters = LocalizedField(_("other supporters, as a source words them"))
    is_out = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class DraftMilestoneSupport(models.Model):
    """One organisation that is to support one milestone of the draft."""

    milestone = models.ForeignKey(DraftMilestone, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["milestone", "organisation"], name="one_draft_milestone_support_each")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} supports {self.milestone_id}"


class Passage(models.Model):
    """A paragraph, a title or a cell, wherever it stands: `field` is `title`, `text`, `outputs` or a template's key."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="passages")
    milestone = models.ForeignKey(DraftMilestone, on_delete=models.PROTECT, related_name="passages", null=True)
    code = models.CharField(max_length=80, unique=True)
    field = models.SlugField(max_length=40, db_index=False)
    place = models.PositiveIntegerField()  # its order within its field; gaps are nothing
    is_out = models.BooleanField(default=False)
    differs = models.PositiveSmallIntegerField(default=0)  # numbers and dates that are others in another language

    class Meta:
        indexes = [models.Index(fields=["part", "field", "place"])]

    def __str__(self) -> str:
        return self.code

    @property
    def stands_alone(self) -> bool:
        """A title, or a cell of a milestone: there is one of it, and it is no paragraph among others."""
        return self.field == "title" or self.milestone_id is not None


class Rendering(writing.Written):
    """A passage in one language. A translation says the same as the original did in its revision `made_from`."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="renderings")
    language = models.CharField(max_length=10)
    made_from = models.PositiveIntegerField(default=0)
    is_official = models.BooleanField(default=False)  # a translation that the office gave; else a working one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["passage", "language"], name="one_rendering_a_language")]

    def __str__(self) -> str:
        return "…"


class Revision(writing.Revision):
    """What somebody wrote in a passage, why where they said it, and what was put together of two."""

    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, related_name="revisions")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rendering", "number"], name="one_draft_revision_a_number"),
            models.UniqueConstraint(fields=["rendering", "key"], name="one_draft_revision_a_sending"),
        ]


class Presence(writing.Presence):
    """Who has a part of the draft open, and in which passage."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="present")
    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "account"], name="one_draft_presence_an_account")]


class Because(models.Model):
    """Why a passage was changed, for everybody to read once it is in a version; and the entry that led to it."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="reasons")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="reasons", null=True)
    reason = LocalizedField(_("reason"), lines=2)
    source = models.CharField(_("what led to it"), max_length=160, blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_told = models.BooleanField(default=False)  # a version has told it

    def __str__(self) -> str:
        return str(self.reason)


class Term(Noun):
    """A word of the plan's glossary: what it is called in each language, so that it is always called so."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="+")
    title = LocalizedField(_("term"))
    meaning = LocalizedField(_("meaning"), lines=3)
    folded = FoldedField(of=("title", "meaning"))

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return f"{address('drafting:glossary', self.plan_id)}#{self.pk}"

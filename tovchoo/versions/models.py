"""Nouns of a frozen version: its Parts, their Milestones and Passages, and the Reasons of what changed since the last.

Rows of these tables are written once: the database itself refuses to change or delete one. What they are called in the
draft (`part`, `milestone`, `passage`) goes with them from version to version, so that any two can be compared.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.people.models import Instrument, Organisation
from tovchoo.plans.models import Commitment, Version


class VersionPart(Noun):
    """A section or a commitment as a version has it."""

    class Kind(models.TextChoices):
        SECTION = "section", _("section")
        COMMITMENT = "commitment", _("commitment")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, verbose_name=_("version"), related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    part = models.CharField(_("part, as all versions call it"), max_length=80)
    title = LocalizedField(_("title"))
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, verbose_name=_("commitment"), related_name="+", null=True, blank=True
    )
    commitment_number = models.PositiveSmallIntegerField(_("number of the commitment"), null=True, blank=True)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("lead"), related_name="+", null=True, blank=True
    )
    supporters = models.ManyToManyField(
        Organisation, through="VersionPartSupport", verbose_name=_("supporters"), related_name="+", blank=True
    )
    other_supporters = LocalizedField(_("other supporters, as a source words them"))
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_part_of_a_version_a_number"),
            models.UniqueConstraint(fields=["version", "part"], name="one_part_once_in_a_version"),
            models.UniqueConstraint(fields=["version", "commitment_number"], name="one_promise_of_a_version_a_number"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("versions:part", self.version.plan_id, self.version.number, self.number)


class VersionPartSupport(models.Model):
    """One organisation that supports one commitment of a version."""

    part = models.ForeignKey(VersionPart, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "organisation"], name="one_version_support_each")]

    def __str__(self) -> str:
        return f"{self.organisation_id} supports {self.part_id}"


class VersionMilestone(Noun):
    """A milestone as a version has it; its title and expected outputs are passages."""

    part = models.ForeignKey(
        VersionPart, on_delete=models.PROTECT, verbose_name=_("part of the version"), related_name="milestones"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    milestone = models.CharField(_("milestone, as all versions call it"), max_length=80)
    start = PartialDateField(_("start"))
    due = PartialDateField(_("to be completed by"))
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("lead"), related_name="+", null=True, blank=True
    )
    supporters = models.ManyToManyField(
        Organisation, through="VersionMilestoneSupport", verbose_name=_("supporters"), related_name="+", blank=True
    )
    other_supporters = LocalizedField(_("other supporters, as a source words them"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="one_milestone_of_a_version_a_number"),
            models.UniqueConstraint(fields=["part", "milestone"], name="one_milestone_once_in_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.part.commitment_number or self.part.number}.{self.number}"


class VersionMilestoneSupport(models.Model):
    """One organisation that supports one milestone of a version."""

    milestone = models.ForeignKey(VersionMilestone, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["milestone", "organisation"], name="one_version_milestone_support_each")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} supports {self.milestone_id}"


class VersionPassage(Noun):
    """A paragraph, a title or a cell as a version has it, in all its languages with the state of each."""

    part = models.ForeignKey(
        VersionPart, on_delete=models.PROTECT, verbose_name=_("part of the version"), related_name="passages"
    )
    milestone = models.ForeignKey(
        VersionMilestone, on_delete=models.PROTECT, verbose_name=_("milestone of the version"),
        related_name="passages", null=True, blank=True,
    )  # fmt: skip
    number = models.PositiveIntegerField(_("number"))
    field = models.SlugField(_("field"), max_length=40, db_index=False)
    passage = models.CharField(_("passage, as all versions call it"), max_length=80, db_index=True)
    text = LocalizedField(_("text"), lines=6)
    folded = FoldedField(of=("text",))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="one_passage_of_a_version_a_number"),
            models.UniqueConstraint(fields=["part", "passage"], name="one_passage_once_in_a_part"),
        ]

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return f"{self.part.get_absolute_url()}#{self.passage}"


class VersionReason(Noun):
    """Why something is otherwise than in the version before, and the entry that led to it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, verbose_name=_("version"), related_name="+")
    number = models.PositiveIntegerField(_("number"))
    part = models.CharField(_("part, as all versions call it"), max_length=80)
    passage = models.CharField(_("passage, as all versions call it"), max_length=80, blank=True)
    reason = LocalizedField(_("reason"), lines=2)
    source = models.CharField(_("what led to it"), max_length=160, blank=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="one_reason_of_a_version_a_number")]

    def __str__(self) -> str:
        return str(self.reason)


class Endorsement(Noun):
    """An instrument by which a version was approved or put in force, and the hash of the text that it names."""

    class Kind(models.TextChoices):
        APPROVAL = "approval", _("approval by the MSF")
        ORDER = "order", _("order that put it in force")
        REVIEW = "review", _("review without a change")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, verbose_name=_("version"), related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, verbose_name=_("order or approval"), related_name="+"
    )
    motion = models.CharField(_("motion by which it was decided"), max_length=160, blank=True)
    sha256 = models.CharField(_("SHA-256 of the text, as the instrument names it"), max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "instrument"], name="one_endorsement_an_instrument"),
            models.UniqueConstraint(
                fields=["version", "kind"], condition=~models.Q(kind="review"), name="one_approval_and_one_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.version_id}"

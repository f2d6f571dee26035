"""Nouns: a Jurisdiction's Plan, the Proposals it came from, its Commitments and Versions, and their lineage."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.people.models import Forum, Instrument, Organisation


def roman(number: int) -> str:
    """A number as plans count themselves."""
    written = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        written += letters * (number // value)
        number %= value
    return written


class Jurisdiction(Noun):
    """The country or locality whose plans these are."""

    name = LocalizedField(_("name"))
    languages = models.JSONField(_("languages"), default=list)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")

    def __str__(self) -> str:
        return str(self.name)


class Plan(Noun):
    """A National Action Plan, from the order that begins it to its last report."""

    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, verbose_name=_("jurisdiction"), related_name="plans"
    )
    ordinal = models.PositiveSmallIntegerField(_("ordinal"), null=True, blank=True)
    title = LocalizedField(_("title"))
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    ogp_label = models.CharField(_("label given by OGP"), max_length=80, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    authoritative_language = models.CharField(_("authoritative language"), max_length=20, blank=True)
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        verbose_name=_("plan before"),
        related_name="successors",
        null=True,
        blank=True,
    )
    working_group = models.ForeignKey(
        Forum, on_delete=models.PROTECT, verbose_name=_("working group"), related_name="+", null=True, blank=True
    )
    msf = models.ForeignKey(
        Forum,
        on_delete=models.PROTECT,
        verbose_name=_("multi-stakeholder forum (MSF)"),
        related_name="+",
        null=True,
        blank=True,
    )
    secretariat = models.ForeignKey(
        Forum, on_delete=models.PROTECT, verbose_name=_("secretariat"), related_name="+", null=True, blank=True
    )
    approval = models.ForeignKey(
        Instrument,
        on_delete=models.PROTECT,
        verbose_name=_("approval by the MSF"),
        related_name="+",
        null=True,
        blank=True,
    )
    order = models.ForeignKey(
        Instrument,
        on_delete=models.PROTECT,
        verbose_name=_("order that put it in force"),
        related_name="+",
        null=True,
        blank=True,
    )
    folded = FoldedField(of=("title", "ogp_label", "note"))

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("web:plan", self.pk)

    @property
    def short_title(self) -> str:
        """Plan V: for crumbs and headings, where the whole title would be a paragraph."""
        return gettext("Plan %s") % roman(self.ordinal) if self.ordinal else str(self.title)


class Version(Noun):
    """A text of the plan as it stood on a day: numbered, never changed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    title = LocalizedField(_("title"))
    date = PartialDateField(_("date"))
    meeting = models.CharField(_("meeting"), max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("plans:version", self.plan_id, self.number)


class Proposal(Noun):
    """A candidate commitment before the plan is approved, or several not known apart."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="proposals")
    number = models.PositiveSmallIntegerField(_("number"))
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True, default=1)
    title = LocalizedField(_("title"))
    date = PartialDateField(_("date"))
    meeting = models.CharField(_("meeting"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("organisation"), related_name="+", null=True, blank=True
    )
    folded = FoldedField(of=("title", "note"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_proposal_a_number")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("plans:proposal", self.plan_id, self.number)


class Commitment(Noun):
    """What the plan promises; the fields of OGP's template as far as they are known."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="commitments")
    number = models.PositiveSmallIntegerField(_("number"))
    title = LocalizedField(_("title"))
    other_titles = models.JSONField(_("other titles"), default=list, blank=True)
    ogp_id = models.CharField(_("id at OGP"), max_length=20, blank=True)
    carried_over = models.BooleanField(_("carried over from the plan before"), null=True, blank=True)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("lead"), related_name="+", null=True, blank=True
    )
    supporters = models.ManyToManyField(
        Organisation, through="Support", verbose_name=_("supporters"), related_name="+", blank=True
    )
    other_supporters = LocalizedField(_("other supporters, as a source words them"))
    description = LocalizedField(_("description"))
    problem = LocalizedField(_("problem"))
    causes = LocalizedField(_("causes"))
    done_so_far = LocalizedField(_("done so far"))
    solution = LocalizedField(_("solution"))
    results = LocalizedField(_("expected results"))
    transparency = LocalizedField(_("how it promotes transparency"))
    accountability = LocalizedField(_("how it fosters accountability"))
    participation = LocalizedField(_("how it improves participation"))
    folded = FoldedField(of=("title", "other_titles", "ogp_id", "description", "problem", "causes", "solution"))

    TEMPLATE = ("description", "problem", "causes", "done_so_far", "solution", "results",
                "transparency", "accountability", "participation")  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_commitment_a_number")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("plans:commitment", self.plan_id, self.number)

    def label(self, name: str) -> str:
        """What a field of the template is called."""
        return str(self._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


class Support(models.Model):
    """One organisation that supports one commitment."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "organisation"], name="one_support_each")]

    def __str__(self) -> str:
        return f"{self.organisation_id} supports {self.commitment_id}"


class Lineage(models.Model):
    """How one entry came from another, always with a reason."""

    class Kind(models.TextChoices):
        CARRIED_OVER = "carried_over", _("carried over from")
        ACCEPTED = "accepted", _("accepted as")
        MERGED = "merged", _("merged into")
        SPLIT = "split", _("split from")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.CharField(primary_key=True, max_length=120)
    from_entry = models.CharField(_("from"), max_length=160, db_index=True)
    to_entry = models.CharField(_("to"), max_length=160, blank=True, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    reason = LocalizedField(_("reason"))

    def __str__(self) -> str:
        return f"{self.from_entry} {self.kind} {self.to_entry}"

    @property
    def public_id(self) -> str:
        return f"lineage/{self.pk}"

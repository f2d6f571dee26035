"""Nouns: a Jurisdiction's Plan, the Template it is written by, the Proposals it came from, its Commitments with their
Milestones, its Versions, and the lineage of them all.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.kernel.spans import in_order
from tovchoo.people.models import Forum, Instrument, Organisation, Person


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


class Template(Noun):
    """What a commitment is described by, as OGP or somebody else asks for it: data, of an edition of its own."""

    title = LocalizedField(_("title"))
    edition = models.CharField(_("edition"), max_length=60, blank=True)

    def __str__(self) -> str:
        return str(self.title)


class TemplateField(Noun):
    """One question of a template. A key that a commitment has a column for is kept there, any other as an Answer."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, verbose_name=_("template"), related_name="fields")
    number = models.PositiveSmallIntegerField(_("number"))
    key = models.SlugField(_("key"), max_length=40, db_index=False)
    block = LocalizedField(_("part of the template"))
    title = LocalizedField(_("title"))
    help = LocalizedField(_("what is asked for"), lines=3)
    is_asked = models.BooleanField(_("asked of every commitment"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="one_field_a_number"),
            models.UniqueConstraint(fields=["template", "key"], name="one_field_a_key"),
        ]

    def __str__(self) -> str:
        return str(self.title)


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
    template = models.ForeignKey(
        Template, on_delete=models.PROTECT, verbose_name=_("template"), related_name="+", null=True, blank=True
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

    SPANS = (("start", "end"),)

    class Meta:
        constraints = [in_order("start", "end", "a_plan_ends_after_it_begins")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("web:plan", self.pk)

    @property
    def short_title(self) -> str:
        """Plan V: for crumbs and headings, where the whole title would be a paragraph."""
        return gettext("Plan %s") % roman(self.ordinal) if self.ordinal else str(self.title)


class Version(Noun):
    """A text of the plan as it stood on a day: numbered, never changed. `sha256` is of all that it says; it is empty
    where the text is not in the record."""

    class Purpose(models.TextChoices):
        DISCUSSION = "discussion", _("for discussion")
        COMMENTS = "comments", _("for comments")
        APPROVAL = "approval", _("for approval")
        REFRESH = "refresh", _("midpoint refresh")
        CORRECTION = "correction", _("correction of the approved plan")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    title = LocalizedField(_("title"))
    date = PartialDateField(_("date"))
    meeting = models.CharField(_("meeting"), max_length=160, blank=True)
    purpose = models.CharField(_("what it is for"), max_length=20, choices=Purpose.choices, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("versions:version", self.plan_id, self.number)


class Proposal(Noun):
    """A candidate commitment before the plan is approved, or several not known apart."""

    class Stage(models.TextChoices):
        TABLED = "tabled", _("tabled")
        IN_DISCUSSION = "in_discussion", _("in discussion")
        ACCEPTED = "accepted", _("accepted")
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")
        NOT_ACCEPTED = "not_accepted", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="proposals")
    number = models.PositiveSmallIntegerField(_("number"))
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True, default=1)
    title = LocalizedField(_("title"))
    date = PartialDateField(_("date"))
    meeting = models.CharField(_("meeting"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("organisation"), related_name="+", null=True, blank=True
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name=_("who proposed it"), related_name="+", null=True, blank=True
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, blank=True)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("lead"), related_name="+", null=True, blank=True
    )
    supporters = models.ManyToManyField(
        Organisation, through="ProposalSupport", verbose_name=_("supporters"), related_name="+", blank=True
    )
    other_supporters = LocalizedField(_("other supporters, as a source words them"))
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    folded = FoldedField(of=("title", "note"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_proposal_a_number")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("plans:proposal", self.plan_id, self.number)

    @property
    def forum(self) -> Forum | None:
        """Who talks about it."""
        return self.plan.working_group

    @property
    def stands_for_several(self) -> bool:
        """Whether it is a count row: several entries not known apart, or nobody knows how many."""
        return self.count != 1


class ProposalSupport(models.Model):
    """One organisation that is to support what one proposal proposes."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "organisation"], name="one_proposal_support_each")]

    def __str__(self) -> str:
        return f"{self.organisation_id} supports {self.proposal_id}"


class Commitment(Noun):
    """What the plan promises; the fields of OGP's template as far as they are known."""

    class Stage(models.TextChoices):
        DRAFTED = "drafted", _("being drafted")
        APPROVED = "approved", _("approved")
        DROPPED = "dropped", _("not in the plan any more")

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
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, blank=True)
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
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


class Milestone(Noun):
    """A dated step of a commitment that can be verified, or of what is proposed as one."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, verbose_name=_("commitment"), related_name="milestones",
        null=True, blank=True,
    )  # fmt: skip
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, verbose_name=_("proposal"), related_name="milestones",
        null=True, blank=True,
    )  # fmt: skip
    number = models.PositiveSmallIntegerField(_("number"))
    title = LocalizedField(_("title"))
    outputs = LocalizedField(_("expected outputs"), lines=3)
    start = PartialDateField(_("start"))
    due = PartialDateField(_("to be completed by"))
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("lead"), related_name="+", null=True, blank=True
    )
    supporters = models.ManyToManyField(
        Organisation, through="MilestoneSupport", verbose_name=_("supporters"), related_name="+", blank=True
    )
    other_supporters = LocalizedField(_("other supporters, as a source words them"))
    is_dropped = models.BooleanField(_("not in the plan any more"), default=False)
    folded = FoldedField(of=("title", "outputs"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="one_milestone_a_number"),
            models.UniqueConstraint(fields=["proposal", "number"], name="one_proposed_milestone_a_number"),
            models.CheckConstraint(
                condition=models.Q(commitment=None) ^ models.Q(proposal=None), name="a_milestone_is_of_one_entry"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        if self.commitment:
            return address("plans:milestone", self.commitment.plan_id, self.commitment.number, self.code)
        return f"{self.proposal.get_absolute_url() if self.proposal else ''}#milestones"

    @property
    def code(self) -> str:
        """4.2: the second of the fourth commitment."""
        return f"{self.commitment.number}.{self.number}" if self.commitment else str(self.number)


class MilestoneSupport(models.Model):
    """One organisation that supports one milestone."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["milestone", "organisation"], name="one_milestone_support_each")]

    def __str__(self) -> str:
        return f"{self.organisation_id} supports {self.milestone_id}"


class Answer(Noun):
    """What a proposal says in a field of its template, or a commitment in one that has no column."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, verbose_name=_("proposal"), related_name="answers", null=True, blank=True
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, verbose_name=_("commitment"), related_name="answers",
        null=True, blank=True,
    )  # fmt: skip
    field = models.SlugField(_("field of the template"), max_length=40, db_index=False)
    text = LocalizedField(_("text"), lines=6)
    folded = FoldedField(of=("text",))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "field"], name="one_answer_of_a_proposal_a_field"),
            models.UniqueConstraint(fields=["commitment", "field"], name="one_answer_of_a_commitment_a_field"),
            models.CheckConstraint(
                condition=models.Q(commitment=None) ^ models.Q(proposal=None), name="an_answer_is_of_one_entry"
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)


class Charge(models.Model):
    """Who answers for a commitment: the focal point of one of its organisations, or a co-lead. Not of the public
    record: who works on it is for those who ask them."""

    class Kind(models.TextChoices):
        FOCAL_POINT = "focal_point", _("focal point")
        CO_LEAD = "co_lead", _("co-lead")

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="charges")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name=_("person"), related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("organisation"), related_name="+", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "person"], condition=models.Q(until=None), name="one_charge_a_person_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Lineage(models.Model):
    """A step in the life of an entry: how it came from another, or what became of it; always with a reason. One that
    was taken back stays, and says so."""

    class Kind(models.TextChoices):
        CARRIED_OVER = "carried_over", _("carried over from")
        DISCUSSED = "discussed", _("taken into discussion")
        ACCEPTED = "accepted", _("accepted as")
        MERGED = "merged", _("merged into")
        SPLIT = "split", _("split from")
        NOT_ACCEPTED = "not_accepted", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.CharField(primary_key=True, max_length=120)
    from_entry = models.CharField(_("from"), max_length=160, db_index=True)
    to_entry = models.CharField(_("to"), max_length=160, blank=True, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    reason = LocalizedField(_("reason"))
    date = PartialDateField(_("date"))
    meeting = models.CharField(_("meeting"), max_length=160, blank=True)
    is_undone = models.BooleanField(_("taken back"), default=False)

    def __str__(self) -> str:
        return f"{self.from_entry} {self.kind} {self.to_entry}"

    @property
    def public_id(self) -> str:
        return f"lineage/{self.pk}"

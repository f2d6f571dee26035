"""Nouns: a Round asks the public; a Contribution answers it; a Recommendation comes from a reviewer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDate, PartialDateField
from tovchoo.people.models import Office, Organisation, Person, Side
from tovchoo.plans.models import Plan, Version


class Round(Noun):
    """A dated opening for comments, or several not known apart."""

    class Kind(models.TextChoices):
        ONLINE = "online", _("online comment round")
        PAPER = "paper", _("comment round on paper")
        MIXED = "mixed", _("comment round by several channels")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True, default=1)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, verbose_name=_("version"), related_name="+", null=True, blank=True
    )
    opens = PartialDateField(_("opens"))
    closes = PartialDateField(_("closes"))
    after = PartialDateField(_("not before"))
    before = PartialDateField(_("not after"))
    title = LocalizedField(_("title"))
    folded = FoldedField(of=("title", "note"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_round_a_number")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("consultations:round", self.plan_id, self.number)

    @property
    def date(self) -> PartialDate | None:
        """Where it stands among other entries."""
        return self.opens


class Contribution(Noun):
    """What somebody said, by any channel: the public half. Who they are in private is not kept here."""

    class Author(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        OFFICE = "office", _("office")
        PERSON = "person", _("person")
        MEETING = "meeting", _("meeting")
        VISITOR = "visitor", _("visitor")

    class Channel(models.TextChoices):
        WEB = "web", _("on the web")
        EMAIL = "email", _("by e-mail")
        LETTER = "letter", _("by letter")
        MEETING = "meeting", _("at a meeting")
        PHONE = "phone", _("by phone")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="+")
    number = models.PositiveIntegerField(_("number"))
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True, default=1)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, verbose_name=_("round"), related_name="contributions", null=True, blank=True
    )
    author_kind = models.CharField(_("kind of author"), max_length=20, choices=Author.choices)
    author_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("author"), related_name="+", null=True, blank=True
    )
    author_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, verbose_name=_("author"), related_name="+", null=True, blank=True
    )
    author_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name=_("author"), related_name="+", null=True, blank=True
    )
    author_meeting = models.CharField(max_length=120, blank=True)
    listed_as = models.CharField(_("listed as"), max_length=20, choices=Side.choices, blank=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices, blank=True)
    received = PartialDateField(_("received"))
    language = models.CharField(_("language"), max_length=20, blank=True)
    text = models.TextField(_("text"), blank=True)
    folded = FoldedField(of=("text",))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_contribution_a_number")]

    def __str__(self) -> str:
        return f"№ {self.number}"

    def get_absolute_url(self) -> str:
        return address("consultations:contribution", self.plan_id, self.number)

    @property
    def author(self) -> Organisation | Office | Person | None:
        return self.author_organisation or self.author_office or self.author_person


class Recommendation(Noun):
    """What a reviewer, OGP or a past plan's lessons ask of this plan."""

    class Kind(models.TextChoices):
        PROCESS = "process", _("on the process")
        CONTENT = "content", _("on the content")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("organisation"), related_name="+", null=True, blank=True
    )
    date = PartialDateField(_("date"))
    text = LocalizedField(_("text"))
    folded = FoldedField(of=("text",))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_recommendation_a_number")]

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return address("consultations:recommendation", self.plan_id, self.number)

"""Nouns: organisations, offices and people; instruments; forums and the seats in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovchoo.files.models import Document
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun, SortKeyField
from tovchoo.kernel.partial_date import PartialDate, PartialDateField
from tovchoo.kernel.spans import in_order

PERCENT = [MaxValueValidator(100)]


def runs_on(since: PartialDate | None, until: PartialDate | None, day: date) -> bool:
    """Whether a day lies between two dates, both included; one that is not recorded is no limit."""
    return (since is None or since.first <= day) and (until is None or day <= until.last)


class Side(models.TextChoices):
    """How a forum is balanced."""

    GOVERNMENT = "government", _("government")
    NON_GOVERNMENT = "non_government", _("non-government")


class Organisation(Noun):
    """A body that can speak for itself. Its sector is empty unless a source, or the name itself, says it."""

    class Sector(models.TextChoices):
        GOVERNMENT = "government", _("government")
        CIVIL_SOCIETY = "civil_society", _("civil society")
        PRIVATE = "private", _("private sector")
        ACADEMIA = "academia", _("academia")
        MEDIA = "media", _("media")
        INTERNATIONAL = "international", _("international")
        PARLIAMENT = "parliament", _("parliament")
        OTHER = "other", _("other sector")

    name = LocalizedField(_("name"))
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, blank=True)
    kind = LocalizedField(_("kind"))
    valid_from = PartialDateField(_("since"))
    valid_to = PartialDateField(_("until"))
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("became"), related_name="predecessors", null=True, blank=True
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("merged into"), related_name="merged", null=True, blank=True
    )
    website = models.URLField(_("website"), blank=True)
    folded = FoldedField(of=("name", "aliases"))
    sort_key = SortKeyField(of="name")

    SPANS = (("valid_from", "valid_to"),)

    class Meta:
        constraints = [in_order("valid_from", "valid_to", "an_organisation_ends_after_it_begins")]

    def __str__(self) -> str:
        return str(self.name)

    def __html__(self) -> str:
        return str(self.name.__html__())

    def get_absolute_url(self) -> str:
        return address("web:organisation", self.pk)


class Merge(models.Model):
    """Two entries turned out to be one: which was kept, and what was moved, so that it can be undone."""

    kind = models.CharField(_("kind"), max_length=20, default="organisation")
    kept_id = models.CharField(_("kept"), max_length=120)
    gone_id = models.CharField(_("merged"), max_length=120)
    moved = models.JSONField(default=list)  # [table, field, id] of each entry that now names the one that was kept
    aliases = models.JSONField(default=list)  # names that the kept one did not have before
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"

    @property
    def public_id(self) -> str:
        return f"merge/{self.pk}"

    @property
    def kept(self) -> Any:
        """The entry that stands for both."""
        return apps.get_model("people", self.kind)._default_manager.get(pk=self.kept_id)

    @property
    def gone(self) -> Any:
        """The entry that turned out to be the same."""
        return apps.get_model("people", self.kind)._default_manager.get(pk=self.gone_id)


class Office(Noun):
    """A function that can speak or hold a seat without a named person."""

    title = LocalizedField(_("title"))
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        verbose_name=_("organisation"),
        related_name="offices",
        null=True,
        blank=True,
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("merged into"), related_name="merged", null=True, blank=True
    )
    folded = FoldedField(of=("title",))
    sort_key = SortKeyField(of="title")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("people:office", self.pk)


class Person(Noun):
    """A named individual in a public capacity. How to reach them is never public, and not kept here."""

    name = LocalizedField(_("name"))
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("merged into"), related_name="merged", null=True, blank=True
    )
    folded = FoldedField(of=("name",))
    sort_key = SortKeyField(of="name")

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return address("people:person", self.pk)


class Forum(Noun):
    """A body that meets. The one that approves is always called the MSF."""

    class Kind(models.TextChoices):
        MSF = "msf", _("multi-stakeholder forum (MSF)")
        WORKING_GROUP = "working_group", _("working group")
        SUB_WORKING_GROUP = "sub_working_group", _("sub-working group")
        SECRETARIAT = "secretariat", _("secretariat")
        OTHER = "other", _("forum")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("part of"), related_name="parts", null=True, blank=True
    )
    name = LocalizedField(_("name"))
    established_by = models.ForeignKey(
        "Instrument",
        on_delete=models.PROTECT,
        verbose_name=_("established by"),
        related_name="established",
        null=True,
        blank=True,
    )
    served_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("served by"), related_name="serves", null=True, blank=True
    )
    rules = LocalizedField(_("rules"), lines=4)
    quorum = models.PositiveSmallIntegerField(
        _("quorum, in percent of the seats"), validators=PERCENT, null=True, blank=True
    )
    majority = models.PositiveSmallIntegerField(
        _("majority: more than this percent of the votes"), validators=PERCENT, null=True, blank=True
    )
    each_side = models.BooleanField(_("quorum and majority on each side as well"), null=True, blank=True)
    least_non_government = models.PositiveSmallIntegerField(
        _("least share of non-government, in percent"), validators=PERCENT, null=True, blank=True
    )
    round_days = models.PositiveSmallIntegerField(_("shortest comment round, in days"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("shortest notice of a meeting, in days"), null=True, blank=True)
    correction_days = models.PositiveSmallIntegerField(
        _("time for corrections of minutes, in days"), null=True, blank=True
    )
    votes_hidden = models.BooleanField(_("votes are hidden until the vote is closed"), null=True, blank=True)
    reasons_asked = models.BooleanField(_("a vote against is given with its reason"), null=True, blank=True)
    folded = FoldedField(of=("name", "rules"))

    RULES = ("quorum", "majority", "each_side", "least_non_government", "round_days", "notice_days",
             "correction_days", "votes_hidden", "reasons_asked")  # fmt: skip

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return address("people:forum", self.pk)


class Instrument(Noun):
    """An act in law or of a forum that appoints, establishes or approves."""

    class Kind(models.TextChoices):
        ORDER = "order", _("order")
        RESOLUTION = "resolution", _("resolution")
        DECREE = "decree", _("decree")
        APPROVAL = "approval", _("approval by a forum")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=40, blank=True)
    issuer_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("issuer"), related_name="+", null=True, blank=True
    )
    issuer_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, verbose_name=_("issuer"), related_name="+", null=True, blank=True
    )
    issuer_forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, verbose_name=_("issuer"), related_name="+", null=True, blank=True
    )
    date = PartialDateField(_("date"))
    title = LocalizedField(_("title"))
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, verbose_name=_("document"), related_name="+", null=True, blank=True
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("merged into"), related_name="merged", null=True, blank=True
    )
    folded = FoldedField(of=("title", "number"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(issuer_organisation=None) | models.Q(issuer_office=None), name="one_issuer"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("people:instrument", self.pk)

    @property
    def cited(self) -> str:
        """As others cite it: with its number, where its title does not say it."""
        if not self.number or self.number in str(self.title):
            return str(self.title)
        return gettext("%(title)s, No. %(number)s") % {"title": self.title, "number": self.number}

    @property
    def issuer(self) -> Organisation | Office | Forum | None:
        return self.issuer_organisation or self.issuer_office or self.issuer_forum


class SeatQuerySet(models.QuerySet["Seat"]):
    def shown(self) -> SeatQuerySet:
        """With everything a table of seats prints."""
        return self.select_related("organisation", "person", "office", "instrument").order_by("side", "id")


class Tenure(Noun):
    """Who held an office, and when: whoever holds it speaks from the seats that were given to it."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, verbose_name=_("office"), related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name=_("person"), related_name="tenures")
    since = PartialDateField(_("from"))
    until = PartialDateField(_("to"))

    SPANS = (("since", "until"),)

    class Meta:
        constraints = [in_order("since", "until", "a_tenure_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.person}, {self.office}"

    def runs_on(self, day: date) -> bool:
        """Whether the office was held on that day, as far as its dates tell."""
        return runs_on(self.since, self.until, day)


class Seat(Noun):
    """A place in a forum, or several not known apart, given by an instrument over a period."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        SECRETARY = "secretary", _("secretary")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, verbose_name=_("forum"), related_name="seats")
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True, default=1)
    side = models.CharField(_("side"), max_length=20, choices=Side.choices, blank=True)
    role = models.CharField(_("part in the forum"), max_length=20, choices=Role.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        verbose_name=_("organisation"),
        related_name="seats",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name=_("person"), related_name="seats", null=True, blank=True
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, verbose_name=_("office"), related_name="seats", null=True, blank=True
    )
    instrument = models.ForeignKey(
        Instrument,
        on_delete=models.PROTECT,
        verbose_name=_("order or approval"),
        related_name="seats",
        null=True,
        blank=True,
    )
    since = PartialDateField(_("from"))
    until = PartialDateField(_("to"))
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("replaces"), related_name="replaced_by", null=True, blank=True
    )

    objects = SeatQuerySet.as_manager()

    SPANS = (("since", "until"),)

    class Meta:
        constraints = [in_order("since", "until", "a_seat_ends_after_it_begins")]

    def __str__(self) -> str:
        return str(self.person or self.organisation or self.office or self.pk)

    def get_absolute_url(self) -> str:
        return address("people:seat", self.pk)

    def runs_on(self, day: date) -> bool:
        """Whether the seat was held on that day, as far as its dates tell."""
        return runs_on(self.since, self.until, day)

"""Nouns: a Meeting of a forum, or several not known apart."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.people.models import Forum
from tovchoo.plans.models import Plan


class Meeting(Noun):
    """People of a plan came together. Where only their number is known, one row stands for several."""

    class Kind(models.TextChoices):
        FULL = "full", _("full meeting")
        SUB_GROUP = "sub_group", _("sub-group meeting")
        WORKSHOP = "workshop", _("workshop")
        PUBLIC_DISCUSSION = "public_discussion", _("public discussion")
        MSF_SESSION = "msf_session", _("MSF session")
        ROUND_TABLE = "round_table", _("round table")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, verbose_name=_("forum"), related_name="+", null=True, blank=True
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="+", null=True, blank=True
    )
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True, default=1)
    date = PartialDateField(_("date"))
    after = PartialDateField(_("not before"))
    before = PartialDateField(_("not after"))
    mode = models.CharField(_("mode"), max_length=20, choices=Mode.choices, blank=True)
    title = LocalizedField(_("title"))
    summary = LocalizedField(_("what happened"))
    folded = FoldedField(of=("title", "summary", "note"))

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("meetings:meeting", self.pk)

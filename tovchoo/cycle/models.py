"""Nouns: a Step is what is to happen in the process of a plan, and when, as its calendar says beforehand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.kernel.spans import in_order
from tovchoo.plans.models import Plan


class Step(Noun):
    """One line of the calendar of a process: planned, so it says nothing about what happened."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="+")
    title = LocalizedField(_("what is to happen"))
    starts = PartialDateField(_("from"))
    ends = PartialDateField(_("to"))

    SPANS = (("starts", "ends"),)

    class Meta:
        constraints = [in_order("starts", "ends", "a_step_ends_after_it_begins")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("cycle:process", self.plan_id) + "#calendar"

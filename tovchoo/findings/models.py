"""Nouns: a Claim is a figure as somebody published it. It never feeds a figure; it stands beside one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.files.models import Source
from tovchoo.kernel.localized import LocalizedField
from tovchoo.plans.models import Plan


class Claim(models.Model):
    """A published figure, kept as published with its quotation, never edited to fit."""

    class Measure(models.TextChoices):
        COUNT = "count", _("count")
        PERCENT = "percent", _("per cent")

    id = models.CharField(primary_key=True, max_length=120)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="+")
    figure = models.CharField(_("figure"), max_length=60)
    part = models.CharField(_("part"), max_length=20, blank=True)
    measure = models.CharField(_("measure"), max_length=10, choices=Measure.choices, default=Measure.COUNT)
    value = models.PositiveIntegerField(_("value"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, verbose_name=_("source"), related_name="+")
    quotation = models.TextField(_("quotation"), blank=True)
    language = models.CharField(_("language of the quotation"), max_length=20, blank=True)
    because = LocalizedField(_("reasons for agreeing or differing"))

    def __str__(self) -> str:
        return f"{self.figure} {self.part} {self.value}"

    @property
    def public_id(self) -> str:
        return f"claim/{self.pk}"

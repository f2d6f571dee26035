"""Nouns: a News item, dated, in the languages it was published in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.files.models import Document
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField


class News(Noun):
    """What the secretariat told the public on a day; of some only the title and the first words are recorded."""

    date = PartialDateField(_("date"))
    title = LocalizedField(_("title"))
    excerpt = LocalizedField(_("first words"))
    text = LocalizedField(_("text"))
    picture = models.ForeignKey(
        Document, on_delete=models.PROTECT, verbose_name=_("picture"), related_name="+", null=True, blank=True
    )
    picture_description = LocalizedField(_("description of the picture"))
    about = models.CharField(_("about"), max_length=160, blank=True, db_index=True)
    folded = FoldedField(of=("title", "excerpt", "text"))

    class Meta:
        verbose_name_plural = "news"

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("publishing:news-item", self.pk)

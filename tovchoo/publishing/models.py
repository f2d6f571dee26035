"""Nouns: a News item, dated, in the languages it was published in; the Draft it comes from; the standing Pages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.accounts.models import Account
from tovchoo.files.models import Document
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField


class News(Noun):
    """What the secretariat told the public on a day; of some only the title and the first words are recorded."""

    date = PartialDateField(_("date"))
    title = LocalizedField(_("title"))
    excerpt = LocalizedField(_("first words"), lines=2)
    text = LocalizedField(_("text"), lines=14)
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


class Draft(models.Model):
    """A news item before it is published: private, so it stands in a table of its own that no public page reads."""

    class Stage(models.TextChoices):
        WRITING = "writing", _("being written")
        SCHEDULED = "scheduled", _("waiting for its day")
        PUBLISHED = "published", _("published")

    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.WRITING)
    title = LocalizedField(_("title"))
    excerpt = LocalizedField(_("first words"), lines=2)
    text = LocalizedField(_("text"), lines=14)
    picture = models.JSONField(_("picture"), default=dict, blank=True)  # a stored file, not yet a document
    picture_description = LocalizedField(_("description of the picture"), lines=2)
    publish_on = models.DateField(_("day of publication"), null=True, blank=True)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    news = models.ForeignKey(News, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    def __str__(self) -> str:
        return str(self.title)

    @property
    def public_id(self) -> str:
        return f"draft/{self.pk}"


class Page(Noun):
    """A standing page of the site as its office words it: about, contact, accessibility, taking part."""

    NAMES = ("about", "contact", "accessibility", "take-part")

    text = LocalizedField(_("text"), lines=14)

    def __str__(self) -> str:
        return self.pk

    def get_absolute_url(self) -> str:
        return address(f"publishing:{self.pk}" if self.pk in ("about", "contact") else f"web:{self.pk}")

"""Nouns: a Source is where something is known from; a Citation ties it to an entry; a Document is a file."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField


class Source(Noun):
    """A page, paper or letter from which entries about the past are known."""

    class Kind(models.TextChoices):
        PAGE = "page", _("web page")
        DOCUMENT = "document", _("document")
        LETTER = "letter", _("letter")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = LocalizedField(_("title"))
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    published = PartialDateField(_("published"))
    read_on = PartialDateField(_("read on"))
    quotation = models.TextField(_("quotation"), blank=True)

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("files:source", self.pk)


class Citation(models.Model):
    """What an entry, or one field of it, is known from, in the words of the source."""

    id = models.CharField(primary_key=True, max_length=120)
    entry = models.CharField(_("entry"), max_length=160, db_index=True)
    field = models.CharField(_("field"), max_length=60, blank=True)
    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="citations")
    place = models.CharField(_("place in the source"), max_length=120, blank=True)
    quotation = models.TextField(_("quotation"), blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.entry} {self.field}: {self.source_id}"

    @property
    def public_id(self) -> str:
        return f"citation/{self.pk}"


class Document(Noun):
    """A file of the record. It may be known and described before it is at hand."""

    title = LocalizedField(_("title"))
    language = models.CharField(_("language"), max_length=20, blank=True)
    date = PartialDateField(_("date"))
    file = models.CharField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    about = models.CharField(_("about"), max_length=160, blank=True, db_index=True)
    folded = FoldedField(of=("title",))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file="", sha256="", size=None) | ~models.Q(file="") & ~models.Q(sha256=""),
                name="a_file_at_hand_has_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("files:document", self.pk)

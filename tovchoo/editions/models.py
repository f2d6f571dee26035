"""Nouns: an Edition is a version as one file, made once; an Intake is a file that is being read into a draft."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.accounts.models import Account
from tovchoo.drafting.models import Draft
from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import name as language_name
from tovchoo.plans.models import Version


class Edition(models.Model):
    """A version in one form and one or two languages. As a version never changes, neither does this."""

    class Form(models.TextChoices):
        DOCX = "docx", "DOCX"
        PDF = "pdf", "PDF"
        HTML = "html", "HTML"
        JSON = "json", "JSON"
        XLSX = "xlsx", "XLSX"

    class Stage(models.TextChoices):
        WAITING = "waiting", _("waits to be made")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=4, choices=Form.choices)
    languages = models.CharField(max_length=40, blank=True)  # mn, en or mn+en; of data none
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices, default=Stage.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    media_type = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "form", "languages"], name="one_edition_a_form")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.name}"

    @property
    def public_id(self) -> str:
        return f"edition/{self.version_id}-{self.name}"

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.languages.split("+")) if self.languages else ()

    @property
    def name(self) -> str:
        """pdf-mn, docx-mn-en: as its address has it."""
        return "-".join((self.form, *self.codes))

    @property
    def spoken(self) -> str:
        return " · ".join(language_name(code) for code in self.codes)


class Intake(models.Model):
    """A file that somebody brought for a draft: read, shown, and taken over only once a person agrees. Private."""

    class Stage(models.TextChoices):
        READING = "reading", _("being read")
        READ = "read", _("read: nothing is taken over yet")
        TAKING = "taking", _("being taken over")
        DONE = "done", _("taken over")
        UNREADABLE = "unreadable", _("could not be read")
        DISCARDED = "discarded", _("discarded")

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.READING)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    trouble = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=list)  # what would be otherwise; see `Change`
    doubts = models.JSONField(default=list)  # remarks about what was not understood
    takes_out = models.BooleanField(default=False)  # also what is not in the file any more
    done = models.PositiveIntegerField(default=0)  # of the changes
    merged = models.JSONField(default=list)  # places where the draft had changed meanwhile
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return address("editions:intake", self.draft.plan_id, self.pk)

    @property
    def forum(self) -> Any:
        return self.draft.forum

    @property
    def percent(self) -> int:
        return 100 * self.done // len(self.changes) if self.changes else 100

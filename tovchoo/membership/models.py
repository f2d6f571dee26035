"""Nouns: a MemberList is a composition being drawn up; its Lines become seats; a Statement is what somebody says of
themselves for the balance. All are private: what becomes of them is public as seats.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.accounts.models import Account
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.people.member_columns import NOTES
from tovchoo.people.models import Forum, Instrument, Organisation, Person, Seat, Side


class MemberList(models.Model):
    """Who is to sit in a forum, before anybody is appointed: from a spreadsheet, or line by line."""

    class Stage(models.TextChoices):
        READING = "reading", _("being read")
        OPEN = "open", _("being drawn up")
        WRITING = "writing", _("seats being entered")
        DONE = "done", _("appointed")
        UNREADABLE = "unreadable", _("could not be read")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.OPEN)
    file_name = models.CharField(max_length=200, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    trouble = models.CharField(max_length=500, blank=True)
    rows = models.PositiveIntegerField(default=0)  # of the file, for progress
    done = models.PositiveIntegerField(default=0)
    unread = models.JSONField(default=dict)  # columns that are not understood: what stands above each, by its place
    kinds = models.JSONField(default=dict)  # what a person says that such columns hold
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+", null=True)
    since = models.DateField(null=True)
    despite = models.CharField(max_length=300, blank=True)  # why a rule of the forum is broken, in public
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.forum}: {self.file_name}"

    def get_absolute_url(self) -> str:
        return address("membership:list", self.pk)

    @property
    def public_id(self) -> str:
        return f"member-list/{self.pk}"

    @property
    def not_understood(self) -> list[str]:
        """What stands above the columns of which nobody has said yet what they hold."""
        return [title for at, title in self.unread.items() if at not in self.kinds]


class MemberLine(models.Model):
    """One member to be: as it was read, what is doubtful about it, and what a person decided."""

    class Decision(models.TextChoices):
        ASK = "ask", _("to be decided")
        TAKE = "take", _("take")
        LEAVE = "leave", _("leave out")

    composition = models.ForeignKey(MemberList, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()  # row of the spreadsheet
    name = LocalizedField(_("name"))
    organisation = LocalizedField(_("organisation"))
    position = LocalizedField(_("post"))
    side = models.CharField(_("side"), max_length=20, choices=Side.choices, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Organisation.Sector.choices, blank=True)
    role = models.CharField(_("part in the forum"), max_length=20, choices=Seat.Role.choices, blank=True)
    email = models.CharField(max_length=254, blank=True)
    gender = models.CharField(_("gender"), max_length=20, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    doubts = models.JSONField(default=list)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, default=Decision.ASK)
    known_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    known_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    likely_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["composition", "number"], name="one_line_a_row")]

    def __str__(self) -> str:
        return str(self.name or self.organisation)

    @property
    def doubtful(self) -> list[dict[str, str]]:
        """What somebody must decide on."""
        return [each for each in self.doubts if each["code"] not in NOTES]

    @property
    def notes(self) -> list[dict[str, str]]:
        """What is worth knowing besides."""
        return [each for each in self.doubts if each["code"] in NOTES]

    @property
    def may_be_double(self) -> bool:
        """Whether it looks like somebody on the list, or some body of the record: never taken but by itself."""
        return any(each["code"] in ("same_person", "likely") for each in self.doubts)


class Statement(models.Model):
    """What somebody says of themselves, for the balance of a forum: counted, never shown with a name."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    gender = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return "…"

"""Nouns: a Meeting of a forum, or several not known apart; the items of its agenda; who is asked to come, who signs up.

What is said of a meeting in public stands in Meeting and AgendaItem. How members join, what closed items say, who
replied what and who signed up stands in tables of its own, which no public page reads.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.accounts.models import Account
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.people.models import Forum, Seat
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

    class Stage(models.TextChoices):
        CALLED = "called", _("called")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, blank=True)
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
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = LocalizedField(_("place"))
    link = models.URLField(_("address of an open meeting online"), max_length=500, blank=True)
    mode = models.CharField(_("mode"), max_length=20, choices=Mode.choices, blank=True)
    title = LocalizedField(_("title"))
    summary = LocalizedField(_("what happened"))
    folded = FoldedField(of=("title", "summary", "note"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="a_meeting_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("minutes:meeting", self.pk)

    @property
    def is_open(self) -> bool:
        """Whether anybody may come."""
        return self.kind in (self.Kind.PUBLIC_DISCUSSION, self.Kind.ROUND_TABLE)


class AgendaItem(Noun):
    """One thing that a meeting is to speak of. Of a closed one only that it is there, and its title, is public."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, verbose_name=_("meeting"), related_name="items")
    number = models.PositiveSmallIntegerField(_("number"))
    title = LocalizedField(_("title"))
    text = LocalizedField(_("text"), lines=5)
    is_closed = models.BooleanField(_("closed to the public"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_item_a_number"),
            models.CheckConstraint(
                condition=models.Q(is_closed=False) | models.Q(text={}), name="a_closed_item_says_nothing_in_public"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#item-{self.number}"


class Attendance(Noun):
    """Who came for a seat: its holder or somebody instead, in the room or online, from when to when."""

    class Presence(models.TextChoices):
        PRESENT = "present", _("in the room")
        ONLINE = "online", _("online")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, verbose_name=_("meeting"), related_name="attendance")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, verbose_name=_("seat"), related_name="+")
    presence = models.CharField(_("presence"), max_length=12, choices=Presence.choices)
    substitute = models.CharField(_("who came instead"), max_length=200, blank=True)
    arrived = models.TimeField(_("came at"), null=True, blank=True)
    left = models.TimeField(_("left at"), null=True, blank=True)

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="one_attendance_a_seat")]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.presence}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#attendance"


class ClosedText(models.Model):
    """What a closed item says, for the members of the forum alone."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="closed")
    text = LocalizedField(_("text"), lines=5)

    def __str__(self) -> str:
        return "…"


class ClosedPaper(models.Model):
    """A paper of a closed item: its file is for the members of the forum alone, and no Document speaks of it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="closed_papers")
    title = LocalizedField(_("title"))
    language = models.CharField(_("language"), max_length=20, blank=True)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)

    def __str__(self) -> str:
        return "…"

    @property
    def public_id(self) -> str:
        return f"closedpaper/{self.pk}"


class Joining(models.Model):
    """How members join online: an address that is nobody else's business."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="joining")
    link = models.URLField(_("address for members"), max_length=500)

    def __str__(self) -> str:
        return "…"


class Reply(models.Model):
    """A seat that was asked to a meeting, and what was answered for it."""

    class Answer(models.TextChoices):
        COMES = "comes", _("comes")
        ONLINE = "online", _("joins online")
        SUBSTITUTE = "substitute", _("sends somebody else")
        STAYS_AWAY = "away", _("does not come")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="replies")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices, blank=True)
    substitute = models.CharField(_("who comes instead"), max_length=200, blank=True)
    replied_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="one_reply_a_seat")]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.answer}"


class SignUp(models.Model):
    """Somebody who means to come to an open meeting; their name and address are for those who prepare it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sign_ups")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=10, default="en")
    at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"], condition=~models.Q(email=""), name="one_sign_up_an_address"
            )
        ]

    def __str__(self) -> str:
        return "…"

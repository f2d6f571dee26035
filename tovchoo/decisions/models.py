"""Nouns: a Motion with its Options, the Voters who are entitled, the Vote of each; a Decision, and the Tasks after it.

A vote that is hidden until the motion is closed stands in Ballot, which no public page, export or ledger entry reads;
when the motion is closed each ballot becomes a Vote.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.ledger.models import digest
from tovchoo.meetings.models import AgendaItem, Meeting
from tovchoo.people.models import PERCENT, Forum, Instrument, Organisation, Person, Seat, Side

LESS_THAN_ALL = [MaxValueValidator(99)]  # more than all of the votes is never reached


class Motion(Noun):
    """A question put to a forum, with the rules it is decided by, and what came of it."""

    class Method(models.TextChoices):
        ROLL_CALL = "roll_call", _("roll call")
        CONSENSUS = "consensus", _("consensus")

    class Stage(models.TextChoices):
        TABLED = "tabled", _("tabled")
        OPEN = "open", _("open for votes")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Outcome(models.TextChoices):
        CARRIED = "carried", _("carried")
        LOST = "lost", _("not carried")
        TIE = "tie", _("not carried: a tie")
        NO_QUORUM = "no_quorum", _("not decided: the quorum was missed")
        NO_CONSENSUS = "no_consensus", _("no consensus")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, verbose_name=_("forum"), related_name="+")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, verbose_name=_("meeting"), related_name="+", null=True, blank=True
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, verbose_name=_("item of the agenda"), related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    about = models.CharField(_("about"), max_length=160, blank=True, db_index=True)
    sha256 = models.CharField(_("SHA-256 of the version that it is about"), max_length=64, blank=True)
    title = LocalizedField(_("title"))
    text = LocalizedField(_("text of the motion"), lines=6)
    method = models.CharField(_("how it is decided"), max_length=12, choices=Method.choices)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    quorum = models.PositiveSmallIntegerField(
        _("quorum, in percent of the seats"), validators=PERCENT, null=True, blank=True
    )
    majority = models.PositiveSmallIntegerField(
        _("majority: more than this percent of the votes"), validators=LESS_THAN_ALL
    )
    each_side = models.BooleanField(_("quorum and majority on each side as well"), default=False)
    is_hidden = models.BooleanField(_("votes are hidden until the vote is closed"), default=False)
    reasons_asked = models.BooleanField(_("a vote against is given with its reason"), default=False)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    chosen = models.ForeignKey(
        "Option", on_delete=models.PROTECT, verbose_name=_("chosen"), related_name="+", null=True, blank=True
    )
    statement = LocalizedField(_("statement on the outcome"), lines=4)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, verbose_name=_("order or approval that follows"), related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    reminded_at = models.DateTimeField(null=True, editable=False)  # of the letters, not of the record
    folded = FoldedField(of=("title", "text", "statement"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at=None) | models.Q(opened_at=None)
                | models.Q(closes_at__gt=models.F("opened_at")),
                name="a_vote_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="closed") | models.Q(outcome="", closed_at=None),
                name="only_a_closed_vote_has_an_outcome",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address("decisions:motion", self.pk)


class Option(Noun):
    """One answer to a motion, and what it means to give it."""

    class Kind(models.TextChoices):
        FOR = "for", _("for the motion")
        AGAINST = "against", _("against the motion")
        ABSTAIN = "abstain", _("neither")
        CHOICE = "choice", _("one of several choices")

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, verbose_name=_("motion"), related_name="options")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("counts as"), max_length=12, choices=Kind.choices)
    title = LocalizedField(_("title"))
    meaning = LocalizedField(_("what it means"), lines=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "number"], name="one_option_a_number")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return f"{self.motion.get_absolute_url()}#options"


class Voter(Noun):
    """A seat that is entitled to vote on a motion, as it was held when the vote was opened."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, verbose_name=_("motion"), related_name="voters")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, verbose_name=_("seat"), related_name="+")
    number = models.PositiveIntegerField(_("number"))
    side = models.CharField(_("side"), max_length=20, choices=Side.choices, blank=True)
    name = LocalizedField(_("name"))
    substitute = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name=_("who votes instead"), related_name="+", null=True, blank=True
    )
    is_recused = models.BooleanField(_("recused"), default=False)
    reason = LocalizedField(_("why recused"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["motion", "seat"], name="one_voter_a_seat"),
            models.UniqueConstraint(fields=["motion", "number"], name="one_voter_a_number"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return f"{self.motion.get_absolute_url()}#voters"


class Vote(Noun):
    """What a seat said on a motion: one vote for each, and everybody may read it."""

    voter = models.OneToOneField(Voter, on_delete=models.PROTECT, verbose_name=_("voter"), related_name="vote")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, verbose_name=_("option"), related_name="votes")
    reason = LocalizedField(_("reason"), lines=2)
    cast_at = models.DateTimeField(_("cast"))
    cast_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name=_("cast by"), related_name="+", null=True, blank=True
    )
    in_the_room = models.BooleanField(_("said in the room"), default=False)

    def __str__(self) -> str:
        return f"{self.voter}: {self.option}"

    def get_absolute_url(self) -> str:
        return self.voter.get_absolute_url()


class Ballot(models.Model):
    """A vote that is hidden until its motion is closed; nobody but who cast it reads it before."""

    voter = models.OneToOneField(Voter, on_delete=models.PROTECT, related_name="ballot")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    reason = LocalizedField()
    cast_at = models.DateTimeField()
    cast_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return "…"

    @property
    def seal(self) -> str:
        """What the public ledger is told when it is cast: it fits this vote alone, and tells nothing of it."""
        return digest(self.salt, self.voter_id, self.option_id)


class Decision(Noun):
    """What a forum decided: by a motion, or as the minutes take it down."""

    class Basis(models.TextChoices):
        CONSENSUS = "consensus", _("by consensus")
        VOTE = "vote", _("by a vote")

    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, verbose_name=_("forum"), related_name="+", null=True, blank=True
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, verbose_name=_("meeting"), related_name="+", null=True, blank=True
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, verbose_name=_("item of the agenda"), related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    motion = models.OneToOneField(
        Motion, on_delete=models.PROTECT, verbose_name=_("motion"), related_name="decision", null=True, blank=True
    )
    date = PartialDateField(_("date"))
    text = LocalizedField(_("what was decided"), lines=4)
    basis = models.CharField(_("how"), max_length=12, choices=Basis.choices, blank=True)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, verbose_name=_("order or approval that follows"), related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    folded = FoldedField(of=("text", "note"))

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return address("decisions:decision", self.pk)


class Task(Noun):
    """Something that a meeting gave somebody to do; it is carried from meeting to meeting until it is done."""

    class Stage(models.TextChoices):
        OPEN = "open", _("to be done")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, verbose_name=_("forum"), related_name="+", null=True, blank=True
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, verbose_name=_("meeting"), related_name="+", null=True, blank=True
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, verbose_name=_("item of the agenda"), related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    text = LocalizedField(_("what is to be done"), lines=3)
    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, verbose_name=_("who does it"), related_name="+", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("organisation that does it"), related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    due = PartialDateField(_("by when"))
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    ended_on = PartialDateField(_("ended"))
    came_of_it = LocalizedField(_("what came of it"), lines=3)
    folded = FoldedField(of=("text", "came_of_it"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage="open", ended_on=None) | ~models.Q(stage="open"),
                name="an_open_task_has_not_ended",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return address("decisions:task", self.pk)

    @property
    def whose(self) -> Seat | Organisation | None:
        """Who is to do it, as far as that is recorded."""
        return self.seat or self.organisation

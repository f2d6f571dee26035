"""Nouns: an Amendment to a passage of a version, and the Backing of those who support it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.kernel.wording import Piece, pieces
from tovchoo.people.models import Forum, Organisation, Person
from tovchoo.plans.models import Plan, Version
from tovchoo.versions.models import VersionPassage


class Amendment(Noun):
    """What somebody would have otherwise: a passage of a version worded anew, left out, or one more after it."""

    class Kind(models.TextChoices):
        WORD = "word", _("word it anew")
        LEAVE_OUT = "leave_out", _("leave it out")
        ADD = "add", _("add a passage after it")

    class Stage(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted as it is")
        EDITED = "edited", _("accepted in other words")
        DECLINED = "declined", _("declined")
        OVERTAKEN = "overtaken", _("overtaken")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Advice(models.TextChoices):
        ACCEPT = "accept", _("to accept it")
        EDIT = "edit", _("to accept it in other words")
        DECLINE = "decline", _("to decline it")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"), related_name="+")
    number = models.PositiveIntegerField(_("number"))
    version = models.ForeignKey(Version, on_delete=models.PROTECT, verbose_name=_("version"), related_name="+")
    passage = models.CharField(_("passage, as all versions call it"), max_length=80, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=10)
    before = models.TextField(_("as it stands"), blank=True)
    after = models.TextField(_("as it should be"), blank=True, max_length=20_000)
    reason = LocalizedField(_("reason"), lines=3)
    date = PartialDateField(_("date"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name=_("who proposes it"), related_name="+", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("organisation"), related_name="+", null=True, blank=True
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    advice = models.CharField(_("recommendation"), max_length=12, choices=Advice.choices, blank=True)
    advice_by = models.ForeignKey(
        Forum, on_delete=models.PROTECT, verbose_name=_("who recommends"), related_name="+", null=True, blank=True
    )
    advice_reason = LocalizedField(_("reason of the recommendation"), lines=2)
    decided_on = PartialDateField(_("decided on"))
    meeting = models.CharField(_("meeting that decided"), max_length=160, blank=True)
    final = models.TextField(_("as it was accepted"), blank=True)
    decision_reason = LocalizedField(_("reason of the decision"), lines=2)
    overtaken_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("overtaken by"), related_name="overtook",
        null=True, blank=True,
    )  # fmt: skip
    folded = FoldedField(of=("reason", "after"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_amendment_a_number")]

    def __str__(self) -> str:
        return str(self.reason)

    def get_absolute_url(self) -> str:
        return address("amendments:amendment", self.plan_id, self.number)

    @property
    def forum(self) -> Forum | None:
        """Who writes the plan."""
        return self.plan.working_group

    @cached_property
    def place(self) -> VersionPassage | None:
        """The passage as its version has it; lists find theirs together (`placed`)."""
        found = VersionPassage.objects.filter(part__version=self.version_id, passage=self.passage)
        return found.select_related("part__version").first()

    @property
    def commitment_id(self) -> str | None:
        """The commitment that the passage is of."""
        return self.place.part.commitment_id if self.place else None

    def refresh_from_db(self, *args: Any, **given: Any) -> None:
        """Read anew, what was seen of the draft before is forgotten."""
        super().refresh_from_db(*args, **given)
        self.__dict__.pop("landing", None)

    @property
    def pieces(self) -> list[Piece]:
        """What of the passage stays, what goes, what comes."""
        if self.kind == self.Kind.LEAVE_OUT:
            return [("out", self.before)]
        if self.kind == self.Kind.ADD:
            return [("same", f"{self.before}\n\n"), ("in", self.after)]
        return pieces(self.before, self.after)

    @property
    def pieces_accepted(self) -> list[Piece]:
        """The same for the words in which it was accepted."""
        if self.kind == self.Kind.ADD:
            return [("same", f"{self.before}\n\n"), ("in", self.final)]
        return pieces(self.before, self.final)

    @property
    def whose(self) -> Organisation | Person | None:
        """Who proposes it, as far as that is recorded."""
        return self.organisation or self.person

    @property
    def source(self) -> str:
        """As the reasons of a version name what led to them."""
        return self.public_id


class Backing(Noun):
    """An organisation, or a member without one, that supports an amendment."""

    amendment = models.ForeignKey(
        Amendment, on_delete=models.PROTECT, verbose_name=_("amendment"), related_name="backings"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("organisation"), related_name="+", null=True, blank=True
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name=_("person"), related_name="+", null=True, blank=True
    )
    date = PartialDateField(_("date"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["amendment", "organisation"], name="one_backing_an_organisation"),
            models.UniqueConstraint(fields=["amendment", "person"], name="one_backing_a_person"),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.person)

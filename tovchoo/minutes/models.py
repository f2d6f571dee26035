"""Nouns: the Writing of a meeting's minutes, passage by passage, with all that was taken in; the Minutes once adopted.

What is being written is private, so it stands in tables of its own that no public page reads. Adopting the minutes
makes the public rows, which no act changes. What was said of a closed item never becomes one of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovchoo.accounts.models import Account
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.noun import FoldedField, Noun
from tovchoo.kernel.partial_date import PartialDateField
from tovchoo.meetings.models import AgendaItem, Meeting
from tovchoo.people.models import Forum
from tovchoo.writing import models as writing


class Writing(models.Model):
    """The minutes of one meeting before they are adopted: taken down in one language, given in the others too."""

    class Stage(models.TextChoices):
        WRITING = "writing", _("being written")
        CIRCULATED = "circulated", _("with the members for correction")
        ADOPTED = "adopted", _("adopted")

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.WRITING)
    language = models.CharField(_("language in which they are taken down"), max_length=10)
    begun_at = models.DateTimeField()
    circulated_at = models.DateTimeField(null=True)
    corrections_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def forum(self) -> Forum | None:
        return self.meeting.forum


class Passage(writing.Written):
    """What is said of one item of the agenda, or of the meeting as a whole, in one language."""

    writing = models.ForeignKey(Writing, on_delete=models.PROTECT, related_name="passages")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+", null=True)
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["writing", "item", "language"], name="one_passage_an_item_and_language"),
            models.UniqueConstraint(
                fields=["writing", "language"], condition=Q(item=None), name="one_passage_of_the_whole_a_language"
            ),
        ]

    def __str__(self) -> str:
        return "…"

    @property
    def is_closed(self) -> bool:
        return bool(self.item and self.item.is_closed)

    @property
    def title(self) -> Any:
        """Of which item it is."""
        return self.item.title if self.item else _("The meeting as a whole")


class Revision(writing.Revision):
    """What somebody wrote of an item of the agenda, or what was put together of two."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="revisions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["passage", "number"], name="one_revision_a_number"),
            models.UniqueConstraint(fields=["passage", "key"], name="one_revision_a_sending"),
        ]


class Presence(writing.Presence):
    """Who has the minutes open, and in which passage."""

    writing = models.ForeignKey(Writing, on_delete=models.PROTECT, related_name="present")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["writing", "account"], name="one_presence_an_account")]


class Correction(models.Model):
    """What a member asks to be otherwise in minutes that were sent around, and what was answered."""

    class Answer(models.TextChoices):
        TAKEN_OVER = "taken_over", _("taken over")
        NOT_TAKEN_OVER = "not_taken_over", _("not taken over")

    writing = models.ForeignKey(Writing, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, verbose_name=_("item of the agenda"), related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    text = models.TextField(_("what should be otherwise"), max_length=4000)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=20, choices=Answer.choices, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["writing", "number"], name="one_correction_a_number")]

    def __str__(self) -> str:
        return "…"

    @property
    def forum(self) -> Forum | None:
        return self.writing.forum


class Minutes(Noun):
    """The minutes of a meeting as they were adopted. Its id is the meeting's; `sha256` is of `canonical(…)`."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, verbose_name=_("meeting"), related_name="+")
    adopted_on = PartialDateField(_("adopted on"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return address("minutes:minutes", self.pk)


class MinutesPart(Noun):
    """What adopted minutes say of one item of the agenda, or of the whole meeting. Of a closed item there is none."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, verbose_name=_("minutes"), related_name="parts")
    number = models.PositiveSmallIntegerField(_("number"))
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, verbose_name=_("item of the agenda"), related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    text = LocalizedField(_("text"), lines=14)
    folded = FoldedField(of=("text",))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="one_part_a_number")]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.minutes.get_absolute_url()}#part-{self.number}"


def canonical(parts: Iterable[MinutesPart]) -> bytes:
    """What the hash is of: for each part in order its number, its item and its texts, as JSON in UTF-8 with sorted keys
    and without blanks; notes about translations are not part of the text."""
    told = [
        [each.number, each.item_id or "", {code: each.text[code] for code in each.text.languages}] for each in parts
    ]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(parts: Iterable[MinutesPart]) -> str:
    """By which anybody can tell that the minutes are the ones that were adopted."""
    return sha256(canonical(parts)).hexdigest()

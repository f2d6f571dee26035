"""Nouns: an Entry says that somebody did something; the Head is where the chain ends; Stamps count changes;
a Sending is a form that was sent.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models

NOTHING = "0" * 64  # what the first entry follows


def digest(*parts: Any) -> str:
    """SHA-256 of the parts as canonical JSON."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


class Entry(models.Model):
    """One act: who, what, on which thing, when. Its facts can be erased, its place in the chain cannot."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=160, db_index=True)
    actor = models.CharField(max_length=120)
    facts = models.JSONField(null=True)  # with the salt, null once erased: `erase` then leaves an entry of its own
    salt = models.CharField(max_length=64, null=True)
    commitment = models.CharField(max_length=64)
    number = models.PositiveBigIntegerField(null=True, unique=True)  # null until sequenced
    seal = models.CharField(max_length=64, null=True)

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"

    @property
    def public_id(self) -> str:
        return f"entry/{self.commitment}"

    def seal_after(self, previous: str) -> str:
        """What the chain reads once this entry follows `previous`."""
        return digest(self.number, self.at.isoformat(), self.verb, self.subject, self.actor, self.commitment, previous)

    def keeps_its_commitment(self) -> bool:
        """Whether the facts are still those that were promised when the entry was written."""
        return self.commitment == digest(self.salt, self.facts)


class Head(models.Model):
    """The end of the chain: one row, held by whoever sequences."""

    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, default=NOTHING)

    def __str__(self) -> str:
        return f"{self.number} {self.seal}"


class Stamp(models.Model):
    """One of a few counters whose sum changes with every committed change of the record, so pages know if they are new.

    Ids are not in commit order, so the highest one proves nothing; one counter would make writers queue.
    """

    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)


class Sending(models.Model):
    """A form that was sent, and where it led: sent again, by a second press or window, it leads there again."""

    key = models.CharField(max_length=120, primary_key=True)
    led_to = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key

"""Nouns: a Letter is one e-mail to one address, until it is sent and for the record that it was."""

from __future__ import annotations

from django.db import models


class Letter(models.Model):
    """One e-mail to one address. What it says is kept only until it is sent: it may hold a key to an account."""

    kind = models.CharField(max_length=60)
    to = models.EmailField()
    subject = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    attachment = models.TextField(blank=True)  # a calendar entry
    message_id = models.CharField(max_length=200, unique=True)
    about = models.CharField(max_length=160, blank=True, db_index=True)
    written_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()  # also the end of the time for which a worker has taken it
    sent_at = models.DateTimeField(null=True)
    refused = models.CharField(max_length=300, blank=True)  # what the mail server answered when it will never take it

    class Meta:
        indexes = [
            models.Index(fields=["try_at"], condition=models.Q(sent_at=None, refused=""), name="letters_that_wait")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

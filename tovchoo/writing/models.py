"""What each text that several write is made of; the apps that have such texts make rows of them."""

from __future__ import annotations

from django.db import models

from tovchoo.accounts.models import Account


class Written(models.Model):
    """A text as it stands, and the number of the revision that it is; 0: nothing is written yet."""

    text = models.TextField(blank=True)
    head = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Revision(models.Model):
    """A text as somebody sent it and was told that it is kept; or what came of two, with both that it was made of."""

    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    base = models.PositiveIntegerField()  # the number that it was written on; 0: on nothing
    other = models.PositiveIntegerField(null=True)  # of a merge: the number that stood there meanwhile
    met = models.BooleanField(default=False)  # of a merge: both had changed the same words
    key = models.CharField(max_length=40, null=True)  # noqa: DJ001  (null: a merge, which nobody sent)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return "…"

    @property
    def is_merge(self) -> bool:
        return self.other is not None


class Presence(models.Model):
    """Who has a text open, and when we last heard of them."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.account)

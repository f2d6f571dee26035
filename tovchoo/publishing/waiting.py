"""What waits in this app: documents that the record speaks of and does not hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tovchoo.files.models import Document
from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting

from .policy import DOCUMENT


def documents_without_a_file(account: Any, today: date) -> list[Waiting]:
    """For whoever may add the file."""
    if not DOCUMENT.allows("attach", Document(), by=account):
        return []
    missing = Document.objects.filter(file="").defer("folded").order_by("-date", "id")
    return [
        Waiting(
            title=each.title,
            url=address("publishing:attach", each.pk),
            act=_("Add the file"),
            detail=_("The record speaks of this document; its file is not at hand yet."),
        )
        for each in missing[:20]
    ]

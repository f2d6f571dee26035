"""What waits in this app: documents of a version that could not be made."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting

from .models import Edition
from .policy import EDITION


def documents_that_failed(account: Any, today: date) -> list[Waiting]:
    """For whoever may have them made again: one line, however many there are."""
    if not EDITION.allows("list", Edition(), by=account):
        return []
    count = Edition.objects.filter(stage=Edition.Stage.FAILED).count()
    title = ngettext("%(num)s document of a version was not made", "%(num)s documents of versions were not made", count)
    return [Waiting(title=title % {"num": count}, url=address("editions:desk"), act=_("Try again"))] if count else []

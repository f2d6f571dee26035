"""What waits in this app: invitations that nobody has accepted, before they run out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting

from .models import Invitation
from .policy import ACCOUNT, WAITING


def invitations_that_end(account: Any, today: date) -> list[Waiting]:
    """For whoever may send them again."""
    if not ACCOUNT.allows("list", None, by=account):
        return []
    waiting = Invitation.objects.filter(stage=WAITING).exclude(email="").select_related("person").order_by("ends_at")
    return [
        Waiting(
            title=_("%(name)s has not accepted the invitation") % {"name": each},
            url=address("accounts:access"),
            act=_("Look"),
            detail=_("The link works until then."),
            due=localdate(each.ends_at),
        )
        for each in waiting[:20]
    ]

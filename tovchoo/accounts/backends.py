"""Who is there: the account of a session, read together with the person of the record that it is."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models.expressions import RawSQL

from tovchoo.kernel.prepared import PreparedModels

from .models import Account


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signing in is allauth's; every page of the workspace asks for the account and its person in one query."""

    def get_user(self, user_id: Any) -> Account | None:
        found = _accounts.one(key=user_id.hex)
        return found if found and self.user_can_authenticate(found) else None


_accounts = PreparedModels(
    lambda key: Account.objects.select_related("person").filter(pk=RawSQL("%s", [key])), "key"
)  # raw: a mark is no UUID

"""Sessions, each with its account beside it: who is there is read together with the session, in one query."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from tovchoo.kernel.prepared import PreparedModels

from .models import Session


class SessionStore(InDatabase):
    """What Django keeps in its database, in a table that names the account too."""

    account: Any = None  # of the session as it was read

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        kept: Any = super().create_model_instance(data)
        kept.account_id = data.get(SESSION_KEY)
        return kept

    def _get_session_from_db(self) -> Any:
        kept = _sessions.one(key=self.session_key)
        if kept is None or kept.expire_date <= timezone.now():  # the time of the database would be a question more
            self._session_key = None
            return None
        self.account = kept.account
        return kept


_sessions = PreparedModels(lambda key: Session.objects.filter(session_key=key).select_related("account__person"), "key")


class WhoIsThere(AuthenticationMiddleware):
    """Django's, but for the account, which is not asked for again where the session brought it along."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _who_is_there(request))  # type: ignore[assignment]


def _who_is_there(request: Any) -> Any:
    """Where anything is other than usual (a key that changed, an account that is closed), Django asks and decides."""
    if not hasattr(request, "_cached_user") and _is_as_usual(request.session):
        request._cached_user = request.session.account
    return get_user(request)


def _is_as_usual(session: Any) -> bool:
    named, account = session.get(SESSION_KEY), session.account
    if account is None or str(account.pk) != named or not account.is_active:
        return False
    is_known = session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    return is_known and constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())

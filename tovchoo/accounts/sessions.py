"""Sessions: Django's own, read by a statement that is made once, as every page of the workspace begins with it."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from tovchoo.kernel.prepared import PreparedModels


class SessionStore(db.SessionStore):
    """Kept in the database."""

    def _get_session_from_db(self) -> Session | None:
        found: Session | None = _sessions.one(key=self.session_key)
        if found and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None


_sessions = PreparedModels(lambda key: Session.objects.filter(session_key=key), "key")

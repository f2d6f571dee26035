"""Two secretaries and meetings whose minutes they write, in a house of their own.

It runs inside the site: tovchoo shell -c "from tests.browser.secretaries import tell; tell()".
"""

from __future__ import annotations

import json
import sys
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from tests.cast import build_cast
from tests.minutes.meetings import begun, passage
from tovchoo.accounts.models import Account

TESTS = 8  # at most so many have minutes of their own


def tell() -> None:
    """Who they are, by the sessions that they have begun, and where they write."""
    cast = build_cast()
    begun_ones = [begun(cast) for _each in range(TESTS)]
    told = {
        "places": [{"meeting": each.meeting_id, "passage": passage(each, "en").pk} for each in begun_ones],
        "sessions": {name: _session(getattr(cast, name)) for name in ("saraa", "administrator", "bat")},
    }
    json.dump(told, sys.stdout)


def _session(account: Account) -> str:
    """As if they had signed in, with the second step."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY], session["second_step"] = account.get_session_auth_hash(), True
    session.save()
    return session.session_key

"""Every letter that signing in can call for is one of ours."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account import app_settings
from allauth.account.adapter import get_adapter

from tests.mail.letters import KINDS, a_letter_of
from tovchoo.accounts.letters import LETTERS
from tovchoo.mail.rules import deliver

# What is never asked for, and what in our settings keeps it so.
NEVER = {
    "account_already_exists": ("nobody signs up", lambda: not get_adapter().is_open_for_signup(None)),
    "email_confirmation_signup": ("nobody signs up", lambda: not get_adapter().is_open_for_signup(None)),
    "unknown_account": ("strangers are not written to", lambda: not app_settings.EMAIL_UNKNOWN_ACCOUNTS),
    "login_code": ("nobody signs in by a code", lambda: not app_settings.LOGIN_BY_CODE_ENABLED),
    "password_reset_code": ("a password is reset by a link", lambda: not app_settings.PASSWORD_RESET_BY_CODE_ENABLED),
}


def asked_for() -> set[str]:
    """Every kind that the sources name."""
    sources = (path for path in Path(allauth.__file__).parent.rglob("*.py") if "tests" not in path.parts)
    names = r"[\"'](?:\w+/)+email/(\w+)[\"']"
    return {kind for path in sources for kind in re.findall(names, path.read_text(encoding="utf-8"))}


def test_there_are_words_for_every_letter_that_can_be_asked_for():
    assert len(asked_for()) > len(NEVER)
    assert asked_for() - set(NEVER) <= set(LETTERS)
    assert set(NEVER) <= asked_for() and not set(NEVER) & set(LETTERS)


@pytest.mark.parametrize("kind", NEVER)
def test_what_has_no_words_is_kept_from_being_asked_for_by_our_settings(kind):
    reason, holds = NEVER[kind]
    assert holds(), reason


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["mn", "en"])
def test_no_two_kinds_say_the_same(post_office, language):
    """Whoever reads a subject knows what happened."""
    subjects = {kind: a_letter_of(kind, language).subject for kind in KINDS}
    assert deliver() == len(KINDS)
    assert sorted(subjects.values()) == sorted({came.subject for came in post_office.received})

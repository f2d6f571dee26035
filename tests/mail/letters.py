"""Letters of every kind, written as the product writes them."""

from __future__ import annotations

from tovchoo.accounts.adapter import AccountAdapter
from tovchoo.accounts.letters import LETTERS
from tovchoo.accounts.rules import invite
from tovchoo.kernel.languages import reading
from tovchoo.mail.models import Letter
from tovchoo.mail.rules import write
from tovchoo.mail.words import Words
from tovchoo.people.roles import Operator

KINDS = ["invitation", *LETTERS]
READER = "reader@example.org"
WITH_A_KEY = {
    "password_reset_url": "https://asked.example/en/workspace/account/password/new/1-a-key/",
    "activate_url": "https://asked.example/en/workspace/account/e-mail/a:key/",
}


def a_letter_of(kind: str, language: str = "en") -> Letter:
    """One of every kind that there is."""
    if kind == "invitation":
        invite(READER, by=Operator(), administrator=True, name="Practice Person", language=language)
    else:
        with reading(language):
            AccountAdapter().send_mail(f"account/email/{kind}", READER, WITH_A_KEY)
    return Letter.objects.get(kind=kind)


def a_letter(to: str = READER, says: str = "Something happened.", **given: str) -> Letter:
    """One that says little."""
    told = Words(given.pop("subject", "News"), [says], "Look", "/en/")
    return write("news", to, lambda: told, language="en", **given)

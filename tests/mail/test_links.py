"""The links of a letter: to our site alone, and looking at one changes nothing."""

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from tests.cast import accepted
from tests.mail.letters import KINDS, READER, a_letter, a_letter_of
from tovchoo.accounts.models import Account, Invitation
from tovchoo.accounts.rules import invite
from tovchoo.ledger.models import Entry
from tovchoo.mail.models import Letter
from tovchoo.mail.rules import deliver
from tovchoo.people.roles import Operator

pytestmark = pytest.mark.django_db

ALLOWED = {"html": {"lang"}, "head": set(), "meta": {"charset"}, "title": set(), "body": set(), "hr": set(),
           "div": {"lang"}, "h1": set(), "p": set(), "a": {"href"}}  # fmt: skip
PHISHING = [
    '<a href="https://evil.example/">Sign in</a>', "<img src=//evil.example/x.png>", "<script>alert(1)</script>",
    '"><form action="https://evil.example/">', "</title><style>@import '//evil.example'</style>",
    "</div><base href=//evil.example>", "&lt;a href=https://evil.example&gt;", "{{ words.url }}", "[Sign in](https://evil.example)",
]  # fmt: skip
PASSWORD = "wolf milk steppe 42"


def holds_our_links_alone(letter) -> bool:
    for tag, given in letter.html.elements:
        assert tag in ALLOWED and set(given) <= ALLOWED[tag], (tag, given)
    assert {urlsplit(each)[:2] for each in letter.html.links} == {urlsplit(settings.SITE_URL)[:2]}
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_SEC_N2_no_letter_holds_a_link_to_another_host(post_office, kind):
    """The address of the request came from another host: that is not said either."""
    a_letter_of(kind)
    deliver()
    assert holds_our_links_alone(post_office.received[0]) and b"asked.example" not in post_office.received[0].raw


@pytest.mark.parametrize("words", PHISHING)
def test_SEC_N2_what_somebody_wrote_is_shown_and_not_obeyed(post_office, words):
    a_letter(subject=words, says=words)
    invite("other@example.org", by=Operator(), administrator=True, name=words)
    assert deliver() == 2
    for came in post_office.received:
        assert holds_our_links_alone(came)
        assert words in came.html.parts["en"] and words in came.text


def everything() -> list:
    """All that a link could change; that somebody looked is kept in their session alone."""
    asked = [Account, Invitation, EmailAddress, Authenticator, Entry, Letter]
    return [list(model.objects.order_by("pk").values()) for model in asked]


def signed_in_as(email: str) -> Client:
    client = Client()
    client.post("/en/workspace/account/sign-in/", {"login": email, "password": PASSWORD})
    return client


@pytest.fixture
def links(record, post_office) -> dict[str, list[str]]:
    """Of letters that were really asked for, by kind."""
    accepted(invite(READER, by=Operator(), administrator=True, name="Reader"), password=PASSWORD)
    Account.objects.update(is_administrator=False)  # no second step is asked
    Letter.objects.all().delete()
    invite("new@example.org", by=Operator(), administrator=True, name="New")
    signed_in_as(READER).post("/en/workspace/account/e-mail/", {"email": "second@example.org", "action_add": ""})
    Client().post("/en/workspace/account/password/forgotten/", {"email": READER})
    with_keys = ["invitation", "password_reset_key", "email_confirmation"]
    assert sorted(Letter.objects.values_list("kind", flat=True)) == sorted(with_keys)
    for kind in set(KINDS) - set(with_keys):
        a_letter_of(kind)
    kinds = list(Letter.objects.order_by("try_at", "pk").values_list("kind", flat=True))
    assert deliver() == len(KINDS)
    return dict(zip(kinds, (came.links for came in post_office.received), strict=True))


@pytest.mark.parametrize("who", ["a scanner", "the reader"])
def test_SEC_N4_looking_at_every_link_of_every_letter_changes_nothing(links, who):
    client = Client() if who == "a scanner" else signed_in_as(READER)
    before = everything()
    for path in [urlsplit(link).path for each in links.values() for link in each]:
        for look in (client.get, client.head, client.options):
            assert look(path, follow=True).status_code in (200, 405), path
    assert everything() == before


def test_SEC_N4_what_a_link_is_for_is_done_by_a_press(links):
    def there(kind):
        return urlsplit(links[kind][0]).path

    Client().post(there("invitation"), {"password": PASSWORD})
    assert Account.objects.filter(email="new@example.org").exists()
    client, new = Client(), {"password1": "another milk steppe", "password2": "another milk steppe"}
    client.post(client.get(there("password_reset_key"), follow=True).request["PATH_INFO"], new)
    assert Account.objects.get(email=READER).check_password("another milk steppe")
    Client().post(there("email_confirmation"))
    assert EmailAddress.objects.get(email="second@example.org").verified

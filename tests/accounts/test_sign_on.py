"""The national sign-on says who somebody is; what they may do here, an invitation says."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tests.accounts.abroad import SIGN_ON, a_provider, is_in, sign_on, way_back
from tests.accounts.phone import code_shown_to
from tests.cast import accepted, with_a_second_step
from tovchoo.accounts.models import Account, Session
from tovchoo.accounts.rules import close, invite
from tovchoo.mail.models import Letter

JOINED = "/en/workspace/account/joined/"
PASSWORD = "wolf milk steppe 42"


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    with a_provider(tmp_path_factory.mktemp("provider")) as running:
        yield running


@pytest.fixture
def provider(process, settings, cast):
    """The provider, set up as our sign-on; Tuya is its subject 1."""
    settings.SOCIALACCOUNT_PROVIDERS = process.known_as("127.0.0.1")
    settings.SIGN_ONS = {"oidc": f"http://127.0.0.1:{process.port}"}
    process.says(1, "tuya", "tuya@example.org", verified=True)
    process.says(2, "ganbold", "ganbold@example.org", verified=True)
    return process


@pytest.fixture
def invited(cast):
    return invite("tuya@example.org", name="Tuya", by=cast.administrator)


@pytest.fixture
def tuya(invited) -> Account:
    """Has an account here already, with a password and the address that the provider has of her too."""
    return accepted(invited, password=PASSWORD)


@pytest.fixture
def here(tuya) -> Client:
    """A browser in which she has signed in with the password."""
    client = Client()
    client.post("/en/workspace/account/sign-in/", {"login": tuya.email, "password": PASSWORD})
    return client


@pytest.fixture
def joined(provider, here, tuya) -> Account:
    sign_on(here, "tuya", f"{SIGN_ON}?process=connect")
    return tuya


def came_in(name: str) -> bool:
    client = Client()
    sign_on(client, name)
    return is_in(client)


def form_action(path: str, client: Client) -> str:
    return re.search(r"form-action ([^;]+)", client.get(path)["Content-Security-Policy"])[1]


def test_an_invitation_opens_an_account_with_the_sign_on_and_no_password(provider, invited):
    client = Client()
    client.get(invited.path)
    assert sign_on(client, "tuya")["Location"] == invited.path
    assert 'type="password"' not in client.get(invited.path).content.decode()
    assert client.post(invited.path, {"sending": "one"})["Location"] == "/en/workspace/" and is_in(client)
    assert not Account.objects.get(email="tuya@example.org").has_usable_password()
    assert came_in("tuya")


def test_whom_the_site_does_not_know_it_tells_that_accounts_come_by_invitation(provider):
    client, accounts = Client(), Account.objects.count()
    answer = client.get(sign_on(client, "ganbold")["Location"])
    assert "they come by invitation" in answer.content.decode() and not is_in(client)
    assert Account.objects.count() == accounts and not SocialAccount.objects.exists()


@pytest.mark.parametrize("verified", [True, False])
def test_SEC_M4_an_address_that_an_account_has_too_signs_in_nobody(provider, tuya, verified):
    provider.says(3, "somebody", "tuya@example.org", verified=verified)
    assert not came_in("somebody") and not SocialAccount.objects.exists()


def test_SEC_M4_who_changes_name_and_address_there_stays_who_they_are_here(provider, joined):
    provider.says(1, "renamed", "administrator@example.org", verified=True)
    client = Client()
    sign_on(client, "renamed")
    assert client.session["_auth_user_id"] == str(joined.pk) and SocialAccount.objects.get().user == joined


def test_SEC_M4_who_takes_over_name_and_address_there_is_nobody_here(provider, joined):
    provider.says(1, "renamed", "renamed@example.org")
    provider.says(4, "tuya", "tuya@example.org", verified=True)
    assert not came_in("tuya")


def test_SEC_M4_the_same_subject_of_another_issuer_is_somebody_else(provider, joined, settings):
    settings.SOCIALACCOUNT_PROVIDERS = provider.known_as("localhost")
    assert not came_in("tuya")


def test_nothing_that_the_provider_says_is_kept(provider, joined):
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {} and kept.uid != "1" and "tuya" not in str(vars(kept))


def test_no_session_holds_a_token_or_what_the_provider_says(provider, invited):
    client = Client()
    client.get(invited.path)
    sign_on(client, "tuya")
    kept = str([each.get_decoded() for each in Session.objects.all()])
    assert "sign_on" in kept and "token" not in kept.replace("_csrftoken", "") and "tuya@example.org" not in kept


def test_who_is_signed_in_joins_the_sign_on_and_takes_it_off(provider, here, joined):
    assert came_in("tuya") and Letter.objects.filter(to=joined.email, kind="account_connected").count() == 1
    assert "Practice ID" in here.get(JOINED).content.decode()
    assert here.post(JOINED, {"account": SocialAccount.objects.get().pk}).status_code == 302
    assert not came_in("tuya") and Letter.objects.filter(to=joined.email, kind="account_disconnected").count() == 1


def test_the_only_way_in_is_not_taken_off(provider, here, joined):
    Account.objects.filter(pk=joined.pk).update(password="!")
    client = Client()
    sign_on(client, "tuya")
    client.post(JOINED, {"account": SocialAccount.objects.get().pk})
    assert SocialAccount.objects.filter(user=joined).exists()


def test_a_sign_on_is_joined_to_one_account(provider, joined, cast):
    other = Client()
    other.force_login(cast.nomin)
    sign_on(other, "tuya", f"{SIGN_ON}?process=connect")
    assert SocialAccount.objects.get().user == joined


def test_who_comes_with_another_invitation_proves_who_they_are_again(provider, invited, cast):
    client = Client()
    client.get(invited.path)
    sign_on(client, "tuya")
    other = invite("other@example.org", name="Other", by=cast.administrator)
    assert 'type="password"' in client.get(other.path).content.decode()
    client.post(other.path, {"password": PASSWORD})
    assert Account.objects.filter(email="other@example.org").exists() and not SocialAccount.objects.exists()


@pytest.mark.parametrize("state", ["", "x" * 16])
def test_SEC_I3_a_wrong_state_signs_in_nobody(provider, joined, state):
    client = Client()
    path, _, query = way_back(client.post(SIGN_ON)["Location"], "tuya").partition("?")
    code = parse_qs(query)["code"][0]
    assert client.get(f"{path}?{urlencode({'code': code, 'state': state})}").status_code == 401
    assert not is_in(client)


def test_SEC_I3_the_way_back_of_one_browser_signs_in_nobody_in_another(provider, joined):
    back = way_back(Client().post(SIGN_ON)["Location"], "tuya")
    victim = Client()
    assert victim.get(back).status_code == 401
    victim.post(SIGN_ON)
    assert victim.get(back).status_code == 401 and not is_in(victim)


def test_SEC_I3_a_way_back_is_gone_once_and_a_made_up_code_opens_nothing(provider, joined):
    client = Client()
    away = client.post(SIGN_ON)["Location"]
    back = way_back(away, "tuya")
    client.get(back)
    client.post("/en/workspace/account/sign-out/")
    assert client.get(back).status_code == 401 and not is_in(client)
    state = parse_qs(urlsplit(client.post(SIGN_ON)["Location"]).query)["state"][0]
    made_up = f"/sign-on/oidc/callback/?{urlencode({'code': 'made-up', 'state': state})}"
    assert client.get(made_up).status_code == 401 and not is_in(client)


def test_SEC_I3_a_link_that_joins_asks_first(provider, here):
    assert "<form" in here.get(f"{SIGN_ON}?process=connect").content.decode()
    assert not SocialAccount.objects.exists()


def test_the_second_step_is_asked_of_whoever_has_one(provider, joined):
    with_a_second_step(joined)
    client = Client()
    assert sign_on(client, "tuya")["Location"] == "/en/workspace/account/second-step/" and not is_in(client)
    client.post("/en/workspace/account/second-step/", {"code": code_shown_to(joined)})
    assert is_in(client)


def test_a_closed_account_stays_closed(provider, joined, cast):
    close(joined, by=cast.administrator)
    assert not came_in("tuya")


def test_who_leaves_in_a_language_comes_back_in_it(provider, joined):
    client = Client()
    assert sign_on(client, "tuya", SIGN_ON.replace("/en/", "/mn/"))["Location"] == "/mn/workspace/"


def test_who_was_on_the_way_somewhere_arrives_there(provider, joined):
    assert sign_on(Client(), "tuya", f"{SIGN_ON}?next=/en/workspace/account/")["Location"] == "/en/workspace/account/"


def test_nobody_is_led_away_after_signing_on(provider, joined):
    assert sign_on(Client(), "tuya", f"{SIGN_ON}?next=//example.org/")["Location"] == "/en/workspace/"


@pytest.mark.parametrize("answer", ["error=access_denied", "error=server_error"])
def test_who_turns_back_there_reads_so_here_and_is_not_in(provider, answer):
    client = Client()
    state = parse_qs(urlsplit(client.post(SIGN_ON)["Location"]).query)["state"][0]
    page = client.get(f"/sign-on/oidc/callback/?{answer}&state={state}", follow=True)
    assert "Not signed in" in page.content.decode() and not is_in(client)


def test_a_provider_out_of_reach_is_a_page_that_says_so(provider, settings):
    client = Client()
    back = way_back(client.post(SIGN_ON)["Location"], "tuya")
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    for answer in (client.get(back), client.post(SIGN_ON)):
        assert answer.status_code == 401 and "did not answer as it should" in answer.content.decode()


@pytest.mark.parametrize("path", [SIGN_ON.replace("oidc", "dan"), "/sign-on/other/callback/?code=x"])
def test_a_sign_on_that_is_not_set_up_is_not_found(provider, path):
    assert Client().get(path).status_code == 404


def test_forms_may_lead_to_the_sign_on_where_one_is_set_up_and_only_there(provider, here, invited, settings, cast):
    other = invite("other@example.org", name="Other", by=cast.administrator)
    origin = f"http://127.0.0.1:{provider.port}"
    ways = {"/en/workspace/account/sign-in/": Client(), other.path: Client(), SIGN_ON: Client(), JOINED: here}
    assert {form_action(*way) for way in ways.items()} == {f"'self' {origin}"}
    assert form_action("/en/", Client()) == form_action("/en/workspace/", here) == "'self'"
    settings.SIGN_ONS = settings.SOCIALACCOUNT_PROVIDERS = {}
    del ways[SIGN_ON]
    assert {form_action(*way) for way in ways.items()} == {"'self'"}

"""Signing in: a password, a second step, a session; and what nobody learns by trying."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from config import settings as product
from tests.accounts.phone import code_shown_to, shown_for
from tests.cast import accepted, signed_in, with_a_second_step
from tovchoo.accounts.models import Account, Session
from tovchoo.accounts.rules import close, invite
from tovchoo.kernel import clock
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.mail.models import Letter
from tovchoo.people.models import Seat
from tovchoo.people.rules import end_seat

SIGN_IN = "/en/workspace/account/sign-in/"
FORGOTTEN = "/en/workspace/account/password/forgotten/"
PASSWORD = "wolf milk steppe 42"
WRONG = "wolf milk steppe 43"


@pytest.fixture
def tuya(cast) -> Account:
    """Somebody with a password, and no second step."""
    return accepted(invite("tuya@example.org", name="Tuya", by=cast.administrator), password=PASSWORD)


def sign_in(email: str, password: str, client: Client | None = None, **more):
    return (client or Client()).post(SIGN_IN, {"login": email, "password": password}, **more)


def is_in(client: Client) -> bool:
    return client.get("/en/workspace/").status_code == 200


def without_tokens(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|value="[^"]*example.org"', "", answer.content.decode())


def test_a_password_opens_the_workspace(tuya):
    client = Client()
    assert sign_in("Tuya@Example.org", PASSWORD, client)["Location"] == "/en/workspace/"
    assert is_in(client)


def test_the_workspace_asks_who_is_there_and_leads_back(record):
    answer = Client().get("/mn/workspace/access/")
    assert answer["Location"] == "/mn/workspace/account/sign-in/?next=/mn/workspace/access/"


def test_who_keeps_the_record_comes_no_further_without_a_second_step(cast):
    Authenticator.objects.filter(user=cast.saraa).delete()
    saraa = signed_in(cast.saraa)
    for path in ("/en/workspace/", "/en/workspace/access/"):
        assert saraa.get(path)["Location"] == "/en/workspace/account/second-step/app/"
    assert signed_in(cast.bat).get("/en/workspace/").status_code == 200


def test_the_second_step_is_set_up_with_the_app_and_spare_codes_follow(tuya):
    client = Client()
    sign_in("tuya@example.org", PASSWORD, client)
    page = client.get("/en/workspace/account/second-step/app/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    answer = client.post("/en/workspace/account/second-step/app/", {"code": shown_for(secret)}, follow=True)
    assert "Spare codes" in answer.content.decode() and answer.content.count(b"<li>") >= 10
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_the_second_step_is_asked_after_the_password(tuya):
    with_a_second_step(tuya)
    client = Client()
    assert sign_in("tuya@example.org", PASSWORD, client)["Location"].startswith("/en/workspace/account/second-step/")
    assert not is_in(client)
    assert client.post("/en/workspace/account/second-step/", {"code": "000000"}).status_code == 200
    client.post("/en/workspace/account/second-step/", {"code": code_shown_to(tuya)})
    assert is_in(client)


def test_who_needs_a_second_step_cannot_take_the_last_one_off(cast):
    saraa = signed_in(cast.saraa)
    saraa.get("/en/workspace/")
    saraa.post("/en/workspace/account/second-step/again/", {"code": code_shown_to(cast.saraa)})
    saraa.post("/en/workspace/account/second-step/app/remove/")
    assert Authenticator.objects.filter(user=cast.saraa, type="totp").exists()


def test_a_seat_that_ended_opens_nothing_the_day_after(cast, later):
    saraa = signed_in(cast.saraa)
    assert saraa.get("/en/workspace/access/").status_code == 200
    seat = Seat.objects.get(person=cast.saraa.person)
    end_seat(seat, PartialDate(clock.today().isoformat()), by=cast.administrator)
    assert saraa.get("/en/workspace/access/").status_code == 200
    later(days=1)
    assert saraa.get("/en/workspace/access/").status_code == 403


def test_SEC_M1_the_session_has_another_name_after_signing_in(tuya):
    client = Client()
    client.get(SIGN_IN)
    client.session.save()
    client.cookies["session"] = former = client.session.session_key or "x" * 32
    sign_in("tuya@example.org", PASSWORD, client)
    assert client.cookies["session"].value != former
    assert not is_in(_with_session(former))


def test_SEC_M1_and_after_the_second_step_and_a_new_password(tuya):
    client = Client()
    sign_in("tuya@example.org", PASSWORD, client)
    former = client.cookies["session"].value
    new = {"oldpassword": PASSWORD, "password1": "other milk steppe 42", "password2": "other milk steppe 42"}
    client.post("/en/workspace/account/password/", new)
    assert client.cookies["session"].value != former and not is_in(_with_session(former)) and is_in(client)


def test_SEC_M1_a_role_that_keeps_the_record_begins_with_another_session(cast):
    saraa = signed_in(cast.saraa)
    former = saraa.cookies["session"].value
    saraa.get("/en/workspace/")
    assert saraa.cookies["session"].value != former


def _with_session(key: str) -> Client:
    client = Client()
    client.cookies["session"] = key
    return client


def test_SEC_M3_a_closed_account_is_out_with_the_next_request(cast):
    browsers = [signed_in(cast.bat) for _each in range(3)]
    assert all(map(is_in, browsers))
    close(cast.bat, by=cast.administrator)
    assert not any(map(is_in, browsers))


def test_SEC_M3_a_new_password_ends_every_other_session(tuya):
    here, there = signed_in(tuya), signed_in(tuya)
    changed = {"oldpassword": PASSWORD, "password1": "stone river hawk 7", "password2": "stone river hawk 7"}
    assert here.post("/en/workspace/account/password/", changed).status_code == 302
    assert is_in(here) and not is_in(there)


def test_a_session_brings_its_account_along(tuya, cast):
    client = signed_in(tuya)
    assert Session.objects.get().account == tuya
    with CaptureQueriesContext(connection) as asked:
        assert is_in(client)
    assert not [each["sql"] for each in asked if 'FROM "accounts_account"' in each["sql"]]
    client.force_login(cast.nomin)
    assert Session.objects.get().account == cast.nomin and "Nomin" in client.get("/en/workspace/").content.decode()


def test_an_account_beside_a_session_that_names_another_opens_nothing(tuya, cast):
    """Who is there is said by what is signed; the column only saves a question."""
    client = signed_in(tuya)
    Session.objects.update(account=cast.administrator)
    assert "Tuya" in client.get("/en/workspace/").content.decode()


def test_a_closed_account_cannot_sign_in(cast, tuya):
    close(tuya, by=cast.administrator)
    client = Client()
    sign_in("tuya@example.org", PASSWORD, client)
    assert not is_in(client)


def test_SEC_K1_what_is_said_is_the_same_for_every_way_to_be_wrong(cast, tuya):
    close(
        accepted(invite("gone@example.org", name="G", by=cast.administrator), password=PASSWORD), by=cast.administrator
    )
    tries = [("tuya@example.org", WRONG), ("nobody@example.org", WRONG), ("gone@example.org", WRONG),
             ("nomin@example.org", WRONG)]  # fmt: skip
    answers = [sign_in(*each) for each in tries]
    assert len({without_tokens(each) for each in answers}) == 1
    assert {each.status_code for each in answers} == {200}


def test_SEC_K1_every_way_to_be_wrong_takes_one_hashing(cast, tuya, monkeypatch):
    hasher = type(get_hasher())
    counted, encode = [], hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args, **kw: counted.append(1) or encode(*args, **kw))
    for email in ("tuya@example.org", "nobody@example.org", "nomin@example.org"):
        counted.clear()
        sign_in(email, WRONG)
        assert len(counted) == 1, email


def test_SEC_K2_a_forgotten_password_is_answered_the_same_for_everybody(tuya):
    answers = [Client().post(FORGOTTEN, {"email": each}) for each in ("tuya@example.org", "nobody@example.org")]
    assert {(each.status_code, each["Location"]) for each in answers} == {(302, f"{FORGOTTEN}sent/")}
    assert list(Letter.objects.filter(kind="password_reset_key").values_list("to", flat=True)) == ["tuya@example.org"]


def test_a_forgotten_password_is_set_anew_by_the_letter_and_its_link_works_once(tuya):
    Client().post(FORGOTTEN, {"email": "tuya@example.org"})
    letter = Letter.objects.get(kind="password_reset_key")
    path = re.search(r"(/en/workspace/account/password/new/\S+)", letter.text)[1]
    client = Client()
    form = client.get(path, follow=True)
    new = {"password1": "another milk steppe", "password2": "another milk steppe"}
    assert client.post(form.request["PATH_INFO"], new).status_code == 302
    assert "has been used" in Client().get(path, follow=True).content.decode()
    browser = Client()
    sign_in("tuya@example.org", "another milk steppe", browser)
    assert is_in(browser)


@override_settings(ALLOWED_HOSTS=["testserver", "other.example"])
def test_SEC_J1_letters_lead_to_the_sites_own_address_whatever_host_was_asked(tuya):
    Client().post(FORGOTTEN, {"email": "tuya@example.org"}, headers={"Host": "other.example"})
    [letter] = Letter.objects.filter(kind="password_reset_key")
    assert "other.example" not in letter.text and letter.text.count(settings.SITE_URL) == 2


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Host": "testserver:80@evil.example"}])
def test_SEC_J1_a_host_that_is_not_ours_gets_nothing(tuya, headers):
    assert Client().post(FORGOTTEN, {"email": "tuya@example.org"}, headers=headers).status_code == 400
    assert not Letter.objects.filter(kind="password_reset_key").exists()


def test_SEC_J1_a_look_alike_address_gets_no_letter(cast):
    accepted(invite("mike@example.org", name="Mike", by=cast.administrator), password=PASSWORD)
    for alike in ("mıke@example.org", "MİKE@example.org", "mike@exampleＯ.org"):
        Client().post(FORGOTTEN, {"email": alike})
    assert not Letter.objects.filter(kind="password_reset_key").exclude(to="mike@example.org").exists()


def test_SEC_L1_a_good_sign_in_does_not_clear_the_count_of_bad_ones(cast, tuya):
    accepted(invite("attacker@example.org", name="A", by=cast.administrator), password=PASSWORD)
    for _round in range(2):
        for _try in range(6):
            sign_in("tuya@example.org", WRONG)
        sign_in("attacker@example.org", PASSWORD)
    client = Client()
    sign_in("tuya@example.org", PASSWORD, client)
    assert not is_in(client)


def test_SEC_J3_another_forwarded_address_is_not_another_client(cast, tuya):
    for number in range(12):
        answer = sign_in("tuya@example.org", WRONG, headers={"X-Forwarded-For": f"10.0.0.{number}"})
    assert "Too many" in answer.content.decode() or answer.status_code == 429


@override_settings(PASSWORD_HASHERS=product.PASSWORD_HASHERS)
def test_SEC_M6_passwords_are_kept_as_scrypt(tuya):
    hasher = get_hasher()
    assert (hasher.algorithm, hasher.work_factor, hasher.block_size, hasher.parallelism) == ("scrypt", 2**14, 8, 5)
    sign_in(tuya.email, PASSWORD)  # tests hash with less work: what was kept so is hashed anew
    sign_in(tuya.email, PASSWORD)  # what was hashed with less work is hashed anew
    assert re.match(r"scrypt\$16384\$\w+\$8\$5\$", Account.objects.get(pk=tuya.pk).password)


@pytest.mark.parametrize("password", ["x" * 1001, "\x00" * 12, "я" * 500_000])
def test_SEC_M6_a_password_out_of_measure_is_refused_without_hashing(tuya, password, monkeypatch):
    monkeypatch.setattr(type(get_hasher()), "encode", lambda *_a, **_k: pytest.fail("hashed"))
    answer = sign_in("tuya@example.org", password)
    assert answer.status_code == 200 and b'role="alert"' in answer.content


def test_SEC_M6_a_long_password_works(cast):
    long = "steppe " * 20
    accepted(invite("long@example.org", name="L", by=cast.administrator), password=long.strip())
    client = Client()
    sign_in("long@example.org", long.strip(), client)
    assert is_in(client)


ELSEWHERE = ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
             "javascript:alert(1)", "data:text/html,x", "/%09/evil.example", "//evil.example%2f..", "http:///evil.example",
             "https://testserver@evil.example", "/\t/evil.example", "\n//evil.example", "vbscript:x"]  # fmt: skip


@pytest.mark.parametrize("next_url", ELSEWHERE)
def test_SEC_H1_SEC_C12_nobody_is_led_to_another_site(tuya, next_url):
    answers = [
        Client().post(SIGN_IN, {"login": "tuya@example.org", "password": PASSWORD, "next": next_url}),
        signed_in(tuya).post("/en/workspace/account/sign-out/", {"next": next_url}),
    ]
    for answer in answers:
        assert urlsplit(urljoin("http://testserver/", answer["Location"])).netloc == "testserver"
        assert re.match(r"/(?![/\\])", answer["Location"]) and not re.search(r"[\t\r\n\\]", answer["Location"])


def test_signing_out_is_a_press_not_a_link(tuya):
    client = signed_in(tuya)
    client.get("/en/workspace/account/sign-out/")
    assert is_in(client)
    client.post("/en/workspace/account/sign-out/")
    assert not is_in(client)

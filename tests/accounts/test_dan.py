"""ДАН as it is described: a small server that speaks as the real one is said to. The real one was never asked."""

import base64
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from django.apps import apps
from django.test import Client

from tests.accounts.abroad import HERE, is_in
from tests.cast import accepted
from tovchoo.accounts.dan.provider import DanProvider
from tovchoo.accounts.dan.views import registration_number
from tovchoo.accounts.rules import invite

ROOT = Path(__file__).parents[2]
PASSWORD = "wolf milk steppe 42"
DAN = "/en/workspace/account/joined/dan/"
NUMBER = "ЖЖ00000000"  # fictional: there is no month 00
CARD = "WS100101_getCitizenIDCardInfo"
SERVICES = [{"services": [CARD], "wsdl": "https://xyp.gov.mn/citizen-1.3.0/ws?WSDL"}]


def card(number=NUMBER, code=0):
    """What the service says of a citizen."""
    said = {"resultCode": code, "response": {"regnum": number, "firstname": "Дадлага", "lastname": "Хүн"}}
    return [{"citizen_loginType": 0}, {"services": {CARD: said}}]


class Dan(BaseHTTPRequestHandler):
    """Hands out a code once, a token for the code, and the answer of the service for the token."""

    def do_GET(self):
        path, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if path == "/oauth2/authorize" and asked["client_id"] == ["tovchoo"] and asked["response_type"] == ["code"]:
            self.server.scopes.append(asked["scope"][0])
            self.server.codes.add("a-code")
            self.send_response(302)
            back = urlencode({"code": "a-code", "state": asked["state"][0]})
            self.send_header("Location", f"{asked['redirect_uri'][0]}?{back}")
            self.end_headers()
        elif path == "/oauth2/api/v1/service" and self.headers["Authorization"] == "Bearer a-token":
            self.say(self.server.answer)
        else:
            self.send_error(401)

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        known = sent["client_id"] == ["tovchoo"] and sent["client_secret"] == ["secret"]
        if self.path == "/oauth2/token" and known and sent["code"][0] in self.server.codes:
            self.server.codes.remove(sent["code"][0])
            self.say({"access_token": "a-token", "token_type": "Bearer", "expires_in": 600})
        else:
            self.send_error(400)

    def say(self, what):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *_said):
        pass


@pytest.fixture
def dan(settings, cast):
    """ДАН listens, and is set up as it would be by the environment."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Dan) as server:
        server.codes, server.scopes, server.answer = set(), [], card()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        app = {"client_id": "tovchoo", "secret": "secret"}
        settings.SIGN_ONS = {"dan": f"http://127.0.0.1:{server.server_port}"}
        settings.SOCIALACCOUNT_PROVIDERS = {"dan": {"APPS": [app], "SCOPE": SERVICES}}
        settings.ROOT_URLCONF = "tests.accounts.urls_with_dan"
        registry.register(DanProvider)
        yield server
        del registry.provider_map["dan"]
        server.shutdown()
        thread.join()


@pytest.fixture
def here(dan, cast):
    """A browser in which somebody signed in with a password, and joined ДАН."""
    tuya = accepted(invite("tuya@example.org", name="Tuya", by=cast.administrator), password=PASSWORD)
    client = Client()
    client.post("/en/workspace/account/sign-in/", {"login": tuya.email, "password": PASSWORD})
    sign_on(client, f"{DAN}?process=connect")
    return client


def sign_on(client, path=DAN):
    there = requests.get(client.post(path)["Location"], allow_redirects=False, timeout=20)
    return client.get(there.headers["Location"].removeprefix(HERE))


def everything_kept():
    """Every value of every table."""
    return str([list(model._base_manager.values()) for model in apps.get_models()])


def test_who_joined_it_comes_in_by_it(here, dan):
    client = Client()
    assert sign_on(client)["Location"] == "/en/workspace/" and is_in(client)
    mongolian = sign_on(Client(), DAN.replace("/en/", "/mn/"))
    assert mongolian["Location"] == "/mn/workspace/"


def test_who_did_not_join_it_does_not_come_in(here, dan):
    dan.answer = card("ЖЖ00000001")
    client = Client()
    assert sign_on(client)["Location"] == "/en/workspace/account/by-invitation/" and not is_in(client)
    assert SocialAccount.objects.count() == 1


def test_the_registration_number_is_in_no_table(here, dan):
    sign_on(Client())
    assert SocialAccount.objects.get().provider == "dan" and SocialAccount.objects.get().extra_data == {}
    kept = everything_kept()
    assert "tuya@example.org" in kept and NUMBER not in kept and "Дадлага Хүн" not in kept and "a-token" not in kept


def test_with_another_key_nobody_is_known_by_it(here, dan, settings):
    settings.SECRET_KEY = "another key"
    client = Client()
    sign_on(client)
    assert not is_in(client)


def test_it_is_asked_for_the_services_of_the_settings_and_by_no_address_for_more(here, dan):
    sign_on(Client(), f"{DAN}?scope=WS100103_getCitizenAddressInfo&auth_params=scope%3DW10%3D")
    assert [json.loads(base64.b64decode(scope)) for scope in dan.scopes] == [SERVICES, SERVICES]


@pytest.mark.parametrize("answer", [
    [], {}, "", card(code=1), card(""), card() + card("ЖЖ00000001"), [{"citizen_loginType": 1}, {"services": {}}],
    [{"services": {"WS100307_getLegalEntityInfoWithRegnum": {"response": {"general": {"companyRegnum": "0000000"}}}}}],
])  # fmt: skip
def test_an_answer_that_does_not_name_one_citizen_signs_in_nobody(here, dan, answer):
    dan.answer = answer
    client = Client()
    assert sign_on(client).status_code == 401 and not is_in(client)


def test_one_number_is_one_person_however_it_is_written():
    assert registration_number(card(f" {NUMBER.lower()} ")) == registration_number(card()) == NUMBER


def test_the_sign_in_page_offers_it_and_its_forms_may_lead_there(dan):
    answer = Client().get("/en/workspace/account/sign-in/")
    assert f'action="{DAN}"' in answer.content.decode()
    assert f"form-action 'self' http://127.0.0.1:{dan.server_port};" in answer["Content-Security-Policy"] + ";"


ASKED = """
import django
django.setup()
from allauth.socialaccount.providers import registry
from django.urls import is_valid_path
paths = ["/en/workspace/account/joined/dan/", "/sign-on/dan/"]
print([each.id for each in registry.get_class_list()], [bool(is_valid_path(path)) for path in paths])
"""


@pytest.mark.parametrize(("given", "found"), [
    ({"DAN_CLIENT_ID": "x", "DAN_CLIENT_SECRET": "y"}, "['openid_connect', 'dan'] [True, True]"),
    ({}, "['openid_connect'] [False, False]"),
])  # fmt: skip
def test_it_is_there_only_where_it_is_set_up(tmp_path, given, found):
    given |= {"DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    answer = subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, env=given, capture_output=True, text=True)
    assert answer.stdout.strip() == found, answer.stderr

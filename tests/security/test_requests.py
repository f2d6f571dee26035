"""What a request can do: nothing without its token, nothing by looking, nothing beyond the fields of its form."""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.test import Client

from tests.adapter import Adapter
from tests.cast import signed_in
from tests.matrix.test_matrix import places
from tests.web.walk import put_away
from tovchoo.accounts.models import Account, Invitation
from tovchoo.kernel.logs import OneLine
from tovchoo.people.models import Organisation
from tovchoo.publishing.models import Draft

BESIDE = ("django_session",)
NAMES = (
    "q", "page", "sort", "sector", "on", "show", "with", "about", "plan", "next", "id", "order", "fields", "expand",
    "page_size", "author__password__startswith", "email__contains", "name__regex",
)  # fmt: skip
PAYLOADS = ("<script>x</script>", '"><img src=x>', "'", "')--", "%27 OR 1=1", "{{7*7}}", "${7}", "1e308", "-1",
            "99999999999999999999", "\x00", "ж" * 3000)  # fmt: skip


def content_of_the_database() -> str:
    rows = [list(model._default_manager.order_by("pk").values()) for model in apps.get_models()
            if model._meta.db_table not in BESIDE]  # fmt: skip
    return repr(rows)


@pytest.fixture
def addresses(cast, settings) -> list[str]:
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    return list(places(cast).values())


def test_SEC_I1_no_form_is_taken_without_its_token(cast, addresses):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.saraa)
    strict.get("/en/workspace/")
    before = content_of_the_database()
    for headers in ({}, {"Origin": "https://evil.example"}):
        statuses = {strict.post(path, headers=headers).status_code for path in addresses}
        assert statuses <= {403, 404, 405}
    assert content_of_the_database() == before


def test_SEC_I1_a_form_without_its_token_says_what_to_do(cast):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/en/workspace/account/sign-in/", {"login": "x", "password": "y"})
    assert answer.status_code == 403 and "send it again" in answer.content.decode()


def test_SEC_I2_looking_changes_nothing(cast, addresses):
    for who in (cast.saraa, cast.administrator):
        browser = signed_in(who)
        browser.get("/en/workspace/")
        before = content_of_the_database()
        for path in addresses:
            for look in (browser.get, browser.head, browser.options):
                put_away(look(path))
        assert content_of_the_database() == before


@pytest.mark.parametrize("payload", PAYLOADS)
def test_SEC_C4_SEC_D1_SEC_B3_no_parameter_breaks_a_page_or_comes_back_raw(cast, payload):
    paths = ["/en/", "/en/search/", "/en/organisations/", "/en/forums/msf/", "/en/news/", "/en/documents/",
             "/en/plans/nap5/contributions/", "/en/workspace/", "/en/workspace/register/organisations/",
             "/en/workspace/register/organisations/new/", "/en/workspace/access/", "/en/workspace/documents/new/",
             "/en/workspace/account/sign-in/"]  # fmt: skip
    saraa, stranger = signed_in(cast.saraa), Client()
    for path in paths:
        for client in (saraa, stranger):
            answer = client.get(path, dict.fromkeys(NAMES, payload))
            assert answer.status_code < 500, path
            if "<" in payload:
                assert payload.encode() not in answer.content, path


def test_SEC_B3_a_guess_at_a_hidden_field_tells_nothing(cast):
    right, wrong = (
        Client().get("/en/organisations/", {"author__email__startswith": each, "folded__contains": each}).content
        for each in ("bat", "zzz")
    )
    assert right == wrong


def test_SEC_P1_fields_that_a_form_does_not_have_are_not_taken(cast):
    extra = {"is_administrator": "on", "is_active": "", "stage": "published", "id": "taken",
             "person": cast.saraa.person.pk, "merged_into": "ministry-of-finance", "email": "other@example.org",
             "written_by": cast.bat.pk}  # fmt: skip
    nomin = signed_in(cast.nomin)
    nomin.post("/en/workspace/account/", extra | {"language": "mn"})
    kept = Account.objects.get(pk=cast.nomin.pk)
    assert (kept.language, kept.is_administrator, kept.is_active, kept.person, kept.email) == (
        "mn", False, True, None, "nomin@example.org")  # fmt: skip
    saraa = signed_in(cast.saraa)
    saraa.post("/en/workspace/news/new/", extra | {"title_en": "Mine"})
    draft = Draft.objects.get()
    assert draft.stage == "writing" and draft.written_by == cast.saraa
    saraa.post("/en/workspace/register/organisations/new/", extra | {"name_en": "Mine"})
    entry = Organisation.objects.get(name__en="Mine")
    assert entry.pk == "mine" and entry.merged_into is None
    saraa.post("/en/workspace/access/invite/", extra | {"name_en": "New", "forum": cast.group.pk, "language": "en",
                                                        "person": "", "administrator": "on"})  # fmt: skip
    assert not Invitation.objects.filter(is_administrator=True, stage="waiting").exists()


@pytest.mark.parametrize("name", ["Сайд\u202eдйаС", "Са\u200bйд", "Caнгийн яам", "Сайд" + "\u0301" * 9, "\u2066Сайд"])
def test_SEC_T1_a_name_that_deceives_is_refused_with_what_is_wrong(cast, name):
    answer = signed_in(cast.saraa).post("/en/workspace/register/organisations/new/", {"name_mn": name, "name_en": "X"})
    assert answer.status_code == 422 and not Organisation.objects.filter(name__en="X").exists()


@pytest.mark.parametrize(
    "name", ["Өргөө Үйлс", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ ᠤᠯᠤᠰ\u202fᠤᠨ", "ᠠ\u180b", "O’Neill – “Төв” №5", "IT парк"]
)
def test_SEC_T1_mongolian_in_both_scripts_survives_to_the_byte(cast, name):
    signed_in(cast.saraa).post("/en/workspace/register/organisations/new/", {"name_mn": name, "name_en": "Kept"})
    assert Organisation.objects.get(name__en="Kept").name["mn"] == name


def test_SEC_U1_one_event_is_one_line_of_the_log_whatever_it_holds():
    nasty = 'a\nb\r\n\x1b[2J\u2028{"level": "FORGED"}'
    record = logging.LogRecord("x", logging.ERROR, "", 0, "asked for %s", (nasty,), None)
    line = OneLine().format(record)
    assert line.isascii() and len(line.splitlines()) == 1 and "\x1b" not in line


def test_SEC_J2_a_page_asked_for_with_a_cookie_is_kept_by_nobody(cast):
    saraa = signed_in(cast.saraa)
    public, private = saraa.get("/en/"), saraa.get("/en/workspace/")
    for answer in (public, private, saraa.get("/en/nowhere/"), saraa.get("/en/workspace/access/invite/")):
        assert answer["Cache-Control"] == "private, no-store" and "Cookie" in answer["Vary"]
    stranger = Client().get("/en/")
    assert "Saraa" not in stranger.content.decode() and not stranger.cookies and stranger.content == public.content


def test_SEC_E1_names_that_a_spreadsheet_would_run_are_guarded(cast):

    signed_in(cast.saraa).post("/en/workspace/register/organisations/new/", {"name_en": "=1+1", "name_mn": "@x"})
    assert Organisation.objects.get(name__en="=1+1")
    rows = Adapter(cast).exports()["organisations.csv"].decode()
    assert "'=1+1" in rows and "'@x" in rows and ",=1+1" not in rows

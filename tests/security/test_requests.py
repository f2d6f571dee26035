"""What a request can do: nothing without its token, nothing by looking, nothing beyond the fields of its form."""

from __future__ import annotations

import csv
import io
import logging
import re
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.db.models import Model
from django.test import Client, override_settings

from tests.adapter import Adapter
from tests.cast import signed_in
from tests.security.verbs import with_stages
from tests.web.walk import put_away
from tovchoo.accounts.models import Account, Invitation
from tovchoo.kernel.logs import OneLine
from tovchoo.package.columns import guarded, unguarded
from tovchoo.people.models import Organisation
from tovchoo.publishing.models import Draft

BESIDE = ("accounts_session",)
SAID = {"Meeting": {"starts_at", "ends_at"}, "Motion": {"closes_at"}, "Forum": {"served_by", "established_by"}}
ASKED = re.compile(r"request\.GET(?:\.get|\.getlist)?[(\[]\"(\w+)\"")  # names of parameters in the sources
NOWHERE = ("sort", "next", "id", "order", "fields", "expand", "page_size", "author__password__startswith",
           "email__contains", "name__regex", *(f"unknown_{number}" for number in range(40)))  # fmt: skip
SOURCES = Path(__file__).parents[2] / "tovchoo"
NAMES = sorted({*NOWHERE, *(name for path in SOURCES.rglob("*.py") for name in ASKED.findall(path.read_text()))})
PAYLOADS = ("<script>x</script>", '"><img src=x>', "'", "')--", "%27 OR 1=1", "{{7*7}}", "${7}", "1e308", "-1",
            "99999999999999999999", "\x00", "ж" * 3000)  # fmt: skip


def content_of_the_database() -> str:
    rows = [list(model._default_manager.order_by("pk").values()) for model in apps.get_models()
            if model._meta.db_table not in BESIDE]  # fmt: skip
    return repr(rows)


@pytest.fixture
def addresses(everywhere, settings) -> list[str]:
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    return list(everywhere.values())


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


def mixed(turn: int) -> dict[str, str]:
    """Every parameter with some payload; as many turns as payloads give each to each."""
    return {name: PAYLOADS[(number + turn) % len(PAYLOADS)] for number, name in enumerate(NAMES)}


@pytest.mark.parametrize("turn", range(3))
def test_SEC_C4_SEC_D1_SEC_B3_no_parameter_of_any_route_breaks_a_page_or_comes_back_raw(cast, addresses, turn):
    saraa, stranger = signed_in(cast.saraa), Client()
    saraa.get("/en/workspace/")  # past the second step
    for number, path in enumerate(addresses):
        client = saraa if "/workspace/" in path else stranger
        answer = client.get(path.partition("?")[0], mixed(4 * turn + number))
        put_away(answer)
        assert answer.status_code < 500, path
        assert answer.streaming or not [each for each in PAYLOADS if "<" in each and each.encode() in answer.content]
    assert {"q", "page", "with", "since", "sort"} < set(NAMES) and len(addresses) > 300


@pytest.mark.parametrize("payload", PAYLOADS)
def test_SEC_C4_SEC_D1_SEC_B3_no_payload_breaks_a_list_or_comes_back_raw(cast, payload):
    for path in ("/en/search/", "/en/organisations/", "/en/plans/nap5/contributions/", "/en/plans/nap5/versions/"):
        answer = Client().get(path, dict.fromkeys(NAMES, payload))
        assert answer.status_code < 500 and ("<" not in payload or payload.encode() not in answer.content), path


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


def test_SEC_J2_what_somebody_signed_in_is_answered_is_kept_by_nobody(cast, addresses):
    """Every route, also by a cache that heeds no Vary; and what strangers are given after is what they were given
    before, with no cookie, no token and nobody's name."""
    saraa, stranger = signed_in(cast.saraa), Client()
    saraa.get("/en/workspace/")  # past the second step
    public = [path for path in addresses if "/workspace/" not in path and "/welcome/" not in path]
    first = {path: stranger.get(path) for path in public}
    for path in addresses:
        answer = saraa.get(path)
        put_away(answer)
        kept = answer["Cache-Control"]
        assert "private" in kept and "no-store" in kept and "Cookie" in answer["Vary"], path
    for path, before in first.items():
        again = Client().get(path)
        put_away(before)
        put_away(again)
        if "public" in again["Cache-Control"] and not again.streaming:
            assert again.content == before.content and not again.cookies, path
            assert b"csrfmiddlewaretoken" not in again.content and cast.saraa.email.encode() not in again.content, path
    assert len(public) > 100


def fields_of_forms() -> dict[type, set[str]]:
    """Of each form about a noun, the fields of the noun that it takes."""
    for each in SOURCES.glob("*/forms.py"):
        import_module(f"tovchoo.{each.parent.name}.forms")
    found: dict[type, set[str]] = {}
    waiting = [forms.ModelForm]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("tovchoo.") and getattr(kind._meta, "model", None):
            found[kind] = {name for name in kind.base_fields if name in {f.name for f in kind._meta.model._meta.fields}}
    return found


def nobodys(model: type[Model]) -> set[str]:
    """The fields of a noun that no form says: its key, its stage, who did it and when, its hash and seal."""
    stages = {str(policy.field) for kind, policy in with_stages().items() if kind is model}
    told = {each.name for each in model._meta.fields if each.primary_key or not each.editable
            or each.name in ("sha256", "is_administrator", "is_active", "password", "merged_into", "salt")
            or each.name.endswith(("_by", "_at")) or each.related_model is Account}  # fmt: skip
    return (told | stages) - SAID.get(model.__name__, set())


def test_SEC_P1_no_form_takes_what_is_not_for_anybody_to_say():
    found = fields_of_forms()
    assert len(found) > 25
    assert not {
        form.__qualname__: wrong for form, names in found.items() if (wrong := names & nobodys(form._meta.model))
    }


@pytest.mark.parametrize(
    "begins", ["=1+1", "+1", "-1", "@SUM", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "'=1", "''+1"]
)
def test_SEC_E1_a_text_that_a_spreadsheet_would_run_is_guarded_and_comes_back_as_it_was(begins):
    assert guarded(begins) == f"'{begins}" and unguarded(guarded(begins)) == begins
    for text in (f"a {begins}", f"a;{begins}", "plain", "'quoted'", ""):
        assert guarded(text) == text and unguarded(text) == text


def test_SEC_E1_names_that_a_spreadsheet_would_run_are_guarded_in_every_column(cast):
    """As somebody types them, and as they stand in the table that anybody may load."""
    signed_in(cast.saraa).post("/en/workspace/register/organisations/new/",
                               {"name_en": "=1+1", "name_mn": "@x", "note_en": "+2", "note_mn": "-3"})  # fmt: skip
    assert Organisation.objects.get(name__en="=1+1")
    rows = list(csv.reader(io.StringIO(Adapter(cast).exports()["organisations.csv"].decode(), newline="")))
    assert {"'=1+1", "'@x"} <= {cell for row in rows for cell in row}
    assert not [cell for row in rows[1:] for cell in row if re.match("[=+@\t\r＝＋－＠-]", cell)]


@override_settings(ALLOWED_HOSTS=["gov.mn", ".example.org"])
@pytest.mark.parametrize(
    "host",
    [
        "evilgov.mn",
        "gov.mn.evil.com",
        "gov.mn@evil.com",
        "a.gov.mn",
        "evilexample.org",
        "example.org.evil.com",
        "xn--gv-fka.mn",
        "gоv.mn".encode("idna").decode(),
    ],
)
def test_SEC_L3_a_host_that_only_looks_like_ours_is_not(record, host):
    assert Client().get("/en/", headers={"Host": host}).status_code == 400
    assert Client().get("/en/", headers={"Host": "gov.mn"}).status_code == 200


@override_settings(ALLOWED_HOSTS=["gov.mn"])
@pytest.mark.parametrize(
    "onward",
    [
        "https://evilgov.mn/",
        "https://gov.mn.evil.com/",
        "https://gov.mn@evil.com/",
        "//evil.com/",
        "\\\\evil.com",
        "https:evil.com",
        "javascript:alert(1)",
    ],
)
def test_SEC_L3_signing_in_leads_nowhere_else(cast, onward):
    nomin = cast.nomin
    nomin.set_password("wolf milk steppe 42")
    nomin.save()
    answer = Client().post("/en/workspace/account/sign-in/", headers={"Host": "gov.mn"},
                           data={"login": nomin.email, "password": "wolf milk steppe 42", "next": onward})  # fmt: skip
    assert answer.status_code == 302 and answer["Location"].startswith("/") and "evil" not in answer["Location"]

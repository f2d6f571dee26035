"""Asked about one thing, nothing is told or changed of another: plans, keys, aliases, and acts on several at once."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import uuid

import pytest
from django.test import Client

from tests.adapter import Adapter
from tests.cast import in_two
from tests.matrix.test_matrix import filled, short
from tests.security.test_requests import content_of_the_database
from tests.security.verbs import OURS
from tests.versions.drafts import a_draft, frozen
from tests.versions.drafts import passage as version_passage
from tests.versions.drafts import typed as version_typed
from tests.web.walk import routes, views
from tovchoo.accounts.models import Account, Invitation
from tovchoo.accounts.rules import key_hash
from tovchoo.drafting.models import Draft
from tovchoo.membership.models import MemberLine
from tovchoo.membership.rules import add_line, draw_up
from tovchoo.package.tables import TABLES
from tovchoo.plans.models import Plan, Version
from tovchoo.plans.rules import register

OF_A_PLAN = sorted(route for route in routes() if "plan>" in short(route) and "workspace" not in route)
SECONDARY = r"cop(y|ies)|clone|duplicate|template|translat|bulk|compare|diff|restore|revert|revision|embed|preview"
ALIASES = [*(f"api/{tail}" for tail in ("", "v0/", "v1/", "v2/", "users", "v1/users", "v1/members", "v1/people/saraa",
                                         "v1/accounts", "v1/plans/nap5/members", "v1/graphql")),
           "users/", "members/", "en/accounts/", "en/users/saraa/", "en/people/saraa.json", "en/people/saraa/json",
           "graphql", "rss", "wp-json/wp/v2/users"]  # fmt: skip
MORE = [{"fields": "*"}, {"fields": "_,draft_body,email"}, {"expand": "~all"}, {"format": "json"}, {"depth": "9"},
        {"include": "account,author.email"}, {"version": "draft"}]  # fmt: skip
RANGES = ["1..2", "1...2", "1,2", "1-2", "1/diff", "1/compare/2", "draft", "0", "-1", "1/restore"]
NUMBER = random.Random(5)
ALL_OF_ONE = {"number": 1, "one": 1, "other": 2, "part": 1, "name": "pdf-mn", "code": "nap5-p1", "pk": 1}


@pytest.fixture
def addresses(everywhere, settings) -> dict[tuple[str, str], str]:
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    return everywhere


def told(client: Client, path: str, **asked: str) -> bytes:
    got = client.get(path, asked)
    return b"".join(got.streaming_content) if got.streaming else got.content


@pytest.fixture
def other_plan(cast) -> Plan:
    jurisdiction = Plan.objects.get(pk="nap5").jurisdiction
    return register(Plan(ordinal=9, title=in_two("Өөр", "Other"), jurisdiction=jurisdiction), by=cast.administrator)


def test_SEC_A5_what_is_told_of_one_plan_is_of_that_plan(other_plan):
    """Every route below a plan, asked about a plan of which nothing is recorded: no entry of another stands there."""
    answered = 0
    for route in OF_A_PLAN:
        path = "/" + filled(route, ALL_OF_ONE).replace("nap5", other_plan.pk)
        answer = Client().get(path)
        if answer.status_code == 200:
            answered += 1
            main = re.sub(r"(?s)<(header|nav|footer).*?</\1>", "", answer.content.decode())
            assert "nap5" not in main, path
        elif answer.status_code == 302:
            assert answer.headers["Location"].startswith(f"/en/plans/{other_plan.pk}/"), path
        else:
            assert answer.status_code == 404, path
    assert answered >= 5


def test_SEC_A5_rows_and_counts_are_those_of_the_plan_in_the_database(other_plan):
    for plan in ("nap5", other_plan.pk):
        figures = json.loads(told(Client(), f"/api/v1/plans/{plan}/figures"))
        assert figures["plan"] == plan and all(f"/plans/{plan}/" in each["entries"] for each in figures["figures"])
    assert Client().get("/api/v1/plans/nowhere/figures").status_code == 404
    for table in TABLES:
        rows = list(csv.DictReader(io.StringIO(told(Client(), f"/data/record/{table.file}").decode(), newline="")))
        assert len(rows) == table.model._default_manager.count(), table.file


@pytest.mark.parametrize("more", MORE, ids=str)
def test_SEC_B6_SEC_A13_an_answer_for_programs_is_the_same_whatever_is_asked_for_besides(cast, more):
    """No answer of ours has ?fields= or the like, and none has a second form."""
    for path in ("/api/v1/plans/nap5/figures", "/data/record/people.csv", "/data/record/datapackage.json",
                 "/en/people/saraa/", f"/en/forums/{cast.group.pk}/", "/feeds/news.en.atom"):  # fmt: skip
        for client in (Client(), Adapter(cast).login("citizen")):
            one, other = told(client, path), told(client, path, **more)
            assert re.sub(rb"\?[a-z]+=[^\"<]*", b"", other) == re.sub(rb"\?[a-z]+=[^\"<]*", b"", one), path


def test_SEC_A13_no_alias_tells_who_people_are(cast, addresses):
    private = [each.encode() for each in Account.objects.values_list("email", flat=True)]
    for client in (Client(), Adapter(cast).login("citizen")):
        for alias in ALIASES:
            assert client.get(f"/{alias}").status_code == 404, alias
        own = cast.nomin.email.encode()
        public = [path for (route, _stage), path in addresses.items() if "workspace" not in route]
        for path in public:
            said = told(client, path) + told(client, path, format="json")
            assert not [each for each in private if each in said and each != own], path


def test_SEC_A12_no_secondary_thing_is_written_without_signing_in(cast, addresses):
    """Lines, items, replies, seats, merges, papers …: of every route behind the wall, by every method."""
    behind = [path for (route, _stage), path in addresses.items() if "workspace/" in route and "/account/" not in route]
    before, stranger = content_of_the_database(), Client()
    for path in behind:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = stranger.generic(method, path, "name_en=x&title_en=x", "application/x-www-form-urlencoded")
            assert answer.status_code in (401, 403, 404, 405) or "/sign-in/" in answer.headers.get("Location", ""), path
    assert len(behind) > 60 and content_of_the_database() == before


def test_SEC_A7_SEC_A8_SEC_A10_there_is_no_way_to_copy_restore_or_act_in_bulk():
    """Where one comes it needs a test of its own: rights on every source, all of it or nothing. What is compared has
    its tests below."""
    found = {short(route) for route in views() if re.search(SECONDARY, short(route), re.IGNORECASE)}
    assert found == {
        "workspace/news/<int:pk>/preview/",
        "workspace/templates/", "workspace/templates/<str:pk>/", "workspace/plans/<str:plan>/template/",  # of questions
    }  # fmt: skip


@pytest.mark.parametrize("versions", RANGES)
def test_SEC_A10_nothing_but_two_versions_is_compared_and_none_is_put_back(cast, versions):
    clients = [Adapter(cast).login(role) for role in ("anonymous", "citizen", "other_secretary", "support_unit")]
    before = content_of_the_database()
    for client in clients:
        assert client.get(f"/en/plans/nap5/versions/{versions}/").status_code == 404
        assert client.post(f"/en/plans/nap5/versions/{versions}/").status_code in (404, 405)
    assert content_of_the_database() == before


@pytest.fixture
def two_plans(cast) -> tuple[Draft, Draft]:
    """Each with two frozen versions and a draft that says more; what only the other says begins with Qz."""
    drafts = []
    for ordinal, word in ((6, "Crane"), (9, "Qzheron")):
        draft = a_draft(cast, ordinal)
        frozen(draft, cast)
        version_typed(version_passage(draft, "problem"), "en", f"{word} of the second.", by=cast.bat)
        frozen(draft, cast)
        version_typed(version_passage(draft, "problem"), "en", f"Qzdraft {word}.", by=cast.bat)
        drafts.append(draft)
    return drafts[0], drafts[1]


def test_SEC_A7_SEC_A10_what_is_compared_is_frozen_and_of_one_plan(cast, two_plans):
    """Whoever asks, whatever else they ask for: nothing of a draft, nothing of another plan."""
    code = version_passage(two_plans[1], "problem").code
    paths = ["1...2/", "1...2/?part=nap9-1", "1...2/?in=en&page=2", "1...2/?draft=1&from=2&to=draft&other=nap9-v2",
             "between/?from=nap9-v1&to=2", "2/parts/2/", "2/parts/2/?with=draft", "2/?version=draft"]  # fmt: skip
    for role in ("anonymous", "citizen", "other_secretary", "support_unit", "administrator"):
        client = Adapter(cast).login(role)
        for path in paths:
            answer = client.get(f"/en/plans/nap6/versions/{path}", follow=True)
            assert answer.status_code == 200 and b"Qz" not in answer.content, (role, path)
        for path in (f"passages/{code}/", "versions/nap9-v1...nap9-v2/", "versions/1...nap9-v2/", "versions/1...3/"):
            assert client.get(f"/en/plans/nap6/{path}").status_code == 404, (role, path)
        assert client.post("/en/plans/nap6/versions/1...2/").status_code == 405
    assert b"Crane" in Client().get("/en/plans/nap6/versions/1...2/").content


def test_SEC_A10_the_draft_beside_the_last_version_is_for_those_who_write_it(cast, two_plans):
    path = "/en/workspace/plans/nap6/draft/changes/"
    for role in ("anonymous", "citizen", "other_secretary"):
        answer = Adapter(cast).login(role).get(path)
        assert answer.status_code in (302, 403) and b"Qz" not in answer.content, role
    assert b"Qzdraft" in Adapter(cast).login("support_unit").get(path).content
    assert not Version.objects.filter(number=3, plan="nap6").exists()


def test_SEC_A7_SEC_A8_lines_of_another_list_are_not_reached_through_ones_own(cast, everywhere):
    """The only acts on several things at once, all of a list or its lines, stay within that list."""
    own, other = draw_up(cast.other_group, by=cast.oyun), draw_up(cast.group, by=cast.saraa)
    for each in range(3):
        add_line(other, {"name": in_two("Нууц", f"Qzother {each}")}, by=cast.saraa)
    MemberLine.objects.filter(composition=other).update(decision="ask")
    oyun, before = Adapter(cast).login("other_secretary"), list(other.lines.order_by("pk").values())
    sent = {"lines": [each["id"] for each in before], "list": other.pk, "composition": other.pk, "pk": other.pk,
            "copy": other.pk, "decision": "take", "name_en": "Qz"}  # fmt: skip
    for (route, _stage), path in everywhere.items():
        if route.startswith("workspace/lists/<int:pk>/") and "discard" not in route:
            tail = path.split("/lists/")[1].partition("/")[2]
            oyun.post(f"/en/workspace/lists/{own.pk}/{tail}", sent)
            assert oyun.post(f"/en/workspace/lists/{other.pk}/{tail}", sent).status_code in (404, 405), tail
    assert list(MemberLine.objects.filter(composition=other).order_by("pk").values()) == before
    assert not MemberLine.objects.filter(composition=own, name__en__startswith="Qzother").exists()


def near_misses(key: uuid.UUID) -> list[uuid.UUID]:
    """Keys that a careless look-up would take for this one, or for a number."""
    return [*(uuid.UUID(int=key.int ^ (1 << bit)) for bit in range(128)), uuid.UUID(int=0), uuid.UUID(int=1),
            uuid.UUID(int=key.int >> 64), uuid.UUID(int=key.int % 2**32)]  # fmt: skip


def test_SEC_A19_a_random_key_finds_nobody_and_a_key_finds_its_own(cast):
    keyed = [model for model in OURS if model._meta.pk.get_internal_type() == "UUIDField"]
    assert {Account, Invitation} <= set(keyed)
    for model in keyed:
        rows = model._default_manager
        for _each in range(20):
            assert not rows.filter(pk__in=[uuid.UUID(int=NUMBER.getrandbits(128)) for _key in range(500)]).exists()
        for key in list(rows.values_list("pk", flat=True)):
            assert rows.get(pk=key).pk == key
            assert not [each for each in near_misses(key) if rows.filter(pk=each).exists()]


def test_SEC_A19_addresses_take_no_key_but_the_very_one(cast):
    keep, before = Adapter(cast).login("administrator"), content_of_the_database()
    for key in near_misses(cast.nomin.pk)[::8]:
        assert keep.post(f"/en/workspace/access/accounts/{key}/close/").status_code == 404, key
    for odd in (
        "0",
        "1",
        cast.nomin.pk.hex[:8],
        cast.nomin.pk.int,
        f"{cast.nomin.pk}0",
        str(cast.nomin.pk)[:-1],
        "%00",
    ):
        assert keep.post(f"/en/workspace/access/accounts/{odd}/close/").status_code == 404, odd
    assert content_of_the_database() == before
    assert key_hash("Abc") != key_hash("abc") and not Invitation.objects.filter(key_hash=key_hash("")).exists()

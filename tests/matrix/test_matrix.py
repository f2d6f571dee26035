"""Who gets which answer where: every route × role × method × stage, beside the table that was looked at and checked in.

`table.tsv` has a line for each route and stage, a column for each role, and in each cell the answers to GET, POST and
then PUT, PATCH, DELETE and OPTIONS (one number where they are the same). A route that is not in it fails; so does any
other answer. `python -m tests.matrix` writes it anew: look at what changes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from tests.matrix.places import BY_ROUTE, OF_PLAN_V, stages_of_things
from tests.matrix.plans import in_charge
from tests.web.walk import put_away, route_of, routes
from tovchoo.files.models import Source
from tovchoo.publishing.models import News

TABLE = Path(__file__).with_name("table.tsv")
ROLES = ("stranger", "nomin", "in_charge", "tsetseg", "dorj", "oyun", "saraa", "administrator")
OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS")


NAMES = {"history/<str:kind>/<str:pk>/": {"kind": "plan"}, "entries/<str:kind>/<str:pk>/": {"kind": "plan"},
         "workspace/pages/<str:name>/": {"name": "about"}}  # fmt: skip


def short(route: str) -> str:
    """A route without its language."""
    return route.replace("<language:language>/", "").removeprefix("en/")


def places(cast) -> dict[tuple[str, str], str]:
    """The address of every route, in every stage of what it is about."""
    by_stage = stages_of_things(cast)
    firsts = {"news/": News.objects.order_by("id")[0].pk, "sources/": Source.objects.order_by("id")[0].pk}
    found = {}
    for route in sorted(routes()):
        stages = next((each for begin, each in by_stage.items() if short(route).startswith(begin)), {"": ""})
        for stage, key in stages.items():
            key = key or keyed(short(route), firsts)
            found[short(route), stage] = "/" + filled(route, key)
    return found


def keyed(route: str, firsts: dict[str, str]) -> object:
    """The key of some entry that the route can be asked about."""
    fitting = (key for begin, key in BY_ROUTE.items() if route == begin or ("^" in begin and route.startswith(begin)))
    key = next(fitting, "")
    return firsts["news/" if "news/" in route else "sources/"] if key == "*" else key


def filled(route: str, key: object) -> str:
    given = key if isinstance(key, dict) else {"pk": key, "key": key}
    values = OF_PLAN_V | NAMES.get(short(route), {}) | given
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "")
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda each: str(values[each[1]]), plain)
    return f"{path}{given.get('?', '')}"


def answer(client: Client, method: str, path: str) -> int:
    """One answer, after which everything is as it was."""
    with transaction.atomic():
        said = client.generic(method, path, content_type="application/x-www-form-urlencoded")
        put_away(said)
        status = said.status_code
        transaction.set_rollback(True)
    return status


def cell(client: Client, path: str) -> str:
    get = answer(client, "GET", path)
    assert answer(client, "HEAD", path) == get, path
    post = answer(client, "POST", path)
    others = [answer(client, method, path) for method in OTHERS]
    told = [get, post, *(others[:1] if len(set(others)) == 1 else others)]
    return " ".join(map(str, told))


def clients(cast) -> dict[str, Client]:
    found = {"stranger": Client()}
    for name in ROLES[1:]:
        client = found[name] = Client()
        client.force_login(in_charge(cast) if name == "in_charge" else getattr(cast, name))
        client.get("/en/workspace/")  # past the second step
    return found


def measured(cast, asked: dict[tuple[str, str], str]) -> list[str]:
    """The table as the site answers."""
    browsers = clients(cast)
    lines = ["\t".join(("route", "stage", *ROLES))]
    for (route, stage), path in asked.items():
        lines.append("\t".join((route, stage, *(cell(browsers[role], path) for role in ROLES))))
    return lines


def test_SEC_A2_every_route_answers_every_role_as_the_table_says(cast, everywhere, settings):
    settings.ACCOUNT_RATE_LIMITS = False  # thousands of requests from one address
    settings.MFA_RATE_LIMITS = False
    assert measured(cast, everywhere) == TABLE.read_text().splitlines()


def test_no_route_leads_past_the_table(record):
    known = {line.split("\t")[0] for line in TABLE.read_text().splitlines()[1:]}
    assert {short(route) for route in routes()} == known
    assert get_resolver().url_patterns


def test_no_route_stands_before_another(everywhere):
    """Each is reached by its own address: of two that fit, the first would answer."""
    by_words = {key: path for key, path in everywhere.items() if "^" not in key[0]}  # allauth has one of a pattern
    reached = {key: route_of(path.partition("?")[0]) for key, path in by_words.items()}
    assert not {key: route for key, route in reached.items() if short(route) != key[0]}


@pytest.mark.parametrize("path", ["/admin/", "/en/admin/", "/debug/", "/metrics", "/.git/config", "/.env", "/static/"])
def test_SEC_A17_DEP_08_what_is_not_there_is_not_there(record, path):
    assert Client().get(path).status_code == 404

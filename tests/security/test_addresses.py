"""Addresses that people type, and addresses that somebody might guess."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.adapter import Adapter
from tests.cast import in_two, signed_in
from tovchoo.kernel import clock
from tovchoo.meetings.models import Joining, Meeting
from tovchoo.membership.rules import add_line, draw_up
from tovchoo.people.models import Organisation
from tovchoo.people.rules import register
from tovchoo.publishing.models import Draft
from tovchoo.publishing.rules import write

NASTY = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
         "//evil.example", "\\\\evil.example", "https\uff1a//evil.example", "file:///etc/passwd"]  # fmt: skip


@pytest.mark.parametrize("link", NASTY)
def test_SEC_C5_an_address_that_could_run_is_refused_on_writing_and_never_linked(cast, link, page):
    saraa = signed_in(cast.saraa)
    saraa.post("/en/workspace/register/organisations/new/", {"name_en": "Linked", "website": link})
    for entry in Organisation.objects.filter(name__en="Linked"):
        assert entry.website.startswith("https://") and f'href="{link}"' not in page(entry.get_absolute_url())
    begins = clock.today() + timedelta(days=20)
    form = {"kind": "public_discussion", "forum": cast.group.pk, "title_en": "Linked", "starts_at": f"{begins}T10:00"}
    saraa.post("/en/workspace/meetings/call/", form | {"link": link, "joining": link})
    assert not Meeting.objects.filter(title__en="Linked").exclude(link__startswith="https://").exists()
    assert not Joining.objects.exclude(link__startswith="https://").exists()


def test_SEC_B2_what_is_not_public_has_no_other_face(cast):
    draft = write(Draft(), {"title": in_two("Нууц", "Hidden")}, by=cast.saraa)
    listed = draw_up(cast.group, by=cast.saraa)
    for path in (f"news/{draft.pk}/", f"workspace/news/{draft.pk}/embed/", f"workspace/news/{draft.pk}.json",
                 f"lists/{listed.pk}/", f"history/draft/{draft.pk}/", f"history/member-list/{listed.pk}/",
                 f"history/account/{cast.nomin.pk.hex}/", f"history/letter/{draft.pk}/"):  # fmt: skip
        answer = Client().get(f"/en/{path}")
        assert answer.status_code == 404 and "Hidden" not in answer.content.decode(), path


def test_SEC_B12_the_address_of_a_paper_opens_nothing_for_somebody_else(cast):
    listed = draw_up(cast.group, by=cast.saraa)
    add_line(listed, {"name": in_two("Хүн", "Human"), "side": "government"}, by=cast.saraa)
    path = f"/en/workspace/lists/{listed.pk}/annex/en/"
    saraa = signed_in(cast.saraa)
    own = saraa.get(path)
    assert own.status_code == 200 and own["Cache-Control"] == "private, no-store"
    saraa.post("/en/workspace/account/sign-out/")
    assert saraa.get(path).status_code == 302 and Client().get(path).status_code == 302
    assert signed_in(cast.bat).get(path).status_code == 404


@pytest.mark.parametrize("name", ["Хоёр\r\nмөр", 'a";b', "х\u0085у", "х\u2028у", "a\tb;c,d"])
def test_SEC_E3_what_people_type_shifts_no_column(cast, name):
    register(Organisation(name=in_two(name, name)), by=cast.saraa)
    text = Adapter(cast).exports()["organisations.csv"].decode()
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(rows) == Organisation.objects.count() + 1 and {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("question", ["a:" * 5000, '"' * 5000, "а " * 5000, "x AND " * 2000, "%" * 3000, "\\" * 3000])
def test_SEC_O2_a_heavy_question_is_cut_to_size(record, question):
    with CaptureQueriesContext(connection) as queries:
        assert Client().get("/en/search/", {"q": question}).status_code == 200
    assert len(queries) <= 8 and max(len(each["sql"]) for each in queries) < 200_000


def test_SEC_O5_no_list_grows_because_somebody_asks(cast):
    saraa = signed_in(cast.saraa)
    saraa.get("/en/workspace/")
    for asked in ({"page": 10**9}, {"page_size": 10**9}, {"page": "-1"}, {"expand": "a.b.c"}):
        with CaptureQueriesContext(connection) as queries:
            answer = saraa.get("/en/workspace/register/organisations/", asked)
        assert answer.status_code == 200 and answer.content.count(b"<li>") < 250 and len(queries) <= 10

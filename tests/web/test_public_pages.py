"""The cache of pages: as fast as a file, and never stale."""

import pytest

from tests.builders import Saraa
from tovchoo.ledger.rules import record as record_act
from tovchoo.plans.models import Commitment
from tovchoo.web import public_pages

pytestmark = pytest.mark.usefixtures("record")


def rename(title):
    commitment = Commitment.objects.get(pk="nap5-1")
    commitment.title = {"en": title, "mn": title}
    commitment.save()
    record_act("commitment.corrected", commitment, by=Saraa())


def test_a_change_shows_at_once(page):
    page("/en/")
    rename("Another title")
    assert "Another title" in page("/en/")


def test_the_second_reading_takes_one_query(client, django_assert_num_queries):
    client.get("/mn/plans/nap5/")
    with django_assert_num_queries(1):
        client.get("/mn/plans/nap5/")


def test_a_new_day_makes_a_new_page(client, later):
    assert 'aria-current="step">Implementation' in client.get("/en/").content.decode()
    later(days=3 * 365)
    assert 'aria-current="step">Review' in client.get("/en/").content.decode()


def test_a_change_of_something_else_leaves_the_reader_s_copy_valid(client):
    first = client.get("/en/accessibility/")
    rename("Another title")
    assert client.get("/en/accessibility/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_change_makes_the_reader_s_copy_invalid(client):
    first = client.get("/en/")
    rename("Another title")
    assert client.get("/en/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_holds_no_more_than_it_may(client, monkeypatch):
    monkeypatch.setattr(public_pages, "MOST_BYTES", 100_000)
    cache = public_pages.PublicPages(client.handler.get_response if False else None)
    for number in range(50):
        answer = public_pages.HttpResponse(b"x" * 10_000)
        cache._keep(f"/{number}", (1, 1), answer)
    assert cache.held <= 100_000 and "/49" in cache.pages and "/0" not in cache.pages


def test_what_is_not_found_is_not_kept(client, django_assert_max_num_queries):
    assert client.get("/en/plans/none/").status_code == 404
    assert "ETag" not in client.get("/en/plans/none/")

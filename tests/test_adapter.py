"""The adapter for tests from outside does what it promises (contracts, 5)."""

import json

import pytest

from tests.adapter import ROLES, Adapter


@pytest.fixture
def site(cast):
    made = Adapter(cast)
    yield made
    made.reset_clock()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_signs_in(site, role):
    answer = site.login(role).get("/en/workspace/")
    assert answer.status_code == (302 if role == "anonymous" else 200)


def test_it_makes_everything_it_names(site):
    assert len(site.kinds()) > 10
    for kind, state in site.kinds():
        owner = "administrator" if kind == "account" else "support_unit"
        assert site.make(kind, state, owner).pk


def test_it_tells_routes_letters_exports_and_the_ledger(site):
    site.make("invitation", "waiting")
    assert "healthz" in site.routes() and site.outbox()[-1]["kind"] == "invitation"
    assert b"ministry-of-finance" in site.exports()["organisations.csv"]
    entries = [json.loads(line) for line in site.log_bundle()]
    assert [each["number"] for each in entries] == list(range(1, len(entries) + 1))


def test_its_clock_moves_everything(site):
    before = site.make("invitation", "waiting")
    site.advance_clock(days=15)
    assert site.login("anonymous").get(f"/en/welcome/{before.pk}/").status_code == 404
    assert before.has_ended(before.ends_at) and "15" not in str(before)

"""What every test may ask for: the record of Plan V as it stands on the site, an empty one, and the clock."""

import gc
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management.commands import flush
from django.db import transaction

from tests.builders import EXAMPLE, a_loaded_record
from tests.cast import Cast, build_cast, seated
from tests.kept import Kept, made_once
from tests.ledger.guard import unguarded
from tests.matrix.test_matrix import places
from tests.migrated import begin_from_it
from tovchoo.kernel import clock

gc.set_threshold(20_000)  # looking for garbage more often takes a tenth of the time of all tests
LONGEST = ("tests/browser/", "tests/matrix/", "tests/security/", "tests/people/test_spreadsheet.py")


def pytest_collection_modifyitems(items):
    """What takes longest begins first: then no worker waits for another one at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Asked for before the database is made."""
    begin_from_it()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The record of Plan V is loaded once, by the rules, before any test."""
    with django_db_blocker.unblock():
        a_loaded_record(EXAMPLE)


@pytest.fixture(scope="session", autouse=True)
def _flush_reaches_the_ledger():
    """Tests that commit are cleared up by emptying tables, on SQLite by deleting: the ledger would refuse."""
    flushes = flush.Command.handle

    def handle(self, **options):
        with unguarded():
            return flushes(self, **options)

    flush.Command.handle = handle
    yield
    flush.Command.handle = flushes


@pytest.fixture
def record(db):
    """The record of Mongolia's Plan V."""


@pytest.fixture(scope="session")
def kept_cast(django_db_setup, django_db_blocker) -> Kept:
    """They come in once; after that they are put back to where they then were."""
    with django_db_blocker.unblock():
        return made_once(build_cast)


@pytest.fixture
def cast(record, kept_cast) -> Cast:
    """Everybody, in forums of practice beside the record of Plan V."""
    return seated(kept_cast)


@pytest.fixture(scope="session")
def worlds() -> dict[Callable[..., Any], Kept]:
    """What stories begin with, by what makes it."""
    return {}


@pytest.fixture
def begin_with(cast, worlds) -> Callable[..., Any]:
    """What `make` makes of the cast by the rules: for the first story that begins with it, and put back for others."""

    def begun(make: Callable[..., Any], *given: Any) -> Any:
        if make not in worlds:
            worlds[make] = made_once(lambda: make(*deepcopy((cast, *given))))
        return worlds[make].restored(lambda: make(cast, *given))

    return begun


@pytest.fixture
def everywhere(begin_with) -> dict[tuple[str, str], str]:
    """The address of every route in every stage of what it is about, with all these things in the record."""
    return begin_with(places)


@pytest.fixture
def empty_record(db):
    """No entry in the record, none in the ledger; what was there is back after the test."""
    with transaction.atomic(), unguarded():
        ours = [
            model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("tovchoo.")
        ]
        for model in ours:
            model._default_manager.all()._raw_delete("default")


@pytest.fixture
def later(monkeypatch):
    """Move the one clock forward."""
    return lambda **by: monkeypatch.setattr(clock, "offset", timedelta(**by))


@pytest.fixture
def page(client):
    """Fetch a page as a stranger would; its text."""

    def fetch(path: str, status: int = 200, **headers: str) -> str:
        answer = client.get(path, headers=headers)
        assert answer.status_code == status, (path, answer.status_code)
        return answer.content.decode()

    return fetch

"""The ledger is append-only in the database: what the application itself would send is refused there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Concat

from tests.builders import Saraa, Thing
from tests.ledger.guard import append_only
from tovchoo.ledger.models import Entry, Head
from tovchoo.ledger.rules import erase, first_broken, record, sequence

pytestmark = pytest.mark.usefixtures("empty_record")
OTHER = {
    "id": 10**6, "at": datetime(2026, 1, 1, tzinfo=UTC), "verb": "thing.forged", "subject": "thing/2", "actor": "me",
    "facts": {"number": 9}, "salt": "0" * 64, "commitment": "0" * 64, "number": 99, "seal": "0" * 64,
}  # fmt: skip
AGAINST_THE_LAW = [
    *(f"UPDATE ledger_entry SET {name} = NULL WHERE number = 2" for name in ("number", "seal")),
    "UPDATE ledger_entry SET actor = 'nobody', facts = NULL, salt = NULL",
    "DELETE FROM ledger_entry", "DELETE FROM ledger_entry WHERE number = 3",
    "DELETE FROM ledger_head", "UPDATE ledger_head SET number = 0",
]  # fmt: skip


@pytest.fixture(autouse=True)
def entries(empty_record) -> list[Entry]:
    """Three in the chain, and one that waits for its number."""
    for number in range(3):
        record("thing.changed", Thing(), by=Saraa(), number=number)
    sequence()
    record("thing.changed", Thing(), by=Saraa(), number=3)
    return list(Entry.objects.order_by("pk"))


def everything() -> list:
    return [list(Entry.objects.order_by("pk").values()), list(Head.objects.values())]


def test_every_column_of_an_entry_is_thought_of():
    assert set(OTHER) == {field.column for field in Entry._meta.fields}
    assert set(OTHER) == {*append_only.FOR_GOOD, *append_only.ONCE, *append_only.ERASABLE}


@pytest.mark.parametrize("name", OTHER)
def test_SEC_U2_the_application_changes_no_entry_of_the_ledger(name):
    before = everything()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.filter(number=2).update(**{name: OTHER[name]})
    assert everything() == before and first_broken() is None


@pytest.mark.parametrize("name", [*append_only.FOR_GOOD, *append_only.ERASABLE])
def test_SEC_U2_nor_one_that_waits_for_its_number(name):
    before = everything()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.filter(number=None).update(**{name: OTHER[name]})
    assert everything() == before


@pytest.mark.parametrize("statement", AGAINST_THE_LAW)
def test_SEC_U2_no_statement_takes_anything_back(statement):
    before = everything()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert everything() == before and first_broken() is None


@pytest.mark.parametrize("take", [lambda: Entry.objects.all().delete(), lambda: Entry.objects.first().delete(),
                                  lambda: Entry.objects.all()._raw_delete("default"),
                                  lambda: Entry.objects.update(actor=Concat(F("actor"), F("verb")))])  # fmt: skip
def test_SEC_U2_nor_does_anything_that_the_application_can_say(take):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        take()
    assert Entry.objects.count() == 4


def test_SEC_U2_what_was_erased_does_not_come_back(entries):
    erase(entries[1], by=Saraa(), ground="personal data")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entries[1].pk).update(facts=entries[1].facts, salt=entries[1].salt)
    assert Entry.objects.get(pk=entries[1].pk).facts is None
    sequence()
    assert first_broken() is None


def test_SEC_U2_the_guard_is_there_after_all_migrations():
    """A later migration that writes the table anew on SQLite would lose it."""
    where = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger",
    }
    with connection.cursor() as cursor:
        cursor.execute(where[connection.vendor])
        assert {name for (name,) in cursor.fetchall()} >= set(append_only.triggers(connection.vendor))

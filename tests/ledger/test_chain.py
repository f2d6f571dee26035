import pytest

from tests.builders import Saraa, Thing
from tests.ledger.guard import unguarded
from tovchoo.ledger.models import Entry
from tovchoo.ledger.rules import erase, first_broken, record, sequence, stamp

pytestmark = pytest.mark.usefixtures("empty_record")


def three_entries():
    for number in range(3):
        record("thing.changed", Thing(), by=Saraa(), number=number)
    sequence()


def test_it_numbers_what_was_recorded():
    three_entries()
    assert [entry.number for entry in Entry.objects.order_by("pk")] == [1, 2, 3]
    assert sequence() == 0 and first_broken() is None


@pytest.mark.parametrize("lie", [{"actor": "person/9"}, {"facts": {"number": 9}}, {"number": 9}, {"facts": None}])
def test_a_lie_shows(lie):
    three_entries()
    with unguarded():
        Entry.objects.filter(number=2).update(**lie)
    assert first_broken() == 2


def test_a_last_entry_torn_off_shows():
    three_entries()
    with unguarded():
        Entry.objects.filter(number=3).delete()
    assert first_broken() == 3


def test_erased_facts_leave_the_chain_whole():
    three_entries()
    erase(Entry.objects.get(number=2), by=Saraa(), ground="personal data")
    sequence()
    assert first_broken() is None and Entry.objects.filter(verb="entry.erased").exists()


def test_every_record_makes_another_stamp():
    stamps = [stamp()]
    for _each in range(5):
        record("thing.changed", Thing(), by=Saraa())
        stamps.append(stamp())
    assert sorted(set(stamps)) == stamps

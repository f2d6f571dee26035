"""Things for tests, brought to where they stand by the rules themselves."""

from pathlib import Path

from tovchoo.package.place import place_of
from tovchoo.package.policy import Operator
from tovchoo.package.rules import load


def a_loaded_record(package: Path) -> dict[str, int]:
    """Put a package into the record; how many rows were recorded and corrected."""
    reading, done = load(place_of(package), by=Operator())
    assert not reading.errors, reading.errors[:3]
    return done


class Saraa:
    """Runs the secretariat; until people can sign in, only her public id acts."""

    public_id = "person/saraa"


class Thing:
    """Anything that the ledger can speak of."""

    public_id = "thing/1"

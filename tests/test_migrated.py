"""The database that is kept from one run to the next is another one where migrations are."""

from pathlib import Path

import pytest

from tests import migrated


@pytest.fixture
def house(tmp_path, monkeypatch) -> Path:
    """A house of two files, which has kept a database."""
    for name in ("tovchoo/people/migrations/0001_initial.py", "tovchoo/people/views.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("first")
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    monkeypatch.setattr(migrated, "FOLDER", tmp_path / ".migrated")
    migrated.FOLDER.mkdir()
    migrated.kept().write_bytes(b"a database")
    return tmp_path


@pytest.mark.parametrize("name", ["0001_initial.py", "0002_next.py"])
def test_where_a_migration_changed_or_came_it_is_not_taken(house, name):
    (house / "tovchoo/people/migrations" / name).write_text("second")
    migrated.copied_to(house / "copy")
    assert not (house / "copy").exists()


def test_where_anything_else_changed_it_is_and_nobody_else_reads_the_copy(house):
    (house / "tovchoo/people/views.py").write_text("second")
    migrated.copied_to(house / "copy")
    assert (house / "copy").read_bytes() == b"a database" and (house / "copy").stat().st_mode & 0o777 == 0o600

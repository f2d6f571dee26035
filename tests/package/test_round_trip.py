"""What goes in comes out: byte for byte, once, and with a mark in the ledger for each row."""

import io
import zipfile
from hashlib import sha256

import pytest

from tests.package.packages import (
    A_FILE,
    ABOUT_IT,
    CANADA,
    MONGOLIA,
    a_copy,
    a_full_package,
    add,
    cell,
    contents,
    exported,
    loaded,
    put,
    remove,
    rows,
    write,
    zipped,
)
from tovchoo.ledger.models import Entry
from tovchoo.package.tables import TABLES
from tovchoo.package.write import as_zip
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Commitment, Plan


@pytest.fixture(params=["mongolia", "canada", "something in every column"])
def package(request, tmp_path):
    return {"mongolia": MONGOLIA, "canada": CANADA}.get(request.param) or a_full_package(tmp_path)


@pytest.fixture
def mongolia(tmp_path):
    return a_copy(MONGOLIA, tmp_path)


def last_entry():
    return Entry.objects.order_by("-pk")[0]


def test_the_export_of_a_fresh_load_is_the_package_byte_for_byte(package, tmp_path):
    loaded(package)
    assert exported(tmp_path / "out") == contents(package)


def test_the_archive_unpacks_to_the_same_bytes(package, tmp_path):
    loaded(package)
    with zipfile.ZipFile(io.BytesIO(b"".join(as_zip()))) as archive:
        archive.extractall(tmp_path / "out")
    assert contents(tmp_path / "out") == contents(package)


def test_the_archive_of_the_same_record_is_always_the_same():
    loaded(MONGOLIA)
    assert b"".join(as_zip()) == b"".join(as_zip())


def test_an_archive_is_loaded_as_the_folder_is(tmp_path):
    package = a_full_package(tmp_path)
    loaded(zipped(package))
    assert exported(tmp_path / "out") == contents(package)


@pytest.mark.parametrize("name", ["datapackage.json", "news.csv", "translations.csv", "files/plan.pdf"])
def test_each_file_has_its_address(tmp_path, client, name):
    package = a_full_package(tmp_path)
    loaded(package)
    assert client.get(f"/data/record/{name}").getvalue() == (package / name).read_bytes()


def test_the_archive_has_its_address(tmp_path, client):
    package = a_full_package(tmp_path)
    loaded(package)
    with zipfile.ZipFile(io.BytesIO(client.get("/data/record.zip").getvalue())) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == contents(package)


def test_an_empty_record_comes_out_as_tables_without_rows(tmp_path):
    assert len(exported(tmp_path / "out")) == len(TABLES) + 2
    assert loaded(tmp_path / "out") == {"recorded": 0, "corrected": 0}


def test_the_order_of_rows_means_nothing(mongolia, tmp_path):
    for table in TABLES:
        header, *others = rows(mongolia, table.file)
        write(mongolia, table.file, [header, *reversed(others)])
    loaded(mongolia)
    assert exported(tmp_path / "out") == contents(MONGOLIA)


# --- again ------------------------------------------------------------------------------------------------------------


def test_loading_leaves_one_entry_for_each_row_written(package):
    done = loaded(package)
    written = {(f"{table.kind}.recorded", row.public_id) for table in TABLES for row in table.model.objects.all()}
    assert done == {"recorded": sum(len(rows(package, table.file)) - 1 for table in TABLES), "corrected": 0}
    assert len(written) == done["recorded"]
    assert sorted(Entry.objects.values_list("verb", "subject")) == sorted(written)
    assert set(Entry.objects.values_list("actor", flat=True)) == {"operator"}


def test_loading_twice_changes_nothing(package, tmp_path):
    loaded(package)
    before = Entry.objects.count()
    assert loaded(package) == {"recorded": 0, "corrected": 0}
    assert Entry.objects.count() == before
    assert exported(tmp_path / "out") == contents(package)


def test_a_changed_row_is_corrected_and_the_ledger_keeps_both_values(mongolia, tmp_path):
    loaded(mongolia)
    put(mongolia, "commitments.csv", 2, "ogp_id", "MN9999")
    assert loaded(mongolia) == {"recorded": 0, "corrected": 1}
    assert (last_entry().verb, last_entry().subject) == ("commitment.corrected", "commitment/nap5-1")
    assert last_entry().facts == {"changes": {"ogp_id": {"from": "MN0057", "to": "MN9999"}}}
    assert exported(tmp_path / "out") == contents(mongolia)


def test_a_changed_date_and_text_are_kept_as_they_were_written(mongolia):
    loaded(mongolia)
    former = Plan.objects.get(pk="nap5")
    put(mongolia, "plans.csv", 3, "end", "2028-06")
    put(mongolia, "plans.csv", 3, "title_en", "Another title")
    loaded(mongolia)
    changes = last_entry().facts["changes"]
    assert changes["end"] == {"from": "2027", "to": "2028-06"}
    assert changes["title"] == {"from": former.title, "to": former.title | {"en": "Another title"}}
    assert len(changes) == 2


def test_a_translation_that_became_official_is_a_correction(mongolia):
    loaded(mongolia)
    remove(mongolia, "translations.csv", 2)
    assert loaded(mongolia) == {"recorded": 0, "corrected": 1}
    title = last_entry().facts["changes"]["title"]
    assert ("mn" in title["from"]["@about"], "@about" in title["to"]) == (True, False)


def test_a_row_that_a_later_package_lacks_stays(mongolia, tmp_path):
    loaded(mongolia)
    entries = Entry.objects.count()
    remove(mongolia, "claims.csv", 2)
    assert loaded(mongolia) == {"recorded": 0, "corrected": 0}
    assert Entry.objects.count() == entries
    assert exported(tmp_path / "out") == contents(MONGOLIA)


def test_a_new_row_is_recorded_beside_the_others(mongolia, tmp_path):
    loaded(mongolia)
    add(mongolia, "organisations.csv", id="youth-union", name_mn="Залуучуудын холбоо")
    assert loaded(mongolia) == {"recorded": 1, "corrected": 0}
    assert last_entry().facts == {"id": "youth-union", "name": {"mn": "Залуучуудын холбоо"}}
    assert Organisation.objects.get(pk="youth-union").name == {"mn": "Залуучуудын холбоо"}


def test_a_supporter_that_was_removed_is_removed(mongolia, tmp_path):
    loaded(mongolia)
    first, *others = cell(mongolia, "commitments.csv", 2, "supporters").split(" | ")
    put(mongolia, "commitments.csv", 2, "supporters", " | ".join(others))
    assert loaded(mongolia) == {"recorded": 0, "corrected": 1}
    supporters = Commitment.objects.get(pk="nap5-1").supporters.values_list("pk", flat=True)
    assert (sorted(supporters), len(others)) == (others, 4)
    assert last_entry().facts == {"changes": {"supporters": {"from": [first, *others], "to": others}}}
    assert exported(tmp_path / "out") == contents(mongolia)


def test_the_order_of_supporters_means_nothing(mongolia):
    loaded(mongolia)
    supporters = cell(mongolia, "commitments.csv", 2, "supporters").split(" | ")
    put(mongolia, "commitments.csv", 2, "supporters", " | ".join(reversed(supporters)))
    assert loaded(mongolia) == {"recorded": 0, "corrected": 0}


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_that_changed_comes_out_changed(tmp_path):
    package = a_full_package(tmp_path)
    loaded(package)
    (package / "files/plan.pdf").write_bytes(b"another")
    put(package, "documents.csv", 2, "size", "7")
    put(package, "documents.csv", 2, "sha256", sha256(b"another").hexdigest())
    assert loaded(package) == {"recorded": 0, "corrected": 1}
    assert exported(tmp_path / "out") == contents(package)


def test_one_content_under_two_names_comes_out_under_both(tmp_path):
    package = a_full_package(tmp_path)
    (package / "files/copy.pdf").write_bytes(A_FILE)
    add(package, "documents.csv", **ABOUT_IT | {"id": "two", "title_en": "The same", "file": "files/copy.pdf"})
    assert loaded(package)["recorded"] == len(TABLES) + 1
    assert exported(tmp_path / "out") == contents(package)

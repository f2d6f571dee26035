"""What is wrong is said with file, row, column, value and what would be right; and nothing at all is loaded."""

from hashlib import sha256
from itertools import product

import pytest
from django.db import connection

from tests.package.packages import (
    ABOUT_IT,
    MONGOLIA,
    a_copy,
    a_full_package,
    add,
    an_empty_package,
    contents,
    exported,
    loaded,
    nothing_is_recorded,
    put,
    refused,
    replace,
    rows,
    write,
    zipped,
)
from tovchoo.package.check import check
from tovchoo.package.place import place_of
from tovchoo.package.tables import TABLES
from tovchoo.plans.models import Commitment

SECOND = {  # an entry beside the one that is there, in tables where a test needs two
    "organisations.csv": {"id": "one", "name_en": "Another"},
    "commitments.csv": {"id": "two", "plan": "one", "number": "1", "title_en": "Another"},
    "documents.csv": ABOUT_IT | {"id": "two", "title_en": "The same file"},
    "votes.csv": {
        "id": "two",
        "voter": "one",
        "option": "one",
        "cast_at": "2026-12-01T10:00:00Z",
        "in_the_room": "false",
    },
}


@pytest.fixture
def package(tmp_path):
    return a_full_package(tmp_path)


def cell(file, column, value):
    return lambda package: put(package, file, 2, column, value)


def swapped(file, before, after):
    return lambda package: replace(package, file, before, after)


def second(file):
    return lambda package: add(package, file, **SECOND[file])


def gone(name):
    return lambda package: (package / name).unlink()


def there(name, content=b""):
    return lambda package: (package / name).write_bytes(content)


def table(file, change):
    return lambda package: write(package, file, change(rows(package, file)))


BAD = {
    # how the bytes are written
    "another encoding": (
        swapped("people.csv", "name монголоор".encode(), "name монголоор".encode("cp1251")),
        ("people.csv", 2, "", "ec ee ed e3 ee eb ee ee"), "UTF-8"),
    "a byte order mark": (
        swapped("people.csv", b"id,name", b"\xef\xbb\xbfid,name"), ("people.csv", 1, "", "U+FEFF"), "without"),
    "a NUL byte": (swapped("people.csv", b"one,name", b"o\x00ne,name"), ("people.csv", 2, "", "U+0000"), "without NUL"),
    "a quote that is not closed": (
        swapped("people.csv", b"one,name", b'one,"name'), ("people.csv", 2, "", "unexpected end of data"), "RFC 4180"),
    "a quote within a cell": (
        swapped("people.csv", b"one,name", b'one,"na"me'),
        ("people.csv", 2, "", "',' expected after '\"'"), "RFC 4180"),
    "a quote that is not closed in the header": (
        swapped("people.csv", b"id,name_mn", b'id,"name_mn'), ("people.csv", 1, "", "unexpected end of data"), "RFC"),
    "semicolons": (
        table("people.csv", lambda rows: [rows[0], [";".join(rows[1])]]),
        ("people.csv", 2, "", "one;name монголоор;name in English;one;note монголоор;note in English"),
        "6 cells; there are 1"),
    "too many cells": (
        swapped("people.csv", b"one,name", b"one,one,name"),
        ("people.csv", 2, "", "one,one,name монголоор,name in English,one,note монголоор,note in English"),
        "6 cells; there are 7"),
    "too few cells": (
        table("people.csv", lambda rows: [rows[0], rows[1][:3]]),
        ("people.csv", 2, "", "one,name монголоор,name in English"), "6 cells; there are 3"),
    "an empty line": (swapped("people.csv", b"\r\none", b"\r\n\r\none"), ("people.csv", 2, "", ""), "there are 0"),
    # what a package is made of
    "a missing table": (gone("people.csv"), ("people.csv", None, "", ""), "must be in the package"),
    "no descriptor": (gone("datapackage.json"), ("datapackage.json", None, "", ""), "must be in the package"),
    "no states of translation": (
        gone("translations.csv"), ("translations.csv", None, "", ""), "must be in the package"),
    "an empty table": (
        there("lineage.csv"), ("lineage.csv", 1, "id", ""), "this column must be there"),
    "a missing column": (
        table("people.csv", lambda rows: [row[:4] + row[5:] for row in rows]),
        ("people.csv", 1, "note_mn", ""), "this column must be there"),
    "an unknown column": (
        table("people.csv", lambda rows: [rows[0] + ["phone"], rows[1] + ["99112233"]]),
        ("people.csv", 1, "phone", ""), "the columns are: id, name_mn, name_en, merged_into, note_mn, note_en"),
    "columns in another order": (
        table("people.csv", lambda rows: [[row[0], row[2], row[1], *row[3:]] for row in rows]),
        ("people.csv", 1, "", "id,name_en,name_mn,merged_into,note_mn,note_en"),
        "id,name_mn,name_en,merged_into,note_mn,note_en"),
    "a column twice": (
        table("people.csv", lambda rows: [row + row[-1:] for row in rows]),
        ("people.csv", 1, "", "id,name_mn,name_en,merged_into,note_mn,note_en,note_en"),
        "id,name_mn,name_en,merged_into,note_mn,note_en"),
    "an unknown file": (there("notes.txt"), ("notes.txt", None, "", ""), "documents stand in files/"),
    "a file without a row": (there("files/more.pdf"), ("files/more.pdf", None, "", ""), "a row in documents.csv"),
    "a row without a file": (
        gone("files/plan.pdf"), ("documents.csv", 2, "file", "files/plan.pdf"), "a file of the package, in files/"),
    "a file outside of its place": (
        cell("documents.csv", "file", "people.csv"), ("documents.csv", 2, "file", "people.csv"), "in files/"),
    "a file that is not the one": (
        there("files/plan.pdf", b"%PDF-1.7 mischief"), ("documents.csv", 2, "sha256", ABOUT_IT["sha256"]),
        sha256(b"%PDF-1.7 mischief").hexdigest()),
    "another size": (cell("documents.csv", "size", "4"), ("documents.csv", 2, "size", "4"), "17"),
    "one file for two documents": (
        second("documents.csv"), ("documents.csv", 3, "file", "files/plan.pdf"), "row 2 has this one"),
    # votes
    "a second vote of one seat": (second("votes.csv"), ("votes.csv", 3, "voter", "one"), "row 2 has the same voter"),
    "an outcome before the vote is closed": (
        cell("motions.csv", "stage", "open"), ("motions.csv", 2, "closed_at", "2026-12-01T11:00:00+00:00"),
        "stage is one of: closed"),
    "a task that ended and is open": (
        cell("tasks.csv", "stage", "open"), ("tasks.csv", 2, "ended_on", "2023-11"), "stage is one of: done, dropped"),
    "a vote for an option of another motion": (
        lambda package: (
            add(package, "motions.csv", id="two", forum="one", title_en="Two", method="roll_call", stage="tabled",
                majority="50", each_side="false", is_hidden="false", reasons_asked="false"),
            add(package, "options.csv", id="two", motion="two", number="1", kind="for", title_en="For"),
            put(package, "votes.csv", 2, "option", "two")),
        ("votes.csv", 2, "option", "two"), "an option of the motion of this voter"),
    # datapackage.json
    "a descriptor that is not JSON": (
        there("datapackage.json", b"{"), ("datapackage.json", None, "languages", "Expecting property name"), "JSON"),
    "a descriptor without end": (
        there("datapackage.json", b"[" * 200_000), ("datapackage.json", None, "languages", "recursion"), "JSON"),
    "a descriptor in another encoding": (
        there("datapackage.json", '{"languages": ["м"]}'.encode("cp1251")),
        ("datapackage.json", None, "languages", "can't decode byte 0xec"), "UTF-8"),
    "no languages": (
        there("datapackage.json", b"{}"), ("datapackage.json", None, "languages", "'languages'"), "a list"),
    "languages that are a word": (
        there("datapackage.json", b'{"languages": "en"}'),
        ("datapackage.json", None, "languages", "en"), '["mn", "en"]'),
    "a language that is no code": (
        there("datapackage.json", b'{"languages": ["English"]}'),
        ("datapackage.json", None, "languages", "['English']"), '["mn", "en"]'),
    "a language that no jurisdiction speaks": (
        cell("jurisdictions.csv", "languages", "mn"), ("datapackage.json", None, "languages", "mn, en"), "order: mn"),
    # values
    "no value where there must be one": (
        cell("plans.csv", "jurisdiction", ""), ("plans.csv", 2, "jurisdiction", ""), "may not be empty"),
    "no name in any language": (
        table("people.csv", lambda rows: [rows[0], ["one", "", " ", *rows[1][3:]]]),
        ("people.csv", 2, "name_mn", ""), "a text in at least one language"),
    "an id with capitals": (
        cell("lineage.csv", "id", "One"), ("lineage.csv", 2, "id", "One"), "lower-case letters a-z"),
    "an id twice": (
        second("organisations.csv"), ("organisations.csv", 3, "id", "one"), "an id that no other row has"),
    "a number twice": (
        second("commitments.csv"), ("commitments.csv", 3, "number", "1"), "row 2 has the same plan, number"),
    "a reference to nothing": (
        cell("seats.csv", "person", "nobody"), ("seats.csv", 2, "person", "nobody"), "the id of a row in people.csv"),
    "a reference to nothing in a list": (
        cell("commitments.csv", "supporters", "nobody | one"), ("commitments.csv", 2, "supporters", "nobody"),
        "the id of a row in organisations.csv"),
    "an entry that is none": (
        cell("news.csv", "about", "plan/nap9"), ("news.csv", 2, "about", "nap9"), "the id of a row in plans.csv"),
    "an entry of the wrong kind": (
        cell("versions.csv", "meeting", "plan/one"), ("versions.csv", 2, "meeting", "plan/one"), "meeting/…"),
    "a day that never was": (
        cell("news.csv", "date", "2023-02-30"), ("news.csv", 2, "date", "2023-02-30"), "no such day in the calendar"),
    "a month that never was": (
        cell("news.csv", "date", "2023-13"), ("news.csv", 2, "date", "2023-13"), "no such day in the calendar"),
    "a date as people write it": (
        cell("news.csv", "date", "08.11.2023"), ("news.csv", 2, "date", "08.11.2023"), "2023, 2023-11 or 2023-11-08"),
    "an interval that is reversed": (
        cell("news.csv", "date", "2023-12/2023-11"), ("news.csv", 2, "date", "2023-12/2023-11"), "before it begins"),
    "an end before its beginning": (
        cell("seats.csv", "to", "2023-10-31"), ("seats.csv", 2, "to", "2023-10-31"), "not before 2023-11"),
    "a word that is no choice": (
        cell("seats.csv", "side", "both"), ("seats.csv", 2, "side", "both"), "one of: government, non_government"),
    "a number in words": (
        cell("plans.csv", "ordinal", "five"), ("plans.csv", 2, "ordinal", "five"), "a whole number of digits 0-9"),
    "a number below nothing": (cell("seats.csv", "count", "-1"), ("seats.csv", 2, "count", "-1"), "a whole number"),
    "digits of another script": (cell("seats.csv", "count", "١٢"), ("seats.csv", 2, "count", "١٢"), "digits 0-9"),
    "a number that no database holds": (
        cell("plans.csv", "ordinal", "32768"), ("plans.csv", 2, "ordinal", "32768"), "at most 32767"),
    "neither yes nor no": (
        cell("commitments.csv", "carried_over", "yes"), ("commitments.csv", 2, "carried_over", "yes"), "true, false"),
    "a text that no database holds": (
        cell("commitments.csv", "ogp_id", "MN" * 11), ("commitments.csv", 2, "ogp_id", "MN" * 11),
        "at most 20 characters; there are 22"),
    "two issuers": (
        cell("instruments.csv", "issuer_office", "one"), ("instruments.csv", 2, "issuer_office", "one"),
        "empty, where issuer_organisation is given"),
    "a sum without its file": (
        cell("documents.csv", "file", ""), ("documents.csv", 2, "sha256", ABOUT_IT["sha256"]), "there is no file"),
    # states of translation
    "a text that is none": (
        cell("translations.csv", "text", "plan/one.price"), ("translations.csv", 2, "text", "plan/one.price"),
        "a text of the record, as plan/nap5.title"),
    "a text of nothing": (
        cell("translations.csv", "text", "plan/two.title"), ("translations.csv", 2, "text", "plan/two.title"),
        "a text of an entry in the package"),
    "a language of nobody": (
        cell("translations.csv", "language", "fr"), ("translations.csv", 2, "language", "fr"), "one of: mn, en"),
    "a state that is none": (
        cell("translations.csv", "state", "good"), ("translations.csv", 2, "state", "good"), "official, working"),
    "two states of one text": (
        table("translations.csv", lambda rows: [*rows, rows[-1]]),
        ("translations.csv", 3, "text", "plan/one.title"), "one row for each text and language"),
}  # fmt: skip


TOLD_MORE_THAN_ONCE = {
    "an empty table": 9,
    "a file outside of its place": 2,
    "a sum without its file": 3,
    "an outcome before the vote is closed": 2,
}


@pytest.mark.parametrize("name", BAD)
def test_it_says_where_and_what_would_be_right(package, name):
    change, place, right = BAD[name]
    change(package)
    problem, *others = refused(package)
    assert (problem.file, problem.row, problem.column) == place[:3]
    assert place[3] in problem.value
    assert right in problem.right
    assert 1 + len(others) == TOLD_MORE_THAN_ONCE.get(name, 1)
    assert nothing_is_recorded()


def test_a_version_has_one_approval_and_as_many_reviews_as_there_were(package):
    add(package, "instruments.csv", id="two", kind="order", title_en="Another")
    add(package, "endorsements.csv", id="two", version="one", kind="approval", instrument="two")
    [problem] = refused(package)
    assert (problem.file, problem.row, problem.column) == ("endorsements.csv", 3, "kind")
    for row in (2, 3):
        put(package, "endorsements.csv", row, "kind", "review")
    assert loaded(package)["recorded"]


def test_a_problem_reads_as_one_line(package):
    put(package, "seats.csv", 2, "side", "left\n\x1b[31mright")
    [problem] = refused(package)
    assert str(problem) == "seats.csv: row 2: side: “left\\n\\x1b[31mright” → one of: government, non_government"


def test_a_row_is_counted_as_a_spreadsheet_counts_it(tmp_path):
    """The news item of row 8 has more than a hundred lines."""
    package = a_copy(MONGOLIA, tmp_path)
    add(package, "news.csv", id="ninth", title_en="Yesterday", date="yesterday")
    add(package, "news.csv", id="tenth", title_en="Today?")
    replace(package, "news.csv", b"Today?", b"\xff")
    assert (package / "news.csv").read_bytes().count(b"\n") > 100
    assert [(problem.row, problem.column) for problem in refused(package)] == [(9, "date"), (10, "")]


def test_all_faults_are_told_at_once(package):
    put(package, "seats.csv", 2, "side", "both")
    put(package, "seats.csv", 2, "count", "many")
    put(package, "news.csv", 2, "date", "2023-02-30")
    put(package, "claims.csv", 2, "source", "nowhere")
    told = [(problem.file, problem.column) for problem in refused(package)]
    assert told == [("seats.csv", "count"), ("seats.csv", "side"), ("news.csv", "date"), ("claims.csv", "source")]


def test_rows_after_a_broken_one_are_read(package):
    add(package, "people.csv", id="two", name_en="Two")
    add(package, "people.csv", id="Three", name_en="Three")
    replace(package, "people.csv", b"two,,", b'two,,""Two""')
    assert [(problem.row, problem.column) for problem in refused(package)] == [(3, ""), (4, "id")]


def test_a_bad_archive_is_refused_as_the_folder_is(package):
    put(package, "seats.csv", 2, "side", "both")
    assert refused(zipped(package)) == refused(package)
    assert nothing_is_recorded()


def test_a_bad_package_leaves_the_record_as_it_was(package):
    loaded(package)
    put(package, "people.csv", 2, "name_en", "Another")
    put(package, "seats.csv", 2, "side", "both")
    refused(package)
    put(package, "seats.csv", 2, "side", "government")
    assert loaded(package) == {"recorded": 0, "corrected": 1}


def test_a_number_stays_with_the_entry_that_has_it_in_the_record(tmp_path):
    """The record keeps what a package lacks, and no two entries of a plan bear one number."""
    package = an_empty_package(tmp_path)
    add(package, "plans.csv", id="plan", jurisdiction="one", title_en="A plan")
    add(package, "commitments.csv", id="former", plan="plan", number="1", title_en="A promise")
    loaded(package)
    put(package, "commitments.csv", 2, "id", "latter")
    [problem] = refused(package)
    assert (problem.file, problem.row, problem.column, problem.value) == ("commitments.csv", 2, "number", "1")
    assert "former" in problem.right
    assert list(Commitment.objects.values_list("pk", flat=True)) == ["former"]


ODD = ["", " ", "0", "x" * 1000, "99999", "9" * 10, "9" * 30, "9999-12-31", "'=1", "\U0001f600", "one | two"]


def odd_rows(there):
    """A row for each column and odd value; the rest of it is as sound as the row that is there."""
    header, sound = there
    for place, (column, value) in enumerate(product(header, ODD), 2):
        others = {"id": f"odd-{place:04}", "number": str(place), "languages": "mn | en"}
        others |= {"file": "", "sha256": "", "size": ""} | {column: value}
        yield [others.get(name, cell) for name, cell in zip(header, sound, strict=True)]


def without_faults(package):
    """Take out the rows of which something wrong is said, until there are none."""
    while faults := {(problem.file, problem.row) for problem in check(place_of(package)).errors}:
        for file in {file for file, _row in faults}:
            numbered = enumerate(rows(package, file), 1)
            write(package, file, [row for number, row in numbered if (file, number) not in faults])


def test_what_the_check_lets_through_every_database_takes(package, tmp_path):
    for name in [each.file for each in TABLES if each.name != "jurisdictions"]:
        header, sound = rows(package, name)
        write(package, name, [header, *sorted([sound, *odd_rows([header, sound])])])
    assert len(refused(package)) > 900
    without_faults(package)
    assert loaded(package)["recorded"] > 1000
    connection.check_constraints()
    assert exported(tmp_path / "out") == contents(package)

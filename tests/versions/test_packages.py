"""Versions in data packages: out and in again, recounted by anybody, and refused where they are not what was frozen."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.cast import in_two
from tests.ledger.guard import unguarded
from tests.package.packages import ROOT, cell, exported, loaded, put, refused, remove, rows
from tests.versions.drafts import a_draft, frozen, passage, the_commitment, typed
from tovchoo.drafting.rules import explain, set_facts
from tovchoo.kernel.policy import Refused
from tovchoo.people.models import Organisation
from tovchoo.versions.models import VersionPassage


def two_versions(cast) -> None:
    """Of one draft, with texts that a spreadsheet would run, and lines within a paragraph."""
    draft = a_draft(cast)
    set_facts(the_commitment(draft), {"lead": Organisation.objects.order_by("pk").first(),
                                      "supporters": Organisation.objects.order_by("pk")[1:3],
                                      "other_supporters": in_two("Бусад", "Others")}, by=cast.saraa)  # fmt: skip
    frozen(draft, cast)
    for text in ("=1+1", "'-quoted", "- one\n- two\n\n- three", ' \u1820 “quotes”, "and" more | bars'):
        typed(passage(draft, "problem"), "mn", text, by=cast.bat)
    explain(the_commitment(draft), in_two("Учир", "A reason"), by=cast.bat)
    frozen(draft, cast)


@pytest.fixture
def package(begin_with, tmp_path) -> Path:
    """Of two versions."""
    begin_with(two_versions)
    exported(tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def nothing_else(package):
    """The record is emptied after the package was written, accounts and all."""
    with unguarded():
        for model in apps.get_models(include_auto_created=True):
            if not model.__module__.startswith("django."):
                model._default_manager.all()._raw_delete("default")


def row_of(package: Path, file: str, **values: str) -> int:
    header, *others = rows(package, file)
    for number, row in enumerate(others, 2):
        if values.items() <= dict(zip(header, row, strict=True)).items():
            return number
    raise AssertionError(values)


def test_a_package_with_versions_goes_in_again_unchanged(package):
    assert loaded(package) == {"recorded": 0, "corrected": 0}


def test_into_an_empty_record_and_out_again_it_is_the_same_bytes(package, nothing_else, tmp_path):
    before = {path.name: path.read_bytes() for path in package.iterdir() if path.is_file()}
    loaded(package)
    after = exported(tmp_path / "again")
    assert {name: after[name] for name in before} == before
    assert VersionPassage.objects.count() == len(rows(package, "version_passages.csv")) - 1


def test_anybody_recounts_the_hash_with_what_the_documentation_says(package, tmp_path):
    [script] = re.findall(r"```python\n(.*?)```", (ROOT / "docs/versions.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "recount.py").write_text(script, encoding="utf-8")
    with (package / "versions.csv").open(encoding="utf-8", newline="") as file:
        told = {row["id"]: row["sha256"] for row in csv.DictReader(file) if row["sha256"]}
    assert len(told) == 2
    for version, hashed in told.items():
        done = subprocess.run(
            [sys.executable, tmp_path / "recount.py", package, version], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == hashed


def test_one_word_otherwise_and_the_version_is_refused_by_its_row(package, nothing_else):
    place = row_of(package, "version_passages.csv", text_en="Count.")
    put(package, "version_passages.csv", place, "text_en", "Do not count.")
    problems = refused(package)
    assert {(each.file, each.column) for each in problems} == {("versions.csv", "sha256")}
    number = row_of(package, "versions.csv", id=cell(package, "version_passages.csv", place, "id")[:7])
    assert [each.row for each in problems] == [number]


@pytest.mark.parametrize(
    "column", ["lead", "supporters", "start", "other_supporters_en", "title_mn", "number", "commitment_number"]
)
def test_nor_may_anything_else_be_otherwise(package, nothing_else, column):
    place = row_of(package, "version_parts.csv", kind="commitment")
    put(package, "version_parts.csv", place, column, "2025" if column == "start" else "7" if "number" in column else "")
    if column == "title_mn":
        put(package, "version_parts.csv", place, column, "Өөр")
    assert ("versions.csv", "sha256") in {(each.file, each.column) for each in refused(package)}


def test_a_version_without_its_text_has_no_hash(package, nothing_else):
    for _number in range(len(rows(package, "version_passages.csv")) - 1):
        remove(package, "version_passages.csv", 2)
    told = {(each.file, each.column, each.row) for each in refused(package)}
    assert len([each for each in told if each[:2] == ("versions.csv", "sha256")]) == 2


def test_what_is_frozen_in_the_record_is_not_loaded_otherwise(package):
    place = row_of(package, "version_passages.csv", text_en="Count.")
    put(package, "version_passages.csv", place, "note_en", "A word more")
    put(package, "version_reasons.csv", 2, "reason_en", "Another reason")
    put(package, "versions.csv", row_of(package, "versions.csv", number="2", plan="nap6"), "title_en", "Another")
    problems = refused(package)
    assert [(each.file, each.column) for each in problems] == [
        ("versions.csv", "title"), ("version_passages.csv", "note"), ("version_reasons.csv", "reason")]  # fmt: skip
    assert all("a frozen version is not changed" in each.right for each in problems)


def test_a_cell_is_of_a_milestone_of_its_own_part(package, nothing_else):
    place = row_of(package, "version_passages.csv", text_en="A table")
    other = row_of(package, "version_parts.csv", kind="section")
    put(package, "version_passages.csv", place, "part", cell(package, "version_parts.csv", other, "id"))
    assert ("version_passages.csv", "milestone") in {(each.file, each.column) for each in refused(package)}


def test_a_language_that_the_record_does_not_keep_is_not_frozen(cast):
    draft = a_draft(cast)
    passage(draft, "problem").renderings.create(language="mn_mong", text="ᠮᠣᠩᠭᠣᠯ", head=0)
    with pytest.raises(Refused, match="the plan does not name"):
        frozen(draft, cast)

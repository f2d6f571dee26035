"""What a spreadsheet would run stays a text; what was written comes back, whatever it was."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.package.packages import a_full_package, contents, exported, loaded, put
from tovchoo.files.models import Source
from tovchoo.package.check import Reading
from tovchoo.package.columns import column, guarded, unguarded
from tovchoo.package.write import csv_lines
from tovchoo.people.models import Organisation, Person
from tovchoo.plans.models import Commitment, Plan

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)
STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


class InMemory:
    """A package of one file."""

    def __init__(self, content):
        self.content = content

    def names(self):
        return {"any.csv"}

    def open(self, name):
        return BytesIO(self.content)


@pytest.mark.parametrize("start", STARTS)
def test_it_is_guarded_by_exactly_one_apostrophe(start):
    assert guarded(f"{start}1+1") == f"'{start}1+1"
    assert guarded(f"'{start}1+1") == f"''{start}1+1"


@given(TEXTS)
def test_any_text_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple(STARTS))


BREAKS = st.text("\r\n\",\u2028\x85\x0b\ufeff='ө")


@given(st.lists(st.tuples(TEXTS | BREAKS, TEXTS | BREAKS), max_size=5))
def test_rows_and_columns_are_as_many_when_they_are_read(rows):
    header = ["one", "other"]
    written = b"".join(csv_lines(iter([header, *map(list, rows)])))
    reading = Reading(InMemory(written))
    assert list(reading.cells("any.csv", header)) == [(number, list(row)) for number, row in enumerate(rows, 2)]
    assert not reading.problems


@given(TEXTS)
def test_a_text_in_one_language_comes_back(text):
    quotation = column(Source, "quotation", "")
    assert quotation.read(quotation.write(text, ["en"]), ["en"]) == text


@given(st.dictionaries(st.sampled_from(["mn", "en"]), TEXTS.filter(bool)))
def test_a_text_in_two_languages_comes_back(texts):
    description = column(Commitment, "description", "")
    languages = ["mn", "en"]
    assert description.read(description.write(texts, languages), languages) == texts


@given(st.text("a='| "))
def test_a_list_that_was_read_is_read_again_as_it_was(cell):
    aliases = column(Organisation, "aliases", "")
    once = aliases.read([cell], ["en"])
    assert aliases.read(aliases.write(once, ["en"]), ["en"]) == once


@pytest.mark.parametrize("start", ["=", "'=", "\n", "＝"])
def test_no_column_gives_out_what_a_spreadsheet_would_run(tmp_path, start):
    """Also not that of the translator, whose name anybody may choose."""
    package, text = a_full_package(tmp_path), f"{start}cmd|' /C calc'!A0"
    for file, name in [("sources.csv", "quotation"), ("organisations.csv", "aliases"), ("people.csv", "name_en")]:
        put(package, file, 2, name, f"'{text}")
    put(package, "translations.csv", 2, "by", f"'{text}")
    loaded(package)
    assert (Source.objects.get().quotation, Organisation.objects.get().aliases) == (text, [text])
    assert (Person.objects.get().name["en"], Plan.objects.get().title.translation("mn").by) == (text, text)
    assert exported(tmp_path / "out") == contents(package)

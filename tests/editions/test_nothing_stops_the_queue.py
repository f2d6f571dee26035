"""Whatever is wrong with a file, its own reading ends with an account of it, and the others go on."""

import random
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree

from tests.cast import signed_in
from tests.editions.test_bad_files import PATH, changed
from tests.editions.test_reading_back import agreed, brought, edited, written
from tests.editions.test_tables import a_csv, a_workbook
from tests.editions.test_what_is_lost import typed_into
from tovchoo.editions import understanding
from tovchoo.editions.models import Intake
from tovchoo.editions.rules import discard, read_intakes
from tovchoo.files.checks import CSV, DOCX, XLSX

NONSENSE = ["x", "", "-1", "999999999999999999999", "²", "\u0661", "1.5", "true", "тэг", "a" * 300, "%(where)s", "{}"]


@pytest.fixture
def document(version) -> bytes:
    return written(version, ("mn", "en"))


def spoiled(document: bytes, chance: random.Random, within: str) -> bytes:
    """A few attributes say nonsense, a few elements are gone or stand twice."""
    made = BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.startswith(within) and name.endswith((".xml", ".rels"))]
        hit = set(chance.sample(names, min(2, len(names)))) | {chance.choice(names)}
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _spoiled_part(content, chance) if name in hit else content)
    return made.getvalue()


def _spoiled_part(content: bytes, chance: random.Random) -> bytes:
    root = etree.fromstring(content)
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    for each in chance.sample(elements, min(12, len(elements))):
        what = chance.random()
        if each.attrib and what < 0.7:
            key = chance.choice(list(each.attrib))
            if what < 0.15:
                del each.attrib[key]
            else:
                each.set(key, chance.choice(NONSENSE))
        elif what < 0.8:
            each.text = chance.choice(NONSENSE)
        elif each.getparent() is not None:
            parent = each.getparent()
            parent.remove(each) if what < 0.9 else parent.append(each)
    return etree.tostring(root)


def with_a_list_of_depth(document: bytes, depth: str) -> bytes:
    [style] = [b'<w:pStyle w:val="ListBullet"/>']
    number = f'<w:pStyle w:val="Normal"/><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'.encode()
    return changed(document, {"word/document.xml": (style, number)})


@pytest.mark.parametrize("depth", ["x", "-1", "²", "99999999999999999999"])
def test_a_list_of_an_unheard_of_depth(draft, document, cast, depth):
    assert brought(draft, with_a_list_of_depth(document, depth), by=cast.saraa).stage == "read"


def test_one_that_breaks_the_reader_says_so_and_the_next_is_read(draft, document, cast, monkeypatch):
    def broken(held, file, media_type):
        if media_type == DOCX.media_type:
            raise ValueError("nobody thought of this")
        return understood(held, file, media_type)

    understood = understanding.understood
    monkeypatch.setattr(understanding, "understood", broken)
    first = brought(draft, document, by=cast.saraa)
    second = brought(draft, a_csv(), by=cast.saraa, name="t.csv", media_type=CSV.media_type)
    assert (first.stage, second.stage) == ("unreadable", "read")
    assert "save it again" in first.trouble
    page = signed_in(cast.saraa).get(f"{PATH}{first.pk}/").content.decode()
    assert "save it again" in page and "Discard" in page
    assert read_intakes() == 0


@pytest.mark.parametrize("seed", range(16))
def test_no_document_stays_in_the_queue(draft, document, cast, seed):
    chance = random.Random(seed)
    for _each in range(2):
        assert brought(draft, spoiled(document, chance, "word/"), by=cast.saraa).stage in ("read", "unreadable")


@pytest.mark.parametrize("seed", range(12))
def test_no_workbook_stays_in_the_queue(draft, cast, seed):
    chance, book = random.Random(seed), a_workbook()
    for _each in range(4):
        intake = brought(draft, spoiled(book, chance, "xl/"), by=cast.saraa, media_type=XLSX.media_type)
        assert intake.stage in ("read", "unreadable")


@pytest.mark.parametrize("seed", range(12))
def test_no_csv_stays_in_the_queue_and_what_is_read_can_be_agreed(draft, cast, seed):
    chance, content = random.Random(seed), bytearray(a_csv())
    for _each in range(chance.randrange(1, 30)):
        content[chance.randrange(len(content))] = chance.choice(b'\x00\xff;"\n\r,%0')
    intake = brought(draft, bytes(content), by=cast.saraa, name="t.csv", media_type=CSV.media_type)
    assert intake.stage in ("read", "unreadable")
    if intake.changes:
        assert agreed(intake, by=cast.saraa).stage == "done"


def test_one_that_is_being_read_can_be_discarded(draft, document, cast, monkeypatch):
    """Also while the worker is at it: what it found comes too late."""

    def meanwhile(held, file, media_type):
        discard(Intake.objects.get(), by=cast.saraa)
        return understood(held, file, media_type)

    understood = understanding.understood
    monkeypatch.setattr(understanding, "understood", meanwhile)
    assert brought(draft, edited(document, typed_into("Open government.", "Else.")), by=cast.saraa).stage == "discarded"
    assert Intake.objects.get().changes == []

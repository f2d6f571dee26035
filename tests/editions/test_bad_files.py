"""Word files that are broken, foreign or made to harm: a sentence for whoever brought it, nothing half taken, and not
one request goes out.
"""

import socket
from contextlib import closing
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.cast import signed_in
from tests.editions.test_reading_back import brought, written
from tovchoo.drafting.models import Part, Passage, Revision
from tovchoo.editions.models import Intake
from tovchoo.editions.rules import read_intakes

PATH = "/en/workspace/plans/practice-plan/draft/files/"
REASONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MACRO = b"application/vnd.ms-office.vbaProject"


@pytest.fixture
def document(version) -> bytes:
    return written(version, ("en",))


@pytest.fixture
def outside():
    """A door on this machine at which nobody may knock; its address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        yield f"http://127.0.0.1:{door.getsockname()[1]}/x"
        door.settimeout(0)
        with pytest.raises(BlockingIOError):
            door.accept()


def changed(document: bytes, changes: dict, more: dict | None = None, method=ZIP_DEFLATED) -> bytes:
    """With parts that say something else: old, new; and with parts that were not there."""
    made = BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(made, "w", method) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in changes:
                was, becomes = changes[name]
                assert was in content
                content = content.replace(was, becomes, 1)
            new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return made.getvalue()


def all_written() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Part, Passage, Revision))


def sent(cast, document: bytes, name="plan.docx"):
    return signed_in(cast.saraa).post(f"{PATH}new/", {"file": SimpleUploadedFile(name, document), "sending": "a"})


def related(kind: str, address: str) -> dict:
    told = f'<Relationship Id="rIdOut" Type="{REASONS}/{kind}" Target="{address}" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": (b"</Relationships>", f"{told}</Relationships>".encode())}


def entity(address: str) -> dict:
    doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{address}">]>'.encode()
    return {"word/document.xml": (b"<w:document", doctype + b"<w:document")}


def a_macro(_address: str) -> dict:
    return {"[Content_Types].xml": (b"<Default", b'<Default Extension="bin" ContentType="' + MACRO + b'"/><Default')}


HARMFUL = {
    "a picture from outside": lambda at: related("image", at),
    "a template from outside": lambda at: related("attachedTemplate", at),
    "an object from outside": lambda at: related("oleObject", at),
    "an entity": entity,
    "a type of macros": a_macro,
}


@pytest.mark.parametrize("harm", HARMFUL.values(), ids=HARMFUL)
def test_what_would_fetch_or_run_is_refused_at_the_door(cast, draft, document, outside, harm):
    before = all_written()
    answer = sent(cast, changed(document, harm(outside)))
    assert answer.status_code == 422
    assert 'class="fault"' in answer.content.decode()
    assert not Intake.objects.exists()
    assert all_written() == before


@pytest.mark.parametrize("harm", HARMFUL.values(), ids=HARMFUL)
def test_past_the_door_nothing_is_fetched_either(cast, draft, document, outside, harm):
    before = all_written()
    intake = brought(draft, changed(document, harm(outside)), by=cast.saraa)
    assert (intake.stage, intake.changes) in (("unreadable", []), ("read", []))
    assert all_written() == before


@pytest.mark.parametrize("name", ["plan.docm", "plan.docx"])
def test_programs_are_refused(cast, draft, document, name):
    answer = sent(cast, changed(document, {}, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(100)}), name)
    assert answer.status_code == 422
    assert 'class="fault"' in answer.content.decode()
    assert not Intake.objects.exists()


def test_fifty_megabytes_of_pictures_are_too_large(cast, draft, document):
    picture = b"\x89PNG\r\n\x1a\n" + bytes(25 * 1024**2)
    more = {f"word/media/{number}.png": picture for number in (1, 2)}
    answer = sent(cast, changed(document, {}, more, ZIP_STORED))
    assert answer.status_code == 422
    assert "too large" in answer.content.decode()
    assert not Intake.objects.exists()


def test_a_bomb_is_refused(cast, draft, document):
    answer = sent(cast, changed(document, {}, {"word/media/1.png": bytes(60 * 1024**2)}))
    assert answer.status_code == 422
    assert not Intake.objects.exists()


def test_a_document_of_somebody_else_says_what_is_needed(cast, draft, document):
    made, other = BytesIO(), Document()
    other.add_heading("Our proposals", 1)
    other.add_table(2, 2).cell(0, 0).text = "Anything"
    other.save(made)
    before = all_written()
    shown = sent(cast, made.getvalue()).headers["Location"]
    read_intakes()
    told = signed_in(cast.saraa).get(shown).content.decode()
    assert "none of our tables and marks" in told
    assert "Take it over into the draft" not in told
    assert all_written() == before


def test_a_file_that_is_cut_off_is_told(cast, draft, document):
    intake = brought(draft, document[: len(document) // 2], by=cast.saraa)
    assert (intake.stage, intake.changes) == ("unreadable", [])
    assert intake.trouble

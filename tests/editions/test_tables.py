"""A table of commitments and milestones comes into the draft; what it does not understand, it says."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.cast import signed_in
from tests.editions.test_reading_back import agreed, brought
from tests.editions.versions import a_draft, told
from tovchoo.editions.models import Intake
from tovchoo.editions.rules import read_intakes, take_intakes
from tovchoo.files.checks import CSV, XLSX
from tovchoo.kernel.partial_date import PartialDate

HEADER = ["№", "Үүрэг амлалт", "Commitment (en)", "Асуудал", "Арга хэмжээ", "Milestone (en)", "Хүлээгдэж буй гарц",
          "Эхлэх", "Дуусах", "Хариуцагч", "Хамтран хэрэгжүүлэгч", "Colour"]  # fmt: skip
ROWS = [
    ["1", "Шинэ үүрэг", "A new one", "Өнөөгийн асуудал", "Алхам нэг", "Step one", "Гарц", "2027.01", "2027-06-30",
     "Дадлагын яам", "Дадлагын холбоо", "red"],
    ["", "", "", "", "Алхам хоёр", "Step two", "", "2027-07", "хэзээ нэгэн цагт", "Үл мэдэгдэх яам", "", ""],
    ["2", "Нээлттэй өгөгдөл", "Open data", "Өөр асуудал", "Жагсаалт", "", "", "", "", "", "", ""],
    ["", "", "", "", "Гуравдугаар алхам", "", "", "", "", "", "", ""],
]  # fmt: skip


def a_workbook() -> bytes:
    book, made = Workbook(), BytesIO()
    book.active.append(["Дадлагын хүснэгт"])
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def a_csv() -> bytes:
    return "\n".join(";".join(row) for row in [HEADER, *ROWS]).encode()


@pytest.mark.parametrize(("content", "kind"), [(a_workbook, XLSX), (a_csv, CSV)], ids=["xlsx", "csv"])
def test_a_table_comes_in(cast, content, kind):
    draft = a_draft(cast)
    intake = brought(draft, content(), by=cast.saraa, name="table", media_type=kind.media_type)
    assert [each["do"] for each in intake.changes] == ["commitment", "milestone"]
    remarks = "\n".join(told(intake))
    assert all(each in remarks for each in ("Colour", "хэзээ нэгэн цагт", "Үл мэдэгдэх яам", "roblem"))
    agreed(intake, by=cast.saraa)
    part = draft.parts.order_by("number").last()
    assert part.passages.get(field="problem").renderings.get(language="mn").text == "Өнөөгийн асуудал"
    first, second = part.milestones.order_by("number")
    assert (first.start, first.due) == (PartialDate("2027-01"), PartialDate("2027-06-30"))
    assert (first.lead_id, second.lead_id) == ("practice-ministry", None)
    assert [each.pk for each in first.supporters.all()] == ["practice-union"]
    assert first.passages.get(field="title").renderings.get(language="en").text == "Step one"
    known = draft.parts.get(commitment__number=1)
    assert known.milestones.count() == 3


def test_through_the_pages(cast):
    """Brought, read, seen, agreed; the same sending twice is one."""
    draft = a_draft(cast)
    client, path = signed_in(cast.saraa), "/en/workspace/plans/practice-plan/draft/files/"
    file = SimpleUploadedFile("plan.csv", a_csv(), "text/csv")
    shown = client.post(f"{path}new/", {"file": file, "sending": "a"}).headers["Location"]
    assert "being read" in client.get(shown).content.decode()
    read_intakes()
    told = client.get(shown).content.decode()
    assert "Nothing of this is in the draft before you agree." in told
    assert "Шинэ үүрэг" in told
    client.post(f"{shown}agree/", {"sending": "b"})
    client.post(f"{shown}agree/", {"sending": "b"})
    take_intakes()
    assert "taken over" in client.get(shown).content.decode()
    assert draft.parts.filter(kind="commitment").count() == 3
    assert Intake.objects.get().stage == "done"


@pytest.mark.parametrize(("name", "content"), [
    ("plan.docm", b"PK\x03\x04"), ("plan.exe", b"MZ" + b"0" * 100), ("plan.docx", b"not a document"),
])  # fmt: skip
def test_what_is_no_plan_gets_a_sentence_beside_its_field(cast, name, content):
    a_draft(cast)
    path = "/en/workspace/plans/practice-plan/draft/files/new/"
    answer = signed_in(cast.saraa).post(path, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert 'class="fault"' in answer.content.decode()
    assert not Intake.objects.exists()


@pytest.mark.parametrize("content", [b"", b"a;b;c\n1;2;3", "Үүрэг амлалт;Арга хэмжээ".encode()])
def test_a_table_without_our_columns(cast, content):
    intake = brought(a_draft(cast), content, by=cast.saraa, name="t.csv", media_type=CSV.media_type)
    assert intake.stage == "unreadable"
    assert intake.trouble

"""A table of commitments and milestones comes into the draft; what it does not understand, it says."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from tests.cast import in_two, signed_in
from tests.editions.test_reading_back import agreed, brought
from tests.editions.versions import a_draft, an_organisation, frozen, told
from tovchoo.drafting.rules import add_commitment
from tovchoo.editions import sheet
from tovchoo.editions.content import FACTS_OF_MILESTONES, cover_of, said, titles_of_fields
from tovchoo.editions.models import Intake
from tovchoo.editions.rules import read_intakes, take_intakes
from tovchoo.editions.values import day_of
from tovchoo.files.checks import CSV, XLSX
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.plans.models import Version

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


# --- what people call columns and days --------------------------------------------------------------------------------


def a_table(*rows: list[str], before: list[str] | None = None) -> bytes:
    """A workbook; with a sheet of its own for what stands before it."""
    book, made = Workbook(), BytesIO()
    if before:
        for line in before:
            book.active.append([line])
        book.create_sheet()
    for row in rows:
        book.worksheets[-1].append(row)
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("language", ["mn", "en"])
def test_all_that_our_documents_print_above_columns_is_known(cast, language):
    draft = a_draft(cast)
    words = dict.fromkeys(("title", "milestone", "outputs", *FACTS_OF_MILESTONES, "end"))
    titles = [said(language, word) for word in words]
    fields = [title[language] for title in titles_of_fields(Version(plan=draft.plan)).values()]
    row = ["Шинэ", "Алхам", "Гарц", "2027", "2028", "Дадлагын яам", "Дадлагын холбоо", "бусад", ""]
    intake = brought(draft, a_table(titles + fields, row), by=cast.saraa, media_type=XLSX.media_type)
    assert intake.doubts == []
    [change] = intake.changes
    [milestone] = change["milestones"]
    assert milestone["outputs"] == {"mn": "Гарц"}
    assert milestone["facts"] == {
        "start": "2027", "due": "2028", "lead": "practice-ministry", "supporters": ["practice-union"],
        "other_supporters": {"mn": "бусад"},
    }  # fmt: skip


@pytest.mark.parametrize("title", ["Expected output(s)", "Хүлээгдэж буй үр дүн / Expected outputs", "outputs_en"])
def test_other_titles_of_a_column_of_outputs(cast, title):
    table = a_table(["Commitment (en)", "Milestone (en)", title], ["A new one", "A step", "A paper"])
    intake = brought(a_draft(cast), table, by=cast.saraa, media_type=XLSX.media_type)
    assert list(intake.changes[0]["milestones"][0]["outputs"].values()) == ["A paper"]


@pytest.mark.parametrize(("text", "day"), [
    ("30.06.2028", "2028-06-30"), ("31/12/2028", "2028-12-31"), ("04/04/2028", "2028-04-04"), ("06.2028", "2028-06"),
    ("2028 оны 4-р улирал", "2028-10/2028-12"), ("Q4 2028", "2028-10/2028-12"), ("2028 Q1", "2028-01/2028-03"),
    ("2028 оны II улирал", "2028-04/2028-06"), ("2028 оны 12-р сарын 31", "2028-12-31"), ("2028 он", "2028"),
    ("2028-10/2028-12", "2028-10/2028-12"), ("31 December 2028", "2028-12-31"),
    ("03/04/2028", None), ("12/31/2028", None), ("99.99.2028", None), ("Q4", None), ("soon", None),
])  # fmt: skip
def test_days_as_people_write_them(text, day):
    assert day_of(text) == day


def test_a_day_that_could_be_two_is_a_remark(cast):
    table = a_table(["Commitment (en)", "Milestone (en)", "Due"], ["A new one", "A step", "03/04/2028"])
    intake = brought(a_draft(cast), table, by=cast.saraa, media_type=XLSX.media_type)
    assert intake.changes[0]["milestones"][0]["facts"] == {}
    assert told(intake) == ["Row 2: not understood: “03/04/2028”."]
    assert told(intake, "mn") != told(intake)


def test_a_sheet_before_the_table_does_not_hide_it(cast):
    before = ["How to fill this in", "One row a milestone."]
    table = a_table(HEADER, *ROWS, before=before)
    intake = brought(a_draft(cast), table, by=cast.saraa, media_type=XLSX.media_type)
    assert [each["do"] for each in intake.changes] == ["commitment", "milestone"]


def test_an_organisation_whose_name_has_a_comma_is_known(cast):
    draft = a_draft(cast)
    an_organisation("practice-words", "Соёл, спорт, аялал жуулчлалын яам", "Culture, Sport and Tourism", cast)
    table = a_table(["Амлалт", "Хамтран хэрэгжүүлэгч"], ["Шинэ", "Соёл, спорт, аялал жуулчлалын яам; Дадлагын холбоо"],
                    ["Өөр", "Дадлагын яам, Дадлагын холбоо"])  # fmt: skip
    intake = brought(draft, table, by=cast.saraa, media_type=XLSX.media_type)
    assert [each["facts"]["supporters"] for each in intake.changes] == [
        ["practice-words", "practice-union"], ["practice-ministry", "practice-union"]]  # fmt: skip


def test_the_preview_says_all_that_it_will_write(cast):
    draft = a_draft(cast)
    intake = brought(draft, a_workbook(), by=cast.saraa, media_type=XLSX.media_type)
    page = signed_in(cast.saraa).get(f"/en{intake.get_absolute_url()[3:]}").content.decode()
    for each in ("Шинэ үүрэг", "Problem: Өнөөгийн асуудал", "Milestone: Алхам нэг / Step one", "Start: January 2027",
                 "To be completed by: 30 June 2027", "Lead: ", "Supporters: ", "Expected outputs: Гарц"):  # fmt: skip
        assert each in page
    assert "Practice Ministry" in page and "Practice Union" in page


# --- the table of a version -------------------------------------------------------------------------------------------


def the_table_of(version) -> bytes:
    made = BytesIO()
    sheet.write(made, cover_of(version, ("mn",), date(2026, 11, 25)), version)
    return made.getvalue()


def with_cells(content: bytes, change) -> bytes:
    book, made = load_workbook(BytesIO(content)), BytesIO()
    change(book.active)
    book.save(made)
    return made.getvalue()


def test_the_table_of_a_version_comes_back_and_changes_nothing(cast):
    draft = a_draft(cast)
    table = the_table_of(frozen(draft, by=cast.administrator))
    rows = [row[:3] for row in load_workbook(BytesIO(table)).active.iter_rows(min_row=3, values_only=True)]
    assert rows == [("1", "Нээлттэй өгөгдөл", "Open data"), ("1.1", "Нээлттэй өгөгдөл", "Open data"),
                    ("1.2", "Нээлттэй өгөгдөл", "Open data"), ("2", "Иргэдийн оролцоо", "Participation")]  # fmt: skip
    intake = brought(draft, table, by=cast.saraa, media_type=XLSX.media_type)
    assert (intake.stage, intake.trouble, intake.changes, intake.doubts) == ("read", "", [], [])


def test_what_was_edited_in_the_table_comes_back(cast):
    draft = a_draft(cast)

    def change(held):
        titles = [each.value for each in held[2]]
        held.cell(4, titles.index("Дуусгах хугацаа") + 1).value = "Q3 2027"
        held.append([None, "Шинэ амлалт", "A new commitment", "Алхам", "A step"])

    table = with_cells(the_table_of(frozen(draft, by=cast.administrator)), change)
    intake = brought(draft, table, by=cast.saraa, media_type=XLSX.media_type)
    assert [(each["do"], each.get("value")) for each in intake.changes] == [
        ("fact", "2027-07/2027-09"), ("commitment", None)]  # fmt: skip
    assert intake.doubts == []


def test_no_cell_of_the_table_is_a_formula(cast):
    draft = a_draft(cast)
    add_commitment(draft, in_two("=1+1", '=HYPERLINK("http://127.0.0.1:9/")'), by=cast.administrator)
    book = load_workbook(BytesIO(the_table_of(frozen(draft, by=cast.administrator))))
    cells = [each for row in book.active.iter_rows() for each in row if each.value]
    assert {each.data_type for each in cells} == {"s"}
    assert "=1+1" in [each.value for each in cells]


def test_an_empty_table_is_there_for_those_who_keep_the_draft(cast):
    draft, path = a_draft(cast), "/en/workspace/plans/practice-plan/draft/files/"
    page = signed_in(cast.saraa).get(path).content.decode()
    assert f"{path}table/" in page
    answer = signed_in(cast.saraa).get(f"{path}table/")
    [titles] = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert titles[:3] == ("№", "Амлалт (mn)", "Амлалт (en)")
    row = ["", "Шинэ", "New", "Алхам", "Step", "", "", "2027", "2028"]
    intake = brought(draft, a_table(list(titles), row), by=cast.saraa, media_type=XLSX.media_type)
    assert (len(intake.changes), intake.doubts) == (1, [])
    assert signed_in(cast.nomin).get(f"{path}table/").status_code == 404
    assert signed_in(cast.bat).get(f"{path}table/").status_code == 403

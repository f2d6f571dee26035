"""Our DOCX comes back from LibreOffice the same, field by field; what was edited in it is found, and nothing else."""

import subprocess
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from docx import Document

from tests.cast import signed_in
from tests.editions.versions import told
from tovchoo.drafting.models import Passage, Rendering
from tovchoo.drafting.rules import keep
from tovchoo.editions import content, docx
from tovchoo.editions.rules import agree, bring, read_intakes, take_intakes
from tovchoo.files.checks import DOCX, Checked, digest_of
from tovchoo.kernel.partial_date import PartialDate

EVERY = [("mn",), ("en",), ("mn", "en")]


def written(version, codes) -> bytes:
    made = BytesIO()
    cover = content.cover_of(version, codes, date(2026, 11, 25))
    docx.write(made, cover, content.headings(version), content.chapters(version, codes))
    return made.getvalue()


def through_libreoffice(document: bytes, folder) -> bytes:
    """Opened there and saved again."""
    (folder / "plan.docx").write_bytes(document)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx",
               "--outdir", str(folder / "saved"), str(folder / "plan.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "saved" / "plan.docx").read_bytes()


def edited(document: bytes, *changes) -> bytes:
    """As somebody typed in it."""
    opened, made = Document(BytesIO(document)), BytesIO()
    for change in changes:
        change(opened)
    opened.save(made)
    return made.getvalue()


def replaced(old: str, new: str):
    """One paragraph, wherever it stands, says something else."""

    def change(opened):
        [found] = [each for each in opened.element.body.iter(f"{W}t") if each.text == old][:1]
        found.text = new

    return change


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def brought(draft, document: bytes, *, by, name="plan.docx", media_type=DOCX.media_type):
    """Read by the worker."""
    file = ContentFile(document, name=name)
    intake = bring(draft, Checked(file, digest_of(file), len(document), media_type, name, []), by=by)
    read_intakes()
    intake.refresh_from_db()
    return intake


def agreed(intake, *, by, **given):
    agree(intake, by=by, **given)
    take_intakes()
    intake.refresh_from_db()
    return intake


@pytest.mark.parametrize("codes", EVERY, ids="+".join)
def test_saved_by_libreoffice_it_says_the_same(version, draft, cast, codes, tmp_path):
    intake = brought(draft, through_libreoffice(written(version, codes), tmp_path), by=cast.saraa)
    assert (intake.stage, intake.trouble, intake.changes, intake.doubts) == ("read", "", [], [])


@pytest.mark.parametrize("codes", EVERY, ids="+".join)
def test_untouched_it_changes_nothing(version, draft, cast, codes):
    intake = brought(draft, written(version, codes), by=cast.saraa)
    assert (intake.trouble, intake.changes, intake.doubts) == ("", [], [])


def test_an_edited_word_is_one_change(version, draft, cast, tmp_path):
    document = edited(written(version, ("mn", "en")), replaced("Open government.", "Open government, for all."))
    intake = brought(draft, through_libreoffice(document, tmp_path), by=cast.saraa)
    [change] = intake.changes
    assert (change["do"], change["old"], change["new"], change["language"]) == (
        "keep", "Open government.", "Open government, for all.", "en")  # fmt: skip
    page = signed_in(cast.saraa).get(intake.get_absolute_url()).content.decode()
    assert "Open government<" in page and ", for all" in page and "Open government, for all" not in page
    agreed(intake, by=cast.saraa)
    row = Rendering.objects.get(passage__code=change["passage"], language="en")
    assert row.text == "Open government, for all."
    assert row.revisions.get(number=row.head).reason == "from the file plan.docx"


def test_nothing_is_written_before_somebody_agrees(version, draft, cast):
    document = edited(written(version, ("en",)), replaced("Open government.", "Something else."))
    brought(draft, document, by=cast.saraa)
    assert not Rendering.objects.filter(text="Something else.").exists()


def test_what_others_wrote_meanwhile_stays(version, draft, cast):
    row = Rendering.objects.get(text="Open government.")
    keep(row, "An open government.", base=row.head, key="a", by=cast.bat)
    document = edited(written(version, ("en",)), replaced("Open government.", "Open government, for all."))
    intake = agreed(brought(draft, document, by=cast.saraa), by=cast.saraa)
    row.refresh_from_db()
    assert "for all." in row.text
    assert row.text.startswith("An open")
    assert len(intake.merged) == 1


def test_a_date_a_lead_and_what_is_no_date(version, draft, cast):
    document = edited(
        written(version, ("en",)), replaced("15 January 2027", "2027-03-01"), replaced("June 2027", "soon"),
        replaced("Practice Ministry", "Practice Union"),
    )  # fmt: skip
    intake = brought(draft, document, by=cast.saraa)
    assert {each["name"]: each["value"] for each in intake.changes} == {"start": "2027-03-01", "lead": "practice-union"}
    assert [each for each in told(intake) if "soon" in each]
    agreed(intake, by=cast.saraa)
    part = draft.parts.get(kind="commitment", number=2)
    assert part.lead_id == "practice-union"
    assert part.milestones.get(number=1).start == PartialDate("2027-03-01")


def test_a_paragraph_and_a_milestone_more(version, draft, cast):
    def more(opened):
        [at] = [each for each in opened.paragraphs if each.text == "Open government."]
        new = opened.add_paragraph("One paragraph more.")
        at._p.addnext(new._p)
        table = next(each for each in opened.tables if "№" in each.rows[0].cells[0].text)
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = "1.3", "A third step", "A paper"
        cells[4].text, cells[5].text = "2028-05", "Practice Union"

    intake = brought(draft, edited(written(version, ("en",)), more), by=cast.saraa)
    assert {each["do"] for each in intake.changes} == {"add", "milestone"}
    agreed(intake, by=cast.saraa)
    section = draft.parts.get(kind="section")
    texts = [
        each.renderings.get(language="en").text for each in section.passages.filter(field="text").order_by("place")
    ]
    assert texts[:2] == ["Open government.", "One paragraph more."]
    third = draft.parts.get(kind="commitment", number=2).milestones.get(number=3)
    assert (third.due, third.lead_id) == (PartialDate("2028-05"), "practice-union")
    assert third.passages.get(field="title").renderings.get(language="en").text == "A third step"


def test_an_empty_cell_that_was_filled(version, draft, cast):
    def filled(opened):
        table = next(each for each in opened.tables if "№" in each.rows[0].cells[0].text)
        table.rows[2].cells[2].paragraphs[0].add_run("A measured thing")

    intake = agreed(brought(draft, edited(written(version, ("en",)), filled), by=cast.saraa), by=cast.saraa)
    assert [each["new"] for each in intake.changes] == ["A measured thing"]
    assert intake.merged == []
    step = draft.parts.get(kind="commitment", number=2).milestones.get(number=2)
    assert step.passages.get(field="outputs").renderings.get(language="en").text == "A measured thing"


def test_what_is_gone_is_taken_out_only_when_asked_for(version, draft, cast):
    def without(opened):
        [at] = [each for each in opened.paragraphs if each.text == "Open government."]
        at._p.getparent().remove(at._p)

    for takes_out in (False, True):
        intake = brought(draft, edited(written(version, ("en",)), without), by=cast.saraa)
        assert [each["do"] for each in intake.changes] == ["out"]
        agreed(intake, by=cast.saraa, takes_out=takes_out)
        passage = Passage.objects.get(code=intake.changes[0]["passage"])
        assert passage.is_out is takes_out


def test_tracked_changes_are_read_as_accepted_and_comments_told(version, draft, cast):
    def tracked(opened):
        [run] = [each.getparent() for each in opened.element.body.iter(f"{W}t") if each.text == "Open government."]
        for tag, text in (("del", ""), ("ins", "Accepted words.")):
            held = run.makeelement(f"{W}{tag}", {f"{W}id": "9", f"{W}author": "Somebody"})
            run.addnext(held)
            if text:
                new = run.makeelement(f"{W}r", {})
                words = new.makeelement(f"{W}t", {})
                words.text = text
                new.append(words)
                held.append(new)
            else:
                struck = held
        struck.append(run)

    intake = brought(draft, edited(written(version, ("en",)), tracked), by=cast.saraa)
    assert [each["new"] for each in intake.changes] == ["Accepted words."]
    assert any("tracked changes" in each for each in told(intake))


def test_a_table_in_a_table_and_loose_text_are_told(version, draft, cast):
    def messy(opened):
        cell = opened.tables[0].cell(0, 1)
        cell.add_table(1, 1).cell(0, 0).text = "Nested words"
        opened.element.body.insert(0, opened.add_paragraph("Before everything")._p)

    intake = brought(draft, edited(written(version, ("en",)), messy), by=cast.saraa)
    assert intake.changes == []
    assert len([each for each in told(intake) if "Nested words" in each or "Before everything" in each]) == 2


def test_a_document_that_is_not_ours(draft, version, cast):
    made = BytesIO()
    other = Document()
    other.add_paragraph("Anything")
    other.save(made)
    intake = brought(draft, made.getvalue(), by=cast.saraa)
    assert intake.stage == "unreadable"
    assert "none of our tables" in intake.trouble


def test_SEC_S1_SEC_F3_entities_are_refused_and_nothing_is_fetched(version, draft, cast):
    """Also where the look at the door was passed by."""
    document, made = written(version, ("en",)), BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            told = old.read(name)
            if name == "word/document.xml":
                at = told.index(b"<w:document")
                told = told[:at] + b'<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>' + told[at:]
            new.writestr(name, told)
    assert brought(draft, made.getvalue(), by=cast.saraa).stage == "unreadable"


def test_a_draft_in_another_state_gets_what_fits(version, draft, cast):
    """A passage that was taken out since is left, and that is said."""
    Passage.objects.filter(renderings__text="Open government.").update(is_out=True)
    document = edited(written(version, ("en",)), replaced("Open government.", "Something else."))
    intake = brought(draft, document, by=cast.saraa)
    assert intake.changes == []
    assert any("Something else." in each for each in told(intake))

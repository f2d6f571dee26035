"""What a document says, as another program reads it."""

import json
import re
import subprocess
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.db.models import F

from tests.cast import in_two
from tests.editions.versions import a_draft, frozen
from tovchoo.drafting.rules import add_commitment, add_section
from tovchoo.editions import content, data, docx, html, pdf
from tovchoo.editions.prose import blocks_of, markdown_of
from tovchoo.plans.models import Commitment, Version


def cover(version, *codes):
    return content.cover_of(version, codes, date(2026, 11, 25))


@pytest.fixture
def paper(version, tmp_path):
    def made(*codes, **given):
        path = tmp_path / "plan.pdf"
        with path.open("wb") as file:
            pdf.write(file, cover(version, *codes), content.chapters(version, codes), **given)
        return path

    return made


def text_of(path) -> str:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True)
    return done.stdout.decode()


def elements(held, found=None):
    """All elements of a structure tree."""
    found = [] if found is None else found
    kids = held.get("/K", [])
    for each in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            found.append(each)
            elements(each, found)
    return found


def test_a_pdf_is_read_in_its_order_with_every_letter(version, paper):
    told = " ".join(text_of(paper("mn")).split())
    wanted = ["Дадлагын төлөвлөгөө", version.sha256, "Оршил", "Өргөдөл нээлттэй байна", "нэг", "хоёр",
              "1. Нээлттэй өгөгдөл", "Дадлагын яам", "Асуудал <b>энэ</b> & тэр", "1.1", "Жагсаалт",
              "2. Иргэдийн оролцоо"]  # fmt: skip
    at = 0
    for each in wanted:  # each behind the one before it
        at = told.index(each, at)
    assert not {"�", "□"} & set(told)


def test_a_pdf_is_tagged(paper):
    with pikepdf.open(paper("mn", "en")) as read:
        root = read.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("mn")
        assert str(read.docinfo.get("/Title", "")) == "Дадлагын төлөвлөгөө"
        with read.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        found = elements(root.StructTreeRoot)
        kinds = [str(each.S) for each in found]
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure", "/Link", "/P"} <= set(kinds)
        assert all("/Alt" in each for each in found if each.S == "/Figure")
        assert {str(each.Lang)[:2] for each in found if "/Lang" in each} >= {"en"}
        with read.open_outline() as outline:
            titles = [each.title for each in outline.root]
        assert [each for each in titles if "Нээлттэй өгөгдөл" in each]


@pytest.mark.parametrize("most", [1, 10**9], ids=["three pieces", "one piece"])
def test_pieces_are_one_document(paper, most):
    """Each word on a page is found from its page, each head of a table by its name, each part from the contents."""
    with pikepdf.open(paper("mn", "en", most=most)) as read:
        tree, order = read.Root.StructTreeRoot, {page.obj.objgen: at for at, page in enumerate(read.pages)}
        found, names = elements(tree), list(tree.IDTree.Names)
        numbers = dict(zip(map(int, tree.ParentTree.Nums[::2]), tree.ParentTree.Nums[1::2], strict=True))
        of_pages = [int(page.obj.StructParents) for page in read.pages]
        of_links = [int(each.StructParent) for page in read.pages for each in page.obj.get("/Annots", [])]
        assert sorted(of_pages + of_links) == sorted(numbers)
        for page, number in zip(read.pages, of_pages, strict=True):
            for at, held in enumerate(numbers[number]):
                assert at in held.K
                assert held.get("/Pg", page.obj).objgen == page.obj.objgen
        assert [bytes(each) for each in names[::2]] == sorted({bytes(each) for each in names[::2]})
        assert {bytes(each.ID) for each in found if "/ID" in each} == {bytes(each) for each in names[::2]}
        headers = [bytes(name) for each in found for held in each.get("/A", []) for name in held.get("/Headers", [])]
        assert set(headers) <= {bytes(each) for each in names[::2]}
        assert all(each.P.objgen in {one.objgen for one in [tree, *found]} for each in found)
        with read.open_outline() as outline:
            parts = [(each.title, order[each.destination[0].objgen]) for each in outline.root]
        links = [each for each in read.pages[1].obj.Annots if each.A.S == "/GoTo"]
        assert [(str(each.Contents), order[each.A.D[0].objgen]) for each in links] == parts
        assert [title[:2] for title, _page in parts] == ["Ор", "1.", "2."]


def test_the_contents_say_the_page(paper):
    pages = text_of(paper("mn", most=1)).rstrip("\f").split("\f")
    for title in ("Оршил", "1. Нээлттэй өгөгдөл", "2. Иргэдийн оролцоо"):
        line = next(each for each in pages[1].splitlines() if each.startswith(title))
        at = int(line.split()[-1])
        assert pages[at - 1].splitlines()[0].startswith(title)
        assert pages[at - 1].rstrip().splitlines()[-1].split()[-1] == str(at)


def test_a_missing_language_is_said(version, paper):
    told = " ".join(text_of(paper("en")).split())
    assert "[Not yet translated] Монгол: Орчуулаагүй догол мөр." in told


def test_a_practice_country_says_so_on_every_page(version, paper, settings):
    settings.PRACTICE = True
    pages = text_of(paper("en")).rstrip("\f").split("\f")
    assert len(pages) > 3
    assert all("PRACTICE" in each for each in pages)


@pytest.mark.parametrize("text", [
    "#set page(width: 1pt) #eval(\"1\") $x$ `raw` @label <label> \\ // /* ",
    "<script>alert(1)</script> & \"quotes\" {{ 7 * 7 }} {% if %}", "[x](javascript:alert(1)) ![p](http://127.0.0.1:9/p.png)",
])  # fmt: skip
def test_SEC_C1_nothing_that_people_write_is_run(cast, tmp_path, text):
    draft = a_draft(cast)
    add_section(draft, in_two(text, text), texts=[in_two(text, text)], by=cast.administrator)
    version = frozen(draft, by=cast.administrator)
    with (tmp_path / "plan.pdf").open("wb") as file:
        pdf.write(file, cover(version, "en"), content.chapters(version, ("en",)))
    page = BytesIO()
    html.write(page, cover(version, "en"), content.headings(version), content.chapters(version, ("en",)))
    told = page.getvalue().decode()
    assert "<script" not in told
    assert 'href="javascript' not in told
    assert told.count("<img") == 1
    assert text_of(tmp_path / "plan.pdf")


def test_a_page_stands_by_itself(version):
    made = BytesIO()
    html.write(made, cover(version, "mn", "en"), content.headings(version), content.chapters(version, ("mn", "en")))
    told = made.getvalue().decode()
    assert version.sha256 in told
    assert 'lang="en"' in told
    assert "<strong>нээлттэй</strong>" in told
    assert 'src="http' not in told
    assert "<link" not in told


def test_data_holds_every_text(version):
    made = BytesIO()
    data.write(made, cover(version, "mn"), version)
    told = json.loads(made.getvalue())
    assert (told["sha256"], len(told["parts"])) == (version.sha256, 3)
    first = told["parts"][1]
    assert (first["lead"], first["supporters"]) == ("organisation/practice-ministry", ["organisation/practice-union"])
    assert [each["due"] for each in first["milestones"]] == ["2027-06", None]
    problem = next(each for each in first["passages"] if each["field"] == "problem")
    assert problem["text"] == {"mn": "Асуудал <b>энэ</b> & тэр", "en": "The problem is <b>this</b> & that"}


@pytest.mark.parametrize("text", [
    "plain", "**bold** and *italic*", "a_b_c * d [x] <y> & &amp; `z`", "- one\n- two\n\n1. x\n2. y", "# head\n\ntext",
    "1\\. no list", "\\- no list", "a\\\nb", "[**x**](https://example.org/a_(b))", "***both***", "+ x\n\n> quoted",
])  # fmt: skip
def test_markdown_comes_back(text):
    assert blocks_of(markdown_of(blocks_of(text))) == blocks_of(text)


# --- what a cover says, and what is left out --------------------------------------------------------------------------


def made_of(write, version, *codes) -> str:
    made = BytesIO()
    write(made, cover(version, *codes), content.headings(version), content.chapters(version, codes))
    if write is html.write:
        return made.getvalue().decode()
    with ZipFile(made) as read:
        wanted = re.compile(r"word/(document|footer|header)\d*\.xml")
        return "".join(read.read(name).decode() for name in filter(wanted.fullmatch, read.namelist()))


@pytest.fixture
def all_forms(version, paper):
    """What each form says, as letters."""
    return lambda *codes: {
        "pdf": " ".join(text_of(paper(*codes)).split()), "html": made_of(html.write, version, *codes),
        "docx": made_of(docx.write, version, *codes),
    }  # fmt: skip


def test_the_contents_have_the_numbers_of_the_version(version, cast):
    """A later version counts otherwise; the commitments take its numbers."""
    Commitment.objects.filter(plan=version.plan).update(number=F("number") + 40)
    assert [number for _part, _title, number in content.headings(version)] == [None, 1, 2]


def test_a_translation_says_so_and_which_text_counts(cast, version, all_forms):
    version.plan.authoritative_language = "mn"
    version.plan.save()
    for form, told in all_forms("mn", "en").items():
        assert "This is a translation. Where texts differ" in told or "working translation. Where" in told, form
        assert "counts: Монгол." in told, form
        assert "which says whether it is in force" in told, form


def test_where_nobody_said_which_text_counts_nothing_is_said(version):
    assert cover(version, "mn", "en").standing == {}


def test_a_version_with_a_title_has_it_on_its_cover(cast):
    version = frozen(a_draft(cast), by=cast.administrator, number=1, title=in_two("Эцсийн төсөл", "The final draft"))
    assert cover(version, "en").version("en") == "Version 1 (for comments): The final draft"


def test_side_by_side_all_of_ours_is_in_both_languages(version, all_forms, settings):
    settings.PRACTICE = True
    for form, told in all_forms("mn", "en").items():
        for each in ("Contents", "Version 1", "PRACTICE: nothing", "1. Нээлттэй өгөгдөл", "Open data"):
            assert each in told, (form, each)
    assert "Хариуцагч</span> / <span" in made_of(html.write, version, "mn", "en")


@pytest.mark.parametrize(("purpose", "printed"), [("comments", True), ("approval", False), ("correction", False)])
def test_what_is_to_be_law_has_no_empty_questions(cast, purpose, printed):
    version = frozen(a_draft(cast), by=cast.administrator)
    version = Version(pk=version.pk, plan=version.plan, number=1, purpose=purpose)
    asked = [each.key for part in content.chapters(version, ("en",)) for each in part.fields if not each.said]
    assert bool(asked) is printed


def test_a_document_for_word_has_pages_rows_and_beginnings(version):
    told = made_of(docx.write, version, "mn")
    assert told.count("<w:pageBreakBefore/>") == 2  # the commitments
    assert 'w:instr=" PAGE "' in told
    assert told.count("<w:cantSplit/>") == told.count("<w:tr>") > 10


def test_a_row_as_long_as_a_page_may_be_parted(cast):
    draft = a_draft(cast)
    add_commitment(draft, in_two("Урт", "Long"), texts={"problem": in_two("урт " * 2000, "long " * 2000)},
                   by=cast.administrator)  # fmt: skip
    told = made_of(docx.write, frozen(draft, by=cast.administrator), "en")
    assert told.count("<w:cantSplit/>") == told.count("<w:tr>") - 1


def test_short_sections_share_a_page(cast, tmp_path):
    draft = a_draft(cast)
    for number in range(3):
        add_section(draft, in_two("Хэсэг", f"Section {number}"), texts=[in_two("Богино.", "Short.")],
                    by=cast.administrator)  # fmt: skip
    version = frozen(draft, by=cast.administrator)
    with (tmp_path / "plan.pdf").open("wb") as file:
        pdf.write(file, cover(version, "en"), content.chapters(version, ("en",)))
    pages = text_of(tmp_path / "plan.pdf").split("\f")
    assert [all(f"Section {number}" in page for number in range(3)) for page in pages].count(True) == 2  # and contents

"""A file that lost some of our marks, or has more than we know: what happens to each is said; nothing is guessed."""

from copy import deepcopy

import pytest

from tests.editions.test_reading_back import W, agreed, brought, edited, through_libreoffice, written
from tests.editions.versions import told
from tovchoo.drafting.models import Part, Rendering
from tovchoo.editions import rules
from tovchoo.editions.rules import agree, take_intakes


def paragraph_of(opened, text: str):
    return next(each.getparent().getparent() for each in opened.element.body.iter(f"{W}t") if each.text == text)


def without_marks(text: str):
    """The paragraph stays, its bookmarks are gone."""

    def change(opened):
        held = paragraph_of(opened, text)
        for each in [*held.iter(f"{W}bookmarkStart"), *held.iter(f"{W}bookmarkEnd")]:
            each.getparent().remove(each)

    return change


def without(text: str):
    def change(opened):
        held = paragraph_of(opened, text)
        cell = held.getparent()
        cell.remove(held)
        if cell.tag == f"{W}tc" and not cell.findall(f"{W}p"):
            cell.append(cell.makeelement(f"{W}p", {}))

    return change


def test_a_paragraph_without_its_mark_is_known_by_its_words(version, draft, cast):
    intake = brought(draft, edited(written(version, ("mn", "en")), without_marks("Open government.")), by=cast.saraa)
    assert (intake.changes, intake.doubts) == ([], [])


def test_a_passage_that_is_gone_in_one_language_is_left_and_told(version, draft, cast):
    intake = brought(draft, edited(written(version, ("mn", "en")), without("Open government.")), by=cast.saraa)
    assert intake.changes == []
    [doubt] = told(intake)
    assert "Introduction" in doubt and "English" in doubt


def test_a_fact_whose_cell_was_emptied_with_its_mark_is_told(version, draft, cast):
    intake = brought(draft, edited(written(version, ("en",)), without("15 January 2027")), by=cast.saraa)
    assert intake.changes == []
    assert ["Open data" in each and "1.1" in each for each in told(intake)] == [True]


def test_a_new_heading_is_told_with_its_place_and_all_below_it_is_left(version, draft, cast):
    def more(opened):
        at = paragraph_of(opened, "Open government.")
        for text, style in (("It goes without saying.", "Normal"), ("A whole new chapter", "Heading 1")):
            at.addnext(opened.add_paragraph(text, style=style)._p)

    intake = brought(draft, edited(written(version, ("en",)), more), by=cast.saraa)
    assert intake.changes == []
    assert [each.startswith("Introduction") for each in told(intake)] == [True, True]
    assert "A whole new chapter" in told(intake)[0] and "without saying" in told(intake)[1]


def test_broken_off_it_goes_on_where_it_was(version, draft, cast, monkeypatch):
    """The second change breaks; the first stands, and is not made twice."""

    def two(opened):
        for text in ("One more.", "And another."):
            paragraph_of(opened, "Open government.").addnext(opened.add_paragraph(text)._p)

    intake = brought(draft, edited(written(version, ("en",)), two), by=cast.saraa)
    agree(intake, by=cast.saraa)
    section = Part.objects.get(draft=draft, kind="section")
    before = section.passages.count()

    def broken(held, change, number):
        if number:
            raise OSError("the power went out")
        return take(held, change, number)

    take = rules.take
    with monkeypatch.context() as patched:
        patched.setattr(rules, "take", broken)
        assert take_intakes() == 0
    intake.refresh_from_db()
    assert (intake.stage, intake.done, section.passages.count()) == ("taking", 1, before + 1)
    take_intakes()
    intake.refresh_from_db()
    assert (intake.stage, intake.done, section.passages.count()) == ("done", 2, before + 2)
    assert Rendering.objects.filter(text="One more.").count() == 1


def test_what_a_table_says_of_a_known_commitment_is_offered(draft, cast):
    rows = ["Commitment (en);Milestone (en);Expected outputs (en);Start;End;Lead;Supporters",
            "Open data;;;2027-02;2028-12-31;Practice Union;",
            ";A list;Something else;2027-01-15;2027-09;Practice Ministry;Practice Ministry"]  # fmt: skip
    content = "\n".join(rows).encode()
    intake = brought(draft, content, by=cast.saraa, name="t.csv", media_type="text/csv")
    assert [(each["name"], bool(each["milestone"]), each["value"]) for each in intake.changes] == [
        ("start", False, "2027-02"), ("lead", False, "practice-union"), ("due", True, "2027-09"),
        ("supporters", True, ["practice-ministry"]),
    ]  # fmt: skip
    assert any("outputs" in each for each in told(intake))
    agreed(intake, by=cast.saraa)
    part = draft.parts.get(commitment__number=1)
    first = part.milestones.get(number=1)
    assert (part.lead_id, part.start.text, first.due.text) == ("practice-union", "2027-02", "2027-09")
    assert first.passages.get(field="outputs").renderings.get(language="en").text == "A published list"


def test_one_change_that_cannot_be_made_is_told_and_the_rest_is(version, draft, cast, monkeypatch):
    def two(opened):
        for text in ("One more.", "And another."):
            paragraph_of(opened, "Open government.").addnext(opened.add_paragraph(text)._p)

    def broken(held, change, number):
        if not number:
            raise ValueError("nobody thought of this")
        return take(held, change, number)

    take = rules.take
    monkeypatch.setattr(rules, "take", broken)
    intake = agreed(brought(draft, edited(written(version, ("en",)), two), by=cast.saraa), by=cast.saraa)
    assert (intake.stage, intake.done, len(intake.merged)) == ("done", 2, 1)
    assert Rendering.objects.filter(text__in=["One more.", "And another."]).count() == 1


# --- what is typed where the document has its own words ---------------------------------------------------------------


def typed_into(words: str, text: str):
    def change(opened):
        paragraph_of(opened, words).findall(f".//{W}t")[0].text = text

    return change


def test_a_translation_typed_over_the_note_that_it_is_missing_is_the_translation(version, draft, cast, tmp_path):
    for codes, note in ((("en",), "[Not yet translated] Монгол:"), (("mn", "en"), "[Not yet translated]")):
        for typed in ("A paragraph in English.", f"{note} A paragraph in English."):
            document = edited(written(version, codes), typed_into(note, typed))
            intake = brought(draft, document, by=cast.saraa)
            [change] = intake.changes
            assert (change["do"], change["language"], change["new"]) == ("keep", "en", "A paragraph in English.")
            assert intake.doubts == []
    intake = brought(draft, through_libreoffice(document, tmp_path), by=cast.saraa)
    assert [each["new"] for each in intake.changes] == ["A paragraph in English."]


@pytest.mark.parametrize(("words", "text", "where"), [
    ("Practice Plan", "Another title", "cover"), ("Solution", "Budget", "Open data"),
    ("Milestones", "Steps and dates", "Open data"), ("Contents", "What is in it", "cover"),
])  # fmt: skip
def test_what_we_print_and_is_otherwise_is_told(version, draft, cast, words, text, where):
    intake = brought(draft, edited(written(version, ("en",)), typed_into(words, text)), by=cast.saraa)
    assert intake.changes == []
    [remark] = told(intake)
    assert text in remark and where in remark


def test_a_paragraph_below_a_label_is_told(version, draft, cast):
    def more(opened):
        label = paragraph_of(opened, "Solution")
        new = deepcopy(label)
        new.findall(f".//{W}t")[0].text = "Words below the label."
        label.addnext(new)

    intake = brought(draft, edited(written(version, ("en",)), more), by=cast.saraa)
    assert intake.changes == []
    assert ["Words below the label." in each and "Open data" in each for each in told(intake)] == [True]


def test_a_row_copied_from_another_is_a_milestone(version, draft, cast):
    """As Word makes one: its number stands in the style of ours."""

    def more(opened):
        row = paragraph_of(opened, "1.2").getparent().getparent()
        new = deepcopy(row)
        for each in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
            each.getparent().remove(each)
        number, title = new.findall(f".//{W}t")[:2]
        number.text, title.text = "1.3", "A third step"
        row.addnext(new)

    intake = brought(draft, edited(written(version, ("en",)), more), by=cast.saraa)
    assert [(each["do"], each["new"]) for each in intake.changes] == [("milestone", "A third step")]
    assert intake.doubts == []


# --- two languages that disagree --------------------------------------------------------------------------------------


def test_a_date_that_is_gone_in_one_language_only_stays(version, draft, cast):
    document = edited(written(version, ("mn", "en")), typed_into("15 January 2027", ""))
    intake = brought(draft, document, by=cast.saraa)
    assert intake.changes == []
    assert ["do not agree" in each and "1.1" in each for each in told(intake)] == [True]


def test_a_date_that_is_changed_in_both_languages_is_one_change(version, draft, cast):
    first, second = typed_into("15 January 2027", "2027-02-01"), typed_into("2027 оны 1 дүгээр сарын 15", "2027-02-01")
    intake = brought(draft, edited(written(version, ("mn", "en")), first, second), by=cast.saraa)
    assert [each["value"] for each in intake.changes] == ["2027-02-01"]
    other = typed_into("2027 оны 1 дүгээр сарын 15", "2027-03-01")
    intake = brought(draft, edited(written(version, ("mn", "en")), first, other), by=cast.saraa)
    assert intake.changes == []
    assert ["do not agree" in each for each in told(intake)] == [True]


def test_remarks_come_in_the_language_of_the_page(version, draft, cast):
    document = edited(written(version, ("en",)), typed_into("June 2027", "soon"))
    intake = brought(draft, document, by=cast.saraa)
    assert "Open data" in told(intake)[0]
    assert "Нээлттэй өгөгдөл" in told(intake, "mn")[0]
    assert "дуусгах хугацаа" in told(intake, "mn")[0]

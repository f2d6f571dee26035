"""A file that lost some of our marks, or has more than we know: what happens to each is said; nothing is guessed."""

import pytest

from tests.editions.test_reading_back import W, agreed, brought, edited, written
from tests.editions.versions import a_draft, frozen
from tovchoo.drafting.models import Part, Rendering
from tovchoo.editions import rules
from tovchoo.editions.rules import agree, take_intakes


@pytest.fixture
def draft(cast):
    return a_draft(cast)


@pytest.fixture
def version(draft, cast):
    return frozen(draft, by=cast.administrator)


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
    [doubt] = intake.doubts
    assert "Introduction" in doubt and "English" in doubt


def test_a_fact_whose_cell_was_emptied_with_its_mark_is_told(version, draft, cast):
    intake = brought(draft, edited(written(version, ("en",)), without("15 January 2027")), by=cast.saraa)
    assert intake.changes == []
    assert ["Open data" in each and "1.1" in each for each in intake.doubts] == [True]


def test_a_new_heading_is_told_with_its_place_and_all_below_it_is_left(version, draft, cast):
    def more(opened):
        at = paragraph_of(opened, "Open government.")
        for text, style in (("It goes without saying.", "Normal"), ("A whole new chapter", "Heading 1")):
            at.addnext(opened.add_paragraph(text, style=style)._p)

    intake = brought(draft, edited(written(version, ("en",)), more), by=cast.saraa)
    assert intake.changes == []
    assert [each.startswith("Introduction") for each in intake.doubts] == [True, True]
    assert "A whole new chapter" in intake.doubts[0] and "without saying" in intake.doubts[1]


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
        with pytest.raises(OSError, match="power"):
            take_intakes()
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
    assert any("outputs" in each for each in intake.doubts)
    agreed(intake, by=cast.saraa)
    part = draft.parts.get(commitment__number=1)
    first = part.milestones.get(number=1)
    assert (part.lead_id, part.start.text, first.due.text) == ("practice-union", "2027-02", "2027-09")
    assert first.passages.get(field="outputs").renderings.get(language="en").text == "A published list"

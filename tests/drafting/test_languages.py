"""Two languages beside each other: what is missing, what is behind and what changed since; the traditional script."""

import pytest

from tests.cast import in_two, signed_in
from tests.drafting.drafts import a_commitment, a_section, begun, rendering, typed
from tovchoo.drafting.models import Rendering, Term
from tovchoo.drafting.opened import opened
from tovchoo.drafting.questions import to_translate
from tovchoo.drafting.rules import match, register, split, take_out
from tovchoo.kernel.localized import Localized


def states(part):
    """The state of each language of the first paragraph."""
    found = opened(part.draft.plan_id, part.code)
    return {each.language: each.state for each in found.headings[0].paragraphs[0].cells}


def test_a_translation_is_missing_then_there_then_behind_then_matched(cast):
    draft = begun(cast)
    part = a_section(draft, cast, Localized({"mn": "Гурван амлалт."}))
    assert states(part) == {"mn": "original", "en": "missing"}
    typed(rendering(part, "text", "en"), "Three commitments.", by=cast.tsetseg)
    assert states(part)["en"] == "working"
    typed(rendering(part, "text"), "Есөн амлалт.", by=cast.bat)
    assert states(part)["en"] == "outdated"
    typed(rendering(part, "text", "en"), "Nine commitments.", by=cast.tsetseg)
    assert states(part)["en"] == "outdated"
    match(rendering(part, "text", "en"), by=cast.tsetseg)
    assert states(part)["en"] == "working"


def test_the_page_says_what_changed_since_a_passage_was_translated(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Гурван амлалт бий.", "There are three commitments."))
    typed(rendering(part, "text"), "Есөн амлалт бий.", by=cast.bat)
    client = signed_in(cast.tsetseg)
    for page in (f"{part.code}/", "languages/en/"):
        shown = client.get(f"/en/workspace/plans/{draft.plan_id}/draft/{page}").content.decode()
        assert 'Гурван<span class="unseen">]</span></del>' in shown, page
        assert 'Есөн<span class="unseen">]</span></ins>' in shown, page


def test_the_overview_counts_what_is_missing_and_behind(cast):
    draft = begun(cast)
    part = a_section(draft, cast, Localized({"mn": "Нэг."}), in_two("Хоёр.", "Two."), Localized())
    typed(rendering(part, "text", number=2), "Хоёр!", by=cast.bat)
    page = signed_in(cast.bat).get(f"/en/workspace/plans/{draft.plan_id}/draft/").content.decode()
    assert "1 passage is not translated" in page and "1 translation is behind" in page
    assert [each.says for each in to_translate(draft.plan_id, "en")] == ["Нэг.", "Хоёр!"]


def test_a_button_says_that_it_says_the_same_now(cast):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    typed(rendering(part, "problem"), "Өгөгдөл нээлттэй биш.", by=cast.bat)
    place = rendering(part, "problem", "en")
    address = f"/en/workspace/plans/{draft.plan_id}/draft/{part.code}/"
    assert "It says the same now" in signed_in(cast.bat).get(address).content.decode()
    signed_in(cast.bat).post(f"{address}arrange/", {"do": f"match {place.pk}"})
    assert rendering(part, "problem", "en").made_from == rendering(part, "problem").head


@pytest.mark.parametrize("languages", [["mn", "en", "mn_mong"]])
def test_the_traditional_script_is_offered_and_never_asked_for(cast, languages):
    draft = begun(cast, languages=languages)
    part = a_section(draft, cast, in_two("Монгол.", "Mongolian."))
    place = rendering(part, "text", "mn_mong")
    typed(place, "ᠮᠣᠩᠭᠣᠯ᠃", by=cast.bat)
    page = signed_in(cast.bat).get(f"/en/workspace/plans/{draft.plan_id}/draft/{part.code}/").content.decode()
    assert 'lang="mn-Mong" class="vertical"' in page and "ᠮᠣᠩᠭᠣᠯ᠃" in page
    Rendering.objects.filter(pk=place.pk).update(text="")
    overview = signed_in(cast.bat).get(f"/en/workspace/plans/{draft.plan_id}/draft/").content.decode()
    assert "not translated" not in overview


def test_a_number_that_is_another_one_in_the_translation_is_pointed_out(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Нийт 13 санаачилга ирсэн.", "In all 9 proposals came."))
    address = f"/en/workspace/plans/{draft.plan_id}/draft/{part.code}/"
    page = signed_in(cast.bat).get(address).content.decode()
    assert '<q lang="mn">13</q>' in page and '<q lang="en">9</q>' in page
    typed(rendering(part, "text", "en"), "In all 13 proposals came.", by=cast.bat)
    assert "<q lang=" not in signed_in(cast.bat).get(address).content.decode()


def test_where_numbers_differ_is_counted_and_listed_for_the_whole_draft(cast):
    draft = begun(cast)
    part = a_section(
        draft, cast, in_two("Нийт 13 санаачилга.", "In all 9 proposals."), in_two("Таван зам.", "5 roads.")
    )
    other = a_section(draft, cast, in_two("2026 оны 3 сарын 4.", "4 May 2026."))
    base = f"/en/workspace/plans/{draft.plan_id}/draft/"
    listed = f"{base}languages/en/?show=differing"
    for browser in (signed_in(cast.bat), signed_in(cast.saraa)):
        browser.get("/en/workspace/")
        overview = browser.get(base).content.decode()
        assert "2 numbers and dates differ between the languages" in overview and overview.count("1 differs") == 2
        shown = browser.get(listed).content.decode()
        assert '<q lang="mn">13</q>' in shown and '<q lang="en">9</q>' in shown and "4 May 2026" in shown
        assert "Таван" not in shown
    assert "2 numbers and dates differ" in signed_in(cast.saraa).get(f"{base}freeze/").content.decode()
    typed(rendering(part, "text", "en"), "In all 13 proposals.", by=cast.bat)
    assert "1 number or date differs" in signed_in(cast.bat).get(base).content.decode()
    take_out(other, by=cast.saraa)
    assert "differ between" not in signed_in(cast.bat).get(base).content.decode()
    assert "as far as a program can tell" in signed_in(cast.bat).get(listed).content.decode()


def test_what_differs_is_counted_anew_where_a_passage_is_parted(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Нэг 13.\n\nХоёр 5.", "One 9.\n\nTwo 6."))
    first = part.passages.get(field="text")
    assert first.differs == 2
    split(first, by=cast.bat)
    assert list(part.passages.filter(field="text").order_by("place").values_list("differs", flat=True)) == [1, 1]


def test_a_list_leads_to_the_page_of_a_long_part_on_which_a_passage_stands(cast):
    draft = begun(cast)
    part = a_section(draft, cast, *(in_two(f"Мөр {number}.", f"Line {number}.") for number in range(151)))
    last = part.passages.filter(field="text").order_by("place").last()
    typed(rendering(part, "text", "mn", number=151), "Мөр 151, шинэ.", by=cast.bat)
    base = f"/en/workspace/plans/{draft.plan_id}/draft/"
    to = f"{base}{part.code}/?passage={last.code}"
    assert to in signed_in(cast.bat).get(f"{base}languages/en/").content.decode()
    assert signed_in(cast.bat).get(to)["Location"] == f"{base}{part.code}/?page=2#{last.code}"
    first = part.passages.get(field="title")
    assert signed_in(cast.bat).get(f"{base}{part.code}/?passage={first.code}")["Location"].endswith(f"/#{first.code}")


def test_a_term_of_the_glossary_that_is_called_otherwise_is_pointed_out(cast):
    draft = begun(cast)
    register(Term(plan=draft.plan, title=in_two("нэгдсэн портал", "single portal")), by=cast.saraa)
    part = a_section(draft, cast, in_two("Нэгдсэн порталыг нээв.", "The website was opened."))
    page = signed_in(cast.bat).get(f"/en/workspace/plans/{draft.plan_id}/draft/{part.code}/").content.decode()
    assert '<span class="quiet">not there</span>' in page and "Нэгдсэн портал" in page

"""Two languages beside each other: what is missing, what is behind and what changed since; the traditional script."""

import pytest

from tests.cast import in_two, signed_in
from tests.drafting.drafts import a_commitment, a_section, begun, rendering, typed
from tovchoo.drafting.models import Rendering, Term
from tovchoo.drafting.opened import opened
from tovchoo.drafting.questions import to_translate
from tovchoo.drafting.rules import match, register
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


def test_a_term_of_the_glossary_that_is_called_otherwise_is_pointed_out(cast):
    draft = begun(cast)
    register(Term(plan=draft.plan, title=in_two("нэгдсэн портал", "single portal")), by=cast.saraa)
    part = a_section(draft, cast, in_two("Нэгдсэн порталыг нээв.", "The website was opened."))
    page = signed_in(cast.bat).get(f"/en/workspace/plans/{draft.plan_id}/draft/{part.code}/").content.decode()
    assert '<span class="quiet">not there</span>' in page and "Нэгдсэн портал" in page

"""Several at one part: what is taken out or added meanwhile, which original a translator saw, what was official."""

import json

import pytest

from tests.cast import in_two, signed_in
from tests.drafting.drafts import a_commitment, a_section, begun, codes_of, rendering, texts_of, typed, with_a_milestone
from tests.drafting.test_languages import states
from tovchoo.drafting.forms import ChargeForm, CommitmentForm, PartForm
from tovchoo.drafting.models import Passage, Rendering, Revision, Term
from tovchoo.drafting.questions import texts_out
from tovchoo.drafting.rules import add_passage, close, declare, match, register, split, take_out
from tovchoo.kernel.languages import reading
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.policy import Refused


def path(part, rest=""):
    return f"/en/workspace/plans/{part.draft.plan_id}/draft/{part.code}/{rest}"


def sent(place, text, key="k", **more):
    return {"id": place.pk, "base": place.head, "key": key, "text": text} | more


def beat(account, part, *passages, knows=None, page=""):
    """What the script of the page sends, and what it hears."""
    told = {"passages": list(passages), "knows": knows or {}, "here": 0}
    answer = signed_in(account).post(path(part, f"keep/{page}"), json.dumps(told), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_what_is_written_in_a_paragraph_that_was_taken_out_is_kept_with_it_and_so_is_the_rest(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("нэг", "one"), in_two("хоёр", "two"))
    one, two = rendering(part, "text"), rendering(part, "text", number=2)
    take_out(one.passage, by=cast.saraa)
    told = beat(cast.bat, part, sent(one, "нэг!", "a"), sent(two, "хоёр!", "b"))
    assert [each["id"] for each in told["kept"]] == [one.pk, two.pk] and told["out"] == [one.pk]
    assert texts_of(part, "text") == ["хоёр!"] and [each.text for each in texts_out(draft)] == ["нэг!"]


def test_a_form_without_a_script_says_that_its_paragraph_is_out_and_keeps_what_it_brought(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("нэг", "one"))
    place = rendering(part, "text")
    take_out(place.passage, by=cast.saraa)
    form = {f"text-{place.pk}": "нэг!", f"base-{place.pk}": place.head, "sending": "x"}
    page = signed_in(cast.bat).post(path(part), form, follow=True).content.decode()
    assert "taken out of the draft meanwhile" in page and [each.text for each in texts_out(draft)] == ["нэг!"]


def test_a_window_hears_which_paragraphs_there_are(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("нэг", "one"))
    before = beat(cast.bat, part)["there"]
    made = add_passage(part, "text", Localized(), by=cast.tsetseg)
    new = set(beat(cast.bat, part)["there"]) - set(before)
    assert new == {Rendering.objects.get(passage=made, language="mn").pk}


def test_a_window_hears_only_of_texts_that_it_shows(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("нэг", "one"))
    place = rendering(part, "text")
    assert beat(cast.bat, part, knows={str(place.pk): 0})["heads"] == [{"id": place.pk, "number": 1, "text": "нэг"}]
    assert beat(cast.bat, part)["heads"] == []


@pytest.mark.parametrize(("where", "field"), [("part", "title"), ("milestone", "title"), ("milestone", "outputs")])
def test_a_title_and_a_text_of_a_milestone_are_one(cast, where, field):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    step = with_a_milestone(part, cast)
    passage = Passage.objects.get(part=part, milestone=step if where == "milestone" else None, field=field)
    typed(Rendering.objects.get(passage=passage, language="mn"), "нэг\n\nхоёр", by=cast.bat)
    assert "Make paragraphs of it" not in signed_in(cast.bat).get(path(part)).content.decode()
    with pytest.raises(Refused, match="stands alone"):
        split(passage, by=cast.bat)
    answer = signed_in(cast.bat).post(path(part, "arrange/"), {"do": f"split {passage.code}"})
    assert answer.status_code == 403
    assert signed_in(cast.bat).post(path(part, "arrange/"), {"do": "add title"}).status_code == 403


def test_a_milestone_that_was_taken_out_is_found_and_counted_nowhere(cast):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    step = with_a_milestone(part, cast)
    Rendering.objects.filter(passage__milestone=step, language="en").update(text="")
    overview, out = (f"/en/workspace/plans/{draft.plan_id}/draft/{each}" for each in ("", "out/"))
    client = signed_in(cast.bat)
    assert "2 passages are not translated" in client.get(overview).content.decode()
    take_out(step, by=cast.bat)
    assert "not translated" not in client.get(overview).content.decode()
    assert "Портал нээх" in client.get(out).content.decode()
    client.post(path(part, f"milestones/{step.code}/"), {"out": "1"})
    step.refresh_from_db()
    assert not step.is_out and "Портал нээх" not in client.get(out).content.decode()


# --- which original was seen ------------------------------------------------------------------------------------------


def test_a_first_translation_is_of_the_original_that_stood_beside_it(cast):
    draft = begun(cast)
    part = a_section(draft, cast, Localized({"mn": "Гурван амлалт."}))
    original, place = rendering(part, "text"), rendering(part, "text", "en")
    typed(original, "Есөн амлалт.", by=cast.bat)
    beat(cast.tsetseg, part, sent(place, "Three commitments."), knows={str(original.pk): 1, str(place.pk): 0})
    assert states(part)["en"] == "outdated"


def test_it_says_the_same_as_the_original_that_was_looked_at(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Гурван амлалт.", "Three commitments."))
    original, place = rendering(part, "text"), rendering(part, "text", "en")
    form = {"do": f"match {place.pk}", f"base-{original.pk}": 2, f"text-{original.pk}": "Гурван  амлалт."}
    typed(original, "Гурван  амлалт.", by=cast.bat)
    typed(rendering(part, "text"), "Есөн амлалт.", by=cast.bat)
    signed_in(cast.tsetseg).post(path(part, "arrange/"), form)
    assert states(part)["en"] == "outdated"
    signed_in(cast.tsetseg).post(path(part, "arrange/"), {"do": f"match {place.pk}", f"base-{original.pk}": 3})
    assert states(part)["en"] == "working"


def test_who_writes_both_at_once_saw_both(cast):
    draft = begun(cast)
    part = a_section(draft, cast, Localized({"mn": "Гурав."}))
    original, place = rendering(part, "text"), rendering(part, "text", "en")
    knows = {str(original.pk): original.head, str(place.pk): 0}
    beat(cast.bat, part, sent(original, "Ес.", "a"), sent(place, "Nine.", "b"), knows=knows)
    assert states(part)["en"] == "working"


def test_keepers_say_what_is_official_and_whoever_writes_in_it_makes_it_working_again(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Гурав.", "Three."))
    other = a_section(draft, cast, in_two("Дөрөв.", "Four."))
    with pytest.raises(Refused):
        declare(draft, "en", True, by=cast.bat)
    signed_in(cast.saraa).post(path(part, "arrange/"), {"do": "official en"})
    assert (states(part)["en"], states(other)["en"]) == ("official", "working")
    typed(rendering(part, "text"), "Гурав!", by=cast.bat)
    match(rendering(part, "text", "en"), by=cast.bat)
    assert states(part)["en"] == "official"
    typed(rendering(part, "text", "en"), "Three!", by=cast.bat)
    assert states(part)["en"] == "working"
    page = f"/en/workspace/plans/{draft.plan_id}/draft/languages/en/"
    said = signed_in(cast.saraa).post(page, {"do": "official"}, follow=True).content.decode()
    assert "3 texts are official now." in said and states(other)["en"] == "official"
    assert signed_in(cast.bat).post(page, {"do": "working"}).status_code == 403
    signed_in(cast.saraa).post(page, {})
    assert states(other)["en"] == "official"
    signed_in(cast.saraa).post(page, {"do": "working"})
    assert states(part)["en"] == states(other)["en"] == "working"


def test_what_is_behind_is_not_declared_official(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Гурав.", "Three."))
    typed(rendering(part, "text"), "Ес.", by=cast.bat)
    declare(draft, "en", True, by=cast.saraa)
    assert not rendering(part, "text", "en").is_official


def test_what_is_to_be_translated_waits_for_those_who_write(cast):
    draft = begun(cast)
    part = a_section(draft, cast, Localized({"mn": "Гурав."}), in_two("Дөрөв.", "Four."))
    typed(rendering(part, "text", number=2), "Дөрөв!", by=cast.bat)
    told = {who: signed_in(getattr(cast, who)).get("/en/workspace/").content.decode() for who in ("bat", "nomin")}
    assert "2 translations are missing or behind" in told["bat"] and "or behind" not in told["nomin"]
    close(draft, by=cast.saraa)
    assert "or behind" not in signed_in(cast.bat).get("/en/workspace/").content.decode()


# --- why, and back again ----------------------------------------------------------------------------------------------


def test_a_reason_stands_with_what_was_written(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Гурав.", "Three."))
    place, code = rendering(part, "text"), codes_of(part, "text")[0]
    form = {f"text-{place.pk}": "Ес.", f"base-{place.pk}": 1, f"why-{code}": "Decided on Monday", "do": f"why {code}"}
    signed_in(cast.bat).post(path(part, "arrange/"), form | {"sending": "s"})
    assert Revision.objects.get(rendering=place, number=2).reason == "Decided on Monday"
    only = {f"why-{code}": "No reason", "do": f"why {code}"}
    page = signed_in(cast.tsetseg).post(path(part, "arrange/"), only, follow=True).content.decode()
    assert "written nothing here yet" in page and Revision.objects.filter(reason="No reason").count() == 0


def test_an_earlier_text_is_put_back_as_a_new_one_with_its_reason(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Гурав.", "Three."))
    typed(rendering(part, "text"), "Ес.", by=cast.bat)
    page = path(part, f"passages/{codes_of(part, 'text')[0]}/?in=mn")
    assert "Put this text back" in signed_in(cast.tsetseg).get(page).content.decode()
    told = signed_in(cast.tsetseg).post(page, {"restore": "1", "reason": "It was right"}, follow=True)
    assert texts_of(part, "text") == ["Гурав."] and "It was right" in told.content.decode()
    assert Revision.objects.filter(rendering=rendering(part, "text")).count() == 3


# --- long and closed --------------------------------------------------------------------------------------------------


@pytest.fixture
def long(cast, monkeypatch):
    """A commitment on two pages of few passages each."""
    for place in ("tovchoo.drafting.opened.MOST", "tovchoo.drafting.desk.MOST"):
        monkeypatch.setattr(place, 4)
    part = a_commitment(begun(cast), cast, solution=in_two("Тоол.", "Count."))
    with_a_milestone(part, cast)
    return part


def test_what_stands_on_another_page_is_not_asked_for(cast, long):
    pages = [signed_in(cast.bat).get(path(long, f"?page={number}")).content.decode() for number in (1, 2, 3)]
    assert "nobody could verify" not in pages[0] and "No milestone yet" not in pages[0]
    assert "Milestone 1 lacks: lead." in pages[0] and "Nothing is written under “Solution”" not in pages[0]
    assert sum('id="field-problem"' in page for page in pages) == 1


def test_a_button_on_the_second_page_keeps_what_was_typed_there(cast, long):
    place = Rendering.objects.get(passage__part=long, passage__field="outputs", language="mn")
    page = signed_in(cast.bat).get(path(long, "?page=2")).content.decode()
    assert "arrange/?page=2" in page and "keep/?page=2" in page
    form = {f"text-{place.pk}": "Портал!", f"base-{place.pk}": place.head, "do": "nothing"}
    answer = signed_in(cast.bat).post(path(long, "arrange/?page=2"), form)
    place.refresh_from_db()
    assert (place.text, answer["Location"]) == ("Портал!", path(long, "?page=2"))


def test_a_closed_draft_is_read_whole_and_asked_for_nothing(cast):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    with_a_milestone(part, cast)
    close(draft, by=cast.saraa)
    page = signed_in(cast.bat).get(path(part)).content.decode()
    assert "asked for" not in page and "<textarea" not in page
    for words in ("Өгөгдөл хаалттай байна.", "Data is closed.", "Open a portal", "A portal", "Who wrote what"):
        assert words in page, words


def test_original_titles_in_a_page_of_another_language_say_so(cast):
    draft = begun(cast)
    part = a_section(draft, cast, Localized({"mn": "Гурав."}))
    title = '<span lang="mn">Удиртгал</span>'
    base, client = f"/en/workspace/plans/{draft.plan_id}/draft/", signed_in(cast.bat)
    assert title in client.get(path(part)).content.decode() and title in client.get(base).content.decode()
    assert 'lang="mn">Гурав.</a>' in client.get(f"{base}languages/en/").content.decode()


def test_a_term_that_is_named_in_one_language_only_is_not_on_every_page(cast):
    draft = begun(cast)
    register(Term(plan=draft.plan, title=Localized({"en": "open data"})), by=cast.saraa)
    part = a_section(draft, cast, in_two("Гурав.", "Three."))
    page = signed_in(cast.bat).get(path(part)).content.decode()
    assert '<b lang="en">open data</b>' not in page and "The whole glossary" in page


@pytest.mark.parametrize(("form", "field"), [(PartForm, "lead"), (CommitmentForm, "lead"), (ChargeForm, "person")])
def test_who_is_chosen_from_stands_in_the_order_of_the_readers_alphabet(cast, form, field):
    part = a_commitment(begun(cast), cast)
    for language in ("en", "mn"):
        with reading(language):
            made = form(part=part) if form is ChargeForm else form()
            shown = [each.sort_key[language] for each in made.fields[field].queryset]
        assert len(shown) > 2 and shown == sorted(shown)

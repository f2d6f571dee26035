"""A draft is begun and written: parts, passages with codes that stay, milestones; paragraphs moved, split, out."""

import json

import pytest

from tests.cast import in_two, signed_in
from tests.drafting.drafts import (
    a_commitment,
    a_plan,
    a_section,
    begun,
    codes_of,
    rendering,
    texts_of,
    typed,
    with_a_milestone,
)
from tovchoo.drafting.models import Draft, Passage, Revision
from tovchoo.drafting.opened import missing_of, opened
from tovchoo.drafting.rules import add_passage, begin, explain, move, put_back, set_facts, split, take_out
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.plans.models import Commitment


def path(part, rest=""):
    return f"/en/workspace/plans/{part.draft.plan_id}/draft/{part.code}/{rest}"


def test_the_secretariat_begins_it_and_anybody_of_the_group_writes(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Эхлэл.", "A beginning."))
    kept = typed(rendering(part, "text"), "Эхлэл боллоо.", by=cast.tsetseg)
    assert (kept.number, texts_of(part, "text")) == (2, ["Эхлэл боллоо."])
    assert typed(rendering(part, "text"), "Эхлэл боллоо. Бат.", by=cast.bat).number == 3


@pytest.mark.parametrize("who", ["nomin", "oyun", "dorj"])
def test_nobody_else_reads_or_writes_it(cast, who):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Эхлэл.", "A beginning."))
    stranger = getattr(cast, who)
    with pytest.raises(Refused):
        typed(rendering(part, "text"), "x", by=stranger)
    client = signed_in(stranger)
    for address in (path(part), path(part, "facts/"), f"/en/workspace/plans/{draft.plan_id}/draft/"):
        assert client.get(address).status_code == 403, address
    passage = codes_of(part, "text")[0]
    assert client.get(path(part, f"passages/{passage}/")).status_code == 403


def test_a_plan_without_a_working_group_has_no_draft(cast):
    plan = a_plan(cast, working_group=None)
    with pytest.raises(Refused, match="no working group yet"):
        begin(plan, "mn", by=cast.administrator)
    assert not Draft.objects.exists()


def test_the_public_hears_that_there_is_a_commitment_and_of_nothing_that_it_says(cast, client):
    draft = begun(cast)
    part = a_commitment(draft, cast, causes=in_two("Нууц үг.", "A canary word."))
    entry = Commitment.objects.get(plan=draft.plan)
    assert (entry.stage, entry.number, entry.causes) == ("drafted", 1, {})
    assert part.code == entry.pk
    page = client.get(f"/en/plans/{draft.plan_id}/commitments/1/").content.decode()
    assert "Open data" in page and "canary" not in page
    assert not [each for each in Entry.objects.all() if "canary" in json.dumps(each.facts or {})]


def test_a_code_goes_with_a_paragraph_wherever_it_is_moved(cast):
    draft = begun(cast)
    part = a_section(draft, cast, *(in_two(f"{n}-р", f"No. {n}") for n in range(1, 5)))
    one, two, three, four = codes_of(part, "text")
    last = Passage.objects.get(code=four)
    move(last, None, by=cast.bat)
    assert codes_of(part, "text") == [four, one, two, three]
    move(Passage.objects.get(code=one), Passage.objects.get(code=three), by=cast.bat)
    assert codes_of(part, "text") == [four, two, three, one]


def test_a_paragraph_is_put_between_two_however_often(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("эхний", "first"), in_two("сүүлийн", "last"))
    first = Passage.objects.get(code=codes_of(part, "text")[0])
    for number in range(25):
        add_passage(part, "text", in_two(f"{number}", f"{number}"), after=first, by=cast.bat)
    assert texts_of(part, "text") == ["эхний", *(str(24 - n) for n in range(25)), "сүүлийн"]


def test_empty_lines_make_paragraphs_and_the_first_keeps_its_code(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("нэг\n \t\nхоёр\n\nгурав", "one\n\ntwo\n\n \nthree"), in_two("дөрөв", "four"))
    code = codes_of(part, "text")[0]
    made = split(Passage.objects.select_related("part__draft").get(code=code), by=cast.bat)
    assert texts_of(part, "text") == ["нэг", "хоёр", "гурав", "дөрөв"]
    assert texts_of(part, "text", "en") == ["one", "two", "three", "four"]
    assert made[0].code == code and len({each.code for each in made}) == 3


def test_where_a_translation_has_other_paragraphs_it_stays_with_the_first(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("нэг\n\nхоёр", "one and two"))
    split(Passage.objects.select_related("part__draft").get(code=codes_of(part, "text")[0]), by=cast.bat)
    assert texts_of(part, "text") == ["нэг", "хоёр"]
    assert texts_of(part, "text", "en") == ["one and two", ""]


def test_what_is_taken_out_can_be_put_back(cast):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    passage = Passage.objects.get(code=codes_of(part, "problem")[0])
    take_out(passage, by=cast.tsetseg)
    assert texts_of(part, "problem") == []
    put_back(passage, by=cast.tsetseg)
    assert texts_of(part, "problem") == ["Өгөгдөл хаалттай байна."]
    take_out(part, reason="Nobody leads it", by=cast.saraa)
    assert Commitment.objects.get(pk=part.code).stage == "dropped"
    with pytest.raises(Refused, match="Put it back first"):
        typed(rendering(part, "problem"), "x", by=cast.tsetseg)
    put_back(part, reason="Somebody does", by=cast.saraa)
    assert Commitment.objects.get(pk=part.code).stage == "drafted"


def test_who_takes_a_part_out_reads_which(cast):
    draft = begun(cast)
    for part, words in (
        (a_commitment(draft, cast), "Нээлттэй өгөгдөл"),
        (a_section(draft, cast, in_two("нэг", "one")), "Удиртгал"),
    ):
        said = signed_in(cast.saraa).get(path(part, "take-out/")).content.decode()
        assert f"Take it out of the draft: {words}</h1>" in said


def test_a_commitment_says_what_is_asked_for_and_missing(cast):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    told = missing_of(opened(draft.plan_id, part.code))
    assert told[0] == "It has no lead." and "nobody could verify" in told[-1]
    step = with_a_milestone(part, cast, due=None)
    assert "Milestone 1 lacks: date, lead." in missing_of(opened(draft.plan_id, part.code))
    set_facts(step, {"due": PartialDate("2028")}, by=cast.bat)
    assert "Milestone 1 lacks: lead." in missing_of(opened(draft.plan_id, part.code))


def test_why_something_was_changed_waits_for_the_next_version(cast):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    passage = Passage.objects.get(code=codes_of(part, "problem")[0])
    made = explain(part, Localized({"en": "Shorter"}), passage=passage, source="meeting/one", by=cast.bat)
    assert (made.is_told, made.account) == (False, cast.bat)


def test_a_passage_tells_who_wrote_what_and_why(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Гурван амлалт", "Three commitments"))
    typed(rendering(part, "text"), "Есөн амлалт", by=cast.bat, reason="decided on Monday")
    page = signed_in(cast.tsetseg).get(path(part, f"passages/{codes_of(part, 'text')[0]}/")).content.decode()
    assert 'Гурван<span class="unseen">]</span></del>' in page and 'Есөн<span class="unseen">]</span></ins>' in page
    assert "decided on Monday" in page and "Bat" in page


# --- the page ---------------------------------------------------------------------------------------------------------


def test_a_page_of_the_draft_takes_few_questions(cast, django_assert_max_num_queries):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    for _each in range(5):
        with_a_milestone(part, cast)
    for who in (cast.saraa, cast.tsetseg):
        client = signed_in(who)
        client.get(path(part))
        for address in (path(part), f"/en/workspace/plans/{draft.plan_id}/draft/"):
            with django_assert_max_num_queries(7):
                assert client.get(address).status_code == 200


def test_what_was_typed_is_kept_without_a_script(cast):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    place = rendering(part, "problem")
    sent = {f"text-{place.pk}": "Өгөгдөл\r\nхаалттай.", f"base-{place.pk}": str(place.head), "sending": "once"}
    client = signed_in(cast.bat)
    assert client.post(path(part), sent).status_code == 302
    assert client.post(path(part), sent).status_code == 302
    assert texts_of(part, "problem") == ["Өгөгдөл\nхаалттай."]
    assert Revision.objects.filter(rendering=place).count() == 2


def test_the_script_keeps_and_hears_of_others(cast):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    place = rendering(part, "problem")
    body = {
        "passages": [{"id": place.pk, "base": place.head, "key": "a", "text": "Шинэ."}],
        "knows": {},
        "here": place.pk,
    }
    answers = [
        signed_in(who).post(path(part, "keep/"), json.dumps(body), content_type="application/json").json()
        for who in (cast.bat, cast.tsetseg)
    ]
    assert answers[0]["kept"] == [{"id": place.pk, "number": 2, "met": False}]
    assert answers[1]["others"] == [{"name": "Bat", "passage": place.pk}]


@pytest.mark.parametrize("body", ["", "[]", '{"passages": [{"id": 1}]}', '{"passages": 3}', "nothing"])
def test_what_is_no_message_is_answered_and_harms_nothing(cast, body):
    draft = begun(cast)
    part = a_commitment(draft, cast)
    answer = signed_in(cast.bat).post(path(part, "keep/"), body, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["reasons"]


def test_buttons_keep_what_was_typed_and_then_do_what_they_say(cast):
    draft = begun(cast)
    part = a_section(draft, cast, in_two("нэг", "one"), in_two("хоёр", "two"))
    one, two = codes_of(part, "text")
    client = signed_in(cast.bat)
    place = rendering(part, "text")
    typed_too = {f"text-{place.pk}": "нэг!", f"base-{place.pk}": str(place.head)}
    client.post(path(part, "arrange/"), {"do": f"down {one}", **typed_too})
    assert (codes_of(part, "text"), texts_of(part, "text")) == ([two, one], ["хоёр", "нэг!"])
    client.post(path(part, "arrange/"), {"do": f"below {two}"})
    assert len(codes_of(part, "text")) == 3
    client.post(path(part, "arrange/"), {"do": f"out {one}"})
    assert texts_of(part, "text") == ["хоёр", ""]
    out = client.get(f"/en/workspace/plans/{draft.plan_id}/draft/out/").content.decode()
    assert "нэг!" in out
    client.post(path(part, "arrange/"), {"do": f"back {one}"})
    assert "нэг!" in texts_of(part, "text")


def test_SEC_A3_a_passage_of_another_part_is_not_reached_through_this_one(cast):
    draft = begun(cast)
    part, other = a_section(draft, cast, in_two("нэг", "one")), a_section(draft, cast, in_two("хоёр", "two"))
    foreign = codes_of(other, "text")[0]
    client = signed_in(cast.bat)
    assert client.post(path(part, "arrange/"), {"do": f"out {foreign}"}).status_code == 404
    assert client.get(path(part, f"passages/{foreign}/")).status_code == 404
    place = rendering(other, "text")
    body = {"passages": [{"id": place.pk, "base": place.head, "key": "a", "text": "x"}], "knows": {}, "here": 0}
    answer = client.post(path(part, "keep/"), json.dumps(body), content_type="application/json")
    [refused] = answer.json()["refused"]
    assert (refused["id"], answer.json()["kept"], answer.json()["heads"]) == (place.pk, [], [])
    assert texts_of(other, "text") == ["хоёр"]

"""Writing minutes: kept as it is typed, by several hands at once, and nobody overwrites anybody."""

import json

import pytest

from tests.cast import signed_in
from tests.minutes.meetings import a_held_meeting, begun, passage, typed
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.minutes.models import Passage, Presence, Revision, Writing
from tovchoo.minutes.rules import begin


def at(writing, tail="") -> str:
    return f"/en/workspace/meetings/{writing.meeting_id}/minutes/{tail}"


def beat(account, writing, *passages, knows=None, here=0, status=200) -> dict:
    """What the script of the page sends, and what it hears."""
    told = {"passages": list(passages), "knows": knows or {}, "here": here}
    answer = signed_in(account).post(at(writing, "keep/"), json.dumps(told), content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def sent(place, text, base=0, key="k1") -> dict:
    return {"id": place.pk, "text": text, "base": base, "key": key}


@pytest.fixture
def writing(cast):
    return begun(cast)


def test_begun_there_is_a_passage_for_every_item_in_every_language(cast, writing):
    assert writing.passages.count() == 3 * 2
    assert begin(writing.meeting, "en", by=cast.saraa).language == "mn"  # who presses second finds what the first began
    assert Writing.objects.count() == 1 and not Entry.objects.filter(verb__startswith="minutes").exists()


def test_only_of_a_meeting_that_was_held_and_by_those_who_prepare_it(cast):
    entry = a_held_meeting(cast)
    with pytest.raises(Refused, match="Only for"):
        begin(entry, "mn", by=cast.bat)
    entry.stage = "called"
    with pytest.raises(Refused, match="not been held"):
        begin(entry, "mn", by=cast.saraa)


def test_the_page_shows_the_agenda_and_a_box_for_each_text(cast, writing):
    page = signed_in(cast.saraa).get(at(writing)).content.decode()
    assert page.count("<textarea") == 6 and "As sent around" in page and "A secret" in page
    assert signed_in(cast.bat).get(at(writing)).status_code == 403


def test_what_is_typed_is_kept_exactly_as_it_was_sent(cast, writing):
    place = passage(writing, "mn")
    told = beat(cast.saraa, writing, sent(place, "Хурал  эхлэв.\n "))
    assert told["kept"] == [{"id": place.pk, "number": 1, "met": False}]
    assert Passage.objects.get(pk=place.pk).text == "Хурал  эхлэв.\n "


def test_the_same_sending_twice_is_one(cast, writing):
    """The answer was lost with the line."""
    place = passage(writing, "mn")
    for _time in range(2):
        assert beat(cast.saraa, writing, sent(place, "Нэг"))["kept"][0]["number"] == 1
    assert Revision.objects.count() == 1


def test_SEC_Q4_two_who_write_on_the_same_text_are_merged_and_nothing_is_overwritten(cast, writing):
    place = passage(writing, "en")
    typed(place, "The chair opened the meeting.", by=cast.saraa)
    typed(place, "The chair, Dorj, opened the meeting.", on=1, by=cast.saraa)
    told = beat(cast.administrator, writing, sent(place, "The chair opened the meeting. It rained.", base=1, key="a"))
    [head] = [each for each in told["heads"] if each["id"] == place.pk]
    assert head["text"] == "The chair, Dorj, opened the meeting. It rained." and told["kept"][0]["number"] == 3
    merge = place.revisions.get(number=head["number"])
    assert (merge.base, merge.other, merge.met) == (3, 2, False)
    assert place.revisions.get(number=3).text == "The chair opened the meeting. It rained."


def test_who_met_at_the_same_words_is_told_and_both_stand(cast, writing):
    place = passage(writing, "en")
    typed(place, "yes", by=cast.saraa)
    told = beat(cast.administrator, writing, sent(place, "no", base=0, key="b"))
    assert told["kept"][0]["met"] and Passage.objects.get(pk=place.pk).text == "yes no"


def test_two_are_told_of_each_other_and_of_the_passage(cast, writing, later):
    place = passage(writing, "en")
    beat(cast.administrator, writing, here=place.pk)
    assert beat(cast.saraa, writing)["others"] == [{"name": "Administrator", "passage": place.pk}]
    assert beat(cast.administrator, writing)["others"] == [{"name": "Saraa", "passage": None}]
    assert "Administrator: writing here too" not in signed_in(cast.administrator).get(at(writing)).content.decode()
    later(seconds=16)
    assert beat(cast.saraa, writing)["others"] == [] and Presence.objects.count() == 2


def test_what_others_wrote_comes_with_the_next_beat(cast, writing):
    place = passage(writing, "en")
    typed(place, "Hello", by=cast.saraa)
    heads = beat(cast.administrator, writing, knows={str(each.pk): 0 for each in writing.passages.all()})["heads"]
    assert heads == [{"id": place.pk, "number": 1, "text": "Hello"}]


def test_without_a_script_the_form_merges_too_and_says_so(cast, writing):
    place, browser = passage(writing, "en"), signed_in(cast.saraa)
    form = {f"text-{place.pk}": "One\r\ntwo", f"base-{place.pk}": 0, "sending": "s1"}
    typed(place, "Three", by=cast.administrator)
    page = browser.post(at(writing), form, follow=True).content.decode()
    assert "both texts stand together now" in page and Passage.objects.get(pk=place.pk).text == "Three One\ntwo"
    again = {f"text-{place.pk}": "Three One\ntwo", f"base-{place.pk}": 3, "sending": "s2"}
    assert "together now" not in browser.post(at(writing), again, follow=True).content.decode()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"passages": [{"id": "x", "text": ""}]}',
                                  b'{"passages": 5}', b'{"knows": 5}', b'"x"'])  # fmt: skip
def test_what_is_not_understood_is_refused_and_nothing_breaks(cast, writing, body):
    answer = signed_in(cast.saraa).post(at(writing, "keep/"), body, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["reasons"]


def test_a_form_where_json_is_awaited_is_refused_and_nothing_breaks(cast, writing):
    assert signed_in(cast.saraa).post(at(writing, "keep/"), {"text": "x"}).status_code == 400


def test_signs_that_no_database_holds_do_not_break_it(cast, writing):
    place = passage(writing, "en")
    beat(cast.saraa, writing, sent(place, "a\x00b\r\nc\ud800d"))
    assert Passage.objects.get(pk=place.pk).text == "ab\ncd"


def test_members_and_strangers_write_nothing_and_read_nothing(cast, writing):
    assert beat(cast.bat, writing, status=403)["reasons"]
    assert signed_in(cast.bat).get(at(writing, "history/")).status_code == 403
    assert signed_in(cast.bat).get(at(writing, "read/")).status_code == 403


def test_the_secretary_of_the_forum_writes_those_of_her_forum_only(cast):
    own, other = begun(cast, forum=cast.other_group), begun(cast)
    assert beat(cast.oyun, own)["kept"] == [] and beat(cast.oyun, other, status=403)["reasons"]


def test_who_wrote_what_is_told_a_passage_at_a_time(cast, writing):
    place = passage(writing, "en")
    typed(place, "yes", by=cast.saraa)
    typed(place, "no", on=0, by=cast.administrator)
    page = signed_in(cast.saraa).get(f"{at(writing, 'history/')}?passage={place.pk}").content.decode()
    assert "put together from 2 and 1" in page and "Administrator" in page and "at the same place" in page

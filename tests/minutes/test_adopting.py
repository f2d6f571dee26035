"""From the members' desk into the record: corrected, adopted, frozen; what is closed stays closed."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import signed_in
from tests.minutes.meetings import begun, circulated, passage, typed
from tovchoo.kernel import clock
from tovchoo.kernel.localized import State
from tovchoo.kernel.moments import in_words
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.mail.models import Letter
from tovchoo.minutes.models import Minutes, MinutesPart, hash_of
from tovchoo.minutes.rules import (
    adopt,
    adopt_in_part,
    answer_correction,
    circulate,
    keep,
    move_end,
    propose_correction,
)
from tovchoo.people.rules import correct


def test_sent_around_every_member_gets_a_letter_without_a_word_of_them(cast):
    circulated(cast)
    letters = Letter.objects.filter(kind="minutes")
    assert {each.to for each in letters} == {"bat@example.org", "tsetseg@example.org"}
    assert all("/minutes/read/" in each.text and "herons" not in each.text + each.html for each in letters)


def test_the_ledger_says_until_when_and_nothing_else(cast, page):
    writing = circulated(cast)
    [entry] = Entry.objects.filter(verb__startswith="minutes")
    assert set(entry.facts) == {"corrections_until"} and entry.subject == writing.meeting.public_id
    assert "herons" not in page(writing.meeting.get_absolute_url()) + str(list(Entry.objects.values()))


def test_empty_minutes_are_not_sent_around(cast, later):
    with pytest.raises(Refused, match="Nothing is written"):
        circulate(begun(cast), clock.now(), by=cast.saraa)


def test_less_time_than_the_forum_gives_needs_a_reason_in_public(cast, page):
    correct(cast.group, {"correction_days": 10}, reason="its rules", by=cast.saraa)
    cast.group.refresh_from_db()
    with pytest.raises(Refused, match="10 days"):
        circulated(cast, days=3)
    assert circulated(cast, days=10).stage == "circulated"


def test_a_mistyped_year_is_mended_and_members_are_told(cast, later):
    writing = circulated(cast, days=370)
    with pytest.raises(Refused, match="have more time"):
        move_end(writing, clock.now() + timedelta(days=5), by=cast.saraa)
    assert move_end(writing, clock.now() + timedelta(days=5), reason="the year was mistyped", by=cast.saraa) == 2
    letter = Letter.objects.get(kind="minutes_end", to="bat@example.org")
    assert in_words(writing.corrections_until) in letter.text and "herons" not in letter.text + letter.html
    entry = Entry.objects.get(verb="minutes.end_of_corrections_moved")
    assert entry.facts["reason"] == "the year was mistyped" and entry.facts["from"]
    later(days=6)
    adopt(writing, by=cast.saraa)
    with pytest.raises(Refused, match="Only while"):
        move_end(writing, clock.now() + timedelta(days=1), by=cast.saraa)


def test_later_they_end_freely_also_when_their_time_is_over(cast, later):
    writing = circulated(cast)
    later(days=6)
    with pytest.raises(Refused, match="in the future"):
        move_end(writing, clock.now(), by=cast.saraa)
    assert move_end(writing, clock.now() + timedelta(days=3), by=cast.saraa) == 2
    assert propose_correction(writing, "x", by=cast.bat).number == 1


def test_earlier_than_the_rule_of_the_forum_is_said_to_break_it(cast, page):
    correct(cast.group, {"correction_days": 10}, reason="its rules", by=cast.saraa)
    writing = circulated(cast, days=20)
    with pytest.raises(Refused, match="10 days"):
        move_end(writing, clock.now() + timedelta(days=3), by=cast.saraa)
    move_end(writing, clock.now() + timedelta(days=3), reason="the MSF sits on Friday", by=cast.saraa)
    assert Entry.objects.get(verb="minutes.end_of_corrections_moved").facts["rule"] == "correction_days"
    assert "the MSF sits on Friday" in page(f"/en/history/meeting/{writing.meeting_id}/")


def test_the_end_is_moved_in_the_browser_by_those_who_write(cast):
    writing = circulated(cast)
    at = f"/en/workspace/meetings/{writing.meeting_id}/minutes/"
    saraa = signed_in(cast.saraa)
    assert f"{at}end/" in saraa.get(at).content.decode()
    until = {days: {"until": f"{clock.today() + timedelta(days=days)}T18:00"} for days in (-1, 1, 9)}
    assert saraa.post(f"{at}end/", until[-1]).status_code == 422
    assert "have more time" in saraa.post(f"{at}end/", until[1]).content.decode()
    assert "2 letters are on their way." in saraa.post(f"{at}end/", until[9], follow=True).content.decode()
    for who in (cast.bat, cast.oyun, cast.nomin):
        assert signed_in(who).get(f"{at}end/").status_code == 403


def test_members_read_and_correct_and_see_the_answers(cast):
    writing = circulated(cast)
    at = f"/en/workspace/meetings/{writing.meeting_id}/minutes/"
    bat, saraa = signed_in(cast.bat), signed_in(cast.saraa)
    page = bat.get(f"{at}read/").content.decode()
    assert "The herons were counted." in page and "counted. Closed." in page
    assert bat.post(f"{at}read/", {"text": ""}).status_code == 422
    bat.post(f"{at}read/", {"text": "It was read, not discussed."})
    assert "It was read, not discussed." in saraa.get(at).content.decode()
    assert "1 correction to answer" in saraa.get("/en/workspace/").content.decode()
    assert saraa.post(f"{at}corrections/1/", {"answer": "not_taken_over"}).status_code == 422
    saraa.post(f"{at}corrections/1/", {"answer": "not_taken_over", "reason": "The recording says otherwise."})
    assert "The recording says otherwise." in signed_in(cast.tsetseg).get(f"{at}read/").content.decode()


@pytest.mark.parametrize("who", ["nomin", "dorj", "oyun"])
def test_who_does_not_sit_there_neither_reads_nor_corrects(cast, who):
    writing = circulated(cast)
    at = f"/en/workspace/meetings/{writing.meeting_id}/minutes/read/"
    assert signed_in(getattr(cast, who)).get(at).status_code == 403
    with pytest.raises(Refused, match="Only for"):
        propose_correction(writing, "x", by=getattr(cast, who))


def test_after_its_time_nobody_corrects_any_more(cast, later):
    writing = circulated(cast)
    later(days=6)
    with pytest.raises(Refused, match="is over"):
        propose_correction(writing, "x", by=cast.bat)


def test_they_are_adopted_when_the_time_is_over_and_all_is_answered_and_whole(cast, later):
    writing = circulated(cast)
    correction = propose_correction(writing, "x", by=cast.bat)
    with pytest.raises(Refused, match="not over yet"):
        adopt(writing, by=cast.saraa)
    later(days=6)
    with pytest.raises(Refused, match="waits for its answer"):
        adopt(writing, by=cast.saraa)
    answer_correction(correction, "taken_over", by=cast.saraa)
    typed(passage(writing, "en"), " ", by=cast.saraa)
    with pytest.raises(Refused, match="A text is missing"):
        adopt(writing, by=cast.saraa)
    adopt_in_part(writing, reason="the translator is ill", by=cast.saraa)
    assert Entry.objects.get(verb="minutes.adopted").facts["reason"] == "the translator is ill"


@pytest.fixture
def adopted(cast, later):
    writing = circulated(cast)
    later(days=6)
    adopt(writing, by=cast.saraa)
    later(days=6)
    return writing


def test_adopted_they_are_public_and_what_is_closed_is_not(cast, adopted, page):
    meeting = page(adopted.meeting.get_absolute_url())
    assert f"/en/meetings/{adopted.meeting_id}/minutes/" in meeting and "Minutes, adopted on" in meeting
    told = page(f"/en/meetings/{adopted.meeting_id}/minutes/")
    assert "The herons were counted." in told and "Closed." not in told and "In private" in told
    assert Minutes.objects.get().sha256 in told and "working translation" in told
    assert "Closed." not in str(list(Entry.objects.values()) + list(MinutesPart.objects.values()))


def test_the_hash_is_of_what_was_adopted(adopted):
    minutes = Minutes.objects.get()
    parts = list(minutes.parts.order_by("number"))
    assert hash_of(parts) == minutes.sha256
    parts[0].text["en"] = "Other words."
    assert hash_of(parts) != minutes.sha256


def test_the_other_languages_are_working_translations_of_the_original(adopted):
    text = MinutesPart.objects.get().text
    assert text.original == "mn" and text.translation("en").state == State.WORKING
    assert text.translation("mn").state == State.OFFICIAL


def test_nobody_changes_a_word_any_more(cast, adopted):
    place = passage(adopted, "en")
    for who in (cast.saraa, cast.administrator):
        with pytest.raises(Refused, match="Only while"):
            keep(place, "other", base=place.head, key="x", by=who)
    with pytest.raises(Refused):
        adopt(adopted, by=cast.saraa)
    answer = signed_in(cast.saraa).get(f"/en/workspace/meetings/{adopted.meeting_id}/minutes/")
    assert "<textarea" not in answer.content.decode()


def test_members_still_read_what_is_closed(cast, adopted):
    at = f"/en/workspace/meetings/{adopted.meeting_id}/minutes/read/"
    assert "counted. Closed." in signed_in(cast.bat).get(at).content.decode()


def test_before_they_are_adopted_there_is_no_public_page(cast):
    writing = circulated(cast)
    assert Client().get(f"/en/meetings/{writing.meeting_id}/minutes/").status_code == 404


def test_a_sign_that_deceives_keeps_them_from_the_members(cast):
    writing = begun(cast)
    typed(passage(writing, "en"), "paid \u202e0001", by=cast.saraa)
    with pytest.raises(Refused, match="turns the direction"):
        circulate(writing, clock.now(), by=cast.saraa)


def test_what_comes_next_waits_for_those_who_write_and_for_members(cast, later):
    writing = begun(cast)

    def first(who) -> str:
        return signed_in(who).get("/en/workspace/").content.decode()

    assert "The minutes are not adopted yet." in first(cast.saraa) and "minutes" not in first(cast.bat)
    typed(passage(writing, "mn"), "Үг", by=cast.saraa)
    circulate(writing, clock.now() + timedelta(days=2), by=cast.saraa)
    assert "with the members for correction" in first(cast.bat) and "Adopt the minutes" not in first(cast.saraa)
    later(days=3)
    assert "Adopt the minutes" in first(cast.saraa) and "with the members" not in first(cast.bat)

"""Deciding an amendment: what is accepted is in the draft, nothing that others wrote is lost, all is told."""

from __future__ import annotations

import pytest

from tests.amendments.versions import (
    FIRST,
    SECOND,
    a_draft,
    a_published_draft,
    a_version,
    again,
    proposed,
    rendering,
    typed,
)
from tests.cast import in_two
from tovchoo.amendments.rules import accept, decline, edit, overtake, take_up
from tovchoo.drafting.models import Because, Passage, Rendering, Revision
from tovchoo.drafting.rules import take_out
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry

NINE = "The Practice Ministry opens nine data sets."
WHY = in_two("Зөв", "It is right")


def test_as_it_is_it_goes_into_the_draft_with_its_reason(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.tsetseg)
    accept(made, reason=WHY, meeting_id="meeting/x", by=cast.saraa)
    told = again(made)
    assert (told.stage, told.final, told.meeting, told.decision_reason) == ("accepted", NINE, "meeting/x", WHY)
    assert rendering(made).text == NINE
    because = Because.objects.get(source="amendment/nap9-1")
    assert because.reason == WHY and because.passage.code == made.passage
    assert Entry.objects.filter(verb="amendment.accepted", subject="amendment/nap9-1").count() == 1


def test_its_translation_is_left_behind_and_shown_so(cast, begin_with):
    made = proposed(
        begin_with(a_published_draft), "Дадлагын яам есөн мэдээллийн сан нээнэ.", language="mn", by=cast.bat
    )
    accept(made, by=cast.saraa)
    english = Rendering.objects.get(passage__code=made.passage, language="en")
    assert english.made_from < rendering(made).head and english.text == FIRST["en"]


def test_beside_what_others_wrote_meanwhile(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.tsetseg)
    typed(made, f"{FIRST['en']} Each has a steward.", by=cast.bat)
    accept(made, by=cast.saraa)
    assert rendering(made).text == f"{NINE} Each has a steward."


def test_beside_it_also_where_the_draft_never_said_the_very_same(cast, begin_with):
    draft = begin_with(a_draft)
    version = a_version(cast, draft)
    made = proposed(version, NINE, by=cast.tsetseg)
    Revision.objects.filter(rendering=rendering(made)).update(text="as somebody typed it")
    accept(made, by=cast.saraa)
    assert rendering(made).text == NINE


def test_on_the_same_words_somebody_has_to_say_how_it_reads(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.tsetseg)
    typed(made, "The Practice Ministry opens fifteen data sets.", by=cast.bat)
    with pytest.raises(Refused, match="same words"):
        accept(made, by=cast.saraa)
    with pytest.raises(Refused, match="say how the passage reads"):
        edit(again(made), "The Practice Ministry opens ten data sets.", by=cast.saraa)
    head = rendering(made).head
    edit(again(made), "The Practice Ministry opens ten data sets.", in_draft="It opens ten, later fifteen.", base=head,
         by=cast.saraa)  # fmt: skip
    assert rendering(made).text == "It opens ten, later fifteen."
    assert again(made).final == "The Practice Ministry opens ten data sets." and again(made).stage == "edited"


def test_in_other_words(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.tsetseg)
    typed(made, f"{FIRST['en']} Each has a steward.", by=cast.bat)
    edit(made, "The Practice Ministry opens ten data sets.", by=cast.saraa)
    assert rendering(made).text == "The Practice Ministry opens ten data sets. Each has a steward."
    with pytest.raises(Refused, match="Only while"):
        edit(again(made), "Anew.", by=cast.saraa)


def test_left_out_it_is_out_of_the_draft_and_one_more_stands_behind(cast, begin_with):
    version = begin_with(a_published_draft)
    out = proposed(version, by=cast.bat)
    added = proposed(version, "They answer within ten days.", kind="add", text=SECOND, by=cast.bat)
    accept(out, by=cast.saraa)
    accept(added, by=cast.saraa)
    assert Passage.objects.get(code=out.passage).is_out
    place = Passage.objects.get(code=added.passage)
    new = Passage.objects.filter(part=place.part, field="text", place__gt=place.place).get()
    assert {each.language: each.text for each in new.renderings.all()} == {
        "mn": "",
        "en": "They answer within ten days.",
    }
    assert Because.objects.get(source="amendment/nap9-2").passage == new
    assert str(Because.objects.get(source="amendment/nap9-1").reason["en"]) == "Amendment 1"


def test_what_is_out_of_the_draft_was_overtaken(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.bat)
    take_out(Passage.objects.get(code=made.passage), by=cast.saraa)
    with pytest.raises(Refused, match="not in the draft any more"):
        accept(made, by=cast.saraa)
    overtake(again(made), reason=in_two("Гарсан", "It is out"), by=cast.saraa)
    assert again(made).stage == "overtaken"


def test_declined_with_a_reason_and_taken_up_again_until_the_next_version(cast, begin_with):
    draft = begin_with(a_draft)
    made = proposed(a_version(cast, draft), NINE, by=cast.bat)
    with pytest.raises(Refused, match="with a reason"):
        decline(made, reason=in_two("", ""), by=cast.saraa)
    decline(again(made), reason=WHY, by=cast.saraa)
    take_up(again(made), reason="Asked again", by=cast.saraa)
    told = again(made)
    assert told.stage == "proposed" and not told.decision_reason and told.decided_on is None
    decline(told, reason=WHY, by=cast.saraa)
    a_version(cast, draft, 2)
    with pytest.raises(Refused, match="newer version"):
        take_up(again(made), reason="Once more", by=cast.saraa)
    assert rendering(made).text == FIRST["en"]


def test_what_was_accepted_is_not_taken_back(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.bat)
    accept(made, by=cast.saraa)
    with pytest.raises(Refused, match="Only while"):
        take_up(again(made), reason="No", by=cast.saraa)


def test_overtaken_by_another_on_the_same_passage(cast, begin_with):
    version = begin_with(a_published_draft)
    one, other = proposed(version, NINE, by=cast.bat), proposed(version, by=cast.tsetseg)
    far = proposed(version, "In writing, citizens say what they think.", text=SECOND, by=cast.bat)
    with pytest.raises(Refused, match="not about this passage"):
        overtake(other, far, by=cast.saraa)
    with pytest.raises(Refused, match="what overtook it"):
        overtake(again(other), by=cast.saraa)
    overtake(again(other), one, by=cast.saraa)
    assert again(other).overtaken_by == one


@pytest.mark.parametrize("name", ["bat", "tsetseg", "dorj", "nomin", "oyun"])
def test_SEC_A1_nobody_but_its_secretaries_decides(cast, begin_with, name):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.tsetseg)
    entries = Entry.objects.count()
    for act in (lambda by: accept(made, by=by), lambda by: edit(made, "x", by=by),
                lambda by: decline(made, reason=WHY, by=by), lambda by: overtake(made, reason=WHY, by=by)):  # fmt: skip
        with pytest.raises(Refused, match="Only for"):
            act(getattr(cast, name))
    assert again(made).stage == "proposed" and Entry.objects.count() == entries
    assert rendering(made).head == 1


def test_SEC_P2_a_second_acceptance_is_refused(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.tsetseg)
    stale = again(made)
    accept(made, by=cast.saraa)
    with pytest.raises(Refused, match="Only while"):
        accept(stale, by=cast.administrator)
    assert Because.objects.count() == 1 and rendering(made).head == 2


def test_two_on_one_passage_that_go_together(cast, begin_with):
    version = begin_with(a_published_draft)
    one = proposed(version, NINE, by=cast.bat)
    other = proposed(version, "The Practice Office opens thirteen data sets.", by=cast.tsetseg)
    accept(one, by=cast.saraa)
    accept(other, by=cast.saraa)
    assert rendering(one).text == "The Practice Office opens nine data sets."

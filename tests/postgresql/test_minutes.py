"""Minutes at the same moment: several write one passage, one adopts while another writes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.cast import build_cast
from tests.minutes.meetings import begun, circulated, passage
from tests.postgresql.test_races import at_once, browser
from tovchoo.kernel import clock
from tovchoo.minutes.models import Minutes, MinutesPart, Passage, Revision, Writing
from tovchoo.minutes.rules import propose_correction

pytestmark = pytest.mark.django_db(transaction=True)
HANDS, TIMES = 6, 5


def test_SEC_Q4_however_many_write_one_passage_at_once_every_word_is_there_and_every_merge_explained():
    cast = build_cast()
    writing = begun(cast)
    place = passage(writing, "en")
    clients = [browser(cast.saraa if n % 2 else cast.administrator) for n in range(HANDS)]
    at = f"/en/workspace/meetings/{writing.meeting_id}/minutes/keep/"

    def write(which: int) -> int:
        text, base, statuses = "", 0, set()
        for time in range(TIMES):
            text = f"{text} word-{which}-{time}".strip()
            sent = {"id": place.pk, "base": base, "text": text, "key": f"{which}-{time}"}
            answer = clients[which].post(at, json.dumps({"passages": [sent]}), content_type="application/json")
            base = answer.json()["kept"][0]["number"]
            statuses.add(answer.status_code)
        return max(statuses)

    assert at_once(HANDS, write) == [200] * HANDS
    head = Passage.objects.get(pk=place.pk)
    assert all(f"word-{which}-{time}" in head.text for which in range(HANDS) for time in range(TIMES))
    rows = {each.number: each for each in place.revisions.all()}
    assert sorted(rows) == list(range(1, head.head + 1))
    assert sum(not each.is_merge for each in rows.values()) == HANDS * TIMES
    for each in rows.values():
        if each.is_merge:
            assert not rows[each.base].is_merge and each.other in rows and each.key is None


def test_a_sending_that_arrives_many_times_at_once_is_one_revision():
    cast = build_cast()
    writing = begun(cast)
    place = passage(writing, "en")
    clients = [browser(cast.saraa) for _each in range(5)]
    told = json.dumps({"passages": [{"id": place.pk, "base": 0, "text": "once", "key": "k"}]})
    at = f"/en/workspace/meetings/{writing.meeting_id}/minutes/keep/"
    send = lambda n: clients[n].post(at, told, content_type="application/json").status_code  # noqa: E731
    assert at_once(5, send) == [200] * 5 and Revision.objects.count() == 1


def test_adopted_while_others_write_the_public_text_is_the_last_that_was_kept():
    cast = build_cast()
    writing = circulated(cast)
    Writing.objects.filter(pk=writing.pk).update(corrections_until=clock.now() - timedelta(minutes=1))
    place = passage(writing, "en")
    clients = [browser(cast.saraa) for _each in range(6)]
    at = f"/en/workspace/meetings/{writing.meeting_id}/minutes/"

    def act(which: int) -> int:
        if which == 0:
            return clients[0].post(f"{at}adopt/").status_code
        sent = {"id": place.pk, "base": place.head, "text": f"{place.text} more-{which}", "key": f"{which}"}
        told = json.dumps({"passages": [sent]})
        return clients[which].post(f"{at}keep/", told, content_type="application/json").status_code

    answers = at_once(6, act)
    assert answers.count(302) == 1 and set(answers) <= {200, 302, 403}
    assert Minutes.objects.count() == 1
    assert MinutesPart.objects.get().text["en"] == Passage.objects.get(pk=place.pk).text.strip()


def test_corrections_proposed_at_once_are_numbered_one_after_another():
    cast = build_cast()
    writing = circulated(cast)
    assert at_once(6, lambda n: propose_correction(writing, f"c{n}", by=cast.bat).number) == [1, 2, 3, 4, 5, 6]

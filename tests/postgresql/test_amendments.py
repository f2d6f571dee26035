"""Amendments at the same moment: two accept one, several propose, somebody writes while another accepts."""

from __future__ import annotations

import pytest

from tests.amendments.versions import FIRST, a_published_draft, again, passage_of, proposed, rendering
from tests.cast import build_cast
from tests.postgresql.test_races import at_once, browser
from tovchoo.amendments.models import Amendment, Backing
from tovchoo.drafting.models import Because
from tovchoo.drafting.rules import keep
from tovchoo.kernel.policy import Refused

pytestmark = pytest.mark.django_db(transaction=True)
NINE = "The Practice Ministry opens nine data sets."
DESK = "/en/workspace/plans/nap9/amendments/"


def test_two_accept_the_same_at_once_and_it_is_accepted_once():
    cast = build_cast()
    made = proposed(a_published_draft(cast), NINE, by=cast.bat)
    clients = [browser(each) for each in (cast.saraa, cast.administrator) * 2]
    answers = at_once(4, lambda which: clients[which].post(f"{DESK}1/accept/").status_code)
    assert answers == [302, 403, 403, 403]
    assert again(made).stage == "accepted" and rendering(made).text == NINE
    assert Because.objects.count() == 1 and rendering(made).head == 2


def test_of_one_who_accepts_and_one_who_declines_one_decides():
    cast = build_cast()
    made = proposed(a_published_draft(cast), NINE, by=cast.bat)
    clients = [browser(cast.saraa), browser(cast.administrator)]

    def press(which: int) -> int:
        if which:
            return clients[1].post(f"{DESK}1/accept/").status_code
        return clients[0].post(f"{DESK}1/", {"decision": "declined", "reason_en": "No"}).status_code

    answers = at_once(2, press)
    assert answers.count(302) == 1
    is_in = rendering(made).text == NINE
    assert (again(made).stage == "accepted") is is_in and Because.objects.count() == int(is_in)


def test_numbers_follow_one_another_and_support_is_once_however_many_press():
    cast = build_cast()
    version = a_published_draft(cast)
    at = f"{DESK}new/?version=1&passage={passage_of(version.plan)}&language=en"
    clients = [browser(each) for each in (cast.bat, cast.tsetseg, cast.dorj) * 2]
    send = lambda n: clients[n].post(at, {"kind": "word", "after": f"{NINE} {n}."}).status_code  # noqa: E731
    assert at_once(6, send) == [302] * 6
    assert sorted(Amendment.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    backers = [browser(cast.bat) for _each in range(4)]
    at_once(4, lambda n: backers[n].post(f"{DESK}1/back/").status_code)
    assert Backing.objects.count() == 1


def test_what_somebody_types_while_another_accepts_stands_beside_it():
    cast = build_cast()
    made = proposed(a_published_draft(cast), NINE, by=cast.tsetseg)
    client = browser(cast.saraa)

    def press(which: int) -> int:
        if which:
            return client.post(f"{DESK}1/accept/").status_code
        text = f"{FIRST['en']} Each has a steward."
        try:
            keep(rendering(made), text, base=1, key="at-once", by=cast.bat)
        except Refused:
            return 403
        return 302

    assert at_once(2, press) == [302, 302]
    assert rendering(made).text == f"{NINE} Each has a steward."

"""Whoever may do something in one group does not do it in another: accept, refuse, close, adopt, take down.

The group has a motion open for votes and minutes with a correction; those who try are secretary of another group, a
member of the group itself without that part in it, and a citizen.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cast import a_member, in_two, signed_in
from tests.decisions.motions import a_motion, an_open_motion, option_of
from tests.matrix.test_matrix import answer
from tests.minutes.meetings import circulated
from tovchoo.accounts.models import Account
from tovchoo.decisions.models import Ballot, Motion, Vote, Voter
from tovchoo.ledger.models import Entry
from tovchoo.minutes.models import Correction, Writing
from tovchoo.minutes.rules import propose_correction
from tovchoo.people.rules import register_forum

OTHERS = ("oyun", "dorj", "nomin")
OF_A_FORUM = re.compile(
    "workspace/(?:meetings/<|motions/<|lists/<|decisions/<|tasks/<|plans/<str:plan>/(?:draft|amendments|versions)/)"
)


@pytest.fixture
def group(cast) -> dict[str, Any]:
    """What the group has before it."""
    writing = circulated(cast)
    propose_correction(writing, "Other words", by=cast.bat)
    return {"writing": writing, "tabled": a_motion(cast), "open": an_open_motion(cast)}


def everything() -> list[Any]:
    """All that such an act would change."""
    nouns = (Motion, Voter, Vote, Ballot, Writing, Correction)
    return [list(noun._default_manager.order_by("pk").values()) for noun in nouns] + [Entry.objects.count()]


def acts(group: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Addresses at which the group decides, with a form that would be taken from whoever may."""
    motion, minutes = f"/en/workspace/motions/{group['open'].pk}", group["writing"].meeting_id
    of_minutes = f"/en/workspace/meetings/{minutes}/minutes"
    yes = option_of(group["open"], "for").pk
    seat = group["open"].voters.order_by("number").first()
    why = {"reason": "because"}
    return {
        f"{of_minutes}/corrections/1/": {"answer": "taken_over"},
        f"{of_minutes}/adopt/": {}, f"{of_minutes}/adopt-in-part/": why,
        f"{motion}/close/": {}, f"{motion}/withdraw/": why, f"{motion}/vote/": {"option": yes},
        f"{motion}/room/": {f"{seat.pk}-option": yes}, f"{motion}/recuse/": why,
        f"{motion}/voters/{seat.number}/": {"person": ""}, f"{motion}/voters/{seat.number}/recuse/": why,
        f"/en/workspace/motions/{group['tabled'].pk}/open/": {},
        f"/en/workspace/motions/{group['tabled'].pk}/word/": {"title_en": "Mine", "text_en": "Mine"},
    }  # fmt: skip


@pytest.fixture
def gerel(cast) -> Account:
    """Sits in a second secretariat, which serves none of the forums here."""
    elsewhere = register_forum("secretariat", in_two("Өөр алба", "Office elsewhere"), by=cast.administrator)
    return a_member(in_two("Гэрэл", "Gerel"), elsewhere, by=cast.administrator)


@pytest.mark.parametrize("who", OTHERS)
def test_SEC_A1_nobody_decides_what_another_group_has_before_it(cast, group, who):
    before, browser = everything(), signed_in(getattr(cast, who))
    for path, form in acts(group).items():
        assert browser.post(path, form).status_code in (403, 404), path
    assert everything() == before


def test_SEC_A1_SEC_A3_nor_does_a_secretariat_that_does_not_serve_it(cast, group, gerel):
    before, browser = everything(), signed_in(gerel)
    for path, form in acts(group).items():
        assert browser.post(path, form).status_code in (403, 404), path
    assert everything() == before


def test_SEC_A3_to_what_a_forum_has_another_secretariat_is_as_the_secretary_of_another_group(
    cast, everywhere, gerel, settings
):
    """Meetings, minutes, motions, lists, the draft of a plan, what is proposed and approved: read and done, by every
    route in every stage."""
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    oyun, other = signed_in(cast.oyun), signed_in(gerel)
    for browser in (oyun, other):
        browser.get("/en/workspace/")  # past the second step
    asked = {key: path for key, path in everywhere.items() if OF_A_FORUM.match(key[0])
             and "nap5" not in path}  # whose forums name no secretariat: any keeps them  # fmt: skip
    for key, path in asked.items():
        for method in ("GET", "POST"):
            assert answer(other, method, path) == answer(oyun, method, path), (method, key)
    assert len(asked) > 100


def test_SEC_A1_a_member_votes_and_decides_nothing_else(cast, group):
    browser = signed_in(cast.bat)
    before = everything()
    for path, form in acts(group).items():
        if not path.endswith(("/vote/", f"{group['open'].pk}/recuse/")):
            assert browser.post(path, form).status_code == 403, path
    assert everything() == before


def test_SEC_A1_whoever_may_does(cast, group):
    browser = signed_in(cast.saraa)
    for path, form in acts(group).items():
        if path.endswith(("/corrections/1/", "/close/", "/open/")):
            assert browser.post(path, form).status_code == 302, path

"""Whoever may do something in one group does not do it in another: accept, refuse, close, adopt, take down.

The group has a motion open for votes and minutes with a correction; those who try are secretary of another group, a
member of the group itself without that part in it, and a citizen.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import signed_in
from tests.decisions.motions import a_motion, an_open_motion, option_of
from tests.minutes.meetings import circulated
from tovchoo.decisions.models import Ballot, Motion, Vote, Voter
from tovchoo.ledger.models import Entry
from tovchoo.minutes.models import Correction, Writing
from tovchoo.minutes.rules import propose_correction

OTHERS = ("oyun", "dorj", "nomin")


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


@pytest.mark.parametrize("who", OTHERS)
def test_SEC_A1_nobody_decides_what_another_group_has_before_it(cast, group, who):
    before, browser = everything(), signed_in(getattr(cast, who))
    for path, form in acts(group).items():
        assert browser.post(path, form).status_code in (403, 404), path
    assert everything() == before


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

"""A member votes on a phone: by keys alone, without a script, and with whatever reads the page aloud."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.keyboard import Hands
from tests.browser.office import sign_in
from tests.browser.test_accessible import BEGIN, END, EVERYTHING


@pytest.fixture
def member(visitor, office):
    """Bat, who has come in."""

    def comes(**wishes):
        page = visitor(width=360, height=740, **wishes)
        sign_in(page, office.member)
        expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()
        return page

    return comes


def test_from_what_waits_to_a_vote_that_is_cast_by_keys_alone(member):
    page = member()
    hands = Hands(page)
    hands.follow("Practice motion")
    options = page.get_by_role("radio")
    hands.go_to(options.first)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Against")).to_be_checked()
    hands.type("Your reason", "Too early")
    hands.press("Cast my vote")
    expect(page.get_by_role("status")).to_contain_text("Your vote is cast.")
    expect(page.get_by_label("Your reason")).to_have_value("Too early")


def test_it_is_cast_without_a_script(member, office):
    page = member(java_script_enabled=False)
    page.goto(f"/en/workspace/motions/{office.motions['open']}/vote/")
    page.get_by_role("radio", name="For The text").check()
    page.get_by_role("button", name="my vote").click()
    expect(page.get_by_text("You voted: For")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "mn"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(member, office, language, scheme):
    page = member(color_scheme=scheme, bypass_csp=True)
    page.add_init_script(AXE_SCRIPT)
    page.goto(f"/{language}/workspace/motions/{office.motions['open']}/vote/")
    page.evaluate(BEGIN, EVERYTHING)
    assert page.evaluate(END) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for choice in page.locator(".choice").all():
        assert choice.bounding_box()["height"] >= 44

"""What was typed into a long form stands in the browser until it was sent, in a real one. All fictional."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import opened
from tests.browser.running import a_house, a_server, told_by

FORM, PROBLEM = "/en/workspace/plans/nap6/proposals/propose/", "Nobody sees the budget of a school."
NOT_SENT = "What you typed here was not sent."


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A site where a plan is to be made."""
    data = tmp_path_factory.mktemp("unsent")
    with a_house(data) as env, a_server(env, data / "log"):
        told = told_by(env, "planners")
        yield env["SITE_URL"], told


@pytest.fixture
def desk(browser, house):
    """`desk("bat")` is the form for a proposal before him, in a browser of his own."""
    site, sessions = house
    with ExitStack() as left:

        def sit_down(who):
            page = left.enter_context(opened(browser, site, 360, 740))
            page.context.add_cookies([{"name": "session", "value": sessions[who], "url": site}])
            page.goto(FORM)
            return page

        yield sit_down


def types(page, words=PROBLEM):
    page.locator("[name=title_en]").fill("School budgets")
    box = page.locator("[name=answer_problem_en]")
    box.fill(words)
    page.wait_for_function("words => JSON.stringify(localStorage).includes(words)", arg=words)


def test_it_is_offered_again_and_put_back_where_it_was(desk):
    page = desk("bat")
    expect(page.get_by_text(NOT_SENT)).to_have_count(0)
    types(page)
    page.goto("/en/workspace/")
    page.goto(FORM)
    expect(page.get_by_text(NOT_SENT)).to_be_visible()
    expect(page.locator("[name=answer_problem_en]")).to_have_value("")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("[name=answer_problem_en]")).to_have_value(PROBLEM)
    expect(page.locator("[name=answer_problem_en]")).to_be_visible()
    expect(page.locator("[name=title_en]")).to_have_value("School budgets")
    expect(page.get_by_text(NOT_SENT)).to_have_count(0)


def test_what_is_thrown_away_is_gone_and_so_is_all_when_one_signs_out(desk):
    page = desk("bat")
    types(page)
    page.goto(FORM)
    page.get_by_role("button", name="Throw it away").click()
    page.goto(FORM)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text(NOT_SENT)).to_have_count(0)
    types(page)
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_where_the_line_was_down_it_is_offered_and_once_it_arrived_no_more(desk):
    page = desk("tsetseg")
    types(page)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    said = {"title": "Сургуулийн төсөв", "answer_description": "Нээлттэй.", "answer_problem": "Хэн ч хардаггүй."}
    for name, words in said.items():
        page.locator(f"[name={name}_mn]").fill(words)
    page.locator("[name=answer_description_en]").fill("Budgets are open.")
    page.locator("[name=organisation]").select_option(label="Practice Union")
    page.context.set_offline(True)
    page.get_by_role("button", name="Look at it first").click()
    page.context.set_offline(False)
    page.goto(FORM)
    page.get_by_role("button", name="Put it back").click()
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("School budgets")
    page.goto(FORM)
    page.wait_for_function("!localStorage.length")
    expect(page.get_by_text(NOT_SENT)).to_have_count(0)

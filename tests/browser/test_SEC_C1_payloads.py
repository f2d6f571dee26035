"""SEC-C1: whatever people write, nothing of it runs: every text full of payloads, read in a real browser."""

from __future__ import annotations

from contextlib import ExitStack
from types import SimpleNamespace

import pytest

from tests.accounts.phone import shown_for
from tests.browser.chromium import opened
from tests.browser.office import sign_in
from tests.browser.running import a_house, a_server, told_by


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    """A site in which somebody has written the worst into everything."""
    data = tmp_path_factory.mktemp("nasty")
    with a_house(data) as env:
        told = told_by(env, "nasty")
        with a_server(env, data / "log"):
            yield SimpleNamespace(site=env["SITE_URL"], **told)


@pytest.fixture
def watched(browser, nasty):
    """A page on which everything that runs, or is held back, is written down."""
    with ExitStack() as readers:
        page = readers.enter_context(opened(browser, nasty.site))
        page.seen = []
        page.on("dialog", lambda dialog: (page.seen.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda said: "Content Security" in said.text and page.seen.append(said.text))
        page.on("request", lambda asked: asked.url.startswith((nasty.site, "data:")) or page.seen.append(asked.url))
        yield page


def nothing_ran(page, paths):
    for path in paths:
        answer = page.goto(path)
        assert answer.status < 500, path
        assert page.evaluate("window.__ran") is None and not page.seen, (path, page.seen[:3])


def test_nothing_runs_on_any_public_page(watched, nasty):
    assert nasty.payloads >= 150
    nothing_ran(watched, nasty.public)


def test_nothing_runs_on_any_page_of_the_workspace(watched, nasty):
    sign_in(watched, nasty.email)
    assert "second-step" in watched.url  # keepers of the record go no further without one
    secret = watched.locator("code").inner_text()
    watched.get_by_label("Code").fill(shown_for(secret))
    watched.get_by_role("button", name="Turn it on").click()
    nothing_ran(watched, [f"/en/workspace/{path}" for path in nasty.work])

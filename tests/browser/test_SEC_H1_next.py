"""SEC-H1: wherever `next` points, signing in and signing out end on this site, in a real browser."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.office import PASSWORD, SIGN_IN

SIGN_OUT = "/en/workspace/account/sign-out/"
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "http:evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://evil.example/en/workspace/",
    "http://localhost@evil.example/",
    "//localhost:80@evil.example/",
    "javascript:location='//evil.example'",
    "data:text/html,<script>location='//evil.example'</script>",
]


@pytest.fixture
def page(visitor, office):
    """Whoever else it asks is written down; nobody answers there."""
    page = visitor()
    page.strayed = []
    page.on("request", lambda asked: asked.url.startswith(f"{office.site}/") or page.strayed.append(asked.url))
    return page


def signs_in(page, email):
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def signs_out(page):
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Sign out").click()


def is_here(page, office):
    return page.url.startswith(f"{office.site}/") and not page.strayed


def test_signing_in_and_out_never_ends_elsewhere(page, office):
    ended = {}
    for value in ELSEWHERE:
        page.goto(f"{SIGN_IN}?next={quote(value)}")
        signs_in(page, office.citizen)
        ended["in", value] = is_here(page, office)
        page.goto(f"{SIGN_IN}?next={quote(value)}")  # who is signed in is sent on at once
        ended["signed in", value] = is_here(page, office)
        page.goto(f"{SIGN_OUT}?next={quote(value)}")
        signs_out(page)
        ended["out", value] = is_here(page, office)
    assert len(ended) == 3 * len(ELSEWHERE) == 60
    assert not [where for where, here in ended.items() if not here], page.strayed


def test_signing_in_leads_on_to_where_one_wanted_to_go_on_this_site(page, office):
    wanted = f"{office.site}/en/workspace/account/"
    page.goto(wanted)
    signs_in(page, office.citizen)
    expect(page).to_have_url(wanted)

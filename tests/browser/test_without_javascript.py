"""Scripts add comfort, never content."""

import pytest

ARTICLE = "/en/news/nap5-co-created/"


@pytest.fixture
def page(reader):
    return reader(java_script_enabled=False)


def test_every_page_shows_its_content(page, kinds):
    for path in kinds["mn"].values():
        page.goto(path)
        assert page.locator("h1").is_visible(), path
        assert len(page.locator("main").inner_text()) > 20, path  # About and Contact say “not recorded” so far


def test_no_button_is_shown_that_would_do_nothing(page):
    page.goto(ARTICLE)
    assert page.locator("[data-share]").is_hidden() and page.locator("[data-print]").is_hidden()


def test_the_link_to_share_is_there(page):
    page.goto(ARTICLE)
    page.locator("#link").click()
    assert page.url.endswith(ARTICLE)


def test_search_finds(page):
    page.goto("/en/search/")
    page.locator("#q").fill("media freedom")
    page.locator("#q").press("Enter")
    assert page.get_by_role("link", name="Ensure media freedom").is_visible()

"""An article is shared by the device's own sheet where it has one, else by its address."""

import pytest

ARTICLE = "/en/news/nap5-co-created/"
HAS_A_SHEET = "window.shared = []; navigator.share = async told => { shared.push(told); %s }"
HAS_NONE = "Object.defineProperty(Navigator.prototype, 'share', {value: undefined})"


@pytest.fixture
def article(reader):
    """The article, on a device of which a script tells what it can."""

    def opened(device: str):
        page = reader(width=360)
        page.add_init_script(device)
        page.goto(ARTICLE)
        return page

    return opened


def test_the_devices_sheet_is_given_the_title_and_the_address(article):
    page = article(HAS_A_SHEET % "")
    page.locator("[data-share]").click()
    assert page.evaluate("shared") == [{"title": page.title(), "url": page.url}]
    assert page.locator("#link").is_hidden()


def test_who_thinks_better_of_it_stays_where_she_was(article):
    page = article(HAS_A_SHEET % "throw new DOMException('', 'AbortError')")
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.locator("[data-share]").click()
    assert page.evaluate("shared.length") == 1 and not errors and page.url.endswith(ARTICLE)


def test_without_a_sheet_the_link_is_there(article, site):
    page = article(HAS_NONE)
    assert page.locator("[data-share]").is_hidden()
    assert page.locator("#link").is_visible() and page.locator("#link").get_attribute("href") == site + ARTICLE

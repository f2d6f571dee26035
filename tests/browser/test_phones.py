"""A phone comes first: 360 px wide, read with a thumb."""

import pytest

from tests.browser.chromium import opened
from tests.browser.walk import LANGUAGES

THUMB = 44
MEASURE = """thumb => {
    const shown = found => found.getClientRects().length && !found.closest(".skip, .unseen");
    const tell = found => found.outerHTML.slice(0, 120);
    const box = found => found.matches("[type=checkbox], [type=radio]") && found.labels[0] || found;
    const edge = document.documentElement.clientWidth;
    const targets = "header a, footer nav a, .chips a, .pager a, .btn, button, input, select, textarea, summary";
    return {
        scrolls: document.documentElement.scrollWidth > edge,
        beyond: [...document.querySelectorAll("body *")]
            .filter(found => shown(found) && found.getBoundingClientRect().right > edge + 1).map(tell).slice(0, 3),
        small: [...document.querySelectorAll(targets)]
            .filter(found => shown(found) && box(found).getBoundingClientRect().height < thumb - .01).map(tell),
        abreast: [...document.querySelectorAll("tbody tr")].filter(row => new Set([...row.cells]
            .filter(cell => shown(cell) && !cell.matches(".n")).map(cell => cell.offsetLeft)).size > 1).map(tell),
    };
}"""


@pytest.fixture(scope="module")
def measured(browser, site, kinds):
    """Every kind of page, measured on a phone."""
    with opened(browser, site, width=360) as page:
        found = {}
        for path in (path for language in LANGUAGES for path in kinds[language].values()):
            page.goto(path)
            found[path] = page.evaluate(MEASURE, THUMB)
        return found


def test_no_page_scrolls_sideways(measured):
    assert not {path: told["beyond"] for path, told in measured.items() if told["scrolls"]}


def test_nothing_is_cut_off_at_the_edge(measured):
    assert not {path: told["beyond"] for path, told in measured.items() if told["beyond"]}


def test_tables_become_lists(measured):
    assert not {path: told["abreast"] for path, told in measured.items() if told["abreast"]}


def test_what_is_pressed_is_as_high_as_a_thumb(measured):
    assert not {path: told["small"] for path, told in measured.items() if told["small"]}

"""Every page prints well: its content, dark on white, within the sheet."""

import re

import pytest

from tests.browser.chromium import opened

SHEET = 718  # px: A4 with margins of a centimetre
READ = """() => {
    const shown = found => found.getClientRects().length > 0;
    const light = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(part => (part /= 255) <= .04045 ? part / 12.92
            : ((part + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const clear = colour => colour.endsWith(", 0)");
    const words = [...document.querySelectorAll("body *")].filter(found => shown(found)
        && [...found.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && !found.closest(".unseen"));
    const tell = found => found.outerHTML.slice(0, 120);
    return {
        heading: shown(document.querySelector("h1")),
        words: document.querySelector("main").innerText.length,
        beyond: document.documentElement.scrollWidth > document.documentElement.clientWidth,
        controls: [...document.querySelectorAll("nav:not(.crumb), form, button, .btn, .skip, .chips")]
            .filter(shown).map(tell),
        pale: words.filter(found => 1.05 / (light(getComputedStyle(found).color) + .05) < 4.5).map(tell),
        dark: [document.documentElement, ...document.querySelectorAll("body, body *")].filter(found => {
            const {backgroundColor} = getComputedStyle(found);
            return shown(found) && !clear(backgroundColor) && light(backgroundColor) < .9;
        }).map(tell),
    };
}"""


@pytest.fixture(scope="module")
def printed(browser, site, kinds):
    """Every kind of page as paper shows it to somebody who reads in the dark, and its PDF."""
    with opened(browser, site, width=SHEET, color_scheme="dark") as page:
        found = {}
        for path in kinds["mn"].values():
            page.goto(path)
            page.emulate_media(media="print")
            found[path] = page.evaluate(READ) | {"pdf": page.pdf(format="A4")}
        return found


def those_that(printed, law):
    """The pages that break a law, with what they show instead."""
    return {path: law(told) for path, told in printed.items() if law(told)}


def test_a_page_keeps_its_content(printed):
    assert not those_that(printed, lambda told: not told["heading"] or told["words"] < 20)


def test_what_one_presses_is_left_out(printed):
    assert not those_that(printed, lambda told: told["controls"])


def test_text_is_dark_on_white_for_those_too_who_read_in_the_dark(printed):
    assert not those_that(printed, lambda told: told["pale"] + told["dark"])


def test_nothing_runs_over_the_edge(printed):
    assert not those_that(printed, lambda told: told["beyond"])


def test_every_page_becomes_a_pdf(printed):
    assert not those_that(printed, lambda told: not re.search(rb"/Type\s*/Page\b", told["pdf"]))

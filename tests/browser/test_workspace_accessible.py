"""Signing in and working is for everybody: on a phone or a desk, light or dark, by ear or by eye."""

from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import opened
from tests.browser.office import administrator_at
from tests.browser.rooms import Room, entered, rooms
from tests.browser.test_accessible import AXE_SCRIPT, BEGIN, END, LOOKS
from tests.browser.test_phones import MEASURE, THUMB
from tests.browser.walk import LANGUAGES

LEAST = 24  # WCAG 2.2, 2.5.8: whatever is pressed and is no word in a sentence
LOOK = """least => {
    const tell = found => found.outerHTML.slice(0, 120);
    const all = what => [...document.querySelectorAll(what)];
    const lower = (what, than) => all(what).filter(found => found.getClientRects().length &&
        !found.closest(".skip, .unseen") && found.getBoundingClientRect().height < than - .01);
    const links = all(".faults a").map(link => link.getAttribute("href"));
    return {
        inline: all("style, script:not([src]), [style], [onclick], [onsubmit], [href^=javascript]").map(tell),
        tiny: lower("a[href], button, input, select, textarea, summary", least)
            .filter(found => !found.closest("p, dd, small, .small, .fault, .faults")).map(tell),
        low: lower("nav.side a, nav.side button, .tools a, .form .btn, .wait-list .btn, .entrance .btn", 44).map(tell),
        focused: document.activeElement.className,
        lost: links.filter(to => !document.querySelector(to)?.matches("input, select, textarea")),
    };
}"""


def watched(page, site):
    """What a page asks of others, and what the browser complains of."""
    told = []
    page.on(
        "request", lambda asked: urlsplit(asked.url).netloc in (urlsplit(site).netloc, "") or told.append(asked.url)
    )
    page.on("console", lambda said: "status of 422" in said.text or told.append(f"{page.url} {said.text}"))
    page.on("pageerror", lambda error: told.append(f"{page.url} {error}"))
    return told


@pytest.fixture(scope="module")
def seen(browser, office):
    """Every room of the workspace, in both languages, measured on a phone as its people find it."""
    found: dict[Room, dict] = {}
    for language in LANGUAGES:
        for signed_in in (False, True):
            with opened(browser, office.site, 360) as page:
                if signed_in:
                    administrator_at(page, office)
                complaints = watched(page, office.site)
                for room in rooms(office, language, signed_in=signed_in):
                    entered(page, room)
                    found[room] = page.evaluate(MEASURE, THUMB) | page.evaluate(LOOK, LEAST)
                    found[room]["complaints"] = list(complaints)
                    complaints.clear()
    return found


def wrong(seen, what):
    """Each thing once, with the first room that has it."""
    return {each: str(room) for room, told in reversed(seen.items()) for each in told[what]}


def test_axe_finds_nothing_in_any_room(browser, office):
    faults = []
    for signed_in in (False, True):
        with opened(browser, office.site, bypass_csp=True) as one, opened(browser, office.site, bypass_csp=True) as two:
            tabs = (one, two)  # side by side: there are two cores
            for tab in tabs:
                if signed_in:
                    administrator_at(tab, office)
                tab.add_init_script(AXE_SCRIPT)
            for pair in zip(*(rooms(office, language, signed_in=signed_in) for language in LANGUAGES), strict=True):
                for tab, room in zip(tabs, pair, strict=True):
                    entered(tab, room)
                faults += looked_at(tabs, pair)
    assert not faults, "\n".join(faults)


def looked_at(tabs, pair):
    """In every light, at every width."""
    for width, scheme, options in LOOKS:
        for tab in tabs:
            tab.set_viewport_size({"width": width, "height": 800})
            tab.emulate_media(color_scheme=scheme)
            tab.evaluate(BEGIN, options)
        for tab, room in zip(tabs, pair, strict=True):
            yield from (f"{room} {width} {scheme} {fault}" for fault in tab.evaluate(END))


def test_nothing_scrolls_sideways_or_is_cut_off(seen):
    assert not {str(room): told["beyond"] for room, told in seen.items() if told["scrolls"] or told["beyond"]}


def test_buttons_and_what_stands_alone_are_as_high_as_a_thumb(seen):
    assert not wrong(seen, "small") | wrong(seen, "low")


def test_nothing_that_is_pressed_is_too_small(seen):
    assert not wrong(seen, "tiny")


def test_nothing_is_inline(seen):
    assert not wrong(seen, "inline")


def test_DEP_03_DEP_04_no_other_host_is_asked_and_the_browser_has_nothing_to_complain_of(seen):
    assert not wrong(seen, "complaints")


def test_what_is_wrong_in_a_form_is_read_out_first(seen):
    assert {
        str(room): told["focused"] for room, told in seen.items() if room.send and told["focused"] != "faults"
    } == {}
    assert sum(bool(room.send) for room in seen) > 10


def test_what_is_wrong_leads_to_its_field(seen):
    assert not wrong(seen, "lost")


def test_every_room_is_looked_at(office):
    """Every page of the menu, and every form behind it."""
    paths = {room.path.removeprefix("/en/workspace/") for room in rooms(office, "en", signed_in=True)}
    assert {"", "account/", "access/", "access/invite/", "news/", "news/new/", "documents/", "pages/about/"} <= paths

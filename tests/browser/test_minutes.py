"""Minutes in a real browser: typed by program, the line cut, the browser closed without warning, two at one text."""

from __future__ import annotations

from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.desks import KEY, at_a_desk
from tests.browser.running import a_house, a_server, told_by

MOST_UNSENT = 5_000 // KEY  # keys in five seconds
WORDS = "The chair opened the meeting and read the agenda aloud. "


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A site with meetings whose minutes are begun; each test has its own."""
    data = tmp_path_factory.mktemp("minutes")
    with a_house(data) as env:
        told = told_by(env, "secretaries")
        with a_server(env, data / "log"):
            yield SimpleNamespace(env=env, **told)


@pytest.fixture
def desk(browser, house):
    """`desk("saraa")` is where she writes."""
    place = house.places.pop()
    with ExitStack() as left:

        def sit_down(who, **given):
            made = at_a_desk(browser, house.env, place, house.sessions[who], **given)
            left.callback(made.context.close)
            made.open()
            return made

        yield sit_down


def test_a_minute_of_typing_with_a_dropped_line_and_a_closed_browser_loses_nothing(desk):
    one = desk("saraa")
    typed = ""
    for stretch in range(5):  # 5 × 56 keys of a fifth of a second: about a minute
        one.context.set_offline(stretch % 2 == 1)
        one.type(WORDS)
        typed += WORDS
        if stretch % 2 == 0:
            lacks = len(typed) - len(one.on_the_server())
            assert lacks <= MOST_UNSENT or stretch, lacks
    one.context.set_offline(True)
    one.type("And then the light went out")
    expect(one.state).to_contain_text("The line is down")
    typed += "And then the light went out"
    store = one.context.storage_state()
    one.context.close()  # without warning, and without a line
    two = desk("saraa", store=store)
    two.settled()
    expect(two.box).to_have_value(typed)
    assert two.on_the_server() == typed


def test_while_the_line_is_up_at_most_five_seconds_of_typing_are_unsent(desk):
    one = desk("saraa")
    one.type(WORDS * 2)
    lacks = len(WORDS) * 2 - len(one.on_the_server())
    assert 0 <= lacks <= MOST_UNSENT


def test_two_in_one_passage_are_told_of_each_other_and_both_texts_stand(desk):
    saraa, other = desk("saraa"), desk("administrator")
    saraa.type("One. ")
    saraa.settled()
    expect(other.box).to_have_value("One. ")
    expect(other.page.locator(f"#here-{other.place['passage']}")).to_have_text("Saraa: writing here too")
    other.type("Two. ")
    saraa.type("Three. ")
    for each in (other, saraa, other, saraa):
        each.settled()
        each.pause(6)
    text = saraa.on_the_server()
    assert all(word in text for word in ("One.", "Two.", "Three."))
    expect(saraa.box).to_have_value(text)
    expect(other.box).to_have_value(text)


def test_what_somebody_else_writes_leaves_the_caret_where_it_was(desk):
    saraa, other = desk("saraa"), desk("administrator")
    saraa.type("The end.")
    saraa.settled()
    expect(other.box).to_have_value("The end.")  # with its next beat
    other.box.evaluate(
        "box => { box.focus(); box.setRangeText('Before. ', 0, 0); box.dispatchEvent(new Event('input')) }"
    )
    other.settled()
    expect(saraa.box).to_have_value("Before. The end.")
    assert saraa.box.evaluate("box => box.selectionStart") == len("Before. The end.")


def test_signed_out_meanwhile_it_says_so_and_keeps_what_is_typed(desk):
    one = desk("saraa")
    one.context.clear_cookies()
    one.type("Nobody hears this")
    one.pause(4)
    expect(one.state).to_contain_text("You are signed out")
    kept = one.page.evaluate("() => Object.values(localStorage).join()")
    assert "Nobody hears this" in kept

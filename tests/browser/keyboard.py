"""Somebody who has no mouse: everything is reached by Tab and done by keys."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

FARTHEST = 150  # tabs: whoever needs more has given up
HAS_FOCUS = "found => found.includes(document.activeElement)"
CHOSEN = "found => found.selectedOptions[0].text"
IS_SEEN = """() => {
    const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""


@dataclass
class Hands:
    """On the keyboard of one page."""

    page: Page

    def go_to(self, wanted: Locator, key: str = "Tab") -> None:
        """Press Tab until it has the focus, and see that one sees it."""
        for _tab in range(FARTHEST):
            if wanted.evaluate_all(HAS_FOCUS):
                assert self.page.evaluate(IS_SEEN), f"One does not see that one is at {wanted}."
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{FARTHEST} times {key} do not lead to {wanted} on {self.page.url}")

    def back_to(self, wanted: Locator) -> None:
        self.go_to(wanted, "Shift+Tab")

    def type(self, label: str, words: str, *, within: str = "") -> None:
        """Into the field whose name begins so; `within` is the group of a text in several languages."""
        self.go_to(self._named(within).get_by_label(beginning(label)))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def type_in_two(self, group: str, mn: str, en: str) -> None:
        """A text in both languages."""
        self.type("Монгол", mn, within=group)
        self.type("English", en, within=group)

    def choose(self, label: str, option: str, key: str = "ArrowDown") -> None:
        """In a list, by arrow keys."""
        wanted = self.page.get_by_role("combobox", name=beginning(label))
        self.go_to(wanted)
        for _step in range(FARTHEST):
            if wanted.evaluate(CHOSEN) == option:
                return
            before = wanted.evaluate(CHOSEN)
            self.page.keyboard.press(key)
            assert wanted.evaluate(CHOSEN) != before, f"{label} does not offer {option}"

    def tick(self, label: str, *, within: str = "") -> None:
        box = self._named(within).get_by_role("checkbox", name=label)
        self.go_to(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def press(self, name: str, role: str = "button", key: str = "Enter") -> None:
        """A button or a link, by its name; the page is another one afterwards."""
        self.go_to(self.page.get_by_role(role, name=name, exact=True))
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def follow(self, name: str) -> None:
        self.press(name, role="link")

    def sees(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1, name=beginning(heading))).to_be_visible()

    def _named(self, group: str) -> Page | Locator:
        return self.page.get_by_role("group", name=beginning(group)) if group else self.page


def beginning(words: str) -> re.Pattern[str]:
    """A name that begins so."""
    return re.compile(f"^{re.escape(words)}")

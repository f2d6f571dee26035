"""A desk at which somebody writes minutes by program: the clock of the page is ours, so no real time is waited."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.chromium import PATIENCE
from tests.browser.running import Env, tovchoo

READ = "import json; from tovchoo.minutes.models import Passage; print(json.dumps(Passage.objects.get(pk={}).text))"
KEY = 200  # milliseconds between two keys


@dataclass
class Desk:
    """One window of one secretary."""

    house: Env
    place: dict[str, Any]
    context: BrowserContext
    page: Page
    on_the_way: int = 0  # what was sent and is not answered

    def hears(self) -> None:
        """From here what is sent is counted until it is answered, or the line has dropped it."""
        for event, more in (("request", 1), ("requestfinished", -1), ("requestfailed", -1)):
            self.page.on(event, lambda request, more=more: self._count(request.url, more))

    def _count(self, url: str, more: int) -> None:
        if url.endswith("/keep/"):
            self.on_the_way += more

    def answered(self) -> None:
        """The clock of the page runs ten times faster than ours: it stands still while the server answers."""
        for _step in range(300):
            if self.on_the_way <= 0:
                return
            self.page.evaluate("() => 1")
        self.on_the_way = 0  # nobody answers, and nobody will

    @property
    def box(self) -> Locator:
        return self.page.locator(f"#text-{self.place['passage']}")

    @property
    def state(self) -> Locator:
        return self.page.locator("[data-state]")

    def open(self) -> None:
        """The page of the minutes, and the first beat of its script."""
        with self.page.expect_response("**/keep/"):
            self.page.goto(f"/en/workspace/meetings/{self.place['meeting']}/minutes/")
        expect(self.state).to_contain_text("Kept at")

    def type(self, words: str) -> None:
        """Key by key at the end of the text, as fast as a fluent typist; the clock of the page goes on with each."""
        self.box.focus()
        self.page.keyboard.press("ControlOrMeta+End")
        for key in words:
            self.page.keyboard.type(key)
            self.page.clock.run_for(KEY)
            self.answered()

    def pause(self, seconds: float) -> None:
        """So much time of the page goes by; what it sends meanwhile is answered."""
        for _step in range(round(seconds * 2)):
            self.page.clock.run_for(500)
            self.page.evaluate("() => 1")

    def on_the_server(self) -> str:
        """What the database has of the passage now."""
        return json.loads(tovchoo(self.house, "shell", "--no-imports", "-c", READ.format(self.place["passage"])))

    def settled(self) -> None:
        """Everything typed is kept."""
        for _step in range(60):
            self.page.clock.run_for(1000)
            if self.state.text_content().startswith("Kept"):
                return
            self.page.wait_for_load_state("networkidle")
        raise AssertionError(self.state.text_content())


def at_a_desk(browser: Browser, house: Env, place: dict[str, Any], session: str, *, store: dict | None = None) -> Desk:
    """Somebody sits down; `store` is what the browser had kept when it was closed."""
    context = browser.new_context(base_url=house["SITE_URL"], viewport={"width": 1200, "height": 900},
                                  storage_state=store)  # fmt: skip
    context.set_default_timeout(PATIENCE)
    where = {"url": house["SITE_URL"], "httpOnly": True}
    context.add_cookies([{"name": "session", "value": session, **where}])
    page = context.new_page()
    page.clock.install()
    desk = Desk(house, place, context, page)
    desk.hears()
    return desk

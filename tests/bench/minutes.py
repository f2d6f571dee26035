"""An hour and a half of minutes, typed by program in a real browser whose clock is ours; the line drops at times."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.tables import say, tell
from tests.browser.chromium import launched
from tests.browser.desks import KEY, Desk, at_a_desk
from tests.browser.running import a_house, a_server, tovchoo

HOURS = 1.5
CUT_EVERY, CUT_FOR = 600, 20  # seconds of the page's clock
SENTENCE = "The member for the ministry asked how the draft will be put before the public, and when. "


class Watch:
    """What was typed into the passage at hand, what of it was acknowledged, and how long anything was unsent."""

    def __init__(self, desk: Desk) -> None:
        self.typed = self.acknowledged = self.keys = self.requests = 0
        self.most = self.most_in_a_cut = 0.0
        desk.page.on("requestfinished", self.heard)
        self.place = desk.place

    def heard(self, request: Any) -> None:
        if not request.url.endswith("/keep/"):
            return
        self.requests += 1
        for each in json.loads(request.post_data)["passages"]:
            if each["id"] == self.place["passage"]:
                self.acknowledged = max(self.acknowledged, len(each["text"]))

    def one_more(self, *, in_a_cut: bool) -> None:
        self.typed, self.keys = self.typed + 1, self.keys + 1
        unsent = (self.typed - self.acknowledged) * KEY / 1000
        if in_a_cut:
            self.most_in_a_cut = max(self.most_in_a_cut, unsent)
        else:
            self.most = max(self.most, unsent)


def run_part() -> None:
    """Print the table of docs/performance.md."""
    tell(f"{HOURS} hours of typing, a key each {KEY} ms of the page's clock")
    with TemporaryDirectory() as folder, a_house(Path(folder)) as env, a_server(env, Path(folder) / "log"):
        told = json.loads(
            tovchoo(env, "shell", "--no-imports", "-c", "from tests.browser.secretaries import tell; tell()")
        )
        with sync_playwright() as playwright, launched(playwright) as browser:
            began = perf_counter()
            _write(browser, env, told, began)


def _write(browser: Any, env: dict[str, str], told: dict[str, Any], began: float) -> None:
    keys = int(HOURS * 3_600_000 / KEY)
    places, lost, figures = told["places"][:3], 0, []
    for place in places:  # three meetings, half an hour each: a passage has at most 20,000 signs
        desk = at_a_desk(browser, env, place, told["sessions"]["saraa"])
        desk.open()
        desk.box.focus()
        watch, text = Watch(desk), ""
        for number in range(keys // len(places)):
            second = number * KEY // 1000
            is_cut = second >= CUT_EVERY and second % CUT_EVERY < CUT_FOR
            if number * KEY % 1000 == 0 and second % CUT_EVERY in (0, CUT_FOR):
                desk.context.set_offline(is_cut)
            letter = SENTENCE[number % len(SENTENCE)]
            desk.page.keyboard.type(letter)
            desk.page.clock.run_for(KEY)
            desk.answered()
            text += letter
            since = second % CUT_EVERY - CUT_FOR  # after a cut it is tried again after a pause
            watch.one_more(in_a_cut=second >= CUT_EVERY and since < 35)
        store = desk.context.storage_state()
        desk.context.close()  # without warning
        again = at_a_desk(browser, env, place, told["sessions"]["saraa"], store=store)
        again.open()
        again.pause(10)
        lost += text != again.on_the_server()
        again.context.close()
        figures.append(watch)
    say("| what | figure |\n| --- | ---: |")
    say(f"| keys typed | {sum(each.keys for each in figures):,} |")
    say(f"| requests answered | {sum(each.requests for each in figures):,} |")
    say(f"| most seconds of typing ever unsent while the line was up (aim ≤ 5) | {max(e.most for e in figures):.1f} |")
    in_cuts = max(each.most_in_a_cut for each in figures)
    say(f"| the same across a cut of {CUT_FOR} s, until it was sent again | {in_cuts:.1f} |")
    say(f"| passages that lack a key after the browser was closed without warning and opened again | {lost} |")
    say(f"| real seconds that it took | {perf_counter() - began:.0f} |")

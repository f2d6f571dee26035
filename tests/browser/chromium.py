"""Debian's Chromium, kept from asking anybody but the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Playwright, expect

WHERE = "/usr/bin/chromium"
PATIENCE = 60_000  # milliseconds: others are at work on the same cores
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """A browser of one's own, closed at the end."""
    expect.set_options(timeout=PATIENCE)
    browser = playwright.chromium.launch(executable_path=WHERE, args=QUIET)
    yield browser
    browser.close()


@contextmanager
def opened(browser: Browser, site: str, width: int = 1200, height: int = 800, **wishes: object) -> Iterator[Page]:
    """An empty page of somebody who was never here."""
    context = browser.new_context(base_url=site, viewport={"width": width, "height": height}, **wishes)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()

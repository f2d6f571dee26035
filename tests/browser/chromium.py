"""Debian's Chromium, kept from asking anybody but the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright

WHERE = "/usr/bin/chromium"
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
    browser = playwright.chromium.launch(executable_path=WHERE, args=QUIET)
    yield browser
    browser.close()

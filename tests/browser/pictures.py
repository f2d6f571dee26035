"""Pictures of the main pages, to look at: python -m tests.browser.pictures http://127.0.0.1:8000 pictures [page …]

Each at 360 and 1200 px, in both languages, light and dark; named like home-mn-360-dark.png.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launched

PAGES = {
    "home": "",
    "plan": "plans/nap5/",
    "commitment": "plans/nap5/commitments/4/",
    "process": "plans/nap5/process/",
    "report": "plans/nap5/co-creation/",
    "figures": "plans/nap5/figures/",
    "figure": "plans/nap5/figures/working-group-seats/",
    "contributions": "plans/nap5/contributions/",
    "contribution": "plans/nap5/contributions/3/",
    "round": "plans/nap5/rounds/1/",
    "proposals": "plans/nap5/proposals/",
    "recommendation": "plans/nap5/recommendations/2/",
    "forum": "forums/working-group-nap5/",
    "meeting": "meetings/working-group-nap5-1/",
    "instrument": "instruments/order-99-2023/",
    "organisations": "organisations/",
    "organisation": "organisations/cabinet-secretariat/",
    "documents": "documents/",
    "document": "documents/nap5-mn/",
    "source": "sources/nap5-article/",
    "news": "news/",
    "article": "news/nap5-co-created/",
    "search": "search/?q=working",
    "take-part": "take-part/",
    "data": "data/",
}


def take(site: str, folder: Path, names: list[str]) -> None:
    """Photograph pages from top to bottom."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, launched(playwright) as browser:
        for width, scheme in product((360, 1200), ("light", "dark")):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name, language in product(names, ("mn", "en")):
                page.goto(f"{site.rstrip('/')}/{language}/{PAGES[name]}")
                page.screenshot(path=folder / f"{name}-{language}-{width}-{scheme}.png", full_page=True)
            page.close()


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]), sys.argv[3:] or list(PAGES))

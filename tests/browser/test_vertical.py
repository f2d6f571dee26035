"""The traditional script runs downwards, in a font that is fetched only where something is written in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines

LOOKS = Path(__file__).parents[2] / "tovchoo/web/static/web"
WORDS = "ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ ᠤᠨ ᠵᠠᠰᠠᠭ ᠤᠨ ᠭᠠᠵᠠᠷ "
SHOWN = '{% import "web/parts.html" as parts %}{{ parts.rendition(text, code) }}'


def a_page(folder: Path, text: str, code: str) -> str:
    """A page with one text on it, and the look of the site."""
    styles = "".join(f'<link rel="stylesheet" href="file://{LOOKS}/{n}.css">' for n in ("tokens", "base", "pieces"))
    body = engines["jinja2"].from_string(SHOWN).render({"text": text, "code": code})
    where = folder / "page.html"
    where.write_text(f'<!doctype html><html lang="mn"><meta charset="utf-8">{styles}<main class="page">{body}</main>')
    return f"file://{where}"


@pytest.mark.parametrize("width", [360, 1200])
def test_it_runs_downwards_and_scrolls_within_itself(browser, tmp_path, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(a_page(tmp_path, WORDS * 60, "mn_mong"))
    page.evaluate("document.fonts.ready.then(() => true)")
    text = page.locator(".vertical")
    look = text.evaluate("e => [getComputedStyle(e).writingMode, e.lang, e.scrollWidth > e.clientWidth, e.tabIndex]")
    assert look == ["vertical-lr", "mn-Mong", True, 0]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert any("noto-sans-mongolian" in each for each in fetched)
    assert page.evaluate("document.fonts.check('20px Bichig', 'ᠮ')")
    text.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.vertical').scrollLeft > 0")
    page.close()


def test_its_font_is_not_fetched_for_other_texts(browser, tmp_path):
    page = browser.new_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(a_page(tmp_path, "Монгол бичиг", "mn"))
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.locator(".as-typed").inner_text() == "Монгол бичиг" and page.locator(".vertical").count() == 0
    assert not [each for each in fetched if "mongolian" in each]
    page.close()

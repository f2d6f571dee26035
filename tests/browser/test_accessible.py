"""Axe finds nothing to complain of: on any kind of page, in either language, light or dark, on a phone or a desk."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import get_resolver

from tests.browser.walk import LANGUAGES

# A phone and a desk are looked at side by side: axe keeps a core busy, and there are two.
LOOKS = {
    "mn": [{"width": 360, "color_scheme": "light"}, {"width": 1200, "color_scheme": "dark"}],
    "en": [{"width": 360, "color_scheme": "dark"}, {"width": 1200, "color_scheme": "light"}],
}
BEGIN = """() => { window.found = new Promise(done => setTimeout(() => done(axe.run(document, {
    resultTypes: ["violations"], preload: false, rules: {"target-size": {enabled: true}},
})))) }"""
END = """async () => (await window.found).violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page(reader, kinds, language):
    looks = LOOKS[language]
    tabs = [reader(**look, bypass_csp=True) for look in looks]
    found = []
    for path in kinds[language].values():
        for tab in tabs:
            tab.goto(path)
            tab.evaluate(AXE_SCRIPT)
            tab.evaluate(BEGIN)
        found += [(path, look, fault) for tab, look in zip(tabs, looks, strict=True) for fault in tab.evaluate(END)]
    assert not found, "\n".join(f"{path} {look}\n  {fault}" for path, look, fault in found)


def test_every_kind_of_page_is_looked_at(kinds):
    """What no page links to is not walked: then a page is an orphan, or it must be named here with its reason."""
    answers_a_file = {"files:download", "publishing:feed"}
    nobody_recorded = {"people:person"}
    ...

"""Axe finds nothing to complain of: on any kind of page, in either language, light or dark, on a phone or a desk."""

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.rooms import rooms
from tests.browser.walk import LANGUAGES
from tests.web.walk import route_of, routes

# What a page is made of does not depend on light, nor its colours on width: each is looked at where it can differ.
COLOURS = ["color-contrast", "link-in-text-block"]
EVERYTHING = {"rules": {"target-size": {"enabled": True}}}
LOOKS = [
    (360, "light", EVERYTHING),
    (1200, "light", {"rules": EVERYTHING["rules"] | {rule: {"enabled": False} for rule in COLOURS}}),
    (1200, "dark", {"runOnly": COLOURS}),
]
BEGIN = """options => { window.found = new Promise(done => setTimeout(() => done(
    axe.run(document, {resultTypes: ["violations"], preload: false, ...options})))) }"""
END = """async () => (await window.found).violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))"""


def test_axe_finds_nothing_on_any_page(reader, kinds):
    tabs = [reader(bypass_csp=True) for _language in LANGUAGES]  # side by side: there are two cores
    for tab in tabs:
        tab.add_init_script(AXE_SCRIPT)
    faults = []
    for paths in zip(*(kinds[language].values() for language in LANGUAGES), strict=True):
        for tab, path in zip(tabs, paths, strict=True):
            tab.goto(path, wait_until="commit")
        for width, scheme, options in LOOKS:
            for tab in tabs:
                tab.wait_for_load_state()
                tab.set_viewport_size({"width": width, "height": 800})
                tab.emulate_media(color_scheme=scheme)
                tab.evaluate(BEGIN, options)
            for tab, path in zip(tabs, paths, strict=True):
                faults += [f"{path} {width} {scheme} {fault}" for fault in tab.evaluate(END)]
    assert not faults, "\n".join(faults)


def test_every_kind_of_page_is_looked_at(kinds, office):
    """But a file is no page, what only leads on is none, and no person is in the record; what the record of Plan V has
    none of is looked at in the office, and the workspace is looked at by itself."""
    seen = {route_of(path) for path in kinds["en"].values() if "there-is-no" not in path}
    in_the_office = {route_of(room.path) for room in rooms(office, "en", signed_in=False)}
    public = {route for route in routes() if route.startswith("<language") and "/workspace/" not in route}
    names = ("documents/<str:pk>/file/", "plans/<str:plan>/versions/<int:number>/documents/<slug:name>/",
             "people/<str:pk>/", "entries/<str:kind>/<str:pk>/", "plans/<str:plan>/versions/between/")  # fmt: skip
    assert public - seen - in_the_office == {f"<language:language>/{each}" for each in names}

"""Axe finds nothing to complain of: on any kind of page, in either language, light or dark, on a phone or a desk."""

from axe_playwright_python.base import AXE_SCRIPT

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


OF_A_TEXT = ("entries/<str:kind>/<str:pk>/", "amendments/<int:number>/", "milestones/<str:code>/",
             "passages/<str:code>/", "approval/", "recount/", "versions/<int:number>/documents/",
             "documents/<slug:name>/", "parts/<int:part>/", "<int:one>...<int:other>/",
             "versions/between/")  # fmt: skip


def test_every_kind_of_page_is_looked_at(kinds):
    """But a file is no page, and no person is in the record; the workspace is looked at by itself."""
    seen = {route_of(path) for path in kinds["en"].values() if "there-is-no" not in path}
    public = {route for route in routes() if route.startswith("<language") and "/workspace/" not in route}
    in_the_office = ("welcome/<str:key>/", "meetings/<str:pk>/sign-up/", "meetings/<str:pk>/signed-up/",
                     "meetings/<str:pk>/minutes/", "motions/<str:pk>/", "decisions/<str:pk>/",
                     "tasks/<str:pk>/")  # fmt: skip
    of_a_text = {each for each in public if any(each.endswith(tail) for tail in OF_A_TEXT)}  # the record has none
    unseen = public - seen - of_a_text - {f"<language:language>/{each}" for each in in_the_office}
    assert unseen == {"<language:language>/documents/<str:pk>/file/", "<language:language>/people/<str:pk>/"}

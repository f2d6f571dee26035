"""A first visit is small, as it comes over the wire."""

from collections import Counter

from tests.browser.chromium import opened

PAGE = 60_000  # bytes: HTML, CSS, scripts and pictures
FONTS = 90_000


def weigh(browser, site, path):
    """The bytes received for a first visit, by what they were for."""
    with opened(browser, site) as page:
        kinds, weight = {}, Counter()
        wire = page.context.new_cdp_session(page)
        wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
        wire.on("Network.loadingFinished", lambda told: weight.update({told["requestId"]: told["encodedDataLength"]}))
        wire.send("Network.enable")
        page.goto(path, wait_until="networkidle")
        fonts = sum(size for request, size in weight.items() if kinds[request] == "Font")
        return sum(weight.values()) - fonts, fonts


def test_a_first_visit_is_small(browser, site, kinds):
    """In Mongolian, which takes more bytes."""
    weights = {path: weigh(browser, site, path) for path in kinds["mn"].values()}
    assert all(page and fonts for page, fonts in weights.values())
    assert not {path: told for path, told in weights.items() if told[0] > PAGE or told[1] > FONTS}

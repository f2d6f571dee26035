"""A first visit is small, as it comes over the wire."""

from collections import Counter

PAGE = 60_000  # bytes: HTML, CSS, scripts and pictures
FONTS = 90_000


def weigh(page, wire, path):
    """The bytes received for a visit with nothing at hand: besides fonts, and fonts."""
    kinds, weight = {}, Counter()
    wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    wire.on("Network.loadingFinished", lambda told: weight.update({told["requestId"]: told["encodedDataLength"]}))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(path)
    page.evaluate("document.fonts.ready.then(() => true)")
    wire.send("Network.disable")  # its answer comes after all that was received before
    fonts = sum(size for request, size in weight.items() if kinds.get(request) == "Font")
    return weight.total() - fonts, fonts


def test_a_first_visit_is_small(reader, kinds):
    """In Mongolian, which takes more bytes."""
    page = reader()
    weights = {}
    for path in kinds["mn"].values():
        wire = page.context.new_cdp_session(page)
        weights[path] = weigh(page, wire, path)
        wire.detach()
    assert all(besides > 5_000 and fonts > 20_000 for besides, fonts in weights.values()), weights
    assert not {path: told for path, told in weights.items() if told[0] > PAGE or told[1] > FONTS}

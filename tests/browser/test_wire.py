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


def test_what_never_changes_is_fetched_once(reader, kinds):
    """Styles, scripts and fonts have their content in their name: a second page asks for none of them again."""
    page, asked, path = reader(), [], kinds["mn"]["web:plan"]
    page.goto(kinds["mn"]["web:home"])
    page.evaluate("document.fonts.ready.then(() => true)")
    page.on("response", lambda got: asked.append(got) if "/static/" in got.url else None)
    with page.expect_response("**/static/web/base.*.css") as told:
        page.goto(path)
    page.evaluate("document.fonts.ready.then(() => true)")
    assert "public" in told.value.headers["cache-control"] and "immutable" in told.value.headers["cache-control"]
    shared = [got.url for got in asked if "/base." in got.url or got.url.endswith(".woff2")]
    sizes = page.evaluate("performance.getEntriesByType('resource').map(got => [got.name, got.transferSize])")
    assert shared and not [name for name, size in sizes if size and name in shared]

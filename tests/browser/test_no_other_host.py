"""Who reads here is known to nobody else: no other host is asked, and nothing goes wrong unseen."""

from urllib.parse import urlsplit

from playwright.sync_api import Error


def watched(page, site):
    """What goes wrong on a page, as it goes."""
    faults = []
    host = urlsplit(site).netloc

    def asks(request):
        if urlsplit(request.url).netloc != host:
            faults.append(f"{page.url} asks {request.url}")

    def fails(request):
        if request.failure != "net::ERR_ABORTED":  # the icon, when we are already gone
            faults.append(f"{page.url} does not get {request.url}: {request.failure}")

    page.on("request", asks)
    page.on("requestfailed", fails)
    page.on("response", lambda answer: answer.status >= 400 and faults.append(f"{answer.status} {answer.url}"))
    page.on("console", lambda message: faults.append(f"{page.url} logs: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url} fails: {error}"))
    return faults


def test_no_page_asks_another_host_or_logs_a_word(reader, site, kinds):
    page = reader()
    faults = watched(page, site)
    for path in kinds["mn"].values():
        if not path.endswith("there-is-no-such-page/"):  # a browser logs a 404 by itself
            page.goto(path)
    assert not faults


def test_a_script_that_slipped_in_could_not_ask_another_host(reader, site):
    page = reader()
    faults = watched(page, site)
    page.goto("/en/")
    try:
        page.evaluate("fetch('http://tracker.invalid/')")
        refused = False
    except Error:
        refused = True
    assert refused and "Content Security Policy" in " ".join(faults)

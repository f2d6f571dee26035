"""The pages of a running site, found as a reader finds them: by its links. One page of each kind is enough."""

from __future__ import annotations

from collections import deque
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

LANGUAGES = ("mn", "en")
CANDIDATES = 4  # of each kind so many are opened; the fullest stands for all

# What has the same address as another page but another look.
BESIDES = {
    "search with results": "search/?q=working",
    "search without results": "search/?q=xyzzy",
    "organisations of one sector": "organisations/?sector=civil_society",
    "organisations, second page": "organisations/?page=2",
    "contributions of one side": "plans/nap5/contributions/?side=non_government",
    "figure that is not recorded": "plans/nap5/figures/updates-on-time/",
    "nothing at this address": "there-is-no-such-page/",
}


def pages(site: str, language: str) -> dict[str, str]:
    """The kinds of public pages of one language, each with the path of one of it."""
    fullest: dict[str, tuple[int, str]] = {}
    opened: dict[str, int] = {}
    connection = HTTPConnection(urlsplit(site).netloc, timeout=20)
    start = f"/{language}/"
    known, waiting = {start}, deque([start])
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path)
        if opened.get(kind, 0) == CANDIDATES:
            continue
        opened[kind] = opened.get(kind, 0) + 1
        html = _html(connection, path)
        fullest[kind] = max(fullest.get(kind, (0, "")), (len(html), path))
        for link in _links(html):
            if link.startswith(start) and not link.startswith(f"{start}workspace/") and link not in known:
                known.add(link)
                waiting.append(link)
    connection.close()
    found = {kind: path for kind, (length, path) in fullest.items() if length}
    return found | {kind: start + rest for kind, rest in BESIDES.items()}


def kind_of(path: str) -> str:
    """The name of the route that answers: its pages are made by one template."""
    try:
        return resolve(path).view_name
    except Resolver404:
        raise AssertionError(f"A page links to {path}, which no route answers.") from None


def _html(connection: HTTPConnection, path: str) -> str:
    """A page as it is sent; empty for what is no page."""
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (answer.status, path)
    return body.decode() if answer.headers.get_content_type() == "text/html" else ""


def _links(html: str) -> list[str]:
    reader = _Links()
    reader.feed(html)
    return reader.found


class _Links(HTMLParser):
    """The paths that a page links to, without what follows ? and #."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith("/"):
            self.found.append(href.partition("#")[0].partition("?")[0])

"""Walking the site as a stranger does: from the first page, by its links, until no new address turns up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from django.core.signals import request_finished
from django.db import close_old_connections, connection, reset_queries
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve

STATIC = "/static/"


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _tag, attributes in self.tags if attribute in attributes]


@dataclass
class Visit:
    """One address: the first answer and the second, with the queries that each took."""

    path: str
    first: HttpResponse
    second: HttpResponse
    cold: int
    warm: int
    text: str = field(default="", repr=False)

    @cached_property
    def page(self) -> Tags:
        return Tags(self.text)

    @property
    def is_page(self) -> bool:
        return self.first.get("Content-Type", "").startswith("text/html") and self.first.status_code == 200

    def links(self) -> list[str]:
        """Addresses of this site that the page leads to."""
        found = self.page.values("href") if self.is_page else []
        here = self.path.partition("?")[0]
        paths = [f"{here}{link}" if link.startswith("?") else link for link in found]
        return [path.partition("#")[0] for path in paths if re.match(r"/(?!/)", path)]


def visit(path: str) -> Visit:
    """Fetch an address twice with a client that has never been here, from a cache that holds nothing of it."""
    client = Client()
    client.handler.load_middleware()  # a page cache of its own
    answers, counts = [], []
    for _each in range(2):
        reset_queries()  # the log has an end, and tests that walk far come to it
        with CaptureQueriesContext(connection) as queries:
            answers.append(_whole(client.get(path)))
        counts.append(len(queries))
    first = answers[0]
    text = "" if first.streaming or first.status_code != 200 else first.content.decode()
    return Visit(path, *answers, *counts, text=text)


def _whole(answer: HttpResponse) -> HttpResponse:
    """An answer that was read to its end, as a reader would."""
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer


def walk(*starts: str) -> dict[str, Visit]:
    """Every address that can be reached, once."""
    waiting, seen = list(starts), {}
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(STATIC) or "/workspace/" in path:  # behind the wall: the matrix goes there
            continue
        seen[path] = visit(path)
        if seen[path].first.status_code in (301, 302):
            waiting.append(seen[path].first["Location"])
        waiting += seen[path].links()
    return seen


def routes(patterns=None, before: str = "") -> set[str]:
    """Every route of the site, as its pattern is written."""
    found = set()
    for each in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(each.pattern)
        found |= routes(each.url_patterns, here) if isinstance(each, URLResolver) else {here}
    return found


def put_away(answer) -> None:
    """Close a file that is handed out and read by nobody; as the test client does, leave the connection open."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def route_of(path: str) -> str:
    return str(resolve(path.partition("?")[0]).route)


def views() -> dict[str, object]:
    """Every route with its view."""

    def of(patterns, before=""):
        for each in patterns:
            here = before + str(each.pattern)
            if isinstance(each, URLPattern):
                yield here, each.callback
            else:
                yield from of(each.url_patterns, here)

    return dict(of(get_resolver().url_patterns))

"""The cache of public pages: as fast as a file, and never stale.

A page is kept with the stamp of the record it was made from. Each request asks for the stamp of now, one query;
where it is another one, the page is made anew. The stamp is read before the page is made: what changes meanwhile
makes the page newer than its stamp, never older.
"""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from typing import Any

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from tovchoo.kernel import clock
from tovchoo.ledger.rules import stamp

from .site import Site

MOST_BYTES = 16 * 1024**2  # in each worker
CACHE_CONTROL = "public, no-cache"  # may be kept by anybody, must be asked for each time: 304 is cheap
PRIVATE = "private, no-store"
WITH_A_KEY = re.compile(r"/welcome/|/password/new/|/account/e-mail/")
UNCACHED = re.compile(r"/(?:static|data|files|sign-on)/|/healthz|/[a-z-]+/(?:workspace|welcome)/")


@dataclass
class Page:
    """A page as it was made, and its packed forms, made when somebody first asks for them."""

    stamp: tuple[Any, ...]
    body: bytes
    headers: dict[str, str]
    etag: str
    packed: dict[str, bytes] = field(default_factory=dict)

    def in_form(self, accepted: str) -> tuple[str, bytes]:
        if "br" in accepted:
            return "br", self.packed.get("br") or self.packed.setdefault("br", brotli.compress(self.body, quality=5))
        if "gzip" in accepted:
            return "gzip", self.packed.get("gzip") or self.packed.setdefault(
                "gzip", gzip.compress(self.body, 6, mtime=0)
            )
        return "", self.body

    @property
    def size(self) -> int:
        return 2 * len(self.body) + 2000


class PublicPages:
    """Answers with a page from the cache where it is still true, else makes it and keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.held = 0
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # refuses a host that is not ours, also where the page is at hand
        in_the_open = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if in_the_open or request.method not in ("GET", "HEAD") or UNCACHED.match(request.path_info):
            return _private(self.get_response(request), request)
        address = request.get_full_path()
        request.stamp = stamp()  # type: ignore[attr-defined]
        with timezone.override(Site(request.stamp).zone):  # type: ignore[attr-defined]
            now = (request.stamp, clock.today())  # type: ignore[attr-defined]
        page = self.pages.get(address)
        if page is None or page.stamp != now:
            response = self.get_response(request)
            if not isinstance(response, HttpResponse) or not _is_public(response):
                return _private(response, request)
            page = self._keep(address, now, response)
        else:
            self._touch(address)
        return _answer(request, page)

    def _keep(self, address: str, now: tuple[Any, ...], response: HttpResponse) -> Page:
        body = response.content
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        headers |= {"Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding"}
        page = Page(now, body, headers, blake2b(body, digest_size=12).hexdigest())
        with self.lock:
            former = self.pages.pop(address, None)
            self.pages[address] = page
            self.held += page.size - (former.size if former else 0)
            while self.held > MOST_BYTES:
                self.held -= self.pages.popitem(last=False)[1].size
        return page

    def _touch(self, address: str) -> None:
        with self.lock:
            if address in self.pages:
                self.pages.move_to_end(address)


def _is_public(response: HttpResponse) -> bool:
    return response.status_code == 200 and not response.cookies and getattr(response, "is_public", False)


def _private(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """What does not say that anybody may keep it is for one reader alone; an address that is a key tells nobody."""
    if WITH_A_KEY.search(request.path_info):
        response["Referrer-Policy"] = "same-origin"  # with no-referrer browsers send Origin: null, and no form is taken
    with_a_cookie = request.META.get("HTTP_COOKIE") and not request.path_info.startswith("/static/")
    if with_a_cookie or "public" not in response.get("Cache-Control", ""):
        response["Cache-Control"] = PRIVATE
        patch_vary_headers(response, ["Cookie"])
    return response


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    form, body = page.in_form(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    etag = f'"{page.etag}{"-" if form else ""}{form}"'
    if page.etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response: HttpResponse = HttpResponseNotModified(headers=page.headers)
        del response["Content-Type"]
    else:
        response = HttpResponse(b"" if request.method == "HEAD" else body, headers=page.headers)
        response["Content-Length"] = str(len(body))
        if form:
            response["Content-Encoding"] = form
    response["ETag"] = etag
    if request.META.get("HTTP_COOKIE"):  # the page is the same, but no cache between us may think of it as somebody's
        response["Cache-Control"], response["Vary"] = PRIVATE, "Accept-Encoding, Cookie"
    return response

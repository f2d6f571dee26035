"""The product's cache of pages, with a mark on each page that it was given: the same mark, the same making."""

from __future__ import annotations

import os
from itertools import count
from typing import Any

from django.http import HttpResponse

from tovchoo.web import public_pages
from tovchoo.web.public_pages import Page, PublicPages

makings = count(1)


class Marks(PublicPages):
    """Keeps pages as the product does."""

    def _keep(self, address: str, now: tuple[Any, ...], response: HttpResponse) -> Page:
        response["X-Made"] = f"{os.getpid()}-{next(makings)}"
        return super()._keep(address, now, response)


class Forgets(Marks):
    """Holds no byte, so no request finds a page."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        public_pages.MOST_BYTES = 0

"""How often somebody may do what costs something, counted for an address."""

from __future__ import annotations

from allauth.core.internal.httpkit import get_client_ip
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .policy import Refused


class TooOften(Refused):
    """Too many at once; `seconds` tells when to come again."""

    def __init__(self, seconds: int) -> None:
        super().__init__([_("Too many at once. Please come again in a minute; nothing was lost that was sent before.")])
        self.seconds = seconds


def at_most(request: HttpRequest, what: str, *, most: int, seconds: int, by: str = "default") -> None:
    """Count one more of what comes from this address; raises `TooOften` beyond so many in so many seconds.

    Many citizens share one address: limits are for machines, not for people. Counted `by` all processes together, or
    by each `alone`, which takes no query: for pages.
    """
    cache = caches[by]
    key = f"at-most:{what}:{get_client_ip(request)}"
    if cache.add(key, 1, seconds):
        return
    try:
        counted = cache.incr(key)
    except ValueError:  # it ran out this very moment
        return
    if counted > most:
        raise TooOften(seconds)

"""Pages that anybody may read, without a session or an account."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """Mark a page as public: read only, kept in the cache of pages, let through before anybody asks who is there."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.is_public = True  # type: ignore[attr-defined]
        return response

    safe: Any = require_safe(page)
    safe.is_public, safe.login_required = True, False
    return safe  # type: ignore[no-any-return]


def page_of(
    request: HttpRequest, entries: QuerySet[Any] | Sequence[Any], size: int = 100, *, number: int | None = None
) -> Page[Any]:
    """One page of a long list, by `?page=`; a number that makes no sense gives the first or the last. Where it is
    known how many there are, nobody is asked."""
    pages = Paginator(entries, size)
    if number is not None:
        pages.count = number
    return pages.get_page(request.GET.get("page"))

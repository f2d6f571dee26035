"""Around every page: the language of its address, and refusals that explain themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tovchoo.kernel.addresses import LanguageConverter
from tovchoo.kernel.languages import reading
from tovchoo.kernel.policy import Refused

from .site import Site

CODE = re.compile(LanguageConverter.regex)
Answer = Callable[[HttpRequest], HttpResponseBase]


class LanguageOfAddress:
    """The first word of an address is the language of its content; one that this site does not speak is not found."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first = request.path_info[1:].partition("/")[0]
        request.our_site = Site()  # type: ignore[attr-defined]
        with reading(first if CODE.fullmatch(first) else settings.LANGUAGE_CODE):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        language = kwargs.pop("language", None)
        if language is not None and language not in request.our_site.languages:  # type: ignore[attr-defined]
            raise Http404(language)


class ExplainRefusals:
    """A refusal is a page that says what is missing: a government that says no owes its reasons."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return render(request, "web/refused.html", {"reasons": error.reasons}, status=403)
        return None

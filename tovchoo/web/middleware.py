"""Around every page: the language of its address, the wall, the second step, and refusals that explain themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
)
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tovchoo.kernel.addresses import LanguageConverter
from tovchoo.kernel.languages import reading
from tovchoo.kernel.limits import TooOften
from tovchoo.kernel.policy import Refused

from .site import Site

CODE = re.compile(LanguageConverter.regex)
DATA = ("/api/", "/data/", "/feeds/")
Answer = Callable[[HttpRequest], HttpResponseBase]


class OnOurPagesOnly:
    """Nobody else's page shows what is ours; data may be shown within our own domain."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        where = "same-site" if request.path.startswith(DATA) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", where)
        return response


class DataOverHttps:
    """A program that asks for data in the open is refused, not led on to https: it would send its next question in the
    open too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and request.path.startswith(DATA) and not request.is_secure():
            return HttpResponseForbidden(_("Ask for this over https."), content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class MethodsInUse:
    """A page is read or a form is sent. Nothing here answers to another method, whoever asks: also where a library's
    view would take a PUT as if it were a form."""

    METHODS = ("GET", "HEAD", "POST")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request) if request.method in self.METHODS else HttpResponseNotAllowed(self.METHODS)


class LanguageOfAddress:
    """The first word of an address is the language of its content; one that this site does not speak is not found.
    Its days and hours are those of the site's jurisdiction."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first = request.path_info[1:].partition("/")[0]
        request.our_site = Site(getattr(request, "stamp", None))  # type: ignore[attr-defined]
        with reading(first if CODE.fullmatch(first) else settings.LANGUAGE_CODE), timezone.override(None):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        language = kwargs.pop("language", None)
        if language is not None and language not in request.our_site.languages:  # type: ignore[attr-defined]
            raise Http404(language)
        if language is not None or hasattr(request, "stamp"):  # what is for computers only asks no more than it must
            timezone.activate(request.our_site.zone)  # type: ignore[attr-defined]


class SignInWall(LoginRequiredMiddleware):
    """Everything is behind it but what says otherwise, and that is let through before anybody asks who is there."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class SecondStep:
    """Who keeps the record comes no further than their own account until it has a second factor."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match: Any = request.resolver_match
        if not getattr(view, "login_required", True) or match.route.partition("/")[2].startswith("workspace/account/"):
            return None
        account: Any = request.user
        if not account.keeps_the_record or request.session.get("second_step"):
            return None
        if not is_mfa_enabled(account, ["totp", "webauthn"]):
            return redirect("mfa_activate_totp")
        request.session.cycle_key()  # a stronger session has another name
        request.session["second_step"] = True
        return None


class ExplainRefusals:
    """A refusal is a page that says what is missing: a government that says no owes its reasons."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            status = 429 if isinstance(error, TooOften) else 403
            answer = render(request, "web/refused.html", {"reasons": error.reasons}, status=status)
            if isinstance(error, TooOften):
                answer["Retry-After"] = str(error.seconds)
            return answer
        return None

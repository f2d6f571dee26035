"""The national sign-on: allauth's way there and back, held to what identifies somebody for good."""

from __future__ import annotations

from functools import wraps
from hashlib import sha256
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from requests import RequestException

from tovchoo.kernel.languages import reader, reading
from tovchoo.kernel.pages import View

LANGUAGE = "language_of_the_sign_on"


class OpenIDConnect(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Somebody is the issuer and the subject of a token: nothing else stays theirs for good, and no more is kept."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        said = self._decode_id_token(app, kwargs["response"].get("id_token", ""))
        if not said.get("sub"):
            raise OAuth2Error("The token names nobody.")
        login = self.get_provider().sociallogin_from_response(request, {"sub": _uid(said["iss"], said["sub"])})
        login.account.extra_data = {}
        return login


def _uid(issuer: str, subject: str) -> str:
    """As long for a long subject as for a short one, and another for the same subject elsewhere."""
    return sha256(f"{issuer} {subject}".encode()).hexdigest()


@login_not_required
def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    return leave(request, _openid_connect(request, provider_id))


@login_not_required
def end(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    return come_back(request, _openid_connect(request, provider_id))


def _openid_connect(request: HttpRequest, provider_id: str) -> OpenIDConnect:
    known = get_adapter().list_apps(request, provider="openid_connect")
    if provider_id not in {each.provider_id for each in known}:
        raise Http404(provider_id)
    return OpenIDConnect(request, provider_id)


def leave(request: HttpRequest, adapter: Any) -> HttpResponseBase:
    """To the sign-on. The way back has no language in its address, so it is remembered."""
    if request.method == "POST":
        request.session[LANGUAGE] = reader()
    return _answer(request, adapter, OAuth2LoginView)


def come_back(request: HttpRequest, adapter: Any) -> HttpResponseBase:
    """From the sign-on, into the language in which somebody left."""
    with reading(request.session.get(LANGUAGE, settings.LANGUAGE_CODE)):
        return _answer(request, adapter, OAuth2CallbackView)


def _answer(request: HttpRequest, adapter: Any, view: Any) -> HttpResponseBase:
    """A sign-on that is out of order is a page that says so, not a failure of ours."""
    try:
        return view.adapter_view(adapter)(request)  # type: ignore[no-any-return]
    except (OAuth2Error, RequestException) as error:
        return render_authentication_error(request, adapter.get_provider(), exception=error)  # type: ignore[no-any-return]


def leads_to_the_sign_on(view: View) -> View:
    """A page whose forms may end at the sign-on: browsers hold `form-action` against redirects too."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response._csp_update = {"form-action": list(settings.SIGN_ONS.values())}  # type: ignore[attr-defined]
        return response

    return page

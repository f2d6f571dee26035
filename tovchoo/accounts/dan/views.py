"""To ДАН and back; and the registration number found in what it answers."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase

from tovchoo.accounts.sign_on import come_back, leave


class DanAdapter(OAuth2Adapter):  # type: ignore[misc]
    provider_id = "dan"

    @property
    def authorize_url(self) -> str:
        return f"{settings.SIGN_ONS['dan']}/oauth2/authorize"

    @property
    def access_token_url(self) -> str:
        return f"{settings.SIGN_ONS['dan']}/oauth2/token"

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        with get_adapter().get_requests_session() as session:
            url, bearer = f"{settings.SIGN_ONS['dan']}/oauth2/api/v1/service", f"Bearer {token.token}"
            answer = session.get(url, headers={"Authorization": bearer})
        answer.raise_for_status()
        return self.get_provider().sociallogin_from_response(request, {"regnum": registration_number(answer.json())})


def registration_number(answer: Any) -> str:
    """The only one in an answer: an error of a service, or two people in one answer, is nobody."""
    parts = [each for each in answer if isinstance(each, dict)] if isinstance(answer, list) else []
    services = [service for each in parts for service in each.get("services", {}).values()]
    answered = [each.get("response") or {} for each in services if each.get("resultCode", 0) == 0]
    numbers = {str(each["regnum"]).strip().upper() for each in answered if each.get("regnum")}
    if len(numbers) != 1:
        raise OAuth2Error("The answer does not name one citizen.")
    return numbers.pop()


@login_not_required
def begin(request: HttpRequest) -> HttpResponseBase:
    return leave(request, DanAdapter(request))


@login_not_required
def end(request: HttpRequest) -> HttpResponseBase:
    return come_back(request, DanAdapter(request))

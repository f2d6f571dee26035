"""ДАН as a provider of allauth: what it is asked for, and who somebody is."""

from __future__ import annotations

import base64
import json
from typing import Any

from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .views import DanAdapter


class DanProvider(OAuth2Provider):  # type: ignore[misc]
    id = "dan"
    name = "ДАН"
    account_class = ProviderAccount
    oauth2_adapter_class = DanAdapter

    def get_scope(self) -> list[str]:
        """The services of the settings, as ДАН wants them written."""
        services = json.dumps(super().get_scope(), ensure_ascii=False)
        return [base64.b64encode(services.encode()).decode()]

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """No address may ask the state for more about somebody than the settings do."""
        return self.get_scope()

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        return dict(self.get_auth_params())

    def extract_uid(self, data: dict[str, str]) -> str:
        """Not the registration number, nor anything that it can be guessed from without the key."""
        return salted_hmac("tovchoo.accounts.dan", data["regnum"], algorithm="sha256").hexdigest()

    def extract_extra_data(self, data: dict[str, str]) -> dict[str, str]:
        return {}

    def extract_common_fields(self, data: dict[str, str]) -> dict[str, str]:
        return {}


provider_classes = [DanProvider]

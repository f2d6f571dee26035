"""What a browser sends for a passkey: JSON from outside, so it is measured before it is read."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError

LONGEST = 20_000


class CredentialInput(forms.JSONField):
    """JSON; what is too long, too deep, too large a number or no object is refused as what is no JSON."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, max_length=LONGEST)

    def to_python(self, value: Any) -> Any:
        try:
            if isinstance(value, str) and len(value) <= LONGEST:
                said = super().to_python(value)
                if isinstance(said, dict):
                    return said
        except (RecursionError, ValueError):  # ValidationError is none of them, and passes
            pass
        raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": str(value)[:80]})


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(required=False, max_length=120)
    credential = CredentialInput()


class SignInWithPasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    credential = CredentialInput()


class SecondStepWithPasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = CredentialInput()


class AgainWithPasskeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = CredentialInput()

"""What allauth asks of us: its letters go into our outbox in both languages, its secrets are kept sealed, and nobody
signs up: an account comes from an invitation."""

from __future__ import annotations

import base64
import time
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import reader
from tovchoo.mail.rules import write

from .letters import LETTERS
from .models import Account

LONGEST_PASSWORD = 1000
LONGEST_ADDRESS = 254


def plain_address(email: str) -> str:
    """An address as every mail server reads it; raises ValidationError where two could read it in two ways."""
    if len(email) > LONGEST_ADDRESS or not email.isascii() or not email.isprintable():
        raise ValidationError(
            _("An address has at most %d characters: unaccented Latin letters, digits and signs.") % LONGEST_ADDRESS
        )
    return email


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return address("web:workspace")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return address("web:home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return address("accounts:mine")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return address("accounts:mine")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever signed in just now need not prove it again; after ten minutes they must."""
        request = context.request
        records = get_authentication_records(request, request.user)
        latest = max((each["at"] for each in records), default=0.0)
        return bool(time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def clean_email(self, email: str) -> str:
        return plain_address(email)

    def clean_password(self, password: str, user: Any = None) -> str:
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(_("A password has at most %d characters.") % LONGEST_PASSWORD)
        return str(super().clean_password(password, user))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox; the page answers as fast whether there is such an account or not."""
        told = LETTERS[template_prefix.rpartition("/")[2]]
        write(template_prefix.rpartition("/")[2], email, lambda: told(context), language=reader())


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def _get_site_name(self) -> str:
        return str(context.request.our_site.name)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Those who keep the record need one; nobody is left without it."""
        account: Account = authenticator.user
        others = Authenticator.objects.filter(user=account).exclude(pk=authenticator.pk)
        return not account.keeps_the_record or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> Fernet:
    """Made of the key of the installation: a copy of the database alone opens no second factor."""
    return Fernet(base64.urlsafe_b64encode(sha256(f"second factor {settings.SECRET_KEY}".encode()).digest()))


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The national sign-on proves who somebody is; it opens no account by itself, and an e-mail joins it to none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Known by issuer and subject or not at all; whoever holds an invitation opens their account with it."""
        sociallogin.token = None  # it has served: no session is to hold it
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        if key := request.session.get("invitation"):
            request.session["sign_on"] = sociallogin.serialize()
            raise ImmediateHttpResponse(redirect("accounts:welcome", reader(), key))
        raise ImmediateHttpResponse(redirect("account_signup"))

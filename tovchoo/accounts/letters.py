"""What allauth's letters say. One function each, asked once for every language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from tovchoo.kernel.languages import interface
from tovchoo.mail.words import Words


def _told(subject: str, does: str) -> Words:
    """Of what was changed in an account: whoever did not do it must know at once what to do."""
    return Words(
        subject=subject,
        says=[does, _("If that was not you, set a new password now and tell the secretariat.")],
        to_do=_("Set a new password"),
        path=reverse("account_reset_password"),
    )


def _in_this_language(url: str) -> str:
    """The path of an address, whatever host the request came to, in the language of this part of the letter."""
    return f"/{interface()}/{urlsplit(url).path[1:].partition('/')[2]}"


def password_reset_key(context: dict[str, Any]) -> Words:
    return Words(
        subject=_("A new password"),
        says=[
            _("Somebody, perhaps you, asked for a new password for this address."),
            _("The link works once, for a day. If it was not you, leave it alone: nothing changes."),
        ],
        to_do=_("Set a new password"),
        path=_in_this_language(context["password_reset_url"]),
    )


def email_confirmation(context: dict[str, Any]) -> Words:
    return Words(
        subject=_("Is this your address?"),
        says=[_("Somebody, perhaps you, gave this address for an account. Confirm it, and letters will come here.")],
        to_do=_("Confirm the address"),
        path=_in_this_language(context["activate_url"]),
    )


LETTERS: dict[str, Callable[[dict[str, Any]], Words]] = {
    "password_reset_key": password_reset_key,
    "email_confirmation": email_confirmation,
    "password_reset": lambda _c: _told(_("Your password was set anew"), _("The password of your account was set anew.")),
    "password_changed": lambda _c: _told(_("Your password was changed"), _("The password of your account was changed.")),
    "password_set": lambda _c: _told(_("A password was set"), _("A password was set for your account.")),
    "email_changed": lambda _c: _told(_("Your address was changed"), _("The e-mail address of your account was changed.")),
    "email_deleted": lambda _c: _told(_("An address was removed"), _("An e-mail address of your account was removed.")),
    "email_confirm": lambda _c: _told(_("An address was confirmed"), _("An e-mail address of your account was confirmed.")),
    "totp_activated": lambda _c: _told(_("Second step added"), _("An app for the second step was added to your account.")),
    "totp_deactivated": lambda _c: _told(_("Second step removed"), _("The app for the second step was removed from your account.")),
    "recovery_codes_generated": lambda _c: _told(_("New spare codes"), _("New spare codes were made for your account.")),
    "webauthn_added": lambda _c: _told(_("Passkey added"), _("A passkey was added to your account.")),
    "webauthn_removed": lambda _c: _told(_("Passkey removed"), _("A passkey was removed from your account.")),
    "account_connected": lambda _c: _told(_("Sign-on joined"), _("Another way to sign in was joined to your account.")),
    "account_disconnected": lambda _c: _told(_("Sign-on taken off"), _("Another way to sign in was taken off your account.")),
}  # fmt: skip

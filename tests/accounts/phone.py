"""The app on somebody's phone: it shows six digits."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tovchoo.accounts.models import Account


def code_shown_to(account: Account) -> str:
    """What it shows at this moment."""
    kept = Authenticator.objects.get(user=account, type="totp").data["secret"]
    return shown_for(get_adapter().decrypt(kept))


def shown_for(secret: str) -> str:
    """What it shows for a key that was typed in, on a phone half a minute fast: it is good for a minute."""
    *_earlier, counter = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, counter))

"""Pages: an invitation, who can sign in, and one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import reader
from tovchoo.kernel.pages import page_of
from tovchoo.ledger.pages import act_page, form_page, form_shown, sent

from . import rules
from .forms import AdministratorForm, InviteForm, LanguageForm, WelcomeForm
from .models import Account, Invitation
from .policy import ACCOUNT, INVITATION, WAITING


@login_not_required
@form_page
def welcome(request: HttpRequest, key: str) -> HttpResponseBase:
    """An invitation opens: once, with a password, a passkey or the national sign-on."""
    invitation = get_object_or_404(Invitation.objects.select_related("person"), key_hash=rules.key_hash(key))
    if missing := INVITATION.missing("accept", invitation, by=request.user):
        used = invitation.stage != WAITING
        return render(request, "accounts/invitation_gone.html", {"used": used, "reasons": missing}, status=404)
    if invitation.email and (known := Account.objects.filter(email=invitation.email).first()):
        return _join(request, invitation, known)
    sign_on = _sign_on(request, key)
    with_password = sign_on is None and "passkey" not in request.POST
    form = WelcomeForm(sent(request), invitation=invitation, with_password=with_password)
    if not form.is_valid():
        given = {"form": form, "invitation": invitation, "sign_on": sign_on, "key": key}
        return render(request, "accounts/welcome.html", given, status=422 if form.is_bound else 200)
    account = rules.accept(invitation, language=reader(), **form.cleaned_data)
    return _first_steps(request, account, sign_on, passkey="passkey" in request.POST)


def _first_steps(
    request: HttpRequest, account: Account, sign_on: SocialLogin | None, *, passkey: bool
) -> HttpResponseBase:
    """Signed in, and on the page where the passkey or the second factor is made, else where the work waits."""
    for left in ("invitation", "sign_on"):
        request.session.pop(left, None)
    if sign_on is not None:
        sign_on.connect(request, account)
    method = "socialaccount" if sign_on else "invitation"
    record_authentication(request, account, method)
    wanted = reverse("mfa_add_webauthn") if passkey else None
    return perform_login(request, account, redirect_url=wanted)  # type: ignore[no-any-return]


def _join(request: HttpRequest, invitation: Invitation, known: Account) -> HttpResponseBase:
    """The address has an account: whoever has signed in to it takes on what the invitation says."""
    if request.user != known:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    if request.method == "POST":
        rules.join(invitation, known)
        return redirect(address("web:workspace"))
    return render(request, "accounts/join.html", {"invitation": invitation})


def _sign_on(request: HttpRequest, key: str) -> SocialLogin | None:
    """What was proved for this invitation; who comes with another must prove it again: it may be somebody else."""
    if request.session.get("invitation") != key:
        request.session.pop("sign_on", None)
    request.session["invitation"] = key
    kept = request.session.get("sign_on")
    return SocialLogin.deserialize(kept) if kept else None


@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """Who can sign in, and who is invited."""
    ACCOUNT.ask("list", None, by=request.user)
    accounts = Account.objects.select_related("person").order_by("email")
    factors = set(Authenticator.objects.exclude(type="recovery_codes").values_list("user_id", flat=True))
    waiting = Invitation.objects.filter(stage=WAITING).select_related("person").order_by("ends_at")[:100]
    given = {"accounts": page_of(request, accounts), "factors": factors, "waiting": waiting}
    return render(request, "accounts/access.html", given | {"may_name": request.user.is_administrator})  # type: ignore[union-attr]


@form_page
def invite(request: HttpRequest) -> HttpResponse:
    """Somebody who holds a seat, or is to hold one."""
    ACCOUNT.ask("list", None, by=request.user)
    form = InviteForm(sent(request), initial={"language": reader()})
    if not form.is_valid():
        return _form(request, form, _("Invite somebody"))
    said = form.cleaned_data
    rules.invite_to_a_seat(**said, by=request.user)
    return _sent(request, said["email"])


@form_page
def invite_administrator(request: HttpRequest) -> HttpResponse:
    """Somebody who is to keep the site itself."""
    INVITATION.ask("invite_administrator", Invitation(), by=request.user)
    form = AdministratorForm(sent(request), initial={"language": reader()})
    if not form.is_valid():
        return _form(request, form, _("Invite an administrator"))
    said = form.cleaned_data
    rules.invite(said["email"], name=said["name"], administrator=True, language=said["language"], by=request.user)
    return _sent(request, said["email"])


def _form(request: HttpRequest, form: Any, title: str) -> HttpResponse:
    return form_shown(request, form, title=title, back=address("accounts:access"), button=_("Send the invitation"))


def _sent(request: HttpRequest, email: str) -> HttpResponse:
    messages.success(request, _("The invitation to %(address)s is on its way.") % {"address": email})
    return redirect(address("accounts:access"))


@act_page
def send_again(request: HttpRequest, pk: Any) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    rules.send_again(invitation, by=request.user)
    return _sent(request, invitation.email)


@act_page
def withdraw(request: HttpRequest, pk: Any) -> HttpResponse:
    rules.withdraw(get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, _("The invitation was withdrawn; its link opens nothing any more."))
    return redirect(address("accounts:access"))


@act_page
def close(request: HttpRequest, pk: Any) -> HttpResponse:
    account = get_object_or_404(Account.objects.visible_to(request.user), pk=pk)
    rules.close(account, by=request.user)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": account})
    return redirect(address("accounts:access"))


@act_page
def reopen(request: HttpRequest, pk: Any) -> HttpResponse:
    account = get_object_or_404(Account.objects.visible_to(request.user), pk=pk)
    rules.reopen(account, by=request.user)
    messages.success(request, _("%(name)s can sign in again.") % {"name": account})
    return redirect(address("accounts:access"))


@form_page
def mine(request: HttpRequest) -> HttpResponse:
    """One's own account: how to sign in, what one holds, the language of letters."""
    account: Any = request.user
    form = LanguageForm(sent(request), initial={"language": account.language})
    if form.is_valid():
        rules.speak(account, form.cleaned_data["language"], by=account)
        messages.success(request, _("Saved."))
        return redirect(address("accounts:mine"))
    factors = list(Authenticator.objects.filter(user=account).order_by("created_at"))
    given = {
        "form": form,
        "app": next((each for each in factors if each.type == "totp"), None),
        "codes": next((each for each in factors if each.type == "recovery_codes"), None),
        "passkeys": [each for each in factors if each.type == "webauthn"],
        "joined": SocialAccount.objects.filter(user=account),
    }
    return render(request, "accounts/mine.html", given, status=422 if form.is_bound else 200)

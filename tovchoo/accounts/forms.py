"""What people type to invite somebody, and to accept."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.inputs import Form, LocalizedInput
from tovchoo.kernel.languages import name as language_name
from tovchoo.people.models import Forum, Person, Seat

from .adapter import LONGEST_PASSWORD, plain_address
from .models import Account, Invitation


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].validators.append(MaxLengthValidator(LONGEST_PASSWORD))
        self.fields["login"].label, self.fields["password"].label = _("E-mail"), _("Password")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AddressInput(forms.EmailField):
    """An e-mail address that is the same for every mail server."""

    def clean(self, value: Any) -> str:
        return plain_address(str(super().clean(value)).lower())


def languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code, _name in settings.LANGUAGES]


class InviteForm(Form):
    email = AddressInput(label=_("E-mail"), help_text=_("Never shown in public."))
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who"), required=False, empty_label=_("Somebody not yet in the record"),
        help_text=_("Somebody of the record who cannot sign in yet."),
    )  # fmt: skip
    name = LocalizedInput(
        states=False,
        label=_("Name"),
        required=False,
        help_text=_("Of somebody not yet in the record. It will be public with the seat."),
    )
    forum = forms.ModelChoiceField(
        Forum.objects.order_by("id"), label=_("Seat in"), required=False, empty_label=_("No new seat"),
        help_text=_("What they may do follows from the seat."),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("As"), required=False, choices=[("", _("member")), *Seat.Role.choices])
    language = forms.ChoiceField(label=_("Language of the letter"), choices=languages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_account = Account.objects.exclude(person=None).values("person")
        field: Any = self.fields["person"]
        field.queryset = Person.objects.exclude(pk__in=with_account).order_by("id")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("person") and not said.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose somebody of the record, or write a name."))
        if not said.get("person") and not said.get("forum"):
            self.add_error("forum", _("Somebody new comes into the record with a seat: choose where."))
        return said


class AdministratorForm(Form):
    email = AddressInput(label=_("E-mail"), help_text=_("Never shown in public."))
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=languages)


class WelcomeForm(Form):
    """A password may be left out: then a passkey is made on the next page."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))

    email = AddressInput(
        label=_("E-mail"), help_text=_("You sign in with it. Never shown in public."),
        widget=forms.EmailInput({"autocomplete": "username"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. A few words that only you would put together are best."),
    )

    def __init__(self, *args: Any, invitation: Invitation, with_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given_email = invitation.email
        if invitation.email:
            del self.fields["email"]
        if invitation.person or invitation.name:
            del self.fields["name"]
        if not with_password:
            del self.fields["password"]

    def clean_password(self) -> str:
        email = self.given_email or str(self.cleaned_data.get("email", ""))
        return str(get_adapter().clean_password(self.cleaned_data["password"], Account(email=email)))


class LanguageForm(Form):
    language = forms.ChoiceField(label=_("Language of letters"), choices=languages)

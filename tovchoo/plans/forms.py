"""What people type to set up a jurisdiction and its plan."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.inputs import EntryForm
from tovchoo.kernel.languages import TRADITIONAL
from tovchoo.kernel.languages import name as language_name

from .models import Jurisdiction, Plan


def languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code, _name in settings.LANGUAGES]


def languages_of_plans() -> list[tuple[str, str]]:
    """Those of the site, and where Mongolian is one, its traditional script."""
    found = languages()
    return [*found, (TRADITIONAL, language_name(TRADITIONAL))] if "mn" in dict(found) else found


class JurisdictionForm(EntryForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=languages, widget=forms.CheckboxSelectMultiple,
        help_text=_("In which the site speaks, from its first plan on."),
    )  # fmt: skip
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(zone, zone) for zone in sorted(available_timezones())],
        initial=settings.TIME_ZONE, help_text=_("Days begin and hours are told in it, from its first plan on."),
    )  # fmt: skip

    class Meta:
        model = Jurisdiction
        fields = ["name", "languages", "time_zone", "note"]


class PlanForm(EntryForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=languages_of_plans, widget=forms.CheckboxSelectMultiple,
        help_text=_("The traditional script goes beside Mongolian; nothing waits for it."),
    )  # fmt: skip
    authoritative_language = forms.ChoiceField(
        label=_("Authoritative language"), choices=lambda: [("", "—"), *languages()], required=False,
        help_text=_("The one that counts where two differ."),
    )  # fmt: skip

    class Meta:
        model = Plan
        fields = ["jurisdiction", "ordinal", "title", "start", "end", "languages", "authoritative_language",
                  "predecessor", "working_group", "msf", "secretariat", "approval", "order", "note"]  # fmt: skip
        help_texts = {"ordinal": _("Which plan it is in order: 5 for the fifth.")}

    def clean_languages(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["languages"]
        if TRADITIONAL in chosen and "mn" not in chosen:
            raise forms.ValidationError(_("The traditional script is written beside Mongolian: choose that too."))
        return chosen

"""What people type to put a version to the vote and to record what followed in law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.files.inputs import FileInput
from tovchoo.kernel.inputs import LocalizedInput
from tovchoo.people.forms import InstrumentForm
from tovchoo.people.models import Instrument


class VoteForm(forms.Form):
    title = LocalizedInput(label=_("Title"), states=False)
    text = LocalizedInput(label=_("Text of the motion"), lines=4, states=False)


class EndorsementForm(InstrumentForm):
    """An order or approval of the register, or a new one with its signed file."""

    existing = forms.ModelChoiceField(
        label=_("In the register already"), queryset=Instrument.objects.defer("folded").order_by("id"), required=False,
        help_text=_("Choose it here and leave the other fields empty; or enter a new one below."),
    )  # fmt: skip
    file = FileInput(label=_("Signed file"), required=False)
    sha256 = forms.RegexField(
        r"^[0-9a-fA-F]{64}$", label=_("SHA-256 of the text, as the instrument names it"), required=False,
        max_length=64,
        help_text=_("As it is printed in the annex; empty where it names none."),
        error_messages={"invalid": _("64 signs: digits and letters from a to f.")},
    )  # fmt: skip
    despite = forms.CharField(
        label=_("Why it is recorded although something is missing"), max_length=300, required=False,
        help_text=_("Only where a gate says that something is missing: why, for everybody to read."),
    )  # fmt: skip

    class Meta(InstrumentForm.Meta):
        fields = ["kind", "number", "date", "title", "issuer_organisation", "issuer_office", "issuer_forum"]

    field_order = ["existing", *Meta.fields, "file", "sha256", "despite"]

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in ("title", "kind"):
            self.fields[name].required = False

    def clean_sha256(self) -> str:
        return str(self.cleaned_data["sha256"]).lower()

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said.get("existing"):
            for name in ("title", "kind"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Enter it, or choose one of the register above."))
        return said

    def _post_clean(self) -> None:
        if not self.cleaned_data.get("existing"):
            super()._post_clean()  # type: ignore[misc]

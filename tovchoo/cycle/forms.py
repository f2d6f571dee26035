"""What people type to plan a process, and to say why a draft was changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.inputs import EntryForm, Form, LocalizedInput

from .models import Step


class StepForm(EntryForm):
    class Meta:
        model = Step
        fields = ["plan", "title", "starts", "ends", "note"]


class BecauseForm(Form):
    reason = LocalizedInput(
        label=_("Why it was changed"), lines=2, states=False,
        help_text=_("For everybody to read with the next version."),
    )  # fmt: skip
    source = forms.ChoiceField(label=_("What led to it"), required=False)

    def __init__(self, *args: Any, sources: list[Any], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["source"].choices = [("", "—"), *sources]  # type: ignore[attr-defined]

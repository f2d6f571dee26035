"""What people type about minutes; the minutes themselves are typed into passages, which no form holds up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel import clock
from tovchoo.kernel.inputs import AsksAgain, Form
from tovchoo.meetings.forms import moment
from tovchoo.meetings.models import Meeting
from tovchoo.plans.forms import languages

from .models import Correction, Writing
from .rules import ends_earlier


class BeginForm(Form):
    language = forms.ChoiceField(
        label=_("Language in which they are taken down"), choices=languages,
        help_text=_("The text in it is the original; the others are working translations."),
    )  # fmt: skip


class CirculateForm(Form):
    until = moment(_("Corrections are taken until"))
    despite = forms.CharField(
        label=_("Why the time is shorter than the forum's rule"), max_length=300, required=False,
        help_text=_("Only where it breaks a rule of the forum: why, for everybody to read."),
    )  # fmt: skip


class MoveEndForm(Form):
    until = moment(_("Corrections are taken until"))
    reason = forms.CharField(
        label=_("Why they end earlier"), max_length=300, required=False,
        help_text=_("Only where members would have less time than they were told: why, for everybody to read."),
    )  # fmt: skip

    def __init__(self, *args: Any, writing: Writing, **given: Any) -> None:
        super().__init__(*args, **given)
        self.writing = writing

    def clean(self) -> dict[str, Any]:
        """What the rule would refuse is said beside the field, where nothing that was typed is lost."""
        said: dict[str, Any] = super().clean() or {}
        until = said.get("until")
        if until and until <= clock.now():
            self.add_error("until", _("The time for corrections ends in the future."))
        elif until and not said.get("reason") and (told := ends_earlier(self.writing, until)):
            self.add_error("reason", told)
        return said


class CorrectionForm(AsksAgain, forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["item", "text"]

    def __init__(self, *args: Any, meeting: Meeting, **given: Any) -> None:
        super().__init__(*args, **given)
        items: Any = self.fields["item"]
        items.queryset, items.empty_label = meeting.items.order_by("number"), _("The meeting as a whole")


class AnswerForm(Form):
    answer = forms.ChoiceField(label=_("Answer"), choices=Correction.Answer.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Where it is not taken over: why. The members read it."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("answer") == Correction.Answer.NOT_TAKEN_OVER and not said.get("reason"):
            self.add_error("reason", _("A correction that is not taken over has a reason."))
        return said

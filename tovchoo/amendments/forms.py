"""What people type to propose an amendment, to recommend, to decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.inputs import Form, LocalizedInput
from tovchoo.kernel.languages import tag
from tovchoo.kernel.spelling import deceiving
from tovchoo.people.models import Organisation
from tovchoo.writing.pages import clean
from tovchoo.writing.rules import LONGEST

from .landing import ADD, LEAVE_OUT, WORD
from .models import Amendment

Stage = Amendment.Stage


class WordsField(forms.CharField):
    """Words of a passage, kept as they were typed; no sign in them deceives."""

    is_asked = True  # by the choice that it belongs to

    def __init__(self, *, rows: int = 8, **given: Any) -> None:
        super().__init__(max_length=LONGEST, widget=forms.Textarea({"rows": rows}), strip=False, **given)

    def clean(self, value: Any) -> str:
        """What was typed is looked at before anything is left out of it."""
        return clean(super().clean(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if told := deceiving(value):
            raise ValidationError(told, code="deceiving")


class ProposeForm(Form):
    """A passage otherwise, left out, or one more behind it."""

    kind = forms.ChoiceField(label=_("What is to be done"), choices=Amendment.Kind.choices, widget=forms.RadioSelect)
    after = WordsField(label=_("How it should read"), required=False)
    added = WordsField(
        label=_("The passage to be added"), required=False, rows=4,
        help_text=_("Only where one is to be added behind this."),
    )  # fmt: skip
    reason = LocalizedInput(label=_("Reason"), lines=2, required=False, max_length=2000)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("For which organisation"), required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, entry: Amendment, organisations: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        boxes: dict[str, Any] = self.fields
        boxes["organisation"].queryset = organisations
        for name in ("after", "added"):
            boxes[name].widget.attrs["lang"] = tag(entry.language)
        if entry.place and (entry.place.milestone_id or entry.place.field == "title"):
            boxes["kind"].choices = [each for each in Amendment.Kind.choices if each[0] == WORD]
            del boxes["added"]

    def values(self) -> dict[str, Any]:
        """What an amendment says of it."""
        said = self.cleaned_data
        words = {WORD: said["after"], ADD: said.get("added", ""), LEAVE_OUT: ""}[said["kind"]]
        return {"kind": said["kind"], "after": words, "reason": said["reason"], "organisation": said["organisation"]}

    def blame(self, reasons: list[Any]) -> None:
        """Put what a rule said beside the box that it is about."""
        kind = self.cleaned_data["kind"]
        self.add_error(
            {WORD: "after", ADD: "added"}.get(kind, "kind"), [ValidationError(str(each)) for each in reasons]
        )


class RecommendForm(Form):
    advice = forms.ChoiceField(label=_("Recommendation"), choices=Amendment.Advice.choices, widget=forms.RadioSelect)
    reason = LocalizedInput(label=_("Reason"), lines=2, required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("advice") not in (None, Amendment.Advice.ACCEPT) and not said.get("reason"):
            self.add_error("reason", _("Say why it is not to be accepted as it is."))
        return said


class DecideForm(Form):
    """What is decided; the boxes that a decision does not need are left as they are."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    final = WordsField(
        label=_("The words in which it is accepted"), required=False,
        help_text=_("Only where it is accepted in other words. Everybody reads them."),
    )  # fmt: skip
    in_draft = WordsField(
        label=_("How the passage is to read in the draft"), required=False,
        help_text=_("Others changed the same words meanwhile. Until the next version only those who write read this."),
    )  # fmt: skip
    base = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    overtaken_by = forms.ModelChoiceField(
        Amendment.objects.none(), label=_("Overtaken by"), required=False, empty_label=_("something else")
    )
    reason = LocalizedInput(label=_("Reason of the decision"), lines=2, required=False, max_length=2000)
    meeting = forms.ChoiceField(label=_("Meeting that decided"), required=False)

    def __init__(self, *args: Any, decisions: list[str], others: Any, meetings: Any, met: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        boxes: dict[str, Any] = self.fields
        boxes["decision"].choices = [each for each in Stage.choices if each[0] in decisions]
        boxes["meeting"].choices = [("", _("none")), *meetings]
        boxes["overtaken_by"].queryset = others
        boxes["overtaken_by"].label_from_instance = lambda each: _("Amendment %(number)s") % {"number": each.number}
        if not met:
            del boxes["in_draft"], boxes["base"]
        if Stage.EDITED not in decisions:
            del boxes["final"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        decision = said.get("decision")
        if decision == Stage.DECLINED and not said.get("reason"):
            self.add_error("reason", _("An amendment is declined with a reason."))
        if decision == Stage.OVERTAKEN and not said.get("reason") and not said.get("overtaken_by"):
            self.add_error("overtaken_by", _("Say what overtook it: another amendment, or a reason."))
        if decision == Stage.EDITED and not said.get("final", "").strip():
            self.add_error("final", _("Write the words in which it is accepted."))
        if decision == Stage.EDITED and "in_draft" in self.fields and not said.get("in_draft", "").strip():
            self.add_error("in_draft", _("Say how the passage reads now."))
        return said

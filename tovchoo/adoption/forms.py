"""What people type to put a version to the vote and to record what followed in law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.files.inputs import FileInput
from tovchoo.kernel.inputs import Form, LocalizedInput
from tovchoo.people.forms import InstrumentForm
from tovchoo.people.models import Instrument
from tovchoo.versions.models import Endorsement

from .policy import KINDS, its_day_fits, its_hash_is_that_of_the_text, its_instrument_is_of_its_kind


class VoteForm(Form):
    title = LocalizedInput(label=_("Title"), states=False)
    text = LocalizedInput(label=_("Text of the motion"), lines=4, states=False)


class InstrumentChoice(forms.ModelChoiceField):
    """One of the register, told apart by number and date."""

    def label_from_instance(self, instrument: Any) -> str:
        number = _("No. %(number)s") % {"number": instrument.number} if instrument.number else _("no number")
        return f"{number} · {instrument.date} · {instrument.title}"


class EndorsementForm(InstrumentForm):
    """An instrument of the register by which a step is taken, or a new one with its signed file."""

    existing = InstrumentChoice(
        Instrument.objects.none(), label=_("In the register already"), required=False,
        help_text=_("Those of the kind that this step is taken by, not older than the version. Choose one and leave "
                    "the other fields empty; or enter a new one below."),
    )  # fmt: skip
    file = FileInput(label=_("Signed file"), required=False)
    unrecorded = forms.CharField(
        label=_("Why the number or the signed file is not recorded"), max_length=300, required=False,
        help_text=_("Only where one of them is missing: why, for everybody to read."),
    )  # fmt: skip
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

    field_order = ["existing", *Meta.fields, "file", "unrecorded", "sha256", "despite"]

    def __init__(self, *args: Any, step: Endorsement, **given: Any) -> None:
        super().__init__(*args, **given)
        self.step = step
        for name in ("title", "kind"):
            self.fields[name].required = False
        kinds: Any = KINDS[Endorsement.Kind(step.kind)]
        kind: Any = self.fields["kind"]
        kind.choices = [(each.value, each.label) for each in kinds]
        existing: Any = self.fields["existing"]
        existing.queryset = Instrument.objects.filter(pk__in=self._fitting()).defer("folded").order_by("-date", "id")

    def _fitting(self) -> list[str]:
        """Those of the register by which the step may have been taken; the policy says which."""
        version, taken = self.step.version, Endorsement.objects.filter(version=self.step.version)
        rows = Instrument.objects.exclude(pk__in=taken.values("instrument")).exclude(date=None).only("kind", "date")
        of_its_kind = [each for each in rows if not its_instrument_is_of_its_kind(_by(self.step, each))]
        return [each.pk for each in of_its_kind if not its_day_fits(version, each.date)]

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if told := its_day_fits(self.step.version, day):
            raise forms.ValidationError(str(told))
        return day

    def clean_sha256(self) -> str:
        named = str(self.cleaned_data["sha256"]).lower()
        if told := its_hash_is_that_of_the_text(Endorsement(version=self.step.version, sha256=named)):
            raise forms.ValidationError(str(told))
        return named

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        chosen = said.get("existing")
        for name in () if chosen else ("title", "kind", "date"):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("Enter it, or choose one of the register above."))
        number, file = (chosen.number, chosen.document_id) if chosen else (said.get("number"), said.get("file"))
        if not (number and file) and not said.get("unrecorded") and "file" not in self.errors:
            self.add_error(
                "unrecorded", _("The number or the signed file is missing: add it, or say here why it is not recorded.")
            )
        return said

    def _post_clean(self) -> None:
        if not self.cleaned_data.get("existing"):
            super()._post_clean()  # type: ignore[misc]


def _by(step: Endorsement, instrument: Instrument) -> Endorsement:
    return Endorsement(version=step.version, kind=step.kind, instrument=instrument)

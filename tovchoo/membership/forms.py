"""What people type to draw up a list, and to change who sits where."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.files.inputs import FileInput
from tovchoo.kernel.inputs import AsksAgain, EntryForm, Form, LocalizedInput
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.spans import ends_before, said_of
from tovchoo.people.forms import ReasonForm
from tovchoo.people.models import Instrument, Organisation, Person, Seat, Side

from .models import MemberLine, MemberList

DESPITE = _("Only where it breaks a rule of the forum: why, for everybody to read.")


def day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"))


class UploadForm(Form):
    file = FileInput(
        label=_("Spreadsheet"), required=False,
        help_text=_("XLSX or CSV, as you have it. Empty: you write the list here, line by line."),
    )  # fmt: skip


class ColumnsForm(Form):
    """A question for each column that was not understood."""

    KINDS = [
        ("", _("Nothing that is needed here")), ("name", _("Name")), ("family", _("Family name")),
        ("given", _("Given name")), ("organisation", _("Organisation")), ("position", _("Post")), ("side", _("Side")),
        ("sector", _("Sector")), ("role", _("Part in the forum")), ("email", _("E-mail")), ("gender", _("Gender")),
        ("region", _("Region")),
    ]  # fmt: skip

    def __init__(self, *args: Any, members: MemberList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at, title in members.unread.items():
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=_("Column %(title)s") % {"title": title}, choices=self.KINDS, required=False,
                initial=members.kinds.get(at, ""),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        if not self.has_changed():
            raise forms.ValidationError(_("Nothing else is said of the columns than before: the list stays as it is."))
        return super().clean() or {}

    @property
    def kinds(self) -> dict[str, str]:
        """What is said, by the places of the columns."""
        return {name.removeprefix("column_"): kind for name, kind in self.cleaned_data.items()}


class SidesForm(Form):
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices, widget=forms.RadioSelect)
    lines = forms.TypedMultipleChoiceField(
        label=_("Lines without a side"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave out those of the other side: they are asked for next."),
    )  # fmt: skip

    MOST = 300  # lines on one page

    def __init__(self, *args: Any, members: MemberList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without = members.lines.filter(side="").exclude(decision=MemberLine.Decision.LEAVE).order_by("number")
        lines: Any = self.fields["lines"]
        lines.choices = [(each.number, _line(each)) for each in without[: self.MOST]]
        lines.initial = [number for number, _words in lines.choices]


def _line(line: MemberLine) -> str:
    return f"{line.number}. " + ", ".join(str(each) for each in (line.name, line.organisation) if each)


class LineForm(AsksAgain, forms.ModelForm):
    name = LocalizedInput(label=_("Name"), required=False, states=False)
    organisation = LocalizedInput(label=_("Organisation"), required=False, states=False)
    position = LocalizedInput(label=_("Post"), required=False, states=False)
    known_organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Is this organisation of the record"), required=False,
        empty_label=_("None: a new one is entered"),
    )  # fmt: skip
    decision = forms.ChoiceField(
        label=_("What becomes of it"), choices=MemberLine.Decision.choices[1:], widget=forms.RadioSelect, initial="take"
    )

    class Meta:
        model = MemberLine
        fields = ["name", "organisation", "known_organisation", "position", "side", "sector", "role", "gender",
                  "region", "email", "decision"]  # fmt: skip
        help_texts = {
            "gender": _("As they state it; counted, never shown with a name."),
            "region": _("As they state it; counted, never shown with a name."),
            "email": _("For the invitation. Never shown in public."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = self.fields["known_organisation"]
        known.queryset = Organisation.objects.filter(merged_into=None).order_by("sort_key__en", "id")
        self.fields["gender"] = forms.ChoiceField(
            label=_("Gender"), required=False,
            choices=[("", "—"), ("female", _("woman")), ("male", _("man")), ("other", _("other"))],
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("name") and not said.get("organisation"):
            self.add_error("name", _("A line has a name or an organisation, or both."))
        return said


class Ordered(forms.ModelChoiceField):
    """Orders and approvals, each with its number."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.cited)


class AppointForm(Form):
    instrument = Ordered(
        Instrument.objects.filter(merged_into=None).order_by("-date", "id"), label=_("By which order or approval"),
        help_text=_("It stands in the register, with its number, its date and its file."),
    )  # fmt: skip
    since = day(_("From which day"))
    despite = forms.CharField(label=_("Why a rule is broken"), max_length=300, required=False, help_text=DESPITE)


class GiveForm(EntryForm):
    since = day(_("From which day"))
    despite = forms.CharField(label=_("Why a rule is broken"), max_length=300, required=False, help_text=DESPITE)

    class Meta:
        model = Seat
        fields = ["person", "organisation", "office", "side", "role", "instrument", "note"]

    field_order = ["person", "organisation", "office", "side", "role", "instrument", "since", "note", "despite"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side: Any = self.fields["side"]
        side.required, side.choices = True, [("", "—"), *Side.choices]
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.filter(merged_into=None).order_by("sort_key__en", "id")


class ApartForm(EntryForm):
    reason = forms.CharField(label=_("Where it is known from"), max_length=300)

    class Meta:
        model = Seat
        fields = ["person", "organisation", "office", "role", "note"]


class ReplaceForm(ReasonForm):
    person = forms.ModelChoiceField(
        Person.objects.filter(merged_into=None).order_by("sort_key__en", "id"), required=False,
        label=_("Who sits there from now on"), empty_label=_("Nobody is named yet"),
    )  # fmt: skip
    on = day(_("From which day"))

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if self.seat.since and day <= self.seat.since.first:
            raise forms.ValidationError(_("The seat began on %(date)s: somebody else sits there from a later day.")
                                        % {"date": self.seat.since})  # fmt: skip
        return day


class EndForm(ReasonForm):
    on = day(_("Last day"))
    despite = forms.CharField(label=_("Why a rule is broken"), max_length=300, required=False, help_text=DESPITE)

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if ends_before(self.seat.since, PartialDate(day.isoformat())):
            raise forms.ValidationError(said_of(self.seat.since))
        return day


class StatementForm(Form):
    gender = forms.ChoiceField(
        label=_("Gender"), required=False,
        choices=[("", _("I do not say")), ("female", _("woman")), ("male", _("man")), ("other", _("other"))],
    )  # fmt: skip
    region = forms.CharField(label=_("Region"), max_length=100, required=False)

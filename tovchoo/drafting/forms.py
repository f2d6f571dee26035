"""What people type about a draft beside its passages, which no form holds up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.folding import terms
from tovchoo.kernel.inputs import EntryForm, Form, ListInput, LocalizedInput, PartialDateInput
from tovchoo.kernel.languages import interface
from tovchoo.kernel.spans import ends_before, said_of
from tovchoo.people.models import Organisation, Person
from tovchoo.plans.forms import languages
from tovchoo.plans.models import Charge

from .models import Part, Term

MOST_ORGANISATIONS, MOST_WORDS = 100, 40  # of supporters; of one name: each word is looked for


class OrganisationsInput(ListInput):
    """Organisations of the register by their names, one on each line, as far as the register knows them."""

    def prepare_value(self, value: Any) -> Any:
        named = [str(each) for each in value] if isinstance(value, list | tuple) else value
        return super().prepare_value(named)

    def to_python(self, value: Any) -> list[Any]:  # type: ignore[override]
        named = super().to_python(value)
        if len(named) > MOST_ORGANISATIONS:
            raise ValidationError(_("At most %(most)s organisations."), params={"most": MOST_ORGANISATIONS})
        found = [(each, _called(each)) for each in named]
        unknown = [name for name, organisation in found if organisation is None]
        if unknown:
            told = _("Not in the register: %(names)s. Enter them there first, or write them into the field below.")
            raise ValidationError(told, params={"names": ", ".join(unknown)})
        return [organisation for _name, organisation in found]


def _called(name: str) -> Organisation | None:
    """The one body that has this name, in any language, or this alias."""
    words = terms(name)
    if not words or len(words) > MOST_WORDS:
        return None
    rows = Organisation.objects.filter(merged_into=None)
    for word in words:
        rows = rows.filter(folded__contains=f" {word}")
    called = [each for each in rows[:50] if words in [terms(str(said)) for said in _names(each)]]
    return called[0] if len(called) == 1 else None


def _names(organisation: Organisation) -> list[str]:
    return [*(organisation.name[code] for code in organisation.name.languages), *organisation.aliases]


class BeginForm(Form):
    language = forms.ChoiceField(
        label=_("Language in which it is written"), choices=languages,
        help_text=_("The text in it is the original; the others are translations of it."),
    )  # fmt: skip


class SectionForm(Form):
    title = LocalizedInput(label=_("Title"), states=False)


class LeadInput(forms.ModelChoiceField):
    """An organisation of the register, by their names in the reader's alphabet."""

    def __init__(self, **given: Any) -> None:
        rows = Organisation.objects.filter(merged_into=None).defer("folded", "note")
        super().__init__(rows, label=_("Lead"), required=False, **given)

    def __deepcopy__(self, memo: Any) -> LeadInput:
        made: LeadInput = super().__deepcopy__(memo)
        made.queryset = made.queryset.order_by(f"sort_key__{interface()}", "id")  # type: ignore[union-attr]
        return made


class CommitmentForm(Form):
    title = LocalizedInput(label=_("Title"), states=False)
    lead = LeadInput()


class FactsForm(Form):
    """Who leads and supports, and when."""

    lead = LeadInput()
    supporters = OrganisationsInput(
        label=_("Supporters"), required=False, help_text=_("Organisations of the register, one on each line."),
    )  # fmt: skip
    other_supporters = LocalizedInput(
        label=_("Other supporters, in words"), required=False, states=False,
    )  # fmt: skip
    start = PartialDateInput(label=_("Begins"), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if ends_before(said.get("start"), said.get(self.last)):
            self.add_error(self.last, said_of(said["start"]))
        return said

    last = "end"


class PartForm(FactsForm):
    end = PartialDateInput(label=_("Ends"), required=False)


class MilestoneForm(FactsForm):
    due = PartialDateInput(label=_("To be completed by"), required=False)
    last = "due"


class NewMilestoneForm(MilestoneForm):
    title = LocalizedInput(label=_("Milestone"), states=False)
    outputs = LocalizedInput(
        label=_("Expected outputs"), lines=3, required=False, states=False,
        help_text=_("What will be there when it is done, so that anybody can see whether it is."),
    )  # fmt: skip
    field_order = ["title", "outputs", "start", "due", "lead", "supporters", "other_supporters"]


class ChargeForm(Form):
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.all())
    kind = forms.ChoiceField(label=_("As"), choices=Charge.Kind.choices)
    since = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, part: Part, **given: Any) -> None:
        super().__init__(*args, **given)
        self.part = part
        self.fields["person"].queryset = Person.objects.order_by(f"sort_key__{interface()}", "id")  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        person: Person = self.cleaned_data["person"]
        if Charge.objects.filter(commitment=self.part.commitment, person=person, until=None).exists():
            raise ValidationError(_("This person already answers for it."))
        return person


class TermForm(EntryForm):
    class Meta:
        model = Term
        fields = ["plan", "title", "meaning", "note"]

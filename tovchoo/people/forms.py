"""What people type into the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel import clock
from tovchoo.kernel.inputs import EntryForm, Form, ListInput, PartialDateInput
from tovchoo.kernel.partial_date import PartialDate

from .models import Forum, Instrument, Office, Organisation, Person, Tenure


class ReasonForm(Form):
    """Why: it stands in the history of the entry, in public."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It stands in the history of the entry, for everybody to read.")
    )


class OrganisationForm(EntryForm):
    aliases = ListInput(label=_("Other names"), required=False, help_text=_("One on each line."))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Organisation
        fields = ["name", "aliases", "sector", "kind", "valid_from", "valid_to", "website", "note"]
        help_texts = {"sector": _("Empty unless a source, or the name itself, says it.")}


class OfficeForm(EntryForm):
    class Meta:
        model = Office
        fields = ["title", "organisation", "note"]


class PersonForm(EntryForm):
    class Meta:
        model = Person
        fields = ["name", "note"]
        help_texts = {"name": _("In one piece, as they are known in public.")}


class TenureForm(EntryForm):
    class Meta:
        model = Tenure
        fields = ["office", "person", "since", "until", "note"]


class InstrumentForm(EntryForm):
    class Meta:
        model = Instrument
        fields = ["kind", "number", "date", "title", "issuer_organisation", "issuer_office", "issuer_forum",
                  "document", "note"]  # fmt: skip
        labels = {
            "issuer_organisation": _("Issuer: an organisation"),
            "issuer_office": _("Issuer: an office"),
            "issuer_forum": _("Issuer: a forum"),
        }
        help_texts = {
            "number": _("As printed; empty where it is not recorded."),
            "issuer_organisation": _("Who issued it: one of these three."),
        }

    def clean_date(self) -> PartialDate | None:
        issued: PartialDate | None = self.cleaned_data["date"]
        if issued and issued.first > clock.today():
            raise forms.ValidationError(_("It is dated on the day it was issued, and that is not after today."))
        return issued


class ForumForm(EntryForm):
    class Meta:
        model = Forum
        fields = ["kind", "name", "parent", "served_by", "established_by", "rules", *Forum.RULES, "note"]
        help_texts = {
            "served_by": _("The secretariat that calls its meetings and keeps its papers."),
            "quorum": _("A number entered here is kept to; what is left empty is not asked for."),
            "votes_hidden": _("It cannot be loosened for a vote that has begun."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        served: Any = self.fields["served_by"]
        served.queryset = Forum.objects.filter(kind=Forum.Kind.SECRETARIAT).order_by("id")


class MergeForm(ReasonForm):
    kept = forms.ModelChoiceField(Organisation.objects.none(), label=_("Is the same as"))

    def __init__(self, *args: Any, gone: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: Any = self.fields["kept"]
        order = "-date" if isinstance(gone, Instrument) else "sort_key__en"
        others = type(gone)._default_manager.filter(merged_into=None).exclude(pk=gone.pk)
        kept.queryset = others.order_by(order, "id")


class SuccessionForm(ReasonForm):
    new = forms.ModelChoiceField(Organisation.objects.none(), label=_("Became"))
    on = PartialDateInput(label=_("Since when"))

    def __init__(self, *args: Any, old: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new: Any = self.fields["new"]
        new.queryset = Organisation.objects.filter(merged_into=None).exclude(pk=old.pk).order_by("sort_key__en", "id")

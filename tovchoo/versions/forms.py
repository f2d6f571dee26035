"""What people type to freeze a version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel import clock
from tovchoo.kernel.inputs import EntryForm
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.meetings.models import Meeting
from tovchoo.plans.models import Plan, Version

from .policy import it_is_not_to_come


class FreezeForm(EntryForm):
    meeting = forms.ChoiceField(label=_("Meeting"), required=False, help_text=_("At which it is put forward."))

    class Meta:
        model = Version
        fields = ["title", "purpose", "date", "meeting"]

    def __init__(self, *args: Any, plan: Plan, **given: Any) -> None:
        given["initial"] = {"date": PartialDate(clock.today().isoformat())} | (given.get("initial") or {})
        super().__init__(*args, **given)
        for name in ("title", "purpose", "date"):
            self.fields[name].required = True
        meetings = Meeting.objects.filter(plan=plan).order_by("-date", "pk")[:200]
        meeting: Any = self.fields["meeting"]
        meeting.choices = [("", "—"), *((each.public_id, str(each.title)) for each in meetings)]

    def clean_date(self) -> PartialDate:
        date: PartialDate = self.cleaned_data["date"]
        if told := it_is_not_to_come(date):
            raise forms.ValidationError(str(told))
        return date

"""What people type to call a meeting, to prepare it, and to come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tovchoo.accounts.forms import AddressInput
from tovchoo.files.inputs import FileInput
from tovchoo.files.models import Document
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.inputs import AsksAgain, EntryForm, Form, LocalizedInput
from tovchoo.kernel.moments import zone_name

from .models import Attendance, Meeting, Reply
from .questions import plan_of
from .rules import too_late


def moment(label: Any, *, required: bool = True) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=_("Time in %(zone)s.") % {"zone": zone_name()},
        widget=forms.DateTimeInput({"type": "datetime-local", "class": "short"}, format="%Y-%m-%dT%H:%M"),
    )


class CallForm(EntryForm):
    starts_at = moment(_("Begins"))
    ends_at = moment(_("Ends"), required=False)
    joining = forms.URLField(
        label=_("Address for members"), required=False, assume_scheme="https", max_length=500,
        help_text=_("How members join online; it is in their letters and never in public."),
    )  # fmt: skip
    link = forms.URLField(
        label=_("Public address"), required=False, assume_scheme="https", max_length=500,
        help_text=_("Where anybody joins online; only for meetings to which anybody may come."),
    )  # fmt: skip
    despite = forms.CharField(
        label=_("Why it is called at short notice"), max_length=300, required=False,
        help_text=_("Only where it breaks a rule of the forum: why, for everybody to read."),
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = ["kind", "forum", "plan", "title", "starts_at", "ends_at", "place", "mode", "link"]
        help_texts = {"plan": _("Left out: the plan whose working group the forum is, or the newest plan of the MSF.")}

    field_order = [*Meta.fields, "joining", "despite"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        begins, kind = said.get("starts_at"), said.get("kind") or self.instance.kind
        if begins and said.get("ends_at") and said["ends_at"] <= begins:
            self.add_error("ends_at", _("It ends after it begins."))
        if said.get("link") and not Meeting(kind=kind).is_open:
            self.add_error("link", _("This meeting is for members: write the address into the field for members."))
        if begins and begins != self.instance.starts_at:
            self._ask_for_notice(said, begins)
        return self._with_its_plan(said)

    def _ask_for_notice(self, said: dict[str, Any], begins: datetime) -> None:
        """What the rule would refuse is said beside the field, where nothing that was typed is lost."""
        if begins <= clock.now():
            self.add_error("starts_at", self._in_the_past())
        elif not said.get("despite"):
            told = too_late(Meeting(forum=said.get("forum") or self.instance.forum, starts_at=begins))
            if told:
                self.add_error("despite", told)

    def _in_the_past(self) -> Any:
        told, link = _("This lies in the past."), _("Enter it as a meeting of the past")
        return format_html('{} <a href="{}">{}</a>', told, address("web:register-new", "meetings"), link)

    def _with_its_plan(self, said: dict[str, Any]) -> dict[str, Any]:
        return said | {"plan": said.get("plan") or plan_of(said.get("forum"))}


class MoveForm(CallForm):
    """Where and when a meeting that is called will be after all; whose it is and of what kind stays."""

    class Meta:
        model = Meeting
        fields = ["title", "starts_at", "ends_at", "place", "mode", "link", "plan"]

    field_order = [*Meta.fields[:-1], "joining", "plan", "despite"]

    def _in_the_past(self) -> Any:
        return _("A meeting is moved to a time to come.")

    def _with_its_plan(self, said: dict[str, Any]) -> dict[str, Any]:
        return said


class PastForm(EntryForm):
    """A meeting that is known from papers; what they do not tell stays empty."""

    class Meta:
        model = Meeting
        fields = ["kind", "forum", "plan", "title", "date", "after", "before", "mode", "summary", "note"]
        help_texts = {"after": _("Where the date is not known: not before."),
                      "before": _("Where the date is not known: not after.")}  # fmt: skip


class ApartForm(EntryForm):
    reason = forms.CharField(label=_("Where it is known from"), max_length=300)

    class Meta:
        model = Meeting
        fields = ["title", "date", "mode", "summary", "note"]


class ItemForm(Form):
    title = LocalizedInput(label=_("What is to be spoken of"), states=True)
    text = LocalizedInput(label=_("What one should know beforehand"), required=False, lines=5)
    is_closed = forms.BooleanField(
        label=_("Closed to the public"), required=False,
        help_text=_("Its title is public, what it says is for members. That does not change any more."),
    )  # fmt: skip


class PaperForm(EntryForm):
    """A paper with its file."""

    upload = FileInput(label=_("File"))

    class Meta:
        model = Document
        fields = ["title", "language"]


class ReplyForm(AsksAgain, forms.ModelForm):
    answer = forms.ChoiceField(label=_("Do you come?"), choices=Reply.Answer.choices, widget=forms.RadioSelect)

    class Meta:
        model = Reply
        fields = ["answer", "substitute"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("answer") == Reply.Answer.SUBSTITUTE and not said.get("substitute"):
            self.add_error("substitute", _("Say who comes instead."))
        return said


class SignUpForm(Form):
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("For those who prepare the meeting. Never shown in public."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )  # fmt: skip
    email = AddressInput(
        label=_("E-mail"), required=False, help_text=_("For a letter with the day and a reminder. It may be left out."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )  # fmt: skip


class CameForm(Form):
    """One line of the list of those who came; where nothing is chosen, nothing is recorded."""

    presence = forms.ChoiceField(
        label=_("Came"), choices=Attendance.Presence.choices, widget=forms.RadioSelect, required=False
    )
    substitute = forms.CharField(label=_("Who came instead"), max_length=200, required=False)
    arrived = forms.TimeField(
        label=_("Came at"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    left = forms.TimeField(label=_("Left at"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("arrived") and said.get("left") and said["left"] <= said["arrived"]:
            self.add_error("left", _("One leaves after one came."))
        if not said.get("presence") and any(said.get(name) for name in ("substitute", "arrived", "left")):
            self.add_error("presence", _("Say whether in the room or online."))
        return said

"""What people type to put a question to a forum, to vote, to enter a decision or a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.accounts.models import Account
from tovchoo.kernel import clock
from tovchoo.kernel.inputs import EntryForm, Form, LocalizedInput, PartialDateInput
from tovchoo.meetings.forms import moment
from tovchoo.meetings.models import AgendaItem
from tovchoo.people.models import Instrument, Person, Seat

from .models import Decision, Motion, Option, Task, Voter

REASON = 2_000  # characters


class TableForm(EntryForm):
    """A motion; its options and papers come on its own page."""

    between = forms.BooleanField(
        label=_("A choice between several"), required=False,
        help_text=_("For a roll call: instead of for and against, the options are written by hand."),
    )  # fmt: skip
    closes_at = moment(_("Votes are taken until"), required=False)

    class Meta:
        model = Motion
        fields = ["forum", "meeting", "item", "title", "text", "method", "is_hidden", "closes_at", "note"]
        help_texts = {
            "text": _("The words that are decided on. It may be written with Markdown."),
            "is_hidden": _("Beyond the rules of the forum; it cannot be loosened later."),
        }

    field_order = ["forum", "meeting", "item", "title", "text", "method", "between", "is_hidden", "closes_at", "note"]

    def __init__(self, *args: Any, forum: Any = None, meeting: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_at"].help_text = _("Empty: until the secretary closes the vote. %(zone)s") % {
            "zone": self.fields["closes_at"].help_text
        }
        self.fields["text"].required = True
        _of_a_meeting(self, meeting)
        if forum is not None:
            del self.fields["forum"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("between") and said.get("method") == Motion.Method.CONSENSUS:
            self.add_error(
                "between", _("By consensus a text is agreed to or objected to; a choice is made by roll call.")
            )
        if said.get("closes_at") and said["closes_at"] <= clock.now():
            self.add_error("closes_at", _("That moment has gone by."))
        return said


def _of_a_meeting(form: Any, meeting: Any) -> None:
    """The items of the meeting that it is about; without one there are none to choose from."""
    if meeting is None:
        del form.fields["item"]
    else:
        form.fields["item"].queryset = AgendaItem.objects.filter(meeting=meeting, is_closed=False).order_by("number")
    form.fields.pop("meeting", None)


class OptionForm(Form):
    title = LocalizedInput(label=_("Option"), states=True)
    meaning = LocalizedInput(label=_("What it means"), required=False, lines=2)


class VoteForm(Form):
    """How a seat votes."""

    option = forms.ModelChoiceField(
        Option.objects.none(), label=_("Your vote"), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(
        label=_("Your reason"), required=False, max_length=REASON, widget=forms.Textarea({"rows": 3}),
        help_text=_("It stands beside your vote, for everybody to read."),
    )  # fmt: skip

    def __init__(self, *args: Any, motion: Motion, options: list[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.motion = motion
        choice: Any = self.fields["option"]
        choice.queryset = Option.objects.filter(motion=motion).order_by("number")
        choice.label_from_instance = lambda each: str(each.title)
        if motion.reasons_asked and not motion.is_hidden:
            self.fields["reason"].help_text = _("A vote against is given with its reason. Everybody can read it.")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        option = said.get("option")
        if option and option.kind == Option.Kind.AGAINST and self.motion.reasons_asked and not said.get("reason"):
            self.add_error("reason", _("A rule of this forum: a vote against is given with its reason."))
        return said


class SaidForm(VoteForm):
    """One line of the votes said in the room; a seat of which nothing was said is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["option"]
        choice.required, choice.label = False, _("Vote")
        self.fields["reason"].label, self.fields["reason"].help_text = _("Reason"), ""
        self.fields["reason"].widget = forms.TextInput()


class SubstituteForm(Form):
    """Who votes instead of whoever holds the seat: somebody who can sign in."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who votes instead"), required=False,
        help_text=_("Somebody of the record who can sign in. Nobody: whoever holds the seat votes."),
    )  # fmt: skip

    def __init__(self, *args: Any, voter: Voter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["person"]
        active = Account.objects.filter(is_active=True).exclude(person=None).values("person")
        who.queryset = (
            Person.objects.filter(pk__in=active).exclude(pk=voter.seat.person_id).order_by("sort_key__en", "id")
        )


class StatementForm(EntryForm):
    """What the outcome means, and what follows."""

    class Meta:
        model = Motion
        fields = ["statement", "instrument"]
        help_texts = {"instrument": _("Once it is registered among the orders and approvals.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].required = True
        which: Any = self.fields["instrument"]
        which.queryset = Instrument.objects.order_by("-date", "id")


class DecisionForm(EntryForm):
    """A decision as a meeting took it."""

    class Meta:
        model = Decision
        fields = ["item", "text", "basis", "date", "instrument", "note"]

    def __init__(self, *args: Any, meeting: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        _of_a_meeting(self, meeting)


class TaskForm(EntryForm):
    """Something that a meeting gave somebody to do."""

    class Meta:
        model = Task
        fields = ["item", "text", "seat", "organisation", "due", "note"]
        help_texts = {
            "seat": _("A member of the forum: it then waits on their first page."),
            "organisation": _("Where no member does it."),
        }

    def __init__(self, *args: Any, meeting: Any = None, forum: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        seats: Any = self.fields["seat"]
        today = clock.today()
        rows = Seat.objects.filter(forum=forum, count=1).only("since", "until")
        running = [each.pk for each in rows if each.runs_on(today)]
        seats.queryset = Seat.objects.filter(pk__in=running).shown()
        _of_a_meeting(self, meeting)


class EndForm(Form):
    """A task ends: done, or dropped."""

    came_of_it = LocalizedInput(label=_("What came of it"), lines=3)
    on = PartialDateInput(label=_("On"))

"""What people type to propose a commitment, and to say what becomes of a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from tovchoo.drafting.forms import OrganisationsInput
from tovchoo.kernel import clock
from tovchoo.kernel.inputs import Form, LocalizedInput, PartialDateInput, kept
from tovchoo.kernel.localized import Localized, digest
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.spans import ends_before, said_of
from tovchoo.meetings.models import Meeting
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Commitment, Milestone, Plan, Proposal, Template, TemplateField
from tovchoo.plans.steps import KIND

from .policy import ALIVE
from .template_file import LARGEST, Described, read

MOST_ROWS = 40  # milestones of one proposal
EMPTY_ROWS = 3
MOST_PIECES = 6
ANSWER = "answer_"
FIRST = ("description", "problem")  # what a proposal is about: asked before all else
PROMISED = ("lead", "supporters", "other_supporters", "start", "end")
Choices = list[tuple[str, str]]


def organisations(only: Iterable[str] | None = None) -> Choices:
    """Organisations to choose from, those of the record that were not merged; asked for once a page."""
    rows = Organisation.objects.filter(merged_into=None).only("name").order_by("sort_key__en", "id")
    if only is not None:
        rows = rows.filter(pk__in=only)
    return [(each.pk, str(each)) for each in rows]


class OrganisationInput(forms.ChoiceField):
    """An organisation of a list that several fields share; clean, it is the id, or nothing."""

    def __init__(self, *, chosen_from: Choices, **given: Any) -> None:
        super().__init__(choices=[("", "—"), *chosen_from], **given)


def meetings_of(plan: Plan) -> Any:
    """The meetings of a plan that were not called off, the latest first."""
    rows = Meeting.objects.filter(plan=plan, count=1).exclude(stage=Meeting.Stage.CANCELLED)
    return rows.only("title", "date", "starts_at").order_by("-date", "-id")


class MeetingInput(forms.ModelChoiceField):
    """A meeting of the plan; clean, it is its public id, or nothing."""

    def __init__(self, plan: Plan, label: Any = "") -> None:
        super().__init__(meetings_of(plan), label=label or _("Meeting"), required=False, empty_label="—")

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {obj.date}" if obj.date else str(obj.title)

    def clean(self, value: Any) -> str:
        found = super().clean(value)
        return found.public_id if found else ""


@dataclass
class Section:
    """Fields that stand folded together, and how many of them say something."""

    title: Any
    fields: list[Any]

    @property
    def said(self) -> int:
        return sum(_says_something(each) for each in self.fields)

    @property
    def is_open(self) -> bool:
        """What is wrong is not hidden."""
        return any(each.errors for each in self.fields)


def _says_something(field: Any) -> bool:
    value = field.value()
    if isinstance(value, list):  # of boxes as they were sent, or of organisations
        return any(not isinstance(each, bool) and str(each or "").strip() for each in value)
    return bool(value)


class ProposeForm(Form):
    """A title, in whose name, what it is about; the other fields of the plan's template in sections, folded.

    `asks`: what comes first must be said. `is_kept`: whoever fills it in writes down what others sent."""

    title = LocalizedInput(label=_("Title of the commitment"), folded=True)

    def __init__(self, *args: Any, plan: Plan, fields: list[TemplateField], speaks_for: Choices, everybody: Choices,
                 entry: Any = None, texts: dict[str, Localized] | None = None, asks: bool = False,
                 is_kept: bool = False, must_say_whose: bool = False, **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.texts, self.former = texts or {}, entry
        self.initial.update({f"{ANSWER}{key}": text for key, text in self.texts.items()})
        if speaks_for:
            self.fields["organisation"] = OrganisationInput(
                chosen_from=speaks_for, label=_("In the name of"), required=must_say_whose,
                help_text=_("The organisation whose proposal it is.") if not is_kept
                else _("The organisation that sent it, by letter or otherwise."),
            )  # fmt: skip
        self.fields["date"] = PartialDateInput(
            label=_("Sent or tabled on") if is_kept else _("Tabled on"), required=False
        )
        self.fields["meeting"] = MeetingInput(plan, label=_("Tabled at the meeting"))
        known = {each.key for each in fields}
        first = [key for key in FIRST if key in known] or [each.key for each in fields[:1]]
        for each in fields:
            self.fields[f"{ANSWER}{each.key}"] = LocalizedInput(
                label=each.title, required=asks and each.key in first, lines=4, help_text=each.help, folded=True
            )
        self._promises(everybody)
        if entry is not None:
            self.fields["base"] = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
            self.initial["base"] = base_of(entry)
        when = ["date", "meeting"]
        self.first = ["title", "organisation", *(when if is_kept else []), *(f"{ANSWER}{key}" for key in first)]
        self.blocks: dict[str, tuple[Any, list[str]]] = {}
        for each in fields:
            if each.key not in first:
                self.blocks.setdefault(str(each.block), (each.block, []))[1].append(f"{ANSWER}{each.key}")
        self.blocks["who"] = (_("Who carries it, and when"), [*PROMISED])
        if not is_kept:
            self.blocks["when"] = (_("When it was tabled"), when)

    def _promises(self, everybody: Choices) -> None:
        self.fields["lead"] = OrganisationInput(
            chosen_from=everybody, label=_("Lead"), required=False, help_text=_("Who would answer for it.")
        )
        self.fields |= _supporters()
        self.fields["start"] = PartialDateInput(label=_("Begins"), required=False)
        self.fields["end"] = PartialDateInput(label=_("Ends"), required=False)

    def shown_first(self) -> list[Any]:
        """What stands open."""
        return [self[name] for name in self.first if name in self.fields]

    def sections(self) -> list[Section]:
        """What stands folded."""
        return [Section(title, [self[name] for name in names]) for title, names in self.blocks.values()]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("base") and said["base"] != self.initial["base"]:
            told = _("Somebody else has changed this entry since you opened it; what you typed still stands below.")
            raise forms.ValidationError(told, code="changed")
        if ends_before(said.get("start"), said.get("end")):
            self.add_error("end", said_of(said["start"]))
        return said

    def values(self, *, by: Any) -> dict[str, Any]:
        """The columns of the proposal."""
        said = self.cleaned_data
        former = self.former.title if self.former else Localized()
        told = {"title": kept(said["title"], former, by=str(by)), "date": said["date"], "meeting": said["meeting"]}
        if "organisation" in self.fields:
            told["organisation"] = Organisation.objects.filter(pk=said["organisation"]).first()
        told["lead"] = Organisation.objects.filter(pk=said["lead"]).first() if said["lead"] else None
        return told | {name: said[name] for name in ("other_supporters", "start", "end")}

    def answers(self, *, by: Any) -> dict[str, Localized]:
        """What is said, by the keys of the template."""
        said = {name.removeprefix(ANSWER): text for name, text in self.cleaned_data.items() if name.startswith(ANSWER)}
        return {key: kept(text, self.texts.get(key, Localized()), by=str(by)) for key, text in said.items()}


def _supporters() -> dict[str, forms.Field]:
    return {
        "supporters": OrganisationsInput(
            label=_("Supporters"), required=False, help_text=_("Organisations of the register, one on each line.")
        ),
        "other_supporters": LocalizedInput(
            label=_("Other supporters, in words"), required=False, states=False, folded=True
        ),
    }


def base_of(entry: Proposal) -> str:
    """What a proposal says as a whole: by it a form tells whether somebody changed it meanwhile."""
    rows = entry.milestones.order_by("number", "supporters")
    steps = rows.values_list("pk", "title", "outputs", "due", "lead", "other_supporters", "supporters")
    texts = sorted(entry.answers.values_list("field", "text"))
    supporters = sorted(entry.supporters.values_list("pk", flat=True))
    promised = [entry.lead_id, supporters, entry.other_supporters, entry.start, entry.end]
    return digest(repr([entry.title, entry.date, entry.organisation_id, texts, list(steps), promised]))


class MilestoneForm(Form):
    """A milestone as it is proposed; a row without a title is none."""

    title = LocalizedInput(label=_("Milestone"), required=False, folded=True)
    outputs = LocalizedInput(label=_("Expected outputs"), required=False, lines=2, folded=True)
    due = PartialDateInput(label=_("To be completed by"), required=False)
    entry = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def __init__(self, *args: Any, chosen_from: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = OrganisationInput(chosen_from=chosen_from, label=_("Lead"), required=False)
        self.fields |= _supporters()

    @property
    def is_said(self) -> bool:
        """Whether the row is a milestone already."""
        return _says_something(self["title"])

    def whose(self) -> Section:
        """Who leads and supports it."""
        return Section(_("Lead and supporters"), [self["lead"], self["supporters"], self["other_supporters"]])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("title") and (said.get("outputs") or said.get("due")) and not self.errors:
            self.add_error("title", _("A milestone has a title."))
        return said


Milestones: Any = formset_factory(MilestoneForm, formset=BaseFormSet, extra=EMPTY_ROWS, max_num=MOST_ROWS,
                                  absolute_max=MOST_ROWS)  # fmt: skip


def shown_row(each: Milestone) -> dict[str, Any]:
    """A milestone as the form shows it."""
    shown = {name: getattr(each, name) for name in ("title", "outputs", "due", "other_supporters")}
    return shown | {"lead": each.lead_id, "supporters": list(each.supporters.order_by("id")), "entry": each.pk}


class CarryForm(Form):
    """Which milestones are unfinished, and why the commitment goes on."""

    def __init__(
        self,
        *args: Any,
        source: Commitment,
        plan: Plan,
        speaks_for: Choices,
        must_say_whose: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = LocalizedInput(label=_("Title of the commitment"), initial=source.title)
        if speaks_for:
            self.fields["organisation"] = OrganisationInput(
                chosen_from=speaks_for, label=_("In the name of"), required=must_say_whose,
                help_text=_("The organisation whose proposal it is."),
            )  # fmt: skip
        rows = Milestone.objects.filter(commitment=source).select_related("lead").order_by("number")
        self.fields["milestones"] = forms.ModelMultipleChoiceField(
            rows, label=_("Unfinished milestones"), required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("Tick those that go on. What was reported on them is not in the record: it is for you to say."),
        )  # fmt: skip
        self.fields["milestones"].label_from_instance = lambda each: f"{each.number}. {each.title}"  # type: ignore[attr-defined]
        self.fields["meeting"] = MeetingInput(plan, label=_("Tabled at the meeting"))
        self.fields["reason"] = LocalizedInput(label=_("Why it is carried over"), lines=2, states=False)
        if not rows:
            del self.fields["milestones"]


class ToldForm(Form):
    """A step: on which day, at which meeting, and why."""

    def __init__(self, *args: Any, entry: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        self.before()
        self.fields["date"] = PartialDateInput(
            label=_("Date"), required=False, initial=PartialDate(clock.today().isoformat())
        )
        self.fields["meeting"] = MeetingInput(entry.plan)
        self.fields["reason"] = LocalizedInput(
            label=_("Reason"), lines=3, states=False, help_text=_("For everybody to read.")
        )

    def before(self) -> None:
        """What is asked besides, above."""

    def targets(self) -> list[Any]:
        """In what it may go on: the other proposals and the commitments of its plan."""
        others = Proposal.objects.filter(plan=self.entry.plan_id, stage__in=[*ALIVE, ""], count=1).exclude(
            pk=self.entry.pk
        )
        commitments = Commitment.objects.filter(plan=self.entry.plan_id).exclude(stage=Commitment.Stage.DROPPED)
        told = [
            (_("Proposals"), [(each.public_id, f"{each.number}. {each.title}") for each in others.order_by("number")]),
            (_("Commitments"), [(each.public_id, f"{each.number}. {each.title}")
                                for each in commitments.order_by("number")]),
        ]  # fmt: skip
        return [(title, rows) for title, rows in told if rows]


def target(name: str) -> Proposal | Commitment | None:
    """The entry that a public id names."""
    kind, _slash, key = name.partition("/")
    model: Any = {"proposal": Proposal, "commitment": Commitment}.get(kind)
    return model.objects.filter(pk=key).first() if model else None


class MergeForm(ToldForm):
    """In what it goes on."""

    def before(self) -> None:
        self.fields["into"] = forms.ChoiceField(label=_("It goes on in"), choices=[("", "—"), *self.targets()])


class SplitForm(ToldForm):
    """What each piece is called."""

    def before(self) -> None:
        for number in range(1, MOST_PIECES + 1):
            self.fields[f"title{number}"] = LocalizedInput(
                label=_("Title of piece %(number)s") % {"number": number}, required=number < 3,
                initial=self.entry.title if number == 1 else None,
            )  # fmt: skip

    def titles(self) -> list[Localized]:
        said = [self.cleaned_data[f"title{number}"] for number in range(1, MOST_PIECES + 1)]
        return [each for each in said if each]


class AcceptForm(ToldForm):
    """Who is to lead the commitment, as far as that is settled."""

    def before(self) -> None:
        self.fields["lead"] = OrganisationInput(
            chosen_from=organisations(), label=_("Lead"), required=False,
            help_text=_("Who answers for the commitment; it can be settled later, in the draft."),
        )  # fmt: skip


class SettleForm(ToldForm):
    """Where it ended, of a plan that was made before."""

    KINDS = [(KIND.ACCEPTED, _("accepted as")), (KIND.MERGED, _("merged into")),
             (KIND.NOT_ACCEPTED, _("not accepted")), (KIND.WITHDRAWN, _("withdrawn"))]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].initial = None

    def before(self) -> None:
        self.fields["kind"] = forms.ChoiceField(label=_("Where it ended"), choices=self.KINDS, widget=forms.RadioSelect)
        self.fields["into"] = forms.ChoiceField(
            label=_("What it became"), choices=[("", "—"), *self.targets()], required=False,
            help_text=_("Where it was accepted or merged."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        becomes = said.get("kind") in (KIND.ACCEPTED, KIND.MERGED)
        if becomes and not said.get("into") and "into" not in self.errors:
            self.add_error("into", _("Say what it became."))
        if said.get("kind") and not becomes:
            said["into"] = ""
        if said.get("kind") == KIND.ACCEPTED and str(said.get("into") or "").startswith("proposal/"):
            self.add_error("into", _("It was accepted as a commitment; into a proposal it was merged."))
        return said


class ApartForm(Form):
    """What is known of the one that is told apart from the others."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = LocalizedInput(label=_("Title"))
        self.fields["organisation"] = OrganisationInput(
            chosen_from=organisations(), label=_("Proposed by"), required=False
        )
        self.fields["date"] = PartialDateInput(label=_("Tabled on"), required=False)
        self.fields["meeting"] = MeetingInput(plan, label=_("Tabled at the meeting"))
        self.fields["note"] = LocalizedInput(
            label=_("Note"), required=False, lines=2, help_text=_("From where it is known.")
        )
        self.fields["reason"] = forms.CharField(label=_("Why"), max_length=300, help_text=_("For everybody to read."))


class TemplateForm(Form):
    """A template in a file; what is wrong in it is said, all of it."""

    file = forms.FileField(label=_("File"), help_text=_("JSON: a title, an edition, and a list of fields."))

    def clean_file(self) -> Described:
        upload = self.cleaned_data["file"]
        described, faults = read(upload.read(LARGEST + 1))
        if faults:
            raise forms.ValidationError([str(each) for each in faults[:20]])
        return described


class ChooseForm(Form):
    template = forms.ModelChoiceField(
        Template.objects.order_by("id"), label=_("Template"), widget=forms.RadioSelect, empty_label=None
    )

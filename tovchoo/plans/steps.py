"""The steps of entries, each with the entry at its other end, in one question; and how a proposal stands after them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.kernel.prepared import PreparedModels
from tovchoo.ledger.models import Entry

from .models import Commitment, Lineage, Milestone, Proposal

KIND = Lineage.Kind
LEADING = (KIND.ACCEPTED, KIND.MERGED)
ENDINGS = (KIND.ACCEPTED, KIND.MERGED, KIND.SPLIT, KIND.NOT_ACCEPTED, KIND.WITHDRAWN)
SAID: dict[tuple[str, bool], Promise] = {  # of an entry, by the step and whether the entry is where it begins
    (KIND.CARRIED_OVER, True): _("carried over into"),
    (KIND.CARRIED_OVER, False): _("carried over from"),
    (KIND.DISCUSSED, True): _("taken into discussion"),
    (KIND.ACCEPTED, True): _("accepted as"),
    (KIND.ACCEPTED, False): _("made of"),
    (KIND.MERGED, True): _("merged into"),
    (KIND.MERGED, False): _("took in"),
    (KIND.SPLIT, True): _("split into"),
    (KIND.SPLIT, False): _("split from"),
    (KIND.NOT_ACCEPTED, True): _("not accepted"),
    (KIND.WITHDRAWN, True): _("withdrawn"),
}
NAMED = {"proposal": _("proposal"), "commitment": _("commitment"), "plan": _("plan"), "milestone": _("milestone")}
WENT_OUT = f'"to": "{Commitment.Stage.DROPPED}"'  # as a statement with marks can ask it: no path, which is a list
TEXT, NUMBER = CharField(), IntegerField()
NONE: Any = Cast(Value(None), TEXT)
NO_NUMBER: Any = Cast(Value(None), NUMBER)


@dataclass(frozen=True)
class Step:
    """A step as the page of one of its ends shows it."""

    row: Any
    is_from_here: bool

    @property
    def says(self) -> Any:
        return SAID.get((self.row.kind, self.is_from_here), self.row.get_kind_display())

    @property
    def noun(self) -> Any:
        """What stands at the other end: a proposal, a commitment."""
        return NAMED.get(self.row.other.partition("/")[0], "")

    @property
    def title(self) -> Localized | None:
        return text_of(self.row.other_title) if self.row.other_title else None

    @property
    def url(self) -> str:
        """The page of the other end, where it has one."""
        if self.row.other_number is None:
            return ""
        return address(f"plans:{self.row.other.partition('/')[0]}", self.row.other_plan, self.row.other_number)

    @property
    def led_nowhere(self) -> bool:
        """Whether the commitment that it was accepted as, or went into, was taken out of the plan since."""
        stands = self.is_from_here and self.row.kind in LEADING and not self.row.is_undone
        return stands and self.row.other_stage == Commitment.Stage.DROPPED

    @property
    def why_out(self) -> str:
        """Why that commitment was taken out, as far as it was said."""
        return self.row.other_reason or ""

    @property
    def meeting(self) -> str:
        """The page of the meeting at which it was taken."""
        return address("minutes:meeting", self.row.meeting.partition("/")[2]) if self.row.meeting else ""


def history_of(name: str) -> list[Step]:
    """All steps of an entry, those taken back among them, in their order as far as days and ids tell; one question."""
    return sorted((Step(row, row.from_entry == name) for row in _steps(name=name)), key=_order)


def steps_of(names: Iterable[str]) -> dict[str, list[Step]]:
    """The steps of several entries that were not taken back, by the entry, in their order; one question."""
    named, found = list(names), dict[str, list[Step]]()
    rows = Lineage.objects.filter(is_undone=False)
    begun = rows.filter(from_entry__in=named).annotate(own=F("from_entry"), other=F("to_entry"))
    ended = rows.filter(to_entry__in=named).annotate(own=F("to_entry"), other=F("from_entry"))
    for row in with_the_other(begun).union(with_the_other(ended), all=True):
        found.setdefault(row.own, []).append(Step(row, row.own == row.from_entry))
    return {name: sorted(steps, key=_order) for name, steps in found.items()}


def ends_of(steps: list[Step]) -> list[Step]:
    """The step with which an entry ended; of one that was split, those to all its pieces."""
    ended = [each for each in steps if each.is_from_here and each.row.kind in ENDINGS]
    if not ended or ended[-1].row.kind != KIND.SPLIT:
        return ended[-1:]
    return [each for each in ended if each.row.kind == KIND.SPLIT]


def with_the_other(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Plan, number and title of the entry that a row calls `other`; of a commitment its stage, and why it went out."""

    def told(field: str, output: Any, nothing: Any) -> Any:
        def of(model: Any) -> Any:
            key = Substr(OuterRef("other"), len(str(model._meta.model_name)) + 2)
            return Subquery(model.objects.filter(pk=key).values(told=Cast(F(field), output))[:1], output_field=output)

        whens = [When(other__startswith="proposal/", then=of(Proposal)),
                 When(other__startswith="commitment/", then=of(Commitment))]  # fmt: skip
        if field == "title":
            whens.append(When(other__startswith="milestone/", then=of(Milestone)))
        return Case(*whens, default=nothing, output_field=output)

    def of_commitment(says: Any) -> Any:
        return Case(When(other__startswith="commitment/", then=says), default=NONE, output_field=TEXT)

    shown = {"other_plan": told("plan_id", TEXT, NONE), "other_number": told("number", NUMBER, NO_NUMBER)}
    shown |= {"other_stage": of_commitment(_stage()), "other_reason": of_commitment(_why_it_went_out())}
    found: QuerySet[Any] = rows.annotate(**shown, other_title=told("title", TEXT, NONE))
    return found


def _stage() -> Any:
    key = Substr(OuterRef("other"), len("commitment/") + 1)
    return Subquery(Commitment.objects.filter(pk=key).values("stage")[:1], output_field=TEXT)


def _why_it_went_out() -> Any:
    """As the ledger has it from when it was last taken out of the plan."""
    acts = Entry.objects.annotate(told=Cast("facts", TextField()))
    acts = acts.filter(subject=OuterRef("other"), verb="commitment.corrected", told__contains=WENT_OUT)
    return Subquery(acts.order_by("-pk").values(why=KT("facts__reason"))[:1], output_field=TEXT)


def _asked(name: str) -> QuerySet[Any]:
    other = Case(When(from_entry=name, then=F("to_entry")), default=F("from_entry"), output_field=TEXT)
    return with_the_other(Lineage.objects.filter(Q(from_entry=name) | Q(to_entry=name)).annotate(other=other))


_steps = PreparedModels(_asked, "name")


def named() -> Any:
    """The public id of a proposal, in a question."""
    return Concat(Value("proposal/"), F("pk"), output_field=TEXT)


def ended() -> Any:
    """How a proposal ended, by its step that was not taken back; else the stage that is recorded; else nothing."""
    name = Concat(Value("proposal/"), OuterRef("pk"), output_field=TEXT)
    ends = Lineage.objects.filter(from_entry=name, kind__in=ENDINGS, is_undone=False).order_by("-date", "-pk")
    return Coalesce(Subquery(ends.values("kind")[:1]), NullIf(F("stage"), Value("")), Value(""), output_field=TEXT)


def pieces() -> QuerySet[Any]:
    """The names of proposals that nobody tabled: a proposal was split into them."""
    return Lineage.objects.filter(kind=KIND.SPLIT).values("to_entry")


def _order(step: Step) -> tuple[str, int, int]:
    """By day; within one, what an entry came from stands first; then in the order in which they were entered."""
    number = re.search(r"-step-(\d+)$", step.row.pk)
    return (step.row.date.text if step.row.date else "", int(step.is_from_here), int(number[1]) if number else 0)

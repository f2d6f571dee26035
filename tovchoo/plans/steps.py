"""The steps of entries, each with the entry at its other end, in one question; and how a proposal stands after them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.kernel.prepared import PreparedModels

from .models import Commitment, Lineage, Milestone, Proposal

KIND = Lineage.Kind
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
    def meeting(self) -> str:
        """The page of the meeting at which it was taken."""
        return address("minutes:meeting", self.row.meeting.partition("/")[2]) if self.row.meeting else ""


def history_of(name: str) -> list[Step]:
    """All steps of an entry, those taken back among them, in their order as far as days and ids tell; one question."""
    return sorted((Step(row, row.from_entry == name) for row in _steps(name=name)), key=_order)


def with_the_other(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Plan, number and title of the entry that a row calls `other`."""

    def told(field: str, output: Any, nothing: Any) -> Any:
        def of(model: Any) -> Any:
            key = Substr(OuterRef("other"), len(str(model._meta.model_name)) + 2)
            return Subquery(model.objects.filter(pk=key).values(told=Cast(F(field), output))[:1], output_field=output)

        whens = [When(other__startswith="proposal/", then=of(Proposal)),
                 When(other__startswith="commitment/", then=of(Commitment))]  # fmt: skip
        if field == "title":
            whens.append(When(other__startswith="milestone/", then=of(Milestone)))
        return Case(*whens, default=nothing, output_field=output)

    shown = {"other_plan": told("plan_id", TEXT, NONE), "other_number": told("number", NUMBER, NO_NUMBER)}
    found: QuerySet[Any] = rows.annotate(**shown, other_title=told("title", TEXT, NONE))
    return found


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

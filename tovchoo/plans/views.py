"""Pages of commitments with their milestones, of proposals."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.files.questions import citations_about
from tovchoo.kernel.localized import LocalizedField
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.kernel.prepared import PreparedModels
from tovchoo.people.models import Organisation

from .models import (
    Answer,
    Commitment,
    Lineage,
    Milestone,
    MilestoneSupport,
    Plan,
    Proposal,
    Support,
    TemplateField,
)
from .questions import supporters_of
from .steps import TEXT, ended, ends_of, history_of, named, steps_of, with_the_other

ENDED = {"": "not_recorded", "tabled": "open", "in_discussion": "open"}  # of a list: what stands for which end


@public_page
def commitment(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    entry = _commitment.one(plan=plan, number=number)
    if entry is None:
        raise Http404(f"{plan} {number}")
    given = {
        "entry": entry,
        "supporters": _supporters(commitment=entry.pk),
        "steps": history_of(entry.public_id),
        "answers": _answers(commitment=entry.pk, template=entry.plan.template_id or ""),
        "milestones": _milestones(commitment=entry.pk),
        "citations": citations_about(entry.public_id),
    }
    return render(request, "plans/commitment.html", given)


@public_page
def milestone(request: HttpRequest, plan: str, number: int, code: str) -> HttpResponse:
    """One milestone of a commitment, by its code: 4.2."""
    of, _dot, own = code.partition(".")
    if of != str(number) or not (own.isascii() and own.isdigit() and len(own) < 5):
        raise Http404(code)
    rows = Milestone.objects.select_related("commitment__plan", "lead")
    entry = get_object_or_404(rows, commitment__plan=plan, commitment__number=number, number=int(own))
    supported = MilestoneSupport.objects.filter(milestone=entry).values("organisation")
    supporters = Organisation.objects.filter(pk__in=supported)
    given = {
        "entry": entry,
        "supporters": supporters.order_by("pk").only("name"),
        "steps": history_of(entry.public_id),
        "citations": citations_about(entry.public_id),
    }
    return render(request, "plans/milestone.html", given)


@public_page
def proposals(request: HttpRequest, plan: str) -> HttpResponse:
    """Every proposal ever tabled and where it ended; with `?ended=` those that ended so."""
    found = get_object_or_404(Plan, pk=plan)
    rows = Proposal.objects.filter(plan=found).annotate(ended=ended())
    counts: dict[str, int] = {}
    for end, number in rows.order_by().values_list("ended").annotate(number=Count("pk")):
        counts[ENDED.get(end, end)] = counts.get(ENDED.get(end, end), 0) + number
    wanted = request.GET.get("ended", "")
    if wanted in counts:
        rows = rows.filter(ended__in=[end for end in ("", *Proposal.Stage.values) if ENDED.get(end, end) == wanted])
    listed = page_of(request, rows.select_related(*BY).defer(*FOLDED).order_by("number"))
    steps = steps_of(each.public_id for each in listed)
    for each in listed:
        own = steps.get(each.public_id, [])
        each.ends, each.last = ends_of(own), next((step for step in reversed(own) if step.is_from_here), None)
        each.origins = [step for step in own if step.row.kind == Lineage.Kind.SPLIT and not step.is_from_here]
    ends = [each for each in ORDER if each in counts]
    given = {"plan": found, "proposals": listed, "counts": counts, "ends": ends, "wanted": wanted,
             "labels": dict(Proposal.Stage.choices)}  # fmt: skip
    return render(request, "plans/proposals.html", given)


BY = ("plan", "organisation", "person")
FOLDED = ("folded", "plan__folded", "organisation__folded", "person__folded")
ORDER = ("open", "accepted", "merged", "split", "not_accepted", "withdrawn", "not_recorded")


def with_its_end(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Proposals with the entry that each became, as far as there is one."""
    ends = Lineage.objects.filter(from_entry=OuterRef("called"), kind__in=("accepted", "merged"), is_undone=False)
    last = ends.order_by("-date", "-pk").values("to_entry")[:1]
    told = rows.alias(called=named()).annotate(other=Subquery(last, output_field=TEXT))
    return with_the_other(told).select_related(*BY).defer(*FOLDED)


@public_page
def proposal(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """A proposal: what it says, its milestones, and every step it took, those that were taken back marked as such."""
    entry = get_object_or_404(Proposal.objects.select_related(*BY, "lead"), plan=plan, number=number)
    given = {
        "entry": entry,
        "answers": answers_of(entry.answers.all(), entry.plan.template_id),
        "milestones": entry.milestones.select_related("lead").defer("folded", "lead__folded").order_by("number"),
        "supports": supporters_of(entry),
        "steps": history_of(entry.public_id),
        "citations": citations_about(entry.public_id),
    }
    return render(request, "plans/proposal.html", given)


def answers_of(rows: QuerySet[Answer], template: str | None) -> QuerySet[Answer]:
    """Answers in the order of the template, each with the title of its field."""
    asked = TemplateField.objects.filter(template=template or "", key=OuterRef("field"))
    title = Subquery(asked.values("title")[:1], output_field=LocalizedField())
    told = rows.defer("folded").annotate(field_title=title, place=Subquery(asked.values("number")[:1]))
    return told.order_by(F("place").asc(nulls_last=True), "pk")


def _neighbour(field: str, *, before: bool) -> Any:
    """A field of the commitment that stands before or after one in its plan."""
    where = {"number__lt" if before else "number__gt": OuterRef("number")}
    beside = Commitment.objects.filter(plan=OuterRef("plan"), **where).exclude(stage=Commitment.Stage.DROPPED)
    output = LocalizedField() if field == "title" else None
    return Subquery(beside.order_by("-number" if before else "number").values(field)[:1], output_field=output)


OWN = [field.name for field in Commitment._meta.concrete_fields if field.name != "folded"]
SHOWN = (*OWN, "plan__title", "plan__ordinal", "plan__template", "lead__name")
BESIDE = {
    f"{side}_{field}": _neighbour(field, before=side == "before")
    for side in ("before", "after") for field in ("number", "title")
}  # fmt: skip
_commitment = PreparedModels(
    lambda plan, number: (
        Commitment.objects.filter(plan=plan, number=number)
        .select_related("plan", "lead").only(*SHOWN).annotate(**BESIDE).order_by()
    ), "plan", numbers=("number",),
)  # fmt: skip
_answers = PreparedModels(
    lambda commitment, template: answers_of(Answer.objects.filter(commitment=commitment), template),
    "commitment", "template",
)  # fmt: skip
_milestones = PreparedModels(
    lambda commitment: (
        Milestone.objects.filter(commitment=commitment)
        .select_related("lead").defer("folded", "lead__folded").order_by("number")
    ), "commitment",
)  # fmt: skip
_supporters = PreparedModels(
    lambda commitment: (
        Organisation.objects.filter(pk__in=Support.objects.filter(commitment=commitment).values("organisation"))
        .order_by("pk")
        .only("name")
    ),
    "commitment",
)

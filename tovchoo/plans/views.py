"""Pages of commitments and proposals."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.files.questions import citations_about
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.kernel.prepared import PreparedModels
from tovchoo.people.models import Organisation

from .models import Commitment, Lineage, Plan, Proposal, Support
from .roots import surroundings_of


@public_page
def commitment(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    entry = _commitment.one(plan=plan, number=number)
    if entry is None:
        raise Http404(f"{plan} {number}")
    given = {
        "entry": entry,
        "supporters": _supporters(commitment=entry.pk),
        "around": surroundings_of(entry),
        "citations": citations_about(entry.public_id),
    }
    return render(request, "plans/commitment.html", given)


@public_page
def proposals(request: HttpRequest, plan: str) -> HttpResponse:
    found = get_object_or_404(Plan, pk=plan)
    listed = Proposal.objects.filter(plan=found).select_related("plan", "organisation").order_by("number")
    return render(request, "plans/proposals.html", {"plan": found, "proposals": page_of(request, listed)})


@public_page
def proposal(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    entry = get_object_or_404(Proposal.objects.select_related("plan", "organisation"), plan=plan, number=number)
    became = Lineage.objects.filter(from_entry=entry.public_id).order_by("id")
    ids = [each.to_entry.partition("/")[2] for each in became]
    commitments = Commitment.objects.filter(pk__in=ids).only("number", "title", "plan").in_bulk()
    given = {
        "entry": entry,
        "became": [(each, commitments.get(each.to_entry.partition("/")[2])) for each in became],
        "citations": citations_about(entry.public_id),
    }
    return render(request, "plans/proposal.html", given)


OWN = [field.name for field in Commitment._meta.concrete_fields if field.name != "folded"]
_commitment = PreparedModels(
    lambda plan, number: (
        Commitment.objects.filter(plan=plan, number=number)
        .select_related("plan", "lead").only(*OWN, "plan__title", "plan__ordinal", "lead__name")
    ), "plan", numbers=("number",)
)  # fmt: skip
_supporters = PreparedModels(
    lambda commitment: (
        Organisation.objects.filter(pk__in=Support.objects.filter(commitment=commitment).values("organisation"))
        .order_by("pk")
        .only("name")
    ),
    "commitment",
)

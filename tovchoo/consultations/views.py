"""Pages of rounds, contributions and recommendations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.files.questions import citations_about
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.people.models import Side
from tovchoo.plans.models import Plan

from .models import Contribution, Recommendation, Round

AUTHORS = ("author_organisation", "author_office", "author_person")


@public_page
def round_(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    entry = get_object_or_404(Round.objects.select_related("plan", "version"), plan=plan, number=number)
    said = page_of(request, entry.contributions.select_related("plan", *AUTHORS).order_by("number"))
    citations = citations_about(entry.public_id)
    return render(request, "consultations/round.html", {"entry": entry, "said": said, "citations": citations})


@public_page
def contributions(request: HttpRequest, plan: str) -> HttpResponse:
    """Those of one side with `?side=`."""
    found = get_object_or_404(Plan, pk=plan)
    side = request.GET.get("side", "")
    said = Contribution.objects.filter(plan=found).select_related("plan", *AUTHORS).order_by("number")
    if side in Side.values:
        said = said.filter(listed_as=side)
    given = {"plan": found, "said": page_of(request, said), "side": side, "sides": Side.choices}
    return render(request, "consultations/contributions.html", given)


@public_page
def contribution(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    entry = get_object_or_404(Contribution.objects.select_related("plan", "round", *AUTHORS), plan=plan, number=number)
    citations = citations_about(entry.public_id)
    return render(request, "consultations/contribution.html", {"entry": entry, "citations": citations})


@public_page
def recommendations(request: HttpRequest, plan: str) -> HttpResponse:
    found = get_object_or_404(Plan, pk=plan)
    listed = Recommendation.objects.filter(plan=found).select_related("plan", "organisation").order_by("number")
    given = {"plan": found, "recommendations": page_of(request, listed)}
    return render(request, "consultations/recommendations.html", given)


@public_page
def recommendation(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    asked = Recommendation.objects.select_related("plan", "organisation")
    entry = get_object_or_404(asked, plan=plan, number=number)
    citations = citations_about(entry.public_id)
    return render(request, "consultations/recommendation.html", {"entry": entry, "citations": citations})

"""Pages of figures, each with its entries and claims, and the report that the record writes."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.consultations.models import Contribution
from tovchoo.cycle.timeline import timeline_of
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.plans.models import Commitment, Plan

from .figures import BY_SLUG, figures_of


def plans() -> QuerySet[Plan]:
    """Plans with the acts that figures count days between."""
    acts = ("working_group__established_by", "approval", "order", "msf", "jurisdiction")
    return Plan.objects.select_related(*acts).defer("folded")


@public_page
def figures(request: HttpRequest, plan: str) -> HttpResponse:
    found = get_object_or_404(plans(), pk=plan)
    return render(request, "findings/figures.html", {"plan": found, "figures": figures_of(found)})


@public_page
def figure(request: HttpRequest, plan: str, slug: str) -> HttpResponse:
    if slug not in BY_SLUG:
        raise Http404(slug)
    found = get_object_or_404(plans(), pk=plan)
    asked = figures_of(found)[BY_SLUG[slug].key]
    entries = page_of(request, asked.entries())
    return render(request, "findings/figure.html", {"plan": found, "figure": asked, "entries": entries})


@public_page
def report(request: HttpRequest, plan: str) -> HttpResponse:
    found = get_object_or_404(plans(), pk=plan)
    events = timeline_of(found)
    said = Contribution.objects.filter(plan=found).exclude(listed_as="").select_related(
        "author_organisation", "author_office", "author_person"
    )
    given = {
        "plan": found,
        "figures": figures_of(found),
        "events": events,
        "first": next((event for event in events if event.kind == "full" and event.date), None),
        "workshops": [event for event in events if event.kind == "workshop"],
        "commitments": Commitment.objects.filter(plan=found).only("number", "title", "plan").order_by("number"),
        "said": list(said.defer("folded", "text").order_by("number")[:1000]),
    }
    return render(request, "findings/report.html", given)

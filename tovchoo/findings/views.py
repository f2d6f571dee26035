"""Pages of figures, each with its entries and claims, and the report that the record writes."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tovchoo.consultations.questions import bodies_of
from tovchoo.cycle.timeline import timeline_of
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.plans.questions import commitments_of, plan_or_404

from .figures import BY_SLUG, figures_of


@public_page
def figures(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(plan)
    return render(request, "findings/figures.html", {"plan": found, "figures": figures_of(found)})


@public_page
def figure(request: HttpRequest, plan: str, slug: str) -> HttpResponse:
    if slug not in BY_SLUG:
        raise Http404(slug)
    found = plan_or_404(plan)
    asked = figures_of(found, words=True)[BY_SLUG[slug].key]
    prefetch_related_objects(asked.claims, "source")
    entries = page_of(request, asked.entries())
    return render(request, "findings/figure.html", {"plan": found, "figure": asked, "entries": entries})


@public_page
def report(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(plan)
    events = timeline_of(found)
    given = {
        "plan": found,
        "figures": figures_of(found, words=True),
        "events": events,
        "first": next((event for event in events if event.kind == "full" and event.date), None),
        "workshops": [event for event in events if event.kind == "workshop"],
        "commitments": commitments_of(found),
        "said": bodies_of(found),
    }
    return render(request, "findings/report.html", given)

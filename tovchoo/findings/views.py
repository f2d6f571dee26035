"""Pages of figures, each with its entries and claims, and the report that the record writes."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tovchoo.consultations.models import Contribution
from tovchoo.cycle.timeline import timeline_of
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.kernel.prepared import PreparedModels
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
    asked = figures_of(found)[BY_SLUG[slug].key]
    prefetch_related_objects(asked.claims, "source")
    entries = page_of(request, asked.entries())
    return render(request, "findings/figure.html", {"plan": found, "figure": asked, "entries": entries})


@public_page
def report(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(plan)
    events = timeline_of(found)
    given = {
        "plan": found,
        "figures": figures_of(found),
        "events": events,
        "first": next((event for event in events if event.kind == "full" and event.date), None),
        "workshops": [event for event in events if event.kind == "workshop"],
        "commitments": commitments_of(found),
        "said": _listed(plan=found.pk),
    }
    return render(request, "findings/report.html", given)


SAID = (
    "number",
    "plan",
    "author_kind",
    "listed_as",
    "author_organisation__name",
    "author_office__title",
    "author_person__name",
)
_listed = PreparedModels(
    lambda plan: (
        Contribution.objects.filter(plan=plan)
        .exclude(listed_as="")
        .order_by("number")
        .select_related("author_organisation", "author_office", "author_person")
        .only(*SAID)[:1000]
    ),
    "plan",
)

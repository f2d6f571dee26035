"""Pages that gather: home, a plan, taking part, search, an organisation with all that it did."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from tovchoo.cycle.stages import stages_of
from tovchoo.cycle.timeline import timeline_of
from tovchoo.files.questions import citations_about
from tovchoo.findings.figures import figures_of
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.limits import at_most
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.kernel.prepared import PreparedModels
from tovchoo.ledger.pages import was_taken
from tovchoo.package.tables import BY_KIND
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Plan
from tovchoo.plans.questions import commitments_of, plan_or_404
from tovchoo.plans.way import way_of
from tovchoo.publishing.models import News
from tovchoo.publishing.questions import words_of

from .deeds import deeds_of
from .papers import papers_of
from .search import PAGE
from .search import search as find
from .site import Site
from .waiting import waiting_for


def _site(request: HttpRequest) -> Site:
    site: Site = request.our_site  # type: ignore[attr-defined]  # set by LanguageOfAddress
    return site


_latest_news = PreparedModels(
    lambda: News.objects.only("date", "title", "excerpt", "picture", "picture_description").order_by("-date", "id")[:3]
)


@public_page
def home(request: HttpRequest) -> HttpResponse:
    current = _site(request).plan
    if current is None:
        return render(request, "web/nothing_yet.html")
    found = plan_or_404(current.id)
    given = {"news": _latest_news(), "commitments": commitments_of(found), "figures": figures_of(found)}
    return render(request, "web/home.html", _about(found) | given)


@public_page
def plans(request: HttpRequest) -> HttpResponse:
    listed = Plan.objects.select_related("jurisdiction").defer("folded").order_by("-ordinal", "id")
    return render(request, "web/plans.html", {"plans": page_of(request, listed)})


@public_page
def plan(request: HttpRequest, pk: str) -> HttpResponse:
    found = plan_or_404(pk, whole=True)
    commitments = commitments_of(found)
    given = {
        "commitments": commitments,
        "way": way_of(found, commitments),
        "papers": papers_of(found),
        "citations": citations_about(found.public_id),
    }
    return render(request, "web/plan.html", _about(found) | given)


def _about(plan: Plan) -> dict[str, object]:
    """What both the home page and the page of a plan show of its cycle: one query."""
    events = timeline_of(plan)
    today = clock.today()
    is_open = [event for event in events if event.is_open_on(today)]
    return {"plan": plan, "events": events, "stages": stages_of(plan, events, today), "open_now": is_open}


@public_page
def take_part(request: HttpRequest) -> HttpResponse:
    current = _site(request).plan
    given = _about(plan_or_404(current.id, whole=True)) if current else {"plan": None, "stages": [], "open_now": []}
    return render(
        request, "web/take_part.html", given | {"words": words_of("take-part"), "contact": words_of("contact")}
    )


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html", {"words": words_of("accessibility")})


@public_page
def organisation(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(Organisation.objects.select_related("successor", "merged_into").defer("folded"), pk=pk)
    given = {
        "entry": entry,
        "deeds": deeds_of(entry.pk),
        "predecessors": entry.predecessors.defer("folded").order_by("id"),
        "citations": citations_about(entry.public_id),
    }
    return render(request, "web/organisation.html", given)


@public_page
def entry(request: HttpRequest, kind: str, pk: str) -> HttpResponseBase:
    """To the page of an entry that is named by its kind and id; of one without a page, to its history."""
    if kind not in BY_KIND:
        raise Http404(kind)
    found: Any = get_object_or_404(BY_KIND[kind].model._default_manager.all(), pk=pk)
    has_a_page = hasattr(found, "get_absolute_url")
    return redirect(found.get_absolute_url() if has_a_page else address("ledger:history", kind, pk))


@public_page
def search(request: HttpRequest) -> HttpResponse:
    question = request.GET.get("q", "").replace("\x00", "")[:200]
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 and int(asked) else 1
    if question:
        at_most(request, "search", most=300, seconds=60, by="alone")
    found, total = find(question, page)
    given = {"question": question, "found": found, "total": total, "page": page, "has_more": total > PAGE * page}
    return render(request, "web/search.html", given)


@login_not_required
@require_safe
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """The reader's own language where the site speaks it, else the first of the site's."""
    spoken = _site(request).languages
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if wanted.partition("-")[0] in spoken:
            return _redirect(wanted.partition("-")[0])
    return _redirect(spoken[0])


def _redirect(language: str) -> HttpResponse:
    response = redirect(f"/{language}/")
    response["Vary"], response["Cache-Control"] = "Accept-Language", "public, no-cache"
    return response


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive, and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /en/search/\nDisallow: /mn/search/\n", content_type="text/plain")


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """What is waiting for whoever is signed in?"""
    return render(request, "web/waiting.html", {"things": waiting_for(request.user, clock.today())})


@require_safe
def sent(request: HttpRequest, key: str) -> HttpResponse:
    """For the script that keeps what was typed: whether what it sent has arrived."""
    return JsonResponse({"taken": was_taken(request, key)})


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is not of this visit: opened long ago, or sent from another site."""
    return render(request, "web/form_too_old.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says so in the language of the address, and offers the search."""
    return render(request, "web/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Without the database, which may be what failed."""
    page = "<!doctype html><html lang=en><title>500</title><h1>Something went wrong · Алдаа гарлаа</h1><p>/</p></html>"
    return HttpResponse(page, status=500)

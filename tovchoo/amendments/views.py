"""Public pages of amendments: those of a plan, one with all that was said of it, the brief for those who approve."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.files.questions import citations_about
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.plans.models import Plan, Version

from .brief import brief_of, first_words
from .models import Amendment
from .questions import amendments_shown, beside, placed, why_withdrawn


@public_page
def amendments(request: HttpRequest, plan: str) -> HttpResponse:
    """The newest first; those of one stage with `?stage=`."""
    found = get_object_or_404(Plan, pk=plan)
    listed = amendments_shown().filter(plan=found).order_by("-number")
    stage = request.GET.get("stage", "")
    if stage in Amendment.Stage.values:
        listed = listed.filter(stage=stage)
    page = page_of(request, listed, 50)
    placed(page.object_list)
    given = {"plan": found, "amendments": page, "stage": stage, "stages": Amendment.Stage.choices}
    return render(request, "amendments/amendments.html", given)


@public_page
def amendment(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """What is to be otherwise, who supports it, what was recommended and decided, what else is proposed there."""
    rows = amendments_shown().select_related("plan", "version", "person", "organisation", "advice_by", "overtaken_by")
    entry = get_object_or_404(rows, plan=plan, number=number)
    backings = entry.backings.select_related("organisation", "person").order_by("date", "id")
    given = {
        "entry": entry,
        "backings": backings,
        "others": beside(entry),
        "withdrawn": why_withdrawn(entry),
        "citations": citations_about(entry.public_id),
    }
    return render(request, "amendments/amendment.html", given)


@public_page
def brief(request: HttpRequest, plan: str) -> HttpResponse:
    """What changed since a version (`?since=`), and what is still disputed; on two sheets of paper."""
    versions = list(Version.objects.filter(plan=plan).select_related("plan").order_by("number"))
    found = versions[0].plan if versions else get_object_or_404(Plan, pk=plan)
    since = request.GET.get("since", "")
    told = brief_of(found, versions, int(since) if since.isdecimal() and len(since) < 6 else None)
    return render(
        request,
        "amendments/brief.html",
        {"plan": found, "brief": told, "versions": versions[:-1], "first_words": first_words},
    )

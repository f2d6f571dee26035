"""The process of a plan as a timeline."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.kernel import clock
from tovchoo.kernel.pages import public_page
from tovchoo.plans.models import Plan

from .stages import stages_of
from .timeline import KINDS, timeline_of


@public_page
def process(request: HttpRequest, plan: str) -> HttpResponse:
    acts = ("working_group__established_by", "approval", "order")
    found = get_object_or_404(Plan.objects.select_related(*acts).defer("folded"), pk=plan)
    events = timeline_of(found)
    given = {"plan": found, "events": events, "kinds": KINDS, "stages": stages_of(found, events, clock.today())}
    return render(request, "cycle/process.html", given)

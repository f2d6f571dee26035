"""The process of a plan as a timeline."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tovchoo.kernel import clock
from tovchoo.kernel.pages import public_page
from tovchoo.plans.questions import plan_or_404

from .questions import calendar_of
from .stages import stages_of
from .timeline import KINDS, timeline_of


@public_page
def process(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(plan)
    events = timeline_of(found)
    given = {"plan": found, "events": events, "kinds": KINDS, "stages": stages_of(found, events, clock.today())}
    return render(request, "cycle/process.html", given | {"calendar": calendar_of(found)})

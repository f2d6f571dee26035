"""The process of a plan as a timeline; why its draft was changed, whatever led to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tovchoo.drafting.models import Passage
from tovchoo.drafting.policy import PART
from tovchoo.drafting.rules import explain
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.pages import public_page
from tovchoo.ledger.pages import form_page, form_shown, sent
from tovchoo.plans.questions import plan_or_404

from .forms import BecauseForm
from .questions import calendar_of, sources_of
from .stages import stages_of
from .timeline import KINDS, timeline_of


@public_page
def process(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(plan)
    events = timeline_of(found)
    given = {"plan": found, "events": events, "kinds": KINDS, "stages": stages_of(found, events, clock.today())}
    return render(request, "cycle/process.html", given | {"calendar": calendar_of(found)})


@form_page
def because(request: HttpRequest, plan: str, code: str, passage: str) -> HttpResponseBase:
    """Why a passage of the draft was changed, and the entry that led to it: told with the next version."""
    rows = Passage.objects.select_related("part__draft__plan__working_group")
    entry = get_object_or_404(rows, part__draft__plan=plan, part__code=code, code=passage)
    PART.ask("write", entry.part, by=request.user)
    form = BecauseForm(sent(request), sources=sources_of(entry.part.draft.plan))
    back = f"{address('drafting:part', plan, code)}#{passage}"
    if not form.is_valid():
        return form_shown(request, form, title=_("Why it was changed"), back=back, button=_("Save"))
    said = form.cleaned_data
    explain(entry.part, said["reason"], passage=entry, source=said["source"], by=request.user)
    messages.success(request, _("Saved: it is told with the next version."))
    return redirect(back)

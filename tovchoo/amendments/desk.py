"""Pages of those who propose, support and decide: what is open, passage by passage; one amendment beside the draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import reader
from tovchoo.kernel.pages import page_of
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.pages import act_page, done_for_a_reason, form_page, form_shown, sent
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Plan, Version

from . import rules
from .forms import DecideForm, ProposeForm, RecommendForm
from .landing import LEAVE_OUT, WORD, Landing, met_in, seen_landing
from .models import Amendment
from .policy import ACCEPTED, AMENDMENT, DECIDERS, DECLINED, EDITED, OVERTAKEN, PROPOSED
from .questions import (
    amendments_shown,
    beside,
    groups_of,
    meetings_of,
    open_places,
    speaks_for,
    speaks_for_all,
    supported_by,
)

PASSAGES = 15  # on one page of the desk


@require_safe
def desk(request: HttpRequest, plan: str) -> HttpResponse:
    """What is open, passage by passage in the order of the plan; with the buttons that somebody has."""
    found, account = _plan(plan), _account(request)
    AMENDMENT.ask("follow", Amendment(plan=found), by=account)
    page = page_of(request, open_places(found), PASSAGES)
    groups = groups_of(found, page.object_list)
    shown = [each for group in groups for each in group.amendments]
    decides = DECIDERS.test(account, Amendment(plan=found))
    meetings = meetings_of(found) if decides else []
    given = {
        "plan": found, "page": page, "groups": groups, "met": met_in(shown) if decides else set(), "decides": decides,
        "offers": {each.pk: _offers(each, account) for each in shown}, "supported": supported_by(account, found),
        "meetings": meetings, "meeting": _of(meetings, request.GET.get("meeting")),
        "is_early": not shown and not Version.objects.filter(plan=found).exclude(sha256="").exists(),
    }  # fmt: skip
    return render(request, "amendments/desk.html", given)


@form_page
def new(request: HttpRequest, plan: str) -> HttpResponseBase:
    """Propose an amendment: `?version=`, `?passage=`, and in which language with `?language=`."""
    entry = _begun(request, _plan(plan))
    AMENDMENT.ask("propose", entry, by=request.user)
    organisations, own = _organisations(request, entry.plan), speaks_for(request.user, entry.plan)
    first = {"kind": WORD, "after": entry.before, "organisation": own[0] if own else None}
    form = ProposeForm(sent(request), entry=entry, organisations=organisations, initial=first)
    if form.is_valid():
        for name, value in form.values().items():
            setattr(entry, name, value)
        try:
            made = rules.propose(entry, by=request.user)
        except Refused as refused:
            form.blame(refused.reasons)
        else:
            messages.success(request, _("Proposed. Everybody can read it, and members can support it."))
            return redirect(made)
    others = beside(Amendment(plan=entry.plan, passage=entry.passage))
    return form_shown(request, form, "amendments/new.html", entry=entry, others=others)


@form_page
def work(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """One amendment with the acts that somebody has; for those who decide beside the draft, with the decision."""
    entry, account = _found(request, plan, number), _account(request)
    AMENDMENT.ask("follow", entry, by=account)
    given = {"entry": entry, "offers": _offers(entry, account), "others": beside(entry), "form": None, "landing": None,
             "is_supported": entry.pk in supported_by(account, entry.plan), "missing": []}  # fmt: skip
    if not AMENDMENT.allows("look_into", entry, by=account):
        return render(request, "amendments/work.html", given)
    given["landing"] = landing = seen_landing(entry)
    if entry.stage != PROPOSED:
        return render(request, "amendments/work.html", given)
    form = _decision_form(request, entry, landing)
    if form.is_valid():
        try:
            _decide(entry, form.cleaned_data, by=account)
        except Refused as refused:
            form.add_error(None, [str(each) for each in refused.reasons])
            entry = given["entry"] = _found(request, plan, number)
        else:
            messages.success(request, _("Decided. Everybody can read it."))
            return redirect(_desk(entry, form.cleaned_data["meeting"]))
    given["missing"] = AMENDMENT.missing("accept", entry, by=account)
    return form_shown(request, **given | {"form": form}, template="amendments/work.html")


def _decision_form(request: HttpRequest, entry: Amendment, landing: Landing) -> DecideForm:
    """With the decisions that are possible now, and the words that they begin with."""
    decisions = [str(stage) for act, stage in DECISIONS if AMENDMENT.allows(act, entry, by=request.user)]
    if entry.kind == LEAVE_OUT:
        decisions = [each for each in decisions if each != EDITED]
    others = Amendment.objects.filter(plan=entry.plan, passage=entry.passage).exclude(pk=entry.pk).order_by("number")
    first = {"final": entry.after, "in_draft": landing.text, "base": landing.rendering.head if landing.rendering else 0,
             "meeting": request.GET.get("meeting", ""), "decision": decisions[0] if decisions else ""}  # fmt: skip
    met = landing.met and EDITED in decisions
    meetings = meetings_of(entry.plan)
    return DecideForm(sent(request), decisions=decisions, others=others, meetings=meetings, met=met, initial=first)


DECISIONS = (("accept", ACCEPTED), ("edit", EDITED), ("decline", DECLINED), ("overtake", OVERTAKEN))


def _decide(entry: Amendment, said: dict[str, Any], *, by: Any) -> None:
    """By the rule of what was chosen."""
    told = {"reason": said["reason"], "meeting_id": said["meeting"], "by": by}
    if said["decision"] == ACCEPTED:
        rules.accept(entry, **told)
    elif said["decision"] == EDITED:
        rules.edit(entry, said["final"], in_draft=said.get("in_draft") or "", base=said.get("base") or 0, **told)
    elif said["decision"] == DECLINED:
        rules.decline(entry, **told)
    else:
        rules.overtake(entry, said["overtaken_by"], **told)


@act_page
def accept(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """As it is, from the desk."""
    entry = _found(request, plan, number)
    meeting = request.POST.get("meeting", "")
    meeting = meeting if meeting and _of(meetings_of(entry.plan), meeting) else ""
    rules.accept(entry, meeting_id=meeting, by=request.user)
    messages.success(request, _("Accepted: amendment %(number)s is in the draft.") % {"number": number})
    return redirect(_desk(entry, meeting))


@act_page
def back(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    entry = _found(request, plan, number)
    rules.back(entry, by=request.user)
    return redirect(address("amendments:work", plan, number))


@act_page
def unback(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    entry = _found(request, plan, number)
    rules.unback(entry, by=request.user)
    return redirect(address("amendments:work", plan, number))


@form_page
def recommend(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """What the working group recommends."""
    entry = _found(request, plan, number)
    AMENDMENT.ask("recommend", entry, by=request.user)
    first = {"advice": entry.advice, "reason": entry.advice_reason}
    form, back = RecommendForm(sent(request), initial=first), address("amendments:work", plan, number)
    if not form.is_valid():
        says = AMENDMENT.acts["recommend"].says
        given = {"entry": entry, "title": f"{_called(entry)}: {says}", "button": says, "back": back}
        return form_shown(request, form, "amendments/recommend.html", **given)
    rules.recommend(entry, form.cleaned_data["advice"], reason=form.cleaned_data["reason"], by=request.user)
    return redirect(back)


@form_page
def withdraw(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    return _for_a_reason(request, plan, number, "withdraw", rules.withdraw)


@form_page
def take_up(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    return _for_a_reason(request, plan, number, "take_up", rules.take_up)


def _for_a_reason(request: HttpRequest, plan: str, number: int, act: str, rule: Any) -> HttpResponseBase:
    entry = _found(request, plan, number)
    AMENDMENT.ask(act, entry, by=request.user)
    says, back = AMENDMENT.acts[act].says, address("amendments:work", plan, number)
    given: dict[str, Any] = {"title": f"{_called(entry)}: {says}", "button": says, "back": back}
    return done_for_a_reason(request, lambda why: rule(entry, reason=why, by=request.user), **given)


def _called(entry: Amendment) -> str:
    return _("Amendment %(number)s") % {"number": entry.number}


# --- what a request is about ------------------------------------------------------------------------------------------


def _account(request: HttpRequest) -> Any:
    return request.user


def _plan(pk: str) -> Plan:
    return get_object_or_404(Plan.objects.select_related("working_group"), pk=pk)


def _found(request: HttpRequest, plan: str, number: int) -> Amendment:
    rows = amendments_shown().select_related("plan__working_group", "version", "organisation", "person", "advice_by")
    return get_object_or_404(rows, plan=plan, number=number)


def _begun(request: HttpRequest, plan: Plan) -> Amendment:
    """The amendment to be, as its address says: of which version, passage and language."""
    number = request.GET.get("version", "")
    if not (number.isdecimal() and len(number) < 6):
        raise Http404(number)
    version = get_object_or_404(Version, plan=plan, number=int(number))
    entry = Amendment(plan=plan, version=version, passage=request.GET.get("passage", "")[:80], stage=PROPOSED)
    if entry.place is None:
        raise Http404(entry.passage)
    there, wanted = entry.place.text.languages, request.GET.get("language", "")
    entry.language = wanted if wanted in there else reader() if reader() in there else entry.place.text.original
    entry.before = str(entry.place.text.get(entry.language, ""))
    return entry


def _organisations(request: HttpRequest, plan: Plan) -> QuerySet[Organisation]:
    rows = Organisation.objects.order_by("id").only("name")
    if speaks_for_all(request.user):
        return rows
    return rows.filter(pk__in=[each.pk for each in speaks_for(request.user, plan)])


def _offers(entry: Amendment, account: Any) -> set[str]:
    return {each.name for each in AMENDMENT.on_offer(entry, by=account)}


def _of(meetings: list[Any], wanted: str | None) -> str:
    """A meeting that was asked for, if it is one of these."""
    return wanted if wanted and wanted in dict(meetings) else ""


def _desk(entry: Amendment, meeting: str) -> str:
    """Back to the desk, where the next one stands."""
    return address("amendments:desk", entry.plan_id) + (f"?meeting={meeting}" if meeting else "")

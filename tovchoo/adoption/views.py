"""Pages of the way into law: what was voted on, ordered and published, set against each other; the desk for it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_safe

from tovchoo.files.rules import keep
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.pages import public_page
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.pages import done_for_a_reason, form_page, form_shown, sent
from tovchoo.people.models import Instrument
from tovchoo.plans.models import Version
from tovchoo.versions.lacking import lacking
from tovchoo.versions.models import Endorsement

from . import rules
from .forms import EndorsementForm, VoteForm
from .policy import APPROVAL, ENDORSEMENT, ORDER, REVIEW
from .questions import Known, counted_again, in_force, known_of, way_of

BESIDE = ("plan__msf", "plan__working_group", "plan__jurisdiction")
TITLE, TEXT = (
    noop("Approval of %(plan)s"),
    noop("Version %(number)s of the plan is approved. Its text has the SHA-256 %(sha256)s."),
)


@public_page
def approval(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The text voted on, the text ordered, the text published: whether they are one."""
    entry = _version(plan, number)
    return render(
        request, "adoption/approval.html", {"entry": entry, "way": way_of(entry), "now": in_force(entry.plan)}
    )


@public_page
def recount(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The hash counted anew from the text as it stands now."""
    entry = _version(plan, number)
    counted = counted_again(entry) if entry.sha256 else ""
    return render(request, "adoption/recount.html", {"entry": entry, "counted": counted})


def _version(plan: str, number: int) -> Version:
    return get_object_or_404(Version.objects.select_related(*BESIDE), plan=plan, number=number)


@require_safe
def desk(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """How far a version is on its way, and what may follow or stands in its way."""
    entry = _asked(request, plan, number)
    known = known_of(entry)
    way = way_of(entry, known)
    done = {each.kind for each in way.stages}
    once = {"put_to_the_vote": APPROVAL, "approve": APPROVAL, "order": ORDER}
    names = [name for name, kind in once.items() if kind not in done]
    names += ["review", "change"] if ORDER in done else []
    last = known.newest(entry)
    cases = [(name, _beside(Endorsement(version=entry), known)) for name in names]
    cases += [("take_back", _beside(last, known))] if last else []
    given = {
        "entry": entry, "way": way, "last": last,
        "acts": [(name, ENDORSEMENT.acts[name], ENDORSEMENT.missing(name, case, by=request.user))
                 for name, case in cases],
    }  # fmt: skip
    return render(request, "adoption/desk.html", given)


def _asked(request: HttpRequest, plan: str, number: int) -> Version:
    """A version, for those who keep its way into law."""
    entry = _version(plan, number)
    if not ENDORSEMENT.acts["put_to_the_vote"].by.test(request.user, Endorsement(version=entry)):
        ENDORSEMENT.ask("put_to_the_vote", Endorsement(version=entry), by=request.user)
    return entry


def _beside(step: Endorsement, known: Known) -> Any:
    """A step as a page asks about it: with what is known already. A rule asks anew."""
    asked: Any = copy(step)
    asked.known = known
    return asked


@form_page
def vote(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """The motion to the MSF, worded beforehand; and what the version lacks, while it can still be mended."""
    entry = _asked(request, plan, number)
    ENDORSEMENT.ask("put_to_the_vote", _beside(Endorsement(version=entry), known_of(entry)), by=request.user)
    words = {"plan": entry.plan.title, "number": entry.number, "sha256": entry.sha256}
    initial = {"title": _worded(TITLE, words), "text": _worded(TEXT, words)}
    form = VoteForm(sent(request), initial=initial)
    back = address("adoption:desk", plan, number)
    if not form.is_valid():
        shown = {"title": ENDORSEMENT.acts["put_to_the_vote"].says, "back": back, "lacks": lacking(entry)}
        return form_shown(request, form, "adoption/vote.html", **shown)
    motion = rules.put_to_the_vote(entry, form.cleaned_data["title"], form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Tabled. Its page is public; look at its options, add papers, then open the vote."))
    return redirect(address("decisions:prepare", motion.pk))


def _worded(message: str, given: dict[str, Any]) -> Localized:
    """In each language of the site, with the plan's title in that language."""
    found = {}
    for code in rules.in_each("").keys() | {"en"}:
        told = given | {"plan": given["plan"].get(code) or str(given["plan"])}
        found[code] = str(rules.in_each(message, **told)[code])
    return Localized(found)


@form_page
def approve(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """The MSF has approved it."""
    return _endorsed(request, plan, number, "approve", rules.approve, {"kind": Instrument.Kind.APPROVAL})


@form_page
def order(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """The order with number, date and signed file: from then on the version is the plan."""
    return _endorsed(request, plan, number, "order", rules.order, {"kind": Instrument.Kind.ORDER})


@form_page
def review(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """It was looked at anew, and nothing was changed."""

    def does(version: Version, instrument: Instrument, *, by: Any, reason: str, **given: str) -> Any:
        return rules.review(version, instrument, by=by, **given)

    return _endorsed(request, plan, number, "review", does, {"kind": Instrument.Kind.RESOLUTION})


def _endorsed(
    request: HttpRequest, plan: str, number: int, act: str, does: Callable[..., Any], initial: dict[str, Any]
) -> HttpResponseBase:
    entry = _asked(request, plan, number)
    kind = {"approve": APPROVAL, "order": ORDER, "review": REVIEW}[act]
    step = _beside(Endorsement(version=entry, kind=kind), known_of(entry))
    missing = ENDORSEMENT.missing(act, step, by=request.user)
    otherwise = f"{act}_otherwise"
    if missing:
        ENDORSEMENT.ask(otherwise if otherwise in ENDORSEMENT.acts else act, step, by=request.user)
    form = EndorsementForm(sent(request), request.FILES or None, step=step, initial=initial)
    if not missing:
        del form.fields["despite"]
    elif request.method == "POST":
        form.fields["despite"].required = True
    back = address("adoption:desk", plan, number)
    if form.is_valid():
        said = form.cleaned_data
        try:
            does(entry, _instrument(form, by=request.user), sha256=said["sha256"], reason=said.get("despite", ""),
                 unrecorded=said["unrecorded"], by=request.user)  # fmt: skip
        except Refused as refused:
            form.add_error("sha256" if said["sha256"] else None, [str(each) for each in refused.reasons])
        else:
            messages.success(request, _("Recorded."))
            return redirect(back)
    shown = {"title": ENDORSEMENT.acts[act].says, "back": back, "missing": missing, "entry": entry}
    return form_shown(request, form, "adoption/endorse.html", **shown)


def _instrument(form: EndorsementForm, *, by: Any) -> Instrument:
    if chosen := form.cleaned_data["existing"]:
        return chosen  # type: ignore[no-any-return]
    file = form.cleaned_data["file"]
    entry = Instrument(**form.values(by=by))
    return rules.record_instrument(entry, entry.title, keep(file) if file else None, by=by)


@form_page
def change(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """The plan in force is to be changed: why."""
    entry = _asked(request, plan, number)
    ENDORSEMENT.ask("change", _beside(Endorsement(version=entry), known_of(entry)), by=request.user)

    def does(why: str) -> str:
        rules.open_for_a_change(entry, reason=why, by=request.user)
        return address("drafting:draft", plan)

    back = address("adoption:desk", plan, number)
    return done_for_a_reason(request, does, title=ENDORSEMENT.acts["change"].says, back=back)


@form_page
def take_back(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """The newest step was recorded in error: why, for everybody to read."""
    entry = _asked(request, plan, number)
    known = known_of(entry)
    step = known.newest(entry) or Endorsement(version=entry)
    ENDORSEMENT.ask("take_back", _beside(step, known), by=request.user)
    back = address("adoption:desk", plan, number)

    def does(why: str) -> None:
        rules.take_back(step, reason=why, by=request.user)
        messages.success(request, _("Taken back. That it was recorded, and why it is not any more, stays public."))

    says, paper = ENDORSEMENT.acts["take_back"].says, step.instrument
    named = f"{paper} {_('No. %(number)s') % {'number': paper.number}}" if paper.number else paper
    note = _("The step goes; that it was recorded stays in the history. "
             "Without its order a version is not the plan: the one before is again, or the draft goes on.")  # fmt: skip
    return done_for_a_reason(request, does, title=f"{says}: {named}", back=back, button=says, note=note)

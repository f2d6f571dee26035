"""The register in the workspace: every kind of entry that people keep by hand, listed, entered, corrected, with its
history. One line a kind; what may be done is for the policy tables of their apps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

import tovchoo.cycle.policy
import tovchoo.cycle.rules
import tovchoo.drafting.policy
import tovchoo.drafting.rules
import tovchoo.meetings.policy
import tovchoo.meetings.rules
import tovchoo.people.policy
import tovchoo.people.rules
import tovchoo.plans.policy
import tovchoo.plans.rules
from tovchoo.cycle.forms import StepForm
from tovchoo.drafting.forms import TermForm
from tovchoo.kernel.addresses import address
from tovchoo.kernel.folding import terms
from tovchoo.kernel.inputs import EntryForm
from tovchoo.kernel.pages import page_of
from tovchoo.ledger.pages import act_page, form_page, form_shown, found, sent
from tovchoo.meetings.forms import PastForm
from tovchoo.people import forms as people
from tovchoo.people.models import Merge, Organisation
from tovchoo.plans import forms as plans


@dataclass(frozen=True)
class Register:
    """One kind of entry: its form, its rules, what a list of them is called."""

    title: Promise
    form: type[EntryForm]
    rules: Any
    policies: Any

    @property
    def model(self) -> type[Model]:
        model: Any = self.form._meta.model
        return model  # type: ignore[no-any-return]

    @property
    def policy(self) -> Any:
        return self.policies.REGISTERED[self.model]


PEOPLE, PLANS = (tovchoo.people.rules, tovchoo.people.policy), (tovchoo.plans.rules, tovchoo.plans.policy)
REGISTERS = {
    "organisations": Register(lazy("Organisations"), people.OrganisationForm, *PEOPLE),
    "people": Register(lazy("People"), people.PersonForm, *PEOPLE),
    "offices": Register(lazy("Offices"), people.OfficeForm, *PEOPLE),
    "tenures": Register(lazy("Who holds an office"), people.TenureForm, *PEOPLE),
    "instruments": Register(lazy("Orders and approvals"), people.InstrumentForm, *PEOPLE),
    "forums": Register(lazy("Forums"), people.ForumForm, *PEOPLE),
    "meetings": Register(lazy("Meetings of the past"), PastForm, tovchoo.meetings.rules, tovchoo.meetings.policy),
    "steps": Register(lazy("Steps of the calendar"), StepForm, tovchoo.cycle.rules, tovchoo.cycle.policy),
    "terms": Register(lazy("Glossary"), TermForm, tovchoo.drafting.rules, tovchoo.drafting.policy),
    "jurisdictions": Register(lazy("Jurisdictions"), plans.JurisdictionForm, *PLANS),
    "plans": Register(lazy("Plans"), plans.PlanForm, *PLANS),
}


def _register(kind: str, request: HttpRequest, act: str = "register") -> Register:
    """The register of a kind, for somebody who may keep it."""
    if kind not in REGISTERS:
        raise Http404(kind)
    register = REGISTERS[kind]
    register.policy.ask("register", register.model(), by=request.user)
    return register


@require_safe
def entries(request: HttpRequest, kind: str) -> HttpResponse:
    """All entries of a kind, those with certain words in them first asked for by `?q=`."""
    register = _register(kind, request)
    question = request.GET.get("q", "")[:200]
    rows: Any = register.model._default_manager.order_by("id")
    if hasattr(register.model, "folded"):
        rows = rows.defer("folded")
        for term in terms(question):
            rows = rows.filter(folded__contains=f" {term}" if len(term) > 2 else f" {term} ")
    given = {"kind": kind, "register": register, "entries": page_of(request, rows), "question": question}
    return render(request, "web/register.html", given)


@form_page
def enter(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A new entry."""
    register = _register(kind, request)
    form = register.form(sent(request), initial=request.GET.dict())
    if not form.is_valid():
        return _form(request, kind, form, title=register.policy.acts["register"].says)
    entry = register.rules.register(register.model(**form.values(by=request.user)), by=request.user)
    messages.success(request, _("Entered: %(name)s") % {"name": entry})
    return redirect(address("web:register-entry", kind, entry.pk))


@form_page
def correct(request: HttpRequest, kind: str, pk: str) -> HttpResponseBase:
    """An entry as it stands, to be corrected with a reason; what else may be done with it; its history."""
    register = _register(kind, request)
    entry = found(request, register.model, pk)
    shown = get_object_or_404(register.model, pk=pk)  # the form writes into its own copy
    form, reason = register.form(sent(request), instance=shown), people.ReasonForm(sent(request))
    if not (form.is_valid() and reason.is_valid()):
        return _form(request, kind, form, title=str(entry), reason=reason, entry=entry)
    why = reason.cleaned_data["reason"]
    changed = register.rules.correct(entry, form.values(by=request.user), reason=why, by=request.user)
    messages.success(request, _("Corrected.") if changed else _("Nothing was different."))
    return redirect(address("web:register-entry", kind, pk))


def _form(request: HttpRequest, kind: str, form: Any, *, title: str, **given: Any) -> HttpResponse:
    given = {"entry": None, "kind": kind, "register": REGISTERS[kind], "title": title, "merge": None} | given
    entry = given["entry"]
    if getattr(entry, "merged_into_id", None):
        merges = Merge.objects.filter(kind=entry._meta.model_name, gone_id=entry.pk, undone_at=None)
        given["merge"] = merges.order_by("-pk").first()
    return form_shown(request, form, "web/register_entry.html", **given)


@form_page
def merge(request: HttpRequest, kind: str, pk: str) -> HttpResponseBase:
    """Two entries of a kind are one."""
    model: Any = _mergeable(kind, request)
    gone = found(request, model, pk)
    form = people.MergeForm(sent(request), gone=gone, initial={"kept": request.GET.get("with")})
    if not form.is_valid():
        return _decision(request, kind, gone, form, _("Merge with another"))
    PEOPLE[0].merge(form.cleaned_data["kept"], gone, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Merged. It can be undone on the page of the entry."))
    return redirect(address("web:register-entry", kind, pk))


@act_page
def undo_merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Two entries after all."""
    done = get_object_or_404(Merge, pk=pk)
    kind = next(kind for kind, each in REGISTERS.items() if each.model._meta.model_name == done.kind)
    _mergeable(kind, request)
    PEOPLE[0].undo_merge(done, reason=_("the merge was undone"), by=request.user)
    messages.success(request, _("The merge was undone."))
    return redirect(address("web:register-entry", kind, done.gone_id))


def _mergeable(kind: str, request: HttpRequest) -> type[Model]:
    """The entries of a kind of which two can turn out to be one."""
    register = _register(kind, request)
    if "merge" not in register.policy.acts:
        raise Http404(kind)
    return register.model


@form_page
def succeed(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One body became another."""
    _register("organisations", request)
    old = get_object_or_404(Organisation, pk=pk)
    form = people.SuccessionForm(sent(request), old=old)
    if not form.is_valid():
        return _decision(request, "organisations", old, form, _("Record its successor"))
    PEOPLE[0].succeed(old, by=request.user, **form.cleaned_data)
    messages.success(request, _("Recorded. What was done before keeps the older name."))
    return redirect(address("web:register-entry", "organisations", pk))


def _decision(request: HttpRequest, kind: str, entry: Any, form: Any, title: str) -> HttpResponse:
    back = address("web:register-entry", kind, entry.pk)
    return form_shown(request, form, title=f"{entry}: {title}", back=back, button=title)

"""Pages of the working draft: what it contains, what was taken out, its languages and glossary."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import name as language_name
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.kernel.wording import pieces
from tovchoo.ledger.pages import act_page, form_page, form_shown, sent
from tovchoo.plans.models import Plan, Version
from tovchoo.plans.roles import charges_of

from . import rules
from .desk import DECLARED, declared
from .differing import differing
from .forms import BeginForm, CommitmentForm, SectionForm
from .models import Draft, Part, Term
from .policy import DRAFT, KEEPERS
from .questions import asked_of, differing_in, languages_of, parts_of, state_of, texts_out, to_translate


@public_page
def glossary(request: HttpRequest, plan: str) -> HttpResponse:
    """The words of a plan and what they mean."""
    found = get_object_or_404(Plan, pk=plan)
    terms = sorted(Term.objects.filter(plan=found).defer("folded"), key=lambda each: str(each.title).casefold())
    return render(request, "drafting/glossary.html", {"plan": found, "terms": terms})


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The plans whose draft one may read, and those whose draft one may begin."""
    drafts = {each.plan_id: each for each in Draft.objects.select_related("plan__working_group")}
    mine, to_begin = [], []
    for plan in Plan.objects.select_related("working_group").defer("folded").order_by("-ordinal", "id"):
        found = drafts.get(plan.pk)
        if found and DRAFT.allows("read", found, by=request.user):
            mine.append(found)
        elif not found and not plan.order_id and DRAFT.acts["begin"].by.test(request.user, Draft(plan=plan)):
            to_begin.append(plan)
    charged = Part.objects.filter(commitment__in=_charged(request.user)).select_related("draft__plan")
    given = {"mine": mine, "to_begin": to_begin, "charged": charged.order_by("code")}
    return render(request, "drafting/desk.html", given)


def _charged(account: Any) -> set[str]:
    """The commitments that somebody answers for today: what is only to begin opens no page yet."""
    return charges_of(account.person_id, clock.today())


@require_safe
def draft(request: HttpRequest, plan: str) -> HttpResponse:
    """All parts in their order, with how far each is."""
    parts = list(parts_of(plan))
    found = parts[0].draft if parts else Draft.objects.select_related("plan__working_group").filter(plan=plan).first()
    if found is None:
        entry = get_object_or_404(Plan.objects.select_related("working_group"), pk=plan)
        DRAFT.ask("begin", Draft(plan=entry), by=request.user)
        given = {"form": BeginForm(), "plan": entry, "title": DRAFT.acts["begin"].says}
        return render(request, "drafting/begin.html", given)
    DRAFT.ask("read", found, by=request.user)
    others = [each for each in languages_of(found) if each != found.language]
    given = {
        "draft": found, "listed": parts, "others": others,
        "may_arrange": DRAFT.allows("arrange", found, by=request.user), "keeps": KEEPERS.test(request.user, found),
        "last": Version.objects.filter(plan=plan).aggregate(last=Max("number"))["last"],
        "missing": sum(each.missing for each in parts), "behind": sum(each.behind for each in parts),
        "differs": sum(each.differs for each in parts),
    }  # fmt: skip
    return render(request, "drafting/draft.html", given)


@act_page
def begin(request: HttpRequest, plan: str) -> HttpResponseBase:
    entry = get_object_or_404(Plan.objects.select_related("working_group"), pk=plan)
    DRAFT.ask("begin", Draft(plan=entry), by=request.user)
    form = BeginForm(sent(request))
    if not form.is_valid():
        return form_shown(request, form, title=DRAFT.acts["begin"].says, back=address("drafting:draft", plan))
    rules.begin(entry, form.cleaned_data["language"], by=request.user)
    return redirect(address("drafting:draft", plan))


@form_page
def add_section(request: HttpRequest, plan: str) -> HttpResponseBase:
    """One more section at the end; it can be moved."""
    found = _draft(request, plan, "arrange")
    form = SectionForm(sent(request))
    if not form.is_valid():
        return form_shown(request, form, title=_("Add a section"), back=address("drafting:draft", plan))
    part = rules.add_section(found, form.cleaned_data["title"], texts=[Localized()], by=request.user)
    return redirect(address("drafting:part", plan, part.code))


@form_page
def add_commitment(request: HttpRequest, plan: str) -> HttpResponseBase:
    """A commitment that did not come from a proposal."""
    found = _draft(request, plan, "add_commitment")
    form = CommitmentForm(sent(request))
    if not form.is_valid():
        return form_shown(request, form, title=_("Add a commitment"), back=address("drafting:draft", plan))
    said = form.cleaned_data
    part = rules.add_commitment(found, said["title"], lead=said["lead"], by=request.user)
    return redirect(address("drafting:part", plan, part.code))


@act_page
def order(request: HttpRequest, plan: str) -> HttpResponseBase:
    """One part a place up or down."""
    found = _draft(request, plan, "arrange")
    parts = list(found.parts.filter(is_out=False).order_by("number", "pk"))
    codes = [each.code for each in parts]
    code, _space, way = request.POST.get("move", "").partition(" ")
    if code in codes:
        at = codes.index(code)
        to = max(0, min(len(parts) - 1, at + (1 if way == "down" else -1)))
        parts.insert(to, parts.pop(at))
        rules.order_parts(found, parts, by=request.user)
    return redirect(f"{address('drafting:draft', plan)}#{code}" if code in codes else address("drafting:draft", plan))


@require_safe
def out(request: HttpRequest, plan: str) -> HttpResponse:
    """What was taken out of the draft, and can be put back."""
    found = _draft(request, plan, "read")
    parts = found.parts.filter(is_out=True).select_related("commitment").order_by("number")
    texts = list(texts_out(found))
    milestones = [each for each in texts if each.passage.milestone and each.passage.milestone.is_out]
    given = {
        "draft": found, "out": parts, "milestones": milestones, "is_open": found.stage == Draft.Stage.OPEN,
        "may_arrange": DRAFT.allows("arrange", found, by=request.user),
        "texts": page_of(request, [each for each in texts if each not in milestones], 50),
    }  # fmt: skip
    return render(request, "drafting/out.html", given)


@form_page
def languages(request: HttpRequest, plan: str, into: str) -> HttpResponseBase:
    """What is to be translated, in the order of the draft: missing, or behind, with what changed since; with
    `?show=differing` where another number or date stands in another language. Its keepers say there which translations
    are official."""
    found = _draft(request, plan, "read")
    if request.method == "POST":
        DRAFT.ask("declare", found, by=request.user)
        if (act := request.POST.get("do")) in DECLARED:
            declared(request, found, into, act == "official")
        return redirect(request.path)
    others = [each for each in asked_of(found.plan, found.language) if each != found.language]
    given = {
        "draft": found, "others": others, "wanted": into, "name": language_name(into),
        "may_declare": into in others and DRAFT.allows("declare", found, by=request.user),
    }  # fmt: skip
    if request.GET.get("show") == "differing":
        differing_here = page_of(request, differing_in(plan), 30)
        for passage in differing_here:
            texts = {each.language: each.text for each in passage.renderings.all()}
            passage.says, passage.found = texts.get(found.language, ""), differing(texts)
        return render(request, "drafting/differing.html", given | {"shown": differing_here})
    shown = page_of(request, to_translate(plan, into), 30)
    for each in shown:
        each.state = state_of(each, found.language, each.now)
        each.changed = pieces(each.was or "", each.says) if each.text.strip() else []
    return render(request, "drafting/languages.html", given | {"shown": shown})


def _draft(request: HttpRequest, plan: str, act: str) -> Draft:
    found = get_object_or_404(Draft.objects.select_related("plan__working_group"), plan=plan)
    DRAFT.ask(act, found, by=request.user)
    return found

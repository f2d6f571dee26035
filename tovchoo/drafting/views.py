"""Pages of the working draft: its parts, the desk on which one part is written, its milestones, history, languages."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
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
from tovchoo.ledger.pages import act_page, done_for_a_reason, form_page, form_shown, sent
from tovchoo.plans.models import Charge, Plan, Version
from tovchoo.plans.roles import charges_of
from tovchoo.writing.pages import answered, keep_sent, number, others_in, say_kept, taken_in
from tovchoo.writing.rules import LONGEST

from . import rules
from .differing import Difference, Names, differing
from .forms import (
    BeginForm,
    ChargeForm,
    CommitmentForm,
    MilestoneForm,
    NewMilestoneForm,
    PartForm,
    SectionForm,
)  # fmt: skip
from .models import Draft, DraftMilestone, Part, Passage, Rendering, Term
from .opened import Open, missing_of, opened
from .policy import CHARGE, DRAFT, KEEPERS, PART
from .questions import asked_of, languages_of, parts_of, state_of, to_translate

PARTS = "draft__plan__working_group", "commitment", "lead"


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
    passages = Passage.objects.filter(part__draft=found, part__is_out=False, is_out=True).select_related("part")
    texts = Rendering.objects.filter(passage__in=passages, language=found.language).exclude(text="")
    given = {
        "draft": found, "out": parts, "may_arrange": DRAFT.allows("arrange", found, by=request.user),
        "texts": page_of(request, texts.select_related("passage__part").order_by("-passage__pk"), 50),
    }  # fmt: skip
    return render(request, "drafting/out.html", given)


# --- one part ---------------------------------------------------------------------------------------------------------


@csp_replace({"trusted-types": ["pasted"]})  # what is pasted is read by the browser in a document in which nothing runs
@form_page
def part(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """All passages of a part to write in, beside each other in their languages. A script keeps them as they are typed;
    without one the button does."""
    page = max(1, number(request.GET.get("page")))
    found = opened(plan, code, page)
    PART.ask("read", found.part, by=request.user)
    if request.method == "POST":
        say_kept(request, keep_sent(request, _texts(found), rules.keep))
        return redirect(address("drafting:part", plan, code))
    may_write = PART.allows("write", found.part, by=request.user)
    given = {
        "found": found, "part": found.part, "draft": found.part.draft, "longest": LONGEST, "page": page,
        "may_write": may_write, "missing": missing_of(found) if page == 1 else [], "others": _others(found),
        "may_name": bool(found.part.commitment) and CHARGE.allows("name", None, by=request.user),
        "may_take_out": PART.allows("take_out", found.part, by=request.user),
        "said": _terms_said(found), "differs": _differs(found),
    }  # fmt: skip
    return render(request, "drafting/part.html", given)


def _others(found: Open) -> list[str]:
    return [each for each in languages_of(found.part.draft) if each != found.part.draft.language]


def _terms_said(found: Open) -> list[tuple[Localized, Localized]]:
    """Of the glossary what this page speaks of."""
    words = " ".join(each.original for each in found.paragraphs).casefold()
    first = found.part.draft.language
    return [(term, meaning) for term, meaning in found.terms if str(term.get(first, "")).casefold()[:-1] in words]


def _texts(found: Open) -> list[Rendering]:
    return [cell.rendering for each in found.paragraphs for cell in each.cells]


def _differs(found: Open) -> dict[int, list[Difference]]:
    """By passage, which numbers, dates and names are others in one language than in the other."""
    names = Names(found.names)
    return {each.passage.pk: told for each in found.paragraphs if (told := differing(each.texts, names))}


@act_page
def keep(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """What the script sends as people type, and the beat by which it hears of others."""
    return answered(lambda: _kept(request, plan, code))


def _kept(request: HttpRequest, plan: str, code: str) -> dict[str, Any]:
    found = _part(request, plan, code, "write")
    rows = Rendering.objects.filter(passage__part=found, passage__is_out=False)
    texts = {each.pk: each for each in rows.select_related(*(f"passage__part__{each}" for each in PARTS))}
    answer, here = taken_in(request, texts, rules.keep)
    rules.be_present(found, here, by=request.user)
    return answer | {"others": others_in(found.present, request.user, "rendering_id")}


@act_page
def arrange(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """Keep what was typed, then do what the button says with one passage or its translation."""
    found = opened(plan, code, max(1, number(request.GET.get("page"))))
    PART.ask("write", found.part, by=request.user)
    keep_sent(request, _texts(found), rules.keep)
    act, _space, named = request.POST.get("do", "").partition(" ")
    place = _arranged(request, found.part, act, named) if act in ARRANGING else ""
    return redirect(f"{address('drafting:part', plan, code)}{f'#{place}' if place else ''}")


def _arranged(request: HttpRequest, part: Part, act: str, named: str) -> str:
    """What each button does; the passage to which it leads."""
    if act == "add":
        return rules.add_passage(part, named, Localized(), by=request.user).code
    if act == "match":
        rows = Rendering.objects.filter(passage__part=part).select_related("passage__part__draft")
        rendering = get_object_or_404(rows, pk=number(named))
        rules.match(rendering, by=request.user)
        return rendering.passage.code
    passage = get_object_or_404(part.passages.select_related("part__draft__plan"), code=named)
    return str(ARRANGING[act](request, passage))


def _below(request: HttpRequest, passage: Passage) -> str:
    return rules.add_passage(passage.part, passage.field, Localized(), after=passage, by=request.user).code


def _split(request: HttpRequest, passage: Passage) -> str:
    rules.split(passage, by=request.user)
    return passage.code


def _moved(request: HttpRequest, passage: Passage, by: int) -> str:
    beside = list(
        passage.part.passages.filter(field=passage.field, milestone=None, is_out=False).order_by("place", "pk")
    )
    at = [each.pk for each in beside].index(passage.pk) if passage in beside else 0
    to = at + by
    if 0 <= to < len(beside):
        beside.insert(to, beside.pop(at))
        rules.move(passage, beside[to - 1] if to else None, by=request.user)
    return passage.code


def _taken_out(request: HttpRequest, passage: Passage) -> str:
    rules.take_out(passage, by=request.user)
    messages.success(request, _("The paragraph is out. It can be put back from “Taken out”."))
    return ""


def _put_back(request: HttpRequest, passage: Passage) -> str:
    rules.put_back(passage, by=request.user)
    return passage.code


ARRANGING: dict[str, Any] = {
    "add": None,
    "match": None,
    "below": _below,
    "split": _split,
    "up": lambda request, passage: _moved(request, passage, -1),
    "down": lambda request, passage: _moved(request, passage, 1),
    "out": _taken_out,
    "back": _put_back,
}


@form_page
def facts(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """Who leads and supports a commitment, and when."""
    found = _part(request, plan, code, "plan")
    return _facts(request, found, found, PartForm, PART.acts["plan"].says)


@form_page
def add_milestone(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    found = _part(request, plan, code, "plan")
    form = NewMilestoneForm(sent(request))
    back = address("drafting:part", plan, code)
    if not form.is_valid():
        return form_shown(request, form, title=_("Add a milestone"), back=f"{back}#milestones")
    said = dict(form.cleaned_data)
    title, outputs = said.pop("title"), said.pop("outputs")
    rules.add_milestone(found, title, outputs, by=request.user, **said)
    return redirect(f"{back}#milestones")


@form_page
def milestone(request: HttpRequest, plan: str, code: str, milestone: str) -> HttpResponseBase:
    """When a milestone is due, who leads and supports it; its words are written on the page of the part."""
    found = _part(request, plan, code, "plan")
    entry = get_object_or_404(found.milestones, code=milestone)
    if request.method == "POST" and "out" in request.POST:
        (rules.put_back if entry.is_out else rules.take_out)(entry, by=request.user)
        return redirect(f"{address('drafting:part', plan, code)}#milestones")
    return _facts(request, found, entry, MilestoneForm, _("Milestone %(number)s") % {"number": entry.number})


def _facts(request: HttpRequest, part: Part, row: Part | DraftMilestone, of: Any, title: Any) -> HttpResponseBase:
    names = [each for each in of.base_fields if each != "supporters"]
    initial = {name: getattr(row, name) for name in names} | {"supporters": list(row.supporters.order_by("id"))}
    form = of(sent(request), initial=initial)
    back = address("drafting:part", part.draft.plan_id, part.code)
    if not form.is_valid():
        return form_shown(request, form, "drafting/facts.html", title=title, back=back, row=row, button=_("Save"))
    rules.set_facts(row, form.cleaned_data, by=request.user)  # type: ignore[type-var]
    messages.success(request, _("Saved."))
    return redirect(back if row is part else f"{back}#milestones")


@form_page
def take_out(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """A part that is not to be in the plan: why."""
    return _in_or_out(request, plan, code, "take_out", rules.take_out)


@form_page
def put_back(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """A part that is to be in the plan again: why."""
    return _in_or_out(request, plan, code, "put_back", rules.put_back)


def _in_or_out(request: HttpRequest, plan: str, code: str, act: str, does: Any) -> HttpResponseBase:
    part = _part(request, plan, code, act)
    title, back = PART.acts[act].says, address("drafting:draft", plan)
    return done_for_a_reason(request, lambda why: does(part, reason=why, by=request.user), title=title, back=back)


@form_page
def in_charge(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """Who answers for a commitment: they write its part although they sit nowhere."""
    found = _part(request, plan, code, "read", of_commitment=True)
    CHARGE.ask("name", None, by=request.user)
    form = ChargeForm(sent(request), part=found, initial={"since": clock.today()})
    here = address("drafting:in-charge", plan, code)
    if form.is_valid():
        said = form.cleaned_data
        given = {"kind": said["kind"], "since": said["since"]}
        rules.name_in_charge(found.commitment, said["person"], by=request.user, **given)  # type: ignore[arg-type]
        return redirect(here)
    charges = Charge.objects.filter(commitment=found.commitment).select_related("person").order_by("-since", "pk")
    given = {"part": found, "charges": charges, "title": CHARGE.title, "button": _("Name them")}
    return form_shown(request, form, "drafting/in_charge.html", **given)


@act_page
def end_charge(request: HttpRequest, plan: str, code: str, pk: int) -> HttpResponseBase:
    found = _part(request, plan, code, "read", of_commitment=True)
    charge = get_object_or_404(Charge, pk=pk, commitment=found.commitment)
    rules.end_charge(charge, clock.today(), by=request.user)
    return redirect(address("drafting:in-charge", plan, code))


# --- one passage ------------------------------------------------------------------------------------------------------


@require_safe
def history(request: HttpRequest, plan: str, code: str, passage: str) -> HttpResponse:
    """Who wrote what when in a passage, the latest first, with what each changed; and why, where it was said."""
    found = _part(request, plan, code, "read")
    entry = get_object_or_404(found.passages, code=passage)
    renderings = list(entry.renderings.order_by("pk"))
    wanted = request.GET.get("in", found.draft.language)
    rendering = next((each for each in renderings if each.language == wanted), renderings[0])
    shown = page_of(request, rendering.revisions.select_related("account__person").order_by("-number"), 30)
    before = _before(rendering, shown)
    given = {
        "part": found, "passage": entry, "renderings": renderings, "rendering": rendering, "revisions": shown,
        "changes": {each.pk: pieces(before.get(each.number - 1, ""), each.text) for each in shown},
        "reasons": entry.reasons.select_related("account__person").order_by("-at"),
    }  # fmt: skip
    return render(request, "drafting/history.html", given)


def _before(rendering: Rendering, shown: Any) -> dict[int, str]:
    """What each revision on the page followed, by number."""
    numbers = [each.number - 1 for each in shown]
    return dict(rendering.revisions.filter(number__in=numbers).values_list("number", "text"))


@require_safe
def languages(request: HttpRequest, plan: str, into: str) -> HttpResponse:
    """What is to be translated, in the order of the draft: missing, or behind, with what changed since."""
    found = _draft(request, plan, "read")
    others = [each for each in asked_of(found.plan, found.language) if each != found.language]
    shown = page_of(request, to_translate(plan, into), 30)
    for each in shown:
        each.state = state_of(each, found.language, each.now)
        each.changed = pieces(each.was or "", each.says) if each.text.strip() else []
    given = {"draft": found, "others": others, "wanted": into, "shown": shown, "name": language_name(into)}
    return render(request, "drafting/languages.html", given)


def _draft(request: HttpRequest, plan: str, act: str) -> Draft:
    found = get_object_or_404(Draft.objects.select_related("plan__working_group"), plan=plan)
    DRAFT.ask(act, found, by=request.user)
    return found


def _part(request: HttpRequest, plan: str, code: str, act: str, *, of_commitment: bool = False) -> Part:
    rows = Part.objects.select_related(*PARTS)
    if of_commitment:
        rows = rows.exclude(commitment=None)
    found = get_object_or_404(rows, draft__plan=plan, code=code)
    PART.ask(act, found, by=request.user)
    return found

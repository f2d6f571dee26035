"""The desk on which one part of the draft is written: its texts, its milestones, who answers for it; one passage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.pages import page_of
from tovchoo.kernel.wording import pieces
from tovchoo.ledger.pages import act_page, done_for_a_reason, form_page, form_shown, sent
from tovchoo.plans.models import Charge
from tovchoo.writing.pages import Beside, Sent, answered, clean, keep_sent, number, others_in, say_kept, taken_in
from tovchoo.writing.rules import LONGEST

from . import rules
from .differing import Difference, Names, differing
from .forms import ChargeForm, MilestoneForm, NewMilestoneForm, PartForm
from .models import Draft, DraftMilestone, Part, Passage, Rendering, Revision
from .opened import MOST, Open, headings_on, missing_of, opened, page_on_which, shown_of, whole_of
from .policy import CHARGE, DRAFT, PART
from .questions import languages_of, reasons_of

LONGEST_REASON = Revision._meta.get_field("reason").max_length
PARTS = "draft__plan__working_group", "commitment", "lead"
GONE = gettext_lazy(
    "This was taken out of the draft meanwhile. What is written here is kept with it, under “Taken out”."
)


@csp_replace({"trusted-types": ["pasted"]})  # what is pasted is read by the browser in a document in which nothing runs
@form_page
def part(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """All passages of a part to write in, beside each other in their languages. A script keeps them as they are typed;
    without one the button does. `?passage=` leads to the page on which that one stands."""
    page = max(1, number(request.GET.get("page")))
    found = opened(plan, code, page)
    PART.ask("read", found.part, by=request.user)
    if (passage := request.GET.get("passage")) and request.method == "GET":
        return redirect(_at(plan, code, page_on_which(code, passage), passage))
    if request.method == "POST":
        say_kept(request, _keep_sent(request, found.part))
        return redirect(_at(plan, code, page))
    may_write, whole = PART.allows("write", found.part, by=request.user), whole_of(found)
    given = {
        "found": found, "part": found.part, "draft": found.part.draft, "longest": LONGEST, "page": page,
        "of_page": f"?page={page}" if page > 1 else "", "may_write": may_write, "others": _others(found),
        "missing": missing_of(whole) if page == 1 and may_write else [], "headings": headings_on(found, whole, page),
        "shows_milestones": bool(found.part.commitment) and bool(found.milestones or not whole.milestones),
        "may_declare": DRAFT.allows("declare", found.part.draft, by=request.user),
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
    terms = [(str(term.get(first, "")).casefold()[:-1], term, meaning) for term, meaning in found.terms]
    return [(term, meaning) for stem, term, meaning in terms if stem and stem in words]


def _at(plan: str, code: str, page: int, place: str = "") -> str:
    """The page of a part from which something was sent."""
    return address("drafting:part", plan, code) + (f"?page={page}" if page > 1 else "") + (f"#{place}" if place else "")


def _keep_sent(request: HttpRequest, part: Part) -> Sent:
    """Keep what a form brought; also what was written in a passage that was taken out meanwhile: it stands with it."""
    named = [number(name[5:]) for name in request.POST if name.startswith("text-")]
    first = part.draft.language
    rows = sorted(_texts(part.code).filter(pk__in=named), key=lambda each: (each.language != first, each.pk))
    texts = {each.pk: each for each in rows}
    sent = keep_sent(request, texts.values(), rules.keep, _seen(texts.values()))
    if any(_is_out(each) and sent.known.get(str(each.pk)) != number(request.POST.get(f"base-{each.pk}"))
           for each in texts.values()):  # fmt: skip
        messages.warning(request, GONE)
    _say_why(request, part)
    return sent


def _say_why(request: HttpRequest, part: Part) -> None:
    """The reasons that a form brought, each with what was written in its passage."""
    said = {name[4:]: clean(text).strip()[:LONGEST_REASON] for name, text in request.POST.items() if name[:4] == "why-"}
    told = {code: reason for code, reason in said.items() if reason}
    beside = [f"part__{each}" for each in PARTS]
    for passage in part.passages.filter(code__in=told).select_related(*beside) if told else []:
        if rules.say_why(passage, told[passage.code], by=request.user):
            messages.success(request, _("Saved: the reason stands with what you wrote."))
        else:
            messages.warning(request, _("You have written nothing here yet: a reason stands with what you wrote."))


def _texts(code: str) -> Any:
    """All that is written in a part, and was in what is out of it."""
    beside = [f"passage__part__{each}" for each in PARTS]
    return (
        Rendering.objects.filter(passage__part__code=code).select_related(*beside, "passage__milestone").order_by("pk")
    )


def _is_out(text: Rendering) -> bool:
    passage = text.passage
    return passage.is_out or bool(passage.milestone and passage.milestone.is_out)


def _seen(texts: Iterable[Rendering]) -> Beside:
    """Of what is sent for a translation, the revision of the original that its writer saw: as the script tells where it
    was typed in a window that is gone, else as the window shows it."""
    originals = {each.passage_id: str(each.pk) for each in texts if each.language == each.passage.part.draft.language}

    def seen(text: Rendering, sent: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
        said = sent.get("of", known.get(originals.get(text.passage_id, "")))
        return {"of": None if said is None else number(said)}

    return seen


def _differs(found: Open) -> dict[int, list[Difference]]:
    """By passage, which numbers, dates and names are others in one language than in the other."""
    names = Names(found.names)
    return {each.passage.pk: told for each in found.paragraphs if (told := differing(each.texts, names))}


@act_page
def keep(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """What the script sends as people type, and the beat by which it hears of others."""
    return answered(lambda: _kept(request, plan, code))


def _kept(request: HttpRequest, plan: str, code: str) -> dict[str, Any]:
    rows = list(_texts(code).filter(passage__part__draft__plan=plan))
    found = rows[0].passage.part if rows else _part(request, plan, code, "write")
    PART.ask("write", found, by=request.user)
    answer, here = taken_in(request, {each.pk: each for each in rows}, rules.keep, _seen(rows))
    rules.be_present(found, here, by=request.user)
    others = others_in(found.present, request.user, "rendering_id")
    return answer | {"others": others, **_in_and_out(rows, code, max(1, number(request.GET.get("page"))))}


def _in_and_out(rows: list[Rendering], code: str, page: int) -> dict[str, list[int]]:
    """Of the originals of a part those that belong to a page of it, and all that are out: what a window shows and what
    there is may be two things by now."""
    originals = [each for each in rows if each.language == each.passage.part.draft.language]
    there = {each.passage_id for each in originals if not _is_out(each)}
    if len(there) > MOST or page > 1:
        there = set(shown_of(code).values_list("pk", flat=True)[MOST * (page - 1) : MOST * page])
    return {
        "there": [each.pk for each in originals if each.passage_id in there],
        "out": [each.pk for each in originals if _is_out(each)],
    }


@act_page
def arrange(request: HttpRequest, plan: str, code: str) -> HttpResponseBase:
    """Keep what was typed, then do what the button says with one passage or its translation."""
    found = _part(request, plan, code, "write")
    sent = _keep_sent(request, found)
    act, _space, named = request.POST.get("do", "").partition(" ")
    place = _arranged(request, found, act, named, sent) if act in ARRANGING else ""
    return redirect(_at(plan, code, max(1, number(request.GET.get("page"))), place))


def _arranged(request: HttpRequest, part: Part, act: str, named: str, sent: Sent) -> str:
    """What each button does; the passage to which it leads."""
    if act == "add":
        return rules.add_passage(part, named, Localized(), by=request.user).code
    if act == "match":
        return _matched(request, part, number(named), sent)
    if act in DECLARED:
        return declared(request, part.draft, named, act == "official", part)
    passage = get_object_or_404(part.passages.select_related("part__draft__plan"), code=named)
    return str(ARRANGING[act](request, passage))


def _matched(request: HttpRequest, part: Part, pk: int, sent: Sent) -> str:
    """It says the same as the original that stood beside it."""
    texts = _texts(part.code)
    rendering = get_object_or_404(texts, pk=pk)
    beside = _seen(texts.filter(passage=rendering.passage))
    rules.match(rendering, by=request.user, **beside(rendering, {}, sent.known))
    return str(rendering.passage.code)


def declared(request: HttpRequest, draft: Draft, language: str, is_official: bool, part: Part | None = None) -> str:
    """And how many texts that was said of."""
    found = rules.declare(draft, language, is_official, by=request.user, part=part)
    told = (
        ngettext("%(num)s text is official now.", "%(num)s texts are official now.", found)
        if is_official
        else ngettext("%(num)s text is a working one now.", "%(num)s texts are working ones now.", found)
    )  # fmt: skip
    messages.success(request, told % {"num": found})
    return ""


def _below(request: HttpRequest, passage: Passage) -> str:
    return rules.add_passage(passage.part, passage.field, Localized(), after=passage, by=request.user).code


def _split(request: HttpRequest, passage: Passage) -> str:
    rules.split(passage, by=request.user)
    return passage.code


def _moved(request: HttpRequest, passage: Passage, by: int) -> str:
    beside = list(
        passage.part.passages.filter(field=passage.field, milestone=None, is_out=False).order_by("place", "pk")
    )
    to = beside.index(passage) + by if passage in beside else -1
    if 0 <= to < len(beside):
        beside.insert(to, beside.pop(to - by))
        rules.move(passage, beside[to - 1] if to else None, by=request.user)
    return passage.code


def _taken_out(request: HttpRequest, passage: Passage) -> str:
    rules.take_out(passage, by=request.user)
    messages.success(request, _("The paragraph is out. It can be put back from “Taken out”."))
    return ""


def _put_back(request: HttpRequest, passage: Passage) -> str:
    rules.put_back(passage, by=request.user)
    return passage.code


DECLARED = "official", "working"
ARRANGING: dict[str, Any] = {
    **dict.fromkeys(("add", "match", *DECLARED)),
    "why": lambda request, passage: passage.code,  # the form has brought the reason
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
    rows = DraftMilestone.objects.select_related(*(f"part__{each}" for each in PARTS))
    entry = get_object_or_404(rows, part__draft__plan=plan, part__code=code, code=milestone)
    found = entry.part
    PART.ask("plan", found, by=request.user)
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
    says, back = PART.acts[act].says, address("drafting:draft", plan)
    title = f"{says}: {_called(part)}"

    def do(why: str) -> None:
        does(part, reason=why, by=request.user)

    return done_for_a_reason(request, do, title=title, back=back, button=says)


def _called(part: Part) -> str:
    """What stands above it, in the language in which the draft is written."""
    rows = Rendering.objects.filter(passage__part=part, passage__field="title", passage__milestone=None)
    return rows.filter(language=part.draft.language).values_list("text", flat=True).first() or _("without a title")


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


@form_page
def history(request: HttpRequest, plan: str, code: str, passage: str) -> HttpResponseBase:
    """Who wrote what when in a passage, the latest first, with what each changed; and why, where it was said. An
    earlier text can be put back."""
    renderings = list(_texts_of(plan, code, passage))
    if not renderings:
        raise Http404
    entry, found = renderings[0].passage, renderings[0].passage.part
    PART.ask("read", found, by=request.user)
    wanted = request.GET.get("in", found.draft.language)
    rendering = next((each for each in renderings if each.language == wanted), renderings[0])
    if request.method == "POST":
        return _restored(request, rendering)
    numbers = page_of(request, range(rendering.head, 0, -1), 30)
    before = rendering.revisions.filter(number=OuterRef("number") - 1)
    rows = rendering.revisions.annotate(before=Subquery(before.values("text")[:1])).select_related("account__person")
    shown = list(rows.filter(number__in=list(numbers)).order_by("-number"))
    given = {
        "part": found, "passage": entry, "renderings": renderings, "rendering": rendering,
        "revisions": shown, "pages": numbers,
        "changes": {each.pk: pieces(each.before or "", each.text) for each in shown},
        "reasons": reasons_of(entry, rendering), "may_write": PART.allows("write", found, by=request.user),
    }  # fmt: skip
    return render(request, "drafting/history.html", given)


def _texts_of(plan: str, code: str, passage: str) -> Any:
    """A passage in its languages."""
    rows = Rendering.objects.filter(passage__part__draft__plan=plan, passage__part__code=code, passage__code=passage)
    return rows.select_related(*(f"passage__part__{each}" for each in PARTS)).order_by("pk")


def _restored(request: HttpRequest, rendering: Rendering) -> HttpResponseBase:
    reason = clean(request.POST.get("reason", "")).strip()[:LONGEST_REASON]
    rules.restore(rendering, number(request.POST.get("restore")), by=request.user, reason=reason)
    messages.success(request, _("The earlier text is back."))
    return redirect(f"{request.path}?in={rendering.language}")


def _part(request: HttpRequest, plan: str, code: str, act: str, *, of_commitment: bool = False) -> Part:
    rows = Part.objects.select_related(*PARTS)
    if of_commitment:
        rows = rows.exclude(commitment=None)
    found = get_object_or_404(rows, draft__plan=plan, code=code)
    PART.ask(act, found, by=request.user)
    return found

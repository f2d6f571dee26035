"""Pages of the workspace: the board of a plan, proposing, what becomes of a proposal, what the last plan left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tovchoo.consultations.models import Recommendation
from tovchoo.drafting.models import Draft
from tovchoo.drafting.policy import KEEPERS
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.ledger.pages import form_page, form_shown, looked_at, sent
from tovchoo.people.forms import ReasonForm
from tovchoo.people.models import Organisation, Seat
from tovchoo.plans.models import Commitment, Lineage, Milestone, Plan, Proposal, Template
from tovchoo.plans.questions import supporters_of
from tovchoo.plans.steps import KIND, TEXT, history_of, steps_of
from tovchoo.plans.views import answers_of, with_its_end

from . import forms, rules
from .policy import ACCEPTED, ALIVE, IN_DISCUSSION, NOT_ACCEPTED, PROPOSAL, PROPOSING, TABLED, TEMPLATE
from .questions import carried_from, fields_of, organisations_of, stands_in_the_draft, texts_of

PAGE = 50
MOST_ASKED = 200  # recommendations, and proposals, that the plan before left
FOLDED = ("folded", "plan__folded")
PROPOSE = "proposals/propose.html"


def _plan(plan: str) -> Plan:
    draft = Draft.objects.filter(plan=OuterRef("pk")).values("stage")
    rows = Plan.objects.select_related("working_group", "predecessor").defer("folded")
    return get_object_or_404(rows.annotate(draft_stage=Subquery(draft)), pk=plan)


def _board(request: HttpRequest, plan: str) -> Plan:
    """A plan, for those who see its board."""
    found = _plan(plan)
    PROPOSAL.ask("read", Proposal(plan=found), by=request.user)
    return found


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The plans whose boards somebody sees, the newest first."""
    rows = Plan.objects.select_related("working_group").defer("folded").annotate(tabled=Count("proposals"))
    rows = rows.order_by(F("ordinal").desc(nulls_last=True), "id")
    plans = [
        each for each in rows
        if PROPOSAL.allows("read", Proposal(plan=each), by=request.user)
    ]  # fmt: skip
    named = organisations_of(request.user)
    others = [each for each in rows if each not in plans and _is_open_to(request, each, named)] if named else []
    may_load = TEMPLATE.allows("load", Template(), by=request.user)
    return render(request, "proposals/desk.html", {"plans": plans, "others": others, "may_load": may_load})


def _is_open_to(request: HttpRequest, plan: Plan, named: list[str]) -> bool:
    return PROPOSING.allows("propose", Proposal(plan=plan, organisation_id=named[0]), by=request.user)


@require_safe
def board(request: HttpRequest, plan: str) -> HttpResponse:
    """What is tabled and what is in discussion; with `?stage=` what ended so. Where nothing is before them any more,
    what was accepted comes first."""
    found = _board(request, plan)
    rows = Proposal.objects.filter(plan=found)
    counts = dict(rows.order_by().values_list("stage").annotate(number=Count("pk")))
    nothing_open = ACCEPTED in counts and not any(each in counts for each in ALIVE)
    wanted = request.GET.get("stage", ACCEPTED if nothing_open else "open")
    if wanted not in (*Proposal.Stage.values, "not_recorded"):
        wanted = "open"
    stages = ALIVE if wanted == "open" else ["" if wanted == "not_recorded" else wanted]
    shown = rows.filter(stage__in=stages)
    number = sum(counts.get(stage, 0) for stage in stages)
    listed = page_of(request, with_its_end(shown).order_by("number"), PAGE, number=number)
    for each in listed:
        each.plan = found
        each.acts = [act for act in PROPOSAL.on_offer(each, by=request.user) if act.name in STEPS and act.during]
    given = {
        "plan": found, "listed": listed, "counts": counts, "wanted": wanted, "labels": dict(Proposal.Stage.choices),
        "columns": [(stage, [each for each in listed if each.stage == stage]) for stage in (TABLED, IN_DISCUSSION)],
        "may_propose": not PROPOSING.missing("propose", Proposal(plan=found), by=request.user),
        "may_choose": not (found.template_id and counts) and TEMPLATE.allows("choose", found, by=request.user),
    }  # fmt: skip
    return render(request, "proposals/board.html", given)


# --- proposing --------------------------------------------------------------------------------------------------------


def _speaks_for(request: HttpRequest, plan: Plan) -> tuple[forms.Choices, forms.Choices, str]:
    """For which organisations somebody may propose, all that there are, and the one that is theirs."""
    account: Any = request.user
    everybody, own = forms.organisations(), organisations_of(account)
    first = _of_the_group(account, plan, own)
    if KEEPERS.test(account, Proposal(plan=plan)):
        return everybody, everybody, first
    return [each for each in everybody if each[0] in own], everybody, first


def _of_the_group(account: Any, plan: Plan, own: list[str]) -> str:
    """Of the organisations that somebody speaks for the one that sits in the working group, else the first."""
    seats = [each.seat for each in account.held if each.forum == plan.working_group_id]
    there = Seat.objects.filter(pk__in=seats, organisation__in=own).values_list("organisation", flat=True)
    return next(iter([*there.order_by("pk"), *own]), "")


@form_page
def propose(request: HttpRequest, plan: str) -> HttpResponseBase:
    """A new proposal; begun with what a recommendation or an earlier proposal says where `?from=` names one."""
    found = _plan(plan)
    speaks_for, everybody, own = _speaks_for(request, found)
    _ask_to_propose(request, found, own)
    is_kept = _who(request, found) is None
    title, texts, rows = _begun_with(request.GET.get("from", "")[:160])
    initial = {"title": title, "organisation": own, "date": PartialDate(clock.today().isoformat())}
    form = forms.ProposeForm(sent(request), plan=found, fields=fields_of(found), speaks_for=speaks_for,
                             everybody=everybody, asks=not is_kept, is_kept=is_kept,
                             must_say_whose=_is_asked_for_whom(request, found), initial=initial)  # fmt: skip
    form.initial.update({f"{forms.ANSWER}{key}": text for key, text in texts.items()})
    shown = [forms.shown_row(each) | {"entry": ""} for each in rows]
    given = {"prefix": "m", "initial": shown, "form_kwargs": {"chosen_from": everybody}}
    milestones = forms.Milestones(sent(request), **given)
    heading = f"{PROPOSING.acts['propose'].says}: {found.short_title}"
    page = {"title": heading, "back": address("proposals:board", found.pk), "button": _("Look at it first")}
    if not (form.is_valid() and milestones.is_valid()):
        return _shown(request, form, milestones, **page)
    going = request.POST.get("go")
    if going == "change":
        return looked_at(request, PROPOSE, form=form, milestones=milestones, reason=None, **page)
    entry = Proposal(plan=found, person=_who(request, found), **form.values(by=request.user))
    said = rules.Said(form.answers(by=request.user), _rows(milestones, None), form.cleaned_data["supporters"])
    if going != "propose":
        return looked_at(request, "proposals/look.html", entry=entry, **page, **_as_shown(found, said))
    made = rules.propose(entry, said, by=request.user)
    messages.success(request, _("Tabled. Everybody can read it."))
    return redirect(address("proposals:entry", found.pk, made.number))


def _as_shown(plan: Plan, said: rules.Said) -> dict[str, Any]:
    """What a proposal says, as its page shows it, while nothing of it is kept."""
    answers = [
        {"field_title": each.title, "field": each.key, "text": said.answers[each.key]}
        for each in fields_of(plan) if said.answers.get(each.key)
    ]  # fmt: skip
    rows = [{"number": number, **row.values} for number, row in enumerate(said.milestones, 1)]
    supports = {0: said.supporters or []} | {row["number"]: row["supporters"] for row in rows}
    return {"answers": answers, "milestones": rows, "supports": supports}


def _ask_to_propose(request: HttpRequest, plan: Plan, own: str) -> None:
    """Raise `Refused` unless somebody may propose: as a member, or in the name of the own organisation."""
    if not PROPOSING.allows("propose", Proposal(plan=plan), by=request.user):
        PROPOSING.ask("propose", Proposal(plan=plan, organisation_id=own or None), by=request.user)


def _is_asked_for_whom(request: HttpRequest, plan: Plan) -> bool:
    """Who does not sit in the working group proposes in the name of an organisation only."""
    return not PROPOSING.acts["propose"].by.test(request.user, Proposal(plan=plan))


def _begun_with(name: str) -> tuple[Localized | None, dict[str, Localized], list[Milestone]]:
    kind, _slash, key = name.partition("/")
    if kind == "recommendation" and (asked := Recommendation.objects.filter(pk=key).first()):
        return asked.text, {}, []
    if kind == "proposal" and (again := Proposal.objects.filter(pk=key).first()):
        return again.title, texts_of(again), list(again.milestones.order_by("number"))
    return None, {}, []


def _who(request: HttpRequest, plan: Plan) -> Any:
    """Members table for themselves, and who speaks for an organisation; the secretariat enters what others propose."""
    account: Any = request.user
    sits_there = any(each.forum == plan.working_group_id for each in account.held)
    return account.person if sits_there or not KEEPERS.test(account, Proposal(plan=plan)) else None


def _rows(milestones: Any, entry: Proposal | None) -> list[rules.Row]:
    """The rows that have a title, in their order."""
    known = {each.pk: each for each in entry.milestones.all()} if entry else {}
    found = []
    for said in (each.cleaned_data for each in milestones.forms):
        if said.get("title"):
            lead = Organisation.objects.filter(pk=said["lead"]).first() if said["lead"] else None
            values = {name: said[name] for name in ("title", "outputs", "due", "supporters", "other_supporters")}
            values["lead"] = lead
            found.append(rules.Row(values, entry=known.get(said["entry"])))
    return found


def _shown(request: HttpRequest, form: Any, milestones: Any, **given: Any) -> HttpResponse:
    return form_shown(request, form, PROPOSE, **{"milestones": milestones} | given)


@form_page
def correct(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """What a proposal says, to be corrected with a reason."""
    entry = _entry(request, plan, number)
    PROPOSAL.ask("correct", entry, by=request.user)
    speaks_for, everybody, _own = _speaks_for(request, entry.plan)
    own = [(entry.organisation_id, str(entry.organisation))] if entry.organisation_id else []
    choices = speaks_for if not own or own[0] in speaks_for else [*own, *speaks_for]
    initial = {name: getattr(entry, name) for name in ("title", "date", "other_supporters", "start", "end")}
    initial |= {"organisation": entry.organisation_id, "meeting": entry.meeting.partition("/")[2],
                "lead": entry.lead_id, "supporters": list(entry.supporters.order_by("id"))}  # fmt: skip
    form = forms.ProposeForm(sent(request), plan=entry.plan, fields=fields_of(entry.plan), speaks_for=choices,
                             everybody=everybody, entry=entry, texts=texts_of(entry), is_kept=entry.person_id is None,
                             initial=initial)  # fmt: skip
    shown = [forms.shown_row(each) for each in entry.milestones.order_by("number")]
    given = {"prefix": "m", "initial": shown, "form_kwargs": {"chosen_from": everybody}}
    milestones, reason = forms.Milestones(sent(request), **given), ReasonForm(sent(request))
    if not (form.is_valid() and milestones.is_valid() and reason.is_valid()):
        return _shown(request, form, milestones, reason=reason, title=PROPOSAL.acts["correct"].says,
                      back=address("proposals:entry", plan, number))  # fmt: skip
    said = rules.Said(form.answers(by=request.user), _rows(milestones, entry), form.cleaned_data["supporters"])
    why = reason.cleaned_data["reason"]
    changed = rules.correct(entry, form.values(by=request.user), said, reason=why, by=request.user)
    messages.success(request, _("Corrected.") if changed else _("Nothing was different."))
    return redirect(address("proposals:entry", plan, number))


@form_page
def carry_over(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """A commitment of the plan before, proposed again: which of its milestones are unfinished."""
    found = _plan(plan)
    speaks_for, _everybody, own = _speaks_for(request, found)
    _ask_to_propose(request, found, own)
    rows = Commitment.objects.select_related("plan", "lead")
    source = get_object_or_404(rows, plan=found.predecessor_id or "", number=number)
    given: dict[str, Any] = {
        "source": source,
        "plan": found,
        "speaks_for": speaks_for,
        "initial": {"organisation": own},
    }
    form = forms.CarryForm(sent(request), must_say_whose=_is_asked_for_whom(request, found), **given)
    if not form.is_valid():
        back = address("proposals:before", found.pk)
        return form_shown(request, form, "proposals/carry.html", source=source, back=back, title=_("Carry over"))
    said = form.cleaned_data
    organisation = Organisation.objects.filter(pk=said.get("organisation") or "").first()
    entry = Proposal(plan=found, title=said["title"], organisation=organisation, person=_who(request, found),
                     meeting=said["meeting"], lead=source.lead, other_supporters=source.other_supporters)  # fmt: skip
    going_on = [rules.as_row(each, source=each) for each in said.get("milestones", ())]
    told = rules.Told(said["reason"], PartialDate(clock.today().isoformat()), said["meeting"])
    made = rules.carry_over(entry, _said_by(source, going_on), source, told, by=request.user)
    messages.success(request, _("Tabled again. Look at its texts and its milestones."))
    return redirect(address("proposals:entry", found.pk, made.number))


def _said_by(source: Commitment, milestones: list[rules.Row]) -> rules.Said:
    return rules.Said(texts_of(source), milestones, list(source.supporters.all()))


# --- what becomes of it -----------------------------------------------------------------------------------------------


def _entry(request: HttpRequest, plan: str, number: int) -> Proposal:
    """A proposal, for those who see the board."""
    beside = ("plan__working_group", "plan__predecessor", "organisation", "person", "lead")
    entry = get_object_or_404(Proposal.objects.select_related(*beside), plan=plan, number=number)
    PROPOSAL.ask("read", entry, by=request.user)
    return entry


@require_safe
def entry(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """A proposal in the workspace: where it stands, what may be done with it, what it says."""
    found: Any = _entry(request, plan, number)
    found.stands = found.stage == IN_DISCUSSION and stands_in_the_draft(found)
    acts = {
        each.name: (each.says, PROPOSAL.missing(each.name, found, by=request.user))
        for each in PROPOSAL.on_offer(found, by=request.user) if each.name != "read"
    }  # fmt: skip
    given = {
        "entry": found,
        "acts": {name: told for name, told in acts.items() if not told[1] or name not in ("tell_apart", "settle")},
        "steps": history_of(found.public_id),
        "answers": answers_of(found.answers.all(), found.plan.template_id),
        "milestones": found.milestones.select_related("lead").order_by("number"),
        "supports": supporters_of(found),
    }
    return render(request, "proposals/entry.html", given)


Done = Callable[[Proposal, Any, rules.Told, Any], Any]


def _merge(entry: Proposal, form: Any, told: rules.Told, by: Any) -> None:
    into = forms.target(form.cleaned_data["into"])
    if into is not None:
        rules.merge(entry, into, told, by=by)


def _accept(entry: Proposal, form: Any, told: rules.Told, by: Any) -> None:
    lead = Organisation.objects.filter(pk=form.cleaned_data["lead"]).first()
    rules.accept(entry, told, lead=lead, by=by)


def _settle(entry: Proposal, form: Any, told: rules.Told, by: Any) -> None:
    rules.settle(entry, form.cleaned_data["kind"], forms.target(form.cleaned_data["into"]), told, by=by)


STEPS: dict[str, tuple[type[forms.ToldForm], Done]] = {
    "discuss": (forms.ToldForm, lambda entry, form, told, by: rules.discuss(entry, told, by=by)),
    "accept": (forms.AcceptForm, _accept),
    "merge": (forms.MergeForm, _merge),
    "split": (forms.SplitForm, lambda entry, form, told, by: rules.split(entry, form.titles(), told, by=by)),
    "decline": (forms.ToldForm, lambda entry, form, told, by: rules.decline(entry, told, by=by)),
    "withdraw": (forms.ToldForm, lambda entry, form, told, by: rules.withdraw(entry, told, by=by)),
    "take_back": (forms.ToldForm, lambda entry, form, told, by: rules.take_back(entry, told, by=by)),
    "settle": (forms.SettleForm, _settle),
}


@form_page
def step(request: HttpRequest, plan: str, number: int, act: str) -> HttpResponseBase:
    """One step of a proposal: when, at which meeting and why."""
    if act not in STEPS:
        raise Http404(act)
    entry = _entry(request, plan, number)
    PROPOSAL.ask(act, entry, by=request.user)
    kind, does = STEPS[act]
    form = kind(sent(request), entry=entry, initial=_initial(entry, act))
    if not form.is_valid():
        back = address("proposals:entry", plan, number)
        return form_shown(request, form, "proposals/step.html", title=PROPOSAL.acts[act].says, entry=entry, act=act,
                          back=back)  # fmt: skip
    said = form.cleaned_data
    does(entry, form, rules.Told(said["reason"], said["date"], said["meeting"]), request.user)
    messages.success(request, _("Recorded. Everybody can read it, with its reason."))
    return redirect(address("proposals:entry", plan, number))


def _initial(entry: Proposal, act: str) -> dict[str, Any]:
    former = carried_from(entry) if act == "accept" else None
    return {"lead": entry.lead_id or (former.lead_id if former else None)} if act == "accept" else {}


@form_page
def tell_apart(request: HttpRequest, plan: str, number: int) -> HttpResponseBase:
    """One of several becomes an entry of its own."""
    several = _entry(request, plan, number)
    PROPOSAL.ask("tell_apart", several, by=request.user)
    form = forms.ApartForm(sent(request), plan=several.plan)
    if not form.is_valid():
        return form_shown(request, form, title=PROPOSAL.acts["tell_apart"].says,
                          back=address("proposals:entry", plan, number))  # fmt: skip
    said = dict(form.cleaned_data)
    reason, organisation = said.pop("reason"), Organisation.objects.filter(pk=said.pop("organisation")).first()
    made = rules.tell_apart(several, Proposal(organisation=organisation, **said), reason=reason, by=request.user)
    messages.success(request, _("It is an entry of its own now; the others are one fewer."))
    return redirect(address("proposals:entry", plan, made.number))


# --- what the last plan left ------------------------------------------------------------------------------------------


@require_safe
def before(request: HttpRequest, plan: str) -> HttpResponse:
    """What the plan before left, where each may be proposed again."""
    found = _board(request, plan)
    may_propose = PROPOSING.allows("propose", Proposal(plan=found), by=request.user)
    return render(request, "proposals/before.html", _left_to(found) | {"may_propose": may_propose})


@public_page
def left(request: HttpRequest, plan: str) -> HttpResponse:
    """The same for everybody: from what a plan opens."""
    return render(request, "proposals/left.html", _left_to(_plan(plan)))


def _left_to(plan: Plan) -> dict[str, Any]:
    """What the plan before promised and did not accept, what was recommended, what was learned of how it was made."""
    last = plan.predecessor
    here = Concat(Value("commitment/"), OuterRef("pk"), output_field=TEXT)
    carried = Lineage.objects.filter(from_entry=here, kind=KIND.CARRIED_OVER, is_undone=False,
                                     to_entry__startswith="proposal/").values("to_entry")[:1]  # fmt: skip
    rows = Commitment.objects.filter(plan=last).exclude(stage=Commitment.Stage.DROPPED).select_related("lead")
    commitments = rows.defer("folded", "lead__folded").annotate(steps=Count("milestones"), carried=Subquery(carried))
    asked = list(_recommended(plan, last)[:MOST_ASKED])
    process = Recommendation.Kind.PROCESS
    return {
        "plan": plan,
        "last": last,
        "commitments": commitments.order_by("number"),
        "left": _not_accepted(last),
        "recommended": [each for each in asked if each.kind != process],
        "learned": [each for each in asked if each.kind == process],
    }


def _not_accepted(last: Plan | None) -> list[Any]:
    """What was proposed for a plan and did not become a part of it, each with the reason of its last step."""
    rows = Proposal.objects.filter(plan=last, stage__in=[*ALIVE, NOT_ACCEPTED]).select_related("plan").defer(*FOLDED)
    found: list[Any] = list(rows.order_by("number")[:MOST_ASKED])
    steps = steps_of(each.public_id for each in found) if found else {}
    for each in found:
        own = [step for step in steps.get(each.public_id, []) if step.is_from_here]
        each.why = own[-1].row.reason if own else None
    return found


def _recommended(plan: Plan, last: Plan | None) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(plan__in=[plan.pk, *([last.pk] if last else [])])
    beside = rows.select_related("plan", "organisation").defer("folded", "plan__folded", "organisation__folded")
    return beside.order_by("-plan__ordinal", "number")


# --- templates --------------------------------------------------------------------------------------------------------


@form_page
def templates(request: HttpRequest) -> HttpResponseBase:
    """The templates that are known, and another one from a file."""
    TEMPLATE.ask("load", Template(), by=request.user)
    form = forms.TemplateForm(sent(request), request.FILES or None)
    if form.is_valid():
        made = rules.load_template(form.cleaned_data["file"], by=request.user)
        messages.success(request, _("Loaded: %(name)s") % {"name": made})
        return redirect(address("proposals:template", made.pk))
    rows = Template.objects.annotate(questions=Count("fields")).order_by("id")
    given = {"templates": page_of(request, rows, PAGE), "title": TEMPLATE.acts["load"].says}
    return form_shown(request, form, "proposals/templates.html", **given)


@require_safe
def template(request: HttpRequest, pk: str) -> HttpResponse:
    """The fields of a template."""
    TEMPLATE.ask("load", Template(), by=request.user)
    found = get_object_or_404(Template, pk=pk)
    return render(request, "proposals/template.html", {"entry": found, "fields": found.fields.order_by("number")})


@form_page
def choose(request: HttpRequest, plan: str) -> HttpResponseBase:
    """Which template a plan uses."""
    found = _board(request, plan)
    TEMPLATE.ask("choose", found, by=request.user)
    if not Template.objects.exists():
        messages.success(request, _("No other template is in the record yet: load it here, then choose it."))
        return redirect(address("proposals:templates"))
    form = forms.ChooseForm(sent(request), initial={"template": found.template_id})
    back = address("proposals:board", found.pk)
    if not form.is_valid():
        return form_shown(request, form, title=TEMPLATE.acts["choose"].says, back=back)
    rules.choose_template(found, form.cleaned_data["template"], by=request.user)
    return redirect(back)

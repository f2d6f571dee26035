"""The desk: where a motion is tabled, voted on and closed, and where decisions and tasks are entered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tovchoo.files.models import Document
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.pages import page_of
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.pages import act_page, done_for_a_reason, form_page, form_shown, found, sent
from tovchoo.meetings.forms import PaperForm
from tovchoo.meetings.models import Meeting
from tovchoo.people.forms import ReasonForm
from tovchoo.people.models import Forum

from . import rules
from .forms import (
    DecisionForm,
    EndForm,
    OptionForm,
    SaidForm,
    StatementForm,
    SubstituteForm,
    TableForm,
    TaskForm,
    VoteForm,
)
from .models import Ballot, Decision, Motion, Option, Task, Voter
from .policy import DECISION, MOTION, OPEN, TASK, TO_BE_DONE, VOTER
from .questions import has_voted_itself, motions_shown, papers_of, tasks_shown, voters_from, voters_of


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Votes that one takes part in, and motions that one keeps."""
    account: Any = request.user
    mine = voters_from(account).filter(motion__stage=OPEN)
    rows = motions_shown().order_by(F("closed_at").desc(nulls_first=True), "closes_at", "id")
    kept = [each for each in rows[:500] if MOTION.allows("table", each, by=account)]
    given = {
        "mine": mine.select_related("motion", "ballot", "vote").order_by("motion__closes_at", "pk"),
        "kept": kept,
        "may_table": bool(_forums(account)),
    }
    return render(request, "decisions/desk.html", given)


def _forums(account: Any) -> list[str]:
    """The forums to which this person may put a question."""
    rows = Forum.objects.exclude(kind=Forum.Kind.SECRETARIAT).defer("folded")
    return [each.pk for each in rows if MOTION.allows("table", Motion(forum=each), by=account)]


@form_page
def table(request: HttpRequest) -> HttpResponseBase:
    """A question to a forum; of a meeting where `?meeting=` names one."""
    account: Any = request.user
    meeting = Meeting.objects.select_related("forum").filter(pk=request.GET.get("meeting", "")).first()
    forum = meeting.forum if meeting else None
    allowed = _forums(account)
    if not allowed or (forum and forum.pk not in allowed):
        MOTION.ask("table", Motion(forum=forum or Forum(kind=Forum.Kind.OTHER)), by=account)
    form = TableForm(sent(request), forum=forum, meeting=meeting, initial={"method": Motion.Method.ROLL_CALL})
    if forum is None:
        which: Any = form.fields["forum"]
        which.queryset = Forum.objects.filter(pk__in=allowed).order_by("id")
    back = address("meetings:prepare", meeting.pk) if meeting else address("decisions:desk")
    if not form.is_valid():
        return form_shown(request, form, title=MOTION.acts["table"].says, back=back)
    entry = Motion(**form.values(by=account))
    entry.forum, entry.meeting = forum or entry.forum, meeting
    rules.table(entry, between=form.cleaned_data["between"], by=account)
    messages.success(request, _("Tabled. Its page is public; look at its options, add papers, then open the vote."))
    return redirect(address("decisions:prepare", entry.pk))


def _motion(request: HttpRequest, pk: str) -> Motion:
    """A motion, for those who keep it."""
    entry: Motion = get_object_or_404(Motion.objects.select_related("forum", "meeting", "item"), pk=pk)
    MOTION.ask("table", entry, by=request.user)
    return entry


@require_safe
def prepare(request: HttpRequest, pk: str) -> HttpResponse:
    """All that is to be done with a motion; who has voted, and while votes are hidden nothing more."""
    entry = _motion(request, pk)
    voters = voters_of(entry)
    in_the_box = set(Ballot.objects.filter(voter__motion=entry).values_list("voter_id", flat=True))
    for each in voters:
        each.has_voted = each.pk in in_the_box or hasattr(each, "vote")  # type: ignore[attr-defined]
        each.is_done = each.pk in in_the_box or has_voted_itself(each)  # type: ignore[attr-defined]
    given = {
        "entry": entry,
        "options": entry.options.order_by("number"),
        "papers": papers_of(entry),
        "voters": page_of(request, voters, 100),
        "entitled": sum(not each.is_recused for each in voters),
        "voted": sum(each.has_voted for each in voters),  # type: ignore[attr-defined]
        "acts": {each.name: MOTION.missing(each.name, entry, by=request.user)
                 for each in MOTION.on_offer(entry, by=request.user)},
    }  # fmt: skip
    return render(request, "decisions/prepare.html", given)


@form_page
def word(request: HttpRequest, pk: str) -> HttpResponseBase:
    entry = _motion(request, pk)
    MOTION.ask("word", entry, by=request.user)
    form = TableForm(sent(request), instance=get_object_or_404(Motion, pk=pk), forum=entry.forum, meeting=entry.meeting)
    del form.fields["between"], form.fields["method"]
    if not form.is_valid():
        return form_shown(request, form, title=MOTION.acts["word"].says, back=address("decisions:prepare", pk))
    rules.word(entry, form.values(by=request.user), by=request.user)
    return redirect(address("decisions:prepare", pk))


@form_page
def add_option(request: HttpRequest, pk: str) -> HttpResponseBase:
    entry = _motion(request, pk)
    MOTION.ask("word", entry, by=request.user)
    form = OptionForm(sent(request))
    if not form.is_valid():
        return form_shown(request, form, title=_("One more option"), back=address("decisions:prepare", pk))
    rules.add_option(entry, by=request.user, **form.cleaned_data)
    return redirect(address("decisions:prepare", pk))


@form_page
def word_option(request: HttpRequest, pk: str, number: int) -> HttpResponseBase:
    entry = _motion(request, pk)
    MOTION.ask("word", entry, by=request.user)
    option = get_object_or_404(Option.objects.select_related("motion"), motion=entry, number=number)
    form = OptionForm(sent(request), initial={"title": option.title, "meaning": option.meaning})
    if not form.is_valid():
        return form_shown(request, form, title=str(option), back=address("decisions:prepare", pk), button=_("Save"))
    rules.word_option(option, by=request.user, **form.cleaned_data)
    return redirect(address("decisions:prepare", pk))


@form_page
def add_paper(request: HttpRequest, pk: str) -> HttpResponseBase:
    entry = _motion(request, pk)
    MOTION.ask("add_paper", entry, by=request.user)
    form = PaperForm(sent(request), request.FILES or None)
    if not form.is_valid():
        return form_shown(request, form, title=MOTION.acts["add_paper"].says, back=address("decisions:prepare", pk))
    paper = Document(**form.values(by=request.user))
    rules.add_paper(entry, paper, form.cleaned_data["upload"], by=request.user)
    return redirect(address("decisions:prepare", pk))


@act_page
def open_vote(request: HttpRequest, pk: str) -> HttpResponseBase:
    rules.open_vote(_motion(request, pk), by=request.user)
    messages.success(request, _("The vote is open. Letters to those who are entitled are on their way."))
    return redirect(address("decisions:prepare", pk))


@form_page
def open_in_part(request: HttpRequest, pk: str) -> HttpResponseBase:
    """A language is missing: why the vote is opened all the same."""
    entry = _motion(request, pk)
    MOTION.ask("open_in_part", entry, by=request.user)
    title, back = MOTION.acts["open_in_part"].says, address("decisions:prepare", pk)

    def does(why: str) -> None:
        rules.open_in_part(entry, reason=why, by=request.user)

    return done_for_a_reason(request, does, title=title, back=back)


@form_page
def vote(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The page on which a seat votes: what is asked, what each option means, and one button."""
    account: Any = request.user
    entry = get_object_or_404(Motion.objects.select_related("forum", "meeting"), pk=pk)
    voter = _voter_of(entry, account)
    options = list(entry.options.order_by("number"))
    known = getattr(voter, "ballot", None) or getattr(voter, "vote", None)
    initial = {"option": known.option_id, "reason": str(known.reason)} if known else {}
    form = VoteForm(sent(request), motion=entry, options=options, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        rules.vote(voter, said["option"], reason=said["reason"], by=account)
        messages.success(request, _("Your vote is cast. You can change it as long as the vote is open."))
        return redirect(address("decisions:vote", pk))
    given = {
        "entry": entry, "voter": voter, "options": options, "known": known, "papers": papers_of(entry),
        "missing": VOTER.missing("vote", voter, by=account), "may_recuse": VOTER.allows("recuse", voter, by=account),
    }  # fmt: skip
    return form_shown(request, form, "decisions/vote.html", **given)


def _voter_of(entry: Motion, account: Any) -> Voter:
    """The seat from which somebody votes on a motion; the first of them that has not, where there are several."""
    rows = voters_from(account).filter(motion=entry).order_by("number")
    own = rows.select_related("motion", "seat", "vote", "ballot", "vote__option")
    mine = [each for each in own if not VOTER.missing("vote", each, by=account)]
    silent = [each for each in mine if not (hasattr(each, "vote") or hasattr(each, "ballot"))]
    voter = next(iter([*silent, *mine, *own]), None)
    if voter is None:
        raise Refused([_("No seat of yours is entitled to vote on this motion.")])
    return voter


@form_page
def recuse(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Why the own seat takes no part."""
    entry = get_object_or_404(Motion, pk=pk)
    return _recuse(request, "recuse", rules.recuse, _voter_of(entry, request.user), address("decisions:vote", pk))


@form_page
def recuse_seat(request: HttpRequest, pk: str, number: int) -> HttpResponseBase:
    """The same, said for a seat by whoever keeps the vote."""
    entry = _motion(request, pk)
    return _recuse(request, "recuse_seat", rules.recuse_seat, _seat(entry, number), address("decisions:prepare", pk))


def _recuse(request: HttpRequest, act: str, rule: Any, voter: Voter, back: str) -> HttpResponseBase:
    VOTER.ask(act, voter, by=request.user)
    says = VOTER.acts[act].says

    def does(why: str) -> None:
        rule(voter, reason=why, by=request.user)

    return done_for_a_reason(request, does, title=f"{says}: {voter}", back=back, button=says)


def _seat(entry: Motion, number: int) -> Voter:
    rows = Voter.objects.select_related("motion", "motion__forum", "seat")
    return get_object_or_404(rows, motion=entry, number=number)


@act_page
def take_part(request: HttpRequest, pk: str) -> HttpResponseBase:
    rules.take_part(_voter_of(get_object_or_404(Motion, pk=pk), request.user), by=request.user)
    return redirect(address("decisions:vote", pk))


@form_page
def take_down(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Votes as they are said in the room; a hundred seats on a page, each page saved on its own. A seat that has voted
    itself is shown, and is not asked."""
    entry = _motion(request, pk)
    MOTION.ask("take_down", entry, by=request.user)
    rows = entry.voters.filter(is_recused=False).select_related("vote__option").order_by("side", "number")
    voters = page_of(request, rows, 100)
    options = list(entry.options.order_by("number"))
    asked = request.GET.get("all")
    everybody = {"option": asked} if asked in {each.pk for each in options} else {}
    lines = [
        (each, SaidForm(sent(request), prefix=each.pk, motion=entry, options=options, initial=everybody | _said(each)))
        for each in voters
        if not has_voted_itself(each)
    ]
    valid = [form.is_valid() for _voter, form in lines]  # all of them are asked, so that all faults are shown
    if request.method == "POST" and lines and all(valid):
        said = {voter: (form.cleaned_data["option"], form.cleaned_data["reason"]) for voter, form in lines
                if form.cleaned_data["option"]}  # fmt: skip
        taken = rules.take_down(entry, said, by=request.user)
        messages.success(request, ngettext("%(num)s vote is new.", "%(num)s votes are new.", taken) % {"num": taken})
        return redirect(address("decisions:prepare", pk))
    given = {"entry": entry, "lines": lines, "voters": voters, "options": options,
             "own": [each for each in voters if has_voted_itself(each)]}  # fmt: skip
    return render(request, "decisions/room.html", given, status=422 if request.method == "POST" else 200)


def _said(voter: Voter) -> dict[str, Any]:
    known = getattr(voter, "vote", None)
    return {"option": known.option_id, "reason": str(known.reason)} if known else {}


@form_page
def substitute(request: HttpRequest, pk: str, number: int) -> HttpResponseBase:
    voter = _seat(_motion(request, pk), number)
    VOTER.ask("name_substitute", voter, by=request.user)
    form = SubstituteForm(sent(request), voter=voter, initial={"person": voter.substitute_id})
    if not form.is_valid():
        title = f"{VOTER.acts['name_substitute'].says}: {voter}"
        return form_shown(request, form, title=title, back=address("decisions:prepare", pk), button=_("Save"))
    rules.name_substitute(voter, form.cleaned_data["person"], by=request.user)
    return redirect(address("decisions:prepare", pk))


@act_page
def close(request: HttpRequest, pk: str) -> HttpResponseBase:
    rules.close(_motion(request, pk), by=request.user)
    messages.success(request, _("Closed. Say what the outcome means."))
    return redirect(address("decisions:outcome", pk))


@form_page
def withdraw(request: HttpRequest, pk: str) -> HttpResponseBase:
    entry = _motion(request, pk)
    MOTION.ask("withdraw", entry, by=request.user)
    title, back = MOTION.acts["withdraw"].says, address("decisions:prepare", pk)

    def does(why: str) -> Motion:
        rules.withdraw(entry, reason=why, by=request.user)
        return entry

    return done_for_a_reason(request, does, title=title, back=back)


@form_page
def state_outcome(request: HttpRequest, pk: str) -> HttpResponseBase:
    entry = _motion(request, pk)
    MOTION.ask("state_outcome", entry, by=request.user)
    form = StatementForm(sent(request), instance=get_object_or_404(Motion, pk=pk))
    if not form.is_valid():
        title, back = MOTION.acts["state_outcome"].says, address("decisions:prepare", pk)
        return form_shown(request, form, title=title, back=back, button=_("Save"))
    said = form.values(by=request.user)
    rules.state_outcome(entry, said["statement"], said["instrument"], by=request.user)
    return redirect(entry)


# --- decisions and tasks ----------------------------------------------------------------------------------------------


@form_page
def add_decision(request: HttpRequest, pk: str) -> HttpResponseBase:
    """What a meeting decided."""
    return _add(request, pk, Decision, DECISION, DecisionForm)


@form_page
def add_task(request: HttpRequest, pk: str) -> HttpResponseBase:
    """What a meeting gave somebody to do."""
    return _add(request, pk, Task, TASK, TaskForm)


def _add(request: HttpRequest, pk: str, kind: Any, policy: Any, of: Any) -> HttpResponseBase:
    meeting = get_object_or_404(Meeting.objects.select_related("forum"), pk=pk)
    policy.ask("register", kind(meeting=meeting, forum=meeting.forum), by=request.user)
    day = {"date": meeting.date} if kind is Decision else {}
    form = of(sent(request), initial=day, meeting=meeting, **({"forum": meeting.forum} if kind is Task else {}))
    if not form.is_valid():
        title, back = policy.acts["register"].says, address("meetings:prepare", pk)
        return form_shown(request, form, title=title, back=back)
    rules.register(kind(meeting=meeting, forum=meeting.forum, **form.values(by=request.user)), by=request.user)
    messages.success(request, _("Entered. It is on the page of the meeting."))
    return redirect(address("meetings:prepare", pk))


@form_page
def correct_decision(request: HttpRequest, pk: str) -> HttpResponseBase:
    return _correct(request, pk, Decision, DECISION, DecisionForm)


@form_page
def correct_task(request: HttpRequest, pk: str) -> HttpResponseBase:
    return _correct(request, pk, Task, TASK, TaskForm)


def _correct(request: HttpRequest, pk: str, kind: Any, policy: Any, of: Any) -> HttpResponseBase:
    entry = found(request, kind, pk)
    policy.ask("correct", entry, by=request.user)
    shown = get_object_or_404(kind, pk=pk)
    given = {"forum": entry.forum} if kind is Task else {}
    form, reason = of(sent(request), instance=shown, meeting=entry.meeting, **given), ReasonForm(sent(request))
    if not (form.is_valid() and reason.is_valid()):
        title, back = policy.acts["correct"].says, entry.get_absolute_url()
        return form_shown(request, form, title=title, back=back, reason=reason, button=_("Save"))
    rules.correct(entry, form.values(by=request.user), reason=reason.cleaned_data["reason"], by=request.user)
    return redirect(entry)


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What one has to do, and what one sees to."""
    account: Any = request.user
    rows = tasks_shown().filter(stage=TO_BE_DONE).order_by("due", "id")
    listed = [each for each in rows[:500] if TASK.allows("finish", each, by=account)]
    given = {
        "tasks": page_of(request, listed, 50),
        "may": {each.pk: TASK.allows("correct", each, by=account) for each in listed},
    }
    return render(request, "decisions/task_desk.html", given)


@form_page
def finish_task(request: HttpRequest, pk: str) -> HttpResponseBase:
    return _end(request, pk, "finish", rules.finish)


@form_page
def drop_task(request: HttpRequest, pk: str) -> HttpResponseBase:
    return _end(request, pk, "drop", rules.drop)


def _end(request: HttpRequest, pk: str, act: str, rule: Any) -> HttpResponseBase:
    entry = get_object_or_404(Task.objects.select_related("forum"), pk=pk)
    TASK.ask(act, entry, by=request.user)
    form = EndForm(sent(request), initial={"on": PartialDate(clock.today().isoformat())})
    if not form.is_valid():
        back = address("decisions:task-desk")
        return form_shown(request, form, title=f"{TASK.acts[act].says}: {entry}", back=back, button=TASK.acts[act].says)
    rule(entry, form.cleaned_data["came_of_it"], on=form.cleaned_data["on"], by=request.user)
    return redirect(entry)


@form_page
def take_up_task(request: HttpRequest, pk: str) -> HttpResponseBase:
    entry = get_object_or_404(Task.objects.select_related("forum"), pk=pk)
    TASK.ask("take_up", entry, by=request.user)

    def does(why: str) -> None:
        rules.take_up(entry, reason=why, by=request.user)

    return done_for_a_reason(request, does, title=TASK.acts["take_up"].says, back=entry.get_absolute_url())

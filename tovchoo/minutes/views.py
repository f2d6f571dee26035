"""Pages of minutes: the page of a meeting with what came of it, and the desk on which its minutes are written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tovchoo.decisions.questions import tasks_carried
from tovchoo.files.questions import citations_about
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.ledger.pages import act_page, done_for_a_reason, form_page, form_shown, sent
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.policy import CALLED, HELD, MEETING
from tovchoo.meetings.questions import changes_of, moved_from
from tovchoo.meetings.quorum import quorum_of
from tovchoo.people.roles import Anybody
from tovchoo.writing.pages import answered, clean, keep_sent, number, say_kept, taken_in
from tovchoo.writing.rules import LONGEST

from . import rules
from .forms import AnswerForm, BeginForm, CirculateForm, CorrectionForm, MoveEndForm
from .models import Correction, Minutes, Writing
from .outcomes import outcomes_of
from .policy import BEING_WRITTEN, WRITING
from .questions import blocks_of, others_here, unfinished

LEAST_DAYS = 7  # that the form proposes where the forum has no rule


@public_page
def meeting(request: HttpRequest, pk: str) -> HttpResponse:
    """A meeting: what it was to speak of, who came, what came of it, its minutes once they are adopted."""
    entry = get_object_or_404(Meeting.objects.select_related("forum", "plan"), pk=pk)
    seats = ("seat__person", "seat__organisation", "seat__office")
    came = list(entry.attendance.select_related(*seats).order_by("id")) if entry.stage == HELD else []
    items = list(entry.items.order_by("number")) if entry.stage else []
    outcomes = outcomes_of(entry, items)
    given = {
        "entry": entry,
        "items": items,
        "outcomes": [each for each in outcomes if not each.item and each.noun != "minutes"],
        "of_items": [each for each in outcomes if each.item],
        "carried": tasks_carried(entry.forum_id)[:20] if entry.stage == CALLED and entry.forum_id else [],
        "citations": citations_about(entry.public_id),
        "attendance": came,
        "quorum": quorum_of(entry, came) if came else [],
        "moved_from": moved_from(changes_of([entry]).get(pk, [])) if entry.stage == CALLED else [],
        "may_sign_up": MEETING.allows("sign_up", entry, by=Anybody()),
        "minutes": next((each for each in outcomes if each.noun == "minutes"), None),
    }
    return render(request, "minutes/meeting.html", given)


@public_page
def minutes(request: HttpRequest, pk: str) -> HttpResponse:
    """Adopted minutes, item by item; of closed items that they are closed."""
    entry = get_object_or_404(Minutes.objects.select_related("meeting__plan", "meeting__forum"), pk=pk)
    parts = {each.number: each for each in entry.parts.defer("folded").order_by("number")}
    items = [(item, parts.get(item.number)) for item in entry.meeting.items.order_by("number")]
    given = {"entry": entry, "whole": parts.get(0), "items": items, "citations": citations_about(entry.public_id)}
    return render(request, "minutes/minutes.html", given)


# --- the desk ---------------------------------------------------------------------------------------------------------


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Meetings whose minutes are to be written, are being written, or are with the members."""
    account: Any = request.user
    kept, mine = [], []
    for each in unfinished()[:200]:
        writing = Writing(meeting=each, stage=each.written or BEING_WRITTEN)
        if WRITING.allows("write", writing, by=account):
            kept.append(each)
        elif WRITING.allows("read", writing, by=account):
            mine.append(each)
    return render(request, "minutes/desk.html", {"kept": kept, "mine": mine, "labels": dict(Writing.Stage.choices)})


@form_page
def write(request: HttpRequest, pk: str) -> HttpResponseBase:
    """All passages to write in. A script keeps them as they are typed; without one the button does."""
    entry = get_object_or_404(Meeting.objects.select_related("forum"), pk=pk)
    writing = _writing(entry)
    if writing is None:
        WRITING.ask("begin", Writing(meeting=entry), by=request.user)
        given = {"form": BeginForm(), "title": _("Minutes: %(meeting)s") % {"meeting": entry.title}, "entry": entry}
        return render(request, "minutes/begin.html", given)
    WRITING.ask("look_back", writing, by=request.user)
    if request.method == "POST":
        say_kept(request, keep_sent(request, writing.passages.order_by("pk"), rules.keep))
        return redirect(address("minutes:write", pk))
    given = {
        "entry": entry, "writing": writing, "blocks": blocks_of(writing), "others": others_here(writing, request.user),
        "may_write": WRITING.allows("write", writing, by=request.user), "longest": LONGEST,
        "corrections": writing.corrections.select_related("account__person", "item").order_by("number"),
    }  # fmt: skip
    return render(request, "minutes/write.html", given | _what_may_follow(writing, request.user))


def _what_may_follow(writing: Writing, by: Any) -> dict[str, Any]:
    """The act that comes next, and what stands in its way."""
    name = "circulate" if writing.stage == BEING_WRITTEN else "adopt"
    return {
        "next": WRITING.acts[name],
        "missing": WRITING.missing(name, writing, by=by),
        "may_adopt_in_part": WRITING.allows("adopt_in_part", writing, by=by),
    }


@act_page
def begin(request: HttpRequest, pk: str) -> HttpResponseBase:
    entry = get_object_or_404(Meeting.objects.select_related("forum"), pk=pk)
    WRITING.ask("begin", Writing(meeting=entry), by=request.user)
    form = BeginForm(sent(request))
    if not form.is_valid():
        return form_shown(request, form, title=WRITING.acts["begin"].says, back=address("minutes:write", pk))
    rules.begin(entry, form.cleaned_data["language"], by=request.user)
    return redirect(address("minutes:write", pk))


@act_page
def keep(request: HttpRequest, pk: str) -> HttpResponseBase:
    """What the script sends as people type, and the beat by which it hears of others."""
    return answered(lambda: _kept(request, _found(request, pk)))


def _kept(request: HttpRequest, writing: Writing) -> dict[str, Any]:
    WRITING.ask("write", writing, by=request.user)
    passages = {each.pk: each for each in writing.passages.order_by("pk")}
    answer, here = taken_in(request, passages, rules.keep)
    rules.be_present(writing, here, by=request.user)
    return answer | {"others": others_here(writing, request.user)}


@form_page
def circulate(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Until when the members may correct them."""
    writing = _found(request, pk)
    WRITING.ask("circulate", writing, by=request.user)
    days = (writing.forum.correction_days if writing.forum else None) or LEAST_DAYS
    form = CirculateForm(sent(request), initial={"until": localtime(clock.now()) + timedelta(days=days, hours=1)})
    if not form.is_valid():
        return form_shown(request, form, title=WRITING.acts["circulate"].says, back=address("minutes:write", pk))
    said = form.cleaned_data
    rules.circulate(writing, said["until"], despite=said["despite"], by=request.user)
    messages.success(request, _("The minutes are with the members; those with an account get a letter."))
    return redirect(address("minutes:write", pk))


@form_page
def move_end(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Until when the members may correct them after all."""
    writing = _found(request, pk)
    WRITING.ask("move_end", writing, by=request.user)
    form = MoveEndForm(sent(request), writing=writing, initial={"until": writing.corrections_until})
    if not form.is_valid():
        title, back = WRITING.acts["move_end"].says, address("minutes:write", pk)
        return form_shown(request, form, title=title, back=back, button=_("Save"))
    said = form.cleaned_data
    letters = rules.move_end(writing, said["until"], reason=said["reason"], by=request.user)
    told = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", letters)
    messages.success(request, told % {"num": letters})
    return redirect(address("minutes:write", pk))


@form_page
def read(request: HttpRequest, pk: str) -> HttpResponseBase:
    """For members: the minutes with their closed items, the corrections so far, and one's own."""
    writing = _found(request, pk, "read")
    WRITING.ask("read", writing, by=request.user)
    form = CorrectionForm(sent(request), meeting=writing.meeting)
    if form.is_valid():
        said = form.cleaned_data
        rules.propose_correction(writing, clean(said["text"]), item=said["item"], by=request.user)
        messages.success(request, _("Thank you. Those who write the minutes answer it; all members see the answer."))
        return redirect(address("minutes:read", pk))
    given = {
        "entry": writing.meeting, "writing": writing, "blocks": blocks_of(writing),
        "corrections": writing.corrections.select_related("account__person", "item").order_by("number"),
        "may_correct": WRITING.allows("propose_correction", writing, by=request.user),
    }  # fmt: skip
    return form_shown(request, form, "minutes/read.html", **given)


@form_page
def answer(request: HttpRequest, pk: str, number: int) -> HttpResponseBase:
    """What is answered to a correction."""
    writing = _found(request, pk)
    WRITING.ask("write", writing, by=request.user)
    rows = Correction.objects.select_related("writing__meeting__forum", "account__person", "item")
    correction = get_object_or_404(rows, writing=writing, number=number)
    form = AnswerForm(sent(request), initial={"answer": correction.answer, "reason": correction.reason})
    if not form.is_valid():
        given = {"title": _("Answer a correction"), "button": _("Answer"), "back": address("minutes:write", pk)}
        return form_shown(request, form, "minutes/answer.html", correction=correction, **given)
    said = form.cleaned_data
    rules.answer_correction(correction, said["answer"], reason=said["reason"], by=request.user)
    return redirect(address("minutes:write", pk))


@act_page
def adopt(request: HttpRequest, pk: str) -> HttpResponseBase:
    adopted = rules.adopt(_found(request, pk), by=request.user)
    messages.success(request, _("Adopted. The minutes are public, and nobody changes them any more."))
    return redirect(adopted)


@form_page
def adopt_in_part(request: HttpRequest, pk: str) -> HttpResponseBase:
    """A language is missing: why they are adopted all the same."""
    writing = _found(request, pk)
    WRITING.ask("adopt_in_part", writing, by=request.user)
    title, back = WRITING.acts["adopt_in_part"].says, address("minutes:write", pk)

    def does(why: str) -> Minutes:
        return rules.adopt_in_part(writing, reason=why, by=request.user)

    return done_for_a_reason(request, does, title=title, back=back)


@require_safe
def history(request: HttpRequest, pk: str) -> HttpResponse:
    """Who wrote what when, a passage at a time, the latest first; what was put together, and of what."""
    writing = _found(request, pk)
    WRITING.ask("look_back", writing, by=request.user)
    passages = list(writing.passages.select_related("item").order_by("pk"))
    wanted = number(request.GET.get("passage"))
    passage = next((each for each in passages if each.pk == wanted), passages[0])
    revisions = passage.revisions.select_related("account__person").order_by("-number")
    given = {"entry": writing.meeting, "passages": passages, "passage": passage,
             "revisions": page_of(request, revisions, 50)}  # fmt: skip
    return render(request, "minutes/history.html", given)


def _writing(entry: Meeting) -> Writing | None:
    return Writing.objects.select_related("meeting__forum").filter(meeting=entry).first()


def _found(request: HttpRequest, pk: str, act: str = "write") -> Writing:
    """Whether minutes are begun is told to nobody who may not know: they are refused as if there were some."""
    entry = get_object_or_404(Meeting.objects.select_related("forum"), pk=pk)
    writing = _writing(entry)
    if writing is None:
        WRITING.ask(act, Writing(meeting=entry), by=request.user)
        raise Http404(pk)
    return writing

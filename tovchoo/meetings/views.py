"""Pages of meetings: what was and what will be; and the desk on which one is called and prepared."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tovchoo.files.models import Document
from tovchoo.files.serving import handed_out
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import reader, reading
from tovchoo.kernel.limits import at_most
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.pages import act_page, done_for_a_reason, form_page, form_shown, found, sent
from tovchoo.people.models import Forum, Seat
from tovchoo.people.roles import Anybody
from tovchoo.plans.models import Plan

from . import rules
from .calendars import calendar
from .forms import ApartForm, CallForm, CameForm, ItemForm, MoveForm, PaperForm, ReplyForm, SignUpForm
from .models import AgendaItem, Attendance, ClosedPaper, Meeting, Reply
from .policy import CALLED, MEETING, REPLY
from .questions import papers_of, plan_of


@public_page
def meetings(request: HttpRequest) -> HttpResponse:
    listed = Meeting.objects.select_related("forum").defer("folded", "summary").order_by("date", "after", "id")
    return render(request, "meetings/meetings.html", {"meetings": page_of(request, listed)})


@public_page
def forum_calendar(request: HttpRequest, pk: str, code: str) -> HttpResponse:
    """All meetings of a forum that have an hour, to be followed by a calendar."""
    forum = get_object_or_404(Forum, pk=pk)
    return _calendar(Meeting.objects.filter(forum=forum), forum.name, code)


@public_page
def plan_calendar(request: HttpRequest, pk: str, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan, pk=pk)
    return _calendar(Meeting.objects.filter(plan=plan), plan.title, code)


def _calendar(meetings: Any, name: Any, code: str) -> HttpResponse:
    if code not in dict(settings.LANGUAGES):
        raise Http404(code)
    with reading(code):
        listed = meetings.exclude(starts_at=None).prefetch_related("items").order_by("starts_at", "id")[:500]
        text = calendar(str(name), listed, clock.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@login_not_required
@form_page
def sign_up(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Anybody who means to come to an open meeting; no account is needed."""
    entry = get_object_or_404(Meeting, pk=pk)
    MEETING.ask("sign_up", entry, by=Anybody())
    if request.method == "POST":
        at_most(request, "sign-up", most=300, seconds=60)
    form = SignUpForm(sent(request))
    if not form.is_valid():
        given = {"entry": entry, "when": rules.when_and_where(entry)}
        return form_shown(request, form, "meetings/sign_up.html", **given)
    rules.sign_up(entry, form.cleaned_data["name"], form.cleaned_data["email"], language=reader(), by=Anybody())
    return redirect(address("meetings:signed-up", pk))


@login_not_required
@require_safe
def signed_up(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(Meeting, pk=pk)
    return render(request, "meetings/signed_up.html", {"entry": entry, "when": rules.when_and_where(entry)})


# --- the desk ---------------------------------------------------------------------------------------------------------


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Meetings to come, and how far each is prepared; for members, those that they are asked to."""
    account: Any = request.user
    to_come = Meeting.objects.filter(stage=CALLED).select_related("forum").order_by("starts_at")
    told = to_come.annotate(
        asked=Count("replies", distinct=True),
        replied=Count("replies", filter=~Q(replies__answer=""), distinct=True),
        agenda=Count("items", distinct=True),
    )
    kept = [each for each in told[:200] if MEETING.allows("prepare", each, by=account)]
    seats = [each.seat for each in account.held]
    mine = Reply.objects.filter(seat__in=seats, meeting__stage=CALLED).select_related("meeting", "seat")
    may_call = MEETING.allows("call", Meeting(), by=account) or any(each.role == "secretary" for each in account.held)
    given = {"kept": kept, "mine": mine.order_by("meeting__starts_at"), "may_call": may_call}
    return render(request, "meetings/desk.html", given)


@form_page
def call(request: HttpRequest) -> HttpResponseBase:
    """A meeting to come."""
    account: Any = request.user
    if not any(each.role == "secretary" for each in account.held):
        MEETING.ask("call", Meeting(), by=account)
    form = CallForm(sent(request), initial=_beginning_of(request.GET.dict()))
    if not form.is_valid():
        return form_shown(request, form, title=MEETING.acts["call"].says, back=address("meetings:desk"))
    said = form.cleaned_data
    entry = Meeting(**form.values(by=account))
    rules.call(entry, link=said["joining"], despite=said["despite"], by=account)
    messages.success(request, _("Called. Its page is public; put the agenda together and ask the members."))
    return redirect(address("meetings:prepare", entry.pk))


def _beginning_of(asked: dict[str, Any]) -> dict[str, Any]:
    """What the form begins with: where the forum is known, its plan."""
    forum = Forum.objects.filter(pk=asked.get("forum")).first()
    return {"plan": plan_of(forum)} | asked


@form_page
def move(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Another time or place for a meeting that is called, or another title."""
    _meeting(request, pk)
    entry = found(request, Meeting, pk)
    MEETING.ask("move", entry, by=request.user)
    shown = get_object_or_404(Meeting, pk=pk)  # the form writes into its own copy
    form = MoveForm(sent(request), instance=shown, initial={"joining": _joining(entry)})
    if not form.is_valid():
        title, back = f"{MEETING.acts['move'].says}: {entry}", address("meetings:prepare", pk)
        note = _("Everybody who was asked or signed up gets a letter of what changes. What they replied stands.")
        return form_shown(request, form, title=title, back=back, button=_("Save"), note=note)
    said = form.cleaned_data
    values = form.values(by=request.user)
    letters = rules.move(entry, values, link=said["joining"], despite=said["despite"], by=request.user)
    told = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", letters) % {"num": letters}
    messages.success(request, f"{_('Saved.')} {told}" if letters else _("Saved."))
    return redirect(address("meetings:prepare", pk))


def _joining(entry: Meeting) -> str:
    return entry.joining.link if hasattr(entry, "joining") else ""


@require_safe
def prepare(request: HttpRequest, pk: str) -> HttpResponse:
    """The agenda, who was asked and who comes."""
    entry = _meeting(request, pk)
    replies = entry.replies.select_related("seat", "seat__person", "seat__organisation", "seat__office")
    given = {
        "entry": entry,
        **_agenda(entry),
        "replies": page_of(request, replies.order_by("answer", "seat_id"), 100),
        "counted": dict(entry.replies.order_by().values_list("answer").annotate(Count("pk"))),
        "labels": dict(Reply.Answer.choices) | {"": _("no reply yet")},
        "sign_ups": page_of(request, entry.sign_ups.order_by("at"), 100),
        "may_be_held": MEETING.allows("hold", entry, by=request.user),
        "when": rules.when_and_where(entry),
    }
    return render(request, "meetings/prepare.html", given)


@form_page
def add_item(request: HttpRequest, pk: str) -> HttpResponseBase:
    entry = _meeting(request, pk)
    form = ItemForm(sent(request))
    if not form.is_valid():
        return form_shown(request, form, title=_("One more item"), back=address("meetings:prepare", pk))
    rules.add_item(entry, by=request.user, **form.cleaned_data)
    return redirect(address("meetings:prepare", pk))


@form_page
def correct_item(request: HttpRequest, pk: str, number: int) -> HttpResponseBase:
    entry = _meeting(request, pk)
    item = get_object_or_404(AgendaItem.objects.select_related("meeting", "closed"), meeting=entry, number=number)
    text = item.closed.text if hasattr(item, "closed") else item.text
    form = ItemForm(sent(request), initial={"title": item.title, "text": text})
    del form.fields["is_closed"]
    if not form.is_valid():
        return form_shown(request, form, title=str(item), back=address("meetings:prepare", pk))
    rules.correct_item(item, form.cleaned_data["title"], form.cleaned_data["text"], by=request.user)
    return redirect(address("meetings:prepare", pk))


@form_page
def add_paper(request: HttpRequest, pk: str, number: int) -> HttpResponseBase:
    """A paper of an item, with its file."""
    entry = _meeting(request, pk)
    MEETING.ask("add_paper", entry, by=request.user)
    item = get_object_or_404(AgendaItem.objects.select_related("meeting"), meeting=entry, number=number)
    form = PaperForm(sent(request), request.FILES or None)
    if not form.is_valid():
        title = f"{MEETING.acts['add_paper'].says}: {item}"
        return form_shown(request, form, title=title, back=address("meetings:prepare", pk), button=_("Save"))
    file = form.cleaned_data["upload"]
    rules.add_paper(item, Document(**form.values(by=request.user)), file, by=request.user)
    for sentence in file.warnings:
        messages.warning(request, sentence)
    return redirect(address("meetings:prepare", pk))


@require_safe
def closed_paper(request: HttpRequest, pk: str, paper: int) -> HttpResponseBase:
    """The file of a paper that is for members alone."""
    entry = get_object_or_404(Meeting.objects.select_related("forum"), pk=pk)
    MEETING.ask("read_closed", entry, by=request.user)
    return handed_out(get_object_or_404(ClosedPaper, pk=paper, item__meeting=entry))


@act_page
def ask_members(request: HttpRequest, pk: str) -> HttpResponseBase:
    asked = rules.ask_members(_meeting(request, pk), by=request.user)
    told = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", asked)
    messages.success(request, told % {"num": asked})
    return redirect(address("meetings:prepare", pk))


@form_page
def cancel(request: HttpRequest, pk: str) -> HttpResponseBase:
    entry = _meeting(request, pk)
    says, back = MEETING.acts["cancel"].says, address("meetings:prepare", pk)

    def does(why: str) -> Meeting:
        rules.cancel(entry, reason=why, by=request.user)
        return entry

    note = _("Everybody who was asked or signed up gets a letter, with the reason. It cannot be called again.")
    return done_for_a_reason(request, does, title=f"{says}: {entry}", back=back, button=says, note=note)


@form_page
def tell_apart(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One of several meetings of the past that were not known apart."""
    several = found(request, Meeting, pk)
    MEETING.ask("tell_apart", several, by=request.user)
    form = ApartForm(sent(request))
    back = address("web:register-entry", "meetings", pk)
    if not form.is_valid():
        return form_shown(request, form, title=MEETING.acts["tell_apart"].says, back=back)
    reason = form.cleaned_data["reason"]
    return redirect(rules.tell_apart(several, form.values(by=request.user), reason=reason, by=request.user))


@act_page
def hold(request: HttpRequest, pk: str) -> HttpResponseBase:
    rules.hold(_meeting(request, pk), by=request.user)
    return redirect(address("meetings:attendance", pk))


@form_page
def attendance(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Who came for each seat; a hundred seats on a page, each page saved on its own."""
    entry = _meeting(request, pk)
    MEETING.ask("take_attendance", entry, by=request.user)
    seats = page_of(request, _seats_of(entry), 100)
    known = {each.seat_id: each for each in entry.attendance.all()}
    answers = {each.seat_id: each for each in entry.replies.all()}
    everybody = {"presence": "present"} if request.GET.get("all") == "present" else {}
    lines = [
        (seat, CameForm(sent(request), prefix=seat.pk, initial=_beforehand(known, answers, seat) | everybody))
        for seat in seats
    ]
    valid = [form.is_valid() for _seat, form in lines]  # all of them are asked, so that all faults are shown
    if request.method == "POST" and all(valid):
        rest = Attendance.Presence.ABSENT if "rest_absent" in request.POST else ""
        came = {seat: form.cleaned_data | {"presence": form.cleaned_data["presence"] or rest} for seat, form in lines}
        rules.take_attendance(entry, {seat: each for seat, each in came.items() if each["presence"]}, by=request.user)
        _say_what_is_recorded(request, [each["presence"] for each in came.values()])
        following = f"?page={seats.next_page_number()}" if seats.has_next() else ""
        return redirect(address("meetings:attendance" if following else "meetings:prepare", pk) + following)
    given = {"entry": entry, "lines": lines, "seats": seats}
    return render(request, "meetings/attendance.html", given, status=422 if request.method == "POST" else 200)


def _say_what_is_recorded(request: HttpRequest, presences: list[str]) -> None:
    open_ = presences.count("")
    told = ngettext("Of %(num)s seat nothing is recorded.", "Of %(num)s seats nothing is recorded.", open_)
    messages.success(request, " ".join([_("Saved."), *([told % {"num": open_}] if open_ else [])]))


def _seats_of(entry: Meeting) -> Any:
    """The seats of its forum on its day."""
    day = localdate(entry.starts_at)
    rows = Seat.objects.filter(forum=entry.forum)
    running = [each.pk for each in rows.only("since", "until").order_by() if each.runs_on(day)]
    return rows.shown().filter(pk__in=running, count=1)


def _beforehand(known: dict[str, Any], answers: dict[str, Any], seat: Seat) -> dict[str, Any]:
    """What was taken down before; else what was replied. Of who did not reply nothing is known beforehand."""
    if seat.pk in known:
        return {name: getattr(known[seat.pk], name) for name in ("presence", "substitute", "arrived", "left")}
    reply = answers.get(seat.pk)
    if reply is None:
        return {}
    presence = {"comes": "present", "substitute": "present", "online": "online", "away": "absent"}
    return {"presence": presence.get(reply.answer, ""), "substitute": reply.substitute}


@form_page
def reply(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Whether one comes; a member sees here how to join, and what closed items say."""
    account: Any = request.user
    entry = get_object_or_404(Meeting.objects.select_related("forum"), pk=pk)
    seats = [each.seat for each in account.held]
    own = entry.replies.filter(seat__in=seats).first()
    if own is None:
        raise Refused([_("This meeting did not ask you. Who sits in its forum is asked.")])
    form = ReplyForm(sent(request), instance=entry.replies.get(pk=own.pk))
    if form.is_valid():
        rules.answer(own, form.cleaned_data["answer"], substitute=form.cleaned_data["substitute"], by=account)
        messages.success(request, _("Thank you. You can change it until the meeting begins."))
        return redirect(address("meetings:reply", pk))
    given = {
        "entry": entry, "own": own, "when": rules.when_and_where(entry),
        **_agenda(entry),
        "joining": getattr(entry, "joining", None), "open": REPLY.allows("answer", own, by=account),
    }  # fmt: skip
    return form_shown(request, form, "meetings/reply.html", **given)


def _agenda(entry: Meeting) -> dict[str, Any]:
    """The items with their papers, closed ones too: for those who prepare the meeting, and its members."""
    items = list(entry.items.select_related("closed").prefetch_related("closed_papers").order_by("number"))
    return {"items": items, "papers": papers_of(items)}


def _meeting(request: HttpRequest, pk: str) -> Meeting:
    entry = get_object_or_404(Meeting.objects.select_related("forum", "plan"), pk=pk)
    MEETING.ask("call", entry, by=request.user)
    return entry

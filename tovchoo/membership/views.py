"""Pages on which a composition is drawn up, and seats are given, replaced and ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import CATALOGUES, reading
from tovchoo.kernel.pages import page_of
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.pages import act_page, form_page, form_shown, sent
from tovchoo.people.models import Forum, Instrument, Seat
from tovchoo.people.policy import INSTRUMENT, SEAT

from . import annexes, rules
from .balance import of_forum, of_list
from .forms import (
    ApartForm,
    AppointForm,
    ColumnsForm,
    EndForm,
    GiveForm,
    LineForm,
    ReplaceForm,
    SidesForm,
    StatementForm,
    UploadForm,
)
from .models import MemberLine, MemberList, Statement
from .policy import MEMBER_LIST


@require_safe
def forums(request: HttpRequest) -> HttpResponse:
    """The forums whose seats somebody may give."""
    kept = [
        each
        for each in Forum.objects.order_by("kind", "id")
        if SEAT.allows("appoint", Seat(forum=each), by=request.user)
    ]
    if not kept:
        SEAT.ask("appoint", Seat(forum=Forum(served_by_id="-")), by=request.user)
    return render(request, "membership/forums.html", {"forums": kept})


@require_safe
def seats(request: HttpRequest, pk: str) -> HttpResponse:
    """Who sits there on a day, the balance of that day, and the lists that are being drawn up."""
    forum = _forum(request, pk)
    day = _day(request.GET.get("on", ""))
    rows = forum.seats.shown()
    running = [each.pk for each in forum.seats.only("since", "until").order_by() if each.runs_on(day)]
    given = {
        "forum": forum,
        "day": day,
        "balance": of_forum(forum, day),
        "seats": page_of(request, rows.filter(pk__in=running), 100),
        "lists": MemberList.objects.filter(forum=forum).exclude(stage="done").order_by("-pk")[:20],
    }
    return render(request, "membership/seats.html", given)


def _day(asked: str) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return clock.today()


@form_page
def draw_up(request: HttpRequest, pk: str) -> HttpResponseBase:
    """From a spreadsheet, or from nothing."""
    forum = _forum(request, pk)
    form = UploadForm(sent(request), request.FILES or None)
    if not form.is_valid():
        return _form(request, form, _("Draw up a list of members"), forum)
    return redirect(rules.draw_up(forum, file=form.cleaned_data["file"], by=request.user))


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A list as far as it is: being read or written, with progress; or line by line, what each will become."""
    found = _list(request, pk)
    lines = found.lines.select_related("known_organisation", "known_person", "likely_organisation").order_by("number")
    asked = request.GET.get("show", "")
    if asked in MemberLine.Decision.values:
        lines = lines.filter(decision=asked)
    undecided = found.lines.filter(decision="ask").count()
    given = {"list": found, "lines": page_of(request, lines, 100), "asked": asked, "undecided": undecided}
    given["sideless"] = found.lines.filter(side="").exclude(decision="leave").exists()
    given |= {"balance": of_list(found), "acts": {act.name for act in MEMBER_LIST.on_offer(found, by=request.user)}}
    return render(request, "membership/list.html", given | {"languages": sorted(CATALOGUES)})


@form_page
def add_line(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _list(request, pk)
    form = LineForm(sent(request))
    if not form.is_valid():
        return _form(request, form, _("One more member"), found)
    values = {name: value for name, value in form.cleaned_data.items() if name != "decision"}
    rules.add_line(found, values, by=request.user)
    return redirect(found)


@form_page
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A line as it was read, what is doubtful about it, and what is to become of it."""
    found = _list(request, pk)
    line = get_object_or_404(found.lines.select_related("likely_organisation"), number=number)
    shown = get_object_or_404(found.lines, number=number)
    if shown.decision == "ask":
        shown.decision = "" if shown.may_be_double else "take"
    form = LineForm(sent(request), instance=shown)
    if not form.is_valid():
        return _form(request, form, _("Row %(number)s") % {"number": number}, found, line=line)
    rules.decide(line, form.cleaned_data, by=request.user)
    following = found.lines.filter(decision="ask", number__gt=number).order_by("number").first()
    return redirect(address("membership:line", pk, following.number) if following else found)


@act_page
def take_all(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _list(request, pk)
    if left := rules.take_all(found, by=request.user):
        told = ngettext("%(num)s line may be double, and is asked by itself.",
                        "%(num)s lines may be double, and are asked one by one.", left)  # fmt: skip
        messages.info(request, told % {"num": left})
    return redirect(found)


@form_page
def say_columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the columns hold that were not understood."""
    found = _list(request, pk)
    MEMBER_LIST.ask("say_columns", found, by=request.user)
    form = ColumnsForm(sent(request), members=found)
    if not form.is_valid():
        note = _("The list is then read anew: what was decided or added by hand is asked for again.")
        return _form(request, form, _("Say what columns hold"), found, note=note)
    rules.say_columns(found, form.kinds, by=request.user)
    return redirect(found)


@form_page
def set_sides(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The side of many lines at once."""
    found = _list(request, pk)
    MEMBER_LIST.ask("edit", found, by=request.user)
    form = SidesForm(sent(request), members=found)
    if not form.is_valid():
        return _form(request, form, _("Set sides"), found)
    rules.set_sides(found, form.cleaned_data["lines"], form.cleaned_data["side"], by=request.user)
    left = found.lines.filter(side="").exclude(decision="leave").exists()
    return redirect(address("membership:sides", pk) if left else found)


@act_page
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _list(request, pk)
    rules.discard(found, by=request.user)
    messages.success(request, _("Discarded. Nothing of it was in the record."))
    return redirect(address("membership:seats", found.forum_id))


@require_safe
def annex(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The annex of the order, to be printed: the list as it stands, in one language."""
    found = _list(request, pk)
    if code not in CATALOGUES:
        raise Http404(code)
    with reading(code):
        content = annexes.annex(found)
    response = HttpResponse(content, content_type=annexes.DOCX)
    response["Content-Disposition"] = f'attachment; filename="annex-{found.forum_id}-{code}.docx"'
    return response


@form_page
def appoint(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Agreed: by which order, from which day."""
    found = _list(request, pk)
    form = AppointForm(sent(request), initial={"since": clock.today()})
    if not form.is_valid():
        registers = INSTRUMENT.allows("register", Instrument(), by=request.user)
        return _form(request, form, _("Appoint"), found, balance=of_list(found), registers=registers)
    rules.appoint_all(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("Agreed. The seats are being entered."))
    return redirect(found)


@act_page
def invite(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _list(request, pk)
    sent_out = rules.invite_all(found, by=request.user)
    told = ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", sent_out)
    messages.success(request, told % {"num": sent_out})
    return redirect(found)


@form_page
def statement(request: HttpRequest) -> HttpResponseBase:
    """What one states of oneself; counted, never shown with a name."""
    person = getattr(request.user, "person", None)
    if person is None:
        raise Refused([_("This is for people of the record.")])
    said = Statement.objects.filter(person=person).first()
    form = StatementForm(sent(request), initial={"gender": said.gender, "region": said.region} if said else None)
    if not form.is_valid():
        given = {"title": _("What you state of yourself"), "button": _("Save"), "back": address("accounts:mine")}
        return form_shown(request, form, "membership/statement.html", **given)
    rules.state(person, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect(address("accounts:mine"))


@form_page
def give(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One more seat."""
    forum = _forum(request, pk)
    form = GiveForm(sent(request), initial={"since": clock.today()})
    if not form.is_valid():
        return _form(request, form, _("One more seat"), forum)
    more = {name: form.cleaned_data[name] for name in ("since", "despite")}
    rules.give(forum, form.values(by=request.user), by=request.user, **more)
    return redirect(address("membership:seats", pk))


@form_page
def replace(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Somebody else sits there."""
    seat = _seat(request, pk)
    form = ReplaceForm(sent(request), seat=seat, initial={"on": clock.today()})
    if not form.is_valid():
        return _form(request, form, _("Replace: %(who)s") % {"who": seat}, seat.forum)
    rules.replace(seat, by=request.user, **form.cleaned_data)
    return redirect(address("membership:seats", seat.forum_id))


@form_page
def tell_apart(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One of several that were not known apart."""
    seat = _seat(request, pk)
    form = ApartForm(sent(request))
    if not form.is_valid():
        return _form(request, form, _("Tell one apart"), seat.forum)
    reason = form.cleaned_data["reason"]
    rules.tell_apart(seat, form.values(by=request.user), reason=reason, by=request.user)
    return redirect(address("membership:seats", seat.forum_id))


@form_page
def end(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Nobody sits there any more."""
    seat = _seat(request, pk)
    form = EndForm(sent(request), seat=seat, initial={"on": clock.today()})
    if not form.is_valid():
        return _form(request, form, _("End the seat: %(who)s") % {"who": seat}, seat.forum)
    rules.end(seat, by=request.user, **form.cleaned_data)
    return redirect(address("membership:seats", seat.forum_id))


def _forum(request: HttpRequest, pk: str) -> Forum:
    forum = get_object_or_404(Forum, pk=pk)
    SEAT.ask("appoint", Seat(forum=forum), by=request.user)
    return forum


def _list(request: HttpRequest, pk: int) -> MemberList:
    """For those who draw it up; for everybody else it does not exist."""
    found = get_object_or_404(MemberList.objects.select_related("forum"), pk=pk)
    if not MEMBER_LIST.allows("draw_up", found, by=request.user):
        raise Http404(pk)
    return found


def _seat(request: HttpRequest, pk: str) -> Seat:
    seat = get_object_or_404(Seat.objects.select_related("forum", "person", "organisation", "office"), pk=pk)
    SEAT.ask("end", seat, by=request.user)
    return seat


def _form(request: HttpRequest, form: Any, title: str, about: Any, **more: Any) -> HttpResponse:
    given = {
        "title": title,
        "about": about,
        "button": _("Go on"),
        "line": None,
        "balance": None,
        "note": "",
        "registers": False,
    } | more
    is_forum = isinstance(about, Forum)
    given["back"] = address("membership:seats", about.pk) if is_forum else about.get_absolute_url()
    return form_shown(request, form, "membership/form.html", **given)

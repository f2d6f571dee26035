"""Verbs: call a meeting, move and prepare it, ask its members, take their replies, let people sign up, remind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tovchoo.accounts.models import Account
from tovchoo.files.checks import Checked
from tovchoo.files.models import Document
from tovchoo.files.rules import enter_document, keep
from tovchoo.kernel import clock
from tovchoo.kernel.addresses import address
from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.languages import reading
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.moments import in_words
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter, record
from tovchoo.mail.rules import write
from tovchoo.mail.words import Words
from tovchoo.people.models import Seat

from .calendars import calendar
from .models import AgendaItem, Attendance, ClosedPaper, ClosedText, Joining, Meeting, Reply, SignUp
from .policy import CALLED, MEETING, REPLY

BEFORE = timedelta(days=1)  # so long before it begins, people are reminded


@transaction.atomic
def register(meeting: Meeting, *, by: Any) -> Meeting:
    """Enter a meeting of the past, as far as its papers tell."""
    MEETING.ask("register", meeting, by=by)
    meeting.id = fresh_id(Meeting, meeting.forum_id or "meeting", str(_next_number(meeting)))
    return enter(meeting, by=by)


@transaction.atomic
def correct(meeting: Meeting, values: dict[str, Any], *, reason: str, by: Any) -> bool:
    """Papers were found: what the entry says is corrected, what it said before stays in its history."""
    MEETING.perform("correct", meeting, by=by)
    return change(meeting, values, by=by, reason=reason)


@transaction.atomic
def tell_apart(several: Meeting, values: dict[str, Any], *, reason: str, by: Any) -> Meeting:
    """One of several meetings that were not known apart becomes known: an entry of its own, and the sum stays."""
    MEETING.perform("tell_apart", several, by=by)
    one = Meeting(kind=several.kind, forum=several.forum, plan=several.plan, **values)
    one.id = fresh_id(Meeting, one.forum_id or "meeting", str(_next_number(one)))
    change(several, {"count": (several.count or 0) - 1}, by=by, reason=reason)
    return enter(one, by=by)


def _next_number(meeting: Meeting) -> int:
    return Meeting.objects.filter(forum=meeting.forum).count() + 1


@transaction.atomic
def call(meeting: Meeting, *, link: str = "", despite: str = "", by: Any) -> Meeting:
    """From here it is public that it will be; whoever sits in the forum is asked by letter."""
    MEETING.ask("call", meeting, by=by)
    facts = _at_notice(meeting, despite)
    name = meeting.forum_id or str(meeting.title.get("en") or "meeting")
    meeting.id = fresh_id(Meeting, name, str(_next_number(meeting)))
    meeting.stage, meeting.date = CALLED, _day_of(meeting.starts_at)
    enter(meeting, by=by)
    if link:
        Joining.objects.create(meeting=meeting, link=link)
    record("meeting.called", meeting, by=by, **facts)
    return meeting


def _day_of(begins: datetime | None) -> PartialDate:
    return PartialDate(localdate(begins).isoformat())


def _at_notice(meeting: Meeting, despite: str) -> dict[str, str]:
    """It begins at a time to come, with the notice that its forum asks for, or with a reason, for the ledger."""
    if meeting.starts_at is None or meeting.starts_at <= clock.now():
        raise Refused([_("A meeting is called for a day to come.")])
    told = too_late(meeting)
    if told and not despite:
        raise Refused([told])
    return {"reason": despite, "rule": "notice_days"} if told else {}


def too_late(meeting: Meeting) -> str:
    """The sentence of the forum's rule on notice, where it would be broken; empty where it is kept."""
    least = meeting.forum.notice_days if meeting.forum else None
    if least is None or meeting.starts_at is None or meeting.starts_at >= clock.now() + timedelta(days=least):
        return ""
    told = _(
        "A rule of this forum: a meeting is called at least %(days)d days before. To break it, say why, in public."
    )
    return told % {"days": least}


@transaction.atomic
def move(meeting: Meeting, values: dict[str, Any], *, link: str = "", despite: str = "", by: Any) -> int:
    """Another time, place, address or title: its page says what it was, and a letter goes to everybody who was asked
    or signed up; how many. What was replied stands. Whom it counts for is nothing to write a letter about."""
    MEETING.perform("move", meeting, by=by)
    former, begins = meeting.starts_at, values.get("starts_at", meeting.starts_at)
    facts = {}
    if begins != former:
        facts = _at_notice(Meeting(forum=meeting.forum, starts_at=begins), despite)
        values = values | {"date": _day_of(begins)}
        meeting.replies.update(reminded_at=None)
        meeting.sign_ups.update(reminded_at=None)
    other = {name for name, value in values.items() if value != getattr(meeting, name)} - {"plan"}
    change(meeting, values, by=by, **facts)
    joining = _joined_by(meeting, link, by=by)
    return _tell_of_change(meeting, former if begins != former else None) if other or joining else 0


def _joined_by(meeting: Meeting, link: str, *, by: Any) -> bool:
    """How members join from now on, of which the ledger says only that it is another way; whether it is."""
    former = Joining.objects.filter(meeting=meeting).values_list("link", flat=True).first() or ""
    if link == former:
        return False
    if link:
        Joining.objects.update_or_create(meeting=meeting, defaults={"link": link})
    else:
        Joining.objects.filter(meeting=meeting).delete()
    record("meeting.joining_changed", meeting, by=by)
    return True


class Reader(NamedTuple):
    """Who hears of a meeting that they were asked to or signed up for; only members hear how members join."""

    email: str
    language: str
    is_member: bool


def _readers(meeting: Meeting) -> Iterator[Reader]:
    """Each address once. A member is whoever still sits there on the day of the meeting."""
    day = localdate(meeting.starts_at)
    members: dict[str, Reader] = {}
    asked = meeting.replies.filter(account__is_active=True).select_related("account", "seat").order_by("pk")
    for reply in asked:
        account: Any = reply.account
        sits = reply.seat.person_id == account.person_id and reply.seat.runs_on(day)
        known = members.get(account.email)
        members[account.email] = Reader(account.email, account.language, sits or bool(known and known.is_member))
    yield from members.values()
    for email, language in meeting.sign_ups.exclude(email="").order_by("pk").values_list("email", "language"):
        if email not in members:
            yield Reader(email, language, is_member=False)


def _tell_of_change(meeting: Meeting, former: datetime | None) -> int:
    """A letter to each, with the entry for the calendar as it is now; `former` where it begins at another time."""
    joining = Joining.objects.filter(meeting=meeting).first()

    @cache
    def entry(language: str, is_member: bool) -> str:
        method, link = ("REQUEST", joining.link if joining else "") if is_member else ("PUBLISH", "")
        with reading(language):
            return calendar(str(meeting.title), [meeting], clock.now(), method=method, link=link)

    readers = list(_readers(meeting))
    for reader in readers:
        told = partial(_changed, meeting, former, reader.is_member)
        attached = entry(reader.language, reader.is_member)
        write("moved", reader.email, told, language=reader.language, about=meeting.public_id, attachment=attached)
    return len(readers)


def _changed(meeting: Meeting, former: datetime | None, is_member: bool) -> Words:
    subject = _("Moved: %(meeting)s") if former else _("Changed: %(meeting)s")
    moved = [_("Moved. It was to begin: %(moment)s") % {"moment": in_words(former)}] if former else []
    stands = _("If you have replied, your reply stands until you change it on the page of the meeting.")
    return Words(
        subject=subject % {"meeting": meeting.title},
        says=[when_and_where(meeting), *moved, *([stands] if is_member else [])],
        to_do=_("Say whether you come") if is_member else _("The page of the meeting"),
        path=address("meetings:reply", meeting.pk) if is_member else meeting.get_absolute_url(),
    )


@transaction.atomic
def add_item(meeting: Meeting, title: Localized, text: Localized, *, is_closed: bool = False, by: Any) -> AgendaItem:
    """One more thing to speak of. What a closed one says is kept apart, for members."""
    MEETING.perform("prepare", meeting, by=by)
    number = (meeting.items.aggregate(last=Max("number"))["last"] or 0) + 1
    item = AgendaItem(id=f"{meeting.pk}-item-{number}", meeting=meeting, number=number, title=title)
    item.is_closed, item.text = is_closed, Localized() if is_closed else text
    enter(item, by=by)
    if is_closed and text:
        ClosedText.objects.create(item=item, text=text)
    return item


@transaction.atomic
def correct_item(item: AgendaItem, title: Localized, text: Localized, *, by: Any) -> None:
    """Word an item anew; whether it is closed does not change any more."""
    MEETING.perform("prepare", item.meeting, by=by)
    if item.is_closed:
        change(item, {"title": title}, by=by)
        ClosedText.objects.update_or_create(item=item, defaults={"text": text})
    else:
        change(item, {"title": title, "text": text}, by=by)


@transaction.atomic
def add_paper(item: AgendaItem, document: Document, file: Checked, *, by: Any) -> Document | ClosedPaper:
    """A paper to be read beforehand: public as its item is; of a closed item it is kept apart, for members."""
    MEETING.perform("add_paper", item.meeting, by=by)
    if not item.is_closed:
        document.about = item.public_id
        return enter_document(document, keep(file), by=by)
    stored = keep(file)
    made = ClosedPaper.objects.create(item=item, title=document.title, language=document.language, **stored)
    record("meeting.closed_paper_added", item.meeting, by=by, item=item.number, sha256=stored["sha256"])
    return made


@transaction.atomic
def ask_members(meeting: Meeting, *, by: Any) -> int:
    """A letter with an entry for the calendar to everybody who sits in the forum that day and can sign in; how many."""
    MEETING.perform("prepare", meeting, by=by)
    day = localdate(meeting.starts_at)
    one_by_one = Seat.objects.filter(forum=meeting.forum, count=1).order_by("pk")
    seats = [each for each in one_by_one if each.runs_on(day)]
    asked = set(meeting.replies.values_list("seat_id", flat=True))
    new = [each for each in seats if each.pk not in asked]
    people = {each.person_id for each in new if each.person_id}
    accounts = {each.person_id: each for each in Account.objects.filter(person__in=people, is_active=True)}
    Reply.objects.bulk_create([Reply(meeting=meeting, seat=each, account=accounts.get(each.person_id)) for each in new])
    for account in accounts.values():
        _invite(meeting, account)
    record("meeting.members_asked", meeting, by=by, seats=len(new))
    return len(accounts)


def _invite(meeting: Meeting, account: Account) -> None:
    def told() -> Words:
        return Words(
            subject=_("Invitation: %(meeting)s") % {"meeting": meeting.title},
            says=[when_and_where(meeting), _("The agenda and the papers are on the page of the meeting.")],
            to_do=_("Say whether you come"),
            path=address("meetings:reply", meeting.pk),
        )

    joining = Joining.objects.filter(meeting=meeting).first()
    link = joining.link if joining else ""
    with reading(account.language):
        entry = calendar(str(meeting.title), [meeting], clock.now(), method="REQUEST", link=link)
    write("meeting", account.email, told, language=account.language, about=meeting.public_id, attachment=entry)


def when_and_where(meeting: Meeting) -> str:
    """A sentence: the day, the hour with its zone, the place."""
    if meeting.starts_at is None:
        return str(meeting.place)
    when = in_words(meeting.starts_at)
    return f"{when}. {meeting.place}" if meeting.place else when


@transaction.atomic
def answer(reply: Reply, value: str, *, substitute: str = "", by: Any) -> None:
    """Whether the seat comes; said anew as often as one likes until it begins."""
    REPLY.perform("answer", reply, by=by)
    reply.answer, reply.substitute = value, substitute if value == Reply.Answer.SUBSTITUTE else ""
    reply.replied_at = clock.now()
    reply.save(update_fields=["answer", "substitute", "replied_at"])


@transaction.atomic
def sign_up(meeting: Meeting, name: str, email: str, *, language: str, by: Any) -> None:
    """Anybody who means to come to an open meeting; the same address twice is one."""
    MEETING.perform("sign_up", meeting, by=by)
    if email and SignUp.objects.filter(meeting=meeting, email=email).exists():
        return
    SignUp.objects.create(meeting=meeting, name=name, email=email, language=language, at=clock.now())
    if email:
        with reading(language):
            entry = calendar(str(meeting.title), [meeting], clock.now())
        write(
            "sign_up", email, lambda: _signed_up(meeting), language=language, about=meeting.public_id, attachment=entry
        )


def _signed_up(meeting: Meeting) -> Words:
    return Words(
        subject=_("You signed up: %(meeting)s") % {"meeting": meeting.title},
        says=[when_and_where(meeting), _("The agenda is on the page of the meeting. We look forward to seeing you.")],
        to_do=_("The page of the meeting"),
        path=meeting.get_absolute_url(),
    )


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: Any) -> None:
    """It will not be: said on its page with the reason, and by letter to everybody who was asked or signed up."""
    MEETING.perform("cancel", meeting, by=by)
    record("meeting.cancelled", meeting, by=by, reason=reason)
    for reader in _readers(meeting):
        with reading(reader.language):
            entry = calendar(str(meeting.title), [meeting], clock.now(), method="CANCEL")
        write("cancelled", reader.email, lambda: _cancelled(meeting, reason), language=reader.language,
              about=meeting.public_id, attachment=entry)  # fmt: skip


def _cancelled(meeting: Meeting, reason: str) -> Words:
    return Words(
        subject=_("Cancelled: %(meeting)s") % {"meeting": meeting.title},
        says=[_("The meeting will not be held: %(reason)s") % {"reason": reason}],
        to_do=_("The page of the meeting"),
        path=meeting.get_absolute_url(),
    )


@transaction.atomic
def hold(meeting: Meeting, *, by: Any) -> None:
    """It was held; who came is taken down next."""
    MEETING.perform("hold", meeting, by=by)
    record("meeting.held", meeting, by=by)


@transaction.atomic
def take_attendance(meeting: Meeting, came: dict[Seat, dict[str, Any]], *, by: Any) -> int:
    """Who came for each seat; said anew it is corrected. How many entries are new or other."""
    MEETING.perform("take_attendance", meeting, by=by)
    known = {each.seat_id: each for each in meeting.attendance.filter(seat__in=[seat.pk for seat in came])}
    written = 0
    for seat, values in came.items():
        if seat.pk in known:
            written += change(known[seat.pk], values, by=by)
        else:
            enter(Attendance(id=f"{meeting.pk}-{seat.pk}"[:120], meeting=meeting, seat=seat, **values), by=by)
            written += 1
    return written


def remind() -> int:
    """A day before, everybody who has not said that they stay away; the worker's task, once for each."""
    now = clock.now()
    soon = {"meeting__stage": CALLED, "meeting__starts_at__gt": now, "meeting__starts_at__lte": now + BEFORE}
    members = Reply.objects.filter(reminded_at=None, account__is_active=True, **soon).exclude(answer="away")
    replies = list(members.select_related("meeting", "account"))
    signed = list(SignUp.objects.filter(reminded_at=None, **soon).exclude(email="").select_related("meeting"))
    for reply in replies:
        _remind(reply, reply.account, "meetings:reply", now)
    for each in signed:
        _remind(each, each, "minutes:meeting", now)
    return len(replies) + len(signed)


@transaction.atomic
def _remind(row: Any, whom: Any, page: str, now: datetime) -> None:
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    meeting = row.meeting

    def told() -> Words:
        subject = _("Tomorrow: %(meeting)s") % {"meeting": meeting.title}
        path = address(page, meeting.pk)
        return Words(subject=subject, says=[when_and_where(meeting)], to_do=_("The page of the meeting"), path=path)

    write("reminder", whom.email, told, language=whom.language, about=meeting.public_id)

"""Verbs: draw up a list of members, decide on its lines, appoint; replace whoever sits in a seat."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from tovchoo.accounts.models import Account, Invitation
from tovchoo.accounts.rules import invite
from tovchoo.files.rules import keep
from tovchoo.kernel import clock
from tovchoo.kernel.ids import FreshIds, fresh_id
from tovchoo.kernel.languages import reading
from tovchoo.kernel.locks import hold
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter, enter_each, record
from tovchoo.people.models import Forum, Organisation, Person, Seat
from tovchoo.people.policy import SEAT
from tovchoo.people.spreadsheet import Line, Unreadable, lines, survey

from .balance import of_forum, of_list
from .matching import Register
from .models import MemberLine, MemberList, Statement
from .policy import DONE, MEMBER_LIST, OPEN, READING, STATEMENT, UNREADABLE, WRITING

AT_ONCE = 250  # lines that the worker reads or writes before it says how far it is
ASK, TAKE, LEAVE = MemberLine.Decision


@transaction.atomic
def draw_up(forum: Forum, *, by: Any, file: Any = None) -> MemberList:
    """Begin a list, empty or from a spreadsheet that the worker reads; nothing is recorded before it is agreed."""
    made = MemberList(forum=forum, made_by=by, made_at=clock.now())
    MEMBER_LIST.ask("draw_up", made, by=by)
    if file is not None:
        stored = keep(file)
        made.stage, made.file_name = READING, file.name[:200]
        made.file_hash, made.media_type = stored["sha256"], stored["media_type"]
    made.save()
    return made


def read_lists() -> int:
    """Read the spreadsheets that wait; the worker's task."""
    waiting = MemberList.objects.filter(stage=READING).select_related("forum", "made_by").order_by("pk")
    for each in waiting:
        with reading(each.made_by.language):
            _read(each)
    return len(waiting)


def _read(members: MemberList) -> None:
    register = Register.read()
    try:
        with default_storage.open(members.file_hash) as stored:
            file: Any = stored.file
            known = survey(file, members.media_type)
            MemberList.objects.filter(pk=members.pk).update(rows=known.rows, unread=known.unread)
            file.seek(0)
            members.lines.all().delete()  # of a reading that was broken off
            batch: list[MemberLine] = []
            kinds = {int(at): kind for at, kind in members.kinds.items()}
            for line in lines(file, members.media_type, kinds):
                batch.append(_line(members, line, register))
                if len(batch) == AT_ONCE:
                    _put(members, batch)
            _put(members, batch)
    except Unreadable as error:
        MemberList.objects.filter(pk=members.pk).update(stage=UNREADABLE, trouble=str(error)[:500])
        return
    MemberList.objects.filter(pk=members.pk).update(stage=OPEN)


def _put(members: MemberList, batch: list[MemberLine]) -> None:
    """Some lines at once, and how far it is."""
    if batch:
        MemberLine.objects.bulk_create(batch)
        MemberList.objects.filter(pk=members.pk).update(done=batch[-1].number)
        batch.clear()


def _line(members: MemberList, line: Line, register: Register) -> MemberLine:
    """As it was read; what is beyond doubt is taken, the rest waits for somebody to decide."""
    known = register.organisation(line.organisation) if line.organisation else None
    likely = register.like(line.organisation) if line.organisation and not known else None
    doubts = [{"code": each.code, "says": each.says} for each in line.doubts]
    is_doubtful = bool(likely) or not all(each.is_note for each in line.doubts)
    if likely:
        doubts.append({"code": "likely", "says": _("An organisation of the record has nearly the same name.")})
    return MemberLine(
        composition=members, number=line.number, name=line.name, organisation=line.organisation, position=line.position,
        side=line.side, sector=line.sector, role=line.role, email=line.email[:254], gender=line.gender,
        region=line.region[:100], doubts=doubts, decision=ASK if is_doubtful else TAKE, known_organisation_id=known,
        known_person_id=register.person(line.name) if line.name else None, likely_organisation_id=likely,
    )  # fmt: skip


@transaction.atomic
def add_line(members: MemberList, values: dict[str, Any], *, by: Any) -> MemberLine:
    """One more member to be, written by hand."""
    MEMBER_LIST.perform("edit", members, by=by)
    last = members.lines.order_by("-number").first()
    line = MemberLine(composition=members, number=last.number + 1 if last else 1, decision=TAKE, **values)
    register = Register.read()
    if line.organisation and not line.known_organisation_id:
        line.known_organisation_id = register.organisation(line.organisation)
    if line.name and not line.known_person_id:
        line.known_person_id = register.person(line.name)
    line.save()
    return line


@transaction.atomic
def decide(line: MemberLine, values: dict[str, Any], *, by: Any) -> None:
    """What becomes of a line, said by a person: taken as it is or as corrected, as somebody known, or left out."""
    MEMBER_LIST.perform("edit", line.composition, by=by)
    for name, value in values.items():
        setattr(line, name, value)
    line.save()


@transaction.atomic
def take_all(members: MemberList, *, by: Any) -> int:
    """Take what is still to be decided as it was read, but for what may be double: that is asked line by line. How many
    are left."""
    MEMBER_LIST.perform("edit", members, by=by)
    asked = members.lines.filter(decision=ASK)
    left = [each.pk for each in asked.only("doubts") if each.may_be_double]
    asked.exclude(pk__in=left).update(decision=TAKE)
    return len(left)


@transaction.atomic
def say_columns(members: MemberList, kinds: dict[str, str], *, by: Any) -> None:
    """What columns hold that were not understood; the worker reads the list anew, and nothing is decided yet."""
    MEMBER_LIST.perform("say_columns", members, by=by)
    members.kinds, members.done = members.kinds | kinds, 0
    members.save(update_fields=["kinds", "done"])


@transaction.atomic
def set_sides(members: MemberList, numbers: list[int], side: str, *, by: Any) -> int:
    """Say of many lines at once on which side they are; of how many."""
    MEMBER_LIST.perform("edit", members, by=by)
    return members.lines.filter(number__in=numbers, side="").update(side=side)


@transaction.atomic
def discard(members: MemberList, *, by: Any) -> None:
    """It was never public, and is gone."""
    MEMBER_LIST.perform("discard", members, by=by)
    members.delete()


@transaction.atomic
def appoint_all(members: MemberList, *, instrument: Any, since: date, despite: str = "", by: Any) -> None:
    """Agreed: the worker enters every line that is taken, under the order and from the day."""
    if of_list(members).breaks_its_rule and not despite:
        raise Refused([rule_broken(members.forum)])
    MEMBER_LIST.perform("appoint", members, by=by)
    members.instrument, members.since, members.despite, members.done = instrument, since, despite, 0
    members.rows = members.lines.filter(decision=TAKE).count()
    members.save()
    if despite:
        record("forum.rule_broken", members.forum, by=by, rule="least_non_government", reason=despite)


@transaction.atomic
def invite_all(members: MemberList, *, by: Any) -> int:
    """A letter to each who was appointed from the list, left an address and cannot sign in yet; how many."""
    MEMBER_LIST.perform("invite", members, by=by)
    lines = members.lines.exclude(seat=None).exclude(email="").exclude(known_person=None).select_related("known_person")
    able = set(Account.objects.exclude(person=None).values_list("person_id", flat=True))
    asked = set(Invitation.objects.filter(stage=Invitation.Stage.WAITING).values_list("person_id", flat=True))
    invited = {line.known_person_id: line for line in lines if line.known_person_id not in able | asked}
    for line in invited.values():
        invite(line.email, person=line.known_person, language=by.language, by=by)
    return len(invited)


@transaction.atomic
def state(person: Person, gender: str, region: str, *, by: Any) -> None:
    """What somebody says of themselves, for the balance; taken back by saying nothing."""
    STATEMENT.ask("state", person, by=by)
    Statement.objects.update_or_create(person=person, defaults={"gender": gender, "region": region})


def rule_broken(forum: Forum) -> str:
    """The sentence of the rule that would be broken."""
    told = _("A rule of this forum: at least %(least)d %% non-government. To break it, say why, in public.")
    return told % {"least": forum.least_non_government or 0}


def write_lists() -> int:
    """Enter what was agreed, some lines at a time; the worker's task. Broken off, it goes on where it was."""
    waiting = MemberList.objects.filter(stage=WRITING).select_related("forum", "made_by", "instrument").order_by("pk")
    written = 0
    for each in waiting:
        writing = Writing(each)
        while some := writing.some():
            written += some
        MemberList.objects.filter(pk=each.pk).update(stage=DONE)
    return written


class Writing:
    """A list on its way into the record: who is known already, which ids are taken."""

    def __init__(self, members: MemberList) -> None:
        self.members, self.by, self.register = members, members.made_by, Register.read()
        self.ids = {model: FreshIds(model) for model in (Person, Organisation, Seat)}
        since = members.since
        self.since = PartialDate(since.isoformat()) if since else None

    @transaction.atomic
    def some(self) -> int:
        """The next lines, all of them or none; how many they were."""
        left = [*self.members.lines.filter(decision=TAKE, seat=None).order_by("number")[:AT_ONCE]]
        if not left:
            return 0
        SEAT.ask("appoint", Seat(forum=self.members.forum), by=self.by)
        people = [self._person(line) for line in left if line.name and not line.known_person_id]
        bodies = [self._organisation(line) for line in left if line.organisation and not line.known_organisation_id]
        enter_each([each for each in people if each], by=self.by)
        enter_each([each for each in bodies if each], by=self.by)
        seats = enter_each([self._seat(line) for line in left], by=self.by)
        for line, seat in zip(left, seats, strict=True):
            line.seat = seat
        MemberLine.objects.bulk_update(left, ["seat", "known_person", "known_organisation"])
        self._keep_what_they_say(left)
        done = self.members.lines.exclude(seat=None).count()
        MemberList.objects.filter(pk=self.members.pk).update(done=done)
        return len(left)

    def _person(self, line: MemberLine) -> Person | None:
        """Somebody new to the record; None where the same name stood on a line before."""
        line.known_person_id = self.register.person(line.name)
        if line.known_person_id:
            return None
        made = Person(id=self.ids[Person].one(line.name.for_an_id), name=line.name)
        line.known_person_id = made.pk
        self.register.learn_person(made)
        return made

    def _organisation(self, line: MemberLine) -> Organisation | None:
        line.known_organisation_id = self.register.organisation(line.organisation)
        if line.known_organisation_id:
            return None
        made = Organisation(id=self.ids[Organisation].one(line.organisation.for_an_id), name=line.organisation)
        made.sector = line.sector
        line.known_organisation_id = made.pk
        self.register.learn_organisation(made)
        return made

    def _seat(self, line: MemberLine) -> Seat:
        whose = line.known_person_id or line.known_organisation_id or ""
        return Seat(
            id=self.ids[Seat].one(self.members.forum_id, whose),
            forum=self.members.forum,
            side=line.side,
            role=line.role,
            person_id=line.known_person_id,
            organisation_id=line.known_organisation_id,
            instrument=self.members.instrument,
            note=line.position,
            since=self.since,
        )

    def _keep_what_they_say(self, left: list[MemberLine]) -> None:
        stated = {line.known_person_id: line for line in left if line.known_person_id and (line.gender or line.region)}
        Statement.objects.bulk_create(
            [Statement(person_id=pk, gender=line.gender, region=line.region) for pk, line in stated.items()],
            update_conflicts=True, unique_fields=["person"], update_fields=["gender", "region"],
        )  # fmt: skip


@transaction.atomic
def replace(seat: Seat, *, person: Person | None, on: date, reason: str, by: Any) -> Seat:
    """Somebody else sits there from a day on; the seat before ends the day before, and both stay."""
    SEAT.perform("end", seat, by=by)
    change(seat, {"until": PartialDate((on - timedelta(days=1)).isoformat())}, by=by, reason=reason)
    new = Seat(id=fresh_id(Seat, seat.forum_id, person.pk if person else ""), person=person)
    for name in ("forum", "side", "role", "organisation", "office", "instrument"):
        setattr(new, name, getattr(seat, name))
    new.since, new.replaces = PartialDate(on.isoformat()), seat
    SEAT.ask("appoint", new, by=by)
    return enter(new, by=by)


@transaction.atomic
def tell_apart(seat: Seat, values: dict[str, Any], *, reason: str, by: Any) -> Seat:
    """One of several seats that were not known apart becomes known: an entry of its own, and the sum stays."""
    SEAT.perform("appoint", seat, by=by)
    hold(seat, alone=True)
    if (seat.count or 0) < 2:
        raise Refused([_("This entry stands for one seat only.")])
    whose = values.get("person") or values.get("organisation") or values.get("office")
    one = Seat(id=fresh_id(Seat, seat.forum_id, getattr(whose, "pk", "")), **values)
    for name in ("forum", "side", "instrument", "since", "until"):
        setattr(one, name, getattr(seat, name))
    change(seat, {"count": (seat.count or 0) - 1}, by=by, reason=reason)
    return enter(one, by=by)


@transaction.atomic
def end(seat: Seat, *, on: date, reason: str, despite: str = "", by: Any) -> None:
    """Nobody sits there after a day. Where that breaks a rule of the forum, a person says why, in public."""
    SEAT.perform("end", seat, by=by)
    was_kept = not of_forum(seat.forum, on).breaks_its_rule
    change(seat, {"until": PartialDate(on.isoformat())}, by=by, reason=reason)
    if was_kept and of_forum(seat.forum, on + timedelta(days=1)).breaks_its_rule:
        _despite(seat.forum, despite, by=by)


@transaction.atomic
def give(forum: Forum, values: dict[str, Any], *, since: date, despite: str = "", by: Any) -> Seat:
    """One more seat. Where that breaks a rule of the forum, a person says why, in public."""
    whose = values.get("person") or values.get("organisation") or values.get("office")
    seat = Seat(id=fresh_id(Seat, forum.pk, getattr(whose, "pk", "")), forum=forum, **values)
    seat.since = PartialDate(since.isoformat())
    SEAT.ask("appoint", seat, by=by)
    was_kept = not of_forum(forum, since).breaks_its_rule
    enter(seat, by=by)
    if was_kept and of_forum(forum, since).breaks_its_rule:
        _despite(forum, despite, by=by)
    return seat


def _despite(forum: Forum, reason: str, *, by: Any) -> None:
    if not reason:
        raise Refused([rule_broken(forum)])
    record("forum.rule_broken", forum, by=by, rule="least_non_government", reason=reason)

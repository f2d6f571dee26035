"""For every route with a parameter: the things that it is asked about, one for each stage that they can be in."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast, in_two
from tests.decisions.motions import a_motion, an_open_motion
from tests.matrix.plans import stages_of_plans
from tests.minutes.meetings import a_held_meeting, begun, circulated, passage, typed
from tovchoo.accounts.rules import accept, close, invite_to_a_seat, withdraw
from tovchoo.decisions.models import Decision, Task
from tovchoo.decisions.rules import close as close_vote
from tovchoo.decisions.rules import drop, finish
from tovchoo.decisions.rules import register as enter_decision
from tovchoo.decisions.rules import withdraw as withdraw_motion
from tovchoo.files.checks import checked
from tovchoo.kernel import clock
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.rules import add_item, ask_members, call, cancel, hold
from tovchoo.membership.models import MemberList
from tovchoo.membership.rules import add_line, appoint_all, draw_up, read_lists, write_lists
from tovchoo.minutes.models import Writing
from tovchoo.minutes.rules import adopt, propose_correction
from tovchoo.people.models import Instrument, Organisation
from tovchoo.people.rules import merge, register, undo_merge
from tovchoo.publishing.models import Draft
from tovchoo.publishing.rules import publish, schedule, write

SOON = timedelta(hours=1)
OF_PLAN_V = {
    "plan": "nap5", "number": 1, "code": "en", "slug": "working-group-seats", "provider_id": "oidc", "uidb36": "1",
    "language": "en", "name": "datapackage.json", "kind": "organisations", "paper": 1,
    "one": 1, "other": 2, "part": 1,
}  # fmt: skip
BY_ROUTE = {
    "plans/<str:pk>/": "nap5",
    "organisations/<str:pk>/": "cabinet-secretariat",
    "offices/<str:pk>/": "ogp-envoy",
    "people/<str:pk>/": "saraa",
    "forums/<str:pk>/": "msf",
    "seats/<str:pk>/": "working-group-nap5-government",
    "instruments/<str:pk>/": "order-99-2023",
    "documents/<str:pk>/": "nap5-mn",
    "documents/<str:pk>/file/": "nap5-mn",
    "calendar/forums/<str:pk>.<slug:code>.ics": "msf",
    "calendar/plans/<str:pk>.<slug:code>.ics": "nap5",
    "news/<str:pk>/": "*",
    "history/<str:kind>/<str:pk>/": "nap5",
    "entries/<str:kind>/<str:pk>/": "nap5",
    "workspace/news/out/<str:pk>/": "*",
    "workspace/documents/<str:pk>/": "nap5-mn",
    "workspace/documents/<str:pk>/file/": "nap5-mn",
    "workspace/sent/<str:key>/": "x",
    "workspace/register/<str:kind>/<str:pk>/merge/": "ministry-of-finance",
    "workspace/register/organisations/<str:pk>/became/": "ministry-of-finance",
    "workspace/register/<str:kind>/<str:pk>/": "ministry-of-finance",
    "sources/<str:pk>/": "*",
    "workspace/account/passkeys/<int:pk>/remove/": 1,
    "workspace/account/e-mail/<str:key>/": "x",
    "workspace/account/^password/new/": "x",
}


def stages_of_things(cast: Cast) -> dict[str, dict[str, object]]:
    """By the beginning of a route: a key for each stage of the thing that it is about."""

    def invited(email: str):
        name = in_two("Хүн", email.partition("@")[0])
        return invite_to_a_seat(email, person=None, name=name, forum=cast.group, role="", language="en", by=cast.saraa)

    waiting, withdrawn, used = (invited(f"{name}@example.org") for name in ("waiting", "withdrawn", "used"))
    withdraw(withdrawn.invitation, by=cast.saraa)
    opened = accept(used.invitation, language="en")
    closed = accept(invited("closed@example.org").invitation, language="en")
    close(closed, by=cast.administrator)
    writing, scheduled, published = (_a_draft(cast) for _each in range(3))
    schedule(scheduled, by=cast.saraa)
    publish(published, by=cast.saraa)
    drafts = {"writing": writing, "scheduled": scheduled, "published": published}
    one, two = (register(Organisation(name=in_two(name, name)), by=cast.saraa) for name in ("One", "Two"))
    done, undone = merge(one, two, reason="same", by=cast.saraa), None
    undo_merge(done, reason="two", by=cast.saraa)
    undone, done = done, merge(one, Organisation.objects.get(pk=two.pk), reason="same", by=cast.saraa)
    minutes = {stage: each.pk for stage, each in _minutes(cast).items()}
    motions, tasks = _motions(cast), _tasks(cast)
    decided = enter_decision(Decision(forum=cast.group, text=in_two("Шийдвэр", "Decision")), by=cast.saraa)
    invitations = {"waiting": waiting, "withdrawn": withdrawn, "accepted": used}
    return stages_of_plans(cast) | {
        "welcome/": {stage: each.key for stage, each in invitations.items()},
        "workspace/access/invitations/": {stage: each.invitation.pk for stage, each in invitations.items()},
        "workspace/access/accounts/": {"open": opened.pk, "closed": closed.pk},
        "workspace/news/<int:pk>/": {stage: each.pk for stage, each in drafts.items()},
        "workspace/lists/<int:pk>/": {stage: _first_line(each) for stage, each in _lists(cast).items()},
        "workspace/forums/<str:pk>/": {"": cast.group.pk},
        "workspace/seats/<str:pk>/": {"": cast.bat.held[0].seat},
        "workspace/meetings/<str:pk>/minutes/": minutes,
        "meetings/<str:pk>/minutes/": minutes,
        "workspace/meetings/<str:pk>/tell-apart/": {
            "several": "working-group-nap5-others",
            "one": "working-group-nap5-1",
        },
        "workspace/meetings/<str:pk>/": {stage: each.pk for stage, each in _meetings(cast).items()},
        "meetings/<str:pk>/": {stage: each.pk for stage, each in _meetings(cast).items()}
        | {"past": "working-group-nap5-1"},
        "motions/<str:pk>/": motions,
        "workspace/motions/<str:pk>/": motions,
        "decisions/<str:pk>/": {"": decided.pk},
        "workspace/decisions/<str:pk>/": {"": decided.pk},
        "tasks/<str:pk>/": tasks,
        "workspace/tasks/<str:pk>/": tasks,
        "workspace/register/merges/": {"done": done.pk, "undone": undone.pk},
    }


def _meetings(cast: Cast) -> dict[str, Meeting]:
    """One that is called, one that is cancelled, and a discussion to which anybody may come."""
    found = {}
    for stage, kind in (("called", "full"), ("cancelled", "full"), ("open", "public_discussion")):
        begins = clock.now() + timedelta(days=30)
        entry = Meeting(kind=kind, forum=cast.group, title=in_two("Хурал", "Meeting"), starts_at=begins)
        call(entry, by=cast.saraa)
        add_item(entry, in_two("Зүйл", "Item"), in_two("Үг", "Words"), by=cast.saraa)
        ask_members(entry, by=cast.saraa)
        found[stage] = entry
    cancel(found["cancelled"], reason="snow", by=cast.saraa)
    held = Meeting(kind="full", forum=cast.group, title=in_two("Хурал", "Meeting"), starts_at=clock.now() + SOON)
    call(held, by=cast.saraa)
    Meeting.objects.filter(pk=held.pk).update(starts_at=clock.now())  # on the same day, also just after midnight
    hold(held, by=cast.saraa)
    return found | {"held": held}


def _minutes(cast: Cast) -> dict[str, Meeting]:
    """Of meetings that were held: not begun, being written, with the members, their time over, adopted."""
    writing, over, with_members, adopted = begun(cast), *(circulated(cast) for _each in range(3))
    typed(passage(writing, "mn"), "Үг", by=cast.saraa)
    propose_correction(with_members, "Other words", by=cast.bat)
    Writing.objects.filter(pk__in=[over.pk, adopted.pk]).update(corrections_until=clock.now() - SOON)
    adopt(Writing.objects.get(pk=adopted.pk), by=cast.saraa)
    found = {"writing": writing, "circulated": with_members, "over": over, "adopted": adopted}
    return {"held": a_held_meeting(cast)} | {stage: each.meeting for stage, each in found.items()}


def _motions(cast: Cast) -> dict[str, str]:
    """One that is tabled, one open for votes, one open and hidden, one closed, one withdrawn."""
    found = {"tabled": a_motion(cast)}
    found |= {stage: an_open_motion(cast) for stage in ("open", "closed", "withdrawn")}
    found["hidden"] = an_open_motion(cast, is_hidden=True)
    close_vote(found["closed"], by=cast.saraa)
    withdraw_motion(found["withdrawn"], reason="worded badly", by=cast.saraa)
    return {stage: each.pk for stage, each in found.items()}


def _tasks(cast: Cast) -> dict[str, str]:
    """One of Tsetseg's that is to be done, one done, one dropped."""
    given = {"forum": cast.group, "seat_id": cast.tsetseg.held[0].seat, "text": in_two("Үүрэг", "Task")}
    found = {stage: enter_decision(Task(**given), by=cast.saraa) for stage in ("open", "done", "dropped")}
    today, words = PartialDate(clock.today().isoformat()), in_two("Болсон", "Done")
    finish(found["done"], words, on=today, by=cast.saraa)
    drop(found["dropped"], words, on=today, by=cast.saraa)
    return {stage: each.pk for stage, each in found.items()}


def _first_line(members: MemberList) -> dict[str, int]:
    """A list, and the number of its first line."""
    line = members.lines.order_by("number").first()
    return {"pk": members.pk, "number": line.number if line else 1}


def _lists(cast: Cast) -> dict[str, MemberList]:
    """A list that is open, one that is being entered, one that is done, one that could not be read."""
    order = register(Instrument(kind="order", number="1", title=in_two("Тушаал", "Order")), by=cast.saraa)
    found = {stage: draw_up(cast.group, by=cast.saraa) for stage in ("done", "writing")}
    rows = "Нэр;Байгууллага;Тэмдэг\nОтгон;Дадлагын холбоо;х\n".encode()
    found["open"] = draw_up(cast.group, file=checked(SimpleUploadedFile("members.csv", rows)), by=cast.saraa)
    read_lists()
    found["open"].refresh_from_db()
    for name, each in found.items():
        add_line(each, {"name": in_two("Гишүүн", f"Member {name}"), "side": "government"}, by=cast.saraa)
        if name != "open":
            appoint_all(each, instrument=order, since=clock.today(), by=cast.saraa)
        if name == "done":
            write_lists()
    found["unreadable"] = draw_up(cast.group, file=checked(SimpleUploadedFile("x.csv", b"nothing")), by=cast.saraa)
    read_lists()
    return found


def _a_draft(cast: Cast) -> Draft:
    given = {"title": in_two("Мэдээ", "News"), "text": in_two("Үг", "Words"), "publish_on": clock.today()}
    return write(Draft(), given, by=cast.saraa)

"""What goes through stages goes as its table of policy says, in whatever order people press, whoever they are.

Tables, verbs and things are found (`verbs.py`, `matrix/places.py`), so a new noun with stages is in by itself.
More runs than the suite has time for: `RUNS=2000 python -m pytest tests/security/test_stages.py`.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.cast import Cast
from tests.matrix.plans import in_charge
from tests.security.verbs import OURS, Verb, verbs, with_stages
from tovchoo.kernel import clock
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.mail.rules import deliver
from tovchoo.meetings.models import Meeting
from tovchoo.people.roles import Anybody, Operator
from tovchoo.plans.models import Proposal
from tovchoo.proposals.questions import pieces_of
from tovchoo.web.work import DUTIES

VERBS, KINDS = verbs(), with_stages()
COUNTS = ", ".join(f'(SELECT COUNT(*) FROM "{model._meta.db_table}")' for model in OURS)
RUNS = int(os.environ.get("RUNS", "0"))
LEAVES = {
    "Draft.write": [], "Draft.schedule": [], "Draft.take_back": [], "Draft.discard": [],  # nobody sees it yet
    "Draft.publish": ["news.recorded", "news.published"], "Draft.publish_in_part": ["news.recorded", "news.published"],
    "Invitation.accept": ["account.opened"], "Invitation.join": ["account.joined"],
    "Invitation.send_again": ["invitation.sent_again"], "Invitation.withdraw": ["invitation.withdrawn"],
    "Meeting.correct": [], "Meeting.take_attendance": [],  # nothing new is said here
    "Meeting.tell_apart": ["meeting.corrected", "meeting.recorded"], "Meeting.add_item": ["agendaitem.recorded"],
    "Meeting.ask_members": ["meeting.members_asked"], "Meeting.sign_up": [],  # who comes is nobody's business
    "Meeting.cancel": ["meeting.cancelled"], "Meeting.hold": ["meeting.held"],
    "MemberList.add_line": [], "MemberList.take_all": [], "MemberList.discard": [], "MemberList.appoint_all": [],
    "Motion.word": [], "Motion.add_option": ["option.recorded"], "Motion.take_down": [],
    "Motion.state_outcome": ["motion.corrected"],
    "Motion.withdraw": ["motion.withdrawn"], "Motion.add_paper": ["document.recorded"],
    "Task.correct": [], "Task.finish": ["task.corrected"], "Task.drop": ["task.corrected"],
    "MemberList.say_columns": [], "MemberList.invite_all": [],  # seats and letters leave theirs, one each
    "Draft.add_section": [], "Draft.order_parts": [],  # nobody outside reads it yet
    "Intake.agree": [], "Intake.discard": [], "Edition.make_again": [],  # a version tells its own documents
}  # fmt: skip
BY_THE_WORKER = {
    "MemberList": {("writing", "done"), ("reading", "open"), ("reading", "unreadable")},
    "Intake": {("reading", "read"), ("reading", "unreadable"), ("taking", "done")},
    "Edition": {("waiting", "ready")},
}
SAYS_ITSELF = {"Proposal.settle": "not_accepted"}  # the stage is what it is asked to record
Key = tuple[type, Any]


def stages() -> dict[Key, str]:
    """Every thing that goes through stages, and the one it is in."""
    return {
        (model, pk): stage
        for model, policy in KINDS.items()
        for pk, stage in model._default_manager.order_by("pk").values_list("pk", str(policy.field))
    }


def all_that_is_there() -> list[Any]:
    """How many rows each table has, and all that the things with stages say."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COUNTS}")
        return [cursor.fetchone(), *(list(model._default_manager.order_by("pk").values_list()) for model in KINDS)]


def goes_along(verb: Verb, thing: Any) -> dict[Key, str]:
    """What else moves with a thing, and where to: pieces of a proposal whose splitting is taken back."""
    if verb.name != "Proposal.take_back":
        return {}
    return {(Proposal, piece.pk): Proposal.Stage.WITHDRAWN for piece in pieces_of(thing)}


def attempt(verb: Verb, pk: Any, by: Any, before: dict[Key, str]) -> bool:
    """Somebody tries it; whether it was done. What follows from it is as the table and the ledger promise."""
    thing = verb.model._default_manager.get(pk=pk)
    along = goes_along(verb, thing)
    may, act = verb.policy.allows(verb.act, thing, by=by), verb.policy.acts[verb.act]
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    try:
        verb(thing, by=by)
    except Refused:
        return False
    assert may, f"{verb.name} was done against its table, {before[verb.model, pk]}, by {by.public_id}"
    after, key = stages(), (verb.model, pk)
    then = act.then or SAYS_ITSELF.get(verb.name)
    assert after.get(key, "gone") in ({then} if then else {before[key], "gone"}), verb.name
    assert {each: after.get(each) for each in before if each != key} == {
        each: along.get(each, stage) for each, stage in before.items() if each != key
    }, verb.name
    entries = Entry.objects.filter(pk__gt=last).order_by("pk")
    left = [entry.verb for entry in entries]
    assert left == LEAVES[verb.name] if verb.name in LEAVES else left or not act.then, (verb.name, left)
    assert verb.act == "accept" or {entry.actor for entry in entries} <= {by.public_id}, verb.name
    return True


def people(cast: Cast) -> list[Any]:
    named = ("administrator", "saraa", "bat", "tsetseg", "dorj", "oyun", "nomin")
    return [*(getattr(cast, name) for name in named), in_charge(cast), Anybody(), Operator()]


@pytest.fixture
def things(everywhere) -> list[Key]:
    """The first and the last of each kind in each stage, and the entries that stand for several."""
    found: dict[tuple[type, str], list[Key]] = {}
    for key, stage in stages().items():
        found.setdefault((key[0], stage), []).append(key)
    chosen = [key for keys in found.values() for key in (keys[0], keys[-1])]
    several = [(type(each), each.pk) for model in (Meeting, Proposal) for each in model.objects.exclude(count=1)]
    return list(dict.fromkeys([*chosen, *several]))


def tried_by(whom: list[Any], things: list[Key]) -> Counter[tuple[str, str]]:
    """Every verb, on a thing in every stage, by everybody; how often each was done. What was done is taken back; what
    was refused left nothing."""
    done: Counter[tuple[str, str]] = Counter()
    before, there = stages(), all_that_is_there()
    for verb in VERBS:
        for pk in (pk for model, pk in things if model is verb.model):
            for by in whom:
                with transaction.atomic():
                    was_done = attempt(verb, pk, by, before)
                    done[verb.name, "yes" if was_done else "no"] += 1
                    transaction.set_rollback(was_done)
        assert all_that_is_there() == there, f"{verb.name} was refused and left something"
    return done


def test_SEC_P2_every_verb_does_what_its_table_says_and_nothing_else(cast, things, later):
    done = tried_by(people(cast), things)
    later(days=31)  # now meetings have begun, and invitations have run out
    done += tried_by([cast.saraa, cast.tsetseg], things)
    for verb in VERBS:
        assert done[verb.name, "yes"] and done[verb.name, "no"], f"{verb.name} was never done, or never refused"


def test_every_noun_with_stages_has_verbs_that_move_it():
    moved = {(verb.model, verb.act) for verb in VERBS}
    assert not [
        (model.__name__, act.name)
        for model, policy in KINDS.items()
        for act in policy.acts.values()
        if act.then and (model, act.name) not in moved
    ]


class Pressing(RuleBasedStateMachine):
    """Anybody presses anything in any order, time goes by, the worker comes round."""

    cast: Cast
    keys: list[Key]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people, self.began = people(self.cast), clock.offset
        self.known = stages()

    def teardown(self) -> None:
        clock.offset = self.began
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(verb=st.sampled_from(VERBS), which=st.integers(0, 50), who=st.integers(0, 9))
    def somebody_presses(self, verb: Verb, which: int, who: int) -> None:
        of_its_kind = sorted((pk for model, pk in self.known if model is verb.model), key=str)
        if of_its_kind:
            there = all_that_is_there()
            if not attempt(verb, of_its_kind[which % len(of_its_kind)], self.people[who], self.known):
                assert all_that_is_there() == there, f"{verb.name} was refused and left something"
            self.known = stages()

    @rule(hours=st.sampled_from([1, 30, 24 * 15, 24 * 40]))
    def time_goes_by(self, hours: int) -> None:
        clock.offset += timedelta(hours=hours)

    @rule()
    def the_worker_comes_round(self) -> None:
        for duty in DUTIES:
            if duty is not deliver:
                duty()
        for (model, pk), stage in stages().items():
            if (model, pk) not in self.known:  # the worker made it: a document of a version
                continue
            was, table = self.known[model, pk], KINDS[model]
            ways = {(at, act.then) for act in table.acts.values() for at in act.during} | BY_THE_WORKER.get(
                model.__name__, set()
            )
            assert was == stage or (was, stage) in ways, (model.__name__, was, stage)
        self.known = stages()

    @invariant()
    def nothing_moves_by_itself(self) -> None:
        assert stages() == self.known


def test_SEC_P2_in_whatever_order_it_is_pressed(cast, things):
    machine = type("PressingHere", (Pressing,), {"cast": cast, "keys": things})
    how = settings(
        max_examples=RUNS or 25, stateful_step_count=12, deadline=None, database=None, derandomize=not RUNS,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=how)

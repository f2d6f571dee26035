"""For tests from outside: drive the product without knowing its code (contracts, 5). It stands on the rules alone.

site = Adapter()                 # in a test with a database
site.login("support_unit")       # a browser (django.test.Client) in which that role has signed in
site.make("news", "draft", owner="support_unit")
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast, build_cast, in_two, signed_in
from tests.matrix.plans import a_draft as a_working_draft
from tests.matrix.plans import a_plan, a_version, amended, in_force
from tests.web.walk import routes
from tovchoo.accounts.models import Account
from tovchoo.accounts.rules import accept, close, invite_to_a_seat, withdraw
from tovchoo.amendments.models import Amendment
from tovchoo.amendments.rules import accept as accept_amendment
from tovchoo.decisions.models import Decision, Motion, Task
from tovchoo.decisions.rules import close as close_vote
from tovchoo.decisions.rules import open_vote, table
from tovchoo.decisions.rules import register as enter
from tovchoo.drafting.models import Draft as WorkingDraft
from tovchoo.drafting.models import Part
from tovchoo.drafting.rules import add_section
from tovchoo.editions.models import Intake
from tovchoo.editions.rules import bring
from tovchoo.files.checks import checked
from tovchoo.files.models import Document
from tovchoo.kernel import clock
from tovchoo.ledger.models import Entry
from tovchoo.ledger.rules import sequence
from tovchoo.mail.models import Letter
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.rules import call
from tovchoo.package.write import files
from tovchoo.people.models import Instrument, Organisation, Person
from tovchoo.people.rules import register
from tovchoo.plans.models import Plan, Proposal, Version
from tovchoo.proposals.rules import Said, Told, decline, propose
from tovchoo.publishing.models import Draft
from tovchoo.publishing.rules import add_document, publish, schedule, write
from tovchoo.versions.models import Endorsement

ROLES = {
    "anonymous": None, "citizen": "nomin", "member": "tsetseg", "agency": "bat", "chair": "dorj",
    "other_secretary": "oyun", "support_unit": "saraa", "administrator": "administrator",
}  # fmt: skip


class Adapter:
    """One site with its cast. Roles: anonymous, citizen, member, agency, chair, other_secretary, support_unit,
    administrator."""

    def __init__(self, cast: Cast | None = None) -> None:
        self.cast = cast or build_cast()
        self.number = 0

    def login(self, role: str) -> Client:
        """A browser of somebody in that role, past the second step; raises KeyError for a role that is not there."""
        who = ROLES[role]
        return signed_in(getattr(self.cast, who)) if who else Client()

    def make(self, kind: str, state: str = "", owner: str = "support_unit") -> Any:
        """A thing of a kind in a state, made by the rules in somebody's name. Kinds and states: see `kinds()`."""
        self.number += 1
        return self._makers()[kind, state](self._account(owner), f"{kind} {self.number}")

    def kinds(self) -> list[tuple[str, str]]:
        """What `make` knows."""
        return sorted(self._makers())

    def routes(self) -> list[str]:
        """Every route of the site, as its pattern is written."""
        return sorted(routes())

    def outbox(self) -> list[dict[str, Any]]:
        """Letters that wait to be sent, and those that were."""
        return list(Letter.objects.order_by("pk").values("kind", "to", "subject", "text", "html", "sent_at"))

    def advance_clock(self, **by: float) -> None:
        """Move the one clock forward, as `days=3`; it goes on from there. `reset_clock` puts it back."""
        clock.offset += timedelta(**by)

    def reset_clock(self) -> None:
        clock.offset = timedelta()

    def exports(self) -> dict[str, bytes]:
        """The public record as a data package: each file with its bytes."""
        return {name: b"".join(blocks) for name, blocks in files()}

    def log_bundle(self) -> Iterator[str]:
        """The public ledger, numbered: its entries, one JSON line each."""
        while sequence():
            pass
        for entry in Entry.objects.order_by("number").values():
            yield json.dumps(entry, default=str, ensure_ascii=False, sort_keys=True)

    def _account(self, role: str) -> Account:
        return getattr(self.cast, ROLES[role] or "nomin")

    def _makers(self) -> dict[tuple[str, str], Callable[[Account, str], Any]]:
        def draft(by: Account, name: str) -> Draft:
            given = {"title": in_two(name, name), "text": in_two(name, name), "publish_on": clock.today()}
            return write(Draft(), given, by=by)

        def scheduled(by: Account, name: str) -> Draft:
            made = draft(by, name)
            schedule(made, by=by)
            return made

        def invited(by: Account, name: str) -> Any:
            email = f"{name.replace(' ', '-')}@example.org"
            return invite_to_a_seat(email, person=None, name=in_two(name, name), forum=self.cast.group, role="",
                                    language="en", by=by).invitation  # fmt: skip

        def withdrawn(by: Account, name: str) -> Any:
            made = invited(by, name)
            withdraw(made, by=by)
            return made

        def opened(by: Account, name: str) -> Account:
            return accept(invited(by, name), language="en")

        def closed(by: Account, name: str) -> Account:
            made = opened(by, name)
            close(made, by=self.cast.administrator)
            return made

        def document(by: Account, name: str) -> Document:
            return add_document(Document(title=in_two(name, name)), {}, by=by)

        def motion(by: Account, name: str) -> Motion:
            given = {"title": in_two(name, name), "text": in_two(name, name), "method": "roll_call"}
            return table(Motion(forum=self.cast.group, **given), by=by)

        def closed_motion(by: Account, name: str) -> Motion:
            made = open_vote(motion(by, name), by=by)
            close_vote(made, by=by)
            return made

        def meeting(by: Account, name: str) -> Meeting:
            begins = clock.now() + timedelta(days=30)
            made = Meeting(kind="full", forum=self.cast.group, title=in_two(name, name), starts_at=begins)
            return call(made, by=by)

        of_plans = self._makers_of_plans()
        return of_plans | {
            ("meeting", "called"): meeting,
            ("motion", "tabled"): motion,
            ("motion", "open"): lambda by, name: open_vote(motion(by, name), by=by),
            ("motion", "closed"): closed_motion,
            ("decision", "recorded"): lambda by, n: enter(Decision(forum=self.cast.group, text=in_two(n, n)), by=by),
            ("task", "open"): lambda by, n: enter(Task(forum=self.cast.group, text=in_two(n, n)), by=by),
            ("news", "draft"): draft,
            ("news", "scheduled"): scheduled,
            ("news", "published"): lambda by, name: publish(draft(by, name), by=by),
            ("invitation", "waiting"): invited,
            ("invitation", "withdrawn"): withdrawn,
            ("account", "open"): opened,
            ("account", "closed"): closed,
            ("document", "described"): document,
            ("organisation", "registered"): lambda by, n: register(Organisation(name=in_two(n, n)), by=by),
            ("person", "registered"): lambda by, n: register(Person(name=in_two(n, n)), by=by),
            ("instrument", "registered"): lambda by, n: register(Instrument(kind="order", title=in_two(n, n)), by=by),
        }

    def _makers_of_plans(self) -> dict[tuple[str, str], Callable[[Account, str], Any]]:
        """What a plan is made of on its way; each on a plan of practice of its own."""

        def plan(by: Account, name: str) -> Plan:
            return a_plan(self.cast, 100 + self.number, title=in_two(name, name))

        def working_draft(by: Account, name: str) -> WorkingDraft:
            return a_working_draft(self.cast, plan(by, name))

        def part(by: Account, name: str) -> Part:
            return add_section(working_draft(by, name), in_two(name, name), texts=[in_two(name, name)], by=by)

        def version(by: Account, name: str) -> Version:
            return a_version(self.cast, working_draft(by, name))

        def enacted(by: Account, name: str) -> Version:
            made = version(by, name)
            in_force(self.cast, made)
            return made

        def proposal(by: Account, name: str) -> Proposal:
            return propose(Proposal(plan=plan(by, name), title=in_two(name, name)), Said(), by=by)

        def declined(by: Account, name: str) -> Proposal:
            made = proposal(by, name)
            decline(made, Told(in_two(name, name)), by=by)
            return made

        def amendment(by: Account, name: str) -> Amendment:
            return amended(self.cast, version(by, name), name, by=by)

        def accepted(by: Account, name: str) -> Amendment:
            made = amendment(by, name)
            accept_amendment(made, by=by)
            return made

        def intake(by: Account, name: str) -> Intake:
            return bring(working_draft(by, name), checked(a_file("a.csv", name.encode())), by=by)

        return {
            ("plan", "registered"): plan,
            ("draft of a plan", "open"): working_draft,
            ("draft of a plan", "closed"): lambda by, name: WorkingDraft.objects.get(plan=enacted(by, name).plan),
            ("part", "in the draft"): part,
            ("version", "frozen"): version,
            ("version", "in force"): enacted,
            ("endorsement", "order"): lambda by, n: Endorsement.objects.get(version=enacted(by, n), kind="order"),
            ("proposal", "tabled"): proposal,
            ("proposal", "not_accepted"): declined,
            ("amendment", "proposed"): amendment,
            ("amendment", "accepted"): accepted,
            ("intake", "reading"): intake,
        }


def a_file(name: str, content: bytes, media_type: str = "text/plain") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, media_type)

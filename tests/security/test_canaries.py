"""What is private comes out nowhere: a word like no other in every private field, every output read as every role."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client

from tests.adapter import ROLES, Adapter, a_file
from tests.cast import Cast, in_two, seated, signed_in
from tests.decisions.motions import an_open_motion, votes
from tests.drafting import drafts
from tests.files.makers import pdf
from tests.matrix.plans import a_plan, a_version, amended, in_charge
from tests.matrix.test_matrix import places
from tests.minutes.meetings import begun, circulated, typed
from tests.web.walk import walk
from tovchoo.accounts.rules import invite_to_a_seat
from tovchoo.amendments.models import Amendment
from tovchoo.amendments.rules import edit
from tovchoo.decisions.models import Motion
from tovchoo.decisions.rules import withdraw
from tovchoo.drafting.models import Draft as WorkingDraft
from tovchoo.drafting.rules import (
    add_commitment,
    add_milestone,
    add_passage,
    add_section,
    explain,
    name_in_charge,
    set_facts,
    take_out,
)
from tovchoo.editions.models import Edition, Intake
from tovchoo.editions.rules import bring, make_editions, read_intakes
from tovchoo.files.checks import checked
from tovchoo.files.models import Document
from tovchoo.kernel import clock
from tovchoo.kernel.localized import Localized
from tovchoo.mail.models import Letter
from tovchoo.meetings.models import ClosedPaper, Meeting, Reply
from tovchoo.meetings.rules import add_item, add_paper, answer, ask_members, call, sign_up
from tovchoo.membership.models import MemberList, Statement
from tovchoo.membership.rules import add_line, draw_up
from tovchoo.minutes.models import Passage, Writing
from tovchoo.minutes.rules import adopt, answer_correction, circulate, propose_correction
from tovchoo.people.models import Person
from tovchoo.people.roles import Anybody
from tovchoo.people.rules import register
from tovchoo.plans.models import Version
from tovchoo.publishing.models import Draft
from tovchoo.publishing.rules import write
from tovchoo.versions.models import VersionPart

WORD = re.compile(rb"qzcanary\d{4}x")
KEEPERS = {"support_unit", "administrator"}
WRITERS = KEEPERS | {"member", "agency"}  # of the draft of a plan
CHARGED = WRITERS | {"in_charge"}  # of what somebody answers for who sits nowhere
EVERYBODY = [*ROLES, "in_charge"]
GROUP_KEEPERS = KEEPERS  # the practice group is served by the practice office


@dataclass
class Planted:
    """Each word, and the roles that may read it."""

    words: dict[str, set[str]]
    number: int = 0

    def word(self, *roles: str) -> str:
        """A word like no other."""
        self.number += 1
        word = f"qzcanary{self.number:04d}x"
        self.words[word] = set(roles)
        return word


def words_in(told: bytes) -> set[str]:
    """Those that stand in it."""
    return {found.decode() for found in WORD.findall(told)}


def plant(cast: Cast) -> Planted:
    planted = Planted({})
    word = planted.word
    for _each in range(3):
        draft = {name: in_two(word(*KEEPERS), word(*KEEPERS)) for name in ("title", "excerpt", "text")}
        write(Draft(), draft | {"picture_description": in_two(word(*KEEPERS), "")}, by=cast.saraa)
    listed = draw_up(cast.group, by=cast.saraa)
    for _each in range(3):
        line = {
            name: in_two(word(*GROUP_KEEPERS), word(*GROUP_KEEPERS)) for name in ("name", "organisation", "position")
        }
        line |= {"email": f"{word(*GROUP_KEEPERS)}@example.org", "region": word(*GROUP_KEEPERS), "side": "government"}
        add_line(listed, line, by=cast.saraa)
    person = register(Person(name=in_two("Хүн", "Somebody")), by=cast.saraa)
    Statement.objects.create(person=person, gender="female", region=word())
    for _each in range(3):
        invite_to_a_seat(f"{word(*KEEPERS)}@example.org", person=None, name=in_two("Зочин", "Guest"), forum=None,
                         role="", language="en", by=cast.saraa)  # fmt: skip
    for account in (cast.bat, cast.nomin, cast.dorj):
        account.email = f"{word(*KEEPERS, _role_of(cast, account))}@example.org"
        account.name = word(*KEEPERS, _role_of(cast, account)) if account.person is None else ""
        account.save()
    _plant_in_a_meeting(cast, word)
    _plant_in_minutes(cast, word)
    _plant_in_a_vote(cast, word)
    _plant_in_a_draft(cast, word)
    letter = Letter.objects.order_by("pk").first()
    letter.text = letter.html = word()
    letter.save()
    return planted


def _plant_in_a_meeting(cast: Cast, word) -> None:
    """How members join, what closed items say, who replied what, who signed up."""
    members = {"member", "agency", *KEEPERS}
    begins = clock.now() + timedelta(days=5)
    entry = Meeting(kind="public_discussion", forum=cast.group, title=in_two("Хурал", "Meeting"), starts_at=begins)
    call(entry, link=f"https://meet.example.org/{word(*members)}", by=cast.saraa)
    for _each in range(3):
        text = in_two(word(*members), word(*members))
        add_item(entry, in_two("Хаалттай", "Closed"), text, is_closed=True, by=cast.saraa)
    ask_members(entry, by=cast.saraa)
    reply = Reply.objects.get(meeting=entry, account=cast.bat)
    answer(reply, "substitute", substitute=word("agency", *KEEPERS), by=cast.bat)
    sign_up(entry, word(*KEEPERS), f"{word(*KEEPERS)}@example.org", language="en", by=Anybody())


def _plant_in_minutes(cast: Cast, word) -> None:
    """What is written and what stood there before, what members propose, what is answered, what is closed for good."""
    members = {"member", "agency", *KEEPERS}
    for readers in (KEEPERS, members):
        writing = begun(cast)
        for each in writing.passages.order_by("pk"):
            typed(each, word(*KEEPERS), by=cast.saraa)
            typed(each, word(*KEEPERS), on=0, by=cast.administrator)
            typed(each, word(*readers), by=cast.saraa)
    circulate(writing, clock.now() + timedelta(days=3), by=cast.saraa)
    correction = propose_correction(writing, word(*members), by=cast.bat)
    answer_correction(correction, "not_taken_over", reason=word(*members), by=cast.saraa)
    closed = circulated(cast)
    for each in closed.passages.filter(item__number=2):
        typed(each, word(*members), by=cast.saraa)
    Writing.objects.filter(pk=closed.pk).update(corrections_until=clock.now() - timedelta(hours=1))
    adopt(Writing.objects.get(pk=closed.pk), by=cast.saraa)


def _plant_in_a_vote(cast: Cast, word) -> None:
    """Why somebody votes as they do, while votes are hidden: nobody else reads it, who keeps the vote neither."""
    motion = an_open_motion(cast, is_hidden=True)
    for _each in range(3):
        votes(motion, cast.bat, "against", word("agency"))
    votes(motion, cast.tsetseg, "for", word("member"))
    by_mistake = an_open_motion(cast, is_hidden=True)
    votes(by_mistake, cast.bat, "against", word())
    withdraw(by_mistake, reason="worded badly", by=cast.saraa)
    item = add_item(
        a_called_meeting(cast), in_two("Хаалттай", "Closed"), in_two("а", "a"), is_closed=True, by=cast.saraa
    )
    members = {"member", "agency", *KEEPERS}
    paper = Document(title=in_two(word(*members), word(*members)))
    add_paper(item, paper, checked(a_file(f"{word(*members)}.pdf", pdf(), "application/pdf")), by=cast.saraa)


def _plant_in_a_draft(cast: Cast, word) -> None:
    """What is written and was written, why, what was taken out, who is to do it, files that were brought; the newest
    text, which no version has."""
    plan = a_plan(cast, 20)
    draft = drafts.begin(plan, "mn", by=cast.saraa)

    def said(readers: set[str]) -> Localized:
        return in_two(word(*readers), word(*readers))

    section = add_section(draft, said(WRITERS), texts=[said(WRITERS)], by=cast.saraa)
    take_out(section, by=cast.saraa, reason="not needed")
    section = add_section(draft, in_two("Оршил", "Introduction"), texts=[in_two("Нэг", "One")] * 2, by=cast.saraa)
    take_out(add_passage(section, "text", said(WRITERS), by=cast.tsetseg), by=cast.saraa)
    part = add_commitment(draft, in_two("Амлалт", "A commitment"), texts={"problem": in_two("Бэрх", "Hard")},
                          by=cast.saraa)  # fmt: skip
    name_in_charge(part.commitment, in_charge(cast).person, "co_lead", since=clock.today(), by=cast.saraa)
    version = a_version(cast, draft)
    met = amended(cast, version, "One and more", in_two("Бэрх", "Hard"))
    for each in ("mn", "en"):
        for place, readers in ((drafts.rendering(section, "text", each), WRITERS),
                               (drafts.rendering(section, "title", each), WRITERS),
                               (drafts.rendering(part, "problem", each), CHARGED)):  # fmt: skip
            drafts.typed(place, word(*readers), reason=word(*readers), by=cast.tsetseg)
            drafts.typed(place, word(*readers), by=cast.bat)
    edit(met, "Other words", in_draft=word(*CHARGED), base=drafts.rendering(part, "problem", "en").head, by=cast.saraa)
    add_milestone(part, said(CHARGED), said(CHARGED), other_supporters=said(CHARGED), by=cast.saraa)
    take_out(add_milestone(part, said(CHARGED), by=cast.saraa), by=cast.saraa)
    set_facts(part, {"other_supporters": said(CHARGED)}, by=cast.saraa)
    explain(part, said(CHARGED), passage=part.passages.filter(field="problem")[0], by=cast.bat)
    rows = f"Үүрэг амлалт;Commitment (en);Асуудал\n{word(*KEEPERS)};{word(*KEEPERS)};{word(*KEEPERS)}"
    for content in (rows, f"{word()};б\n1;2"):
        bring(draft, checked(a_file(f"{word(*KEEPERS)}.csv", content.encode(), "text/csv")), by=cast.saraa)
    read_intakes()
    assert set(Intake.objects.filter(draft=draft).values_list("stage", flat=True)) == {"read", "unreadable"}


def a_called_meeting(cast: Cast) -> Meeting:
    begins = clock.now() + timedelta(days=9)
    entry = call(
        Meeting(kind="full", forum=cast.group, title=in_two("Хурал", "Meeting"), starts_at=begins), by=cast.saraa
    )
    ask_members(entry, by=cast.saraa)
    return entry


def _role_of(cast: Cast, account) -> str:
    return next(role for role, name in ROLES.items() if name and getattr(cast, name) == account)


def outputs(site: Adapter, addresses: list[str], role: str) -> Iterator[tuple[str, bytes]]:
    """Everything that the site tells somebody in a role: pages, refusals, what a wrong form says, headers."""
    client: Client = signed_in(in_charge(site.cast)) if role == "in_charge" else site.login(role)
    client.get("/en/workspace/")
    for path in addresses:
        for got in (client.get(path), client.post(path, {"name_en": "", "email": "x"})):
            body = b"".join(got.streaming_content) if got.streaming else got.content
            yield path, body + repr(sorted(got.headers.items())).encode()


@dataclass
class World:
    """Where the words were planted, once: each test begins there, and takes back what it does."""

    cast: Cast
    planted: Planted
    addresses: list[str]


@pytest.fixture(scope="module")
def world(kept_cast, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        cast = seated(kept_cast)
        yield World(cast, plant(cast), all_addresses(cast))
        transaction.set_rollback(True)


@pytest.fixture
def cast(world, db) -> Cast:
    return deepcopy(world.cast)


@pytest.fixture
def planted(world, settings) -> Planted:
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    return world.planted


@pytest.fixture
def addresses(world) -> list[str]:
    return world.addresses


def all_addresses(cast: Cast) -> list[str]:
    """Every route in every stage, and the pages of what was planted."""
    leaving = ("/discard/", "/agree/", "/minutes/adopt/", "/publish/", "/appoint/", "/sign-out/", "/close/")
    found = [path for path in places(cast).values() if not path.endswith(leaving)]
    for each in MemberList.objects.all():
        found += [f"/en/workspace/lists/{each.pk}/"]
        found += [f"/en/workspace/lists/{each.pk}/lines/{line.number}/" for line in each.lines.all()]
    for motion in Motion.objects.all():
        desk = f"/en/workspace/motions/{motion.pk}/"
        found += [
            motion.get_absolute_url(),
            desk,
            *(f"{desk}{tail}/" for tail in ("vote", "recuse", "room", "outcome")),
        ]
    for paper in ClosedPaper.objects.select_related("item"):
        found += [f"/en/workspace/meetings/{paper.item.meeting_id}/papers/{paper.pk}/"]
    for each in Meeting.objects.exclude(stage=""):
        desk = f"/en/workspace/meetings/{each.pk}/"
        found += [f"{desk}minutes/{tail}" for tail in ("", "read/", "history/", "keep/", "corrections/1/")]
        found += [
            each.get_absolute_url(),
            f"{each.get_absolute_url()}minutes/",
            desk,
            f"{desk}reply/",
            f"{desk}items/1/",
            f"{desk}attendance/",
        ]
    found += [f"/en/workspace/meetings/{each.writing.meeting_id}/minutes/history/?passage={each.pk}"
              for each in Passage.objects.select_related("writing")]  # fmt: skip
    news = [f"/en/workspace/news/{each.pk}/{tail}" for each in Draft.objects.all() for tail in ("", "preview/")]
    found += [path for draft in WorkingDraft.objects.all() for path in of_a_draft(draft)]
    searches = ("/en/search/?q=qzcanary", "/mn/search/?q=qzcanary", "/en/nowhere/qzcanary")
    return list(dict.fromkeys([*found, *news, *searches]))


def of_a_draft(draft: WorkingDraft) -> list[str]:
    """Every page about a plan that is being written, its passages, its versions, what is proposed about it."""
    desk, public = f"/en/workspace/plans/{draft.plan_id}/", f"plans/{draft.plan_id}/"
    found = [f"{desk}draft/{tail}" for tail in ("", "out/", "changes/", "freeze/", "languages/en/", "languages/mn/",
                                                "files/", "files/new/")]  # fmt: skip
    found += [f"{desk}draft/files/{each.pk}/" for each in Intake.objects.filter(draft=draft)]
    told = ["", "process/", "glossary/", "brief/", "brief/?since=1", "amendments/", "versions/", "commitments/1/"]
    for part in draft.parts.all():
        at = f"{desk}draft/{part.code}/"
        found += [f"{at}{tail}" for tail in ("", "?page=2", "keep/", "arrange/", "facts/", "in-charge/", "take-out/",
                                             "put-back/", "milestones/new/")]  # fmt: skip
        found += [f"{at}milestones/{each.code}/" for each in part.milestones.all()]
        for each in part.passages.all():
            found += [f"{at}passages/{each.code}/{tail}" for tail in ("", "?in=en", "why/")]
            told.append(f"passages/{each.code}/")
    for version in Version.objects.filter(plan=draft.plan):
        at = f"versions/{version.number}/"
        parts = VersionPart.objects.filter(version=version)
        told += [at, f"{at}documents/", f"{at}approval/", f"{at}recount/", f"versions/1...{version.number}/",
                 *(f"{at}parts/{each.number}/?with=en" for each in parts)]  # fmt: skip
        found.append(f"{desk}{at}")
    for each in Amendment.objects.filter(plan=draft.plan):
        told.append(f"amendments/{each.number}/")
        found += [f"{desk}amendments/{each.number}/", f"/en/history/amendment/{each.pk}/"]
    found += [f"{desk}amendments/", f"/en/history/plan/{draft.plan_id}/"]
    return [*found, *(f"/{language}/{public}{tail}" for language in ("en", "mn") for tail in told)]


@pytest.mark.parametrize("role", EVERYBODY)
def test_SEC_B1_no_role_reads_what_is_not_for_it_and_who_keeps_the_record_reads_theirs(cast, planted, addresses, role):
    read = {(word, path) for path, told in outputs(Adapter(cast), addresses, role) for word in words_in(told)}
    assert not {(word, path) for word, path in read if role not in planted.words[word]}
    own = {word for word, allowed in planted.words.items() if role in allowed}
    if role == "support_unit":
        assert len({word for word, _path in read}) > 0.8 * len(own) > 40


def test_SEC_B1_no_public_page_package_feed_or_ledger_holds_it(cast, planted):
    site = Adapter(cast)
    told = [text.encode() for text in site.log_bundle()] + list(site.exports().values())
    told += [
        each.first.content for each in walk("/en/", "/mn/", "/feeds/news.en.atom").values() if not each.first.streaming
    ]
    held = b"\n".join(told)
    assert not [word for word in planted.words if word.encode() in held]


def test_SEC_B1_no_document_of_a_version_holds_what_the_draft_says_since(cast, planted):
    """Made only now, after the draft went on: DOCX, PDF, HTML and data in every language."""
    while make_editions():
        pass
    made = Edition.objects.filter(version__plan__ordinal=20)
    assert made.count() == 11 and set(made.values_list("stage", flat=True)) == {"ready"}
    for each in made:
        with default_storage.open(each.sha256) as stored:
            content = stored.read()
        told = content + "".join(read_of(content, each.form)).encode()
        assert "A commitment" in told.decode(errors="replace") or each.languages == "mn", each.name
        assert not [word for word in planted.words if word.encode() in told], each.name


def read_of(content: bytes, form: str) -> Iterator[str]:
    """What stands in a packed file."""
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from (packed.read(name).decode(errors="replace") for name in packed.namelist())
    elif form == "pdf":
        yield subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def test_SEC_B1_letters_go_to_nobody_with_it(cast, planted):

    before = set(Letter.objects.values_list("pk", flat=True))
    invite_to_a_seat("guest@example.org", person=None, name=in_two("Зочин", "Visitor"), forum=cast.group, role="",
                     language="en", by=cast.saraa)  # fmt: skip
    new = Letter.objects.exclude(pk__in=before)
    assert new.count() == 1
    assert not [
        word for word in planted.words for each in new if word in each.text + each.html + each.subject + each.to
    ]


def test_SEC_A9_a_refusal_of_what_exists_is_the_refusal_of_what_does_not(cast, planted):
    bat = Adapter(cast).login("agency")
    listed = draw_up(cast.group, by=cast.saraa)
    for there, nowhere in ((f"/en/workspace/lists/{listed.pk}/", f"/en/workspace/lists/{listed.pk + 5000}/"),
                           (f"/en/workspace/access/accounts/{cast.nomin.pk}/close/",
                            "/en/workspace/access/accounts/00000000-0000-4000-8000-000000000000/close/")):  # fmt: skip
        one, other = bat.post(there), bat.post(nowhere)
        assert one.status_code == other.status_code
        assert one.content.replace(there[4:].encode(), b"") == other.content.replace(nowhere[4:].encode(), b"")

"""Who may act on a thing may read it; what is private shows in no list, count or face of anything public."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.adapter import ROLES, Adapter
from tests.cast import Cast, in_two
from tests.matrix.plans import a_draft, a_plan
from tests.security.verbs import OURS, tables
from tovchoo.accounts.models import Account
from tovchoo.accounts.rules import invite
from tovchoo.drafting.models import Draft as WorkingDraft
from tovchoo.drafting.models import Rendering
from tovchoo.drafting.rules import (
    add_milestone,
    add_passage,
    add_section,
    explain,
    keep,
    name_in_charge,
    take_out,
)
from tovchoo.editions.rules import bring, read_intakes
from tovchoo.files.checks import checked
from tovchoo.kernel import clock
from tovchoo.ledger.models import Entry
from tovchoo.meetings.models import Meeting, Reply
from tovchoo.meetings.rules import add_item, answer, ask_members, call, correct_item, sign_up
from tovchoo.membership.models import MemberList
from tovchoo.membership.rules import add_line, draw_up
from tovchoo.package.tables import BY_KIND, TABLES
from tovchoo.people.models import Person
from tovchoo.people.roles import Anybody
from tovchoo.people.rules import register
from tovchoo.publishing.models import Draft
from tovchoo.publishing.rules import write

PUBLIC = {table.model for table in TABLES}
WITHOUT_A_PAGE = {  # of their own: where they are read
    "publishing.Draft": "/en/workspace/news/{0.pk}/",
    "Invitation": "/en/workspace/access/", "Account": "/en/workspace/access/",
    "Reply": "/en/workspace/meetings/{0.meeting_id}/reply/", "Merge": "/en/organisations/{0.kept_id}/",
    "Tenure": "/en/offices/{0.office_id}/", "Jurisdiction": "/en/", "Template": "/en/workspace/templates/{0.pk}/",
    "drafting.Draft": "/en/workspace/plans/{0.plan_id}/draft/",
    "Part": "/en/workspace/plans/{0.draft.plan_id}/draft/{0.code}/",
    "Charge": "/en/workspace/plans/{0.commitment.plan_id}/draft/{0.commitment_id}/in-charge/",
    "Endorsement": "/en/plans/{0.version.plan_id}/versions/{0.version.number}/approval/",
    "Edition": "/en/plans/{0.version.plan_id}/versions/{0.version.number}/documents/",
}  # fmt: skip
BY_A_KEY_OR_OF_ONESELF = {("Invitation", "accept"), ("Account", "speak"), ("Statement", "state")}
ONE_OFF = re.compile(
    rb'name="(?:sending|csrfmiddlewaretoken)" value="[^"]*"|value="[^"]*" name="(?:sending|csrf)[^"]*"'
)


def page_of(thing: Any) -> str | None:
    kind = type(thing)
    where = WITHOUT_A_PAGE.get(kind._meta.label) or WITHOUT_A_PAGE.get(kind.__name__)
    if where is None and hasattr(thing, "get_absolute_url"):
        return str(thing.get_absolute_url()).partition("#")[0]
    return where.format(thing) if where else None


def one_of_each(model: type, field: str | None) -> list[Any]:
    """A thing of the kind in each of its stages."""
    rows = list(model._default_manager.order_by("pk"))  # type: ignore[attr-defined]
    return list({getattr(row, field) if field else "": row for row in rows}.values())


def test_SEC_A15_who_may_act_on_a_thing_may_read_it(cast, everywhere, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    site, seen, asked = Adapter(cast), {}, 0
    for role, name in ROLES.items():
        person, client = (getattr(cast, name) if name else Anybody()), site.login(role)
        for model, policy in tables().items():
            for thing in one_of_each(model, policy.field):
                page = page_of(thing)
                acts = [act for act in policy.acts if (model.__name__, act) not in BY_A_KEY_OR_OF_ONESELF]
                if page and any(policy.allows(act, thing, by=person) for act in acts):
                    asked += 1
                    if (role, page) not in seen:
                        seen[role, page] = client.get(page, follow=True).status_code
    assert asked > 50
    assert not {place: status for place, status in seen.items() if status != 200}


def public_face(paths: list[str]) -> dict[str, bytes]:
    """What a stranger is told at each address, without what is new in every answer."""
    told = {}
    for path in paths:
        client = Client()
        client.handler.load_middleware()  # a page cache of its own
        got = client.get(path)
        assert got.status_code == 200 or not path.startswith(("/data/record", "/calendar", "/en/search")), path
        body = b"".join(got.streaming_content) if got.streaming else got.content
        told[path] = ONE_OFF.sub(b"", re.sub(rb"DTSTAMP:\S+", b"", body))
    return told


def make_private_things(cast: Cast, entry: Meeting) -> None:
    """Of every kind that is nobody's business, one."""
    _write_in_the_draft(cast)
    write(Draft(), {"title": in_two("Нууц", "Qzhidden"), "text": in_two("Нууц", "Qzhidden")}, by=cast.saraa)
    file = checked(SimpleUploadedFile("qzhidden.csv", "Овог нэр,Тал\nQzhidden,ТББ".encode()))
    draw_up(cast.group, file=file, by=cast.saraa)
    add_line(draw_up(cast.group, by=cast.saraa), {"name": in_two("Нууц", "Qzhidden")}, by=cast.saraa)
    invite("qzhidden@example.org", person=Person.objects.get(name__en="Guest"), by=cast.saraa)
    item = entry.items.get(is_closed=True)
    correct_item(item, item.title, in_two("Нууц", "Qzhidden"), by=cast.saraa)
    answer(Reply.objects.get(meeting=entry, account=cast.bat), "substitute", substitute="Qzhidden", by=cast.bat)
    sign_up(entry, "Qzhidden", "qzhidden@example.org", language="en", by=Anybody())


def _write_in_the_draft(cast: Cast) -> None:
    """All that can happen to a draft between two versions but for a commitment more, which is public by its title."""
    known = WorkingDraft.objects.select_related("plan__working_group").filter(stage="open", plan__ordinal=9)
    draft = known.first() or a_draft(cast, a_plan(cast, 9))
    hidden, rows = in_two("Нууц", "Qzhidden"), "Үүрэг амлалт;Асуудал\nQzhidden;Qzhidden".encode()
    part = draft.parts.select_related("commitment", "draft__plan").filter(is_out=False).exclude(commitment=None)[0]
    section = add_section(draft, hidden, texts=[hidden], by=cast.saraa)
    take_out(add_passage(section, "text", hidden, by=cast.bat), by=cast.bat)
    take_out(section, by=cast.saraa, reason="Qzhidden")
    add_milestone(part, hidden, hidden, other_supporters=hidden, by=cast.saraa)
    explain(part, hidden, source="plan/nap5", by=cast.bat)
    for rendering in Rendering.objects.filter(passage__part=part, passage__is_out=False).order_by("pk"):
        keep(rendering, "Qzhidden", base=rendering.head, key="qzhidden", reason="Qzhidden", by=cast.bat)
    name_in_charge(part.commitment, cast.oyun.person, "co_lead", since=clock.today(), by=cast.saraa)
    bring(draft, checked(SimpleUploadedFile("qzhidden.csv", rows)), by=cast.saraa)
    read_intakes()


@pytest.fixture
def entry(cast) -> Meeting:
    """A discussion to which anybody may come, with an item behind closed doors."""
    register(Person(name=in_two("Зочин", "Guest")), by=cast.saraa)
    begins = clock.now() + timedelta(days=9)
    made = Meeting(kind="public_discussion", forum=cast.group, title=in_two("Хурал", "Talk"), starts_at=begins)
    call(made, link="https://meet.example.org/qzhidden", by=cast.saraa)
    add_item(made, in_two("Хаалттай", "Closed"), in_two("Үг", "Words"), is_closed=True, by=cast.saraa)
    ask_members(made, by=cast.saraa)
    return made


def test_SEC_B9_SEC_B5_what_was_just_made_in_private_changes_no_public_answer(cast, everywhere, entry, settings):
    """Lists, counts, search, calendars, feeds, the package: to the byte what they were."""
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    of_all = [path for (route, _stage), path in everywhere.items() if "workspace" not in route]
    of_all += [entry.get_absolute_url(), f"/calendar/forums/{cast.group.pk}.en.ics", "/en/search/?q=qzhidden",
               *(f"/data/record/{table.file}" for table in TABLES)]  # fmt: skip
    before = public_face(of_all)
    make_private_things(cast, entry)
    after = public_face(of_all)
    assert not [path for path in of_all if before[path] != after[path]]
    assert not [path for path in of_all if b"qzhidden" in after[path].lower() and "search" not in path]


def test_SEC_B5_a_file_that_is_not_a_document_is_handed_out_nowhere(cast, entry):
    make_private_things(cast, entry)
    stored = MemberList.objects.exclude(file_hash="").get().file_hash
    for client in (Client(), Adapter(cast).login("citizen"), Adapter(cast).login("other_secretary")):
        below = (f"data/record/files/{stored}", "data/record/files/qzhidden.csv", f"files/{stored}", f"media/{stored}",
                 f"en/documents/{stored}/", f"en/documents/{stored}/file/", f"static/{stored}")  # fmt: skip
        for path in below:
            assert client.get(f"/{path}").status_code == 404, path


def test_SEC_B8_who_did_or_saw_what_in_private_stands_in_no_public_table():
    """No receipts of reading are kept at all, and what names an account is never part of the public record."""
    fields = [(model, field) for model in OURS for field in model._meta.get_fields() if hasattr(field, "column")]
    named = {str(field) for _m, field in fields if re.search(r"(seen|read|viewed|opened)_(at|by)$", field.name)}
    # nobody read the first two; of those who write along, the latest moment alone
    assert named == {"accounts.Account.opened_at", "decisions.Motion.opened_at",
                     "minutes.Presence.seen_at", "drafting.Presence.seen_at"}  # fmt: skip
    assert not [str(field) for model, field in fields if model in PUBLIC and field.related_model is Account]
    assert not [str(field) for model, field in fields if model in PUBLIC and field.name in ("email", "phone", "gender")]


def test_SEC_B8_SEC_A10_the_history_of_what_is_private_does_not_exist(cast, entry):
    make_private_things(cast, entry)
    names = {model._meta.model_name for model in apps.get_models() if model not in PUBLIC}
    names |= {each.partition("/")[0] for each in Entry.objects.values_list("subject", flat=True).distinct()}
    kept = [(row.public_id, str(row.pk)) for model in OURS if model not in PUBLIC and hasattr(model, "public_id")
            for row in model._default_manager.all()[:3] if hasattr(row, "pk")]  # fmt: skip
    found = [f"{name}/{pk}" for name in names - set(BY_KIND) for _public, pk in kept]
    found += [each for each, _pk in kept if each.partition("/")[0] not in BY_KIND]  # a person with an account is public
    for client in (Client(), Adapter(cast).login("member")):
        assert not [each for each in found if client.get(f"/en/history/{each}/").status_code != 404]

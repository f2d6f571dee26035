"""What can only be about PostgreSQL: people who press at the same moment on one plan."""

from __future__ import annotations

import pytest

from tests.cast import build_cast, in_two
from tests.matrix.plans import FIRST, SECOND, a_draft, a_version, amended
from tests.postgresql.test_races import at_once, browser
from tovchoo.amendments.models import Amendment, Backing
from tovchoo.drafting.models import Draft, Rendering, Revision
from tovchoo.ledger.models import Entry
from tovchoo.plans.models import Commitment, Jurisdiction, Plan, Proposal, Version
from tovchoo.plans.rules import register
from tovchoo.proposals import rules as proposing

pytestmark = pytest.mark.django_db(transaction=True)
AT = "/en/workspace/plans/{}/"


@pytest.fixture
def cast():
    return build_cast()


@pytest.fixture
def draft(cast) -> Draft:
    """Of a plan of practice in an empty record."""
    land = register(Jurisdiction(name=in_two("Дадлага улс", "Practice Land"), languages=["mn", "en"],
                                 time_zone="Asia/Ulaanbaatar"), by=cast.administrator)  # fmt: skip
    facts = {"ordinal": 9, "title": in_two("Төлөвлөгөө", "Practice plan"), "languages": ["mn", "en"],
             "jurisdiction": land, "authoritative_language": "mn", "working_group": cast.group,
             "msf": cast.msf}  # fmt: skip
    plan = register(Plan(**facts), by=cast.administrator)
    return a_draft(cast, plan)


def test_SEC_Q2_of_versions_that_are_frozen_at_once_each_has_a_number_of_its_own(cast, draft):
    clients = [browser(cast.saraa) for _each in range(4)]
    form = {"title_mn": "Хувилбар", "title_en": "Version", "purpose": "comments", "date": "2026-11-25"}
    path = f"{AT.format(draft.plan_id)}draft/freeze/"
    answers = at_once(4, lambda which: clients[which].post(path, form).status_code)
    made = list(Version.objects.filter(plan=draft.plan).order_by("number"))
    assert all(each < 500 for each in answers) and len(made) == answers.count(302) > 0
    assert [each.number for each in made] == list(range(1, len(made) + 1))
    assert Entry.objects.filter(verb="version.frozen").count() == len(made)
    assert len({each.sha256 for each in made}) == 1


def test_SEC_Q1_an_amendment_is_accepted_once_however_many_press(cast, draft):
    made = amended(cast, a_version(cast, draft), "It is said.")
    clients = [browser(cast.saraa) for _each in range(5)]
    path = f"{AT.format(draft.plan_id)}amendments/{made.number}/accept/"
    answers = at_once(5, lambda which: clients[which].post(path).status_code)
    assert answers.count(302) == 1 and set(answers) <= {302, 403, 422}
    assert Amendment.objects.get(pk=made.pk).stage == "accepted"
    assert Entry.objects.filter(verb="amendment.accepted").count() == 1
    assert Revision.objects.filter(text="It is said.").count() == 1


def test_SEC_Q1_amendments_that_are_proposed_at_once_follow_one_another(cast, draft):
    version = a_version(cast, draft)
    code = Rendering.objects.get(language="en", text=FIRST["en"]).passage.code
    clients = [browser(each) for each in (cast.bat, cast.tsetseg, cast.dorj, cast.saraa)]
    path = f"{AT.format(draft.plan_id)}amendments/new/?version={version.number}&passage={code}&language=en"
    answers = at_once(
        4, lambda which: clients[which].post(path, {"kind": "word", "after": f"Say {which}."}).status_code
    )
    assert answers == [302] * 4
    assert sorted(Amendment.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_SEC_Q1_somebody_supports_once_from_however_many_windows(cast, draft):
    made = amended(cast, a_version(cast, draft), "It is said.")
    clients = [browser(cast.tsetseg) for _each in range(6)]
    path = f"{AT.format(draft.plan_id)}amendments/{made.number}/back/"
    answers = at_once(6, lambda which: clients[which].post(path).status_code)
    assert all(each < 500 for each in answers)
    assert Backing.objects.count() == 1 and Entry.objects.filter(verb="backing.recorded").count() == 1


def test_SEC_Q2_a_proposal_becomes_one_commitment_however_many_accept_it(cast, draft):
    entry = Proposal(plan=draft.plan, title=in_two("Санал", "A proposal"))
    made = proposing.propose(entry, proposing.Said({"problem": in_two("Хаалттай", "Closed")}), by=cast.saraa)
    clients = [browser(cast.saraa) for _each in range(5)]
    path = f"{AT.format(draft.plan_id)}proposals/{made.number}/accept/"
    form = {"reason_en": "agreed", "date": "2026-11-25"}
    answers = at_once(5, lambda which: clients[which].post(path, form).status_code)
    assert answers.count(302) == 1 and set(answers) <= {302, 403}
    assert Commitment.objects.filter(plan=draft.plan, title__en="A proposal").count() == 1


def test_SEC_Q4_what_many_type_in_one_passage_at_once_is_all_there(cast, draft):
    place = Rendering.objects.get(language="en", text=SECOND["en"])
    part = place.passage.part
    clients = [browser(each) for each in (cast.bat, cast.tsetseg, cast.saraa)]

    def typed(which: int) -> int:
        sent = {"passages": [{"id": place.pk, "text": f"{SECOND['en']} Word{which}.", "base": 1, "key": f"k{which}"}]}
        path = f"{AT.format(draft.plan_id)}draft/{part.code}/keep/"
        return clients[which].post(path, sent, content_type="application/json").status_code

    assert at_once(3, typed) == [200] * 3
    now = Rendering.objects.get(pk=place.pk)
    assert all(f"Word{which}." in now.text for which in range(3))
    texts = list(Revision.objects.filter(rendering=place).order_by("number").values_list("number", flat=True))
    assert texts == list(range(1, now.head + 1))

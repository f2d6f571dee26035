"""Practice Land is whole: the life of a plan, made by the rules, and marked on every page."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from tests.cast import in_two, signed_in
from tests.practice.people import code, introduce
from tests.practice.story import live
from tovchoo.accounts.models import Account
from tovchoo.accounts.rules import invite
from tovchoo.amendments.models import Amendment
from tovchoo.drafting.models import Draft
from tovchoo.drafting.questions import to_translate
from tovchoo.editions.models import Intake
from tovchoo.files.papers import paper
from tovchoo.kernel import clock
from tovchoo.mail.models import Letter
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.rules import call
from tovchoo.plans.models import Commitment, Plan, Version
from tovchoo.plans.questions import commitments_of
from tovchoo.plans.way import way_of
from tovchoo.versions.models import Endorsement, VersionReason

PAGES = ("", "plans/nap6/", "plans/nap6/process/", "plans/nap6/proposals/", "plans/nap6/versions/",
         "plans/nap6/versions/3/", "plans/nap6/versions/4/approval/", "plans/nap6/versions/2/",
         "plans/nap6/commitments/3/", "plans/nap5/", "plans/nap7/", "forums/practice-group/",
         "meetings/practice-group-2/", "news/")  # fmt: skip


@pytest.fixture
def land(empty_record, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "offset", clock.offset)
    settings.DATA_DIR, settings.PRACTICE = tmp_path, True
    live()


def test_a_plan_has_lived_and_another_is_written(land, page, capsys):
    sixth = Plan.objects.get(pk="nap6")
    way = way_of(sixth, commitments_of(sixth))
    assert way.tabled == 13
    assert list(Commitment.objects.filter(plan=sixth).values_list("stage", flat=True)) == ["approved"] * 9
    assert Version.objects.filter(plan=sixth).exclude(sha256="").count() == 4
    steps = Endorsement.objects.filter(version__plan=sixth).order_by("pk").select_related("instrument")
    assert [(each.version.number, each.kind) for each in steps] == [
        (3, "approval"), (3, "order"), (4, "approval"), (4, "order")]  # fmt: skip
    assert all(each.instrument.document_id for each in steps)
    assert Draft.objects.get(plan=sixth).stage == Draft.Stage.CLOSED
    assert VersionReason.objects.filter(version__plan=sixth, version__number=2).count() == 4
    stages = Amendment.objects.filter(plan=sixth).order_by("number").values_list("stage", flat=True)
    assert list(stages) == ["accepted", "edited", "declined", "accepted", "overtaken", "withdrawn"]
    assert Amendment.objects.filter(plan=sixth).exclude(advice="").count() == 3
    assert Amendment.objects.get(plan=sixth, stage="declined").backings.count() == 1
    assert Intake.objects.get(draft__plan="nap7").stage == "done"
    seventh = Amendment.objects.filter(plan="nap7", stage="proposed")
    assert seventh.count() == 3 and seventh.values("passage").distinct().count() == 2
    assert {bool(each.text) for each in to_translate("nap7", "en")} == {True, False}  # behind, and missing
    for language in ("en", "mn"):
        for path in PAGES:
            assert '<p class="practice">' in page(f"/{language}/{path}"), path
    introduce()
    code()
    told = capsys.readouterr().out.split()
    assert Account.objects.get(email="tsetseg@example.org").check_password(told[told.index("password") + 1])
    assert told[-1].isdigit() and len(told[-1]) == 6
    tsetseg = signed_in(Account.objects.get(email="tsetseg@example.org"))
    assert '<p class="practice">' in tsetseg.get("/en/workspace/").content.decode()


def test_it_has_a_record_of_its_own(record):
    with pytest.raises(SystemExit, match="not empty"):
        live()


def test_what_leaves_practice_land_is_marked(cast, page, settings, client):
    settings.PRACTICE = True
    title = in_two("Дадлагын хурал", "Practice meeting")
    call(Meeting(kind="full", forum=cast.group, title=title, starts_at=clock.now() + timedelta(days=9)), by=cast.saraa)
    mark = "Practice: nothing here is real."
    assert page("/calendar/forums/practice-group.en.ics").replace("\r\n ", "").count(mark) == 2
    assert mark in page("/feeds/news.en.atom")
    assert "Дадлага" in page("/feeds/news.mn.atom")
    described = json.loads(b"".join(client.get("/data/record/datapackage.json").streaming_content))
    assert described["is_practice"] and described["title"].startswith(mark)
    assert client.get("/api/v1/plans/nap5/figures").json()["is_practice"]
    assert mark in Document(BytesIO(paper("Members", "", ["Name"], []))).paragraphs[0].text
    assert letter_to(cast).subject.startswith(mark)


def letter_to(cast):
    """One that somebody is sent now."""
    invite("somebody@example.org", name="Somebody", by=cast.administrator)
    return Letter.objects.get(to="somebody@example.org")

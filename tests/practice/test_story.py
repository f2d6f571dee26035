"""Practice Land is whole: the life of a plan, made by the rules, and marked on every page."""

import pytest

from tests.cast import signed_in
from tests.practice.people import code, introduce
from tests.practice.story import live
from tovchoo.accounts.models import Account
from tovchoo.amendments.models import Amendment
from tovchoo.drafting.models import Draft
from tovchoo.drafting.questions import to_translate
from tovchoo.kernel import clock
from tovchoo.plans.models import Commitment, Plan, Version
from tovchoo.plans.questions import commitments_of
from tovchoo.plans.way import way_of
from tovchoo.versions.models import Endorsement, VersionReason

PAGES = ("", "plans/nap6/", "plans/nap6/process/", "plans/nap6/proposals/", "plans/nap6/versions/",
         "plans/nap6/versions/3/", "plans/nap6/versions/2/", "plans/nap6/commitments/3/", "plans/nap5/", "plans/nap7/",
         "forums/practice-group/", "meetings/practice-group-2/", "news/")  # fmt: skip


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
    assert Version.objects.filter(plan=sixth).exclude(sha256="").count() == 3
    assert list(Endorsement.objects.filter(version__plan=sixth).values_list("kind", flat=True)) == ["approval", "order"]
    assert Draft.objects.get(plan=sixth).stage == Draft.Stage.CLOSED
    assert VersionReason.objects.filter(version__plan=sixth, version__number=2).count() == 4
    stages = Amendment.objects.filter(plan=sixth).order_by("number").values_list("stage", flat=True)
    assert list(stages) == ["accepted", "edited", "declined", "accepted", "overtaken", "withdrawn"]
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

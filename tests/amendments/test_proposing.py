"""Proposing an amendment to a passage of a version, supporting it, recommending."""

from __future__ import annotations

import pytest

from tests.amendments.versions import (
    FIRST,
    a_draft,
    a_published_draft,
    a_version,
    again,
    an_organisation,
    passage_of,
    proposed,
)
from tests.cast import in_two
from tovchoo.amendments.models import Amendment, Backing
from tovchoo.amendments.rules import back, propose, recommend, unback, withdraw
from tovchoo.drafting.models import Draft
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.plans.models import Charge

NINE = "The Practice Ministry opens nine data sets."


def test_a_member_of_the_group_proposes_and_everybody_reads_it(cast, begin_with):
    version = begin_with(a_published_draft)
    made = proposed(version, NINE, reason=in_two("Дөрөв нь хаалттай", "Four are closed"), by=cast.tsetseg)
    assert (made.pk, made.number, made.stage, made.before) == ("nap9-1", 1, "proposed", FIRST["en"])
    assert made.person == cast.tsetseg.person and made.date
    assert Entry.objects.filter(verb="amendment.recorded", subject="amendment/nap9-1").count() == 1
    assert proposed(version, f"{NINE} Soon.", by=cast.tsetseg).number == 2


def test_so_does_a_member_of_the_msf_whoever_answers_for_it_and_the_secretariat(cast, begin_with):
    version = begin_with(a_published_draft)
    proposed(version, NINE, by=cast.dorj)
    proposed(version, f"{NINE} A.", by=cast.saraa)
    problem = in_two("Мэдээлэл цаасан хэлбэртэй байна.", "The data is on paper.")
    commitment = version.plan.commitments.get()
    Charge.objects.create(commitment=commitment, person=cast.oyun.person, kind="co_lead", since="2024-01-01")
    proposed(version, "The data is on old paper.", text=problem, by=cast.oyun)
    with pytest.raises(Refused, match="Only for"):
        proposed(version, "Other words.", by=cast.oyun)  # which is not of that commitment


@pytest.mark.parametrize("name", ["nomin", "oyun", "administrator"])
def test_others_do_not(cast, begin_with, name):
    version = begin_with(a_published_draft)
    with pytest.raises(Refused, match="Only for"):
        proposed(version, NINE, by=getattr(cast, name))


@pytest.mark.parametrize("after", [FIRST["en"], f"  {FIRST['en']} \n", "   "])
def test_what_changes_nothing_is_not_proposed(cast, begin_with, after):
    version = begin_with(a_published_draft)
    with pytest.raises(Refused):
        proposed(version, after, by=cast.bat)
    assert not Amendment.objects.exists()


def test_what_is_proposed_already_is_supported_instead(cast, begin_with):
    version = begin_with(a_published_draft)
    proposed(version, NINE, by=cast.bat)
    with pytest.raises(Refused, match="Amendment 1 asks for the same"):
        proposed(version, f" {NINE} ", by=cast.tsetseg)
    proposed(version, by=cast.tsetseg)  # to leave it out is another
    with pytest.raises(Refused, match="Amendment 2"):
        proposed(version, by=cast.bat)


def test_only_to_the_latest_version_and_while_the_draft_is_open(cast, begin_with):
    draft = begin_with(a_draft)
    first = a_version(cast, draft)
    a_version(cast, draft, 2)
    with pytest.raises(Refused, match="version 2"):
        proposed(first, NINE, by=cast.bat)
    Draft.objects.update(stage=Draft.Stage.CLOSED)
    with pytest.raises(Refused, match="not open"):
        proposed(first.plan.versions.get(number=2), NINE, by=cast.bat)


def test_not_to_a_passage_that_the_version_does_not_have(cast, begin_with):
    version = begin_with(a_published_draft)
    with pytest.raises(Refused, match="no such passage"):
        propose(Amendment(plan=version.plan, version=version, passage="x", language="en", kind="word", after="y"),
                by=cast.bat)  # fmt: skip


def test_SEC_P1_nobody_speaks_for_an_organisation_of_others(cast, begin_with):
    version = begin_with(a_published_draft)
    herons, ducks = an_organisation(cast, "Herons", cast.bat), an_organisation(cast, "Ducks")
    assert proposed(version, NINE, organisation=herons, by=cast.bat).organisation == herons
    with pytest.raises(Refused, match="do not speak"):
        proposed(version, f"{NINE} A.", organisation=ducks, by=cast.bat)
    assert proposed(version, f"{NINE} B.", organisation=ducks, by=cast.saraa).organisation == ducks


def test_support_is_of_an_organisation_once_and_can_be_taken_back(cast, begin_with):
    version = begin_with(a_published_draft)
    herons = an_organisation(cast, "Herons", cast.tsetseg)
    made = proposed(version, NINE, by=cast.bat)
    assert back(made, by=cast.tsetseg).organisation == herons
    assert back(made, by=cast.tsetseg) == Backing.objects.get()
    assert back(made, by=cast.dorj).person == cast.dorj.person
    unback(made, by=cast.tsetseg)
    unback(made, by=cast.tsetseg)
    assert Backing.objects.get().person == cast.dorj.person
    assert Entry.objects.filter(verb="backing.taken_back").count() == 1
    with pytest.raises(Refused, match="Only for"):
        back(made, by=cast.nomin)


def test_an_organisation_does_not_support_its_own(cast, begin_with):
    version = begin_with(a_published_draft)
    herons = an_organisation(cast, "Herons", cast.bat)
    made = proposed(version, NINE, organisation=herons, by=cast.bat)
    with pytest.raises(Refused, match="Your organisation"):
        back(made, by=cast.bat)


def test_the_group_recommends_with_a_reason_unless_as_it_is(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.bat)
    with pytest.raises(Refused, match="Say why"):
        recommend(made, "decline", by=cast.saraa)
    recommend(made, "decline", reason=in_two("Бүгд нээлттэй", "All are open"), by=cast.saraa)
    assert again(made).advice == "decline" and again(made).advice_by == cast.group
    with pytest.raises(Refused, match="Only for"):
        recommend(made, "accept", by=cast.bat)


def test_whoever_proposed_it_withdraws_it(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.bat)
    with pytest.raises(Refused, match="Only for"):
        withdraw(made, reason="Not mine", by=cast.tsetseg)
    withdraw(made, reason="Solved otherwise", by=cast.bat)
    assert again(made).stage == "withdrawn"
    with pytest.raises(Refused, match="Only while"):
        back(again(made), by=cast.tsetseg)


def test_its_passage_is_named_as_all_versions_call_it(cast, begin_with):
    version = begin_with(a_published_draft)
    assert proposed(version, NINE, by=cast.bat).passage == passage_of(version.plan)

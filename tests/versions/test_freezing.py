"""A version is frozen: numbered, in all its languages at once, hashed, and changed by nobody."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import in_two, signed_in
from tests.versions.drafts import a_draft, frozen, passage, the_commitment, typed
from tovchoo.drafting.models import Because, Rendering
from tovchoo.drafting.rules import (
    add_commitment,
    add_milestone,
    add_passage,
    declare,
    explain,
    match,
    put_back,
    set_facts,
    take_out,
)
from tovchoo.kernel.localized import State
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Commitment, Version
from tovchoo.versions.canonical import canonical, hash_of
from tovchoo.versions.models import (
    VersionMilestone,
    VersionMilestoneSupport,
    VersionPart,
    VersionPartSupport,
    VersionPassage,
    VersionReason,
)


def parts(version: Version) -> list[VersionPart]:
    return list(VersionPart.objects.filter(version=version).order_by("number"))


def passages(version: Version) -> list[VersionPassage]:
    return list(VersionPassage.objects.filter(part__version=version).order_by("part__number", "number"))


def recounted(version: Version) -> str:
    """The hash as its rows give it."""
    steps = VersionMilestone.objects.filter(part__version=version)
    supporters = {}
    for name, rows in (("part", VersionPartSupport), ("milestone", VersionMilestoneSupport)):
        for each in rows.objects.all():
            supporters.setdefault(f"version{name}/{getattr(each, f'{name}_id')}", []).append(each.organisation_id)
    return hash_of(parts(version), steps, passages(version), supporters)


def test_a_version_holds_all_that_the_draft_says_in_both_languages(cast, begin_with):
    version = frozen(begin_with(a_draft), cast)
    assert (version.pk, version.number, version.purpose, version.date.text) == (
        "nap6-v1", 1, "discussion", "2026-11-24")  # fmt: skip
    assert [(each.number, each.kind, each.title["en"]) for each in parts(version)] == [
        (1, "section", "Introduction"), (2, "commitment", "Count the cranes")]  # fmt: skip
    assert [(each.number, each.field, each.text["en"]) for each in passages(version)] == [
        (1, "title", "Introduction"), (2, "text", "The first paragraph."), (3, "text", "The second paragraph."),
        (1, "title", "Count the cranes"), (2, "problem", "Nobody counts them."), (3, "solution", "Count."),
        (4, "title", "A first count"), (5, "outputs", "A table"),
    ]  # fmt: skip
    [step] = VersionMilestone.objects.filter(part__version=version)
    assert (step.number, step.due.text, str(step)) == (1, "2027-06", "1.1")
    assert version.sha256 == recounted(version)
    told = Entry.objects.get(verb="version.frozen")
    assert told.subject == "version/nap6-v1" and told.facts["sha256"] == version.sha256


def test_the_next_version_keeps_what_everything_is_called(cast, begin_with):
    draft = begin_with(a_draft)
    one = frozen(draft, cast)
    typed(passage(draft, "problem"), "en", "Nobody has counted them.", by=cast.bat)
    two = frozen(draft, cast, purpose="comments")
    assert (two.number, two.pk) == (2, "nap6-v2") and two.sha256 != one.sha256
    assert [each.passage for each in passages(one)] == [each.passage for each in passages(two)]
    assert recounted(one) == Version.objects.get(pk=one.pk).sha256


def test_the_same_text_has_the_same_hash(cast, begin_with):
    draft = begin_with(a_draft)
    assert frozen(draft, cast).sha256 == frozen(draft, cast, purpose="approval", date="2026-11-25").sha256


def test_what_was_taken_out_is_not_in_it_and_what_is_empty_neither(cast, begin_with):
    draft = begin_with(a_draft)
    take_out(passage(draft, "text", 1), by=cast.saraa)
    add_passage(the_commitment(draft), "results", in_two("", ""), by=cast.bat)
    step = add_milestone(the_commitment(draft), in_two("Гарсан", "Out"), by=cast.saraa)
    take_out(step, by=cast.saraa)
    version = frozen(draft, cast)
    texts = [each.text["en"] for each in passages(version)]
    assert "The second paragraph." not in texts and "Out" not in texts and len(texts) == 7
    take_out(the_commitment(draft), by=cast.saraa, reason="Another way was found")
    assert [each.kind for each in parts(frozen(draft, cast))] == ["section"]
    put_back(the_commitment(draft), by=cast.saraa, reason="It was not")
    assert len(parts(frozen(draft, cast))) == 2


def test_each_translation_comes_with_how_far_it_is(cast, begin_with):
    draft = begin_with(a_draft)
    problem = passage(draft, "problem")
    typed(problem, "mn", "Хэн ч хараахан тоолоогүй.", by=cast.bat)
    of_today = Rendering.objects.select_related("passage__part__draft").get(
        passage=passage(draft, "solution"), language="en"
    )
    match(of_today, by=cast.saraa)
    declare(draft, "en", True, part=of_today.passage.part, by=cast.saraa)
    missing = add_passage(the_commitment(draft), "causes", in_two("Шалтгаан.", ""), by=cast.bat)
    texts = {each.passage: each.text for each in passages(frozen(draft, cast))}
    assert texts[problem.code].translation("en").state == State.OUTDATED
    assert texts[problem.code].translation("mn").state == State.OFFICIAL
    assert texts[of_today.passage.code].translation("en").state == State.OFFICIAL
    assert texts[passage(draft, "text").code].translation("en").state == State.WORKING
    assert texts[missing.code].translation("en").state == State.MISSING
    typed(problem, "mn", "Хэн ч тоолдоггүй.", by=cast.bat)  # as it was when it was translated
    again = {each.passage: each.text for each in passages(frozen(draft, cast))}
    assert again[problem.code].translation("en").state == State.WORKING


def test_paragraphs_become_passages_of_their_own(cast, begin_with):
    draft = begin_with(a_draft)
    first = passage(draft, "problem")
    for language, text in (("mn", "Нэг.\n \nХоёр."), ("en", "One.\n\nTwo.")):
        typed(first, language, text, by=cast.bat, says_the_same=True)
    texts = [each for each in passages(frozen(draft, cast)) if each.field == "problem"]
    assert [(each.text["mn"], each.text["en"]) for each in texts] == [("Нэг.", "One."), ("Хоёр.", "Two.")]
    assert texts[0].passage == first.code
    assert [each.text.translation("en").state for each in texts] == [State.WORKING, State.WORKING]


def test_a_translation_that_is_out_of_date_stays_so_when_its_passage_is_parted(cast, begin_with):
    draft = begin_with(a_draft)
    first = passage(draft, "problem")
    typed(first, "en", "One.\n\nTwo.", by=cast.bat)
    typed(first, "mn", "Нэг.\n\nХоёр.", by=cast.bat)
    texts = [each for each in passages(frozen(draft, cast)) if each.field == "problem"]
    assert [each.text.translation("en").state for each in texts] == [State.OUTDATED, State.OUTDATED]


def test_reasons_are_told_once_with_what_led_to_them(cast, begin_with):
    draft = begin_with(a_draft)
    problem = passage(draft, "problem")
    reason = in_two("Хурлаар ярив", "Said at the meeting")
    explain(the_commitment(draft), reason, passage=problem, source="plan/nap5", by=cast.bat)
    explain(the_commitment(draft), in_two("Бүхэлд нь", "As a whole"), by=cast.bat)
    one = frozen(draft, cast)
    told = VersionReason.objects.filter(version=one).order_by("number")
    assert [(each.number, each.passage, each.source) for each in told] == [(1, problem.code, "plan/nap5"), (2, "", "")]
    assert not Because.objects.filter(is_told=False).exists()
    assert not VersionReason.objects.filter(version=frozen(draft, cast)).exists()


def test_who_leads_and_supports_is_frozen_too(cast, begin_with):
    draft = begin_with(a_draft)
    ministry = Organisation.objects.order_by("pk").first()
    before = frozen(draft, cast)
    set_facts(the_commitment(draft), {"lead": ministry, "supporters": [ministry]}, by=cast.saraa)
    after = frozen(draft, cast)
    assert parts(after)[1].lead == ministry and list(parts(after)[1].supporters.all()) == [ministry]
    assert before.sha256 != after.sha256 == recounted(after)


def test_until_it_is_approved_commitments_are_counted_as_they_stand_and_versions_keep_their_numbers(cast, begin_with):
    draft = begin_with(a_draft)
    second = add_commitment(draft, in_two("Хоёр", "Second"), by=cast.saraa)
    third = add_commitment(draft, in_two("Гурав", "Third"), by=cast.saraa)
    one = frozen(draft, cast)
    take_out(second, reason="Nobody leads it", by=cast.saraa)
    shown = signed_in(cast.saraa).get("/en/workspace/plans/nap6/draft/freeze/", follow=True).content.decode()
    assert "3 becomes 2" in shown and "2 becomes 3" not in shown
    two = frozen(draft, cast, purpose="comments")
    numbers = {each.title["en"]: each.number for each in Commitment.objects.filter(plan="nap6")}
    assert numbers == {"Count the cranes": 1, "Third": 2, "Second": 3}
    told = Entry.objects.filter(verb="commitment.corrected", subject=third.commitment.public_id)
    assert [each.facts for each in told] == [{"changes": {"number": {"from": 3, "to": 2}}}]
    counted = {each.part.removeprefix("nap6-"): each.commitment_number for each in (*parts(one), *parts(two))}
    assert [each.commitment_number for each in parts(one)] == [None, 1, 2, 3]
    assert [each.commitment_number for each in parts(two)] == [None, 1, 2] and counted["3"] == 2
    for version in (one, two):
        assert recounted(version) == version.sha256
    said = Client().get("/en/plans/nap6/versions/1...2/").content.decode()
    assert "Commitment 2. Third" in said and "was 3" in said


def test_only_those_who_keep_the_draft_freeze_it(cast, begin_with):
    draft = begin_with(a_draft)
    for person in (cast.bat, cast.oyun, cast.nomin, cast.dorj):
        with pytest.raises(Refused):
            frozen(draft, cast, by=person)
    assert not Version.objects.filter(plan=draft.plan).exists()
    assert frozen(draft, cast, by=cast.administrator).number == 1


def test_no_version_is_of_a_day_that_is_still_to_come(cast, begin_with):
    draft = begin_with(a_draft)
    with pytest.raises(Refused, match="still to come"):
        frozen(draft, cast, date="2130-01-01")
    sent = {"title_mn": "Нэг", "title_en": "One", "purpose": "approval", "date": "2130-01-01", "meeting": ""}
    answer = signed_in(cast.saraa).post("/en/workspace/plans/nap6/draft/freeze/", sent)
    assert answer.status_code == 422 and "still to come" in answer.content.decode()


def test_a_refusal_says_what_is_missing(cast, begin_with):
    draft = begin_with(a_draft)
    for language in ("mn", "en"):
        typed(passage(draft, "title", 1), language, "", by=cast.saraa)
    with pytest.raises(Refused, match="A commitment has no title: nap6-1"):
        frozen(draft, cast)
    typed(passage(draft, "title", 1), "mn", "Тогоруу", by=cast.saraa)
    step = draft.parts.get(kind="commitment").milestones.get()
    typed(step.passages.get(field="title"), "mn", "", by=cast.saraa)
    with pytest.raises(Refused, match=f"A milestone of nap6-1 has no title: {step.code}"):
        frozen(draft, cast)
    typed(step.passages.get(field="title"), "mn", "Тогоруу", by=cast.saraa)
    typed(passage(draft, "problem"), "mn", "Тогоруу\u202e", by=cast.saraa)
    with pytest.raises(Refused, match="direction of writing"):
        frozen(draft, cast)


CHANGES = [
    lambda version: VersionPart.objects.filter(version=version).update(number=9),
    lambda version: VersionPart.objects.filter(version=version)._raw_delete("default"),
    lambda version: VersionPassage.objects.filter(part__version=version).update(text={"en": "Other"}),
    lambda version: VersionPassage.objects.filter(part__version=version)._raw_delete("default"),
    lambda version: VersionMilestone.objects.filter(part__version=version).update(due="2030"),
    lambda version: VersionReason.objects.filter(version=version).update(reason={"en": "Other"}),
    lambda version: VersionPartSupport.objects.all()._raw_delete("default"),
    lambda version: Version.objects.filter(pk=version.pk).update(sha256=""),
    lambda version: Version.objects.filter(pk=version.pk).update(title={"en": "Other"}),
    lambda version: Version.objects.filter(pk=version.pk).update(purpose="approval"),
    lambda version: Version.objects.filter(pk=version.pk)._raw_delete("default"),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_SEC_U2_the_database_refuses_every_change_of_a_frozen_version(cast, begin_with, number):
    draft = begin_with(a_draft)
    explain(the_commitment(draft), in_two("Учир", "Reason"), by=cast.bat)
    set_facts(the_commitment(draft), {"supporters": Organisation.objects.order_by("pk")[:1]}, by=cast.saraa)
    version = frozen(draft, cast)
    with pytest.raises(IntegrityError, match="frozen version"), transaction.atomic():
        CHANGES[number](version)
    version.refresh_from_db()
    assert version.sha256 == recounted(version)


def test_at_which_meeting_it_was_put_forward_may_still_be_told(cast, begin_with):
    version = frozen(begin_with(a_draft), cast)
    Version.objects.filter(pk=version.pk).update(meeting="meeting/some")
    version.refresh_from_db()
    version.save()
    Version.objects.filter(pk="nap5-v1").update(purpose="discussion")  # whose text is not recorded


def test_as_many_questions_for_more_text(cast, begin_with):
    def asked(draft) -> int:
        with CaptureQueriesContext(
            connection,
        ) as few:
            frozen(draft, cast)
        return len(few)

    draft = begin_with(a_draft)
    few = asked(draft)
    for number in range(30):
        step = add_milestone(the_commitment(draft), in_two(f"Алхам {number}", f"Step {number}"), by=cast.saraa)
        add_passage(step.part, "results", in_two(f"Үр дүн {number}", f"Result {number}"), by=cast.saraa)
    assert asked(draft) <= few + 1
    assert canonical([], [], [], {}) == b"[]"

"""A version is put to the vote, approved, put in force, changed later: each gate says what is missing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.cast import in_two, signed_in
from tests.decisions.motions import option_of, voter_of
from tests.drafting.drafts import a_commitment, begun, rendering, typed, with_a_milestone
from tests.versions.drafts import frozen
from tovchoo.adoption.questions import counted_again, in_force, stages_of
from tovchoo.adoption.rules import approve, open_for_a_change, order, put_to_the_vote, review, take_back
from tovchoo.decisions.models import Motion
from tovchoo.decisions.rules import close, open_in_part, open_vote, vote
from tovchoo.drafting.models import Draft, DraftMilestone
from tovchoo.drafting.rules import take_out
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.people.models import Instrument
from tovchoo.people.rules import register
from tovchoo.plans.models import Commitment, Milestone, Plan
from tovchoo.versions.models import Endorsement


def a_whole_draft(cast) -> Draft:
    """One commitment, whole in both languages, with two milestones."""
    draft = begun(cast)
    part = a_commitment(draft, cast, budget=in_two("Төсөвт тусгана.", "It is in the budget."))
    with_a_milestone(part, cast)
    with_a_milestone(part, cast, due=PartialDate("2029"))
    return draft


def an_instrument(cast, kind: str = "order", number: str = "7", date: str = "2026-11-25") -> Instrument:
    entry = Instrument(kind=kind, number=number, date=PartialDate(date), title=in_two("Тушаал", "An order"))
    return register(entry, by=cast.saraa)


def a_motion(version, cast) -> Motion:
    return put_to_the_vote(
        version, in_two("Батлах", "Approve it"), in_two("Батлах уу?", "Is it approved?"), by=cast.saraa
    )


def carried(version, cast) -> Motion:
    """The chair of the MSF votes for it."""
    motion = a_motion(version, cast)
    open_vote(motion, by=cast.saraa)
    vote(voter_of(motion, cast.dorj), option_of(motion, "for"), by=cast.dorj)
    close(motion, by=cast.saraa)
    motion.refresh_from_db()
    return motion


def in_law(version, cast):
    """All the way."""
    carried(version, cast)
    approve(version, an_instrument(cast, "approval", ""), by=cast.saraa)
    return order(version, an_instrument(cast), sha256=version.sha256, by=cast.saraa)


def test_from_the_vote_to_the_order_it_is_one_text(cast, begin_with):
    version = frozen(begin_with(a_whole_draft), cast, purpose="approval")
    in_law(version, cast)
    assert [(each.kind, each.agrees) for each in stages_of(version)] == [
        ("motion", True), ("approval", None), ("order", True)]  # fmt: skip
    assert counted_again(version) == version.sha256
    assert in_force(version.plan) == version
    plan = Plan.objects.get(pk=version.plan_id)
    assert (plan.approval.kind, plan.order.number) == ("approval", "7")


def test_in_force_the_entries_say_what_the_version_says(cast, begin_with):
    draft = begin_with(a_whole_draft)
    version = frozen(draft, cast)
    in_law(version, cast)
    entry = Commitment.objects.get(plan=draft.plan)
    assert (entry.stage, entry.problem["en"], entry.problem["mn"]) == (
        "approved", "Data is closed.", "Өгөгдөл хаалттай байна.")  # fmt: skip
    assert [each.text["en"] for each in entry.answers.all()] == ["It is in the budget."]
    steps = entry.milestones.order_by("number")
    assert [(each.code, each.title["en"], each.due.text) for each in steps] == [
        ("1.1", "Open a portal", "2028-06-30"), ("1.2", "Open a portal", "2029")]  # fmt: skip
    draft.refresh_from_db()
    assert draft.stage == "closed"
    with pytest.raises(Refused, match="in force"):
        typed(rendering(draft.parts.get(), "problem"), "x", by=cast.bat)


def test_a_commitment_that_lacks_a_language_is_not_put_to_the_vote_unless_somebody_says_why(cast, begin_with, page):
    draft = begin_with(a_whole_draft)
    a_commitment(draft, cast, solution=Localized({"mn": "Зөвхөн монголоор."}))
    version = frozen(draft, cast)
    motion = a_motion(version, cast)
    with pytest.raises(Refused, match=r"lacks a language: .* \(English\)"):
        open_vote(motion, by=cast.saraa)
    open_in_part(motion, reason="The translator is ill", by=cast.saraa)
    opened = Entry.objects.filter(verb="motion.opened").latest("pk")
    assert opened.facts["reason"] == "The translator is ill"
    shown = page(f"/en/motions/{motion.pk}/")
    assert "The translator is ill" in shown and "English · 1 passage is missing" in shown


def test_a_translation_that_is_out_of_date_needs_a_reason_as_well(cast, begin_with, page):
    draft = begin_with(a_whole_draft)
    typed(rendering(draft.parts.get(), "problem", "mn"), "Өгөгдөл одоо ч хаалттай.", by=cast.bat)
    version = frozen(draft, cast)
    asked = signed_in(cast.saraa).get(f"/en/workspace/plans/{version.plan_id}/versions/1/vote/", follow=True)
    assert "1 translation is out of date" in asked.content.decode()
    motion = a_motion(version, cast)
    with pytest.raises(Refused, match="missing: 0; translations out of date: 1"):
        open_vote(motion, by=cast.saraa)
    open_in_part(motion, reason="It says nearly the same", by=cast.saraa)
    shown = page(f"/en/motions/{motion.pk}/")
    assert "It says nearly the same" in shown and "English · 1 translation is out of date" in shown


def test_no_order_before_the_approval_and_no_approval_before_the_vote(cast, begin_with):
    version = frozen(begin_with(a_whole_draft), cast)
    with pytest.raises(Refused, match="has not carried a motion"):
        approve(version, an_instrument(cast, "approval"), by=cast.saraa)
    with pytest.raises(Refused, match="approval by the MSF is not recorded"):
        order(version, an_instrument(cast, number="8"), by=cast.saraa)
    entry = approve(version, an_instrument(cast, "approval", "3"), reason="Voted on paper", by=cast.saraa)
    assert entry.motion == ""
    told = Entry.objects.filter(verb="version.approval").latest("pk").facts
    assert told["reason"] == "Voted on paper"


def test_an_order_that_names_another_text_is_refused(cast, begin_with):
    version = frozen(begin_with(a_whole_draft), cast)
    carried(version, cast)
    approve(version, an_instrument(cast, "approval"), by=cast.saraa)
    with pytest.raises(Refused, match="names another text"):
        order(version, an_instrument(cast, number="8"), sha256="0" * 64, by=cast.saraa)
    assert not Endorsement.objects.filter(kind="order").exists()


def test_one_version_is_before_the_msf_once(cast, begin_with):
    version = frozen(begin_with(a_whole_draft), cast)
    a_motion(version, cast)
    with pytest.raises(Refused, match="is before the MSF"):
        a_motion(version, cast)


@pytest.mark.parametrize("who", ["bat", "tsetseg", "dorj", "nomin"])
def test_only_those_who_keep_the_msf_record_it(cast, begin_with, who):
    version = frozen(begin_with(a_whole_draft), cast)
    account = getattr(cast, who)
    with pytest.raises(Refused):
        put_to_the_vote(version, in_two("a", "a"), in_two("b", "b"), by=account)
    client = signed_in(account)
    for page in ("", "vote/", "approve/", "order/", "review/", "change/"):
        assert client.get(f"/en/workspace/plans/{version.plan_id}/versions/1/{page}").status_code == 403


def test_a_later_change_is_a_version_with_an_order_of_its_own(cast, begin_with):
    draft = begin_with(a_whole_draft)
    one = frozen(draft, cast)
    in_law(one, cast)
    with pytest.raises(Refused, match="Only while it is"):
        frozen(draft, cast)
    open_for_a_change(one, reason="Midpoint refresh", by=cast.saraa)
    draft.refresh_from_db()
    part = draft.parts.get()
    first, second = part.milestones.order_by("number")
    take_out(DraftMilestone.objects.select_related("part__draft").get(pk=first.pk), by=cast.bat)
    with_a_milestone(part, cast, due=PartialDate("2030"))
    typed(rendering(part, "problem", "en"), "Data is still closed.", by=cast.tsetseg)
    two = frozen(draft, cast, purpose="refresh")
    carried(two, cast)
    approve(two, an_instrument(cast, "approval", "12"), by=cast.saraa)
    order(two, an_instrument(cast, number="13"), by=cast.saraa)
    assert in_force(draft.plan) == two
    entry = Commitment.objects.get(plan=draft.plan)
    assert entry.problem["en"] == "Data is still closed."
    told = [(each.pk, each.number, each.is_dropped) for each in Milestone.objects.order_by("number")]
    assert told[0] == (second.code, 1, False) and told[2] == (first.code, 3, True)
    assert Plan.objects.get(pk=draft.plan_id).order.number == "7"  # the first stays the plan's


def test_a_review_that_changed_nothing_is_recorded_too(cast, begin_with):
    version = frozen(begin_with(a_whole_draft), cast)
    with pytest.raises(Refused, match="not the one in force"):
        review(version, an_instrument(cast, "resolution"), by=cast.saraa)
    in_law(version, cast)
    review(version, an_instrument(cast, "resolution", "20"), by=cast.saraa)
    assert stages_of(version)[-1].kind == "review"


def test_no_step_is_recorded_beside_an_open_vote_even_with_a_reason(cast, begin_with):
    version = frozen(begin_with(a_whole_draft), cast)
    open_vote(a_motion(version, cast), by=cast.saraa)
    for verb, kind in ((approve, "approval"), (order, "order")):
        with pytest.raises(Refused, match="is before the MSF"):
            verb(version, an_instrument(cast, kind, f"early {kind}"), reason="We are in a hurry", by=cast.saraa)
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize(("kind", "date", "told"), [
    ("approval", "2026-11-25", "By an instrument of this kind"),
    ("order", "2026-10", "This day is before that of the version"),
    ("order", "2030-01-01", "This day is still to come"),
])  # fmt: skip
def test_a_step_is_taken_by_an_instrument_of_its_kind_and_time(cast, begin_with, kind, date, told):
    version = frozen(begin_with(a_whole_draft), cast)
    with pytest.raises(Refused, match=told):
        order(version, an_instrument(cast, kind, date=date), reason="known from paper", by=cast.saraa)


def test_what_was_recorded_in_error_is_taken_back_the_newest_first(cast, begin_with):
    draft = begin_with(a_whole_draft)
    version = frozen(draft, cast)
    title, problem = Commitment.objects.filter(plan=draft.plan).values_list("title", "problem").get()
    ordered = in_law(version, cast)
    approval = Endorsement.objects.get(kind="approval")
    with pytest.raises(Refused, match="The newest step is taken back first"):
        take_back(approval, reason="wrong", by=cast.saraa)
    with pytest.raises(Refused, match="Only for"):
        take_back(ordered, reason="wrong", by=cast.bat)
    take_back(ordered, reason="Another order was meant", by=cast.saraa)
    plan, entry = Plan.objects.get(pk=draft.plan_id), Commitment.objects.get(plan=draft.plan)
    assert in_force(plan) is None and plan.order is None and plan.approval is not None
    assert (entry.stage, entry.title, entry.problem) == ("drafted", title, problem)
    assert not entry.milestones.exists() and not entry.answers.exists()
    assert Draft.objects.get(pk=draft.pk).stage == "open"
    take_back(approval, reason="This one too", by=cast.saraa)
    assert Plan.objects.get(pk=plan.pk).approval is None and [each.kind for each in stages_of(version)] == ["motion"]
    assert Entry.objects.filter(verb="version.order", subject=version.public_id).exists()
    told = Entry.objects.filter(verb="version.taken_back").order_by("pk")
    assert [each.facts["reason"] for each in told] == ["Another order was meant", "This one too"]
    approve(version, an_instrument(cast, "approval", "2"), by=cast.saraa)
    order(version, an_instrument(cast, number="8"), by=cast.saraa)
    assert in_force(plan) == version and Commitment.objects.get(plan=plan).milestones.count() == 2


def test_without_the_order_of_a_change_the_plan_says_again_what_it_said(cast, begin_with):
    draft = begin_with(a_whole_draft)
    one = frozen(draft, cast)
    in_law(one, cast)
    open_for_a_change(one, reason="Midpoint refresh", by=cast.saraa)
    draft.refresh_from_db()
    typed(rendering(draft.parts.get(), "problem", "en"), "Data is still closed.", by=cast.tsetseg)
    with_a_milestone(draft.parts.get(), cast)
    two = frozen(draft, cast, purpose="refresh")
    approve(two, an_instrument(cast, "approval", "12"), reason="Voted on paper", by=cast.saraa)
    taken = order(two, an_instrument(cast, number="13"), by=cast.saraa)
    assert Commitment.objects.get(plan=draft.plan).problem["en"] == "Data is still closed."
    take_back(taken, reason="Not signed", by=cast.saraa)
    entry = Commitment.objects.get(plan=draft.plan)
    assert in_force(draft.plan) == one and entry.problem["en"] == "Data is closed." and entry.stage == "approved"
    assert entry.milestones.filter(is_dropped=False).count() == 2
    assert Plan.objects.get(pk=draft.plan_id).order.number == "7"


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_version_is_approved_and_ordered_once(cast, begin_with):
    version = frozen(begin_with(a_whole_draft), cast)
    in_law(version, cast)
    for verb, kind in ((approve, "approval"), (order, "order")):
        for reason in ("", "known from paper"):
            with pytest.raises(Refused, match="recorded: An order"):
                verb(version, an_instrument(cast, kind, f"again {reason}"), reason=reason, by=cast.saraa)
    with pytest.raises(Refused, match="recorded: An order"):
        a_motion(version, cast)
    [first, _second] = Endorsement.objects.filter(version=version).order_by("kind")
    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.create(
            id="again", version=version, kind=first.kind, instrument=an_instrument(cast, "order", "9")
        )
    page = signed_in(cast.saraa).get(f"/en/workspace/plans/{version.plan_id}/versions/1/", follow=True).content.decode()
    assert "Open the plan for a change" in page and "Record the approval" not in page


def test_the_desk_says_what_is_missing_and_a_form_records_the_order(cast, begin_with, client):
    draft = begin_with(a_whole_draft)
    version = frozen(draft, cast)
    saraa, base = signed_in(cast.saraa), f"/en/workspace/plans/{version.plan_id}/versions/1/"
    assert "The MSF has not carried a motion about this version." in saraa.get(base).content.decode()
    shown = saraa.get(f"{base}vote/").content.decode()
    assert version.sha256 in shown and "Approval of Practice Plan" in shown
    sent = saraa.post(
        f"{base}vote/", {"title_mn": "Батлах", "title_en": "Approve", "text_mn": "Уу", "text_en": "Is it?"}
    )
    motion = Motion.objects.get(about=version.public_id)
    assert sent.status_code == 302 and motion.title["en"] == "Approve"
    open_vote(motion, by=cast.saraa)
    vote(voter_of(motion, cast.dorj), option_of(motion, "for"), by=cast.dorj)
    close(motion, by=cast.saraa)
    empty = saraa.post(f"{base}approve/", {"kind": "approval"})
    assert empty.status_code == 422 and "Enter it, or choose one of the register above." in empty.content.decode()
    given = {"kind": "approval", "title_mn": "Баталсан", "title_en": "Approved", "date": "2026-11-25"}
    assert "say here why it is not recorded" in saraa.post(f"{base}approve/", given).content.decode()
    given["unrecorded"] = "The archive is closed"
    assert saraa.post(f"{base}approve/", given).status_code == 302
    given = {"kind": "order", "number": "9", "title_mn": "Тушаал", "title_en": "An order", "date": "2026-11-26",
             "sha256": version.sha256.upper(), "unrecorded": "It is not scanned"}  # fmt: skip
    assert saraa.post(f"{base}order/", given).status_code == 302
    page = client.get(f"/en/plans/{version.plan_id}/versions/1/approval/").content.decode()
    assert "This version is in force" in page and page.count("the same text") == 2
    assert page.count(f"<code>{version.sha256}</code>") == 3 and "not recorded, because: The archive is closed" in page
    assert "Which text is meant is not recorded: approved by the MSF." in " ".join(page.split())
    assert (
        "is the one that was frozen" in client.get(f"/en/plans/{version.plan_id}/versions/1/recount/").content.decode()
    )
    assert "in force" in client.get(f"/en/plans/{version.plan_id}/").content.decode()


def test_a_gate_that_is_broken_asks_for_the_reason(cast, begin_with):
    version = frozen(begin_with(a_whole_draft), cast)
    saraa, base = signed_in(cast.saraa), f"/en/workspace/plans/{version.plan_id}/versions/1/"
    given = {"kind": "approval", "title_mn": "Баталсан", "title_en": "Approved", "date": "2026-11-25",
             "unrecorded": "Lost"}  # fmt: skip
    assert saraa.post(f"{base}approve/", given).status_code == 422
    assert saraa.post(f"{base}approve/", given | {"despite": "Voted on paper"}).status_code == 302
    assert Endorsement.objects.get().kind == "approval"


def test_the_public_page_of_approval_takes_few_questions(cast, begin_with, client, django_assert_max_num_queries):
    version = frozen(begin_with(a_whole_draft), cast)
    in_law(version, cast)
    with django_assert_max_num_queries(8):
        assert client.get(f"/mn/plans/{version.plan_id}/versions/1/approval/").status_code == 200


def test_the_register_offers_what_the_step_may_be_taken_by_told_apart(cast, begin_with):
    version = frozen(begin_with(a_whole_draft), cast)
    an_instrument(cast, "order", "12", date="2026-03-02")
    an_instrument(cast, "approval", "3")
    for number in ("31", "32"):
        an_instrument(cast, "order", number)
    shown = signed_in(cast.saraa).get(f"/en/workspace/plans/{version.plan_id}/versions/1/order/").content.decode()
    for number in ("31", "32"):
        assert f"No. {number} · 25 November 2026 · An order" in shown
    assert "No. 12" not in shown and "No. 3 " not in shown


def test_a_step_is_taken_back_on_its_page_and_everybody_reads_why(cast, begin_with, client):
    version = frozen(begin_with(a_whole_draft), cast)
    in_law(version, cast)
    saraa, base = signed_in(cast.saraa), f"/en/workspace/plans/{version.plan_id}/versions/1/"
    assert f"{base}take-back/" in saraa.get(base).content.decode()
    asked = saraa.get(f"{base}take-back/").content.decode()
    assert "An order No. 7" in asked and "a version is not the plan" in asked
    assert saraa.post(f"{base}take-back/", {"reason": ""}).status_code == 422
    assert saraa.post(f"{base}take-back/", {"reason": "It was the order of another plan"}).status_code == 302
    page = client.get(f"/en/plans/{version.plan_id}/versions/1/approval/").content.decode()
    assert "Taken back" in page and "It was the order of another plan" in page and "No version is in force" in page
    assert saraa.post(f"{base}take-back/", {"reason": "As well"}).status_code == 302
    assert saraa.get(f"{base}take-back/").status_code == 403
    assert f"{base}take-back/" not in saraa.get(base).content.decode()


def test_why_a_gate_was_passed_stands_beside_the_step(cast, begin_with, client):
    draft = begin_with(a_whole_draft)
    a_commitment(draft, cast, solution=Localized({"mn": "Зөвхөн монголоор."}))
    version = frozen(draft, cast)
    motion = a_motion(version, cast)
    open_in_part(motion, reason="The translator is ill", by=cast.saraa)
    vote(voter_of(motion, cast.dorj), option_of(motion, "for"), by=cast.dorj)
    close(motion, by=cast.saraa)
    approve(version, an_instrument(cast, "approval", "1"), reason="Known from paper", by=cast.saraa)
    order(version, an_instrument(cast), reason="The minister signed", by=cast.saraa)
    open_for_a_change(version, reason="Halfway", by=cast.saraa)
    page = client.get(f"/en/plans/{version.plan_id}/versions/1/approval/").content.decode()
    for why in ("The translator is ill", "Known from paper", "The minister signed", "Halfway"):
        assert why in page, why
    assert "Each of these steps names" not in page


def test_a_version_says_how_far_it_came(cast, begin_with, page):
    draft = begin_with(a_whole_draft)
    one, two, three = (frozen(draft, cast) for _each in range(3))
    at = f"/en/plans/{draft.plan_id}/versions/"

    def says(number):
        return page(f"{at}{number}/")

    assert "A working draft: it was never put to the vote." in says(1)
    motion = a_motion(two, cast)
    open_vote(motion, by=cast.saraa)
    assert "It is being voted on." in says(2)
    vote(voter_of(motion, cast.dorj), option_of(motion, "for"), by=cast.dorj)
    close(motion, by=cast.saraa)
    approve(two, an_instrument(cast, "approval", "1"), by=cast.saraa)
    assert "Approved by the MSF on 25 November 2026; not in force." in says(2)
    order(two, an_instrument(cast), by=cast.saraa)
    assert "This is the plan: in force by order No. 7 of 25 November 2026." in says(2)
    approve(three, an_instrument(cast, "approval", "2"), reason="x", by=cast.saraa)
    order(three, an_instrument(cast, number="8"), by=cast.saraa)
    assert "replaced by version 3" in says(2)
    listed = page(at)
    for told in ("A working draft", "replaced by version 3", "by order No. 8"):
        assert told in listed, told
    assert one.number == 1

"""A version is put to the vote, approved, put in force, changed later: each gate says what is missing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.cast import in_two, signed_in
from tests.decisions.motions import option_of, voter_of
from tests.drafting.drafts import a_commitment, begun, rendering, typed, with_a_milestone
from tests.versions.drafts import frozen
from tovchoo.adoption.questions import counted_again, in_force, stages_of
from tovchoo.adoption.rules import approve, open_for_a_change, order, put_to_the_vote, review
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


def an_instrument(cast, kind: str = "order", number: str = "7") -> Instrument:
    entry = Instrument(kind=kind, number=number, date=PartialDate("2026-12-01"), title=in_two("Тушаал", "An order"))
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


def test_from_the_vote_to_the_order_it_is_one_text(cast):
    version = frozen(a_whole_draft(cast), cast, purpose="approval")
    in_law(version, cast)
    assert [(each.kind, each.agrees) for each in stages_of(version)] == [
        ("motion", True), ("approval", None), ("order", True)]  # fmt: skip
    assert counted_again(version) == version.sha256
    assert in_force(version.plan) == version
    plan = Plan.objects.get(pk=version.plan_id)
    assert (plan.approval.kind, plan.order.number) == ("approval", "7")


def test_in_force_the_entries_say_what_the_version_says(cast):
    draft = a_whole_draft(cast)
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


def test_a_commitment_that_lacks_a_language_is_not_put_to_the_vote_unless_somebody_says_why(cast):
    draft = a_whole_draft(cast)
    a_commitment(draft, cast, solution=Localized({"mn": "Зөвхөн монголоор."}))
    version = frozen(draft, cast)
    motion = a_motion(version, cast)
    with pytest.raises(Refused, match=r"lacks a language: .* \(English\)"):
        open_vote(motion, by=cast.saraa)
    open_in_part(motion, reason="The translator is ill", by=cast.saraa)
    opened = Entry.objects.filter(verb="motion.opened").latest("pk")
    assert opened.facts["reason"] == "The translator is ill"


def test_no_order_before_the_approval_and_no_approval_before_the_vote(cast):
    version = frozen(a_whole_draft(cast), cast)
    with pytest.raises(Refused, match="has not carried a motion"):
        approve(version, an_instrument(cast, "approval"), by=cast.saraa)
    with pytest.raises(Refused, match="approval by the MSF is not recorded"):
        order(version, an_instrument(cast, number="8"), by=cast.saraa)
    entry = approve(version, an_instrument(cast, "approval", "3"), reason="Voted on paper", by=cast.saraa)
    assert entry.motion == ""
    told = Entry.objects.filter(verb="version.approval").latest("pk").facts
    assert told["reason"] == "Voted on paper"


def test_an_order_that_names_another_text_is_refused(cast):
    version = frozen(a_whole_draft(cast), cast)
    carried(version, cast)
    approve(version, an_instrument(cast, "approval"), by=cast.saraa)
    with pytest.raises(Refused, match="names another text"):
        order(version, an_instrument(cast, number="8"), sha256="0" * 64, by=cast.saraa)
    assert not Endorsement.objects.filter(kind="order").exists()


def test_one_version_is_before_the_msf_once(cast):
    version = frozen(a_whole_draft(cast), cast)
    a_motion(version, cast)
    with pytest.raises(Refused, match="is before the MSF"):
        a_motion(version, cast)


@pytest.mark.parametrize("who", ["bat", "tsetseg", "dorj", "nomin"])
def test_only_those_who_keep_the_msf_record_it(cast, who):
    version = frozen(a_whole_draft(cast), cast)
    account = getattr(cast, who)
    with pytest.raises(Refused):
        put_to_the_vote(version, in_two("a", "a"), in_two("b", "b"), by=account)
    client = signed_in(account)
    for page in ("", "vote/", "approve/", "order/", "review/", "change/"):
        assert client.get(f"/en/workspace/plans/{version.plan_id}/versions/1/{page}").status_code == 403


def test_a_later_change_is_a_version_with_an_order_of_its_own(cast):
    draft = a_whole_draft(cast)
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


def test_a_review_that_changed_nothing_is_recorded_too(cast):
    version = frozen(a_whole_draft(cast), cast)
    with pytest.raises(Refused, match="not the one in force"):
        review(version, an_instrument(cast, "resolution"), by=cast.saraa)
    in_law(version, cast)
    review(version, an_instrument(cast, "resolution", "20"), by=cast.saraa)
    assert stages_of(version)[-1].kind == "review"


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_version_is_approved_and_ordered_once(cast):
    version = frozen(a_whole_draft(cast), cast)
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


def test_the_desk_says_what_is_missing_and_a_form_records_the_order(cast, client):
    draft = a_whole_draft(cast)
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
    given = {"kind": "approval", "title_mn": "Баталсан", "title_en": "Approved", "date": "2026-12-01"}
    assert saraa.post(f"{base}approve/", given).status_code == 302
    given = {"kind": "order", "number": "9", "title_mn": "Тушаал", "title_en": "An order", "date": "2026-12-02",
             "sha256": version.sha256.upper()}  # fmt: skip
    assert saraa.post(f"{base}order/", given).status_code == 302
    page = client.get(f"/en/plans/{version.plan_id}/versions/1/approval/").content.decode()
    assert "This version is in force" in page and page.count("the same text") == 2
    assert (
        "is the one that was frozen" in client.get(f"/en/plans/{version.plan_id}/versions/1/recount/").content.decode()
    )
    assert "in force" in client.get(f"/en/plans/{version.plan_id}/").content.decode()


def test_a_gate_that_is_broken_asks_for_the_reason(cast):
    version = frozen(a_whole_draft(cast), cast)
    saraa, base = signed_in(cast.saraa), f"/en/workspace/plans/{version.plan_id}/versions/1/"
    given = {"kind": "approval", "title_mn": "Баталсан", "title_en": "Approved"}
    assert saraa.post(f"{base}approve/", given).status_code == 422
    assert saraa.post(f"{base}approve/", given | {"despite": "Voted on paper"}).status_code == 302
    assert Endorsement.objects.get().kind == "approval"


def test_the_public_page_of_approval_takes_few_questions(cast, client, django_assert_max_num_queries):
    version = frozen(a_whole_draft(cast), cast)
    in_law(version, cast)
    with django_assert_max_num_queries(8):
        assert client.get(f"/mn/plans/{version.plan_id}/versions/1/approval/").status_code == 200

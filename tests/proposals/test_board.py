"""What becomes of a proposal: each step with its day, its meeting and its reason; none of them is lost."""

import pytest

from tests.cast import in_two, signed_in
from tests.drafting.drafts import texts_of
from tests.proposals.plans import a_meeting, a_proposal, told
from tests.proposals.plans import the_next_plan as next_plan
from tovchoo.drafting.models import Draft, Part, Passage, Rendering
from tovchoo.drafting.rules import add_passage, put_back, take_out
from tovchoo.findings.figures import figures_of
from tovchoo.kernel import clock
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.plans.models import Commitment, Lineage, Plan, Proposal
from tovchoo.plans.questions import plan_or_404
from tovchoo.proposals.rules import (
    Row,
    Said,
    Told,
    accept,
    correct,
    decline,
    discuss,
    merge,
    settle,
    split,
    take_back,
    tell_apart,
    withdraw,
)
from tovchoo.web.waiting import what_plans_wait_for


@pytest.fixture
def plan(cast):
    return next_plan(cast)


@pytest.fixture
def made(plan, cast):
    return a_proposal(plan, cast.bat)


def counted(plan, key):
    return figures_of(plan_or_404(plan.pk))[key].value


def test_a_step_has_its_day_its_meeting_and_its_reason(made, plan, cast, page):
    meeting = a_meeting(plan, cast)
    discuss(made, told(meeting=meeting.public_id), by=cast.saraa)
    text = page("/en/plans/nap6/proposals/1/")
    assert (
        "taken into discussion" in text and "So it was agreed" in text and meeting.pk in text and "20 November" in text
    )
    assert Entry.objects.filter(verb="proposal.discussed", subject="proposal/nap6-1").exists()


def test_members_see_the_board_but_do_not_decide(made, cast):
    assert signed_in(cast.tsetseg).get("/en/workspace/plans/nap6/proposals/").status_code == 200
    assert signed_in(cast.nomin).get("/en/workspace/plans/nap6/proposals/").status_code == 403
    assert signed_in(cast.oyun).get("/en/workspace/plans/nap6/proposals/1/").status_code == 403
    for does in (discuss, decline, take_back, withdraw):
        with pytest.raises(Refused):
            does(made, told(), by=cast.tsetseg)


def test_accepted_it_is_a_commitment_of_the_draft_with_its_texts_and_milestones(made, plan, cast, page):
    commitment = accept(made, told(), by=cast.saraa)
    part = Part.objects.get(commitment=commitment)
    assert Draft.objects.get(plan=plan).language == "mn" and commitment.stage == "drafted" and commitment.number == 1
    said = Passage.objects.filter(part=part, renderings__head__gt=0).distinct()
    fields = sorted(each.field for each in said)
    assert fields == ["budget", "problem", "problem", "title", "title"]
    assert [each.due.text for each in part.milestones.all()] == ["2028-06"]
    assert "being drafted" in page("/en/plans/nap6/commitments/1/")
    assert "commitment 1: Open budgets" in page("/en/plans/nap6/proposals/1/")


def test_into_a_closed_draft_nothing_is_accepted(made, plan, cast):
    other = a_proposal(plan, cast.tsetseg)
    accept(other, told(), by=cast.saraa)
    Draft.objects.filter(plan=plan).update(stage="closed")
    with pytest.raises(Refused):
        accept(made, told(), by=cast.saraa)
    made.refresh_from_db()
    assert made.stage == "tabled" and Commitment.objects.filter(plan=plan).count() == 1


def test_taken_back_the_former_step_stays_and_says_so(made, plan, cast, page):
    accept(made, told(), by=cast.saraa)
    take_back(made, told("2026-11-22"), by=cast.saraa)
    assert made.stage == "in_discussion" and Commitment.objects.get(plan=plan).stage == "dropped"
    text = page("/en/plans/nap6/proposals/1/")
    assert "taken back" in text and text.index("accepted as") < text.index("taken into discussion")
    assert Lineage.objects.filter(from_entry=made.public_id, kind="accepted", is_undone=True).count() == 1
    assert counted(plan, "commitments") is None and counted(plan, "proposals") == 1
    assert accept(made, told("2026-11-23"), by=cast.saraa).number == 1
    assert counted(plan, "commitments") == 1


def test_what_was_put_back_meanwhile_is_taken_up_again(made, plan, cast):
    part = Part.objects.get(commitment=accept(made, told(), by=cast.saraa))
    take_back(made, told(), by=cast.saraa)
    part.refresh_from_db()
    put_back(part, by=cast.saraa)
    for does in (decline, withdraw):
        with pytest.raises(Refused, match="stands in the draft again"):
            does(made, told(), by=cast.saraa)
    add_passage(part, "solution", in_two("Шийдэл", "A solution"), by=cast.bat)
    assert accept(made, told(), by=cast.saraa) == part.commitment
    assert Commitment.objects.filter(plan=plan).count() == 1 and "A solution" in texts_of(part, "solution", "en")


def test_taken_up_again_a_commitment_says_what_the_proposal_says_now(made, plan, cast):
    part = Part.objects.get(commitment=accept(made, told(), by=cast.saraa))
    take_back(made, told(), by=cast.saraa)
    said = Said({"problem": in_two("Шинэ", "Anew")}, [Row({"title": in_two("Хоёр", "Second"), "outputs": Localized()})])
    correct(made, {"title": in_two("Өөр нэр", "Another name")}, said, reason="discussed", by=cast.bat)
    commitment = accept(made, told(), by=cast.saraa)
    part.refresh_from_db()
    assert commitment == part.commitment and not part.is_out and commitment.title["en"] == "Another name"
    assert [texts_of(part, "problem", "en"), texts_of(part, "budget", "en")] == [["Anew"], ["None"]]
    [milestone] = part.milestones.filter(is_out=False)
    titles = Passage.objects.filter(part=part, field="title", is_out=False, renderings__language="en")
    assert sorted(titles.values_list("renderings__text", flat=True)) == ["Another name", "First", "Second"]
    assert milestone.passages.get(field="title").renderings.get(language="mn").text == "Хоёр"


def test_accepted_anew_unchanged_it_can_be_taken_back_once_more(made, cast):
    for _round in range(2):
        accept(made, told(), by=cast.saraa)
        take_back(made, told(), by=cast.saraa)
    assert made.stage == "in_discussion" and Part.objects.get().is_out


def test_what_was_worked_on_is_not_taken_back(made, cast):
    part = Part.objects.get(commitment=accept(made, told(), by=cast.saraa))
    add_passage(part, "solution", in_two("Шийдэл", "A solution"), by=cast.bat)
    with pytest.raises(Refused, match="worked on since"):
        take_back(made, told(), by=cast.saraa)
    Passage.objects.filter(part=part, field="solution").update(is_out=True)
    assert Rendering.objects.filter(passage__part=part, head=1).exists()
    with pytest.raises(Refused, match="worked on since"):
        take_back(made, told(), by=cast.saraa)


def test_merged_it_goes_on_in_another(made, plan, cast, page):
    other = a_proposal(plan, cast.tsetseg, title="Open courts")
    merge(made, other, told(), by=cast.saraa)
    accept(other, told(), by=cast.saraa)
    assert "merged into" in page("/en/plans/nap6/proposals/1/") and "took in" in page("/en/plans/nap6/proposals/2/")
    assert counted(plan, "proposals") == 2 and counted(plan, "commitments") == 1


def test_nothing_goes_on_in_itself_in_another_plan_or_in_what_is_over(made, plan, cast):
    other = a_proposal(plan, cast.tsetseg)
    withdraw(other, told(), by=cast.tsetseg)
    for into in (made, other, Commitment.objects.get(pk="nap5-4"), Proposal.objects.get(pk="nap5-1")):
        with pytest.raises(Refused):
            merge(made, into, told(), by=cast.saraa)
    made.refresh_from_db()
    assert made.stage == "tabled"


def test_a_ring_of_proposals_is_not_made(made, plan, cast):
    other = a_proposal(plan, cast.tsetseg)
    merge(made, other, told(), by=cast.saraa)
    with pytest.raises(Refused):
        merge(other, made, told(), by=cast.saraa)


def test_split_each_piece_says_all_of_it_and_the_figure_counts_what_was_tabled(made, plan, cast):
    pieces = split(made, [in_two("Нэг", "One"), in_two("Хоёр", "Two")], told(), by=cast.saraa)
    assert [each.number for each in pieces] == [2, 3] and pieces[1].answers.count() == 2
    assert pieces[0].milestones.count() == 1 and counted(plan, "proposals") == 1
    take_back(made, told(), by=cast.saraa)
    assert {each.stage for each in Proposal.objects.filter(pk__in=[p.pk for p in pieces])} == {"withdrawn"}
    assert counted(plan, "proposals") == 1


def test_a_split_is_not_taken_back_once_a_piece_has_gone_on(made, cast):
    pieces = split(made, [in_two("Нэг", "One"), in_two("Хоёр", "Two")], told(), by=cast.saraa)
    accept(pieces[0], told(), by=cast.saraa)
    with pytest.raises(Refused, match="Take that back first"):
        take_back(made, told(), by=cast.saraa)


def test_the_proposer_withdraws_and_another_member_does_not(made, cast):
    with pytest.raises(Refused):
        withdraw(made, told(), by=cast.tsetseg)
    withdraw(made, told(), by=cast.bat)
    assert made.stage == "withdrawn"


def test_twice_is_once(made, cast):
    accept(made, told(), by=cast.saraa)
    with pytest.raises(Refused):
        accept(made, told(), by=cast.saraa)


def test_a_commitment_that_was_taken_out_is_said_with_its_reason(made, plan, cast, page, django_assert_max_num_queries):
    part = Part.objects.get(commitment=accept(made, told(), by=cast.saraa))
    take_out(part, by=cast.saraa, reason="The budget law does it already")
    for path in ("/en/plans/nap6/proposals/1/", "/en/plans/nap6/proposals/"):
        with django_assert_max_num_queries(8):
            text = page(path)
        assert "not in the plan any more" in text and "The budget law does it already" in text, path
    put_back(part, by=cast.saraa, reason="It does not")
    assert "not in the plan any more" not in page("/en/plans/nap6/proposals/1/")


def test_the_list_says_why_into_what_and_from_what(made, plan, cast, page):
    split(made, [in_two("Нэг", "Piece one"), in_two("Хоёр", "Piece two")], told(), by=cast.saraa)
    decline(a_proposal(plan, cast.tsetseg), Told(in_two("Давхардсан", "It is there already")), by=cast.saraa)
    text = page("/en/plans/nap6/proposals/")
    first, second = text.partition("Piece one")[::2]
    for words in ("split into", "/proposals/2/", "/proposals/3/", "So it was agreed"):
        assert words in first
    assert second.count("split from") == 2 and "/proposals/1/" in second and "It is there already" in second


# --- count rows -------------------------------------------------------------------------------------------------------


def test_one_of_twelve_is_told_apart_and_the_sum_stays(cast, page):
    several = Proposal.objects.get(pk="nap5-2")
    apart = tell_apart(several, Proposal(title=in_two("Цахим", "Digital")), reason="the Unit's papers", by=cast.saraa)
    several.refresh_from_db()
    assert (apart.number, apart.stage, several.count) == (3, "", 11)
    assert counted(Plan.objects.get(pk="nap5"), "proposals") == 13
    settle(apart, "accepted", Commitment.objects.get(pk="nap5-3"), told(), by=cast.saraa)
    assert "commitment 3" in page("/en/plans/nap5/proposals/3/")
    with pytest.raises(Refused):
        settle(apart, "withdrawn", None, told(), by=cast.saraa)


def test_what_stands_for_several_is_neither_accepted_nor_settled(cast):
    several = Proposal.objects.get(pk="nap5-2")
    with pytest.raises(Refused, match="Tell this one apart"):
        settle(several, "withdrawn", None, told(), by=cast.saraa)
    with pytest.raises(Refused, match="one proposal already"):
        tell_apart(Proposal.objects.get(pk="nap5-1"), Proposal(title=in_two("а", "a")), reason="no", by=cast.saraa)
    with pytest.raises(Refused):
        tell_apart(several, Proposal(title=in_two("а", "a")), reason="no", by=cast.bat)


# --- in the browser ---------------------------------------------------------------------------------------------------

REASON = {"reason_mn": "Учир", "reason_en": "A reason", "date": "2026-11-20"}


@pytest.mark.parametrize(
    "act, typed, stage",
    [
        ("discuss", {}, "in_discussion"),
        ("accept", {}, "accepted"),
        ("decline", {}, "not_accepted"),
        ("withdraw", {}, "withdrawn"),
        ("merge", {"into": "proposal/nap6-2"}, "merged"),
        ("split", {"title1_en": "One", "title2_en": "Two"}, "split"),
    ],
)
def test_each_step_is_a_page_that_asks_why(act, typed, stage, made, plan, cast):
    a_proposal(plan, cast.tsetseg)
    browser, url = signed_in(cast.saraa), f"/en/workspace/plans/nap6/proposals/1/{act}/"
    assert browser.get(url).status_code == 200
    assert browser.post(url, typed).status_code == 422
    answer = browser.post(url, typed | REASON, follow=True)
    made.refresh_from_db()
    assert answer.status_code == 200 and made.stage == stage
    assert signed_in(cast.tsetseg).get(url).status_code == 403
    if stage != "in_discussion":
        back = browser.post("/en/workspace/plans/nap6/proposals/1/take_back/", REASON)
        made.refresh_from_db()
        assert back.status_code == 302 and made.stage == "in_discussion"


def test_an_act_that_there_is_not_has_no_page(made, cast):
    assert signed_in(cast.saraa).get("/en/workspace/plans/nap6/proposals/1/paint/").status_code == 404


def test_where_it_ended_is_recorded_of_a_plan_of_the_past(cast):
    browser = signed_in(cast.saraa)
    typed = {"title_mn": "Цахим", "title_en": "Digital", "reason": "the Unit's papers"}
    assert browser.post("/en/workspace/plans/nap5/proposals/2/tell-apart/", typed).status_code == 302
    url = "/en/workspace/plans/nap5/proposals/3/settle/"
    assert browser.post(url, REASON | {"kind": "accepted"}).status_code == 422
    assert browser.post(url, REASON | {"kind": "accepted", "into": "commitment/nap5-3"}).status_code == 302
    assert Proposal.objects.get(pk="nap5-3").stage == "accepted"


def test_the_boards_of_all_stages_open(made, plan, cast, django_assert_max_num_queries):
    accept(a_proposal(plan, cast.tsetseg), told(), by=cast.saraa)
    browser = signed_in(cast.saraa)
    browser.get("/en/workspace/")
    for query in ("", "?stage=accepted", "?stage=not_recorded", "?stage=nonsense&page=7"):
        with django_assert_max_num_queries(7):
            assert browser.get(f"/en/workspace/plans/nap6/proposals/{query}").status_code == 200
    for path in ("plans/nap6/proposals/1/", "plans/nap6/before/", "proposals/", "templates/", "plans/nap6/template/"):
        with django_assert_max_num_queries(12):
            assert browser.get(f"/en/workspace/{path}").status_code in (200, 403)


def test_where_nothing_is_open_what_was_accepted_comes_first(made, cast):
    browser, board = signed_in(cast.saraa), "/en/workspace/plans/nap6/proposals/"
    browser.get("/en/workspace/")
    assert 'id="tabled"' in browser.get(board).content.decode()
    accept(made, told(), by=cast.saraa)
    shown = browser.get(board).content.decode()
    assert 'id="tabled"' not in shown and str(made.title) in shown
    assert "Nothing here." in browser.get(f"{board}?stage=open").content.decode()


def test_what_is_tabled_waits_for_the_secretariat_and_not_for_members(made, cast, django_assert_max_num_queries):
    assert cast.saraa.keeps_the_record
    with django_assert_max_num_queries(1):
        [waits] = what_plans_wait_for(cast.saraa, clock.today())
    assert "1 proposal is tabled" in waits.detail and what_plans_wait_for(cast.bat, clock.today()) == []
    discuss(made, told(), by=cast.saraa)
    assert what_plans_wait_for(cast.saraa, clock.today()) == []

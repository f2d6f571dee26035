"""The picture from 13 to 9: as many lines begin as were tabled, and each says where it ended."""

import pytest

from tests.cast import in_two
from tests.proposals.plans import a_proposal, told
from tests.proposals.plans import the_next_plan as next_plan
from tovchoo.kernel.localized import Localized
from tovchoo.plans.models import Lineage, Milestone, Plan, Proposal
from tovchoo.plans.questions import Promise, commitments_of
from tovchoo.plans.way import MOST, Tabled, drawn, way_of
from tovchoo.proposals.rules import accept, decline, merge, split

COMMITMENTS = {f"commitment/c{n}": Promise(f"c{n}", "p", n, Localized({"en": f"Commitment {n}"}), None) for n in (1, 2)}


def tabled(number, count=1, stage=""):
    return Tabled(str(number), number, count, Localized({"en": f"Title {number}"}), stage)


def ends(way):
    return {line.proposals[0].number: [end.key for end in line.ends] for line in way.lines}


def test_thirteen_begin_and_nine_stand_in_plan_v(record):
    plan = Plan.objects.get(pk="nap5")
    way = way_of(plan, commitments_of(plan))
    assert way.tabled == 13 and sum(bool(each.commitment) for each in way.ends) == 9
    assert ends(way) == {1: ["commitment/nap5-7"], 2: [""]}
    thin, thick = way.lines
    assert (thin.count, thick.count) == (1, 12) and thick.width > thin.width


def test_the_page_of_the_plan_draws_it_and_says_the_same_in_words(record, page):
    text = page("/en/plans/nap5/")
    assert 'class="way"' in text and text.count("<path class=") == 2 and "12 entries, not known apart" in text
    assert text.index("<svg") < text.index("The same in words") and "style=" not in text


def test_what_was_merged_goes_where_the_other_went_and_a_split_goes_several_ways():
    steps = [("proposal/1", "proposal/2", "merged", False), ("proposal/2", "commitment/c1", "accepted", False),
             ("proposal/3", "proposal/4", "split", False), ("proposal/3", "proposal/5", "split", False),
             ("proposal/4", "commitment/c2", "accepted", False), ("proposal/5", "", "not_accepted", False)]  # fmt: skip
    way = drawn([tabled(n) for n in range(1, 6)], steps, COMMITMENTS)
    assert ends(way) == {1: ["commitment/c1"], 2: ["commitment/c1"], 3: ["commitment/c2", "not_accepted"]}
    assert way.tabled == 3


def test_a_step_that_was_taken_back_is_no_end():
    way = drawn([tabled(1, stage="in_discussion")], [("proposal/1", "commitment/c1", "accepted", True)], COMMITMENTS)
    assert ends(way) == {1: ["open"]}


def test_a_ring_and_a_way_into_nothing_end_nowhere():
    steps = [
        ("proposal/1", "proposal/2", "merged", False),
        ("proposal/2", "proposal/1", "merged", False),
        ("proposal/3", "proposal/99", "merged", False),
        ("proposal/4", "commitment/gone", "accepted", False),
    ]
    way = drawn([tabled(n) for n in range(1, 5)], steps, COMMITMENTS)
    assert ends(way) == {1: [""], 2: [""], 3: [""], 4: ["dropped"]}


def test_nobody_knows_how_many_is_said():
    way = drawn([tabled(1, None)], [], COMMITMENTS)
    assert way.tabled is None and way.lines[0].count is None and list(way.curves())


def test_two_hundred_are_as_many_lines_as_there_are_ends():
    steps = [(f"proposal/{n}", f"commitment/c{1 + n % 2}", "accepted", False) for n in range(1, 151)]
    way = drawn([tabled(n, stage="not_accepted" if n > 150 else "") for n in range(1, 201)], steps, COMMITMENTS)
    assert sorted(line.count for line in way.lines) == [50, 75, 75] and way.tabled == 200
    assert way.height < 400


def test_nothing_proposed_is_no_picture(cast, page):
    next_plan(cast)
    assert 'class="way"' not in page("/en/plans/nap6/")


def test_more_than_a_picture_can_show_is_a_list(cast, page):
    plan = next_plan(cast)
    Proposal.objects.bulk_create(
        Proposal(id=f"many-{n}", plan=plan, number=n, title=in_two("а", f"a {n}")) for n in range(1, MOST + 2)
    )
    assert "More was proposed than a picture can show" in page("/en/plans/nap6/")
    assert "a 100" in page("/en/plans/nap6/proposals/") and "a 401" in page("/en/plans/nap6/proposals/?page=5")


def test_no_step_of_three_hundred_is_left_out(cast):
    plan = next_plan(cast)
    accepted = accept(a_proposal(plan, cast.bat), told(), by=cast.saraa)
    ids = [f"many-{n}" for n in range(2, 302)]
    Proposal.objects.bulk_create(
        Proposal(id=key, plan=plan, number=n, title=in_two("а", f"a {n}"), stage="merged")
        for n, key in enumerate(ids, 2)
    )
    kinds = ("discussed", "withdrawn", "discussed", "merged")
    Lineage.objects.bulk_create(
        Lineage(id=f"{key}-step-{n}", from_entry=f"proposal/{key}", kind=kind, is_undone=kind == "withdrawn",
                to_entry=accepted.public_id if kind == "merged" else "")
        for key in ids for n, kind in enumerate(kinds, 1)
    )  # fmt: skip
    way = way_of(plan, commitments_of(plan))
    assert [(line.count, [end.key for end in line.ends]) for line in way.lines] == [(301, [accepted.public_id])]


def test_its_figures_are_doors_and_a_wide_page_has_room_for_titles(cast, page):
    plan = next_plan(cast)
    accept(a_proposal(plan, cast.bat, title="Open budgets of every school in the capital"), told(), by=cast.saraa)
    text = page("/en/plans/nap6/")
    assert 'href="/en/plans/nap6/figures/proposals/"' in text and 'href="/en/plans/nap6/figures/commitments/"' in text
    assert "1. Open budgets of ev…" in text
    assert text.count('<tspan class="wide">1. Open budgets of every school in the') == 2
    for figure in ("proposals", "commitments"):
        page(f"/en/plans/nap6/figures/{figure}/")


def test_the_list_is_asked_for_by_where_they_ended(cast, page, django_assert_max_num_queries):
    plan = next_plan(cast)
    one, two, three, four = [a_proposal(plan, cast.bat, title=f"Number {n}") for n in range(1, 5)]
    merge(one, two, told(), by=cast.saraa)
    accept(two, told(), by=cast.saraa)
    decline(three, told(), by=cast.saraa)
    split(four, [in_two("Нэг", "Piece one"), in_two("Хоёр", "Piece two")], told(), by=cast.saraa)
    for ended, there, not_there in (("merged", "Number 1", "Number 2"), ("accepted", "commitment 1", "Number 3"),
                                    ("not_accepted", "Number 3", "Number 1"), ("open", "Piece one", "Number 1"),
                                    ("split", "Number 4", "Piece one")):  # fmt: skip
        with django_assert_max_num_queries(8):
            text = page(f"/en/plans/nap6/proposals/?ended={ended}")
        assert there in text and not_there not in text, ended
    with django_assert_max_num_queries(8):
        text = page("/en/plans/nap6/")
    assert text.count("<path class=") == 4
    with django_assert_max_num_queries(8):
        assert "made of" in page("/en/plans/nap6/commitments/1/")


def test_a_milestone_has_a_page_of_its_own(record, page):
    Milestone.objects.create(id="m", commitment_id="nap5-4", number=2, title=in_two("үе", "A practice step"))
    assert "A practice step" in page("/en/plans/nap5/commitments/4/milestones/4.2/")
    assert "/commitments/4/milestones/4.2/" in page("/en/plans/nap5/commitments/4/")
    for code in ("4.3", "5.2", "4", "4.²", "4.99999999999999999999"):
        page(f"/en/plans/nap5/commitments/4/milestones/{code}/", status=404)


@pytest.mark.parametrize("language", ["en", "mn"])
def test_both_languages_draw_it(record, page, language):
    assert 'class="way"' in page(f"/{language}/plans/nap5/")

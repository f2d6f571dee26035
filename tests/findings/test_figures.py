"""Plan V, exactly: figure by figure, as the sources give it."""

import pytest

from tovchoo.findings.figures import DEFINITIONS, figures_of
from tovchoo.plans.models import Commitment
from tovchoo.plans.questions import plan_or_404

pytestmark = pytest.mark.usefixtures("record")

PLAN_V = {
    "working_group.seats": 52, "meetings.full": 4, "meetings.sub_group": 4, "meetings.workshops": 1,
    "rounds.online": 3, "discussions.public": 1, "proposals": 13, "commitments": 9, "commitments.carried_over": None,
    "contributors.government": 20, "contributors.non_government": 29, "contributions": None,
    "responses.coverage": None, "recommendations": 5, "days.order_to_approval": 55, "days.order_to_order": 56,
    "milestones": None, "updates.on_time": None, "evidence": None,
}  # fmt: skip


@pytest.fixture
def figures():
    return figures_of(plan_or_404("nap5"), words=True)


@pytest.mark.parametrize("key, value", PLAN_V.items())
def test_the_record_gives_it(figures, key, value):
    assert figures[key].value == value


def test_no_figure_is_missing(figures):
    assert list(figures) == list(PLAN_V) == [each.key for each in DEFINITIONS]


def test_the_working_group_is_balanced_as_printed(figures):
    seats = figures["working_group.seats"]
    assert seats.parts == {"government": 28, "non_government": 24}
    assert seats.percent == {"government": 54, "non_government": 46}


def test_the_non_government_list_has_28_organisations_and_an_office(figures):
    assert figures["contributors.non_government"].parts == {"office": 1, "organisation": 28}


def test_only_the_thirty_differs_and_says_why(figures):
    differing = [(figure.key, claim.value) for figure in figures.values() for claim in figure.differing]
    assert differing == [("contributors.non_government", 30)]
    [claim] = figures["contributors.non_government"].differing
    assert "6 and 11" in claim.because["en"] and "office" in claim.because["en"]


def test_thirteen_claims_stand_beside_the_figures(figures):
    assert sum(len(figure.claims) for figure in figures.values()) == 13


@pytest.mark.parametrize("key", [key for key, value in PLAN_V.items() if value is not None])
def test_a_figure_is_its_entries_counted(figures, key):
    figure, definition = figures[key], figures[key].definition
    entries = list(figure.entries())
    if definition.counts:
        assert sum(entry.count for entry in entries) == figure.value
    elif definition.days[0]:
        first, last = (entry.date.first for entry in entries)
        assert (last - first).days == figure.value
    else:
        assert len(entries) == figure.value


def test_a_sum_over_an_unknown_number_is_not_known(figures):
    Commitment.objects.filter(number=1).update(carried_over=True)
    assert figures_of(plan_or_404("nap5"))["commitments.carried_over"].value == 1
    from tovchoo.meetings.models import Meeting

    Meeting.objects.filter(kind="full", count=2).update(count=None)
    assert figures_of(plan_or_404("nap5"))["meetings.full"].value is None


def test_per_cents_add_up_to_a_hundred(figures):
    seats = figures["working_group.seats"]
    for parts in ({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 2, "c": 3, "d": 7}, {"a": 999, "b": 1}):
        seats.parts = parts
        assert sum(seats.percent.values()) == 100


def test_two_queries_whatever_is_recorded(django_assert_num_queries):
    plan = plan_or_404("nap5")
    with django_assert_num_queries(2):
        figures_of(plan)

from datetime import date

import pytest

from tovchoo.cycle.stages import stages_of
from tovchoo.cycle.timeline import timeline_of
from tovchoo.plans.questions import plan_or_404

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def events():
    return timeline_of(plan_or_404("nap5"))


def test_it_tells_the_story_in_order(events):
    told = [event.id for event in events]
    assert told[0] == "order-99-2023" and told[-1] == "round-table-2024-05"
    assert told.index("working-group-nap5-1") < told.index("working-group-nap5-2") < told.index("nap5-approval")


def test_undated_entries_stand_between_their_neighbours(events):
    told = [event.id for event in events]
    others = told.index("working-group-nap5-others")
    assert told.index("working-group-nap5-2") < others < told.index("nap5-approval")
    assert told.index("introductory-workshop-nap5") == 1


def test_it_takes_one_query(django_assert_num_queries):
    plan = plan_or_404("nap5")
    with django_assert_num_queries(1):
        timeline_of(plan)


def test_every_entry_of_it_is_a_page(events, client):
    assert {client.get(event.get_absolute_url()).status_code for event in events} == {200}


@pytest.mark.parametrize(
    "day, stage",
    [((2023, 12, 20), "Comments"), ((2023, 12, 27), "Implementation"), ((2027, 12, 31), "Implementation"),
     ((2028, 1, 1), "Review")],
)  # fmt: skip
def test_the_stage_of_a_day_is_the_latest_that_has_begun(events, day, stage):
    plan = plan_or_404("nap5")
    if day < (2023, 12, 26):
        plan.approval = None
    [now] = [each for each in stages_of(plan, events, date(*day)) if each.state == "now"]
    assert str(now.name) == stage

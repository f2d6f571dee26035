import pytest

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def answer(client):
    return client.get("/api/v1/plans/nap5/figures")


def test_it_answers_as_promised(answer):
    told = answer.json()
    seats = next(each for each in told["figures"] if each["key"] == "working_group.seats")
    assert told["plan"] == "nap5" and seats["value"] == 52
    assert seats["parts"] == {"government": 28, "non_government": 24}
    assert seats["percent"] == {"government": 54, "non_government": 46}
    assert seats["entries"] == "/en/plans/nap5/figures/working-group-seats/"
    assert {"value": 52, "agrees": True}.items() <= seats["claims"][0].items()


def test_null_where_nothing_was_recorded(answer):
    values = {each["key"]: each["value"] for each in answer.json()["figures"]}
    assert values["milestones"] is None and values["contributions"] is None and len(values) == 19


def test_any_site_may_read_it(answer):
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_plan_that_is_not_there_is_not_found(client):
    assert client.get("/api/v1/plans/nap9/figures").status_code == 404

"""Every page of a draft asks few questions, whatever stands in it."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import in_two, signed_in
from tests.drafting.drafts import a_commitment, a_section, begun, codes_of, rendering, typed, with_a_milestone
from tovchoo.drafting.models import Passage
from tovchoo.drafting.rules import take_out
from tovchoo.kernel.localized import Localized


def a_full_commitment(cast):
    """A commitment with much in it, and much that was taken out."""
    draft = begun(cast)
    made = a_commitment(draft, cast)
    section = a_section(draft, cast, *(in_two(f"{n}-р", f"No. {n}") for n in range(4)), Localized({"mn": "Шинэ."}))
    steps = [with_a_milestone(made, cast) for _each in range(4)]
    for each in steps[2:]:
        take_out(each, by=cast.saraa)
    for code in codes_of(section, "text")[:2]:
        take_out(Passage.objects.get(code=code), by=cast.saraa)
    for number in range(3):
        typed(rendering(made, "problem"), f"Өгөгдөл хаалттай {number}.", by=cast.bat)
    return made


@pytest.fixture
def part(begin_with):
    return begin_with(a_full_commitment)


PAGES = ["", "out/", "languages/en/", "section/", "commitment/", "{part}/", "{part}/facts/", "{part}/take-out/",
         "{part}/milestones/new/", "{part}/milestones/{step}/", "{part}/passages/{passage}/"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["saraa", "bat"])
def test_a_page_asks_fewer_than_eight(cast, part, page, who, django_assert_max_num_queries):
    given = {"part": part.code, "step": part.milestones.first().code, "passage": codes_of(part, "problem")[0]}
    client = signed_in(getattr(cast, who))
    client.get("/en/workspace/")  # past the second step
    with django_assert_max_num_queries(7):
        answer = client.get(f"/en/workspace/plans/{part.draft.plan_id}/draft/{page.format(**given)}")
    assert answer.status_code == (200 if who == "saraa" or page not in KEEPERS else 403)


KEEPERS = ("section/", "commitment/", "{part}/take-out/")


def test_a_beat_asks_fewer_than_eight(cast, part):
    client, place = signed_in(cast.bat), rendering(part, "problem")
    address = f"/en/workspace/plans/{part.draft.plan_id}/draft/{part.code}/keep/"
    told = {"passages": [], "knows": {str(place.pk): place.head}, "here": place.pk}
    client.post(address, json.dumps(told), content_type="application/json")
    with CaptureQueriesContext(connection) as asked:
        client.post(address, json.dumps(told), content_type="application/json")
    told = [each["sql"][:60] for each in asked if not re.search("SAVEPOINT|clock_timestamp", each["sql"])]
    assert len(told) < 8, told

"""The article that the record writes."""

import re

import pytest

pytestmark = pytest.mark.usefixtures("record")


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("language", ["en", "mn"])
def test_every_number_of_the_article_is_a_link_to_its_entries(page, language):
    text = page(f"/{language}/plans/nap5/co-creation/")
    linked = dict(re.findall(r'<a class="num" href="[^"]*/figures/([a-z-]+)/">([^<]+)</a>', text))
    assert {"commitments": "9", "proposals": "13", "meetings-full": "4", "contributors-government": "20",
            "contributors-non-government": "29", "days-order-to-approval": "55"}.items() <= linked.items()  # fmt: skip


def test_where_claim_and_record_differ_both_stand_with_the_reasons(page):
    text = words(page("/en/plans/nap5/co-creation/"))
    assert "6 and 11" in text and text.count("differs") == 1 and text.count("agrees") == 12


def test_it_tells_the_days_from_order_to_order(page):
    assert "56 days after the first order" in words(page("/en/plans/nap5/co-creation/"))


def test_a_plan_of_which_nothing_is_known_has_a_report_that_says_so(page):
    text = words(page("/en/plans/nap4/co-creation/"))
    assert "not recorded" in text and not re.search(r"\b0\b", text)


def test_what_was_never_recorded_is_no_zero(page):
    text = words(page("/en/plans/nap5/figures/milestones/"))
    assert "Not recorded." in text and "There is no entry to count." in text

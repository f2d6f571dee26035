from datetime import date

import pytest

from tovchoo.kernel.languages import reading
from tovchoo.kernel.partial_date import PartialDate


@pytest.mark.parametrize(
    "text, english, mongolian",
    [
        ("2023", "2023", "2023 он"),
        ("2023-11", "November 2023", "2023 оны 11 дүгээр сар"),
        ("2023-11-08", "8 November 2023", "2023 оны 11 дүгээр сарын 8"),
        ("2024-05", "May 2024", "2024 оны 5 дугаар сар"),
        ("2023-11-01/2023-12-26", "1 November 2023 – 26 December 2023",
         "2023 оны 11 дүгээр сарын 1 – 2023 оны 12 дугаар сарын 26"),
    ],
)  # fmt: skip
def test_it_prints_no_more_than_is_known(text, english, mongolian):
    with reading("en"):
        assert str(PartialDate(text)) == english
    with reading("mn"):
        assert str(PartialDate(text)) == mongolian


def test_an_inexact_date_comes_after_the_exact_ones_of_its_span():
    texts = ["2024", "2023-12-31", "2023-11-30", "2023-11", "2023", "2023-11-01"]
    assert [each.text for each in sorted(map(PartialDate, texts))] == [
        "2023-11-01", "2023-11-30", "2023-11", "2023-12-31", "2023", "2024",
    ]  # fmt: skip


def test_it_knows_its_first_and_last_possible_day():
    february = PartialDate("2024-02")
    assert (february.first, february.last, february.is_exact) == (date(2024, 2, 1), date(2024, 2, 29), False)


@pytest.mark.parametrize(
    "text", ["2023-02-30", "2023-13", "23", "2023-1-1", "2023/2022", "2023/2024/2025", "٢٠٢٣", "0000", ""]
)
def test_what_is_no_date_is_refused_with_what_would_be_right(text):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PartialDate(text)

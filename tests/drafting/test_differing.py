"""What is pointed out between two languages of a passage, and what is left alone."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from tovchoo.drafting.differing import Kind, Named, Names, differing

LINES = [each for each in (Path(__file__).parent / "pairs.txt").read_text().splitlines() if each and each[0] != "#"]
PAIRS = [[part.strip() for part in line.split("|")] for line in LINES]
MINISTRY = Named(
    "organisation/ministry", {"mn": ["Дадлагын яам", "ДЯ"], "en": ["Practice Ministry", "Ministry of Practice"]}
)
HERONS = Named("organisation/herons", {"mn": ["Тогоруу судлал"], "en": ["Heron Watch"]})
BOTH = Named("organisation/both", {"mn": ["Дадлагын яам, газар"], "en": ["Practice Ministry and Office"]})
US = Named("organisation/us", {"mn": ["Дадлагын нэгдэл"], "en": ["US"]})
NAMES = Names([MINISTRY, HERONS, BOTH, US])


def told(pair):
    return [(each.found["mn"], each.found["en"]) for each in differing(pair)]


def test_the_pairs_are_many():
    assert len(PAIRS) >= 150 and sum(bool(each[2].strip("~ ")) for each in PAIRS) > 30


@pytest.mark.parametrize(("mn", "en", "expected"), PAIRS)
def test_numbers_and_dates(mn, en, expected):
    wanted = [tuple(side.strip() for side in each.split("~")) for each in expected.split(";") if each.strip(" ~")]
    assert told({"mn": mn, "en": en}) == wanted


def test_what_is_not_there_yet_differs_from_nothing_and_the_traditional_script_is_not_compared():
    assert differing({"mn": "13 хүн", "en": ""}) == [] == differing({"mn": "13 хүн", "mn_mong": "ᠮᠣᠩᠭᠣᠯ 9"})


@pytest.mark.parametrize(
    ("mn", "en", "expected"),
    [
        ("Дадлагын яам хариуцна.", "The Practice Ministry answers for it.", []),
        ("Дадлагын яамны тайлан", "the report of the Ministry of Practice", []),
        ("ДЯ-ны тайлан, Дадлагын яаманд", "the Practice Ministry's report", []),
        ("Дадлагын яамнаас Тогоруу судлалд", "from the Practice Ministry", [("Тогоруу судлалд", "")]),
        ("Тайлан", "Heron Watch reports.", [("", "Heron Watch")]),
        ("Дадлагын яам, газар", "the Practice Ministry and Office", []),
        ("Дадлагын яам, газар", "the Practice Ministry", [("Дадлагын яам, газар", "")]),
        ("Тайлан", "It tells us of it.", []),
        ("Тайлан", "It tells the US of it.", [("", "US")]),
        ("Heron Watch", "Heron Watch", []),
    ],
)
def test_names(mn, en, expected):
    found = differing({"mn": mn, "en": en}, NAMES)
    assert [(each.found["mn"], each.found["en"]) for each in found] == expected
    assert {each.kind for each in found} <= {Kind.NAME}


def test_who_has_no_name_in_the_other_language_is_not_missed_there():
    assert differing({"mn": "Тайлан", "en": "Herons Abroad"}, Names([Named("o/x", {"en": ["Herons Abroad"]})])) == []


def test_two_thousand_names_cost_a_page_little_more_than_twenty():
    page = {
        "mn": "Дадлагын 7 дугаар яамны ажилтан өдөр бүр тайлагнана. " * 12,
        "en": "Practice Ministry 7 reports daily. " * 12,
    }
    taken = []
    for number in (20, 2000):
        names = Names(
            Named(f"o/{n}", {"mn": [f"Дадлагын {n} дугаар яам"], "en": [f"Practice Ministry {n}"]})
            for n in range(number)
        )
        began = process_time()
        for _each in range(60):
            assert differing(page, names) == []
        taken.append(process_time() - began)
    assert taken[1] < 5 * taken[0]


NASTY = ["9" * 5000,
         "1,000," * 2000, "тав " * 5000, "5 November " * 1000, "X" * 5000, "²½٣ ᠐", "99/99/9999 45 сарын 77",
         "1:2:3:4", "0 0.0 00", "Jan Feb 3 to 4 to 5 to", "\x00", "11 сарын " * 2000, "2023 оны " * 2000]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_whatever_is_typed_is_read(text):
    assert isinstance(differing({"mn": text, "en": text}), list)
    differing({"mn": text, "en": "nothing"})


@pytest.mark.parametrize(("mn", "en"), [
    ("Хоёр жил тутам тайлагнана.", "It reports every year."), ("Сар бүр нийтэлнэ.", "It is published weekly."),
    ("Жилд хоёр удаа хуралдана.", "It meets once a year."),
    ("2027 оны эхний хагаст хийнэ.", "It is done in the second half of 2027."),
])  # fmt: skip
def test_another_frequency_or_half_is_pointed_out(mn, en):
    assert Kind.TIME in [each.kind for each in differing({"mn": mn, "en": en})]


@pytest.mark.parametrize(("mn", "en"), [
    ("Хоёр жил тутам тайлагнана.", "It reports biennially."), ("Улирал бүр нийтэлнэ.", "It is published quarterly."),
    ("Жилд хоёр удаа хуралдана.", "It meets every six months."), ("Сар бүр нийтэлнэ.", "It is published in May."),
    ("Сар бүр, жил бүр.", "Monthly and annually."), ("Гурван сар тутам.", "Every quarter."),
    ("Долоо хоног бүр.", "Every week, as the annual plan says."),
])  # fmt: skip
def test_the_same_frequency_in_other_words_is_not(mn, en):
    assert Kind.TIME not in [each.kind for each in differing({"mn": mn, "en": en})]

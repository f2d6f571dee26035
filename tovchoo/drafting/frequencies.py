"""How often something is done, and in which half of a year, as a text in Mongolian or English says it.

A frequency is the time between two of them, in days or in months: `хоёр жил тутам` and `biennially` are 24 months.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .mentions import WORDS

Often = tuple[str, Decimal]  # of days, of months; or which half
Units = dict[str, tuple[str, int]]
UNITS: dict[str, Units] = {
    "en": {"day": ("d", 1), "week": ("d", 7), "month": ("m", 1), "quarter": ("m", 3), "half-year": ("m", 6),
           "year": ("m", 12)},
    "mn": {"өдөр": ("d", 1), "өдөрт": ("d", 1), "долоо хоног": ("d", 7), "долоо хоногт": ("d", 7), "сар": ("m", 1),
           "сард": ("m", 1), "улирал": ("m", 3), "улиралд": ("m", 3), "хагас жил": ("m", 6), "хагас жилд": ("m", 6),
           "жил": ("m", 12), "жилд": ("m", 12)},
}  # fmt: skip
SAID: dict[str, Units] = {
    "en": {"daily": ("d", 1), "weekly": ("d", 7), "fortnightly": ("d", 14), "monthly": ("m", 1), "quarterly": ("m", 3),
           "biannually": ("m", 6), "semiannually": ("m", 6), "semi-annually": ("m", 6), "annually": ("m", 12),
           "yearly": ("m", 12), "biennially": ("m", 24), "first half": ("half", 1), "second half": ("half", 2),
           "latter half": ("half", 2)},
    "mn": {"эхний хагас": ("half", 1), "нэгдүгээр хагас": ("half", 1), "хоёрдугаар хагас": ("half", 2),
           "сүүлийн хагас": ("half", 2), "өдөр тутмын": ("d", 1)},
}  # fmt: skip
TIMES = {"once": 1, "twice": 2}


def _one_of(words: Units) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


NUMBER = r"(?P<number>\d+|[^\W\d_]+)"
IN_EACH = {
    "en": re.compile(rf"\b(?P<times>once|twice|{NUMBER}\s+times)\s+(?:a|per|every|each)\s+"
                     rf"(?P<unit>{_one_of(UNITS['en'])})\b", re.IGNORECASE),
    "mn": re.compile(rf"\b(?P<unit>{_one_of(UNITS['mn'])})\s+(?P<times>{NUMBER}\s+удаа)", re.IGNORECASE),
}  # fmt: skip
EVERY = {
    "en": re.compile(rf"\b(?:every|each)\s+(?:{NUMBER}\s+)??(?P<unit>{_one_of(UNITS['en'])})s?\b", re.IGNORECASE),
    "mn": re.compile(rf"(?:\b{NUMBER}\s+)??\b(?P<unit>{_one_of(UNITS['mn'])})\s+(?:бүр|тутам|тутмын)", re.IGNORECASE),
}
WORD = {code: re.compile(rf"\b(?:{_one_of(said)})", re.IGNORECASE) for code, said in SAID.items()}


def often_in(text: str, language: str) -> dict[Often, str]:
    """What a text says so, each with its words."""
    found: dict[Often, str] = {}
    for pattern, is_in_each in ((IN_EACH[language], True), (EVERY[language], False)):
        for match in pattern.finditer(text):
            kind, length = UNITS[language][" ".join(match["unit"].casefold().split())]
            number = _number(match, language)
            found[kind, length / number if is_in_each else length * number] = match[0].strip()
        text = pattern.sub(" ", text)
    for match in WORD[language].finditer(text):
        kind, length = SAID[language][match[0].casefold()]
        found[kind, Decimal(length)] = match[0]
    return found


def _number(match: re.Match[str], language: str) -> Decimal:
    """How many times, or of how many units; one where it is not said."""
    said = match.groupdict()
    word = (said["number"] or said.get("times") or "").casefold()
    known = WORDS[language].get(word)
    number = Decimal(word) if word.isdecimal() else known.value if known else Decimal(TIMES.get(word, 1))
    return number or Decimal(1)

"""Days and organisations as people write them into a document or a table."""

from __future__ import annotations

import re
from typing import Any

from tovchoo.kernel.languages import reading as read_in
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.membership.matching import Register

DAY = re.compile(r"(\d{4})(?:\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*(\d{1,2}))?)?\W*")
DAY_FIRST = re.compile(r"(?:(\d{1,2})\s*([./-])\s*)?(\d{1,2})\s*[./-]\s*(\d{4})\W*")  # 30.06.2028, 06.2028
IN_WORDS = re.compile(
    r"(\d{4})\s*он(?:ы\s+(\d{1,2})\W*(?:р|дугаар|дүгээр)?\s*сар(?:ын\s+(\d{1,2})\W*(?:өдөр)?)?)?\W*", re.IGNORECASE
)
QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
QUARTER = re.compile(
    r"(?:(?P<year>\d{4})\s*(?:оны?)?\W*)?(?:"
    r"q\s*(?P<q>[1-4])|(?P<ordinal>[1-4]|iv|i{1,3})\W*(?:р|дугаар|дүгээр|st|nd|rd|th)?\s*(?:улирал|quarter))"
    r"(?:\W*(?:of)?\s*(?P<later>\d{4}))?\W*",
    re.IGNORECASE,
)


def day_of(text: str) -> str | None:
    """A day as it is kept: from figures, or from words as we print them; empty for none, None where it is none, or
    could be two."""
    if not text:
        return ""
    try:
        return _as_kept(text.strip())
    except ValueError:
        return None


def _as_kept(text: str) -> str | None:
    if "/" in text and text[:4].isdigit() and text.count("-"):  # an interval, as data has it
        return PartialDate(text.replace(" ", "")).text
    if found := DAY.fullmatch(text) or IN_WORDS.fullmatch(text):
        return PartialDate("-".join(each.zfill(2) for each in found.groups() if each)).text
    if found := DAY_FIRST.fullmatch(text):
        day, sign, month, year = found.groups()
        if day and sign != "." and day != month and int(day) <= 12:  # which of the two is the month?
            return None
        return PartialDate("-".join(each.zfill(2) for each in (year, month, day) if each)).text
    if (found := QUARTER.fullmatch(text)) and bool(found["year"]) != bool(found["later"]):
        last = 3 * QUARTERS[(found["q"] or found["ordinal"]).lower()]
        year = found["year"] or found["later"]
        return PartialDate(f"{year}-{last - 2:02}/{year}-{last:02}").text
    return _printed_day(text)


def _printed_day(text: str) -> str | None:
    """A day in words, read by printing those of its year."""
    wanted, year = " ".join(text.split()).casefold(), re.search(r"\d{4}", text)
    if not year:
        return None
    days = [f"{year[0]}-{month:02}{day}" for month in range(1, 13) for day in ("", *(f"-{n:02}" for n in range(1, 32)))]
    for language in ("mn", "en"):
        with read_in(language):
            for each in days:
                try:
                    date = PartialDate(each)
                except ValueError:
                    continue
                if wanted in (str(date).casefold(), date.short.casefold()):
                    return date.text
    return None


def organisations_of(text: str, language: str, register: Register, *, several: bool) -> Any:
    """The ids of those that are named; None where one is not known by that name."""
    if not text:
        return [] if several else ""
    for signs in (r"[;\n]", r"[;,\n]") if several else ("\n",):  # names have commas too
        names = [each.strip() for each in re.split(signs, text) if each.strip()]
        found = [register.organisation(Localized({language: each})) for each in names]
        if names and all(found) and (several or len(found) == 1):
            return list(dict.fromkeys(found)) if several else found[0]
    return None

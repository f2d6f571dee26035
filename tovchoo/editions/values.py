"""Days and organisations as people write them into a document or a table."""

from __future__ import annotations

import re
from typing import Any

from tovchoo.kernel.languages import reading as read_in
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.membership.matching import Register

DAY = re.compile(r"(\d{4})(?:\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*(\d{1,2}))?)?\W*")


def day_of(text: str) -> str | None:
    """A day as it is kept: from figures, or from words as we print them; empty for none, None where it is none."""
    if not text:
        return ""
    found = DAY.fullmatch(text.strip())
    try:
        if found:
            return PartialDate("-".join(each.zfill(2) for each in found.groups() if each)).text
        return _printed_day(text)
    except ValueError:
        return None


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
    names = [each.strip() for each in text.split(";") if each.strip()] if several else [text]
    found = [register.organisation(Localized({language: each})) for each in names]
    if not all(found):
        return None
    return list(dict.fromkeys(found)) if several else found[0]

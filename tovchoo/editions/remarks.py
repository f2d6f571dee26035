"""What is said about a file, as it is kept: a message and what stands in it, to be shown in any language.

A remark is a text, a message with its values, a day, a text in several languages, or a row of such.
"""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst

from tovchoo.kernel.languages import interface, words
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.people.models import Organisation

from .content import WORDS

Remark = Any
DATES = ("start", "end", "due")


def remark(says: str, **given: Remark) -> Remark:
    """A message of the interface, not yet in any language (`noop`)."""
    return {"says": says, **given}


def day(text: str) -> Remark:
    """A date as it is kept."""
    return {"day": text}


def shown(told: Remark) -> str:
    """In the language of the page."""
    if isinstance(told, list):
        return " · ".join(filter(None, map(shown, told)))
    if not isinstance(told, dict):
        return str(told)
    if "day" in told:
        return str(PartialDate(told["day"]))
    if "says" not in told:
        return str(Localized(told))
    given = {name: shown(value) for name, value in told.items() if name != "says"}
    message = words(interface(), told["says"])
    return message % given if given else message


def plain(text: Localized) -> Remark:
    """A text without what is known about its translations."""
    return {code: str(text[code]) for code in text.languages}


def facts_in_words(facts: dict[str, Any], outputs: dict[str, str] | None = None) -> list[tuple[Remark, Remark]]:
    """What is to be written of who does it, when and to what end: each with its name."""
    made = [(remark(WORDS["outputs"]), " / ".join(outputs.values()))] if outputs else []
    for name, value in facts.items():
        if name in DATES:
            told = day(value) if value else ""
        elif name in ("lead", "supporters"):
            named = Organisation.objects.filter(pk__in=[value] if isinstance(value, str) else value).order_by("pk")
            told = [plain(each.name) for each in named]
        else:
            told = value
        made.append((remark(WORDS[name]), told))
    return made


def in_full(change: dict[str, Any]) -> str:
    """All that a change is to write, line by line: what is new, then who does it, when, and what else is said of it."""
    lines = [f"{capfirst(shown(name))}: {shown(value)}" for name, value in change.get("more", [])]
    return "\n".join([change["new"], *lines])

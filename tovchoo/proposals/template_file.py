"""A template of commitments as a file: JSON that is read and checked whole before anything of it is entered.

{"title": {"en": …}, "edition": "…", "note": {…},
 "fields": [{"key": "problem", "block": {…}, "title": {…}, "help": {…}, "asked": true}, …]}
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.localized import Localized
from tovchoo.kernel.policy import Words
from tovchoo.kernel.spelling import deceiving

LARGEST = 200_000  # bytes
MOST_FIELDS = 60
LONGEST = 2_000  # characters of a text
SHIPPED = Path(__file__).with_name("ogp-2022.json")
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LANGUAGE = re.compile(r"[a-z]{2,3}(_[a-z]{4})?")
TAKEN = ("title", "text", "outputs", "milestones")  # what a draft calls its own passages
OF_FILE, OF_FIELD = {"title", "edition", "note", "fields"}, {"key", "block", "title", "help", "asked", "note"}


@dataclass
class Asked:
    """One field, as a file describes it."""

    key: str
    block: Localized
    title: Localized
    help: Localized
    is_asked: bool
    note: Localized


@dataclass
class Described:
    """A template, as a file describes it."""

    title: Localized = field(default_factory=Localized)
    edition: str = ""
    note: Localized = field(default_factory=Localized)
    fields: list[Asked] = field(default_factory=list)


class _Reader:
    """Goes through a file and keeps what is wrong with it."""

    def __init__(self) -> None:
        self.faults: list[Words] = []

    def text(self, told: Any, where: Words, *, needed: bool = False) -> Localized:
        """A text with its languages."""
        if not isinstance(told, dict) or not all(isinstance(each, str) for each in told.values()):
            if needed or told is not None:
                self.say(where, _('must be a text with its languages, as {"mn": …, "en": …}'))
            return Localized()
        for code, words in told.items():
            if not LANGUAGE.fullmatch(code):
                self.say(where, format_lazy(_("“{}” is no language"), code[:20]))
            if len(words) > LONGEST:
                self.say(where, _("is too long"))
            if wrong := deceiving(words):
                self.say(where, wrong)
        text = Localized({code: words.strip() for code, words in told.items() if words.strip()})
        if needed and not text:
            self.say(where, _("says nothing"))
        return text

    def unknown(self, told: dict[str, Any], known: set[str], where: Words) -> None:
        for name in sorted(set(map(str, told)) - known):
            self.say(where, format_lazy(_("“{}” is unknown here"), name[:40]))

    def field(self, told: Any, number: int, keys: set[str]) -> Asked | None:
        where = format_lazy(_("field {}"), number)
        if not isinstance(told, dict):
            self.say(where, _("must be an object with a key and a title"))
            return None
        self.unknown(told, OF_FIELD, where)
        key = told.get("key")
        if not isinstance(key, str) or not KEY.fullmatch(key):
            self.say(where, _("the key must be small Latin letters, figures and _, at most 40"))
        elif key in TAKEN:
            self.say(where, format_lazy(_("the key “{}” has a meaning of its own; choose another"), key))
        elif key in keys:
            self.say(where, format_lazy(_("the key “{}” is there twice"), key))
        else:
            keys.add(key)
        asked = told.get("asked", True)
        if not isinstance(asked, bool):
            self.say(where, _("“asked” is true or false"))

        def text(name: str, needed: bool = False) -> Localized:
            return self.text(told.get(name), format_lazy(_("field {}, {}"), number, name), needed=needed)

        return Asked(str(key), text("block"), text("title", True), text("help"), bool(asked), text("note"))

    def say(self, where: Words, what: Words) -> None:
        self.faults.append(format_lazy("{}: {}", where, what))


def read(raw: bytes) -> tuple[Described, list[Words]]:
    """What a file describes, and what is wrong with it; whoever finds a fault enters nothing."""
    if len(raw) > LARGEST:
        return Described(), [_("The file is too large for a template.")]
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Described(), [_("This is no JSON in UTF-8.")]
    if not isinstance(told, dict) or not isinstance(told.get("fields"), list) or not told["fields"]:
        return Described(), [_("A template is an object with a title and a list of fields.")]
    if len(told["fields"]) > MOST_FIELDS:
        return Described(), [_("A template has at most 60 fields.")]
    reader, keys = _Reader(), set[str]()
    reader.unknown(told, OF_FILE, _("the file"))
    edition = told.get("edition", "")
    if not isinstance(edition, str) or len(edition) > 60 or deceiving(edition):
        reader.say(_("edition"), _("must be a short text"))
    found = Described(reader.text(told.get("title"), _("title"), needed=True), str(edition),
                      reader.text(told.get("note"), _("note")))  # fmt: skip
    found.fields = [each for n, one in enumerate(told["fields"], 1) if (each := reader.field(one, n, keys))]
    return found, reader.faults


@lru_cache(maxsize=1)
def shipped() -> Described:
    """The one that comes with the house."""
    found, faults = read(SHIPPED.read_bytes())
    assert not faults, [str(each) for each in faults]
    return found

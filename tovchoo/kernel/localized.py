"""Content in several languages: one JSON value per field, {"mn": "…", "en": "…"}, with its translation states."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup, escape

from . import languages

ABOUT = "@about"  # beside the languages; no language is written so


class State(models.TextChoices):
    OFFICIAL = "official", _("official")
    WORKING = "working", _("working translation")
    MISSING = "missing", _("not yet translated")
    OUTDATED = "outdated", _("the original has changed since")


@dataclass(frozen=True)
class Translation:
    """How far to trust the words in one language: who made them, and from which original."""

    state: State
    by: str = ""
    of: str = ""


def digest(text: str) -> str:
    """Enough of a hash to know whether an original is still the one that was translated."""
    return sha256(text.encode()).hexdigest()[:16]


class Localized(dict[str, Any]):
    """A text in any number of languages. Printing it gives the reader's, or else the original."""

    def __str__(self) -> str:
        return str(self.get(self.language, ""))

    def __html__(self) -> str:
        """On a page, words in another language than the page's say which."""
        language, text = self.language, escape(str(self))
        return (
            text
            if language == languages.interface() or not text
            else Markup(f'<span lang="{languages.tag(language)}">{text}</span>')
        )

    def __bool__(self) -> bool:
        return any(text for language, text in self.items() if language != ABOUT)

    @property
    def languages(self) -> list[str]:
        """Those in which something is written, in a fixed order."""
        return sorted(language for language, text in self.items() if language != ABOUT and text)

    @property
    def original(self) -> str:
        """The language that the others were made from, as far as a translation names it."""
        named = (str(about["of"]).split(":")[0] for about in self.get(ABOUT, {}).values() if about.get("of"))
        return next(named, "") or next(iter(self.languages), "")

    @property
    def language(self) -> str:
        """The language that printing gives: what a page puts into `lang`."""
        wanted = languages.reader()
        return wanted if self.get(wanted) else self.original

    @property
    def for_an_id(self) -> str:
        """English where there is any, as ids are part of addresses; else the original."""
        return str(self.get("en") or self.get(self.original, ""))

    @property
    def shown(self) -> Translation:
        """How far to trust what the reader is asking for: missing, where another language stands in."""
        return self.translation(languages.reader())

    def translation(self, language: str) -> Translation:
        """The state of one language; a text without a note about it is as its source gives it."""
        if not self.get(language):
            return Translation(State.MISSING)
        about = self.get(ABOUT, {}).get(language)
        if not about:
            return Translation(State.OFFICIAL)
        of, _colon, made_from = str(about.get("of", "")).partition(":")
        outdated = bool(made_from) and made_from != digest(str(self.get(of, "")))
        return Translation(State.OUTDATED if outdated else State(about["state"]), about.get("by", ""), of)

    def translated(self, language: str, text: str, *, by: str, state: State = State.WORKING) -> Localized:
        """With one more language, made from the original as it stands."""
        of = f"{self.original}:{digest(str(self.get(self.original, '')))}"
        about = self.get(ABOUT, {}) | {language: {"state": str(state), "of": of, "by": by}}
        return Localized(self | {language: text, ABOUT: about})


def text_of(stored: Any) -> Localized:
    """A text as a plain question gives it back: JSON, on SQLite sometimes twice."""
    while isinstance(stored, str):
        stored = json.loads(stored)
    return Localized(stored or {})


def _without(kwargs: dict[str, Any]) -> dict[str, Any]:
    """What ModelForm asks of every field, and ours do not know."""
    return {name: value for name, value in kwargs.items() if name not in ("widget", "form_class", "choices_form_class")}


class LocalizedField(models.JSONField):
    """Stores `Localized`; SQLite and PostgreSQL both look inside it (`title__mn__icontains`)."""

    def __init__(self, *args: Any, lines: int = 1, **kwargs: Any) -> None:
        given: dict[str, Any] = {"default": Localized, "blank": True} | kwargs
        self.lines = lines  # of the box in which it is written
        super().__init__(*args, **given)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Localized:
        if isinstance(expression, KeyTransform) or not isinstance(value, str):
            return Localized(super().from_db_value(value, expression, connection) or {})
        return Localized(json.loads(value))

    def to_python(self, value: object) -> Localized:
        return Localized(value) if isinstance(value, dict) else Localized()

    def formfield(self, **kwargs: Any) -> Any:
        from .inputs import LocalizedInput  # forms need the languages of the settings; models must not

        given = {"label": capfirst(self.verbose_name), "required": not self.blank, "help_text": self.help_text}
        return LocalizedInput(**given | {"lines": self.lines} | _without(kwargs))

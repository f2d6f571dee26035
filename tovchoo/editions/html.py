"""A version as one page that needs nothing beside it: for a reader without Word, and for a shelf."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from typing import IO, Any

from django.template.loader import get_template

from tovchoo.kernel.languages import name as language_name
from tovchoo.kernel.localized import Localized, State

from .codes import square_code
from .content import FACTS, Chapter, Cover, in_language, said
from .prose import blocks_of

STEPS = ("milestone", "outputs", "start", "due", "lead", "supporters", "other_supporters")


def write(to: IO[bytes], cover: Cover, heads: list[tuple[int, Localized, int | None]],
          parts: Iterable[Chapter]) -> None:  # fmt: skip
    """The whole page, part by part, into a file."""
    page: Any = get_template("editions/document.html")
    picture = b64encode(square_code(cover.address)).decode()
    given = {"cover": cover, "heads": heads, "parts": parts, "picture": picture, "said": said, "blocks_of": blocks_of,
             "in_language": in_language, "language_name": language_name, "FACTS": FACTS, "STEPS": STEPS,
             "MISSING": State.MISSING, "OUTDATED": State.OUTDATED, "lines": _lines}  # fmt: skip
    for piece in page.template.generate(given):
        to.write(piece.encode())


def _lines(words: dict[str, str]) -> list[tuple[str, str]]:
    """One a language; of what is alike in all of them, one."""
    shown = list(words.items()) if len(set(words.values())) > 1 else list(words.items())[:1]
    return [(code, text) for code, text in shown if text]

"""What a letter says: the same in every language of the site, the reader's first, as plain text and as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from tovchoo.kernel.languages import reading

LONGEST_SUBJECT = 120
NOT_FOR_A_LINE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
TURNS_THE_LINE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Words:
    """In one language: a subject, paragraphs, and at most one thing to do, with its address on this site."""

    subject: str
    says: list[str]
    to_do: str = ""
    path: str = ""

    @property
    def url(self) -> str:
        return f"{settings.SITE_URL}{self.path}"


Told = Callable[[], Words]  # called once for each language, read in that language


def one_line(text: str, longest: int = LONGEST_SUBJECT) -> str:
    """Fit for a header: one line, no control character, nothing that turns the writing round, not too long."""
    line = NOT_FOR_A_LINE.sub(" ", TURNS_THE_LINE.sub("", text)).strip()
    line = line.replace("=?", "= ?")  # else a mail program decodes what stands behind it
    return line if len(line) <= longest else line[: longest - 1] + "…"


def in_every_language(told: Told, first: str) -> dict[str, Words]:
    """By language, the reader's first."""
    spoken = [code for code, _name in settings.LANGUAGES]
    said = {}
    for code in dict.fromkeys([first if first in spoken else spoken[0], *spoken]):
        with reading(code):
            said[code] = told()
    return said


def as_text(said: dict[str, Words]) -> str:
    """Plain text."""
    return render_to_string("mail/letter.txt", {"said": said})


def as_html(said: dict[str, Words]) -> str:
    """HTML: the same words."""
    return render_to_string("mail/letter.html", {"said": said})

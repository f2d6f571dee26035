"""Collation: a stored key by which every database sorts alike, with Ө after О and Ү after У.

The key is of hexadecimal digits alone, two for each letter: byte order and any locale's order agree about them.
"""

from __future__ import annotations

import unicodedata

from .folding import WORD, _repaired

CYRILLIC = "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
CYRILLIC_FIRST = frozenset({"mn", "mn_mong", "ru"})
LONGEST = 60
END, SPACE, OTHER = 1, 2, 0xFE


def sort_key(text: str, language: str) -> str:
    """The key of a text for readers of a language: its own script first; case and accents only break ties."""
    weights = _weights(language in CYRILLIC_FIRST)
    words = [_repaired(word) for word in WORD.findall(text.casefold())]
    letters = " ".join(words)[:LONGEST]
    first = "".join(f"{weights.get(letter) or _of_base(letter, weights):02x}" for letter in letters)
    tie = "".join(f"{min(ord(letter), 0xFFFF):04x}" for letter in text[:LONGEST])
    return f"{first}{END:02x}{tie}"


def _weights(cyrillic_first: bool) -> dict[str, int]:
    scripts = (CYRILLIC, LATIN) if cyrillic_first else (LATIN, CYRILLIC)
    return {" ": SPACE} | {letter: weight for weight, letter in enumerate(DIGITS + "".join(scripts), 0x10)}


def _of_base(letter: str, weights: dict[str, int]) -> int:
    return weights.get(unicodedata.normalize("NFKD", letter)[0], OTHER)

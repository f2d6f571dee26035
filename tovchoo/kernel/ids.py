"""Ids: text, readable, chosen once, never given to another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

from django.db.models import Model

from .folding import skeleton

LONGEST = 60


def fresh_id(model: type[Model], *words: str) -> str:
    """An id that no entry of this kind has, made of the words as far as they can be written in Latin letters."""
    stem = _stem(model, words)
    like_it = set(model._default_manager.filter(pk__startswith=stem).values_list("pk", flat=True))
    return next(each for each in _numbered(stem) if each not in like_it)


class FreshIds:
    """The same for many entries of one kind at once: what is taken is read once."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.taken = set(model._default_manager.values_list("pk", flat=True))

    def one(self, *words: str) -> str:
        """An id that is not taken, and is from now on."""
        made = next(each for each in _numbered(_stem(self.model, words)) if each not in self.taken)
        self.taken.add(made)
        return made


def _stem(model: type[Model], words: tuple[str, ...]) -> str:
    latin = " ".join(_latin(each) for each in words if each)
    made = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:LONGEST].strip("-")
    return made or str(model._meta.model_name)


def _latin(words: str) -> str:
    plain = "".join(each for each in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(each))
    return plain if plain.isascii() else skeleton(words)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))

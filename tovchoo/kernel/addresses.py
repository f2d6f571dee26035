"""Public addresses, in the reader's language: `address("plans:commitment", "nap5", 4)`."""

from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.urls.converters import StringConverter

from .languages import reader


def address(name: str, *args: Any, language: str | None = None) -> str:
    """The path of a page; its language is the reader's unless another is asked for."""
    return _address(language or reader(), name, args)


@lru_cache(maxsize=65536)  # an answer depends on nothing but the question: it cannot go stale
def _address(language: str, name: str, args: tuple[Any, ...]) -> str:
    return reverse(name, args=[language, *args])


class LanguageConverter(StringConverter):
    """A language code at the beginning of a path; whether the site speaks it is asked later."""

    regex = "[a-z]{2}(?:-[a-z]{4})?"

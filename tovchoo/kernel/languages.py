"""Languages: the reader's, in which content is shown, and the interface's, which needs a catalogue of words.

Both follow from the first word of the address. `/fr/` shows French content in the English interface
until there is a French catalogue.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.conf import settings
from django.utils import translation

CATALOGUES = frozenset({"en", *(folder.name for folder in settings.LOCALE_PATHS[0].iterdir() if folder.is_dir())})
NAMES = {"mn": "Монгол", "en": "English", "fr": "Français", "ru": "Русский", "mn-mong": "ᠮᠣᠩᠭᠣᠯ"}
TRADITIONAL = "mn_mong"  # Mongolian as it is written downwards: may be added to any text, is never asked for
_reader = ContextVar("reader", default=settings.LANGUAGE_CODE)


@contextmanager
def reading(language: str) -> Iterator[None]:
    """Everything within is shown to a reader of that language."""
    before = _reader.set(language)
    try:
        with translation.override(interface()):
            yield
    finally:
        _reader.reset(before)


def reader() -> str:
    """The language of the page's address: what content is shown in."""
    return _reader.get()


def interface() -> str:
    """The language of buttons and headings: the reader's where it has a catalogue, else English."""
    language = _reader.get()
    return language if language in CATALOGUES else "en"


def tag(language: str) -> str:
    """A language as pages and files outside call it (BCP 47): `mn_mong` is `mn-Mong`."""
    code, _low, script = language.replace("-", "_").partition("_")
    return f"{code}-{script.capitalize()}" if len(script) == 4 else language


def name(language: str) -> str:
    """What a language calls itself; its code where we do not know."""
    return NAMES.get(language.replace("_", "-"), language)


@lru_cache(maxsize=8192)  # catalogues do not change while the site runs
def words(language: str, message: str) -> str:
    """A message of the interface in one of its languages."""
    with translation.override(language):
        return translation.gettext(message)


@lru_cache(maxsize=8192)
def words_for(language: str, one: str, many: str, number: int) -> str:
    """A message that depends on a number."""
    with translation.override(language):
        return translation.ngettext(one, many, number)

"""Languages: the reader's, in which content is shown, and the interface's, which needs a catalogue of words.

Both follow from the first word of the address. `/fr/` shows French content in the English interface
until there is a French catalogue.
"""

from django.conf import settings
from django.utils.translation import get_language

CATALOGUES = frozenset({"en", *(folder.name for folder in settings.LOCALE_PATHS[0].iterdir() if folder.is_dir())})
NAMES = {"mn": "Монгол", "en": "English", "fr": "Français", "ru": "Русский", "mn-mong": "ᠮᠣᠩᠭᠣᠯ"}


def reader() -> str:
    """The language of the page's address: what content is shown in."""
    return get_language() or settings.LANGUAGE_CODE


def interface() -> str:
    """The language of buttons and headings: the reader's where it has a catalogue, else English."""
    language = reader()
    return language if language in CATALOGUES else "en"


def name(language: str) -> str:
    """What a language calls itself; its code where we do not know."""
    return NAMES.get(language, language)

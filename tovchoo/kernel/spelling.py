"""Letters that deceive: what turns the writing round, what cannot be seen, what piles up, alphabets mixed in a word.

The traditional script keeps what it needs: U+1800 to U+18AF with its variation selectors, U+180E and U+202F.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from .folding import mixed_words

TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNSEEN = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
JOINERS = re.compile("[\u200c\u200d]")
MONGOL_SCRIPT = re.compile("[\u1800-\u18af]")
PILED = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,}")


def deceiving(text: str, *, is_a_name: bool = False) -> str:
    """The sentence that says what is wrong with a text; empty where nothing is."""
    if TURNING.search(text):
        return _("There is a sign in it that turns the direction of writing. Type it anew instead of copying it.")
    if UNSEEN.search(text) or (JOINERS.search(text) and not MONGOL_SCRIPT.search(text)):
        return _("There is a sign in it that cannot be seen. Type it anew instead of copying it.")
    if PILED.search(text):
        return _("There are signs piled up on a letter. Type it anew instead of copying it.")
    mixed = mixed_words(text) if is_a_name else []
    if mixed:
        return _("“%(word)s” mixes Latin and Cyrillic letters: type it in one alphabet.") % {"word": mixed[0]}
    return ""

"""Folding: one Latin skeleton for both scripts, and a light stem, so that every database finds the same words.

Nothing here changes what people wrote; it only makes the keys under which it is found. No dictionary: the
suffixes of Mongolian are few, and the short vowels that come and go between its forms are left out of the key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
LATIN_IN = re.compile(r"[a-z]")
CYRILLIC_IN = re.compile(r"[\u0400-\u052f]")
LONGEST = 80  # letters of a word that count

# letters that look alike; `v` is how many type ү on a keyboard without it
TO_CYRILLIC = str.maketrans("aeocpxykmthbv", "аеосрхукмтнвү")
TO_LATIN = str.maketrans("аеосрхукмтнв", "aeocpxykmthb")
ALIKE_IN_CAPITALS_ONLY = frozenset("bhvвн")
SOUNDS = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ү": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ı": "i",
})  # fmt: skip
SPELLINGS = (("kh", "h"), ("zh", "j"), ("dj", "j"), ("ye", "e"), ("w", "v"), ("aa", "a"), ("ee", "e"), ("ii", "i"),
             ("oo", "o"), ("uu", "u"))  # fmt: skip

VOWELS = frozenset("аэиоуөүыеёюя")
VOWELS_AND_Y = VOWELS | {"й"}
SUFFIXES = sorted(
    # of case, plural and verb; each is tried, the longest first, until none fits
    "ийнх ынх ийн ын гийн гын ний ны ийг ыг наас нээс ноос нөөс гаас гээс гоос гөөс аас ээс оос өөс иас "
    "гаар гээр гоор гөөр аар ээр оор өөр иар иор тай тэй той төй руу рүү луу лүү ад эд од өд ид "
    "нууд нүүд чууд чүүд гууд гүүд ууд үүд иуд уу үү нар нэр гаа гээ гоо гөө аа ээ оо өө ий ы "
    "аад ээд оод өөд гаад гээд сан сэн сон сөн даг дэг дог дөг жээ чээ вал вэл вол вөл "
    "гүй ах эх ох өх их на нэ но нө х ж ч д т г н с".split(),
    key=len,
    reverse=True,
)
LEAST = {
    "х": 3,
    "д": 3,
    "т": 3,
    "с": 3,
    "аа": 4,
    "ээ": 4,
    "оо": 4,
    "өө": 3,
    "уу": 3,
    "үү": 3,
    "нар": 3,
    "нэр": 3,
    "ад": 3,
    "эд": 3,
    "од": 3,
    "өд": 3,
    "ид": 3,
}  # letters that must stay; else two
AFTER_CONSONANT = frozenset({"на", "нэ", "но", "нө", "ж", "ч"})


def skeleton(text: str) -> str:
    """The words of a text in one Latin spelling, lower case, with one space between them."""
    return " ".join(_latin(word) for word in _words(text))


def stem(word: str) -> str:
    """The key that the forms of one word share; for a Latin word its singular."""
    repaired = _repaired(word.casefold()[:LONGEST])
    return _mongolian_key(repaired) if CYRILLIC_IN.search(repaired) else _sounds(_singular(repaired))


def terms(text: str) -> list[str]:
    """The keys of each word in order: its stem, and its skeletons where they differ from it."""
    return [key for word in _words(text) for key in _keys(word)]


def mixed_words(text: str) -> list[str]:
    """Words that mix Latin and Cyrillic letters."""
    return [word for word in WORD.findall(text) if _is_mixed(word.casefold())]


def in_one_alphabet(text: str) -> str:
    """A text as it was meant: a mixed word in the alphabet of most of its letters, where the others only look alike."""
    return WORD.sub(lambda found: _mended(found[0]), text)


def _mended(word: str) -> str:
    """A word that letters looking alike do not explain stays as it is."""
    mended = _repaired(word.casefold())
    if not _is_mixed(word.casefold()) or _is_mixed(mended) or len(mended) != len(word):
        return word
    pairs = list(zip(word, mended, strict=True))
    if any(old in ALIKE_IN_CAPITALS_ONLY and old != new for old, new in pairs):
        return word
    return "".join(new.upper() if old.isupper() else new for old, new in pairs)


def _words(text: str) -> list[str]:
    return [word[:LONGEST] for word in WORD.findall(text.casefold())]


@lru_cache(maxsize=50_000)
def _keys(word: str) -> tuple[str, ...]:
    other = _latin(word.replace("ө", "ү").replace("ь", "и"))  # Мөнх is Munkh as often as Mönkh, говь is govi
    return tuple(key for key in dict.fromkeys((stem(word), _latin(word), other)) if key)


@lru_cache(maxsize=50_000)
def _latin(word: str) -> str:
    return _sounds(_repaired(word.casefold()))


def _sounds(word: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", word.replace("й", "и")) if letter.isalnum())
    latin = plain.translate(SOUNDS)
    for spelling, sound in SPELLINGS:
        latin = latin.replace(spelling, sound)
    return latin


def _is_mixed(word: str) -> bool:
    return bool(LATIN_IN.search(word) and CYRILLIC_IN.search(word))


def _repaired(word: str) -> str:
    """A word in one alphabet: the one that most of its letters are of."""
    if not _is_mixed(word):
        return word
    cyrillic = len(CYRILLIC_IN.findall(word))
    return word.translate(TO_CYRILLIC if 2 * cyrillic >= len(word) else TO_LATIN)


def _singular(word: str) -> str:
    word = re.sub(r"['’ʼ]s?$", "", word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _mongolian_key(word: str) -> str:
    return _sounds(_without_short_vowels(_without_suffixes(word)))


def _without_suffixes(word: str) -> str:
    """Take endings off, the longest first, while enough of a word stays."""
    while (shorter := _shortened(word)) != word:
        word = shorter
    return word


def _shortened(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and _may_go(word[: -len(suffix)], suffix):
            return word[: -len(suffix)]
    return word


def _may_go(rest: str, suffix: str) -> bool:
    """Whether enough of a word stays without an ending, and the ending can stand behind it."""
    if len(rest) < LEAST.get(suffix, 2) or not VOWELS & set(rest):
        return False
    if suffix == "г":  # the accusative, behind a long vowel or a н that was once нг
        return set(rest[-2:]) <= VOWELS_AND_Y or rest[-1] == "н"
    if suffix[0] == "г" and suffix != "гүй":
        return len(rest) > 3 and (set(rest[-2:]) <= VOWELS_AND_Y or rest[-1] == "н")
    return rest[-1] not in VOWELS if suffix in AFTER_CONSONANT else True


def _without_short_vowels(word: str) -> str:
    """Keep the first vowels of a word, and the long ones: the short ones after it come and go with its endings."""
    kept, seen, at = [], False, 0
    while at < len(word):
        end = at
        while end < len(word) and word[end] in VOWELS_AND_Y:
            end += 1
        group = word[at:end]
        if not group:
            kept.append(word[at])
            at += 1
            continue
        if not seen or len(group) > 1:
            kept.append(group)
        seen, at = True, end
    return "".join(kept)

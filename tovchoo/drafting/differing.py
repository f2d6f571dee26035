"""Where a passage says another number, date or name in one language than in the other: "13 here, 9 there".

What is pointed out is for a person to look at, so what may be said either way is left alone. Only languages whose
numerals and months are known here are compared; the traditional script is a rendering of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, zip_longest

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.folding import WORD, stem

from .frequencies import Often, often_in
from .mentions import DATES, Day, Mention, mentions_in


class Kind(models.TextChoices):
    DATE = "date", _("date")
    NUMBER = "number", _("number")
    TIME = "time", _("how often, or in which half")
    NAME = "name", _("name")


@dataclass(frozen=True)
class Difference:
    """What stands in each language; empty where nothing answers it."""

    kind: Kind
    found: dict[str, str]


@dataclass(frozen=True)
class Named:
    """An organisation or a term: its names, by the language that they are of."""

    key: str
    names: Mapping[str, Iterable[str]]


def differing(texts: Mapping[str, str], names: Names | None = None) -> list[Difference]:
    """What differs between the languages of a passage: dates first, then numbers, then names."""
    said = {code: text for code, text in texts.items() if code in DATES and text.strip()}
    found = []
    for one, other in combinations(sorted(said, key=list(texts).index), 2):
        found += _between(one, mentions_in(said[one], one), other, mentions_in(said[other], other))
        found += _often_else(one, often_in(said[one], one), other, often_in(said[other], other))
        found += names.missing(one, said[one], other, said[other]) if names else []
    return found


# --- dates and numbers ------------------------------------------------------------------------------------------------


def _between(one: str, here: list[Mention], other: str, there: list[Mention]) -> list[Difference]:
    """Those that nothing answers, each beside what stands in its place in the other language."""
    ours, theirs = _unanswered(here, there), _unanswered(there, here)
    found = []
    for kind, is_date in ((Kind.DATE, True), (Kind.NUMBER, False)):
        mine, yours = ([each for each in some if bool(each.days) == is_date] for some in (ours, theirs))
        for a, b in zip_longest(_beside(mine, yours), _beside(yours, mine)):
            if (a and a.is_certain) or (b and b.is_certain):
                found.append(Difference(kind, {one: a.words if a else "", other: b.words if b else ""}))
    return found


def _often_else(one: str, here: dict[Often, str], other: str, there: dict[Often, str]) -> list[Difference]:
    """Where both say how often, or in which half, and each says something that the other does not."""
    found = []
    for halves in (False, True):
        ours = [words for often, words in here.items() if (often[0] == "half") == halves and often not in there]
        theirs = [words for often, words in there.items() if (often[0] == "half") == halves and often not in here]
        found += [Difference(Kind.TIME, {one: a, other: b}) for a, b in zip(ours, theirs, strict=False)]
    return found


def _beside(mine: list[Mention], yours: list[Mention]) -> list[Mention]:
    """The certain ones; the others only as far as the other side has more."""
    certain = [each for each in mine if each.is_certain]
    room = sum(each.is_certain for each in yours) - len(certain)
    others = [each for each in mine if not each.is_certain and each.words[0].isalnum()]
    return sorted(certain + others[: max(room, 0)], key=lambda each: each.at)


def _unanswered(mine: list[Mention], yours: list[Mention]) -> list[Mention]:
    """One of each."""
    plain = {value for each in yours for value in (*each.values, *each.parts)}
    days = [day for each in yours for day in each.days]
    pool = plain | {Decimal(part) for day in days for part in day if part is not None}
    left: dict[object, Mention] = {}
    for each in mine:
        if not (_is_dated(each, days, plain) if each.days else _is_there(each, pool)):
            left.setdefault(each.days or each.values, each)
    return list(left.values())


def _is_there(mention: Mention, pool: set) -> bool:
    return bool(mention.values & pool) or (bool(mention.parts) and mention.parts <= pool)


def _is_dated(mention: Mention, days: list[Day], plain: set) -> bool:
    """Whether each day of it is named there, as exactly or less so; or its parts stand there as numbers of a list."""
    ways = [mention.days] if "/" not in mention.words else [frozenset([each]) for each in mention.days]
    return any(
        all(any(_agree(day, each) for each in days) or _is_spelt(day, plain) for day in some) for some in ways
    )  # fmt: skip


def _agree(one: Day, other: Day) -> bool:
    both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    return bool(both) and all(a == b for a, b in both) and (one[1] is None) == (other[1] is None)


def _is_spelt(day: Day, plain: set) -> bool:
    return all(Decimal(part) in plain for part in day if part is not None)


# --- names ------------------------------------------------------------------------------------------------------------

Keys = tuple[str, ...]


@dataclass
class _Place:
    """Where a name ends, and which begin so."""

    further: dict[str, _Place] = field(default_factory=dict)
    keys: list[tuple[str, bool]] = field(default_factory=list)  # whose it is; whether it is written in capitals


class Names:
    """Names by their first words: a text is read once, however many there are."""

    def __init__(self, entries: Iterable[Named]) -> None:
        self.start = _Place()
        self.languages: dict[str, set[str]] = {}
        for entry in entries:
            for language, names in entry.names.items():
                for name in names:
                    self._add(entry.key, language, name)

    def _add(self, key: str, language: str, name: str) -> None:
        place, words = self.start, WORD.findall(name)
        for word in words:
            place = place.further.setdefault(stem(word), _Place())
        if words and (len(words) > 1 or len(words[0]) > 1):
            place.keys.append((key, name.isupper()))
            self.languages.setdefault(key, set()).add(language)

    def missing(self, one: str, here: str, other: str, there: str) -> list[Difference]:
        """Who is named in one language, has a name in the other, and is not named there."""
        ours, theirs = _read(self.start, here), _read(self.start, there)
        found = [({one: words, other: ""}) for words in self._unnamed(ours, theirs, other)]
        found += [({one: "", other: words}) for words in self._unnamed(theirs, ours, one)]
        return [Difference(Kind.NAME, each) for each in found]

    def _unnamed(self, mine: _Found, yours: _Found, language: str) -> list[str]:
        named = {key for keys, _words in yours.all for key in keys}
        left: dict[frozenset[str], str] = {}
        for keys, words in mine.longest:
            if not keys & named and all(language in self.languages[key] for key in keys):
                left.setdefault(keys, words)
        return list(left.values())


@dataclass
class _Found:
    """Names in a text: all of them, and those that are no part of a longer one."""

    all: list[tuple[frozenset[str], str]]
    longest: list[tuple[frozenset[str], str]]


def _read(start: _Place, text: str) -> _Found:
    words = list(WORD.finditer(text))
    stems = [stem(each[0]) for each in words]
    found, longest, free = [], [], 0
    for at in range(len(words)):
        ends = list(_names_at(start, words, stems, at))
        found += [(keys, text[words[at].start() : words[end - 1].end()]) for keys, end in ends]
        if ends and at >= free:
            longest.append(found[-1])
            free = ends[-1][1]
    return _Found(found, longest)


def _names_at(start: _Place, words: list, stems: list[str], at: int) -> Iterable[tuple[frozenset[str], int]]:
    """The names that begin at a word, the longest last."""
    place: _Place | None = start
    for end in range(at, len(words)):
        place = place.further.get(stems[end]) if place else None
        if place is None:
            return
        is_upper = all(each[0].isupper() for each in words[at : end + 1])
        if keys := frozenset(key for key, capitals in place.keys if is_upper or not capitals):
            yield keys, end + 1

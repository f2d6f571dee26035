"""The dates and numbers that a text in Mongolian or English mentions, however they are written.

A mention is *certain* where its absence in the other language says something. `one` and `нэг` are articles as often as
numbers, `хоёр` also joins two nouns, `half` stands for 50 %: such answer a mention of the other language, and ask none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

Day = tuple[int | None, int | None, int | None]  # year, month, day as far as they are said
Value = Decimal | str
GONE = "\x00"  # stands where something was read already


@dataclass(frozen=True)
class Mention:
    """A number or a date as it stands in a text; of the `values` that it may mean any one is enough."""

    words: str
    at: int
    values: frozenset[Value] = frozenset()
    parts: frozenset[Value] = frozenset()  # where it may as well be several
    days: frozenset[Day] = frozenset()
    is_certain: bool = True


def mentions_in(text: str, language: str) -> list[Mention]:
    """In their order; addresses are not read."""
    rest, found = ADDRESS.sub(_blank, text), []
    for pattern, days_of in DATES[language]:
        for match in pattern.finditer(rest):
            if days := days_of(match):
                found.append(Mention(match[0].strip(), match.start(), days=frozenset(days)))
        rest = pattern.sub(lambda match, of=days_of: _blank(match) if of(match) else match[0], rest)  # type: ignore[misc]
    found += _numbers(rest, language)
    return sorted(found, key=lambda each: each.at)


def _blank(match: re.Match[str]) -> str:
    return GONE * len(match[0])


ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")

# --- dates ------------------------------------------------------------------------------------------------------------

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
SHORT = {each[:3]: number for number, each in enumerate(MONTHS, 1)} | {"Sept": 9}
NAMED = {name: n for given in (dict(zip(MONTHS, range(1, 13), strict=True)), SHORT) for name, n in given.items()}
NAMED |= {name.upper(): number for name, number in NAMED.items()}
MONTH = r"\b(?P<month>" + "|".join(sorted(NAMED, key=len, reverse=True)) + r")\b\.?"
TH = r"(?:st|nd|rd|th)?"
SPAN = rf"\d{{1,2}}{TH}(?:\s*(?:[-–—&]|to|and)\s*\d{{1,2}}{TH})*"
BEFORE = r"(?:in|by|of|until|till|since|from|to|before|after|during|early|late|mid|through|between|and|each|every)"

FIRST = ("нэг", "хоёр", "гурав", "дөрөв", "тав", "зургаа", "долоо", "найм", "ес", "арав")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NUMBERED = {f"{word}д{end}": number for number, word in enumerate(FIRST, 1) for end in ("угаар", "үгээр")}
NUMBERED |= {f"арван{gap}{word}": n + 10 for word, n in list(NUMBERED.items()) if n < 3 for gap in ("", " ")}
OF_A_YEAR = r"(?:(?P<year>\d{4})\s*он(?:ы|д|оос)?\s+)?"
NTH = r"\s*-?\s*(?:р|дугаар|дүгээр)\w*"
OF_A_MONTH = r"(?!\s*-?\s*(?:р|дугаар|дүгээр)?\s*сар)(?!\s*(?:%|хув))"
CASE = r"-?(?:н?[аэоө]{2}с|н[ыи]й?|нд)"
MN_DAYS = (rf"(?P<days>\d{{1,2}}(?!\d){OF_A_MONTH}(?:(?:{CASE})?[\s,–—-]+\d{{1,2}}(?![\d.])"
           rf"{OF_A_MONTH}(?=-?\s?н))*)")  # fmt: skip
WORDED = "|".join(sorted(NUMBERED, key=len, reverse=True))
MN_MONTH = rf"\b(?:(?P<nth>\d{{1,2}}|{'|'.join(reversed(ROMAN))}){NTH}|(?P<worded>{WORDED})|(?P<plain>\d{{1,2}}))\s*сар"


def _day(year: str | None, month: str | int | None, day: str | None) -> Iterator[Day]:
    """If there is such a day."""
    found = (int(year) if year else None, int(month) if month else None, int(day) if day else None)
    if (not month or 0 < int(month) < 13) and (not day or 0 < int(day) < 32):
        yield found


def _of_digits(match: re.Match[str]) -> list[Day]:
    return list(_day(match["year"], match["month"], match["day"]))


def _of_digits_backwards(match: re.Match[str]) -> list[Day]:
    """8.11.2023; with strokes also as Americans have it."""
    found = list(_day(match["year"], match["month"], match["day"]))
    return found + (list(_day(match["year"], match["day"], match["month"])) if "/" in match[0] else [])


def _english(match: re.Match[str]) -> list[Day]:
    given = match.groupdict()
    days = re.findall(r"\d+", given.get("days") or "") or [None]
    return [each for day in days for each in _day(given.get("year"), NAMED[given["month"]], day)]


def _mongolian(match: re.Match[str]) -> list[Day]:
    """`6 сар` alone is six months as well as June: a date is what has a year or a day beside it, or `-р`."""
    given = match.groupdict()
    if given["plain"] and not given["year"] and not given["days"]:
        return []
    nth = given["nth"] or given["plain"]
    month = (
        NUMBERED[given["worded"].casefold()]
        if given["worded"]
        else ROMAN.index(nth.upper()) + 1
        if nth.upper() in ROMAN
        else nth
    )
    days = re.findall(r"\d+", given["days"] or "") or [None]
    return [each for day in days for each in _day(given["year"], month, day)]


Pattern = tuple[re.Pattern[str], Callable[[re.Match[str]], list[Day]]]
DIGITS: list[Pattern] = [
    (re.compile(r"(?<![\d./-])(?P<year>\d{4})([-./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d|[./]\d)"), _of_digits),
    (re.compile(r"(?<![\d./-])(?P<day>\d{1,2})([-./])(?P<month>\d{1,2})\2(?P<year>\d{4})(?!\d)"), _of_digits_backwards),
]
DATES: dict[str, list[Pattern]] = {
    "en": [
        *DIGITS,
        (re.compile(rf"(?<![\d.,])(?P<days>{SPAN})\s+(?:of\s+)?{MONTH}(?:,?\s+(?P<year>\d{{4}})\b)?"), _english),
        (re.compile(rf"{MONTH}\s+(?P<days>{SPAN})(?![\d%])(?:,?\s+(?P<year>\d{{4}})\b)?"), _english),
        (re.compile(rf"{MONTH},?\s+(?:of\s+)?(?P<year>\d{{4}})\b"), _english),
        (re.compile(rf"\b(?i:{BEFORE})[ -]{MONTH}"), _english),
        (re.compile(MONTH.replace("May|", "").replace("March|", "").replace("Mar|", "")), _english),
    ],
    "mn": [*DIGITS, (re.compile(rf"{OF_A_YEAR}{MN_MONTH}(?:ын\s+{MN_DAYS})?", re.IGNORECASE), _mongolian)],
}

# --- numbers ----------------------------------------------------------------------------------------------------------

SPACES = " \u00a0\u2009\u202f"
GROUPED = rf"\d{{1,3}}(?P<sign>[{SPACES}'’.,])\d{{3}}(?:(?P=sign)\d{{3}})*(?:[.,]\d+)?(?!\d)"
TOKEN = re.compile(rf"(?<!\d)(?P<grouped>{GROUPED})|(?P<plain>\d+(?:[.,:]\d+)*)|(?P<word>[^\W\d_]+)")
ROMAN_TOKEN = re.compile(r"(?=[IVXІХ])[IVX]{1,5}|[IVXІХ]{2,5}")
ROMAN_VALUE = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
THOUSAND, MILLION = Decimal(1000), Decimal(10**6)


@dataclass(frozen=True)
class Numeral:
    """What one word counts; `scale`: it multiplies what stands before it; `ends`: nothing follows an ordinal."""

    value: Decimal
    scale: bool = False
    ends: bool = False
    is_certain: bool = True


LOW = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
NTH = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENDINGS = (
    "н ны ний ын ийн гийн ыг ийг г т д нд аас ээс оос өөс наас нээс ноос нөөс гаас аар ээр оор өөр тай тэй той гаар "
    "уулаа үүлээ хан хөн аад ээд оод өөд"
)


def _english_words() -> dict[str, Numeral]:
    words = {word: Numeral(Decimal(n), is_certain=n > 1) for n, word in enumerate(LOW.split())}
    words |= {f"{word}{s}": Numeral(Decimal(n), ends=True, is_certain=n > 2) for n, word in enumerate(NTH.split())
              for s in ("", "s")}  # fmt: skip
    words |= {word: Numeral(Decimal(10 * n)) for n, word in enumerate(TENS.split(), 2)}
    words |= {f"{word[:-1]}ieth": Numeral(Decimal(10 * n), ends=True) for n, word in enumerate(TENS.split(), 2)}
    scales = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
              "mln": 10**6, "bn": 10**9, "bln": 10**9}  # fmt: skip
    words |= {f"{word}{s}": Numeral(Decimal(n), scale=True) for word, n in scales.items() for s in ("", "s")}
    words |= {f"{word}th": Numeral(Decimal(n), scale=True, ends=True) for word, n in scales.items()}
    return words


def _mongolian_words() -> dict[str, Numeral]:
    stems = {1: "нэг нэгэн", 2: "хоёр", 3: "гурав гурван гурв", 4: "дөрөв дөрвөн дөрв", 5: "тав таван",
             6: "зургаа зургаан", 7: "долоо долоон", 8: "найм найман", 9: "ес есөн", 10: "арав арван арв",
             20: "хорь хорин хори", 30: "гуч гучин", 40: "дөч дөчин", 50: "тавь тавин", 60: "жар жаран",
             70: "дал далан", 80: "ная наян", 90: "ерэн ерөн"}  # fmt: skip
    scales = {100: "зуу зуун зуугаад", 1000: "мянга мянган мянг", 10**6: "сая", 10**9: "тэрбум", 10**12: "наяд"}
    nth = [
        f"{each}{end}" for each in ("дугаар", "дүгээр", "дахь", "дэх", "дагч") for end in ("", "т", "ын", "ийн", "ыг")
    ]
    nth += ["дугаараас", "дүгээрээс"]
    words: dict[str, Numeral] = {}
    for value, forms in stems.items():
        for stem in forms.split():
            words |= {stem + end: Numeral(Decimal(value), is_certain=value > 2) for end in ["", *ENDINGS.split()]}
            words |= {stem + end: Numeral(Decimal(value), ends=True, is_certain=value > 1) for end in nth}
    for value, forms in scales.items():
        words |= {
            stem + end: Numeral(Decimal(value), scale=True) for stem in forms.split() for end in ["", *ENDINGS.split()]
        }
    return words


WORDS = {"en": _english_words(), "mn": _mongolian_words()}
MEANT = {  # words that stand for a number, and never have to
    "en": {"both": "2", "pair": "2", "twice": "2", "double": "2", "doubled": "2", "once": "1", "single": "1",
           "triple": "3", "tripartite": "3", "trilateral": "3", "thrice": "3", "half": "0.5 50 6", "halves": "0.5 50",
           "quarter": "0.25 25 4 3", "quarterly": "4 3", "dozen": "12", "decade": "10", "decades": "10",
           "century": "100", "week": "7", "weekly": "7", "fortnight": "14 2", "biannual": "2 6", "semiannual": "2 6",
           "annual": "1", "year": "12", "seconds": "2"},
    "mn": {"хагас": "0.5 50 6 1.5 18", "тал": "0.5 50", "талаас": "50", "хоёул": "2", "ганц": "1", "дахин": "2",
           "гурвалсан": "3", "улирал": "3 4", "улирлын": "3 4", "жил": "12", "тэг": "0", "хос": "2"},
}  # fmt: skip
MEANT_BY = {lang: {word: frozenset(map(Decimal, said.split())) for word, said in each.items()}
            for lang, each in MEANT.items()}  # fmt: skip
UNITS = {  # beside a number: what else it may be counted in
    **dict.fromkeys(("week", "weeks"), Decimal(7)),
    **dict.fromkeys(("month", "months", "сар", "сарын", "сард", "сараас"), 1 / Decimal(12)),
    **dict.fromkeys(("year", "years", "жил", "жилийн", "жилд"), Decimal(12)),
    **dict.fromkeys(("hour", "hours", "цаг", "цагийн"), 1 / Decimal(24)),
}


def _numbers(text: str, language: str) -> Iterator[Mention]:
    tokens, at = list(TOKEN.finditer(text)), 0
    while at < len(tokens):
        mention, at = _number(text, tokens, at, language)
        if mention:
            yield mention


def _number(text: str, tokens: list[re.Match[str]], at: int, language: str) -> tuple[Mention | None, int]:
    """What begins at a word, if a number does, and where the next may begin."""
    token = tokens[at]
    if token["word"] and _known(token[0], language) is None:
        return _other(text, token, language), at + 1
    run = _Run(language)
    first = at
    while at < len(tokens) and (at == first or _is_beside(text, tokens[at - 1], tokens[at])) and run.takes(tokens[at]):
        at += 1
    if run.may_go_on and _said(tokens, at) == "and" and at + 1 < len(tokens) and run.takes(tokens[at + 1]):
        at += 2
    words = text[token.start() : tokens[at - 1].end()]
    return run.mention(words, token.start(), _said(tokens, at), text[tokens[at - 1].end() :][:40]), at


def _said(tokens: list[re.Match[str]], at: int) -> str:
    return tokens[at][0].casefold() if at < len(tokens) else ""


def _is_beside(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """`twenty-five` and `арван гурав` are one number, `5-10` and `5, 10` are two."""
    between = text[one.end() : other.start()]
    return between in ("", *SPACES) or (between == "-" and bool(one["word"]) and bool(other["word"]))


def _known(word: str, language: str) -> Numeral | None:
    return WORDS[language].get(word.casefold())


def _other(text: str, token: re.Match[str], language: str) -> Mention | None:
    """A Roman numeral, or a word that stands for a number."""
    word = token[0]
    if ROMAN_TOKEN.fullmatch(word) and (value := _roman(word)):
        is_initial = len(word) == 1 and re.match(r"\.\s*[^\W\d_]", text[token.end() :]) is not None
        return Mention(word, token.start(), frozenset([Decimal(value)]), is_certain=value > 1 and not is_initial)
    if said := MEANT_BY[language].get(word.casefold()):
        return Mention(word, token.start(), said, is_certain=False)
    return None


def _roman(word: str) -> int:
    """Also where the letters are Cyrillic that look alike; 0 for what is none."""
    match = ROMAN_VALUE.fullmatch(word.translate(str.maketrans("ІХ", "IX")))
    if not match:
        return 0
    ones = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    return 10 * len(match[1]) + ones[match[2]]


class _Run:
    """Words and digits that together are one number, as they are read."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.total = Decimal(0)
        self.now: set[Value] = set()  # what the last scale has not multiplied yet
        self.parts: set[Value] = set()
        self.last_scale = Decimal("Infinity")
        self.has_digits = self.has_ended = self.is_lone = False
        self.is_certain = True

    @property
    def may_go_on(self) -> bool:
        """`one hundred and five`"""
        if self.language != "en" or self.has_ended or self.has_digits:
            return False
        return (self.last_scale < THOUSAND * THOUSAND and not self.now) or any(_is_hundreds(each) for each in self.now)

    def takes(self, token: re.Match[str]) -> bool:
        """Whether a word belongs to it; then it is in."""
        if self.has_ended:
            return False
        if not token["word"]:
            return self._takes_digits(token[0], bool(token["grouped"]))
        known = _known(token[0], self.language)
        if known is None:
            return False
        taken = self._takes_scale(known) if known.scale else self._takes_word(known)
        if taken:
            self.has_ended = known.ends
            self.is_certain = self.is_certain and (known.is_certain or bool(self.total))
        return taken

    def _takes_digits(self, text: str, is_grouped: bool) -> bool:
        if self.now:
            return False
        values, parts = _read(text, is_grouped)
        if self.total:
            if not any(isinstance(each, Decimal) and each < self.last_scale for each in values):
                return False
            self.parts |= {self.total, *values}
        self.now, self.has_digits = set(values), True
        self.parts |= parts
        return True

    def _takes_word(self, word: Numeral) -> bool:
        if not self.now:
            if self.total and word.value >= self.last_scale:
                return False
            self.now = {word.value}
            return True
        if self.has_digits or not all(isinstance(each, Decimal) and _may_add(each, word.value) for each in self.now):
            return False
        self.now = {each + word.value for each in self.now if isinstance(each, Decimal)}
        self.is_certain = True
        return True

    def _takes_scale(self, word: Numeral) -> bool:
        if not self.now:
            if self.total:
                return False
            self.now, self.is_lone, self.has_ended = {word.value}, True, word.value > 100
            return True
        numbers = [each for each in self.now if isinstance(each, Decimal)]
        if word.value == 100:
            if not all(each < 100 for each in numbers) or not numbers:
                return False
            self.now = {each * 100 for each in numbers}
            self.is_certain, self.is_lone = True, False
            return True
        if word.value >= self.last_scale or not numbers:
            return False
        self.total, self.parts = self.total + max(numbers) * word.value, set()
        self.now, self.last_scale, self.is_certain, self.is_lone = set(), word.value, True, False
        return True

    def mention(self, words: str, at: int, unit: str, behind: str) -> Mention:
        """What was read, with all that it may mean beside a unit."""
        values: set[Value] = {self.total + each if isinstance(each, Decimal) else each for each in self.now}
        values = values or {self.total}
        is_certain = (self.is_certain and not self.is_lone) or self.has_digits
        if half := re.match(r"\s+and a half\s+(\w+)", behind):
            values |= {each + Decimal("0.5") for each in values if isinstance(each, Decimal)}
            unit = half[1]
        if unit in UNITS and re.match(r"[\s-]", behind):
            values |= {round(each * UNITS[unit], 2) for each in values if isinstance(each, Decimal)}
        if re.match(r"\s*(?:p\.?\s?m\b|pm\b)", behind):
            values |= {each + 12 for each in values if isinstance(each, Decimal)} | {_later(each) for each in values}
        if unit.startswith("хоног") and Decimal(7) in values:
            is_certain = False
        if values <= {Decimal(0), Decimal(1)} or (Decimal(1) in values and not self.total):
            is_certain = False
        return Mention(words, at, frozenset(values), frozenset(self.parts), is_certain=is_certain)


def _later(value: Value) -> Value:
    """5:30 in the afternoon."""
    hour, colon, rest = str(value).partition(":")
    return f"{int(hour) + 12}:{rest}" if colon and int(hour) < 12 else value


def _is_hundreds(value: Value) -> bool:
    return isinstance(value, Decimal) and value > 0 and value % 100 == 0


def _may_add(value: Decimal, other: Decimal) -> bool:
    """Tens before ones, hundreds before both."""
    if value <= 0 or value != int(value):
        return False
    if value % 100 == 0:
        return other < 100
    return value % 10 == 0 and value % 100 >= 10 and 0 < other < 10


def _read(text: str, is_grouped: bool) -> tuple[set[Value], set[Value]]:
    """What digits may mean: 1,500 is a thousand and a half as well as one and a half."""
    if ":" in text:
        hours, _colon, minutes = text.partition(":")
        hour: set[Value] = {Decimal(hours)} if minutes == "00" and hours.isdecimal() else set()
        return {text.lstrip("0") or text, *hour}, {Decimal(each) for each in re.findall(r"\d+", text)}
    pieces = re.split(rf"[{SPACES}'’.,]", text)
    parts: set[Value] = {Decimal(each) for each in pieces} if len(pieces) > 1 else set()
    if is_grouped:
        sign = re.sub(r"\d", "", text)
        joined = "".join(pieces[:-1]) + f".{pieces[-1]}" if len(set(sign)) > 1 else "".join(pieces)
        values: set[Value] = {Decimal(joined)}
        if len(pieces) == 2 and sign in ".,":
            values.add(Decimal(".".join(pieces)))
        return values, parts
    if len(pieces) > 2:
        return {".".join(pieces)}, parts
    return {Decimal(".".join(pieces))}, parts

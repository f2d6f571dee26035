"""What a list of members says: which column is what, and what the words below it mean, in Mongolian and English.

Nothing is decided here that the list does not say. What is not understood is left out and doubted, so that a person
looks at it; what is odd but legible is kept as typed, and doubted too. A word in two alphabets is put into one, where
its letters only look alike, and a column that is not understood is named, so that a person can say what it holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import groupby, islice, zip_longest
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tovchoo.kernel.folding import WORD, in_one_alphabet, mixed_words, stem
from tovchoo.kernel.localized import Localized

from .models import Seat, Side

Keys = tuple[str, ...]
Vocabulary = Mapping[Keys, str]


@dataclass(frozen=True)
class Doubt:
    """Something that a person should look at before the line is taken over."""

    code: str
    says: str

    @property
    def is_note(self) -> bool:
        """Worth knowing, but nothing that somebody must decide."""
        return self.code in NOTES


NOTES = frozenset({"same_organisation", "mended_alphabets"})


@dataclass
class Row:
    """A row of a sheet: its texts, and what the sheet knows about them besides."""

    number: int  # as the spreadsheet counts
    cells: list[str]
    hidden: bool = False
    lost: frozenset[int] = frozenset()  # columns of formulas without a value
    above: set[int] = field(default_factory=set)  # columns that a merged cell fills from a row above
    wide: list[tuple[int, int]] = field(default_factory=list)  # first and last column of cells merged to the right
    notes: tuple[Doubt, ...] = ()  # what is doubtful about the whole file

    @cached_property
    def texts(self) -> list[str]:
        """As they are read."""
        return [clean(cell) for cell in self.cells]


# --- words ------------------------------------------------------------------------------------------------------------


def _vocabulary(phrases: Mapping[str, str]) -> dict[Keys, str]:
    """Each phrase by the stems of its words, so that its cases, plurals and spellings are known as well."""
    return {_keys(phrase): meaning for meaning, listed in phrases.items() for phrase in listed.split("|")}


def _keys(text: str) -> Keys:
    return tuple(stem(word) for word in WORD.findall(text.replace("№", " no ").replace("#", " no ")))


def _meanings(text: str, vocabulary: Vocabulary) -> list[str]:
    """What the phrases of a text mean, in their order; an empty one for each word that is not known."""
    keys, at, found = _keys(text) if len(text) <= LONGEST_TITLE else ("",), 0, list[str]()
    while at < len(keys):
        sizes = (
            size for size in range(min(LONGEST_PHRASE, len(keys) - at), 0, -1) if keys[at : at + size] in vocabulary
        )
        size = next(sizes, 1)
        meaning = vocabulary.get(keys[at : at + size], FILLER if keys[at].isdigit() else "")
        found += [meaning] if meaning != FILLER else []
        at += size
    return found


LONGEST_PHRASE = 5  # words
LONGEST_TITLE = 200  # letters; a longer text is no title, and is not worth the search
FILLER = "-"
COLUMNS = _vocabulary({
    "number": "no|дугаар|дэс дугаар|д д|дд|number|nr",
    "name": "нэр|нэрс|овог нэр|гишүүн|гишүүний нэр|төлөөлөгч|оролцогч|хүн|name|full name|member|person|participant|"
    "representative",
    "family": "овог|эцгийн нэр|эхийн нэр|эцэг эхийн нэр|эцэг эх нэр|surname|family name|last name|patronymic",
    "given": "өөрийн нэр|given name|first name",
    "organisation": "байгууллага|байгууллагын нэр|organisation name|organization name|name of organisation|"
    "name of organization|газар|албан газар|ажлын газар|яам|агентлаг|компани|organisation|organization|"
    "institution|agency|ministry|company|affiliation",
    "position": "албан тушаал|албан тушаалтан|тушаал|position|title|job title|post|office|designation",
    "side": "тал|side",
    "sector": "салбар|сектор|sector",
    "role": "үүрэг|гүйцэтгэх үүрэг|ажлын хэсэгт гүйцэтгэх үүрэг|ажлын хэсэг дэх үүрэг|role",
    "email": "имэйл|и мэйл|э мэйл|мэйл|цахим шуудан|цахим хаяг|email|e mail|mail",
    "phone": "утас|ажлын утас|гар утас|утасны дугаар|phone|phone number|telephone|mobile|mobile phone|tel|cell",
    "gender": "хүйс|gender|sex",
    "region": "аймаг|нийслэл|бүс|бүс нутаг|орон нутаг|дүүрэг|сум|region|province|aimag",
    "@mn": "монгол|монгол хэл|монголоор|кирилл|mongolian|mn|mon|cyrillic",
    "@en": "англи|англи хэл|англиар|english|en|eng",
    "@mn_mong": "монгол бичиг|монгол бичгээр|босоо бичиг|уйгаржин|mongolian script|traditional mongolian|"
    "traditional script",
    FILLER: "ба|болон|нь|хэл|хэлээр|буй|дахь|албан|төлөөлж|төлөөлсөн|төлөөлөл|харьяа|харьяалах|одоогийн|эрхэлж|"
    "ажлын хэсэг|зөвлөл|форум|чиглэл|хаяг|of|the|and|in|a|for|current|working group|msf|address|field",
})  # fmt: skip
PLACES = _vocabulary({
    "government:government": "төр|төр засаг|засгийн газар|төрийн захиргаа|яам|агентлаг|government|governmental|state|"
    "public sector|public institution|ministry|agency",
    "non_government:civil_society": "төрийн бус|төрийн бус байгууллага|тбб|иргэний нийгэм|инб|нийгмийн байгууллага|"
    "ngo|cso|civil society",
    "non_government:": "non government|non governmental|nongovernment|nongovernmental|non state|засгийн газрын бус",
    "non_government:private": "хувийн хэвшил|хувийн|бизнес|private|private sector|business",
    ":academia": "эрдэм шинжилгээ|эрдэм шинжилгээ судалгаа|эрдэмтэн судлаач|судлаач|судалгаа|их сургууль|"
    "их дээд сургууль|академи|academia|academic|university|research",
    ":media": "хэвлэл мэдээлэл|хэвлэл|медиа|сэтгүүлч|сэтгүүл зүй|media|press",
    ":international": "олон улс|гадаад|донор|хөгжлийн түнш|international|development partner|donor",
    ":parliament": "уих|улсын их хурал|их хурал|парламент|parliament",
    ":other": "бусад|бусад салбар|other",
    "side": "тал|side",
    FILLER: "ууд|үүд|байгууллага|салбар|сектор|төлөөлөл|төлөөлөгч|төлөөлсөн|гишүүн|хүн|ба|болон|нь|sector|organisation|"
    "organization|institution|representative|member|of|the|and",
})  # fmt: skip
ROLES = _vocabulary({
    Seat.Role.CHAIR: "дарга|ахлагч|даргалагч|тэргүүн|chair|chairperson|chairman|chairwoman|head|leader",
    Seat.Role.SECRETARY: "нарийн бичгийн дарга|нарийн бичиг|secretary",
    "member": "гишүүн|member",
    FILLER: "ажлын хэсэг|ажлын хэсгийн|зөвлөл|форум|working group|council|forum|msf|of|the",
})  # fmt: skip
GENDERS = _vocabulary({
    "female": "эмэгтэй|эм|female|f|woman|women",
    "male": "эрэгтэй|эр|male|m|man|men",
    "other": "бусад|other",
})  # fmt: skip
HEADER_WITHIN = 30  # rows
COMPOUND = ("email", "phone", "gender", "region", "role", "side", "sector", "position", "organisation", "given",
            "family", "name", "number")  # fmt: skip
KEPT = frozenset(COMPOUND) - {"phone", "number"}
UNITED = re.compile(r"[,;&+]|\b(?:ба|болон|and)\b", re.IGNORECASE)
ENUMERATED = re.compile(r"^\W*(?:[IVX]+|[A-ZА-ЯӨҮ]|\d+)[.)]\s*")
ASIDE = re.compile(r"[(/\[].*", re.DOTALL)


# --- texts ------------------------------------------------------------------------------------------------------------

MONGOLIAN = "\u1800-\u18af"
BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
# joiners and the narrow space belong to the traditional script: there they shape its letters and hold its endings
INVISIBLE = re.compile(f"[\u00ad\u200b\u2060-\u2064\ufeff]|(?<![{MONGOLIAN}])[\u200c\u200d](?![{MONGOLIAN}])")
ODD_SPACES = re.compile(f"(?<![{MONGOLIAN}])\u202f(?![{MONGOLIAN}])|[^\\S\n\u202f]")
NUMBERING = re.compile(r"^(?:\d{1,4}\s*[.)]\s*)+(?=[^\W\d_]|[\"«“„'(])")
NOTHING = re.compile(r"[-–—_.\s]*")
LOST_LETTER = "\ufffd"
LETTERS = {
    "mn": re.compile("[\u0400-\u052f]"),
    "en": re.compile("[A-Za-z\u00c0-\u024f]"),
    "mn_mong": re.compile("[\u1820-\u18aa]"),
}
PIECE = re.compile(r"\([^()\n]*\)|(?:(?! [-–—] )[^()/|\n])+")
ABBREVIATION = re.compile(r"\((?=(?:[^A-ZА-ЯЁӨҮ]*[A-ZА-ЯЁӨҮ]){2})[\w&-]{2,8}\)")


def clean(text: str) -> str:
    """Without what nobody sees, and with plain spaces; line breaks stay, for they often part two languages."""
    text = HARMFUL.sub("", BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    text = ODD_SPACES.sub(" ", INVISIBLE.sub("", text))
    text = re.sub(r" *\n[ \n]*", "\n", re.sub(" {2,}", " ", text)).strip(" \n")
    return "" if NOTHING.fullmatch(text) else text


def on_one_line(text: str) -> str:
    """As a name is kept: without its number in the list, and in one line."""
    return NUMBERING.sub("", re.sub("[ \n]+", " ", text).strip(" \n"))


def parted(text: str) -> dict[str, str]:
    """A text by language: two where one part is in one script and the rest in another, else one."""
    pieces = [piece for piece in _pieces(text) if piece[0]]
    runs = [(language, list(run)) for language, run in groupby(pieces, key=lambda piece: piece[0])]
    if len(runs) < 2 or len({language for language, _run in runs}) < len(runs):
        whole = on_one_line(text)
        return {_language(whole) or settings.LANGUAGE_CODE: whole} if whole else {}
    starts = [0, *(run[0][1] for _language, run in runs[1:])]
    ends = [*(run[-1][2] for _language, run in runs[:-1]), len(text)]
    return {run[0]: _bare(text[start:end]) for run, start, end in zip(runs, starts, ends, strict=True)}


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """What stands between slashes, dashes, brackets and line breaks; an abbreviation goes with the name before it."""
    language = ""
    for found in PIECE.finditer(text):
        said = found.group()
        language = ("" if ABBREVIATION.fullmatch(said) else _language(said)) or language
        yield language, found.start(), found.end()


def _language(text: str) -> str:
    """The language in whose letters most of a text is written; none where it has no letters."""
    letters = {language: len(pattern.findall(text)) for language, pattern in LETTERS.items()}
    most = max(letters, key=lambda language: letters[language])
    return most if letters[most] else ""


def _bare(text: str) -> str:
    """One half of a cell without what parted it from the other."""
    text = text.strip(" \n/|-–—")
    inside = re.fullmatch(r"\(([^()]*)\)", text)
    return on_one_line(inside[1] if inside else text)


# --- columns ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """What a column is known to hold."""

    kind: str  # empty where the title names a language only
    language: str  # empty where it names none
    title: str
    shared: bool = False  # with another thing, as in "Organisation, position"


@dataclass(frozen=True)
class Header:
    """Where the list begins, and what its columns are."""

    last: int  # the number of its last row
    columns: list[Column | None]
    texts: list[list[str]]  # of its rows, to know them again after a page break
    titles: frozenset[str]  # that stood above it
    unread: Mapping[int, str] = field(default_factory=dict)  # what stands above columns that are not understood

    def of(self, *kinds: str) -> Iterator[tuple[int, Column]]:
        """The columns of a kind with their places, those that name their language first."""
        found = [(at, column) for at, column in enumerate(self.columns) if column and column.kind in kinds]
        return iter(sorted(found, key=lambda each: not each[1].language))

    def column(self, at: int) -> Column | None:
        """What stands in that place; nothing beyond the last title."""
        return self.columns[at] if at < len(self.columns) else None

    @cached_property
    def known(self) -> frozenset[int]:
        """Places of the columns from which something is kept."""
        return frozenset(at for at, column in enumerate(self.columns) if column and column.kind in KEPT)

    def said_to_hold(self, kinds: Mapping[int, str]) -> Header:
        """With what a person, or the cells themselves, say of columns."""
        columns = self.columns + [None] * (max(kinds, default=-1) + 1 - len(self.columns))
        for at, kind in kinds.items():
            columns[at] = Column(kind, "", self.unread.get(at, "")) if kind in KEPT else columns[at]
        return replace(self, columns=columns, unread={at: says for at, says in self.unread.items() if at not in kinds})


def header_in(rows: Sequence[Row]) -> Header | None:
    """Where the list begins among its first rows; a column of sides is known by its cells, whatever its title says."""
    found = _titles_in(rows[:HEADER_WITHIN])
    if not found:
        return None
    below = [row for row in rows if row.number > found.last]
    header = replace(found, unread=dict(_unread(found, below)))
    sides = () if any(header.of("side")) else (at for at in header.unread if _are_sides(_cells_at(at, below), below))
    return header.said_to_hold(dict.fromkeys(islice(sides, 1), "side"))


def _unread(header: Header, below: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Columns of which nothing is known: by their titles, or where only their cells say something, by their letters."""
    titles = [" ".join(dict.fromkeys(filter(None, texts))) for texts in zip_longest(*header.texts, fillvalue="")]
    for at in range(max([len(titles), *(len(row.cells) for row in below)])):
        column, title = header.column(at), on_one_line(titles[at])[:100] if at < len(titles) else ""
        if not (column and column.kind) and (title or len(_cells_at(at, below)) > 1):
            yield at, f"{letter_of(at)}: {title}" if title else letter_of(at)


def _cells_at(at: int, rows: Iterable[Row]) -> list[str]:
    """What a column says itself."""
    own = (row for row in rows if at < len(row.cells) and not any(left <= at <= right for left, right in row.wide))
    return [text for row in own if (text := row.texts[at])]


def _are_sides(texts: list[str], rows: Sequence[Row]) -> bool:
    return 2 * len(texts) >= len(rows) > 0 and all((place := place_of(text)) and place.side for text in texts)


def letter_of(at: int) -> str:
    """A column as a spreadsheet calls it."""
    return (letter_of(at // 26 - 1) if at > 25 else "") + chr(65 + at % 26)


def _titles_in(rows: Sequence[Row]) -> Header | None:
    """The first row with two known columns, one of which names somebody; with the row below if that divides it."""
    for at, row in enumerate(rows):
        columns = [column_of(text) for text in row.cells]
        if not _names_somebody(columns):
            continue
        below = rows[at + 1 : at + 2]
        parts = below if below and _divides(below[0], row) else []
        titles = frozenset(text for above in rows[:at] for text in above.texts if text)
        texts = [each.texts for each in (row, *parts)]
        return Header((row, *parts)[-1].number, _joined(texts) if parts else columns, texts, titles)
    return None


def column_of(title: str) -> Column | None:
    """What a title says, all of it or else all before its first bracket."""
    for text in (clean(title), ASIDE.sub("", clean(title))):
        meanings = _meanings(text, COLUMNS)
        if meanings and "" not in meanings:
            return _column(on_one_line(clean(title)), meanings)
    return Column("side", "", on_one_line(clean(title))) if _names_both_sides(clean(title)) else None


def _names_both_sides(title: str) -> bool:
    """Whether a title is the choice itself: "Төр / ТББ"."""
    meanings = set(_meanings(title, PLACES))
    return "" not in meanings and {meaning.partition(":")[0] for meaning in meanings} >= set(Side.values)


def _column(title: str, meanings: list[str]) -> Column:
    languages = {meaning[1:] for meaning in meanings if meaning[0] == "@"}
    kinds = {meaning for meaning in meanings if meaning[0] != "@"}
    if kinds >= {"family", "name"} or kinds >= {"family", "given"}:
        kinds = kinds - {"family", "given"} | {"name"}
    shared = {"organisation", "position"} <= kinds or bool(len(kinds & KEPT) > 1 and UNITED.search(title))
    return Column(_kind(kinds, shared), languages.pop() if len(languages) == 1 else "", title, shared)


def _kind(kinds: set[str], shared: bool) -> str:
    """The last thing that a compound names; of things that share a column the one that can hold the others best."""
    order = ("email", "name", "position", "organisation", *COMPOUND) if shared else COMPOUND
    return next((kind for kind in order if kind in kinds), "")


def _names_somebody(columns: Iterable[Column | None]) -> bool:
    kinds = {column.kind for column in columns if column and column.kind}
    return len(kinds) > 1 and bool(kinds & {"name", "given", "family", "organisation", "position"})


def _divides(row: Row, above: Row) -> bool:
    """Whether a row under the header is a part of it: all that it says itself are known titles, or most of it is."""
    own = [text for at, text in enumerate(row.cells) if text.strip() and at not in row.above]
    columns = [column_of(text) for text in own]
    known = [column for column in columns if column]
    if row.number != above.number + 1 or not known or any(letter.isdigit() for text in own for letter in text):
        return False
    return len(known) == len(own) or (2 * len(known) >= len(own) and _names_somebody(columns))


def _joined(texts: list[list[str]]) -> list[Column | None]:
    """Columns of a header in two rows: both titles together, else the lower, else the upper."""
    upper, lower = (row + [""] * (max(map(len, texts)) - len(row)) for row in texts)
    return [
        column_of(f"{above} {below}" if above != below else above) or column_of(below) or column_of(above)
        for above, below in zip(upper, lower, strict=True)
    ]


# --- values -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """On which side somebody sits, and for which sector; empty is not said."""

    side: str = ""
    sector: str = ""


@lru_cache(maxsize=64)
def place_of(text: str) -> Place | None:
    """What words such as "ТББ" say; nothing where one of them is not known, or two contradict each other."""
    meanings = set(_meanings(ENUMERATED.sub("", text), PLACES))
    pairs = {tuple(meaning.split(":")) for meaning in meanings - {"side"}}
    sides, sectors = ({pair[at] for pair in pairs if pair[at:]} - {""} for at in (0, 1))
    if "" in meanings or not pairs or len(sides) > 1 or len(sectors) > 1:
        return None
    sector = "" if "side" in meanings and sides else "".join(sectors)
    return Place("".join(sides), sector)


@lru_cache(maxsize=64)
def role_of(text: str) -> str | None:
    """A part in the forum; empty for a plain member, nothing for a word that is not known."""
    meanings = set(_meanings(text, ROLES)) or {""}
    role = "".join(meanings) if len(meanings) == 1 else ""
    return "" if role == "member" else role or None


@lru_cache(maxsize=64)
def gender_of(text: str) -> str | None:
    """As stated; nothing for a word that is not known."""
    meanings = set(_meanings(text, GENDERS))
    return (meanings.pop() or None) if len(meanings) == 1 else None


def harm_in(typed: str, text: str) -> Iterator[Doubt]:
    """What was wrong with a text before it was cleaned, or still is."""
    shown = {"text": on_one_line(text)}
    if HARMFUL.search(typed):
        yield Doubt("control_characters", _("Invisible control signs were taken out of “%(text)s”.") % shown)
    if LOST_LETTER in text:
        yield Doubt("lost_letters", _("Letters were lost in “%(text)s” before the file came here.") % shown)
    for word in mixed_words(clean(typed)):
        if in_one_alphabet(word) == word:
            says = _("The word “%(word)s” mixes Latin and Cyrillic letters.")
            yield Doubt("mixed_alphabets", says % {"word": word})
        else:
            says = _("The word “%(word)s” mixed Latin and Cyrillic letters; it was put into one alphabet.")
            yield Doubt("mended_alphabets", says % {"word": word})


# --- a row ------------------------------------------------------------------------------------------------------------

AROUND_EMAIL = re.compile(r"[\s<>,;:/|()\[\]\"]+")
T = TypeVar("T")


class Member:
    """One row of a list, taken apart."""

    def __init__(self, header: Header, row: Row, heading: Place) -> None:
        self.header, self.row, self.number = header, row, row.number
        self.doubts = [*self._about_row(), *self._about_texts()]
        self.name = self._name()
        self.organisation = self._text("organisation")
        self.position = self._text("position")
        self.side, self.sector = self._place(heading)
        self.role = self._understood("role", role_of) or ""
        self.gender = self._understood("gender", gender_of) or ""
        self.email = self._email()
        self.region = self._said("region")

    def is_covered(self, kind: str) -> bool:
        """Whether a merged cell that begins above says it: once for all its rows."""
        return all(at in self.row.above for at, _column, _text in self._cells(kind))

    def _cells(self, *kinds: str) -> Iterator[tuple[int, Column, str]]:
        """Those that say something, with their columns."""
        texts = self.row.texts
        said = ((at, column, texts[at]) for at, column in self.header.of(*kinds) if at < len(texts) and texts[at])
        return ((at, column, text if column.kind == "email" else in_one_alphabet(text)) for at, column, text in said)

    def _said(self, kind: str) -> str:
        """All that a row says of a kind, in one line."""
        return ", ".join(dict.fromkeys(on_one_line(text) for _at, _column, text in self._cells(kind)))

    def _text(self, *kinds: str) -> Localized:
        """By language: a column that names its own first, then the cells that hold one or two."""
        found: dict[str, str] = {}
        for _at, column, text in self._cells(*kinds):
            parts = {column.language: on_one_line(text)} if column.language else parted(text)
            for language, part in parts.items():
                if part and found.setdefault(language, part) != part:
                    says = _("“%(text)s” was left out, for another column of the row says the same differently.")
                    self.doubts.append(Doubt("said_twice", says % {"text": part}))
        return Localized(found)

    def _name(self) -> Localized:
        """As Mongolian custom has it: the father's name or its initial, then one's own."""
        family, own = self._text("family"), self._text("name", "given")
        spoken = dict.fromkeys((*own, *family))
        return Localized({each: _full_name(family.get(each, ""), own.get(each, "")) for each in spoken})

    def _place(self, heading: Place) -> tuple[str, str]:
        """What the row says of side and sector, else its heading; a heading of the other side says no sector."""
        by_side, by_sector = (self._understood(kind, _place_with(kind)) or Place() for kind in ("side", "sector"))
        side, sector = by_side.side or by_sector.side, by_sector.sector or by_side.sector
        if not side and not self._said("side"):
            side = heading.side
        if not sector and not self._said("sector") and side == heading.side:
            sector = heading.sector
        return side, sector

    def _understood(self, kind: str, meaning: Callable[[str], T | None]) -> T | None:
        """What a word means; one that is not known is left out, with a doubt."""
        said = self._said(kind)
        found = meaning(said) if said else None
        if said and found is None:
            says = _("“%(text)s” in the column “%(column)s” is not understood and was left out.")
            title = next(self.header.of(kind))[1].title
            self.doubts.append(Doubt("unknown_word", says % {"text": said, "column": title}))
        return found

    def _email(self) -> str:
        """The first address; what else stands there may be a telephone number, which is not even quoted."""
        said = self._said("email")
        found = [part for part in AROUND_EMAIL.split(said) if is_email(part)]
        if said and not found:
            self.doubts.append(Doubt("email", _("There is no valid address in the column of e-mail addresses.")))
        if len(found) > 1:
            self.doubts.append(Doubt("several_emails", _("Of several e-mail addresses the first was taken.")))
        return found[0] if found else ""

    def _about_row(self) -> Iterator[Doubt]:
        if self.row.hidden:
            yield Doubt("hidden_row", _("This row is hidden in the spreadsheet."))
        if not any(self._said(kind) for kind in ("name", "given", "family", "organisation")):
            yield Doubt("empty_line", _("Neither a person nor an organisation is named."))
        says = _("The formula in the column “%(column)s” shows no value.")
        for column in (self.header.column(at) for at in sorted(self.row.lost & self.header.known)):
            yield Doubt("formula", says % {"column": column.title if column else ""})

    def _about_texts(self) -> Iterator[Doubt]:
        for at, column, text in self._cells(*KEPT - {"email"}):
            yield from harm_in(self.row.cells[at], text)
            if column.shared:
                says = _("The column “%(column)s” holds several things, which were not taken apart.")
                yield Doubt("shared_column", says % {"column": column.title})
            if column.language == "en" and _language(text) not in ("en", ""):
                says = _("“%(text)s” stands in a column for English, but is not written in Latin letters.")
                yield Doubt("other_letters", says % {"text": on_one_line(text)})


def is_email(text: str) -> bool:
    """Whether it has the form of an address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _place_with(kind: str) -> Callable[[str], Place | None]:
    """Reads a cell that must say at least what its column is for."""
    return lambda text: place if (place := place_of(text)) and getattr(place, kind) else None


def _full_name(family: str, own: str) -> str:
    """An initial stands close to the name, with its dot."""
    if own and len(family.rstrip(".")) == 1:
        return f"{family.rstrip('.')}.{own}"
    return f"{family} {own}".strip()

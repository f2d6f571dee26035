"""What a list of members says: which column is what, and what the words below it mean, in Mongolian and English.

Nothing is decided here that the list does not say. What is not understood is left out and doubted, so that a person
looks at it; what is odd but legible is kept as typed, and doubted too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.conf import settings

from tovchoo.kernel.folding import WORD, stem

from .models import Seat

Keys = tuple[str, ...]
Vocabulary = Mapping[Keys, str]


@dataclass(frozen=True)
class Doubt:
    """Something that a person should look at before the line is taken over."""

    code: str
    says: str


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


# --- words ------------------------------------------------------------------------------------------------------------


def _vocabulary(phrases: Mapping[str, str]) -> dict[Keys, str]:
    """Each phrase by the stems of its words, so that its cases, plurals and spellings are known as well."""
    return {_keys(phrase): meaning for meaning, listed in phrases.items() for phrase in listed.split("|")}


def _keys(text: str) -> Keys:
    return tuple(stem(word) for word in WORD.findall(text.replace("№", " no ").replace("#", " no ")))


def _meanings(text: str, vocabulary: Vocabulary) -> list[str]:
    """What the phrases of a text mean, in their order; an empty one for each word that is not known."""
    keys, at, found = _keys(text), 0, []
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
FILLER = "-"
COLUMNS = _vocabulary({
    "number": "no|дугаар|дэс дугаар|д д|дд|number|nr",
    "name": "нэр|нэрс|овог нэр|гишүүн|гишүүний нэр|төлөөлөгч|оролцогч|хүн|name|full name|member|person|participant|"
    "representative",
    "family": "овог|эцгийн нэр|эхийн нэр|эцэг эхийн нэр|эцэг эх нэр|surname|family name|last name|patronymic",
    "given": "өөрийн нэр|given name|first name",
    "organisation": "байгууллага|газар|албан газар|ажлын газар|яам|агентлаг|компани|organisation|organization|"
    "institution|agency|ministry|company|affiliation",
    "position": "албан тушаал|албан тушаалтан|тушаал|position|title|job title|post|office|designation",
    "side": "тал|side",
    "sector": "салбар|сектор|sector",
    "role": "үүрэг|гүйцэтгэх үүрэг|ажлын хэсэгт гүйцэтгэх үүрэг|ажлын хэсэг дэх үүрэг|role",
    "email": "имэйл|и мэйл|э мэйл|мэйл|цахим шуудан|цахим хаяг|email|e mail|mail",
    "phone": "утас|гар утас|утасны дугаар|phone|phone number|telephone|mobile|mobile phone|tel|cell",
    "gender": "хүйс|gender|sex",
    "region": "аймаг|нийслэл|бүс|бүс нутаг|орон нутаг|дүүрэг|сум|region|province|aimag",
    "@mn": "монгол|монгол хэл|монголоор|кирилл|mongolian|mn|mon|cyrillic",
    "@en": "англи|англи хэл|англиар|english|en|eng",
    "@mn-mong": "монгол бичиг|монгол бичгээр|босоо бичиг|уйгаржин|mongolian script|traditional mongolian|"
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
    ":academia": "эрдэм шинжилгээ|эрдэм шинжилгээ судалгаа|эрдэмтэн судлаач|судлаач|судалгаа|их сургууль|их дээд сургууль|"
    "академи|academia|academic|university|research",
    ":media": "хэвлэл мэдээлэл|хэвлэл|медиа|сэтгүүлч|сэтгүүл зүй|media|press",
    ":international": "олон улс|олон улсын байгууллага|гадаад|донор|хөгжлийн түнш|international|development partner|donor",
    ":parliament": "уих|улсын их хурал|их хурал|парламент|parliament",
    ":other": "бусад|бусад салбар|other",
    "side": "тал|side",
    FILLER: "байгууллага|салбар|сектор|төлөөлөл|төлөөлөгч|төлөөлсөн|гишүүн|хүн|ба|болон|нь|sector|organisation|"
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
UNITED = re.compile(r"[,;&+]|\b(?:ба|болон|and)\b", re.IGNORECASE)
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
    "mn-mong": re.compile("[\u1820-\u18aa]"),
}
PIECE = re.compile(r"\([^()\n]*\)|(?:(?! [-–—] )[^()/|\n])+")
ABBREVIATION = re.compile(r"\((?=(?:[^A-ZА-ЯЁӨҮ]*[A-ZА-ЯЁӨҮ]){2})[\w&.-]{2,8}\)")
EMAIL = re.compile(r"[^\s<>,;:/|()\[\]\"]+@[^\s<>,;:/|()\[\]\"@]+\.[^\s<>,;:/|()\[\]\"@.]{2,}")


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
    """A text by language: two where one half is in one script and the other in another, else one."""
    pieces = list(_pieces(on_one_line(text) if NUMBERING.match(text) and "\n" not in text else text))
    runs = [(language, list(run)) for language, run in groupby(pieces, key=lambda piece: piece[0])]
    if len(runs) > 1 and len({language for language, _run in runs}) == len(runs):
        return {language: _bare(" ".join(text for _language, text in run)) for language, run in runs}
    whole = on_one_line(text)
    return {_language(whole) or settings.LANGUAGE_CODE: whole} if whole else {}

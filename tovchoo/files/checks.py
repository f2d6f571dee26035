"""The one way by which a file from a person comes into the record: what is in it decides, not what it calls itself.

Nothing is unpacked to disk, no XML is parsed and no object of a PDF is followed: bytes are looked at as they stream
by, within limits. Pictures are drawn anew, office files lose the names in their properties; what else a file tells
about its makers is said in a warning, for whoever decides about it.
"""

from __future__ import annotations

import codecs
import hashlib
import html
import mmap
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from tovchoo.kernel import clock
from tovchoo.kernel.policy import Words

MB = 1024**2
CHUNK = 64 * 1024  # bytes looked at together
OVERLAP = 4096  # bytes of the former chunk looked at again, for what stands across its end
IN_MEMORY = 2 * MB  # of a file made anew; a larger one lies on disk

MOST_DOCUMENT = 25 * MB
MOST_PICTURE = 10 * MB
MOST_PIXELS = 40_000_000
MOST_PARTS = 2_000  # files in an office file
MOST_DIRECTORY = 1 * MB  # bytes of the list of those files
MOST_UNPACKED = 200 * MB  # all of them together; of a PDF the lists of objects
MOST_RATIO = 200  # unpacked to packed, of all of them and of each that is larger than a megabyte
MOST_LINKS = 4 * MB  # a list of relationships, or of the types of parts
MOST_STREAMS = 100_000  # in a PDF
LONGEST_NAME = 150  # bytes, of a name that is shown
MVS = "\u180e"  # the Mongolian vowel separator, which no word in the traditional script can spare

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Unfit(ValidationError):
    """A file that is not taken; the sentence says why, and where it helps what to do."""


@dataclass(frozen=True)
class Kind:
    """A type of file that the record takes, and how the name of such a file may end."""

    says: str
    media_type: str
    endings: tuple[str, ...]
    most: int = MOST_DOCUMENT


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: the bytes that will be stored, what they are, and what they tell besides."""

    file: File[bytes]
    sha256: str
    size: int
    media_type: str
    name: str  # for display only
    warnings: list[Words]


OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
PDF = Kind("PDF", "application/pdf", (".pdf",))
DOCX = Kind("DOCX", f"{OOXML}wordprocessingml.document", (".docx",))
XLSX = Kind("XLSX", f"{OOXML}spreadsheetml.sheet", (".xlsx",))
ODT = Kind("ODT", f"{ODF}text", (".odt",))
ODS = Kind("ODS", f"{ODF}spreadsheet", (".ods",))
CSV = Kind("CSV", "text/csv", (".csv",))
TXT = Kind("TXT", "text/plain", (".txt",))
PNG = Kind("PNG", "image/png", (".png",), MOST_PICTURE)
JPEG = Kind("JPEG", "image/jpeg", (".jpg", ".jpeg"), MOST_PICTURE)
WEBP = Kind("WEBP", "image/webp", (".webp",), MOST_PICTURE)
PICTURES = (PNG, JPEG, WEBP)
KINDS = (PDF, DOCX, XLSX, ODT, ODS, CSV, TXT, *PICTURES)
CONTENT_TYPES = {kind.media_type: kind.media_type for kind in KINDS} | {
    kind.media_type: f"{kind.media_type}; charset=utf-8" for kind in (CSV, TXT)
}

MACROS = _("It holds a program (macros, scripts). Save it without.")
ENCRYPTED = _("It is encrypted, or of an old Office format. Save it anew without a password, as PDF, DOCX or XLSX.")
FETCHES = _("It fetches something from elsewhere when it is opened. Put that into the file itself, or leave it out.")
HOLDS_FILES = _("It holds other files within it. Hand those in by themselves; paste a chart as a picture.")
BOMB = _("It unpacks to far more than it holds.")
ENTITIES = _("It holds XML with a document type or entities, which no office program writes.")
UNUSUAL = _("It is damaged, or built in an unusual way. Save it anew and try again.")
TWO_KINDS = _("It is a file of two kinds at once.")
MARKUP_IN_TEXT = _("It holds a web page or a program, not plain text.")
NOT_UTF8 = _("It is not text in UTF-8. Save it with that encoding.")
MOVES = _("It is a moving picture; only still ones are taken.")
MANY_PIXELS = _("It has too many pixels: at most 40 megapixels are taken.")

CHANGES = _("It holds tracked changes. Whoever downloads it sees them, and who made them.")
COMMENTS = _("It has comments. Whoever downloads it sees them, and who made them.")
HIDDEN = _("It has hidden sheets. Whoever downloads it can show them.")
CAMERA = _("A picture in it may tell where, when and with which camera it was taken.")


def _author(name: str) -> Words:
    shown = " ".join("".join(each if each.isprintable() else " " for each in name).split())[:100]
    return format_lazy(_("The file names its author: {author}. Whoever downloads it sees that."), author=shown)


def checked(upload: UploadedFile, only: Collection[Kind] = KINDS) -> Checked:
    """Look at a file from a person; raises `Unfit`. The upload then holds the bytes that are to be stored."""
    _refuse_large(upload, MOST_DOCUMENT)
    name = safe_name(upload.name or "")
    kind = _kind_of(upload, name)
    if kind not in only:
        raise _not_taken(kind.says, only)
    _refuse_large(upload, kind.most)
    if not name.lower().endswith(kind.endings):
        wanted = " / ".join(kind.endings)
        raise Unfit(_("The file is %(kind)s, but its name does not end in %(endings)s."),
                    params={"kind": kind.says, "endings": wanted})  # fmt: skip
    warnings = LOOKS[kind](upload, kind)
    digest = digest_of(upload)
    return Checked(upload, digest, _size(upload), kind.media_type, name, list(dict.fromkeys(warnings)))


def safe_name(name: str) -> str:
    """A file's name as text that may be shown: one line, no folder, nothing that turns the direction of writing."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(each for each in last if each.isprintable() or unicodedata.category(each) == "Zs" or each == MVS)
    stem, dot, ending = re.sub(r'[:*?"<>|%]', "-", kept).rstrip(". ").rpartition(".")
    stem, ending = (stem, dot + ending) if dot else (ending, "")
    room = LONGEST_NAME - len(ending.encode()[:20])
    return (stem.lstrip(". ").encode()[:room].decode(errors="ignore").rstrip(". ") or "file") + ending[:20]


def digest_of(file: Any) -> str:
    """The SHA-256 of a file, read from its start, a chunk at a time."""
    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def is_whole(sha256: str) -> bool:
    """Whether the stored bytes still are those whose hash is their name. A file that nobody touched is believed for
    an hour: a large one cannot be made to be read over and over, and a disk that forgets is found out all the same."""
    modified = default_storage.get_modified_time(sha256).timestamp()
    return _stored_digest(sha256, modified, default_storage.size(sha256), f"{clock.now():%Y%m%d%H}") == sha256


@lru_cache(maxsize=1024)
def _stored_digest(name: str, modified: float, size: int, hour: str) -> str:
    with default_storage.open(name) as file:
        return digest_of(file)


def _chunks(file: Any) -> Iterator[bytes]:
    file.seek(0)
    return iter(partial(file.read, CHUNK), b"")


def _size(file: Any) -> int:
    size: int = file.seek(0, 2)
    file.seek(0)
    return size


def _refuse_large(upload: UploadedFile, most: int) -> None:
    if _size(upload) > most:
        raise Unfit(_("It is too large: at most %(most)d MB are taken."), params={"most": most // MB})


def _not_taken(what: str, only: Collection[Kind]) -> Unfit:
    taken = ", ".join(kind.says for kind in only)
    return Unfit(_("A file of this kind (%(kind)s) is not taken. Taken are: %(taken)s."),
                 params={"kind": what, "taken": taken})  # fmt: skip


# --- what it is -------------------------------------------------------------------------------------------------------
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office, encrypted Office, embedded objects
PACKED = b"PK\x03\x04"
SURE, LIKELY = 0.5, 0.3  # of a guess that rests on at least five bytes, or three
MARKUP = re.compile(
    rb"<\s*(?:!doctype|\?xml|\?php|html|head|body|script|svg|math|iframe|img|object|embed|link|meta|style|form)"
    rb"|\+ADw-|^mime-version:|^#!", re.IGNORECASE | re.MULTILINE,
)  # fmt: skip


def _kind_of(upload: UploadedFile, name: str) -> Kind:
    """By its first bytes and its structure. What nothing else knows is text, or is refused there."""
    upload.seek(0)
    head = upload.read(16)
    for start, kind in ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG)):
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(PACKED):
        return _kind_of_office(_container(upload))
    if head.startswith(OLE):
        raise Unfit(ENCRYPTED)
    if known := _guess(upload, SURE):
        raise _not_taken(known, KINDS)
    return CSV if name.lower().endswith(".csv") else TXT


def _guess(upload: UploadedFile, least: float) -> str:
    """What a file that is not taken most likely is, by the collection of known beginnings and ends."""
    upload.seek(0)
    with suppress(puremagic.PureError, ValueError):
        best = puremagic.magic_stream(upload)[0]
        return best.extension.lstrip(".").upper() if best.confidence >= least else ""
    return ""


def _kind_of_office(container: zipfile.ZipFile) -> Kind:
    names = {name.casefold() for name in container.namelist()}
    if "[content_types].xml" in names:
        types = _whole(container, "[Content_Types].xml")
        main = [kind for kind in (DOCX, XLSX) if f"{kind.media_type}.main+xml".encode() in types]
        if re.search(rb"macroenabled|vbaproject", types, re.IGNORECASE):
            raise Unfit(MACROS)
    else:
        first = container.infolist()[0]
        said = _whole(container, "mimetype") if first.filename == "mimetype" and not first.compress_type else b""
        main = [kind for kind in (ODT, ODS) if kind.media_type.encode() == said and "content.xml" in names]
    if len(main) != 1:
        raise _not_taken("ZIP", KINDS)
    return main[0]


# --- text -------------------------------------------------------------------------------------------------------------
NOT_IN_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def _look_at_text(upload: UploadedFile, kind: Kind) -> list[Words]:
    decode = codecs.getincrementaldecoder("utf-8")().decode
    upload.seek(0)
    if MARKUP.search(upload.read(1024)):
        raise Unfit(MARKUP_IN_TEXT)
    try:
        if not any(NOT_IN_TEXT.search(decode(chunk)) for chunk in _chunks(upload)):
            decode(b"", True)
            return []
    except UnicodeDecodeError:
        pass
    known = _guess(upload, LIKELY)
    raise _not_taken(known, KINDS) if known else Unfit(NOT_UTF8)


# --- pictures ---------------------------------------------------------------------------------------------------------
DAMAGED = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError, struct.error, zlib.error)
MODES = {PNG: ("1", "L", "LA", "RGB", "RGBA", "I;16"), JPEG: ("L", "RGB"), WEBP: ("RGB", "RGBA")}


def _draw_anew(upload: UploadedFile, kind: Kind) -> list[Words]:
    """The same pixels, upright, without anything said beside them: place, camera, author, thumbnail, what is hidden."""
    upload.seek(0)
    try:
        with Image.open(_bytes_of(upload), formats=[kind.says]) as image:
            _put(upload, partial(_plain(image, kind).save, format=kind.says, **_manner(upload, kind)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit(MANY_PIXELS) from error
    except Unfit:
        raise
    except DAMAGED as error:
        raise Unfit(UNUSUAL) from error
    return []


def _plain(image: Image.Image, kind: Kind) -> Image.Image:
    if image.width * image.height > MOST_PIXELS:
        raise Unfit(MANY_PIXELS)
    if kind is not JPEG and getattr(image, "n_frames", 1) > 1:  # a telephone puts several into a JPEG: the first is it
        raise Unfit(MOVES)
    image.load()
    with suppress(*DAMAGED):  # notes of the camera that cannot be read turn nothing
        ImageOps.exif_transpose(image, in_place=True)
    if image.mode not in MODES[kind] or "transparency" in image.info:
        seen_through = kind is not JPEG and ("transparency" in image.info or image.mode in ("PA", "La", "LA", "RGBa"))
        image = image.convert("RGBA" if seen_through else "RGB")
    image.info = {}
    return image


def _manner(upload: UploadedFile, kind: Kind) -> dict[str, Any]:
    if kind is PNG:
        return {}
    upload.seek(12)
    return {"lossless": True} if upload.read(4) == b"VP8L" else {"quality": 90}


def _bytes_of(upload: UploadedFile) -> IO[bytes]:
    return cast("IO[bytes]", upload.file)


def _put(upload: UploadedFile, write: Callable[[IO[bytes]], None]) -> None:
    """The upload holds what is made of it; Django closes it with the request."""
    made = cast("IO[bytes]", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    try:
        write(made)
    except BaseException:
        made.close()
        raise
    _bytes_of(upload).close()
    upload.file, upload.size = made, _size(made)


# --- office files -----------------------------------------------------------------------------------------------------
END_OF_DIRECTORY = struct.Struct("<4s4H2LH")
HEADER_OF_PART = struct.Struct("<4s2x2H16x2H")  # of it: flags, method, lengths of the name and of what is beside it
DESCRIPTOR = 24  # bytes that may stand after a part
NO_CONTAINER = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error, OSError,
                EOFError, LookupError)  # fmt: skip
UNSAFE_NAME = re.compile(r"^/|(?:^|/)\.\.?(?:/|$)|[\x00-\x1f\\:]")
MACRO_PARTS = re.compile(r"vba\w*\.(?:bin|xml)$|/activex/|/macrosheets/|^(?:basic|scripts|dialogs)/", re.IGNORECASE)
WITHIN = re.compile(
    rb"PK\x03\x04|PK\x05\x06|\xd0\xcf\x11\xe0|Rar!|7z\xbc\xaf|\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ|MSCF|MZ.{30}"
    rb"|\x7fELF|%PDF-|.{257}ustar", re.DOTALL,
)  # fmt: skip
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"'])", re.IGNORECASE)
FETCHING = re.compile(  # in ODF, anything but a link in the text and the template it was once made from
    rb"<(?!(?:[\w.-]+:)?(?:a|template)[\s>])[\w.:-]{1,80}\s[^<]{0,2000}?:href\s*=\s*[\"']\s*(?:[a-z][\w+.-]{0,40}:|//|\\|&#)",
    re.IGNORECASE,
)
ODF_AUTHOR = re.compile(rb"<(?:meta:initial-creator|dc:creator)>([^<]{1,400})<")
OOXML_AUTHOR = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy)>([^<]{1,400})<")
MARKS: tuple[tuple[re.Pattern[str], re.Pattern[bytes], Words], ...] = tuple(
    (re.compile(parts, re.IGNORECASE), re.compile(marks), says)
    for parts, marks, says in (
        (r"word/", rb"<\w+:(?:ins|del|moveFrom|moveTo)[\s>]", CHANGES),
        (r"xl/revisions/", rb"<", CHANGES),
        (r"content\.xml", rb"<(?:text:changed-region|table:tracked-changes)[\s>]", CHANGES),
        (r"(?:word|xl)/(?:threaded)?comments", rb"<(?:\w+:)?(?:comment|threadedComment)[\s>]", COMMENTS),
        (r"content\.xml", rb"<office:annotation[\s>]", COMMENTS),
        (r"xl/workbook", rb"<(?:\w+:)?sheet\s[^<>]{0,1000}?state\s*=\s*[\"'](?:h|veryH)idden", HIDDEN),
        (r"content\.xml", rb"table:display\s*=\s*[\"']false", HIDDEN),
        (r".*\.(?:jpe?g|png|webp|tiff?)$", rb"Exif\x00\x00|eXIf|EXIF", CAMERA),
    )
)
ELEMENT = re.compile(r"(?:[\w.-]{1,80}:)?Relationship\s")
ATTRIBUTE = re.compile(r"(?<![\w.:-])([\w.:-]{1,80})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)')")
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"
EMPTIED = (
    (re.compile(r"docProps/core\d*\.xml$|.*\.psmdcp$", re.IGNORECASE), f'<cp:coreProperties xmlns:cp="{PACKAGE}"/>'),
    (re.compile(r"docProps/app\d*\.xml$", re.IGNORECASE), f'<Properties xmlns="{PROPERTIES}/extended-properties"/>'),
    (re.compile(r"docProps/custom\d*\.xml$", re.IGNORECASE), f'<Properties xmlns="{PROPERTIES}/custom-properties"/>'),
)


def _container(upload: UploadedFile) -> zipfile.ZipFile:
    """The office file as a container, after what it says of itself was checked; nothing of it is unpacked yet."""
    count, directory = _end_of_directory(upload)
    try:
        container = zipfile.ZipFile(_bytes_of(upload))
        members = container.infolist()
        if len(members) != count or len({each.filename.casefold() for each in members}) != count:
            raise Unfit(UNUSUAL)
        for member in members:
            _refuse_unsafe(member)
        _refuse_bomb(members)
        _refuse_overlap(upload, members, directory)
    except Unfit:
        raise
    except NO_CONTAINER as error:
        raise Unfit(UNUSUAL) from error
    return container


def _end_of_directory(upload: UploadedFile) -> tuple[int, int]:
    """How many parts there are and where their list starts, read before the list is: it may be the bomb. Nothing may
    stand after it, nothing between: a file that is also something else has no other place for that."""
    size = _size(upload)
    upload.seek(max(0, size - END_OF_DIRECTORY.size))
    end = upload.read(END_OF_DIRECTORY.size)
    if len(end) < END_OF_DIRECTORY.size or not end.startswith(b"PK\x05\x06"):
        raise Unfit(UNUSUAL)
    _mark, disk, first, here, count, length, start, comment = END_OF_DIRECTORY.unpack(end)
    if count > MOST_PARTS or length > MOST_DIRECTORY:
        raise Unfit(_("It holds more than %(most)d parts."), params={"most": MOST_PARTS})
    if disk or first or comment or here != count or start + length + len(end) != size:
        raise Unfit(UNUSUAL)
    return count, start


def _refuse_unsafe(member: zipfile.ZipInfo) -> None:
    is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
    if UNSAFE_NAME.search(member.orig_filename) or is_link:
        raise Unfit(_("It holds a part whose name leads out of it."))
    if member.flag_bits & 0x1:
        raise Unfit(ENCRYPTED)
    if MACRO_PARTS.search(member.filename):
        raise Unfit(MACROS)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others unpack without measure
        raise Unfit(UNUSUAL)


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = (sum(sizes) for sizes in zip(*((m.file_size, m.compress_size) for m in members), strict=True))
    swollen = any(each.file_size > max(MB, MOST_RATIO * each.compress_size) for each in members)
    if swollen or unpacked > MOST_UNPACKED or unpacked > max(MB, MOST_RATIO * packed):
        raise Unfit(BOMB)


def _refuse_overlap(upload: UploadedFile, members: list[zipfile.ZipInfo], directory: int) -> None:
    """Each part begins where the one before it ends, and says there what the list says of it."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        upload.seek(member.header_offset)
        mark, flags, method, name, beside = HEADER_OF_PART.unpack(upload.read(HEADER_OF_PART.size))
        if mark != PACKED or method != member.compress_type or flags & 0x1:
            raise Unfit(UNUSUAL)
        if not 0 <= member.header_offset - end <= DESCRIPTOR * bool(end):
            raise Unfit(BOMB)
        end = member.header_offset + HEADER_OF_PART.size + name + beside + member.compress_size
    if not 0 <= directory - end <= DESCRIPTOR:
        raise Unfit(BOMB)


def _whole(container: zipfile.ZipFile, name: str) -> bytes:
    """A small part as it is."""
    try:
        with container.open(name) as part:
            content = part.read(MOST_LINKS + 1)
    except NO_CONTAINER as error:
        raise Unfit(UNUSUAL) from error
    if len(content) > MOST_LINKS:
        raise Unfit(BOMB)
    return content


def _look_at_office(upload: UploadedFile, kind: Kind) -> list[Words]:
    container = _container(upload)
    try:
        warnings = [says for member in container.infolist() for says in _look_at_part(container, member, kind)]
    except NO_CONTAINER as error:
        raise Unfit(UNUSUAL) from error
    for member in container.infolist():
        if member.filename.casefold().endswith(".rels"):
            _refuse_fetching(_whole(container, member.filename).decode(errors="replace"))
    if kind in (ODT, ODS):
        return warnings + _look_at_odf(container)
    return warnings + _without_properties(upload, container)


def _look_at_part(container: zipfile.ZipFile, member: zipfile.ZipInfo, kind: Kind) -> list[Words]:
    """Read a part to its end, which also proves its length and its sum; what it tells about its makers."""
    marks = [(marks, says) for parts, marks, says in MARKS if parts.match(member.filename)]
    found, before = [], b""
    with container.open(member) as part:
        is_xml = False
        for n, chunk in enumerate(iter(partial(part.read, CHUNK), b"")):
            if n == 0:
                is_xml = _refuse_within(member.filename, chunk)
            if is_xml:
                _refuse_in_xml(before + chunk, kind)
            found += [says for pattern, says in marks if pattern.search(before + chunk)]
            before = chunk[-OVERLAP:]
    return found


def _refuse_within(name: str, head: bytes) -> bool:
    """Refuse another file that was put into this one; else whether the part is XML."""
    if WITHIN.match(head):
        raise Unfit(HOLDS_FILES)
    is_xml = name.casefold().endswith((".xml", ".rels", ".vml", ".rdf", ".svg"))
    return is_xml or head.removeprefix(codecs.BOM_UTF8).lstrip(b"\0\xff\xfe \t\r\n").startswith(b"<")


def _refuse_in_xml(window: bytes, kind: Kind) -> None:
    if ENTITY.search(window):
        raise Unfit(ENTITIES)
    if b"\0" in window or OTHER_ENCODING.match(window.removeprefix(codecs.BOM_UTF8)):  # might hide any of these
        raise Unfit(UNUSUAL)
    if kind in (ODT, ODS) and FETCHING.search(window):
        raise Unfit(FETCHES)


def _refuse_fetching(relationships: str) -> None:
    """Links to elsewhere that a reader follows by hand are all that may lead out. No `<` stands inside an element."""
    for piece in relationships.split("<"):
        if not ELEMENT.match(piece):
            continue
        said = {name: html.unescape(one or other) for name, one, other in ATTRIBUTE.findall(piece[:10_000])}
        goes_out = said.get("TargetMode", "").strip().casefold() == "external" or len(piece) > 10_000
        if goes_out and not said.get("Type", "").endswith("/hyperlink"):
            raise Unfit(FETCHES)


def _look_at_odf(container: zipfile.ZipFile) -> list[Words]:
    names = container.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in _whole(container, "META-INF/manifest.xml"):
        raise Unfit(ENCRYPTED)
    return _authors(ODF_AUTHOR, _whole(container, "meta.xml")) if "meta.xml" in names else []


def _authors(pattern: re.Pattern[bytes], text: bytes) -> list[Words]:
    names = dict.fromkeys(html.unescape(name.decode(errors="replace")) for name in pattern.findall(text))
    return [_author(", ".join(names))] if names else []


def _without_properties(upload: UploadedFile, container: zipfile.ZipFile) -> list[Words]:
    """Write the file anew with empty properties, all else as it is. A signed one would break: that one warns."""
    told = [name for name in container.namelist() if _emptied(name) is not None]
    if any(name.casefold().startswith("_xmlsignatures/") for name in container.namelist()):
        return [says for name in told for says in _authors(OOXML_AUTHOR, _whole(container, name))]
    if told:
        _put(upload, partial(_write_anew, container))
    return []


def _emptied(name: str) -> bytes | None:
    return next(((XML + text).encode() for names, text in EMPTIED if names.match(name)), None)


def _write_anew(container: zipfile.ZipFile, made: IO[bytes]) -> None:
    with zipfile.ZipFile(made, "w") as out:
        for member in container.infolist():
            entry = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))  # nor when it was made
            entry.compress_type = member.compress_type
            with container.open(member) as part, out.open(entry, "w") as sink:
                instead = _emptied(member.filename)
                for chunk in iter(partial(part.read, CHUNK), b"") if instead is None else [instead]:
                    sink.write(chunk)


# --- PDF --------------------------------------------------------------------------------------------------------------
def _named(*names: str) -> bytes:
    """A pattern for names in a PDF, each letter of which may also stand as `#` and its number."""
    letters = ("".join(f"(?:{each}|(?i:#{ord(each):02x}))" for each in name) for name in names)
    return f"/(?:{'|'.join(letters)})".encode()


ENDS = rb"(?=[\s/<>\[\](){}%]|$)"
NOT_IN_PDF = tuple(
    (re.compile(pattern), says)
    for pattern, says in (
        (_named("Encrypt") + ENDS, ENCRYPTED),
        (_named("JavaScript", "Launch", "Rendition", "RichMedia") + ENDS, MACROS),
        (rb"(?<=[\s<>)\]])" + _named("JS") + rb"\s*(?:[(<]|\d+\s+\d+\s+R)", MACROS),
        (_named("EmbeddedFile", "EmbeddedFiles", "FileAttachment") + ENDS, HOLDS_FILES),
    )
)
PDF_AUTHOR = re.compile(_named("Author") + rb"\s*(?:\(((?:[^\\()]|\\.){1,800}+)|<([0-9A-Fa-f\s]{2,1600})>)", re.DOTALL)
XMP_AUTHOR = re.compile(rb"<dc:creator>.{0,400}?<rdf:li[^>]{0,100}>([^<]{1,400})<", re.DOTALL)
ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
LIST_OF_OBJECTS = re.compile(_named("ObjStm") + ENDS)
FILTER = re.compile(_named("Filter") + ENDS)
LEAST_EFFORT = 4096  # bytes that each block counts for, however little came out of it
LIKE_OBJECTS = re.compile(rb"\s*\d+\s+\d+\s")
Bytes = bytes | mmap.mmap


def _look_at_pdf(upload: UploadedFile, kind: Kind) -> list[Words]:
    content = _mapped(upload)
    tail = max(0, len(content) - 1024)
    if not re.match(rb"%PDF-[12]\.\d", content) or content.find(b"%%EOF", tail) < 0:
        raise Unfit(UNUSUAL)
    if MARKUP.search(content, 0, 1024) or MARKUP.search(content, content.rfind(b"%%EOF")):
        raise Unfit(TWO_KINDS)
    if content.find(b"PK\x05\x06", max(0, len(content) - 65_557)) >= 0:  # where a .zip ends
        raise Unfit(TWO_KINDS)
    return [says for each in chain([content], _objects(content)) for says in _look_at_objects(each)][:1]


def _mapped(upload: UploadedFile) -> Bytes:
    """The file to look through as a whole: on disk it stays there."""
    try:
        return mmap.mmap(upload.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError, AttributeError):
        upload.seek(0)
        content: bytes = upload.read()
        return content


def _look_at_objects(content: Bytes) -> list[Words]:
    for pattern, says in NOT_IN_PDF:
        if pattern.search(content):
            raise Unfit(says)
    if found := PDF_AUTHOR.search(content):
        digits = b"".join((found[2] or b"").split()).decode()
        name = bytes.fromhex(digits + "0" * (len(digits) % 2)) if digits else ESCAPED.sub(_escaped, found[1] or b"")
        return [_author(_text_of(name))]
    return _authors(XMP_AUTHOR, content)  # type: ignore[arg-type]


def _escaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b"", b"\r\n": b""}.get(found[2], found[2])


def _text_of(string: bytes) -> str:
    is_utf16 = string.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE))
    return string.decode("utf-16" if is_utf16 else "utf-8", errors="replace")


def _objects(content: Bytes) -> Iterator[bytes]:
    """The packed lists of objects, unpacked block by block, all together within a limit. What does not begin as such
    a list does stays packed: pictures, fonts, most pages."""
    left = MOST_UNPACKED
    for n, found in enumerate(STREAM.finditer(content)):
        if n > MOST_STREAMS:
            raise Unfit(UNUSUAL)
        if not _is_like_objects(content, found):
            continue
        before = b""
        for block in _inflated(content, found.end()):
            left -= max(len(block), LEAST_EFFORT)
            if left < 0:
                raise Unfit(BOMB)
            yield before + block
            before = block[-OVERLAP:]


def _is_like_objects(content: Bytes, stream: re.Match[bytes]) -> bool:
    """By what it begins with, whatever it is said to be; one that is said to be a list and is not is refused."""
    start = b""
    with suppress(zlib.error):
        start = zlib.decompressobj().decompress(content[stream.end() : stream.end() + 1024], 64)
    if LIKE_OBJECTS.match(start):
        return True
    least = max(0, stream.start() - 2000)
    about = content[max(least, content.rfind(b"obj", least, stream.start())) : stream.start()]
    if LIST_OF_OBJECTS.search(about) and FILTER.search(about):
        raise Unfit(UNUSUAL)
    return False


def _inflated(content: Bytes, at: int) -> Iterator[bytes]:
    """What is packed at a place, as far as it can be read."""
    unpack = zlib.decompressobj()
    with suppress(zlib.error):
        while not unpack.eof:
            packed = unpack.unconsumed_tail
            if not packed:
                packed, at = content[at : at + CHUNK], at + CHUNK
            if not packed:
                return
            yield unpack.decompress(packed, MB)


LOOKS: dict[Kind, Callable[[UploadedFile, Kind], list[Words]]] = {
    PDF: _look_at_pdf,
    CSV: _look_at_text,
    TXT: _look_at_text,
    **dict.fromkeys((DOCX, XLSX, ODT, ODS), _look_at_office),
    **dict.fromkeys(PICTURES, _draw_anew),
}

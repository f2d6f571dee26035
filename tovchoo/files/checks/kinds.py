"""What a file is, by its bytes and not by its name; which kinds the record takes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

import puremagic
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .containers import PACKED, container_of, whole
from .limits import MOST_DOCUMENT, MOST_PICTURE
from .refusals import ENCRYPTED, MACROS, Unfit


@dataclass(frozen=True)
class Kind:
    """A type of file that the record takes, and how the name of such a file may end."""

    says: str
    media_type: str
    endings: tuple[str, ...]
    most: int = MOST_DOCUMENT


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
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office, encrypted Office, embedded objects
SURE, LIKELY = 0.5, 0.3  # of a guess that rests on at least five bytes, or three


def kind_of(upload: UploadedFile, name: str) -> Kind:
    """By its first bytes and its structure. What nothing else knows is text, or is refused there."""
    upload.seek(0)
    head = upload.read(16)
    for start, kind in ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG)):
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(PACKED):
        return _kind_of_office(container_of(upload))
    if head.startswith(OLE):
        raise Unfit(ENCRYPTED)
    if known := guess(upload, SURE):
        raise not_taken(known, KINDS)
    return CSV if name.lower().endswith(".csv") else TXT


def guess(upload: UploadedFile, least: float) -> str:
    """What a file that is not taken most likely is, by the collection of known beginnings and ends."""
    upload.seek(0)
    with suppress(puremagic.PureError, ValueError):
        best = puremagic.magic_stream(upload)[0]
        return best.extension.lstrip(".").upper() if best.confidence >= least else ""
    return ""


def _kind_of_office(container: zipfile.ZipFile) -> Kind:
    names = {name.casefold() for name in container.namelist()}
    if "[content_types].xml" in names:
        types = whole(container, "[Content_Types].xml")
        main = [kind for kind in (DOCX, XLSX) if f"{kind.media_type}.main+xml".encode() in types]
        if re.search(rb"macroenabled|vbaproject", types, re.IGNORECASE):
            raise Unfit(MACROS)
    else:
        first = container.infolist()[0]
        said = whole(container, "mimetype") if first.filename == "mimetype" and not first.compress_type else b""
        main = [kind for kind in (ODT, ODS) if kind.media_type.encode() == said and "content.xml" in names]
    if len(main) != 1:
        raise not_taken("ZIP", KINDS)
    return main[0]


def not_taken(what: str, only: Collection[Kind]) -> Unfit:
    taken = ", ".join(kind.says for kind in only)
    return Unfit(_("A file of this kind (%(kind)s) is not taken. Taken are: %(taken)s."),
                 params={"kind": what, "taken": taken})  # fmt: skip

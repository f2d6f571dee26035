"""The one way by which a file from a person comes into the record: what is in it decides, not what it calls itself.

Nothing is unpacked to disk, no XML is parsed and no object of a PDF is followed: bytes are looked at as they stream
by, within limits. Pictures are drawn anew, office files lose the names in their properties; what else a file tells
about its makers is said in a warning, for whoever decides about it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Words

from .content import digest_of, is_whole, size_of
from .kinds import (
    CONTENT_TYPES,
    CSV,
    DOCX,
    JPEG,
    KINDS,
    ODS,
    ODT,
    PDF,
    PICTURES,
    PNG,
    TXT,
    WEBP,
    XLSX,
    Kind,
    kind_of,
    not_taken,
)
from .limits import LONGEST_NAME, MB, MOST_DOCUMENT, MOST_PARTS, MOST_PICTURE
from .names import safe_name
from .office import look_at_office
from .pdf import look_at_pdf
from .pictures import draw_anew
from .refusals import Unfit
from .text import look_at_text

__all__ = [
    "CONTENT_TYPES", "CSV", "DOCX", "JPEG", "KINDS", "LONGEST_NAME", "MB", "MOST_DOCUMENT", "MOST_PARTS",
    "MOST_PICTURE", "ODS", "ODT", "PDF", "PICTURES", "PNG", "TXT", "WEBP", "XLSX", "Checked", "Kind", "Unfit",
    "checked", "digest_of", "is_whole", "safe_name",
]  # fmt: skip

LOOKS: dict[Kind, Callable[[UploadedFile, Kind], list[Words]]] = {
    PDF: look_at_pdf,
    CSV: look_at_text,
    TXT: look_at_text,
    **dict.fromkeys((DOCX, XLSX, ODT, ODS), look_at_office),
    **dict.fromkeys(PICTURES, draw_anew),
}


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: the bytes that will be stored, what they are, and what they tell besides."""

    file: File[bytes]
    sha256: str
    size: int
    media_type: str
    name: str  # for display only
    warnings: list[Words]


def checked(upload: UploadedFile, only: Collection[Kind] = KINDS) -> Checked:
    """Look at a file from a person; raises `Unfit`. The upload then holds the bytes that are to be stored."""
    _refuse_large(upload, MOST_DOCUMENT)
    name = safe_name(upload.name or "")
    kind = kind_of(upload, name)
    if kind not in only:
        raise not_taken(kind.says, only)
    _refuse_large(upload, kind.most)
    if not name.lower().endswith(kind.endings):
        wanted = " / ".join(kind.endings)
        raise Unfit(_("The file is %(kind)s, but its name does not end in %(endings)s."),
                    params={"kind": kind.says, "endings": wanted})  # fmt: skip
    warnings = LOOKS[kind](upload, kind)
    digest = digest_of(upload)
    return Checked(upload, digest, size_of(upload), kind.media_type, name, list(dict.fromkeys(warnings)))


def _refuse_large(upload: UploadedFile, most: int) -> None:
    if size_of(upload) > most:
        raise Unfit(_("It is too large: at most %(most)d MB are taken."), params={"most": most // MB})

"""Office files as containers (.zip): what one says of itself is checked before any of it is unpacked."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .content import bytes_of, size_of
from .limits import MB, MOST_DIRECTORY, MOST_LINKS, MOST_PARTS, MOST_RATIO, MOST_UNPACKED
from .refusals import BOMB, ENCRYPTED, MACROS, UNUSUAL, Unfit

PACKED = b"PK\x03\x04"
END_OF_DIRECTORY = struct.Struct("<4s4H2LH")
HEADER_OF_PART = struct.Struct("<4s2x2H16x2H")  # of it: flags, method, lengths of the name and of what is beside it
DESCRIPTOR = 24  # bytes that may stand after a part
NO_CONTAINER = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error, OSError,
                EOFError, LookupError)  # fmt: skip
UNSAFE_NAME = re.compile(r"^/|(?:^|/)\.\.?(?:/|$)|[\x00-\x1f\\:]")
MACRO_PARTS = re.compile(r"vba\w*\.(?:bin|xml)$|/activex/|/macrosheets/|^(?:basic|scripts|dialogs)/", re.IGNORECASE)


def container_of(upload: UploadedFile) -> zipfile.ZipFile:
    """The office file as a container, after what it says of itself was checked; nothing of it is unpacked yet."""
    count, directory = _end_of_directory(upload)
    try:
        container = zipfile.ZipFile(bytes_of(upload))
        members = container.infolist()
        _refuse_unsafe(members, count)
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
    size = size_of(upload)
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


def _refuse_unsafe(members: list[zipfile.ZipInfo], count: int) -> None:
    if len(members) != count or len({each.filename.casefold() for each in members}) != count:
        raise Unfit(UNUSUAL)
    for member in members:
        _refuse_unsafe_part(member)


def _refuse_unsafe_part(member: zipfile.ZipInfo) -> None:
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


def whole(container: zipfile.ZipFile, name: str) -> bytes:
    """A small part as it is."""
    try:
        with container.open(name) as part:
            content = part.read(MOST_LINKS + 1)
    except NO_CONTAINER as error:
        raise Unfit(UNUSUAL) from error
    if len(content) > MOST_LINKS:
        raise Unfit(BOMB)
    return content

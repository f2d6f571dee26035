"""PDF, looked through as bytes: no program, no password, no other file, nothing else beside it."""

from __future__ import annotations

import codecs
import mmap
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from django.core.files.uploadedfile import UploadedFile

from tovchoo.kernel.policy import Words

from .kinds import Kind
from .limits import CHUNK, MB, MOST_STREAMS, MOST_UNPACKED, OVERLAP
from .refusals import BOMB, ENCRYPTED, HOLDS_FILES, MACROS, TWO_KINDS, UNUSUAL, Unfit
from .text import MARKUP
from .warnings import authors, names_author


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


def look_at_pdf(upload: UploadedFile, kind: Kind) -> list[Words]:
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
        return [names_author(_text_of(name))]
    return authors(XMP_AUTHOR, content)  # type: ignore[arg-type]


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

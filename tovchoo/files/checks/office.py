"""What is in an office file, part by part: no program, no other file, nothing that is fetched when it is opened."""

from __future__ import annotations

import codecs
import html
import re
import zipfile
from functools import partial

from django.core.files.uploadedfile import UploadedFile

from tovchoo.kernel.policy import Words

from .containers import NO_CONTAINER, container_of, whole
from .kinds import ODS, ODT, Kind
from .limits import CHUNK, OVERLAP
from .properties import without_properties
from .refusals import ENCRYPTED, ENTITIES, FETCHES, HOLDS_FILES, UNUSUAL, Unfit
from .warnings import CAMERA, CHANGES, COMMENTS, HIDDEN, authors

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


def look_at_office(upload: UploadedFile, kind: Kind) -> list[Words]:
    container = container_of(upload)
    try:
        warnings = [says for member in container.infolist() for says in _look_at_part(container, member, kind)]
    except NO_CONTAINER as error:
        raise Unfit(UNUSUAL) from error
    for member in container.infolist():
        if member.filename.casefold().endswith(".rels"):
            _refuse_fetching(whole(container, member.filename).decode(errors="replace"))
    if kind in (ODT, ODS):
        return warnings + _look_at_odf(container)
    return warnings + without_properties(upload, container)


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
    if "META-INF/manifest.xml" in names and b"encryption-data" in whole(container, "META-INF/manifest.xml"):
        raise Unfit(ENCRYPTED)
    return authors(ODF_AUTHOR, whole(container, "meta.xml")) if "meta.xml" in names else []

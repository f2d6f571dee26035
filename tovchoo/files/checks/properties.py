"""The properties of an office file, where names of people stand: left out when it is kept."""

from __future__ import annotations

import re
import zipfile
from functools import partial
from typing import IO

from django.core.files.uploadedfile import UploadedFile

from tovchoo.kernel.policy import Words

from .containers import whole
from .content import put
from .limits import CHUNK
from .warnings import authors

OOXML_AUTHOR = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy)>([^<]{1,400})<")
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"
EMPTIED = (
    (re.compile(r"docProps/core\d*\.xml$|.*\.psmdcp$", re.IGNORECASE), f'<cp:coreProperties xmlns:cp="{PACKAGE}"/>'),
    (re.compile(r"docProps/app\d*\.xml$", re.IGNORECASE), f'<Properties xmlns="{PROPERTIES}/extended-properties"/>'),
    (re.compile(r"docProps/custom\d*\.xml$", re.IGNORECASE), f'<Properties xmlns="{PROPERTIES}/custom-properties"/>'),
)


def without_properties(upload: UploadedFile, container: zipfile.ZipFile) -> list[Words]:
    """Write the file anew with empty properties, all else as it is. A signed one would break: that one warns."""
    told = [name for name in container.namelist() if _emptied(name) is not None]
    if any(name.casefold().startswith("_xmlsignatures/") for name in container.namelist()):
        return [says for name in told for says in authors(OOXML_AUTHOR, whole(container, name))]
    if told:
        put(upload, partial(_write_anew, container))
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

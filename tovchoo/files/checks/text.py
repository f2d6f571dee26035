"""Plain text: in UTF-8, and nothing that a browser would read as a page."""

from __future__ import annotations

import codecs
import re

from django.core.files.uploadedfile import UploadedFile

from tovchoo.kernel.policy import Words

from .content import chunks
from .kinds import KINDS, LIKELY, Kind, guess, not_taken
from .refusals import MARKUP_IN_TEXT, NOT_UTF8, Unfit

MARKUP = re.compile(
    rb"<\s*(?:!doctype|\?xml|\?php|html|head|body|script|svg|math|iframe|img|object|embed|link|meta|style|form)"
    rb"|\+ADw-|^mime-version:|^#!", re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
NOT_IN_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def look_at_text(upload: UploadedFile, kind: Kind) -> list[Words]:
    decode = codecs.getincrementaldecoder("utf-8")().decode
    upload.seek(0)
    if MARKUP.search(upload.read(1024)):
        raise Unfit(MARKUP_IN_TEXT)
    try:
        if not any(NOT_IN_TEXT.search(decode(chunk)) for chunk in chunks(upload)):
            decode(b"", True)
            return []
    except UnicodeDecodeError:
        pass
    known = guess(upload, LIKELY)
    raise not_taken(known, KINDS) if known else Unfit(NOT_UTF8)

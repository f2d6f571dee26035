"""Handing out a file of the record, by whatever address: never other bytes than were taken in, and nothing runs."""

from __future__ import annotations

import logging
from typing import Protocol

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from .checks import CONTENT_TYPES, is_whole, safe_name

logger = logging.getLogger(__name__)
INERT = {  # of a file from whoever: instead of the site's own policy
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Stored(Protocol):
    """Whatever has a file of the storage: a document of the record, a paper for members."""

    file: str
    sha256: str
    media_type: str

    @property
    def public_id(self) -> str: ...


def handed_out(entry: Stored) -> HttpResponseBase:
    """The file as an attachment, or why there is none."""
    if not default_storage.exists(entry.sha256):
        raise Http404(entry.sha256)
    if is_whole(entry.sha256):
        return _attachment(entry)
    logger.error("The stored file of %s is not the one with SHA-256 %s.", entry.public_id, entry.sha256)
    sentence = _("This file was damaged where it is stored, and is not handed out. Who runs the site was told.")
    return HttpResponse(sentence, status=409, content_type="text/plain; charset=utf-8")


def _attachment(entry: Stored) -> FileResponse:
    name = safe_name(entry.file.removeprefix("files/").removeprefix(f"{entry.sha256[:12]}-"))
    kind = CONTENT_TYPES.get(entry.media_type, "application/octet-stream")
    stored = default_storage.open(entry.sha256)
    response = FileResponse(stored, as_attachment=True, filename=name, content_type=kind)
    for header, value in INERT.items():
        response[header] = value
    response["ETag"] = f'"{entry.sha256}"'
    return response

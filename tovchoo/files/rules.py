"""Verbs: keep the bytes of a file; enter a document, with its file or before it is at hand."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage

from tovchoo.kernel.ids import fresh_id
from tovchoo.ledger.rules import enter

from .checks import Checked, is_whole
from .models import Document


def keep(checked: Checked) -> dict[str, Any]:
    """Store a file under the hash of its content, and return what a Document says of it. The same file twice is one;
    where a crash or a disk left other bytes under that hash, these take their place."""
    path = checked.sha256
    if default_storage.exists(path) and not is_whole(path):
        default_storage.delete(path)
    if not default_storage.exists(path):
        checked.file.seek(0)
        stored = default_storage.save(path, checked.file)
        if stored != path:  # somebody kept the same file at the same moment
            default_storage.delete(stored)
    checked.file.close()
    return {
        "file": f"files/{path[:12]}-{checked.name}",
        "sha256": path,
        "size": checked.size,
        "media_type": checked.media_type,
    }


def enter_document(document: Document, file: dict[str, Any], *, by: Any) -> Document:
    """Write a document into the record, with a file that was kept or none. The policy has been asked before."""
    document.id = fresh_id(Document, document.title.for_an_id, document.language)
    for name, value in file.items():
        setattr(document, name, value)
    return enter(document, by=by)

"""Verbs: keep the bytes of a file. What they are a file of is another noun's to say."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage

from .checks import Checked, is_whole


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

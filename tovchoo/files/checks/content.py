"""The bytes of a file: read a chunk at a time, hashed, put in the place of others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from tovchoo.kernel import clock

from .limits import CHUNK, IN_MEMORY


def chunks(file: Any) -> Iterator[bytes]:
    file.seek(0)
    return iter(partial(file.read, CHUNK), b"")


def size_of(file: Any) -> int:
    size: int = file.seek(0, 2)
    file.seek(0)
    return size


def digest_of(file: Any) -> str:
    """The SHA-256 of a file, read from its start, a chunk at a time."""
    digest = hashlib.sha256()
    for chunk in chunks(file):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def is_whole(sha256: str) -> bool:
    """Whether the stored bytes still are those whose hash is their name. A file that nobody touched is believed for
    an hour: a large one cannot be made to be read over and over, and a disk that forgets is found out all the same."""
    modified = default_storage.get_modified_time(sha256).timestamp()
    return _stored_digest(sha256, modified, default_storage.size(sha256), f"{clock.about_now():%Y%m%d%H}") == sha256


@lru_cache(maxsize=1024)
def _stored_digest(name: str, modified: float, size: int, hour: str) -> str:
    with default_storage.open(name) as file:
        return digest_of(file)


def bytes_of(upload: UploadedFile) -> IO[bytes]:
    return cast("IO[bytes]", upload.file)


def put(upload: UploadedFile, write: Callable[[IO[bytes]], None]) -> None:
    """The upload holds what is made of it; Django closes it with the request."""
    made = cast("IO[bytes]", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    try:
        write(made)
    except BaseException:
        made.close()
        raise
    bytes_of(upload).close()
    upload.file, upload.size = made, size_of(made)

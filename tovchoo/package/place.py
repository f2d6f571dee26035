"""Where a package lies: a folder or a .zip, read file by file, never outside of it and never more than allowed."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

MOST_BYTES = 2 * 1024**3  # of all files together, unpacked
MOST_FILES = 10_000
MOST_RATIO = 200  # unpacked to packed, of one file of more than a megabyte
CHUNK = 1024**2
NO_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error)  # what zipfile says of one


class Unreadable(Exception):
    """A package that is not opened at all; says why, for the reader."""


class Place(Protocol):
    """What reading needs: which files there are, and the bytes of one."""

    def names(self) -> set[str]: ...
    def open(self, name: str) -> IO[bytes]: ...


class Folder:
    """A package as a folder on disk. Links that lead out of it are refused."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        for path in self.root.rglob("*"):
            if not _leads_into(self.root, path):
                raise Unreadable(_("%(path)s leads out of the package.") % {"path": path.relative_to(self.root)})

    def names(self) -> set[str]:
        return {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}

    def open(self, name: str) -> IO[bytes]:
        return (self.root / name).open("rb")


def _leads_into(root: Path, path: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except RuntimeError:  # a link in a circle
        return False


class Archive:
    """A package as a .zip. What it says of itself is checked before a byte is unpacked, and again while unpacking."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except NO_ARCHIVE as error:
            raise Unreadable(_("%(path)s is not a .zip file.") % {"path": path.name}) from error
        members = self.zip.infolist()
        if len(members) > MOST_FILES:
            raise Unreadable(_("The archive holds more than %(most)d files.") % {"most": MOST_FILES})
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise Unreadable(_("The archive unpacks to more than %(most)d bytes.") % {"most": MOST_BYTES})
        for member in members:
            _refuse_unsafe(member)
        if len({member.filename for member in members}) != len(members):
            raise Unreadable(_("The archive holds two files of the same name."))
        for member in members:
            self._refuse_damaged(member.filename)

    def names(self) -> set[str]:
        return {member.filename for member in self.zip.infolist() if not member.is_dir()}

    def open(self, name: str) -> IO[bytes]:
        return self.zip.open(name)  # reads no more than the size it was checked for

    def _refuse_damaged(self, name: str) -> None:
        """A file that is not what its header says, in length or in sum, is found before anything is read from it."""
        try:
            with self.zip.open(name) as file:
                while file.read(CHUNK):
                    pass
        except (*NO_ARCHIVE, zlib.error, EOFError, OSError) as error:
            raise Unreadable(_("%(name)s is damaged.") % {"name": name}) from error


def _refuse_unsafe(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = name.replace("\\", "/").split("/")
    is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or is_link:
        raise Unreadable(_("%(name)s leads out of the package.") % {"name": name})
    if member.file_size > max(1_000_000, MOST_RATIO * member.compress_size):
        raise Unreadable(_("%(name)s unpacks to far more than it holds: refused.") % {"name": name})
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others unpack without measure
        raise Unreadable(_("%(name)s is packed in an unusual way: refused.") % {"name": name})
    if member.flag_bits & 0x1:
        raise Unreadable(_("%(name)s is encrypted.") % {"name": name})


def place_of(path: Path) -> Place:
    """The package at a path; raises `Unreadable` where there is none, or none that may be opened."""
    if path.is_dir():
        return Folder(path)
    if path.is_file():
        return Archive(path)
    raise Unreadable(_("There is no package at %(path)s.") % {"path": path})


def lines(file: IO[bytes], most: int = 16 * 1024**2) -> Iterator[bytes]:
    """The lines of a file, none longer than `most` bytes."""
    while line := file.readline(most):
        yield line

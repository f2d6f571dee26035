"""The name of a file, made fit to be shown. Nothing else is believed of it but how it ends."""

from __future__ import annotations

import re
import unicodedata

from .limits import LONGEST_NAME

MVS = "\u180e"  # the Mongolian vowel separator, which no word in the traditional script can spare


def safe_name(name: str) -> str:
    """A file's name as text that may be shown: one line, no folder, nothing that turns the direction of writing."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(each for each in last if each.isprintable() or unicodedata.category(each) == "Zs" or each == MVS)
    stem, dot, ending = re.sub(r'[:*?"<>|%]', "-", kept).rstrip(". ").rpartition(".")
    stem, ending = (stem, dot + ending) if dot else (ending, "")
    room = LONGEST_NAME - len(ending.encode()[:20])
    return (stem.lstrip(". ").encode()[:room].decode(errors="ignore").rstrip(". ") or "file") + ending[:20]

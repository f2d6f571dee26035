"""Bookmarks of our DOCX: by them a file that was edited elsewhere is read back. Word takes 40 letters, digits and `_`.

A version never changes, so the numbers of its parts and passages name them for ever.
"""

from __future__ import annotations

import re

FURNITURE = frozenset(
    {"Plan Furniture", "Plan Label", "Plan Number", "Plan Contents", "Plan Original", "Plan Gap", "Title", "Subtitle"}
)  # styles of paragraphs that are ours, and are not read back
OF_A_VERSION = re.compile(r"tov_version_(\d+)_([0-9a-f]{0,12})")
NOT_IN_A_NAME = re.compile(r"\W", re.ASCII)


def of_version(number: int, sha256: str) -> str:
    return f"tov_version_{number}_{sha256[:12]}"


def of_passage(part: int, number: int, language: str) -> str:
    return f"tov_{part}_{number}_{_code(language)}"


def of_note(part: int, number: int, language: str) -> str:
    """Where a passage is not yet translated: what we print there, over which its translation may be typed."""
    return f"{of_passage(part, number, language)}_note"


def of_fact(part: int, step: int | None, name: str, language: str) -> str:
    return f"tov_{part}_{_step(step)}{name}_{_code(language)}"


def of_gap(part: int, step: int | None, field: str, language: str) -> str:
    """Where a field has no passage yet."""
    return f"tov_{part}_{_step(step)}f_{NOT_IN_A_NAME.sub('_', field)[:18]}_{_code(language)}"


def of_heading(part: int, language: str) -> str:
    return f"tov_{part}_heading_{_code(language)}"


def of_steps(part: int) -> str:
    """The table of the milestones of a commitment."""
    return f"tov_{part}_milestones"


def _step(number: int | None) -> str:
    return f"m{number}_" if number is not None else ""


def _code(language: str) -> str:
    return NOT_IN_A_NAME.sub("", language)

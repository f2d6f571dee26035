"""A version as data: JSON, with every code, text and state, part by part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from tovchoo.kernel.localized import ABOUT, Localized
from tovchoo.plans.models import Version
from tovchoo.versions.models import VersionMilestone, VersionPart, VersionPassage

from .content import Cover


def write(to: IO[bytes], cover: Cover, version: Version) -> None:
    """The whole version, into a file; what has no value is null."""
    head = {
        "id": f"version/{cover.id}", "plan": f"plan/{cover.plan}", "number": cover.number, "title": _text(cover.title),
        "purpose": version.purpose or None, "date": cover.dated.text if cover.dated else None,
        "sha256": cover.sha256 or None, "address": cover.address, "is_practice": cover.is_practice,
    }  # fmt: skip
    to.write(_json(head)[:-1].encode() + b',\n"parts": [')
    for number, each in enumerate(_parts(version)):
        to.write((b",\n" if number else b"\n") + _json(each).encode())
    to.write(b"\n]}\n")


def _parts(version: Version) -> Iterator[dict[str, Any]]:
    rows = VersionPart.objects.filter(version=version).prefetch_related("supporters").order_by("number")
    for part in rows:
        steps = VersionMilestone.objects.filter(part=part).prefetch_related("supporters").order_by("number")
        passages = VersionPassage.objects.filter(part=part).select_related("milestone").order_by("number")
        yield {
            "code": part.part, "number": part.number, "kind": part.kind, "title": _text(part.title),
            "commitment": f"commitment/{part.commitment_id}" if part.commitment_id else None,
            "commitment_number": part.commitment_number,
            "start": _day(part.start), "end": _day(part.end), **_who(part),
            "milestones": [
                {"code": each.milestone, "number": each.number, "start": _day(each.start), "due": _day(each.due),
                 **_who(each)} for each in steps
            ],
            "passages": [
                {"code": each.passage, "number": each.number, "field": each.field,
                 "milestone": each.milestone.milestone if each.milestone else None,
                 "text": _text(each.text), "states": _states(each.text)} for each in passages.defer("folded")
            ],
        }  # fmt: skip


def _who(row: Any) -> dict[str, Any]:
    lead = f"organisation/{row.lead_id}" if row.lead_id else None
    supporters = sorted(f"organisation/{each.pk}" for each in row.supporters.all())
    return {"lead": lead, "supporters": supporters, "other_supporters": _text(row.other_supporters)}


def _text(text: Localized) -> dict[str, str] | None:
    return {code: str(text[code]) for code in text.languages} or None


def _states(text: Localized) -> dict[str, str]:
    return {code: str(text.translation(code).state) for code in text.languages if code in text.get(ABOUT, {})}


def _day(date: Any) -> str | None:
    return date.text if date else None


def _json(told: Iterable[Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)

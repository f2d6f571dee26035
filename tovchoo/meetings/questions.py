"""What meetings ask of other nouns: papers of their items, what was changed of them, the plan of a forum."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q

from tovchoo.files.models import Document
from tovchoo.ledger.models import Entry
from tovchoo.people.models import Forum
from tovchoo.plans.models import Plan

from .models import AgendaItem, Meeting

CHANGES = ("meeting.corrected", "meeting.joining_changed", "meeting.cancelled")


def papers_of(items: Iterable[AgendaItem]) -> dict[str, list[Document]]:
    """The public papers of some items, by the id of the item; one question."""
    about = {each.public_id: each.pk for each in items}
    found: dict[str, list[Document]] = {}
    if about:
        for paper in Document.objects.filter(about__in=about).defer("folded").order_by("id"):
            found.setdefault(about[paper.about], []).append(paper)
    return found


def changes_of(meetings: Iterable[Meeting]) -> dict[str, list[Entry]]:
    """What the ledger says was changed since each was called, the first change first; one question."""
    keys = {each.public_id: each.pk for each in meetings}
    found: dict[str, list[Entry]] = {}
    for entry in Entry.objects.filter(subject__in=keys, verb__in=CHANGES).order_by("at", "pk"):
        found.setdefault(keys[entry.subject], []).append(entry)
    return found


def moved_from(changes: Iterable[Entry]) -> list[datetime]:
    """When it was to begin before, each time that it was moved."""
    moves = [(each.facts or {}).get("changes", {}).get("starts_at", {}).get("from") for each in changes]
    return [datetime.fromisoformat(each) for each in moves if each]


def plan_of(forum: Forum | None) -> Plan | None:
    """The plan that a forum is for: whose working group it is or is part of, or whose MSF; the newest of several."""
    if forum is None:
        return None
    its_own = Q(working_group=forum) | Q(msf=forum)
    its_parents = Q(working_group=forum.parent_id) if forum.parent_id else Q(pk=None)
    newest = F("ordinal").desc(nulls_last=True)
    return Plan.objects.filter(its_own | its_parents).defer("folded").order_by(newest, "id").first()

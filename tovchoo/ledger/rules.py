"""Verbs: record an act, put recorded acts into the chain, erase facts, check, tell whether anything changed.

The chain is the smallest thing that shows a change in silence; an RFC 6962 tree with signed checkpoints is to follow.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Model

from tovchoo.kernel import clock
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.kernel.spans import ends_before, said_of

from .models import NOTHING, Entry, Head, Sending, Stamp, digest

T = TypeVar("T", bound=Model)
ERASED = "entry.erased"
BATCH = 500


def record(verb: str, subject: Any, *, by: Any, **facts: Any) -> Entry:
    """Say in public that something was done, in the caller's transaction. Nobody waits for anybody here."""
    [entry] = record_each([(verb, subject, facts)], by=by)
    return entry


def record_each(acts: Iterable[tuple[str, Any, dict[str, Any]]], *, by: Any) -> list[Entry]:
    """The same for many acts at once: (verb, subject, facts) each."""
    at = clock.now()
    entries = [_entry(verb, subject, facts, by=by, at=at) for verb, subject, facts in acts]
    if entries:
        Entry.objects.bulk_create(entries, batch_size=BATCH)
        _raise_stamp()
    return entries


def enter(row: T, *, by: Any) -> T:
    """Write a new entry of the record, and say so with all that it holds. The policy has been asked before."""
    _refuse_what_ends_before_it_begins(row)
    row.save(force_insert=True)
    record(f"{row._meta.model_name}.recorded", row, by=by, **_facts(row))
    return row


def enter_each(rows: list[T], *, by: Any) -> list[T]:
    """The same for many new entries of one kind at once."""
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)
        record_each([(f"{row._meta.model_name}.recorded", row, _facts(row)) for row in rows], by=by)
    return rows


def correct(row: Any, values: dict[str, Any], *, by: Any, **facts: Any) -> bool:
    """Change an entry of the record, and say what it was and what it is; whether anything changed at all."""
    before = {name: getattr(row, name) for name in values}
    changes = {
        name: {"from": plain(before[name]), "to": plain(value)}
        for name, value in values.items()
        if before[name] != value
    }
    if changes:
        for name in changes:
            setattr(row, name, values[name])
        _refuse_what_ends_before_it_begins(row)
        row.save()
        record(f"{row._meta.model_name}.corrected", row, by=by, changes=changes, **facts)
    return bool(changes)


def _refuse_what_ends_before_it_begins(row: Any) -> None:
    for since, until in getattr(row, "SPANS", ()):
        if ends_before(getattr(row, since), getattr(row, until)):
            raise Refused([said_of(getattr(row, since))])


def begin_sending(key: str) -> tuple[Sending, bool]:
    """The sending of a form, and whether it is the first: a second one waits here until the first is done."""
    return Sending.objects.get_or_create(key=key, defaults={"at": clock.now()})


def end_sending(sending: Sending, led_to: str) -> None:
    """Where it led, for whoever sends it again."""
    sending.led_to = led_to
    sending.save(update_fields=["led_to"])


def forget_sendings() -> int:
    """Those of more than two days ago; the worker's task."""
    return Sending.objects.filter(at__lt=clock.now() - timedelta(days=2)).delete()[0]


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, time):
        return value.isoformat()
    return dict(value) if isinstance(value, Localized) else value


def _facts(row: Any) -> dict[str, Any]:
    facts = {field.name: plain(field.value_from_object(row)) for field in _recorded(row)}
    return {name: value for name, value in facts.items() if value}


def _recorded(row: Any) -> list[Any]:
    """The fields that are of the record, not made from others."""
    return [field for field in row._meta.fields if not field.primary_key and field.editable]


def stamp() -> int:
    """A number that is another one after every committed change of the record; one query.

    The first question of most answers: where it is answered, a kept connection needs no other test.
    """
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _sum_of_stamps()
    except (InterfaceError, OperationalError):
        if connection.in_atomic_block:
            raise
        connection.close()  # it was cut while nobody asked; the next one is another
        return _sum_of_stamps()


def _sum_of_stamps() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(SUM(value), 0) FROM ledger_stamp")
        return int(cursor.fetchone()[0])


@transaction.atomic
def sequence() -> int:
    """Number what was recorded since last time; return how many. The worker's task, one at a time."""
    Head.objects.get_or_create(pk=1)
    head = Head.objects.select_for_update().get(pk=1)
    waiting = list(Entry.objects.filter(number=None).order_by("pk")[: 20 * BATCH])
    for entry in waiting:
        entry.number = head.number = head.number + 1
        entry.seal = head.seal = entry.seal_after(head.seal)
    Entry.objects.bulk_update(waiting, ["number", "seal"], batch_size=BATCH)
    head.save()
    return len(waiting)


@transaction.atomic
def erase(entry: Entry, *, by: Any, ground: str) -> None:
    """Destroy facts that may no longer be kept, and say that and why; the act itself stays in the chain."""
    Entry.objects.filter(pk=entry.pk).update(facts=None, salt=None)
    record(ERASED, entry, by=by, ground=ground)


def first_broken() -> int | None:
    """Walk the chain: where it no longer holds, or None. Nothing may be gone without an erasure, nor off the end."""
    head = Head.objects.first() or Head()
    erased = set(Entry.objects.filter(verb=ERASED).values_list("subject", flat=True))
    number, seal = 0, NOTHING
    for number, entry in enumerate(Entry.objects.filter(number__lte=head.number).order_by("number").iterator(), 1):
        kept = entry.public_id in erased if entry.facts is None else entry.keeps_its_commitment()
        if not kept or entry.number != number or entry.seal != entry.seal_after(seal):
            return number
        seal = str(entry.seal)
    return None if (number, seal) == (head.number, head.seal) else number + 1


def _entry(verb: str, subject: Any, facts: dict[str, Any], *, by: Any, at: Any) -> Entry:
    salt = secrets.token_hex(32)
    named = {"verb": verb, "subject": subject.public_id, "actor": by.public_id}
    return Entry(at=at, **named, facts=facts, salt=salt, commitment=digest(salt, facts))


def _raise_stamp() -> None:
    """Raise whichever counter nobody else holds, or begin another: no writer waits for a writer.

    The step is random, so that a database put back from a copy does not come to a number that was read before.
    """
    free = Stamp.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
    counter = free.order_by("pk").first() or Stamp()
    counter.value += 1 + secrets.randbelow(2**24)
    counter.save()

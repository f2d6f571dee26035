"""Verbs: register, correct and merge; appoint to seats."""

from __future__ import annotations

from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovchoo.kernel import clock
from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.locks import hold
from tovchoo.kernel.noun import Noun
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter, record

from .models import Forum, Merge, Organisation, Person, Seat
from .policy import MERGE, ORGANISATION, REGISTERED, SEAT

N = TypeVar("N", bound=Noun)


@transaction.atomic
def register(entry: N, *, by: Any) -> N:
    """Enter an organisation, office, person, order or forum; its id is made of its name and stays."""
    REGISTERED[type(entry)].ask("register", entry, by=by)
    entry.id = entry.id or fresh_id(type(entry), *_words_for_an_id(entry))
    return enter(entry, by=by)


@transaction.atomic
def correct(entry: N, values: dict[str, Any], *, reason: str, by: Any) -> bool:
    """Change what an entry says; the former value stays in its history, with who, when and why."""
    REGISTERED[type(entry)].perform("correct", entry, by=by)
    return change(entry, values, by=by, reason=reason)


def _words_for_an_id(entry: Any) -> list[str]:
    if hasattr(entry, "office_id") and hasattr(entry, "person_id"):
        return [entry.office_id, entry.person_id]
    if getattr(entry, "number", "") and getattr(entry, "date", None):
        return [entry.kind, entry.number, str(entry.date.first.year)]
    text = getattr(entry, "name", None) or getattr(entry, "title", None) or Localized()
    return [text.for_an_id]


def register_person(name: Localized, *, by: Any) -> Person:
    """Enter somebody who is to hold a seat: from here their name is public."""
    return register(Person(name=name), by=by)


def register_forum(kind: str, name: Localized, *, by: Any, **given: Any) -> Forum:
    """Enter a body that meets."""
    return register(Forum(kind=kind, name=name, **given), by=by)


@transaction.atomic
def succeed(old: Organisation, new: Organisation, on: PartialDate, *, reason: str, by: Any) -> None:
    """One body became another on a day: what was done before keeps the older name."""
    if new == old or new.successor_id == old.pk:
        raise Refused([_("An organisation does not become itself, nor what it came from.")])
    ORGANISATION.perform("succeed", old, by=by)
    change(old, {"successor": new, "valid_to": on}, by=by, reason=reason)
    if new.valid_from is None:
        change(new, {"valid_from": on}, by=by, reason=reason)


@transaction.atomic
def merge(kept: N, gone: N, *, reason: str, by: Any) -> Merge:
    """Two entries of a kind are one: what names the one names the other from now on; names and history stay."""
    if kept == gone:
        raise Refused([_("An entry cannot be merged with itself.")])
    for each in sorted((kept, gone), key=lambda one: one.pk):  # always in this order, so that two merges never lock up
        hold(each, alone=True)
    REGISTERED[type(gone)].perform("merge", gone, by=by)
    REGISTERED[type(kept)].perform("merge", kept, by=by)
    _refuse_two_accounts(gone, kept)
    kind, new_names = str(gone._meta.model_name), _new_names(gone, kept)
    done = Merge(kind=kind, kept_id=kept.pk, gone_id=gone.pk, aliases=new_names, at=clock.now())
    done.moved = _move_all(gone, kept)
    done.save()
    if new_names:
        change(kept, {"aliases": [*kept.aliases, *new_names]}, by=by, reason=reason)  # type: ignore[attr-defined]
    change(gone, {"merged_into": kept}, by=by, reason=reason)
    told = [
        each for each in done.moved if issubclass(apps.get_model(each[0]), Noun)
    ]  # accounts and the like are private
    record(f"{kind}.merged", gone, by=by, into=kept.public_id, moved=told, reason=reason)
    return done


@transaction.atomic
def undo_merge(done: Merge, *, reason: str, by: Any) -> None:
    """Everything that was moved names the former entry again, as far as it was not changed since."""
    MERGE.perform("undo", done, by=by)
    kept, gone = done.kept, done.gone
    for label, field, key in done.moved:
        model = apps.get_model(label)
        model._default_manager.filter(pk=key, **{field: kept.pk}).update(**{field: gone.pk})
    if done.aliases:
        aliases = [name for name in kept.aliases if name not in done.aliases]
        change(kept, {"aliases": aliases}, by=by, reason=reason)
    change(gone, {"merged_into": None}, by=by, reason=reason)
    done.undone_at = clock.now()
    done.save(update_fields=["undone_at"])
    record(f"{done.kind}.merge_undone", gone, by=by, of=kept.public_id, reason=reason)


def _new_names(gone: Any, kept: Any) -> list[str]:
    """Names by which an organisation is known besides, once it stands for both; of others the merged entry tells."""
    if not isinstance(kept, Organisation):
        return []
    names = [str(text) for code, text in gone.name.items() if code in gone.name.languages]
    known = {*kept.aliases, *(str(kept.name[code]) for code in kept.name.languages)}
    return [name for name in dict.fromkeys([*names, *gone.aliases]) if name not in known]


def _refuse_two_accounts(gone: Noun, kept: Noun) -> None:
    """Who signs in as the one would be left without the seats of both."""
    if isinstance(gone, Person):
        accounts = apps.get_model("accounts", "Account")._default_manager.filter(is_active=True)
        if accounts.filter(person__in=[gone.pk, kept.pk]).count() > 1:
            raise Refused([_("Both of them sign in. Close the account of one of them first.")])


def _move_all(gone: Noun, kept: Noun) -> list[list[str]]:
    """Every entry of any table that names the one names the other; which they were. What would be twice stays."""
    moved = []
    relations: Any = gone._meta.get_fields(include_hidden=True)
    for relation in relations:
        names_it = (relation.one_to_many or relation.one_to_one) and relation.auto_created and not relation.concrete
        if not names_it or relation.related_model is type(gone):
            continue
        model: Any = relation.related_model
        for row in model._base_manager.filter(**{relation.field.name: gone}).order_by("pk"):
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{relation.field.name: kept})
            except IntegrityError:
                continue
            moved.append([model._meta.label, relation.field.attname, str(row.pk)])
    return moved


@transaction.atomic
def appoint(forum: Forum, *, by: Any, **given: Any) -> Seat:
    """Give a place in a forum, from today unless another day is given."""
    given.setdefault("since", PartialDate(clock.today().isoformat()))
    whose = given.get("person") or given.get("organisation") or given.get("office")
    seat = Seat(id=fresh_id(Seat, forum.pk, getattr(whose, "pk", "")), forum=forum, **given)
    SEAT.ask("appoint", seat, by=by)
    return enter(seat, by=by)


@transaction.atomic
def end_seat(seat: Seat, on: PartialDate, *, by: Any) -> None:
    """Whoever sat there does so no longer after that day."""
    SEAT.perform("end", seat, by=by)
    change(seat, {"until": on}, by=by)

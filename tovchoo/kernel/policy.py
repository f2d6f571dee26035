"""Policy: one table per noun that says who may do what, when, and what follows.

Both questions the product asks are answered here and nowhere else:
"may this person do this?" and "if not, what is still missing?"
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .locks import hold

Words = str | Promise
Condition = Callable[[Any], Words | None]  # asked of a thing: the sentence that is not yet true of it, or None


class Refused(Exception):
    """An act that the policy does not allow; `reasons` are sentences for the reader."""

    def __init__(self, reasons: Sequence[Words]) -> None:
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = list(reasons)


class NotTheirs(Refused):
    """An act of others: whoever asked for it can do nothing about that."""


@dataclass(frozen=True)
class Role:
    """Who: a question about a person before a thing. Roles join with `|`."""

    says: Words
    test: Callable[[Any, Any], bool]

    def __or__(self, other: Role) -> Role:
        return Role(format_lazy("{} / {}", self.says, other.says), lambda p, t: self.test(p, t) or other.test(p, t))


def condition(says: Words) -> Callable[[Condition], Condition]:
    """Name a condition for whoever reads the table; what is missing, it says itself when it is asked."""

    def named(test: Condition) -> Condition:
        test.says = says  # type: ignore[attr-defined]
        return test

    return named


def role(says: Words) -> Callable[[Callable[[Any, Any], bool]], Role]:
    """Make a role of a question; `says` is the sentence that a refusal shows."""
    return lambda test: Role(says, test)


@dataclass(frozen=True)
class Act:
    """One row of the table. Without stages named it may happen in any; without `then` it moves none."""

    name: str
    says: Words  # what its button says
    by: Role
    during: Sequence[str] = ()
    given: Sequence[Condition] = ()
    then: str | None = None


class Policy:
    """The table of one noun. `field` names the column that holds its stage; a noun without stages has none."""

    def __init__(self, title: Words, field: str | None, *acts: Act) -> None:
        self.title = title
        self.field = field
        self.acts = {act.name: act for act in acts}

    def missing(self, name: str, thing: Any, *, by: Any) -> list[Words]:
        """What stands in the way; an empty list means yes."""
        act = self.acts[name]
        if not act.by.test(by, thing):
            return [format_lazy(_("Only for: {}."), act.by.says)]
        if not self._in_time(act, thing):
            return [format_lazy(_("Only while it is: {}."), self._label(thing, stage)) for stage in act.during]
        return [sentence for condition in act.given if (sentence := condition(thing))]

    def on_offer(self, thing: Any, *, by: Any) -> list[Act]:
        """The acts to show this person now, possible or explained: the page's buttons."""
        return [act for act in self.acts.values() if act.by.test(by, thing) and self._in_time(act, thing)]

    def allows(self, name: str, thing: Any, *, by: Any) -> bool:
        """Whether nothing stands in the way."""
        return not self.missing(name, thing, by=by)

    def ask(self, name: str, thing: Any, *, by: Any) -> None:
        """Raise `Refused` unless the table allows it: for what only looks."""
        if missing := self.missing(name, thing, by=by):
            raise (Refused if self.acts[name].by.test(by, thing) else NotTheirs)(missing)

    def perform(self, name: str, thing: Any, *, by: Any) -> None:
        """Inside a transaction: hold the row, check its line of the table, move the stage. Raises `Refused`."""
        act = self.acts[name]
        if self.field is not None:
            hold(thing, alone=act.then is not None)
        self.ask(name, thing, by=by)
        if self.field is not None and act.then is not None:
            setattr(thing, self.field, act.then)
            thing.save(update_fields=[self.field])

    def _in_time(self, act: Act, thing: Any) -> bool:
        return not act.during or str(getattr(thing, str(self.field))) in act.during

    def _label(self, thing: Any, stage: str) -> Words:
        labels: dict[str, Words] = dict(thing._meta.get_field(self.field).flatchoices)
        return labels[stage]

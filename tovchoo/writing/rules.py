"""Verbs: take in a text that somebody wrote while others write too. Whoever calls has asked the policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from tovchoo.kernel import clock
from tovchoo.kernel.merging import merged
from tovchoo.kernel.policy import Refused

from .models import Written

W = TypeVar("W", bound=Written)
LONGEST = 20_000  # signs of a text: a box takes no more
MOST = 5 * LONGEST  # where several were put together


@dataclass(frozen=True)
class Kept:
    """What became of a text that was sent: the number under which it stands, and whether it met another."""

    written: Any
    number: int
    was_merged: bool = False
    met: bool = False


@transaction.atomic
def keep(written: W, text: str, *, base: int, key: str, by: Any, **facts: Any) -> Kept:
    """Take in a text that was written on revision `base`. It is kept exactly as it was sent; where somebody else wrote
    meanwhile, both are put together, in a revision of its own. The same `key` twice is one sending.
    Raises `Refused`."""
    if len(text) > MOST:
        raise Refused([_("This text is too long: make it shorter.")])
    written = type(written)._default_manager.select_for_update(no_key=True).get(pk=written.pk)
    revisions: Any = written.revisions  # type: ignore[attr-defined]
    known = revisions.filter(key=key).first() if key else None
    if known:
        return Kept(written, known.number)
    before = revisions.filter(number=base).first()
    if base and before is None:
        raise Refused([_("What you wrote on is not known here. Open the page anew.")])
    if text == (before.text if before else ""):
        return Kept(written, base)
    now, meanwhile, theirs = clock.now(), written.head, written.text
    sent = _revise(written, text, account=by, at=now, base=base, key=key or None, **facts)
    if base == meanwhile:
        return Kept(written, sent)
    both = merged(before.text if before else "", text, theirs)
    _revise(written, both.text, account=by, at=now, base=sent, other=meanwhile, met=both.met)
    return Kept(written, sent, was_merged=True, met=both.met)


def _revise(written: Any, text: str, **given: Any) -> int:
    written.text, written.head = text, written.head + 1
    written.save(update_fields=["text", "head"])
    written.revisions.create(number=written.head, text=text, **given)
    return int(written.head)

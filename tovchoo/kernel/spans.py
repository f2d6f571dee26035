"""What lasts ends no earlier than it begins, as far as its dates are known: said beside a field, by rules, and by the
database itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _

from .partial_date import PartialDate


def ends_before(since: PartialDate | None, until: PartialDate | None) -> bool:
    """Whether the last day that an end can be lies before the first that its beginning can be."""
    return since is not None and until is not None and until.last < since.first


def said_of(since: PartialDate | None) -> str:
    """The sentence for an end that lies before its beginning."""
    return _("It ends before it begins, on %(date)s. Look at both dates.") % {"date": since}


def in_order(since: str, until: str, name: str) -> models.CheckConstraint:
    """The same for the database, which compares the texts: an end in 2026 is not before 2026-11. Intervals are left to
    the rules."""
    is_in_order = Q(LessThanOrEqual(F(since), Concat(F(until), Value("-99-99"), output_field=models.CharField())))
    is_open = Q(**{since: None}) | Q(**{until: None})
    is_interval = Q(**{f"{since}__contains": "/"}) | Q(**{f"{until}__contains": "/"})
    return models.CheckConstraint(condition=is_open | is_interval | is_in_order, name=name)


def look_first(label: str, since: str, until: str) -> Callable[[Any, Any], None]:
    """For a migration: entries that the database would not take any more are named, so that they can be corrected."""

    def look(apps: Any, _editor: Any) -> None:
        rows = apps.get_model(label)._default_manager.exclude(**{since: None}).exclude(**{until: None})
        wrong = [f"{row.pk} ({getattr(row, since).text}, {getattr(row, until).text})" for row in rows.iterator()
                 if ends_before(getattr(row, since), getattr(row, until))]  # fmt: skip
        if wrong:
            says = "These entries of %s end before they begin. Correct them with the release you came from: %s"
            raise SystemExit(says % (label, ", ".join(wrong)))

    return look

"""What every page knows of the site: whose it is, which plan is the current one, which languages it speaks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from tovchoo.kernel import clock
from tovchoo.kernel.languages import interface, name, reader
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.prepared import Prepared
from tovchoo.plans.models import Plan


@dataclass(frozen=True)
class Known:
    """As much of a plan as every page needs."""

    id: str
    ordinal: int | None
    jurisdiction: Localized
    languages: list[str]
    time_zone: str


class Site:
    """Read once for a page, with one query; once for all pages made from a record of the same stamp."""

    def __init__(self, stamp: int | None = None) -> None:
        self.stamp = stamp  # of the record, read before this page was begun

    @cached_property
    def plans(self) -> list[Known]:
        """All plans, the newest first."""
        return _known() if self.stamp is None else _known_at(self.stamp)

    @property
    def plan(self) -> Known | None:
        """The plan that the site is about: the newest."""
        return next(iter(self.plans), None)

    @cached_property
    def languages(self) -> list[str]:
        """Those of the jurisdictions; without a record, those of the settings."""
        found = [each for plan in self.plans for each in plan.languages]
        return list(dict.fromkeys(found)) or [code for code, _name in settings.LANGUAGES]

    @property
    def zone(self) -> tzinfo:
        """Where its days begin and its hours are told: as its jurisdiction says, else the settings."""
        return _zone(self.plan.time_zone) if self.plan else get_default_timezone()

    @property
    def name(self) -> str:
        """As the settings give it, or made from the jurisdiction."""
        if given := settings.SITE_NAMES.get(reader()):
            return str(given)
        return _("OGP %(jurisdiction)s") % {"jurisdiction": self.plan.jurisdiction} if self.plan else "Tovchoo"

    def twins(self, path: str) -> list[dict[str, str]]:
        """The same page in each language of the site."""
        rest = path[1:].partition("/")[2]
        return [{"code": code, "name": name(code), "path": f"/{code}/{rest}"} for code in self.languages]


def _json(stored: Any) -> Any:
    value = json.loads(stored) if isinstance(stored, str) else stored
    return Localized(value) if isinstance(value, dict) else value


@lru_cache(maxsize=16)
def _zone(name: str) -> tzinfo:
    """One that nobody knows is that of the settings."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return get_default_timezone()


def _known() -> list[Known]:
    found = [Known(id, ordinal, _json(name), list(_json(spoken)), zone) for id, ordinal, name, spoken, zone in _plans()]
    return sorted(found, key=lambda plan: (plan.ordinal or 0, plan.id), reverse=True)


@lru_cache(maxsize=1)
def _known_at(_stamp: int) -> list[Known]:
    return _known()


_plans = Prepared(
    lambda: Plan.objects.order_by().values_list(
        "id", "ordinal", "jurisdiction__name", "jurisdiction__languages", "jurisdiction__time_zone"
    )
)


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template."""
    site: Site = getattr(request, "our_site", None) or Site()
    return {
        "site": site,
        "language": reader(),
        "interface": interface(),
        "today": clock.today(),
        "practice": settings.PRACTICE,
        "base_url": settings.SITE_URL,
        "path": request.path,
        "twins": site.twins(request.path),
    }

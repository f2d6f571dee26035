"""What every page knows of the site: whose it is, which plan is the current one, which languages it speaks."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tovchoo.kernel import clock
from tovchoo.kernel.languages import interface, name, reader
from tovchoo.plans.models import Plan


class Site:
    """Read once for a page, with one query."""

    @cached_property
    def plans(self) -> list[Plan]:
        """All plans, the newest first."""
        beside = ("jurisdiction", "working_group__established_by", "msf", "secretariat", "approval", "order")
        found = Plan.objects.select_related(*beside)
        return sorted(found.defer("folded"), key=lambda plan: (plan.ordinal or 0, plan.pk), reverse=True)

    @property
    def plan(self) -> Plan | None:
        """The plan that the site is about: the newest."""
        return next(iter(self.plans), None)

    @cached_property
    def languages(self) -> list[str]:
        """Those of the jurisdictions; without a record, those of the settings."""
        found = [each for plan in self.plans for each in plan.jurisdiction.languages]
        return list(dict.fromkeys(found)) or [code for code, _name in settings.LANGUAGES]

    @property
    def name(self) -> str:
        """As the settings give it, or made from the jurisdiction."""
        if given := settings.SITE_NAMES.get(reader()):
            return given
        return _("OGP %(jurisdiction)s") % {"jurisdiction": self.plan.jurisdiction} if self.plan else "Tovchoo"

    def twins(self, path: str) -> list[dict[str, str]]:
        """The same page in each language of the site."""
        rest = path[1:].partition("/")[2]
        return [{"code": code, "name": name(code), "path": f"/{code}/{rest}"} for code in self.languages]


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template."""
    site: Site = getattr(request, "site", None) or Site()
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

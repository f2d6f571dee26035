"""Moments in words: the day, the hour, and the zone of the site, which is always named."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext_lazy as _

from .partial_date import PartialDate

# what its zone calls another city, stands as it is
CITIES = {"Ulaanbaatar": _("Ulaanbaatar"), "Hovd": _("Hovd"), "Choibalsan": _("Choibalsan")}


def zone_name() -> str:
    """The zone in which the site tells the hour, in the reader's language: Ulaanbaatar."""
    city = get_current_timezone_name().rpartition("/")[2].replace("_", " ")
    return str(CITIES.get(city, city))


def in_words(moment: datetime) -> str:
    """8 November 2023, 10:00 (Ulaanbaatar), in the reader's language."""
    local = localtime(moment)
    return f"{PartialDate(local.date().isoformat())}, {local:%H:%M} ({zone_name()})"

"""Meetings as entries of a calendar: one to put into a letter, or all of a forum or a plan to be followed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tovchoo.kernel.moments import in_words
from tovchoo.kernel.practice import marked
from tovchoo.ledger.models import Entry

from .models import Meeting
from .questions import changes_of, moved_from

LASTS = timedelta(hours=2)  # where no end is given


def calendar(name: str, meetings: Iterable[Meeting], now: datetime, *, method: str = "PUBLISH", link: str = "") -> str:
    """An .ics with what is public of each meeting; `link` goes into one that is for members. icalendar is
    imported here: with its zones it takes 4 MB, which a server gives when somebody first asks for a calendar."""
    from icalendar import Calendar, vText

    made = Calendar()
    made.add("prodid", "-//Tovchoo//tovchoo//")
    made.add("version", "2.0")
    made.add("method", method)
    # a name of its own makes it no text by itself: lines would not be escaped
    made.add("x-wr-calname", vText(marked(name)))
    listed = list(meetings)
    changes = changes_of(listed)
    for meeting in listed:
        made.add_component(_event(meeting, now, link, changes.get(meeting.pk, [])))
    made.add_missing_timezones()
    return str(made.to_ical().decode())


def _event(meeting: Meeting, now: datetime, link: str, changes: list[Entry]) -> Any:
    """The same entry however often it changes: a calendar that has it takes the one with the higher sequence."""
    from icalendar import Event

    zone = timezone.get_current_timezone()
    starts = meeting.starts_at.astimezone(zone) if meeting.starts_at else now.astimezone(zone)
    event = Event()
    event.add("uid", f"{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", len(changes))
    event.add("dtstamp", now)
    event.add("dtstart", starts)
    event.add("dtend", meeting.ends_at.astimezone(zone) if meeting.ends_at else starts + LASTS)
    event.add("summary", marked(str(meeting.title)))
    where = ", ".join(filter(None, [str(meeting.place), link or meeting.link]))
    if where:
        event.add("location", where)
    event.add("url", settings.SITE_URL + meeting.get_absolute_url())
    items = [f"{item.number}. {item.title}" for item in meeting.items.order_by("number")]
    moves = [_("Moved. It was to begin: %(moment)s") % {"moment": in_words(each)} for each in moved_from(changes)]
    event.add("description", "\n".join([*moves, *([_("Agenda:"), *items] if items else [])]))
    event.add("status", "CANCELLED" if meeting.stage == Meeting.Stage.CANCELLED else "CONFIRMED")
    return event

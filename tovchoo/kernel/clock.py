"""The one clock. Deadlines are judged by it and by nothing else."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

offset = timedelta()  # moved by tests


def now() -> datetime:
    """The database's own time on PostgreSQL (many hosts, one truth); this process's on SQLite."""
    if connection.vendor != "postgresql":
        return timezone.now() + offset
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment + offset


def about_now() -> datetime:
    """By this process's time: good enough for what keeps a while, asked without a query."""
    return timezone.now() + offset


def today() -> date:
    """The day in the jurisdiction's zone, by this process's time: good enough for a page, asked without a query."""
    return timezone.localdate(about_now())

"""tovchoo worker"""

import logging
import time
from datetime import tzinfo
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, OperationalError, close_old_connections
from django.utils import timezone

from tovchoo.web.site import Site
from tovchoo.web.work import DUTIES

log = logging.getLogger("tovchoo.worker")
PAUSE = 1.0  # seconds


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Do the background work: number what was recorded, send letters. Runs beside the server until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            with timezone.override(self.zone()):
                done = sum(self.do(duty) for duty in DUTIES)
            if options["once"] and not done:
                return
            close_old_connections()
            if not done:
                time.sleep(PAUSE)

    def zone(self) -> tzinfo:
        """That of the site, as it is now: days and hours in letters are told in it."""
        try:
            return Site().zone
        except DatabaseError as error:
            log.warning("waiting for the database: %s", error)
            return timezone.get_default_timezone()

    def do(self, duty: Any) -> int:
        """One duty; what fails today is still there tomorrow, and keeps nothing else from being done."""
        try:
            return int(duty())
        except OperationalError as error:
            log.warning("waiting for the database: %s", error)
        except Exception:
            log.exception("%s failed", duty.__name__)
        return 0

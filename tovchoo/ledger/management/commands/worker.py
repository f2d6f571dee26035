"""tovchoo worker"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from tovchoo.ledger.rules import sequence


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Do the background work: number what was recorded. Runs beside the server until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            try:
                while sequence():
                    pass
            except OperationalError as error:  # the database is away or busy: what waits is still there later
                print(f"waiting for the database: {error}", file=self.stderr)
            if options["once"]:
                return
            close_old_connections()
            time.sleep(2)

"""tovchoo load PACKAGE [--check]"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tovchoo.package.check import Reading, check
from tovchoo.package.place import Unreadable, place_of
from tovchoo.package.rules import load
from tovchoo.people.roles import Operator


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Load a data package (a folder or a .zip) into the record: all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("package", type=Path)
        parser.add_argument("--check", action="store_true", help="only report, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            place = place_of(options["package"])
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if options["check"]:
            self.report(check(place, self.progress), "The package can be loaded.")
            return
        reading, done = load(place, by=Operator(), progress=self.progress)
        self.report(reading, f"{reading.rows} rows read; {done['recorded']} recorded, {done['corrected']} corrected.")

    def progress(self, table: str, rows: int) -> None:
        print(f"  {table}: {rows:,} rows", file=sys.stderr)

    def report(self, reading: Reading, good: str) -> None:
        for problem in reading.problems:
            kind = "warning" if problem.is_warning else "error"
            (self.stdout if problem.is_warning else self.stderr).write(f"{kind}: {problem}")
        if reading.errors:
            raise CommandError(f"{len(reading.errors)} errors, nothing was loaded.")
        self.stdout.write(good)

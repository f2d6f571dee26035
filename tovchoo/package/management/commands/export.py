"""tovchoo export TARGET"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tovchoo.package.write import as_zip, to_folder


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Write the public record as a data package, into a folder or a .zip."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["target"]
        if target.suffix == ".zip":
            with target.open("wb") as file:
                file.writelines(as_zip())
        else:
            to_folder(target)
        self.stdout.write(f"The record stands in {target}.")

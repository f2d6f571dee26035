"""The command `tovchoo`: Django's, with our subcommands, on a schema that is always up to date."""

import os
import sys

KEEPS_THE_SCHEMA = {
    "load",
    "export",
    "worker",
    "serve",
    "welcome",
}  # these migrate first


def main() -> None:
    """Run one subcommand; exit 0, 1 for errors in what was given, 2 for wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import call_command, execute_from_command_line

    arguments = sys.argv[1:]
    if arguments and arguments[0] in KEEPS_THE_SCHEMA and "--help" not in arguments:
        import django

        django.setup()
        call_command("migrate", verbosity=0)
    execute_from_command_line(sys.argv)

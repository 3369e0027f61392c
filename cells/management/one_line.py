"""What every command of the portal promises a technician: an error is one line on standard error and exit 2, never a traceback."""

import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseFault
from django.utils.translation import gettext as _

COULD_NOT = 2


class OneLineCommand(BaseCommand):
    """Wrong arguments and a database that is not there are said in one line, like every other error."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> ArgumentParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        at_a_terminal = parser.called_from_command_line

        def error(message: str) -> NoReturn:
            # Django only turns errors of `handle` into a line; those of the arguments come before it.
            if not at_a_terminal:
                refuse(message)
            sys.stderr.write(f"{self.style.ERROR(message)}\n")
            raise SystemExit(COULD_NOT)

        parser.error = error  # type: ignore[method-assign]
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        for stream in (sys.stdout, sys.stderr):
            # Vietnamese goes out as UTF-8, whatever the terminal's locale says.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8")
        try:
            super().run_from_argv(argv)
        except KeyboardInterrupt:
            sys.stderr.write("Interrupted.\n")
            raise SystemExit(COULD_NOT) from None

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except DatabaseFault as error:
            refuse(_("The database cannot be used (%(error)s). Set it up with: ./portal setup") % {"error": error})


def refuse(message: str) -> NoReturn:
    """End the command: it could not do its work."""
    raise CommandError(" ".join(message.split()), returncode=COULD_NOT)

"""Compile the message catalogues without system tools."""

import sys

from django.conf import settings

from cells.catalogues import compile_all
from cells.management.one_line import OneLineCommand


class Command(OneLineCommand):
    help = "Checks and compiles the message catalogues that changed; exit 1 when one is not in order."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        problems = compile_all(settings.LOCALE_PATHS)
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            sys.exit(1)

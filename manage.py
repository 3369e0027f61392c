#!/usr/bin/env python3
"""Command line of the annual-review portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_portal.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs settings

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

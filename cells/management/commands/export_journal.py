"""One ward's journal as JSON lines, to be kept elsewhere: what verify_journal compares a later journal with."""

import os
import sys
from pathlib import Path

from django.core.management.base import CommandParser

from cells.journal.exporting import export_lines
from cells.management.one_line import OneLineCommand, refuse
from cells.refusals import Refused
from cells.services.journal_upkeep import begin_export


class Command(OneLineCommand):
    help = (
        "Writes the journal of one ward (journal/1, docs/journal.md), names and reasons included: keep it as you keep "
        "the files themselves. The export is told in the journal."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--ward", required=True, metavar="CODE", help="code of the ward; empty ('') for what belongs to none"
        )
        parser.add_argument("--out", metavar="FILE", type=Path, help="where to write it; default: standard output")

    def handle(self, *args: object, ward: str, out: Path | None, **options: object) -> None:
        try:
            until = begin_export(ward_code=ward, command="export_journal")
            if out is None:
                sys.stdout.writelines(export_lines(ward, until))
                return
            # Readable to its owner alone, and never half a file under the name that was asked for.
            beside = out.with_name(out.name + ".part")
            beside.unlink(missing_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.writelines(export_lines(ward, until))
            beside.replace(out)
        except Refused as refused:
            refuse("; ".join(map(str, refused.refusals)))
        except OSError as error:
            refuse(f"{out}: {error.strerror}")
        self.stdout.write(str(out))

"""The roster as a workbook that import_roster reads back without change."""

from pathlib import Path

from django.core.management.base import CommandParser

from cells.clock import today
from cells.management.one_line import OneLineCommand, refuse
from cells.refusals import Refused
from cells.selectors.roster import roster_workbook
from cells.selectors.wards import ward_of_code
from cells.services.handing_out import ROSTER, note_handed_out


class Command(OneLineCommand):
    help = "Writes the roster of a ward as it stands, in a layout that import_roster reads back without change."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--organization", default="", metavar="CODE", help="code of the ward; default: the only one"
        )
        parser.add_argument("--out", required=True, metavar="FILE.xlsx", help="where to write it")

    def handle(self, *args: object, **options: object) -> None:
        try:
            ward = ward_of_code(str(options["organization"]))
            data = roster_workbook(ward, today())
            note_handed_out(ROSTER, by=None, command="export_roster", subject=ward, ward_code=ward.code)
            Path(str(options["out"])).write_bytes(data)
        except Refused as refused:
            refuse("; ".join(map(str, refused.refusals)))
        except OSError as error:
            refuse(f"{options['out']}: {error.strerror}")
        self.stdout.write(str(options["out"]))

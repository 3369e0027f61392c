"""The public half of the installation's key, for whoever receives its reports. Made at the first call."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from assessments.reports.proof.keys import fingerprint, installation_key, public_hex, public_pem
from cells.management.one_line import OneLineCommand, refuse


class Command(OneLineCommand):
    help = (
        "Prints the public key that this installation's reports are signed with (PEM), for the district; makes the key "
        "first where there is none."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", metavar="FILE", type=Path, help="write it there instead")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = installation_key()
            if options["out"]:
                options["out"].write_text(public_pem(key))
        except OSError as error:
            refuse(_("%(file)s: cannot be written (%(error)s)") % {"file": error.filename, "error": error.strerror})
        except ValueError as error:
            refuse(str(error))
        mark = fingerprint(public_hex(key))
        if options["json"]:
            self.stdout.write(json.dumps({"public_key": public_hex(key), "fingerprint": mark}))
        elif options["out"]:
            self.stdout.write(_("%(file)s: public key, fingerprint %(mark)s") % {"file": options["out"], "mark": mark})
        else:
            self.stdout.write(public_pem(key), ending="")
            # Beside it, not in it: what is printed can be kept as a file.
            self.stderr.write(_("Fingerprint: %(mark)s") % {"mark": mark})

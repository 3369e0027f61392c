"""A backup put back into an empty database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from cells.backup_file.layout import BackupFault
from cells.management.one_line import OneLineCommand, refuse
from cells.services.restoring import restore_backup


class Command(OneLineCommand):
    help = (
        "Puts a backup back: rows, files and keys, all of it or nothing, into a database without a row (best without "
        "tables). Reads the key from BACKUP_KEY. Stop the service before. Then: verify_journal."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="the backup")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restore_backup(options["file"])
        except BackupFault as fault:
            refuse(str(fault))
        said = done.as_dict()
        if options["json"]:
            self.stdout.write(json.dumps(said))
            return
        self.stdout.write(_("Restored: %(rows)s rows, %(files)s files.") % said)
        if done.migrated:
            self.stdout.write(_("The backup was of an earlier version and was brought up to this one."))
        if done.secret_key_differs:
            self.stderr.write(
                _("SECRET_KEY is set and is not the backup's: second factors and kept typing open with that one only.")
            )

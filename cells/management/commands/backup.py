"""Everything a burned-down office needs, in one file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cells.backup_file.keys import new_key
from cells.backup_file.layout import LEFT_OUT, BackupFault
from cells.management.one_line import OneLineCommand, refuse
from cells.services.backups import check_backup, write_backup


class Command(OneLineCommand):
    help = (
        "Writes rows, files and keys into one encrypted file while the portal runs. Encrypted for BACKUP_RECIPIENT (public "
        "keys, a comma between) or with BACKUP_KEY. Left out on purpose: "
        + "; ".join(f"{model} ({why})" for model, why in LEFT_OUT.items())
        + "; letters written to files, pages already set, the static files."
    )

    requires_system_checks: list[str] = []  # a night's backup must not hang on a page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="a new file, or a folder")
        parser.add_argument("--keep", type=int, metavar="N", help="of the dated files in the folder keep the newest N")
        parser.add_argument("--plain", action="store_true", help="write it without encryption")
        parser.add_argument("--check", action="store_true", help="read the file and say whether it is whole")
        parser.add_argument("--new-key", action="store_true", help="make a pair of keys, print it, write nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            secret, public = new_key()
            lines = json.dumps({"BACKUP_KEY": secret, "BACKUP_RECIPIENT": public})
            self.stdout.write(lines if options["json"] else f"BACKUP_KEY={secret}\nBACKUP_RECIPIENT={public}")
            return
        if options["file"] is None:
            refuse(_("Which file? `backup FILE`, `backup FOLDER --keep 14`, `backup --check FILE`."))
        try:
            said = self._check(options["file"]) if options["check"] else self._write(options)
        except BackupFault as fault:
            refuse(str(fault))
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))

    def _check(self, path: Path) -> dict[str, Any]:
        found = check_backup(path)
        self._say(_("%(file)s is whole: %(rows)s rows, %(files)s files, taken at %(taken_at)s.") % found)
        return found

    def _write(self, options: dict[str, Any]) -> dict[str, Any]:
        done = write_backup(options["file"], plain=options["plain"], keep=options["keep"])
        said = done.as_dict()
        self._say(_("%(file)s: %(rows)s rows, %(files)s files, %(bytes)s bytes, SHA-256 %(sha256)s") % said)
        if not done.encrypted:
            self.stderr.write(_("Not encrypted: whoever has this file reads everything and can sign reports."))
        if done.gone:
            text = ngettext(
                "%(count)s file went away meanwhile.", "%(count)s files went away meanwhile.", len(done.gone)
            )
            self._say(text % {"count": len(done.gone)})
        return said

    def _say(self, text: str) -> None:
        if not self._as_json:
            self.stdout.write(text)

    def execute(self, *args: Any, **options: Any) -> str | None:
        self._as_json = options.get("json", False)
        return super().execute(*args, **options)

"""The schema is migrated by one process of a run; on SQLite the others copy what it made, which takes a tenth of a second."""

import fcntl
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db.backends.sqlite3.creation import DatabaseCreation


class OnceMigrated(DatabaseCreation):
    """As Django's own, for a database in memory. `kept`: the file that all processes of the run share."""

    def __init__(self, connection, kept: Path) -> None:
        super().__init__(connection)
        self.kept = kept

    def create_test_db(self, *arguments, **named) -> str:
        with self.kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.kept.exists():
                name = super().create_test_db(*arguments, **named)
                self._copy_out()
                return name
        name = self._get_test_db_name()
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        with sqlite3.connect(self.kept) as made:
            made.backup(self.connection.connection)
        made.close()
        return name

    def _copy_out(self) -> None:
        """Under another name first: a process that was killed on the way leaves no half file behind."""
        begun = self.kept.with_suffix(".begun")
        with sqlite3.connect(begun) as copy:
            self.connection.connection.backup(copy)
        copy.close()
        begun.rename(self.kept)

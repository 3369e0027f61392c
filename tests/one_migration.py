"""The schema is migrated by one process of a run; the others copy what it made, which takes a tenth of a second."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.postgresql.creation import DatabaseCreation as PostgreSQLCreation
from django.db.backends.sqlite3.creation import DatabaseCreation as SQLiteCreation


def once_migrated(connection, run_folder: Path) -> BaseDatabaseCreation:
    """What makes and takes away the database of this process. `run_folder`: shared by all processes of the run."""
    if connection.vendor == "sqlite":
        return OnceMigrated(connection, run_folder / "migrated.sqlite3")
    return OnceMigratedOnPostgreSQL(connection, run_folder / "migrated.name")


@contextmanager
def _one_by_one(kept: Path) -> Iterator[None]:
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _name_it(connection, name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()


class OnceMigratedOnPostgreSQL(PostgreSQLCreation):
    """As Django's own; the first process leaves a copy, as it was made, for the others. `mark`: tells its name."""

    def __init__(self, connection, mark: Path) -> None:
        super().__init__(connection)
        self.mark = mark
        self.is_first = False

    def create_test_db(self, *arguments, **named) -> str:
        with _one_by_one(self.mark):
            if not self.mark.exists():
                name = super().create_test_db(*arguments, **named)
                self._copy(name, f"{name}_migrated")
                self.mark.write_text(f"{name}_migrated")
                self.is_first = True
            else:
                name = self._get_test_db_name()
                self._copy(self.mark.read_text(), name)
            _name_it(self.connection, name)
        return name

    def destroy_test_db(self, *arguments, **named) -> None:
        super().destroy_test_db(*arguments, **named)
        if self.is_first:
            with _one_by_one(self.mark), self._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {self._quote_name(self.mark.read_text())}")
                self.mark.unlink()

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        """A thread of the live server may still be in it: that must not leave it behind."""
        self.connection.close_pool()
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {self._quote_name(test_database_name)} WITH (FORCE)")

    def _copy(self, source: str, target: str) -> None:
        self.connection.close()  # nobody may be in the one that is copied
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self._quote_name(target)}")
            cursor.execute(f"CREATE DATABASE {self._quote_name(target)} TEMPLATE {self._quote_name(source)}")


class OnceMigrated(SQLiteCreation):
    """As Django's own, for a database in memory. `kept`: the file that all processes of the run share."""

    def __init__(self, connection, kept: Path) -> None:
        super().__init__(connection)
        self.kept = kept

    def create_test_db(self, *arguments, **named) -> str:
        with _one_by_one(self.kept):
            if not self.kept.exists():
                name = super().create_test_db(*arguments, **named)
                self._copy_out()
                return name
        name = self._get_test_db_name()
        _name_it(self.connection, name)
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

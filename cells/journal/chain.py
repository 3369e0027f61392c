"""Where a new entry hangs, and who may take something away. On PostgreSQL triggers do and hold it (migration 0010)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from cells.journal.form import digest, entry_values
from cells.models import JournalEntry

#: Deeds for which the triggers make way: texts erased by retention; rows put back as a backup holds them.
ERASING, RESTORING = "erasing", "restoring"


def hang(entry: JournalEntry) -> None:
    """Give a new entry its place. PostgreSQL does so at commit, so that no deed waits for another ward's or its own; SQLite
    lets one writer in at a time, so the place is known at once."""
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, hash FROM cells_journalhead WHERE ward_code = %s", [entry.ward_code])
        number, previous = cursor.fetchone() or (0, "")
        entry.number, entry.previous_hash = number + 1, previous
        entry.hash = digest(entry_values(entry))
        cursor.execute(
            "INSERT INTO cells_journalhead (ward_code, number, hash) VALUES (%s, %s, %s) "
            "ON CONFLICT (ward_code) DO UPDATE SET number = excluded.number, hash = excluded.hash",
            [entry.ward_code, entry.number, entry.hash],
        )


@contextmanager
def allowed(deed: str) -> Iterator[None]:
    """Inside, PostgreSQL's triggers let this deed through (ERASING, RESTORING), in this transaction alone."""
    with transaction.atomic():
        _let(deed)
        yield
        _let("")


def _let(deed: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('journal.doing', %s, true)", [deed])

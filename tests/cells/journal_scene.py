"""A chain to tamper with, and hands that get past PostgreSQL's triggers as an owner of the tables can."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from cells.journal import record
from cells.models import JournalEntry

TABLES = ("cells_journalentry", "cells_journaltext", "cells_journalhead")


def settle() -> None:
    """What a commit does: PostgreSQL gives the numbers then, and a test's transaction never gets there."""
    connection.check_constraints()


def write(count: int = 5, ward_code: str = "P11", **values) -> list[JournalEntry]:
    with transaction.atomic():
        for place in range(1, count + 1):
            told = {"before": {"grade": "good"}, "after": {"grade": "Xuất sắc", "n": place}, "reason": f"lý do {place}"}
            record(by=None, actor_name="thử", action="grade.draft", ward_code=ward_code, **(told | values))
    settle()
    return list(JournalEntry.objects.filter(ward_code=ward_code).order_by("pk"))


@contextmanager
def unguarded() -> Iterator[None]:
    """Whoever owns the tables can switch the triggers off: then only the chain tells."""
    switch("DISABLE")
    yield
    switch("ENABLE")


def switch(what: str) -> None:
    if connection.vendor == "postgresql":
        settle()
        sql(*(f"ALTER TABLE {table} {what} TRIGGER USER" for table in TABLES))


def sql(*statements: str, **values) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values or None)


def tamper(*statements: str, **values) -> None:
    with unguarded():
        sql(*statements, **values)

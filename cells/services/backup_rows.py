"""Rows of any model as plain JSON, the same from SQLite and PostgreSQL, and back again with every id.

Whatever model the portal has is kept, but for what `backup_file.layout` leaves out by name.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from cells.backup_file.layout import LEFT_OUT

#: Bytes of rows that are read at once, about.
_PAGE = 1024 * 1024
#: Bytes of rows that are put into the database with one statement.
_STATEMENT = 4 * 1024 * 1024


def stored_models(registry: Apps = apps) -> list[type[models.Model]]:
    """Every model whose rows are kept, by name. `registry`: of an earlier state of the migrations, too."""
    found = [model for model in registry.get_models(include_auto_created=True) if model._meta.managed]
    kept = [model for model in found if not model._meta.proxy and model._meta.label_lower not in LEFT_OUT]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def migrations_of() -> dict[str, list[str]]:
    """App → names of the migrations that were applied; {} in a database without tables."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def fields_of(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.concrete_fields)


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the database for everything that is read inside; nobody waits for it meanwhile."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # The portal's own transactions take SQLite's write lock as they begin (settings): this one only reads.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """The rows by primary key, one line each, values in the order of `fields_of`. Memory: a few rows."""
    fields = fields_of(model)
    writers = [_writer(field) for field in fields]
    kinds = {field.get_internal_type() for field in fields}
    # Scans and papers are megabytes each, answers of the rules too: pages follow what the last one weighed, up to a bound.
    most = 4 if "BinaryField" in kinds else 100 if "JSONField" in kinds else 1000
    rows = model._base_manager.order_by("pk").values_list("pk", *(field.attname for field in fields))
    page, at_once = list(rows[:1]), 1
    while page:
        weight = 0
        for _pk, *row in page:
            values = [write(value) for write, value in zip(writers, row, strict=True)]
            line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            weight += len(line)
            yield line
        last, at_once = page[-1][0], max(1, min(most, at_once * _PAGE // weight))
        page = list(rows.filter(pk__gt=last)[:at_once])


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"no way to keep {type(value)}")


_WRITERS: dict[str, Callable[[Any], Any]] = {
    "BinaryField": lambda value: b64encode(bytes(value)).decode(),
    "DateTimeField": lambda value: value.astimezone(UTC).isoformat(),
    "DateField": date.isoformat,
    "TimeField": time.isoformat,
    "JSONField": lambda value: value,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "BinaryField": b64decode,
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
}


def _writer(field: models.Field) -> Callable[[Any], Any]:
    write = _WRITERS.get(field.get_internal_type(), _plain)
    return lambda value: None if value is None else write(value)


def _reader(field: models.Field) -> Callable[[Any], Any]:
    read = _READERS.get(field.get_internal_type())
    return lambda value: field.get_db_prep_save(read(value) if read and value is not None else value, connection)


def load(model: type[models.Model], columns: list[str], lines: Iterable[bytes]) -> int:
    """Put rows in as they are, past `save` and its stamps. Raises KeyError for an unknown column, ValueError for what
    is no row; foreign keys are looked at when the transaction ends."""
    by_name = {field.attname: field for field in fields_of(model)}
    fields = [by_name[name] for name in columns]
    readers = [_reader(field) for field in fields]
    quote = connection.ops.quote_name
    into = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)}) VALUES "
    one = f"({', '.join(['%s'] * len(fields))})"
    most = max(1, min(500, (connection.features.max_query_params or 65_000) // len(fields)))
    count, weight, batch = 0, 0, []
    with connection.cursor() as cursor:

        def put() -> None:
            if batch:
                cursor.execute(into + ", ".join([one] * len(batch)), [value for row in batch for value in row])

        for line in lines:
            row = json.loads(line)
            batch.append([read(value) for read, value in zip(readers, row, strict=True)])
            count += 1
            weight += len(line)
            if len(batch) >= most or weight >= _STATEMENT:
                put()
                weight, batch = 0, []
        put()
    return count


def last_ids(stored: list[type[models.Model]]) -> dict[str, int]:
    """Model → the highest id ever given. The journal names rows by id: none is given twice, the erased ones included."""
    given = {}
    with connection.cursor() as cursor:
        for model in stored:
            if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
                continue
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', model._meta.pk.column])
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {cursor.fetchone()[0]}")
            else:
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            given[model._meta.label_lower] = found[0] if found else 0
    return given


def give_ids_after(given: dict[str, int], stored: list[type[models.Model]]) -> None:
    """New rows get ids above `given` (as from `last_ids`)."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), stored):
            cursor.execute(sql)
        for model in stored:
            table, last = model._meta.db_table, given.get(model._meta.label_lower, 0)
            if not last:
                continue
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', model._meta.pk.column])
                cursor.execute("SELECT setval(%s, %s)", [cursor.fetchone()[0], last])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])

"""Grounds that hundreds of tests begin with are told through the services once in a process; later their rows are put in
as they were. A tenth of a second becomes a hundredth.

    def make_scene() -> Scene:
        return told_once(("scene",), lambda: …)         # begins on empty tables

    def make_complete(scene) -> None:
        go_on(scene, "complete", lambda: …)             # from what was told last, if nothing was written since

Only inside a test's own transaction, where nobody else writes and PostgreSQL's journal, which is chained and closed at the
commit, still takes rows. Wherever it is not certain that the ground is the same – rows there already, something written in
between, files made, another day or language – the services are asked again.
"""

from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, models
from django.utils import translation

Made = TypeVar("Made")
Rows = dict[int | str, tuple]


@dataclass(frozen=True)
class _Told:
    """Statements with their values that lead to a state, and what stood for it in the test."""

    changes: tuple[tuple[str, list[tuple]], ...]
    made_in: tuple[str, ...]  # tables
    from_nothing: bool  # those tables were empty, and nothing else was changed
    what: object


@dataclass
class _Standing:
    """How far an object has been told, how much was written by then, and what its attributes were."""

    key: tuple
    written: int
    attributes: dict[str, object]


class _Writes:
    """Counts the statements of one connection that may change something."""

    READING = ("SELECT", "SAVEPOINT", "RELEASE", "EXPLAIN", "PRAGMA")

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        if not str(sql).lstrip().upper().startswith(self.READING):
            self.count += 1
        return execute(sql, params, many, context)


_told: dict[tuple, _Told] = {}


def told_once(key: tuple[Hashable, ...], build: Callable[[], Made]) -> Made:
    """What `build` gives; `key` says all that it depends on."""
    key = (*key, *_surroundings())
    if not connection.in_atomic_block:
        return build()
    if known := _told.get(key):
        if _holds_rows(known.made_in):
            return build()
        _apply(known)
        made = deepcopy(known.what)
    else:
        made, kept = _watched(build, lambda made: made)
        if kept is None or not kept.from_nothing:
            return made
        _told[key] = kept
    _stands(made, key)
    return made


def go_on(told: object, step: str, act: Callable[[], object]) -> None:
    """Let `told` go one step further, by name."""
    standing = getattr(told, "_standing", None)
    if not (connection.in_atomic_block and standing and _is_as_told(told, standing)):
        act()
        return
    key = (*standing.key, step, *_surroundings())
    if known := _told.get(key):
        _apply(known)
        _take_over(told, known.what)
    else:
        _made, kept = _watched(act, lambda _made: _attributes(told))
        if kept is None:
            return
        _told[key] = kept
    _stands(told, key)


def _surroundings() -> tuple:
    return settings.SAMPLE_TODAY, settings.SAMPLE_SETUP, translation.get_language()


def _attributes(told: object) -> dict[str, object]:
    return {name: value for name, value in vars(told).items() if name != "_standing"}


def _stands(told: object, key: tuple) -> None:
    told._standing = _Standing(key, _writes().count, _attributes(told))


def _is_as_told(told: object, standing: _Standing) -> bool:
    now = _attributes(told)
    return standing.written == _writes().count and (
        now.keys() == standing.attributes.keys()
        and all(value is standing.attributes[name] for name, value in now.items())
    )


def _take_over(told: object, kept: dict[str, object]) -> None:
    """A row that somebody holds by another name is brought up to date where it is."""
    for name, value in deepcopy(kept).items():
        held = getattr(told, name, None)
        if isinstance(held, models.Model) and type(held) is type(value):
            vars(held).clear()
            vars(held).update(vars(value))
        else:
            setattr(told, name, value)


def _writes() -> _Writes:
    for wrapper in connection.execute_wrappers:
        if isinstance(wrapper, _Writes):
            return wrapper
    connection.execute_wrappers.append(_Writes())
    return connection.execute_wrappers[-1]


# --- rows


def _watched(act: Callable[[], Made], what: Callable[[Made], object]) -> tuple[Made, _Told | None]:
    """`act` done; with the way to do it again, unless it made files or took rows away."""
    tables, files = _tables(), _files()
    before = {table: _rows(table, columns) for table, columns in tables.items()}
    made = act()
    changes, made_in, from_nothing = [], [], True
    for table, columns in tables.items():
        after = _rows(table, columns)
        if not before[table].keys() <= after.keys():
            return made, None
        new = [row for key, row in after.items() if key not in before[table]]
        other = [(*row, key) for key, row in after.items() if before[table].get(key, row) != row]
        quoted = [connection.ops.quote_name(column) for column in columns]
        if new:
            marks = ", ".join(["%s"] * len(columns))
            changes.append((f"INSERT INTO {table} ({', '.join(quoted)}) VALUES ({marks})", new))
            made_in.append(table)
        if other:
            values = ", ".join(f"{column} = %s" for column in quoted)
            changes.append((f"UPDATE {table} SET {values} WHERE {quoted[0]} = %s", other))
        from_nothing = from_nothing and not other and not (new and before[table])
    if _files() != files:
        return made, None
    return made, _Told(tuple(changes), tuple(made_in), from_nothing, deepcopy(what(made)))


def _apply(known: _Told) -> None:
    with connection.cursor() as cursor:
        for sql, rows in known.changes:
            cursor.executemany(sql, rows)


def _holds_rows(tables: tuple[str, ...]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables))
        return bool(cursor.fetchone()[0])


@cache
def _tables() -> dict[str, list[str]]:
    """Table → columns, the key first; tables of whole numbers or words as keys, which all of ours are."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name != "django_migrations"]
        found = {}
        for name in names:
            key = connection.introspection.get_primary_key_column(cursor, name)
            columns = [column.name for column in connection.introspection.get_table_description(cursor, name)]
            found[name] = sorted(columns, key=lambda column: column != key)
        return found


def _rows(table: str, columns: list[str]) -> Rows:
    """As the database keeps them: behind a sign SQLite's driver does not turn them into something else."""
    sign = "+" if connection.vendor == "sqlite" else ""
    asked = ", ".join(sign + connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked} FROM {table}")
        return {row[0]: tuple(row) for row in cursor.fetchall()}


def _files() -> set[str]:
    return {str(path) for path in Path(settings.MEDIA_ROOT).rglob("*")}

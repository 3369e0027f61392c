"""A backup put back: into an empty database and an empty folder, all of it or nothing.

The order makes a kill harmless at any moment: rows wait in one transaction while files are laid beside; when the whole
file has been read and found right, files and keys are moved to their places, and only then the transaction ends.
Killed before that, the database is empty still, and the same call begins anew.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from cells.backup_file import layout
from cells.backup_file.layout import BackupFault
from cells.backup_file.reading import Damaged, MemberReader, Opened, opened
from cells.journal import record
from cells.journal.chain import RESTORING, allowed
from cells.models import JournalEntry
from cells.services import backup_rows
from cells.services.backups import check_counts, journal_heads

#: What a value raises on its way into a row it is not made for; the last two at the database's door.
_NO_ROW = (
    *(ArithmeticError, KeyError, RecursionError, TypeError, ValidationError, ValueError),
    *(DataError, IntegrityError),
)
_LARGEST_ID = 2**63 - 1


@dataclass
class Restored:
    """`migrated`: a backup of an earlier version was brought up to this one. `secret_key_differs`: SECRET_KEY comes from
    the environment and is not the one of the backup."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    migrated: bool = False
    secret_key_differs: bool = False

    def as_dict(self) -> dict[str, object]:
        return {
            "rows": sum(self.rows.values()), "files": self.files, "migrated": self.migrated,
            "secret_key_differs": self.secret_key_differs,
        }  # fmt: skip


def restore_backup(path: Path) -> Restored:
    """Put a backup back into a database without a row. Where it stands before the backup's state, at best without tables,
    it is brought there first; where this portal is ahead of the backup, up to this portal's afterwards. Raises
    BackupFault; then nothing changed but, at most, empty tables were made.
    """
    done = Restored()
    with opened(path) as backup:
        if not _is_whole(backup.head):
            raise Damaged(path)
        registry = _registry_for(backup.head)
        _bring_to(backup.head)
        with _laid_beside() as place, transaction.atomic(), allowed(RESTORING):
            _put_back(path, backup, registry, place, done)
    if _is_behind():
        call_command("migrate", verbosity=0, stdout=StringIO())
        done.migrated = True
    _tell(path, backup, done)
    return done


def _is_whole(head: dict[str, Any]) -> bool:
    """What a restore asks of the head is there and of its kind: a file may be made by hand, with the right fingerprints."""
    names, last_ids = [head.get("migrations"), head.get("columns")], head.get("last_ids")
    lists = all(isinstance(by_label, dict) and all(map(_are_words, by_label.values())) for by_label in names)
    ids = isinstance(last_ids, dict) and all(map(_is_id, last_ids.values()))
    return lists and ids and _are_words([head.get("portal"), head.get("taken_at")])


def _is_id(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST_ID


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _registry_for(head: dict[str, Any]) -> Apps:
    """The models as they were at the backup's migrations. Raises BackupFault for migrations this portal has not."""
    loader = MigrationLoader(connection)
    wanted, applied = _migrations_in(head), set(loader.applied_migrations)
    if wanted - loader.graph.nodes.keys():
        raise BackupFault(
            _("The backup was written by another version of the portal (%(version)s): install that one or a newer one.")
            % {"version": head["portal"]}
        )
    if applied - wanted:
        message = _(
            "The database is ahead of the backup (%(migrations)s). Give it a database without tables: restore brings "
            "that to the backup's state, and then up to this portal's."
        )
        raise BackupFault(message % {"migrations": ", ".join(sorted(".".join(node) for node in applied - wanted))})
    return loader.project_state(sorted(wanted)).apps


def _migrations_in(head: dict[str, Any]) -> set[tuple[str, str]]:
    return {(app, name) for app, names in head["migrations"].items() for name in names}


def _bring_to(head: dict[str, Any]) -> None:
    """Make the tables as they were; a step further at most what a kill left half-way."""
    executor = MigrationExecutor(connection)
    wanted = _migrations_in(head)
    if wanted <= executor.loader.applied_migrations.keys():
        return
    nodes = executor.loader.graph.node_map
    ends = [
        node
        for node in wanted
        if not any(child.key in wanted and child.key[0] == node[0] for child in nodes[node].children)
    ]
    executor.migrate(sorted(ends))


def _is_behind() -> bool:
    loader = MigrationLoader(connection)
    return bool(loader.graph.nodes.keys() - loader.applied_migrations.keys())


@contextmanager
def _laid_beside() -> Iterator[Path]:
    """A folder on the disk of the papers; gone at the end, and what a kill left of it at the next beginning."""
    place = Path(settings.MEDIA_ROOT).with_name(f".{Path(settings.MEDIA_ROOT).name}-restoring")
    shutil.rmtree(place, ignore_errors=True)
    try:
        place.mkdir(mode=0o700, parents=True)
        yield place
    except OSError as error:
        message = _("%(file)s cannot be written: %(error)s")
        raise BackupFault(message % {"file": error.filename or place, "error": error.strerror or error}) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _put_back(path: Path, backup: Opened, registry: Apps, place: Path, done: Restored) -> None:
    stored = {model._meta.label_lower: model for model in backup_rows.stored_models(registry)}
    _refuse_unless_empty(stored.values())
    columns = backup.head["columns"]
    here = {label: sorted(field.attname for field in backup_rows.fields_of(model)) for label, model in stored.items()}
    if here != {label: sorted(names) for label, names in columns.items()}:
        raise BackupFault(_("%(file)s has other columns than its migrations say.") % {"file": path})
    files: dict[str, Path] = {}
    try:
        for name, reader in backup.members():
            if name.startswith(layout.ROWS):
                label = layout.label_of(name)
                done.rows[label] = done.rows.get(label, 0) + _load(path, label, stored, columns, reader)
            elif name.startswith((layout.FILES, layout.KEYS)):
                files[name] = _lay(place / str(len(files)), reader)
        check_counts(path, backup.manifest, done.rows)
        connection.check_constraints()
    except DatabaseError as error:
        told = str(error).partition("\n")[0]  # PostgreSQL goes on with the row itself
        message = _("%(file)s does not go into this database: %(error)s") % {"file": path, "error": told}
        raise BackupFault(message) from error
    if journal_heads(stored[JournalEntry._meta.label_lower]) != backup.manifest["journal_heads"]:
        raise BackupFault(_("The journal put back does not end where the backup says it ended."))
    backup_rows.give_ids_after(backup.head["last_ids"], list(stored.values()))
    done.files = sum(name.startswith(layout.FILES) for name in files)
    _move(files, done)


def _load(path: Path, label: str, stored: dict[str, Any], columns: dict[str, list[str]], reader: MemberReader) -> int:
    lines = reader.read().splitlines()
    try:
        return backup_rows.load(stored[label], columns[label], lines)
    except _NO_ROW as fault:
        raise Damaged(path) from fault


def _refuse_unless_empty(stored: Any) -> None:
    filled = [model._meta.label_lower for model in stored if model._base_manager.exists()]
    if filled:
        raise BackupFault(
            _("There are rows already (%(models)s): a backup goes into an empty database only.")
            % {"models": ", ".join(filled[:3])}
        )


def _lay(to: Path, reader: MemberReader) -> Path:
    with os.fdopen(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        for piece in reader.pieces():
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return to


def _move(files: dict[str, Path], done: Restored) -> None:
    """To their places. What lies there already must be the same, as after a kill; else nothing is moved."""
    targets = {name: target for name in files if (target := _target(name, files[name], done))}
    places = set(targets.values())
    for name, target in targets.items():
        if not places.isdisjoint(target.parents):  # a file below a file
            raise BackupFault(_("The backup names a file outside its folder (%(name)s).") % {"name": name})
        if target.exists() and name != layout.SECRET_KEY and target.read_bytes() != files[name].read_bytes():
            message = _("%(file)s is there already and is another one: move it away, then restore again.")
            raise BackupFault(message % {"file": target})
    for name, target in targets.items():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(files[name], target)


def _target(name: str, laid: Path, done: Restored) -> Path | None:
    """Where a file goes; None: nowhere. Raises BackupFault for a name that leads out of its folder."""
    if name == layout.REPORT_KEY:
        return Path(settings.REPORT_KEY)
    if name == layout.SECRET_KEY:
        own = settings.SECRET_KEY_FILE
        if own.is_file() and own.read_text().strip() == settings.SECRET_KEY:
            return own
        done.secret_key_differs = laid.read_bytes() != settings.SECRET_KEY.encode()
        return None
    root = Path(settings.MEDIA_ROOT).resolve()
    target = (root / name.removeprefix(layout.FILES)).resolve()
    if root not in target.parents or name.startswith(layout.KEYS):
        raise BackupFault(_("The backup names a file outside its folder (%(name)s).") % {"name": name})
    return target


@transaction.atomic
def _tell(path: Path, backup: Opened, done: Restored) -> None:
    after = {"file": path.name, "taken_at": backup.head["taken_at"], "rows": sum(done.rows.values())}
    record(by=None, actor_name="restore", action="backup.restored", after=after)

"""One file from which a burned-down office goes on: written while the portal runs, from one moment of the database."""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cells.backup_file import keys, layout
from cells.backup_file.layout import BackupFault, Member
from cells.backup_file.reading import opened
from cells.backup_file.writing import write_file
from cells.journal import record
from cells.models import JournalEntry
from cells.services import backup_rows

_PORTION = 1024 * 1024
_AT_ONCE = 1024 * 1024


@dataclass
class Written:
    """What came of it. `gone`: files that went away while the backup was written, results past their day mostly."""

    path: Path
    encrypted: bool
    sha256: str = ""
    size: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    gone: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        return {
            "file": str(self.path), "sha256": self.sha256, "bytes": self.size, "encrypted": self.encrypted,
            "rows": sum(self.rows.values()), "files": self.files, "gone": self.gone, "dropped": self.dropped,
        }  # fmt: skip


def write_backup(target: Path, *, plain: bool = False, keep: int | None = None, command: str = "backup") -> Written:
    """Write a new file; `target` a folder: under the name of this second, and of the dated ones there only the newest
    `keep` stay. `plain`: without encryption. Raises BackupFault; then nothing was written.
    """
    to = keys.recipients()
    if not to and not plain:
        raise BackupFault(
            _("No key: set BACKUP_RECIPIENT or BACKUP_KEY (`backup --new-key` makes one), or say --plain.")
        )
    folder = target if target.is_dir() else None
    if keep is not None and (folder is None or keep < 1):
        raise BackupFault(_("--keep wants a folder, and at least 1."))
    path = folder / time.strftime(layout.DATED) if folder else target
    done = Written(path, encrypted=not plain)
    with closing(_members(done)) as members:
        done.sha256, done.size = write_file(path, members, [] if plain else to, int(time.time()))
    if folder and keep:
        for old in sorted(folder.glob(layout.DATED_GLOB), reverse=True)[keep:]:
            old.unlink(missing_ok=True)
            done.dropped.append(old.name)
    with transaction.atomic():
        after = {"file": path.name, "sha256": done.sha256, "rows": sum(done.rows.values()), "encrypted": not plain}
        record(by=None, actor_name=command, action="backup.written", after=after | {"dropped": done.dropped})
    return done


def _members(done: Written) -> Iterator[Member]:
    """The whole file. Files are listed after the database's moment: what a row of it names is there, or gone for good."""
    sealed: dict[str, dict[str, object]] = {}

    def sealing(member: Member) -> Member:
        return Member(member.name, member.size, _sealed(member, sealed))

    with backup_rows.snapshot():
        stored = backup_rows.stored_models()
        head = _head(stored)
        yield sealing(_json(layout.HEAD, head))
        for model in stored:
            label, count = model._meta.label_lower, 0
            portions = layout.gathered(backup_rows.lines_of(model), _PORTION)
            for number, (lines, content) in enumerate(portions, 1):
                count += lines
                yield sealing(Member.of(layout.rows_name(label, number), content))
            done.rows[label] = count
        heads = journal_heads()
        for member in _files(done):
            yield sealing(member)
    for name, content in _keys():
        yield sealing(Member.of(name, content))
    manifest = {
        "rows": done.rows,
        "files": done.files,
        "files_gone": done.gone,
        "journal_heads": heads,
        "left_out": layout.LEFT_OUT,
        "members": sealed,
    }
    yield _json(layout.MANIFEST, manifest)


def _sealed(member: Member, sealed: dict[str, dict[str, object]]) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for piece in member.pieces:
        digest.update(piece)
        yield piece
    sealed[member.name] = {"sha256": digest.hexdigest(), "bytes": member.size}


def _head(stored: list) -> dict[str, object]:
    return {
        "format": layout.FORMAT,
        "version": layout.VERSION,
        "portal": layout.portal_version(),
        "taken_at": datetime.now(UTC).isoformat(),
        "database": connection.vendor,
        "migrations": backup_rows.migrations_of(),
        "columns": {
            model._meta.label_lower: [field.attname for field in model._meta.concrete_fields] for model in stored
        },
        "last_ids": backup_rows.last_ids(stored),
    }


def _json(name: str, value: object) -> Member:
    return Member.of(name, json.dumps(value, ensure_ascii=False, indent=1).encode())


def journal_heads(entries: type[models.Model] = JournalEntry) -> dict[str, dict[str, object]]:
    """Ward's code ("" for what belongs to no ward) → number and hash of the last link of its chain."""
    rows = entries._base_manager.exclude(number=None).order_by("ward_code", "number")
    last = rows.values_list("ward_code").annotate(last=Max("number")).order_by("ward_code")
    return {
        ward_code: {
            "number": number,
            "hash": rows.values_list("hash", flat=True).get(ward_code=ward_code, number=number),
        }
        for ward_code, number in last
    }


def _files(done: Written) -> Iterator[Member]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink()):
        name = path.relative_to(root).as_posix()
        try:
            file = path.open("rb")
        except FileNotFoundError:
            done.gone.append(name)
            continue
        with file:  # what is open stays whole, though its name may go
            size = os.fstat(file.fileno()).st_size
            done.files += 1
            yield Member(layout.FILES + name, size, _first(file, size))


def _first(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Not what is written behind it meanwhile: work in the background lets a file grow that no row names yet."""
    while size > 0 and (piece := file.read(min(size, _AT_ONCE))):
        size -= len(piece)
        yield piece


def _keys() -> Iterator[tuple[str, bytes]]:
    """SECRET_KEY opens the second factors and the text kept on people's devices; the other signs reports."""
    yield layout.SECRET_KEY, settings.SECRET_KEY.encode()
    report_key = Path(settings.REPORT_KEY)
    if report_key.is_file():
        yield layout.REPORT_KEY, report_key.read_bytes()


def check_backup(path: Path) -> dict[str, Any]:
    """Read all of it and put nothing anywhere: head and counts. Raises BackupFault for anything that is not right."""
    counted: dict[str, int] = {}
    files = 0
    with opened(path) as backup:
        for name, reader in backup.members():
            if name.startswith(layout.ROWS):
                label = layout.label_of(name)
                counted[label] = counted.get(label, 0) + reader.read().count(b"\n")
            files += name.startswith(layout.FILES)
        check_counts(path, backup.manifest, counted)
        return {
            "file": str(path), "portal": backup.head["portal"], "taken_at": backup.head["taken_at"],
            "database": backup.head["database"], "rows": sum(counted.values()), "files": files,
            "journal_heads": backup.manifest["journal_heads"],
        }  # fmt: skip


def check_counts(path: Path, manifest: dict[str, Any], counted: dict[str, int]) -> None:
    if {label: count for label, count in manifest["rows"].items() if count} != counted:
        raise BackupFault(_("%(file)s does not hold the rows it names: take another copy.") % {"file": path})

"""What lies in a backup, under which names, and what is said when it cannot be used.

head.json                        format, version, state of the migrations, columns
rows/<app.model>/<number>.jsonl  one row a line: the values in the order of the head's columns
files/<path>                     what lies under MEDIA_ROOT
keys/<name>                      SECRET_KEY and the key that signs reports
manifest.json                    always last: counts, heads of the journal, SHA-256 of every member before it
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

FORMAT = "review-portal-backup"
VERSION = 1

HEAD = "head.json"
MANIFEST = "manifest.json"
ROWS = "rows/"
FILES = "files/"
KEYS = "keys/"
REPORT_KEY = KEYS + "report_key.pem"
SECRET_KEY = KEYS + "secret_key"

#: Names of the files that `backup FOLDER` makes and that its rotation may take away.
DATED = "review-portal-%Y-%m-%d-%H%M%S.backup"
DATED_GLOB = "review-portal-????-??-??-??????.backup"

#: Model → why its rows are not kept.
LEFT_OUT = {
    "sessions.session": "who is signed in: everybody signs in again",
    "cells.accountsession": "who is signed in: everybody signs in again",
    "django_tasks_db.dbtaskresult": "the queue: work that was waiting or running is handed to it anew from its own row",
    "contenttypes.contenttype": "made by the migrations",
    "auth.permission": "made by the migrations",
    "auth.group": "never used: rights are mandates",
    "auth.group_permissions": "never used: rights are mandates",
}


class BackupFault(Exception):
    """A backup cannot be written, read or put back; the message says why and how to mend it, in one line."""


@dataclass(frozen=True)
class Member:
    """One file in the archive. `pieces` give exactly `size` bytes."""

    name: str
    size: int
    pieces: Iterable[bytes]

    @classmethod
    def of(cls, name: str, content: bytes) -> "Member":
        return cls(name, len(content), (content,))


def portal_version() -> str:
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


def rows_name(label: str, number: int) -> str:
    return f"{ROWS}{label}/{number:06d}.jsonl"


def label_of(name: str) -> str:
    """The model whose rows a member holds; `name` as from `rows_name`."""
    return name.removeprefix(ROWS).rpartition("/")[0]


def gathered(lines: Iterator[bytes], size: int) -> Iterator[tuple[int, bytes]]:
    """(count, joined lines) in portions of about `size` bytes, never none."""
    kept: list[bytes] = []
    weight = 0
    for line in lines:
        kept.append(line)
        weight += len(line)
        if weight >= size:
            yield len(kept), b"".join(kept)
            kept, weight = [], 0
    if kept:
        yield len(kept), b"".join(kept)

"""How long a backup and its restoring take, how large the file is, how much memory they need.

    python benchmarks/backup.py [--members 640] [--wards 1 7] [--var FOLDER] [--postgres postgres://…]

Makes the sample ward, decided (minutes; `--var`: the data folder of one that is there), and puts it several times into one
database, which is how a database of several thousand members comes about quickly. `--postgres`: an empty database that each
file is restored into, and backed up from; it is not emptied afterwards, so name one number of wards with it.
"""
# ruff: noqa: T201 -- a command line: it prints its findings

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Every row again under ids of its own, as another ward; the journal's hashes are copies and prove nothing here.
MULTIPLY = """
import sys, json
import django; django.setup()
from django.db import connection, models, transaction
from cells.backup_file.reading import opened
from cells.backup_file import layout
from cells.services import backup_rows
from pathlib import Path
APART = {"username", "token_hash", "mark", "ward_code"}

def shifted(model, columns, line, copy):
    row = dict(zip(columns, json.loads(line)))
    for field in model._meta.concrete_fields:
        value = row[field.attname]
        if value is None:
            continue
        if isinstance(field, models.ForeignKey) or (field.primary_key and isinstance(value, int)):
            row[field.attname] = value + copy * 10_000_000
        elif field.attname in APART or (field.attname == "code" and row.get("kind") == "ward"):
            row[field.attname] = (f"{copy}" + value)[: field.max_length]
    return json.dumps([row[name] for name in columns]).encode()

stored = {model._meta.label_lower: model for model in backup_rows.stored_models()}
for copy in range(1, int(sys.argv[2])):
    with opened(Path(sys.argv[1])) as backup, transaction.atomic():
        for name, reader in backup.members():
            if name.startswith(layout.ROWS):
                label = layout.label_of(name)
                columns = backup.head["columns"][label]
                lines = (shifted(stored[label], columns, line, copy) for line in reader.read().splitlines())
                backup_rows.load(stored[label], columns, lines)
"""


def run(environment: dict[str, str], *arguments: object) -> tuple[float, float, float]:
    """(seconds by the clock, seconds of processor time, peak MB) of one command."""
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, *map(str, arguments)], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{arguments}: exit {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measured(file: Path, database: str, environment: dict[str, str], other: dict[str, str]) -> None:
    rows = [
        ("backup", environment, ["backup", file]),
        ("check", environment, ["backup", "--check", file]),
        ("restore into SQLite", other, ["restore", file]),
    ]
    for name, where, command in rows:
        seconds, processor, peak = run(where, "manage.py", *command)
        print(
            f"| {name} | {database} | {seconds:.1f} | {processor:.1f} | {peak:.0f} | {file.stat().st_size / 1e6:.1f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=640)
    parser.add_argument("--wards", type=int, nargs="+", default=[1, 7])
    parser.add_argument("--var", type=Path)
    parser.add_argument("--postgres", default="")
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="backup-"))
    try:
        attempt(place, options)
    finally:
        shutil.rmtree(place)


def attempt(place: Path, options: argparse.Namespace) -> None:
    keys = subprocess.run(
        [sys.executable, "manage.py", "backup", "--new-key"], cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"PORTAL_VAR": str(place / "keys")},
    ).stdout.split()  # fmt: skip
    base = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    base |= dict(line.split("=", 1) for line in keys) | {
        "SAMPLE_SETUP": "1",
        "DJANGO_SETTINGS_MODULE": "review_portal.settings",
    }

    def portal(name: str, **more: str) -> dict[str, str]:
        return base | {"PORTAL_VAR": str(place / name)} | more

    sample = base | {"PORTAL_VAR": str(options.var)} if options.var else portal("sample")
    if not options.var:
        run(sample, "manage.py", "migrate", "-v0")
        run(sample, "manage.py", "sample_ward", "--stage", "decided", "--cells", "24", "--members", options.members)
    one = place / "one.backup"
    run(sample, "manage.py", "backup", one)
    for wards in options.wards:
        several = portal(f"wards-{wards}")
        run(several, "manage.py", "restore", one)
        run(several, "-c", MULTIPLY, one, wards)
        print(
            f"\n{wards} × {options.members} members\n| step | database | s | s of processor | MB of memory | MB of file |"
        )
        measured(place / f"{wards}.backup", "SQLite", several, portal(f"again-{wards}"))
        if options.postgres:
            there = portal(f"postgres-{wards}", DATABASE_URL=options.postgres)
            seconds, processor, peak = run(there, "manage.py", "restore", place / f"{wards}.backup")
            print(f"| restore into it | PostgreSQL | {seconds:.1f} | {processor:.1f} | {peak:.0f} | |")
            file = place / f"{wards}-postgres.backup"
            measured(file, "PostgreSQL", there, portal(f"back-{wards}"))


if __name__ == "__main__":
    main()

"""What backup and restore refuse: in one line, with exit 2, and nothing is changed."""

import gzip
import hashlib
import io
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from cells.backup_file import keys, layout
from cells.backup_file.layout import BackupFault, Member
from cells.backup_file.reading import opened
from cells.backup_file.writing import write_file
from cells.models import Account, JournalEntry
from cells.services.backups import check_backup
from tests import factories as make

BIG = b"0123456789abcdef" * 40_000


@pytest.fixture
def key(settings) -> str:
    secret, _public = keys.new_key()
    settings.BACKUP_KEY, settings.BACKUP_RECIPIENTS = secret, []
    return secret


def small_file(
    path: Path, *more: Member, head: dict | None = None, manifest: dict | None = None, plain: bool = False
) -> Path:
    """A backup of no rows: whole, but for what `head` and `manifest` say otherwise."""
    head = {"format": layout.FORMAT, "version": layout.VERSION, "portal": "1", "taken_at": "x", "database": "x"} | (
        head or {}
    )
    members = [Member.of(layout.HEAD, json.dumps(head).encode()), *more]
    sealed = {
        member.name: {"sha256": hashlib.sha256(b"".join(member.pieces)).hexdigest(), "bytes": member.size}
        for member in members
    }
    manifest = {"rows": {}, "journal_heads": {}, "members": sealed} | (manifest or {})
    members.append(Member.of(layout.MANIFEST, json.dumps(manifest).encode()))
    write_file(path, members, [] if plain else keys.recipients(), 0)
    return path


def refused(*arguments: object) -> str:
    """The one line; the exit code is checked on the way."""
    with pytest.raises(CommandError) as caught:
        call_command(*map(str, arguments), stdout=io.StringIO(), stderr=io.StringIO())
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def checked(path: Path) -> dict:
    out = io.StringIO()
    call_command("backup", "--check", str(path), "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("plain", [False, True], ids=["encrypted", "plain"])
def test_every_flipped_byte_and_every_cut_is_found(tmp_path, key, plain):
    whole = small_file(tmp_path / "whole", Member.of("files/a", BIG), plain=plain)
    assert checked(whole)["files"] == 1
    content = whole.read_bytes()
    places = [*range(0, len(content), max(1, len(content) // 150)), len(content) - 1]
    # Two bytes of gzip's own head say when and where it was packed: nothing of a backup.
    indifferent = set(range(3, 10)) if plain else set()
    torn = tmp_path / "torn"
    for place in sorted(set(places) - indifferent):
        torn.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        with pytest.raises(BackupFault):
            check_backup(torn)
        torn.write_bytes(content[:place])
        with pytest.raises(BackupFault):
            check_backup(torn)


def test_what_stands_in_the_way_of_reading_is_named(tmp_path, key, settings):
    whole = small_file(tmp_path / "whole")
    newer = small_file(tmp_path / "newer", head={"version": layout.VERSION + 1})
    strange = small_file(tmp_path / "strange", head={"format": "another"})
    text = tmp_path / "text"
    text.write_text("no backup")
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(b"no tar"))

    assert f" {layout.VERSION + 1}," in refused("backup", "--check", newer)
    for other in (strange, text, packed, tmp_path, tmp_path / "none"):
        assert str(other) in refused("backup", "--check", other)
    settings.BACKUP_KEY = keys.new_key()[0]
    wrong = refused("backup", "--check", whole)
    settings.BACKUP_KEY = ""
    none = refused("restore", whole)
    settings.BACKUP_KEY = "AGE-SECRET-KEY-1NONSENSE"
    nonsense = refused("restore", whole)
    assert len({wrong, none, nonsense}) == 3
    assert all("BACKUP_KEY" in line for line in (wrong, none, nonsense))


def test_other_tools_open_a_plain_one(tmp_path):
    path = small_file(tmp_path / "plain", Member.of("files/a", BIG), plain=True)

    with tarfile.open(path, "r:gz") as archive:
        assert archive.getnames() == ["head.json", "files/a", "manifest.json"]
        assert archive.extractfile("files/a").read() == BIG


@pytest.mark.django_db(transaction=True)
def test_writing_is_refused_without_a_trace(tmp_path, settings):
    make.make_ward()
    settings.BACKUP_KEY, settings.BACKUP_RECIPIENTS = "", []
    assert "--plain" in refused("backup", tmp_path / "a")
    settings.BACKUP_RECIPIENTS = ["age1nonsense"]
    assert "BACKUP_RECIPIENT" in refused("backup", tmp_path / "a")
    settings.BACKUP_RECIPIENTS = [keys.new_key()[1]]
    refused("backup", tmp_path / "none" / "a")
    refused("backup", tmp_path / "a", "--keep", "3")
    refused("backup")
    (tmp_path / "there").write_text("mine")
    refused("backup", tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    papers = Path(settings.MEDIA_ROOT) / "a"
    papers.parent.mkdir(parents=True)
    papers.write_bytes(b"".join(number.to_bytes(4, "big") * 3 for number in range(200_000)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))  # the disk is full
    try:
        assert "full" in refused("backup", tmp_path / "full")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["there"]
    assert not JournalEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_folder_keeps_the_newest(tmp_path, key):
    make.make_ward()
    folder = tmp_path / "nightly"
    folder.mkdir()
    old = [folder / f"review-portal-2020-01-0{day}-000000.backup" for day in range(1, 5)]
    for path in (*old, folder / "notes.backup"):
        path.write_bytes(b"")
    out = io.StringIO()

    call_command("backup", str(folder), "--keep", "3", "--json", stdout=out)

    said = json.loads(out.getvalue())
    assert {path.name for path in folder.iterdir()} == {
        old[2].name,
        old[3].name,
        "notes.backup",
        Path(said["file"]).name,
    }
    assert said["dropped"] == [old[1].name, old[0].name]
    entry = JournalEntry.objects.get(action="backup.written")
    assert entry.after["sha256"] == said["sha256"]
    assert entry.actor_name == "backup"


@pytest.mark.django_db(transaction=True)
def test_restoring_is_refused_without_a_change(tmp_path, key, settings):
    settings.SECRET_KEY_FILE = tmp_path / "secret_key"
    make.make_account("ai", "office", make.make_ward())
    papers = Path(settings.MEDIA_ROOT)
    papers.mkdir(parents=True)
    (papers / "scan").write_bytes(b"scan")
    full = tmp_path / "full"
    call_command("backup", str(full), stdout=io.StringIO())

    assert "cells.account" in refused("restore", full)
    call_command("flush", interactive=False, reset_sequences=False, verbosity=0)
    (papers / "scan").write_bytes(b"another")
    assert "scan" in refused("restore", full)
    assert (papers / "scan").read_bytes() == b"another"
    (papers / "scan").unlink()
    torn = tmp_path / "torn"
    torn.write_bytes(full.read_bytes()[:-3])
    refused("restore", torn)
    with opened(full) as backup:
        migrations = backup.head["migrations"]
        list(backup.members())
        parts = {name: backup.head[name] for name in ("columns", "last_ids")}
    later = small_file(tmp_path / "later", head={"migrations": migrations | {"cells": ["9999_to_come"]}} | parts)
    assert "(1)" in refused("restore", later)
    assert not Account.objects.exists()
    MigrationRecorder.Migration.objects.create(app="cells", name="9998_ahead")
    assert "9998_ahead" in refused("restore", full)
    MigrationRecorder.Migration.objects.filter(name="9998_ahead").delete()
    assert not Account.objects.exists()
    assert list(papers.rglob("*")) == []

    call_command("restore", str(full), stdout=io.StringIO())

    assert Account.objects.get().username == "ai"
    assert (papers / "scan").read_bytes() == b"scan"
    assert not papers.with_name(".files-restoring").exists()


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"migrations": ["cells"]},
        {"migrations": {"cells": 7}},
        {"columns": None},
        {"columns": {"cells.account": [1]}},
        {"last_ids": {"cells.account": "many"}},
        {"last_ids": {"cells.account": True}},
        {"portal": None},
    ],
)
@pytest.mark.django_db
def test_a_head_made_by_hand_is_refused_in_words(tmp_path, key, other):
    sound = {"migrations": {"cells": ["0001_initial"]}, "columns": {}, "last_ids": {}}
    path = tmp_path / "made"
    small_file(path, head=sound | other if other else None)

    assert "damaged" in refused("restore", path) or "hỏng" in refused("restore", path)


#: A release to come: one more app, whose migration gives a table of today another column.
LATER_MIGRATION = """
from django.db import migrations, models

class AddFieldInCells(migrations.AddField):
    def state_forwards(self, app_label, state):
        super().state_forwards("cells", state)

    def database_forwards(self, app_label, *rest):
        super().database_forwards("cells", *rest)

class Migration(migrations.Migration):
    dependencies = [("cells", {last!r})]
    operations = [AddFieldInCells("account", "shoe_size", models.IntegerField(default=40))]
"""


@pytest.mark.django_db(transaction=True)
def test_a_later_release_takes_an_earlier_backup(tmp_path, key):
    make.make_account("ai", "office", make.make_ward())
    earlier = tmp_path / "earlier"
    call_command("backup", str(earlier), stdout=io.StringIO())
    with opened(earlier) as backup:
        last = backup.head["migrations"]["cells"][-1]
    folder = tmp_path / "later" / "migrations"
    folder.mkdir(parents=True)
    for package in (folder, folder.parent):
        (package / "__init__.py").touch()
    (folder / "0001_initial.py").write_text(LATER_MIGRATION.format(last=last))
    (tmp_path / "later_settings.py").write_text('from review_portal.settings import *\nINSTALLED_APPS += ["later"]\n')
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    base = str(django_settings.BASE_DIR)
    there = kept | {
        "PORTAL_VAR": str(tmp_path / "var"), "BACKUP_KEY": key, "DJANGO_SETTINGS_MODULE": "later_settings",
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{base}",
    }  # fmt: skip
    command = [sys.executable, "manage.py", "restore", str(earlier), "--json"]

    said = subprocess.run(command, cwd=base, env=there, capture_output=True, text=True, check=True).stdout

    assert json.loads(said)["migrated"]
    with sqlite3.connect(tmp_path / "var" / "portal.sqlite3") as database:
        assert database.execute("SELECT username, shoe_size FROM cells_account").fetchall() == [("ai", 40)]

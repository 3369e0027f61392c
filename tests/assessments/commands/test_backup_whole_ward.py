"""A ward backed up, wiped, put back: the same in every row, paper and entry, here and by way of another database."""

import hashlib
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from assessments.models import Campaign, IssuedPaper, Job
from assessments.reports.proof.keys import installation_key, public_hex
from cells.backup_file.layout import LEFT_OUT
from cells.demo_accounts import DEMO_PASSWORD
from cells.journal.checking import chains, check_chain, orphans
from cells.models import Account, AccountSession, JournalEntry, Member

MANAGE = [sys.executable, str(Path(django_settings.BASE_DIR) / "manage.py")]
#: The portal writes on while the backup is made: after its moment, before its end.
WRITING_MEANWHILE = """
import threading
import django; django.setup()
from cells.models import Account
from cells.services import backups
done = backups.Written(None, False)
members = backups._members(done)
head = next(members); list(head.pieces)
writer = threading.Thread(target=lambda: Account.objects.create_user("sau", display_name="Đến sau"))
writer.start(); writer.join(10)
for member in members: list(member.pieces)
print(writer.is_alive(), Account.objects.count() - done.rows["cells.account"])
"""


def run(*arguments: object) -> dict:
    out = io.StringIO()
    call_command(*map(str, arguments), "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def everything() -> dict[str, list[str]]:
    """Every row that is promised, by the framework's own serializer; JSON without the order that SQLite keeps and
    PostgreSQL does not. What the commands themselves put into the journal is left out: those belong to no ward."""
    rows = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        found = model._base_manager.order_by("pk")
        if label == "cells.journalentry":
            found = found.exclude(ward_code="")
        if label == "cells.journaltext":
            found = found.exclude(entry__ward_code="")
        if label == "cells.journalhead":
            found = found.exclude(ward_code="")
        if label not in LEFT_OUT:
            told = serializers.serialize("python", found)
            rows[label] = [json.dumps(row, sort_keys=True, cls=DjangoJSONEncoder) for row in told]
    return rows


def differing(before: dict[str, list[str]]) -> list[str]:
    after = everything()
    assert after.keys() == before.keys()
    return [line for label in before for line in set(before[label]) ^ set(after[label])]


def papers() -> list[tuple[str, str, str]]:
    kept = [(paper.number, paper.sha256, bytes(paper.content)) for paper in IssuedPaper.objects.order_by("pk")]
    assert kept
    return [(number, digest, hashlib.sha256(content).hexdigest()) for number, digest, content in kept]


def dossiers(folder: Path) -> list[bytes]:
    found = []
    for year in Campaign.objects.order_by("year").values_list("year", flat=True):
        out = folder / f"{year}.json"
        call_command("export_dossier", "--year", str(year), "--out", str(out), stdout=io.StringIO())
        found.append(out.read_bytes())
    return found


def journal_is_whole() -> bool:
    return all(check_chain(ward_code).is_whole for ward_code in chains()) and not orphans()


def wipe(settings) -> None:
    """The office has burned down."""
    call_command("flush", interactive=False, reset_sequences=False, verbosity=0)
    Path(settings.REPORT_KEY).unlink(missing_ok=True)
    for path in Path(settings.MEDIA_ROOT).rglob("*.pdf"):
        path.unlink()
    assert not Member.objects.exists()


def empty_tables(folder: Path) -> None:
    """Where the tests run on SQLite, another installation begins with these tables: that a restore makes them where there
    are none is asked in `tests/cells/commands/test_backup.py`, and takes ten seconds."""
    folder.mkdir()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "portal.sqlite3")) as file:
            connection.connection.backup(file)


def elsewhere(folder: Path, key: str) -> dict[str, str]:
    """The environment of another installation, on SQLite, with nothing in it."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    return kept | {"PORTAL_VAR": str(folder), "BACKUP_KEY": key, "PYTHONPATH": str(django_settings.BASE_DIR)}


def there(environment: dict[str, str], *arguments: object) -> str:
    return subprocess.run(
        [*MANAGE, *map(str, arguments)], env=environment, capture_output=True, text=True, check=True
    ).stdout


def sign_in(client, username: str) -> None:
    answer = client.post(reverse("login"), {"username": username, "password": DEMO_PASSWORD})
    assert answer.status_code == 302
    assert client.get(reverse("assessments:dashboard")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_burned_down_office_goes_on(settings, tmp_path, client):
    settings.SAMPLE_TODAY = timezone.datetime(2022, 1, 10).date()
    settings.SECRET_KEY_FILE = tmp_path / "secret_key"
    settings.SECRET_KEY_FILE.write_text(settings.SECRET_KEY)
    keys = run("backup", "--new-key")
    settings.BACKUP_RECIPIENTS = [keys["BACKUP_RECIPIENT"]]
    run("sample_ward", "--stage", "decided", "--cells", "3", "--members", "15")
    result = Path(settings.MEDIA_ROOT) / "jobs" / "1-done.pdf"
    result.parent.mkdir(parents=True, exist_ok=True)
    result.write_bytes(b"%PDF the work of a night")
    moment = timezone.now()
    job = Job.objects.create(
        campaign=Campaign.objects.latest("year"), kind="x", title="x", state="done", result="jobs/1-done.pdf",
        asked_by=Account.objects.get(username="vanphong"), asked_name="x", asked_at=moment, finished_at=moment,
    )  # fmt: skip
    sign_in(client, "bithu3")
    gone = Account.objects.create_user("thoi", display_name="Thôi")
    Account.objects.filter(pk=gone.pk).delete()
    papers_before, key_before = papers(), public_hex(installation_key())
    dossiers_before = dossiers(tmp_path)
    before = everything()

    # Whoever holds the public key alone writes, and cannot read.
    first = tmp_path / "first.backup"
    written = run("backup", first)
    assert written["encrypted"]
    assert first.stat().st_mode & 0o777 == 0o600
    wipe(settings)
    empty_tables(tmp_path / "other")
    settings.SECRET_KEY_FILE.write_text(settings.SECRET_KEY)
    settings.BACKUP_KEY = keys["BACKUP_KEY"]
    assert run("restore", first)["rows"] == written["rows"]

    assert differing(before) == []
    assert papers() == papers_before
    assert dossiers(tmp_path) == dossiers_before
    assert public_hex(installation_key()) == key_before
    job.refresh_from_db()
    assert Path(job.result.path).read_bytes() == b"%PDF the work of a night"
    assert journal_is_whole()
    assert not Session.objects.exists()
    assert not AccountSession.objects.exists()
    sign_in(client, "bithu3")
    assert Account.objects.create_user("moi", display_name="Mới").pk > gone.pk
    Account.objects.get(username="moi").delete()

    # By way of another installation on SQLite, and back.
    before = everything()
    second = tmp_path / "second.backup"
    run("backup", second)
    other = elsewhere(tmp_path / "other", keys["BACKUP_KEY"])
    half_way(second, other, tmp_path)
    there(other, "restore", second)
    assert (tmp_path / "other" / "secret_key").read_text() == settings.SECRET_KEY
    third = tmp_path / "third.backup"
    there(other, "backup", third)
    wipe(settings)
    run("restore", third)

    assert differing(before) == []
    assert papers() == papers_before
    assert dossiers(tmp_path) == dossiers_before
    assert journal_is_whole()

    # While somebody writes: the moment stands, nobody waits.
    said = subprocess.run(
        [sys.executable, "-c", WRITING_MEANWHILE], env=writing_environment(other), capture_output=True, text=True,
        check=True,
    ).stdout  # fmt: skip
    assert said.split() == ["False", "1"]
    assert JournalEntry.objects.filter(action="backup.restored").exists()


def writing_environment(other: dict[str, str]) -> dict[str, str]:
    """On PostgreSQL the very database of the tests; SQLite's lies in memory there, so the other installation's file."""
    place = connection.settings_dict
    if connection.vendor == "postgresql":
        user, password = place["USER"], f":{place['PASSWORD']}" if place["PASSWORD"] else ""
        url = f"postgres://{user}{password}@{place['HOST'] or '127.0.0.1'}:{place['PORT'] or 5432}/{place['NAME']}"
        other = other | {"DATABASE_URL": url}
    return other | {"DJANGO_SETTINGS_MODULE": "review_portal.settings"}


def half_way(file: Path, other: dict[str, str], folder: Path) -> None:
    """A restore that is killed when half of the file has been read: the database has no row, nothing lies about."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    killed = subprocess.Popen([*MANAGE, "restore", str(pipe)], env=other)
    content = file.read_bytes()
    with pipe.open("wb") as writer:
        writer.write(content[: len(content) // 2])
        writer.flush()
        while not (folder / "other" / ".files-restoring").is_dir():
            assert killed.poll() is None
            time.sleep(0.05)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    with sqlite3.connect(folder / "other" / "portal.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM cells_member").fetchone() == (0,)

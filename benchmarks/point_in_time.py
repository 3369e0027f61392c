"""Point-in-time recovery, tried: a cluster of its own, a base backup, work through the portal, an accident, recovery.

    .venv/bin/python benchmarks/point_in_time.py [--json]

Needs PostgreSQL's server programs (`postgresql`); as root it runs them as the system account `postgres`. Everything lies in
a temporary folder and is removed; no other cluster is touched. The same steps by hand: docs/backup.md.
"""

# ruff: noqa: T201 -- a command line: it prints its findings

import argparse
import getpass
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 54329
NEW_PASSWORD = "sau-ban-sao-luu-goc"

#: Signs in as a secretary through all of the portal and changes the password: the deed that must survive.
DEED = f"""
import django; django.setup()
from django.test import Client
from django.urls import reverse
from cells.demo_accounts import DEMO_PASSWORD
client = Client(SERVER_NAME="127.0.0.1")
assert client.post(reverse("login"), {{"username": "bithu3", "password": DEMO_PASSWORD}}).status_code == 302
answer = client.post(reverse("password_change"), {{
    "old_password": DEMO_PASSWORD, "new_password1": "{NEW_PASSWORD}", "new_password2": "{NEW_PASSWORD}"}})
assert answer.status_code == 302, answer.status_code
"""
#: Everything that is stored, as fingerprints; the journal checked link by link.
STATE = """
import django, hashlib, json; django.setup()
from cells.journal.checking import chains, check_chain
from cells.services import backup_rows
rows = {}
for model in backup_rows.stored_models():
    digest = hashlib.sha256()
    count = 0
    for line in backup_rows.lines_of(model):
        digest.update(line); count += 1
    rows[model._meta.label_lower] = [count, digest.hexdigest()]
print(json.dumps({"rows": rows, "journal": all(check_chain(code).is_whole for code in chains())}))
"""
SIGN_IN = f"""
import django; django.setup()
from django.contrib.auth import authenticate
print(authenticate(username="bithu3", password="{NEW_PASSWORD}") is not None)
"""


class Cluster:
    """A PostgreSQL of its own below `place`."""

    def __init__(self, place: Path, programs: Path) -> None:
        self.place, self.programs = place, programs
        self.archive, self.base, self.data = place / "archive", place / "base", place / "data"
        self.as_owner = ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []
        self.url = f"postgres://postgres@127.0.0.1:{PORT}/review_portal"
        self.environment = os.environ | {
            "DATABASE_URL": self.url, "PORTAL_VAR": str(place / "var"), "SAMPLE_SETUP": "1", "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "review_portal.settings",
        }  # fmt: skip

    def run(self, program: str, *arguments: object) -> str:
        command = [*self.as_owner, str(self.programs / program), *map(str, arguments)]
        done = subprocess.run(command, cwd=self.place, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{program}: {done.stderr.strip()}")
        return done.stdout.strip()

    def sql(self, text: str, database: str = "review_portal") -> str:
        return self.run("psql", "-h", self.place, "-p", PORT, "-U", "postgres", "-d", database, "-Atqc", text)

    def start(self, data: Path) -> None:
        log = self.place / "server.log"
        self.run("pg_ctl", "-D", data, "-l", log, "-w", "-t", "120", "start")

    def stop(self, data: Path, mode: str = "fast") -> None:
        self.run("pg_ctl", "-D", data, "-w", "-m", mode, "stop")

    def make(self) -> None:
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"port = {PORT}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{self.place}'\n"
                "wal_level = replica\narchive_mode = on\narchive_timeout = 60\n"
                f"archive_command = 'test ! -f {self.archive}/%f && cp %p {self.archive}/%f'\n"
            )
        self.start(self.data)
        self.run("createdb", "-h", self.place, "-p", PORT, "-U", "postgres", "review_portal")

    def recover(self, moment: str) -> Path:
        """The base backup, and the archive up to `moment`, as a cluster that runs."""
        recovered = self.place / "recovered"
        self.run("pg_verifybackup", self.base)
        subprocess.run([*self.as_owner, "cp", "-a", str(self.base), str(recovered)], check=True)
        with (recovered / "postgresql.auto.conf").open("a") as settings:
            settings.write(
                f"restore_command = 'cp {self.archive}/%f %p'\nrecovery_target_time = '{moment}'\n"
                "recovery_target_action = 'promote'\n"
            )
        (recovered / "recovery.signal").touch()
        self.start(recovered)
        while self.sql("SELECT pg_is_in_recovery()") == "t":
            time.sleep(0.2)
        return recovered

    def portal(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(done.stderr.strip())
        return done.stdout.strip()


def newest_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        sys.exit("No server programs of PostgreSQL on this machine (package postgresql).")
    return found[-1].parent


def attempt(cluster: Cluster) -> dict[str, object]:
    cluster.make()
    cluster.portal("manage.py", "migrate", "-v0")
    cluster.portal("manage.py", "sample_ward", "--cells", "3", "--members", "24")
    began = time.monotonic()
    cluster.run(
        "pg_basebackup",
        "-h",
        cluster.place,
        "-p",
        PORT,
        "-U",
        "postgres",
        "-D",
        cluster.base,
        "-X",
        "stream",
        "-c",
        "fast",
    )
    base_seconds = time.monotonic() - began
    cluster.portal("-c", DEED)
    before = json.loads(cluster.portal("-c", STATE))
    moment = cluster.sql("SELECT clock_timestamp()")
    time.sleep(2)
    cluster.sql(
        "DROP TABLE assessments_grading CASCADE; DELETE FROM assessments_answer; DELETE FROM assessments_opinion"
    )
    accident = cluster.sql("SELECT to_regclass('assessments_grading') IS NULL, count(*) = 0 FROM assessments_answer")
    cluster.sql("SELECT pg_switch_wal()")
    cluster.stop(cluster.data)
    began = time.monotonic()
    recovered = cluster.recover(moment)
    seconds = time.monotonic() - began
    after = json.loads(cluster.portal("-c", STATE))
    told = {
        "postgresql": cluster.sql("SHOW server_version"),
        "accident": accident == "t|t",
        "moment": moment,
        "base_backup_seconds": round(base_seconds, 1),
        "recovery_seconds": round(seconds, 1),
        "rows": sum(count for count, _digest in after["rows"].values()),
        "rows_as_before": after["rows"] == before["rows"],
        "journal_whole": after["journal"],
        "deed_after_the_base_backup": cluster.portal("-c", SIGN_IN) == "True",
    }
    cluster.stop(recovered)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="point-in-time-"))
    cluster = Cluster(place, newest_programs())
    try:
        place.chmod(0o777)
        subprocess.run([*cluster.as_owner, "mkdir", "-m", "700", str(cluster.archive)], check=True)
        told = attempt(cluster)
    finally:
        for data in (cluster.data, place / "recovered"):
            if (data / "postmaster.pid").exists():
                cluster.stop(data, "immediate")
        shutil.rmtree(place, ignore_errors=True)
    print(json.dumps(told) if options.json else "\n".join(f"{name}: {value}" for name, value in told.items()))
    if not all(told[name] for name in ("accident", "rows_as_before", "journal_whole", "deed_after_the_base_backup")):
        sys.exit(1)


if __name__ == "__main__":
    main()

"""Point-in-time recovery, tried: a cluster of its own, a base backup, work through the portal, an accident, recovery.

    .venv/bin/python benchmarks/point_in_time.py [--json]

Needs PostgreSQL's server programs (`postgresql`); as root it runs them as the system account `postgres`. Everything lies in
a temporary folder and is removed; no other cluster is touched. The same steps by hand: docs/backup.md.
"""

# ruff: noqa: T201 -- a command line: it prints its findings

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cluster import Cluster, place_of

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


class Archived(Cluster):
    """Keeps its base backup and its archive beside its data."""

    def __init__(self, place: Path) -> None:
        self.archive, self.base = place / "archive", place / "base"
        archiving = (
            "wal_level = replica\narchive_mode = on\narchive_timeout = 60\n"
            f"archive_command = 'test ! -f {self.archive}/%f && cp %p {self.archive}/%f'\n"
        )
        super().__init__(place, archiving)
        subprocess.run([*self.as_owner, "mkdir", "-m", "700", str(self.archive)], check=True)

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


def attempt(cluster: Archived) -> dict[str, object]:
    cluster.make()
    cluster.portal("manage.py", "migrate", "-v0")
    cluster.portal("manage.py", "sample_ward", "--cells", "3", "--members", "24")
    began = time.monotonic()
    cluster.run("pg_basebackup", *cluster.reached, "-D", cluster.base, "-X", "stream", "-c", "fast")
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
    with place_of("point-in-time-") as place:
        cluster = Archived(place)
        try:
            told = attempt(cluster)
        finally:
            for data in (cluster.data, place / "recovered"):
                if (data / "postmaster.pid").exists():
                    cluster.stop(data, "immediate")
    print(json.dumps(told) if options.json else "\n".join(f"{name}: {value}" for name, value in told.items()))
    if not all(told[name] for name in ("accident", "rows_as_before", "journal_whole", "deed_after_the_base_backup")):
        sys.exit(1)


if __name__ == "__main__":
    main()

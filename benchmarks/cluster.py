"""A PostgreSQL of a benchmark's own below a temporary folder, with fsync as in production; no other cluster is touched.

Needs PostgreSQL's server programs (`postgresql`); as root it runs them as the system account `postgres`.
"""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def newest_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        sys.exit("No server programs of PostgreSQL on this machine (package postgresql).")
    return found[-1].parent


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def place_of(prefix: str) -> Iterator[Path]:
    """A folder that the cluster's account may enter too, removed afterwards."""
    place = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        place.chmod(0o777)
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


class Cluster:
    """`settings`: further lines of postgresql.conf."""

    def __init__(self, place: Path, settings: str = "") -> None:
        self.place, self.programs, self.settings = place, newest_programs(), settings
        self.data, self.port = place / "data", free_port()
        self.account = "postgres" if getpass.getuser() == "root" else None
        self.as_owner = ["runuser", "-u", self.account, "--"] if self.account else []
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/review_portal"
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

    @property
    def reached(self) -> tuple[object, ...]:
        """How a program of PostgreSQL reaches it."""
        return "-h", self.place, "-p", self.port, "-U", "postgres"

    def sql(self, text: str, database: str = "review_portal") -> str:
        return self.run("psql", *self.reached, "-d", database, "-Atqc", text)

    def start(self, data: Path) -> None:
        log = self.place / "server.log"
        self.run("pg_ctl", "-D", data, "-l", log, "-w", "-t", "120", "start")

    def stop(self, data: Path, mode: str = "fast") -> None:
        self.run("pg_ctl", "-D", data, "-w", "-m", mode, "stop")

    def make(self) -> None:
        """Made and started, with an empty database."""
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{self.place}'\n"
                f"{self.settings}"
            )
        self.start(self.data)
        self.run("createdb", *self.reached, "review_portal")

    def portal(self, *arguments: str) -> str:
        """A command of the portal's, or of Python, on this database."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(done.stderr.strip())
        return done.stdout.strip()

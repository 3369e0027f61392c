"""What the run cost: processor and memory of the portal's processes, connections and locks of the database. Linux alone."""

import json
import os
import statistics
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import psycopg2

_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY = 2.0
_MEGABYTE = 1024
_CONNECTIONS = """SELECT pid, coalesce(wait_event_type = 'Lock', false) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""


def _stat(pid: int | str) -> list[str]:
    """The fields after the name: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _ticks(pid: int) -> int:
    return sum(map(int, _stat(pid)[11:13]))


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_text()
    return next(
        (name for mark, name in (("gunicorn", "web"), ("job_worker", "worker"), ("serve", "serve")) if mark in words),
        "",
    )


def _family(root: int) -> list[int]:
    """A process and all that came from it."""
    children = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                children[int(_stat(entry.name)[1])].append(int(entry.name))
    found = [root]
    for pid in found:
        found += children[pid]
    return found


def _of_status(pid: int, name: str, file: str = "status") -> int:
    """Kilobytes."""
    line = next(line for line in Path(f"/proc/{pid}/{file}").read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])


def _machine() -> tuple[int, int]:
    """Ticks of all cores: (at work, all)."""
    ticks = list(map(int, Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]))
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)


@dataclass
class Cost:
    """`web`, `worker`, `database`: seconds of the processor; memory in MB, `shared_out`: what several processes share is
    counted once; `largest`: the most one process of the web server had resident."""

    seconds: float = 0
    web: float = 0
    worker: float = 0
    database: float = 0
    driver: float = 0
    busy: float = 0  # of all cores, from 0 to 1, whoever it was
    shared_out: float = 0
    largest: float = 0
    connections: int = 0
    waiting: int = 0  # connections that waited for a lock at the same moment, at most
    deadlocks: int = 0
    commits: int = 0


@dataclass
class Watch(Thread):
    """From `start` to `finish`, every two seconds. The database's processes are seen only where they run on this machine."""

    root: int
    database_url: str
    cost: Cost = field(default_factory=Cost)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self._over = Event()
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}
        self._kinds: dict[int, str] = {}

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        connection = psycopg2.connect(self.database_url)
        connection.autocommit = True
        cursor = connection.cursor()
        began, machine, own = time.monotonic(), _machine(), time.process_time()
        before = self._statistics(cursor)
        while not self._over.wait(_EVERY):
            self._look(cursor)
        self._look(cursor)
        after, now = self._statistics(cursor), _machine()
        connection.close()
        cost = self.cost
        cost.seconds, cost.driver = time.monotonic() - began, time.process_time() - own
        cost.busy = (now[0] - machine[0]) / max(1, now[1] - machine[1])
        cost.deadlocks, cost.commits = (one - other for one, other in zip(after, before, strict=True))
        for pid, kind in self._kinds.items():
            spent = (self._last[pid] - self._first[pid]) / _TICKS
            if kind in ("web", "worker", "database"):
                setattr(cost, kind, getattr(cost, kind) + spent)

    def finish(self) -> Cost:
        self._over.set()
        self.join()
        return self.cost

    @staticmethod
    def _statistics(cursor) -> tuple[int, int]:
        cursor.execute("SELECT deadlocks, xact_commit FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()

    def _look(self, cursor) -> None:
        cursor.execute(_CONNECTIONS)
        rows = cursor.fetchall()
        self.cost.connections = max(self.cost.connections, len(rows))
        self.cost.waiting = max(self.cost.waiting, sum(waits for _pid, waits in rows))
        resident = 0
        for pid in _family(self.root):
            with suppress(OSError, StopIteration):
                kind = _name(pid)
                self._count(pid, kind)
                resident += _of_status(pid, "Pss", "smaps_rollup")
                if kind == "web":
                    self.cost.largest = max(self.cost.largest, _of_status(pid, "VmHWM") / _MEGABYTE)
        self.cost.shared_out = max(self.cost.shared_out, resident / _MEGABYTE)
        for pid, _waits in rows:
            with suppress(OSError):
                if Path(f"/proc/{pid}/comm").read_text().startswith("postgres"):
                    self._count(pid, "database", since=0)

    def _count(self, pid: int, kind: str, since: int | None = None) -> None:
        """`since` 0: the process began in this run and all it spent counts."""
        ticks = _ticks(pid)
        self._first.setdefault(pid, ticks if since is None else since)
        self._last[pid], self._kinds[pid] = ticks, kind


@dataclass
class Told:
    """What the server told in its log."""

    requests: int = 0
    faults: list[str] = field(default_factory=list)
    warnings: Counter = field(default_factory=Counter)
    within: list[float] = field(default_factory=list)  # ms inside the portal, of each request

    @property
    def median_and_p95(self) -> tuple[float, float]:
        return statistics.median(self.within), statistics.quantiles(self.within, n=20)[-1]


def read_log(path: Path) -> Told:
    told = Told()
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            told.faults.append(f"no line of the log: {line[:200]}")
            continue
        if said["level"] in ("error", "critical") or "fault" in said:
            told.faults.append(line[:600])
        elif said["level"] == "warning":
            told.warnings[f"{said['logger']}: {said['event']}"] += 1
        elif said["event"] == "request" and said["route"] != "healthz":
            told.requests += 1
            told.within.append(said["ms"])
    return told

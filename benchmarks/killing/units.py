"""What stands in for systemd on a machine without it, and who can be killed.

A `Unit` is started again as `Restart=on-failure` does: whatever is left of it is ended first (as its control group is),
`RestartSec` passes, and five starts in ten seconds are the last (systemd's own bound).
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread

from benchmarks.cluster import ROOT, Cluster, free_port
from benchmarks.killing import processes

#: systemd's own (DefaultStartLimitIntervalSec, DefaultStartLimitBurst), and RestartSec where a unit names none.
_LIMIT_SECONDS, _LIMIT_STARTS = 10, 5
_RESTART_SECONDS = 0.1
#: As docs/local-network.md sets it for PostgreSQL: under the bound above, whatever happens.
DATABASE_RESTART_SECONDS = 3
WEB_WORKERS = 2
#: In the environment of the portal's processes: what is left of the service is found by it.
_MARK = "KILLED_PORTAL"


class Unit:
    """`left`: the processes that belong to it, whoever their parent is by now. `first`: the signal they are ended with."""

    def __init__(
        self, line: list[str], left: Callable[[], list[int]], first: signal.Signals, pause: float, **how: object
    ) -> None:
        self._line, self._left, self._first, self._pause, self._how = line, left, first, pause, how
        self._starts: deque[float] = deque(maxlen=_LIMIT_STARTS)
        self._ended, self._lock = Event(), Lock()
        self.gave_up = False
        self.process = self._start()
        self._keeper = Thread(target=self._keep, daemon=True)
        self._keeper.start()

    @property
    def pid(self) -> int:
        return self.process.pid

    def _start(self) -> subprocess.Popen:
        self._starts.append(time.monotonic())
        return subprocess.Popen(self._line, start_new_session=True, **self._how)

    def _keep(self) -> None:
        while True:
            self.process.wait()
            if self._ended.is_set():
                return
            self._end_the_rest(self._first)
            time.sleep(self._pause)
            if len(self._starts) == _LIMIT_STARTS and time.monotonic() - self._starts[0] < _LIMIT_SECONDS:
                self.gave_up = True
                return
            with self._lock:
                if self._ended.is_set():
                    return
                self.process = self._start()

    def _end_the_rest(self, first: signal.Signals) -> None:
        until = time.monotonic() + 30
        while left := self._left():
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, first if time.monotonic() < until else signal.SIGKILL)
            time.sleep(0.05)

    def stop(self, number: signal.Signals) -> None:
        with self._lock:
            self._ended.set()
        if self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self._keeper.join(timeout=60)
        self._end_the_rest(signal.SIGKILL)


def database_unit(cluster: Cluster) -> Unit:
    """The cluster, stopped before, under its stand-in."""
    log = (cluster.place / "server.log").open("a")
    return Unit(
        [str(cluster.programs / "postgres"), "-D", str(cluster.data)],
        lambda: processes.found(lambda place: (place / "cwd").readlink() == cluster.data),
        signal.SIGTERM, DATABASE_RESTART_SECONDS, cwd=cluster.place, stdout=log, stderr=log, user=cluster.account,
        group=cluster.account,
    )  # fmt: skip


def _is_at_work(backend: int) -> bool:
    return not processes.words(backend).endswith(" idle")


@dataclass(frozen=True)
class Aim:
    """`choices`: whoever may be meant; `with_them`: who ends with the victim: until they are gone, the service has not
    begun to come back; `at_it`: which of the choices is at the request in hand (its client's port is given), if any is."""

    choices: list[int]
    with_them: list[int]
    at_it: Callable[[int | None], int | None]
    dice: random.Random

    def strike(self, client_port: int | None) -> list[int]:
        """SIGKILL; answers who ends by it, nobody where there was nobody to kill."""
        if not self.choices:
            return []
        victim = self.at_it(client_port) or self.dice.choice(self.choices)
        os.kill(victim, signal.SIGKILL)
        return [victim, *self.with_them]


class Service:
    """PostgreSQL and the portal under their stand-ins; everybody in it by what he is."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.port = cluster, free_port()
        self.log = cluster.place / "portal.log"
        mark = f"{_MARK}={cluster.place}"
        own_tmp = cluster.place / "tmp"  # as PrivateTmp gives the service
        own_tmp.mkdir(exist_ok=True)
        environment = cluster.environment | {_MARK: str(cluster.place), "TMPDIR": str(own_tmp)}
        log = self.log.open("a")
        self.database = database_unit(cluster)
        self.portal = Unit(
            [sys.executable, "-m", "review_portal.serve", "--bind", f"127.0.0.1:{self.port}", "--workers",
             str(WEB_WORKERS), "--timeout", "120"],
            lambda: processes.found(lambda place: mark.encode() in (place / "environ").read_bytes().split(b"\0")),
            signal.SIGKILL, _RESTART_SECONDS, cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip

    def stop(self) -> None:
        self.portal.stop(signal.SIGTERM)
        self.database.stop(signal.SIGINT)

    @property
    def gave_up(self) -> bool:
        return self.portal.gave_up or self.database.gave_up

    def _child(self, words: str) -> int | None:
        return next((pid for pid in processes.children(self.portal.pid) if words in processes.words(pid)), None)

    @property
    def job_worker(self) -> int | None:
        return self._child("job_worker")

    @property
    def web_server(self) -> int | None:
        return self._child("gunicorn")

    @property
    def web_processes(self) -> list[int]:
        server = self.web_server
        return [pid for pid in processes.children(server) if "gunicorn" in processes.words(pid)] if server else []

    def aim(self, victim: str, dice: random.Random) -> "Aim":
        """Who is who is looked up beforehand: then the kill comes at the moment that was drawn."""
        server = processes.children(self.database.pid)
        if victim == "backend":
            serving = [pid for pid in server if "review_portal 127.0.0.1" in processes.words(pid)]
            return Aim(serving, server, lambda _port: next(filter(_is_at_work, serving), None), dice)
        web = self.web_processes
        if victim == "web process":
            return Aim(web, [], lambda port: processes.at_the_other_end(port, self.port, web) if port else None, dice)
        one, with_it = {
            "postmaster": (self.database.pid, server),
            "job worker": (self.job_worker, []),
            "web server": (self.web_server, [self.portal.pid, *web]),
            "supervisor": (self.portal.pid, [*processes.children(self.portal.pid), *web]),
        }[victim]
        return Aim([one] if one else [], with_it, lambda _port: None, dice)

    def is_whole(self, with_worker: bool) -> bool:
        """Everybody is there; the job worker only where it is asked for: it waits longer after each death of many."""
        if self.database.process.poll() is not None or self.portal.process.poll() is not None:
            return False
        return len(self.web_processes) == WEB_WORKERS and (not with_worker or self.job_worker is not None)

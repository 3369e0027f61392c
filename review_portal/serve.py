"""Serve the portal: the web server and the worker that does long work, side by side, until told to stop.

`python -m review_portal.serve OPTIONS_OF_GUNICORN`. Nothing but the standard library: it only starts, watches, stops.
- Both are children in sessions of their own: Ctrl+C reaches this process, which asks them to end, and waits.
- A worker that died is started again, later each time it dies at once. When the web server ends, all end with its status.
- Should this process be killed, the kernel asks both to end: no worker is left behind.
- Both tell their log on standard output, a JSON object a line; this process on standard error, alike.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

WEB = (
    "-m",
    "gunicorn",
    "--config",
    "python:review_portal.gunicorn_conf",
    "review_portal.wsgi:application",
    "--no-control-socket",
)
WORKER = ("manage.py", "job_worker")
#: A page or a step of long work may need so long to end well; the service's unit gives 45 (docs/local-network.md).
PATIENCE_SECONDS = 40
#: Lived so long: its death is no sign that it cannot live at all.
_WELL_SECONDS = 60
_LONGEST_WAIT_SECONDS = 60
_LOOK_SECONDS = 0.2
_PR_SET_PDEATHSIG = 1
#: Pages come first.
_WORKER_NICENESS = 10


def _bound_to_us(niceness: int = 0) -> Callable[[], None]:
    """For the child before it becomes its program: end when we end."""
    parent = os.getpid()
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def bind() -> None:
        os.nice(niceness)
        if libc:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:  # it ended in between
                os._exit(1)

    return bind


def _tell(event: str, **more: int) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = {"time": now, "level": "warning", "logger": "review_portal.serve", "event": event, **more}
    sys.stderr.write(json.dumps(line) + "\n")


class Children:
    """The web server and the worker."""

    def __init__(self, web: list[str], worker: list[str]) -> None:
        self._worker_line = worker
        self._wait, self._start_at = 1, 0.0
        self.stopping = 0
        self.web = self._start(web)
        self.worker: subprocess.Popen | None = None
        self._born = 0.0

    def _start(self, line: list[str], niceness: int = 0) -> subprocess.Popen:
        return subprocess.Popen(line, start_new_session=True, preexec_fn=_bound_to_us(niceness))

    def watch(self) -> int:
        """Until the web server ends, or until asked to stop. Answers the status to end with."""
        while not self.stopping and self.web.poll() is None:
            self._look_after_worker()
            time.sleep(_LOOK_SECONDS)
        return self._end()

    def _look_after_worker(self) -> None:
        now = time.monotonic()
        if self.worker is not None and self.worker.poll() is not None:
            status, self.worker = self.worker.returncode, None
            self._wait = 1 if now - self._born > _WELL_SECONDS else min(2 * self._wait, _LONGEST_WAIT_SECONDS)
            self._start_at = now + self._wait
            _tell("the worker ended", status=status, again_in_seconds=self._wait)
        if self.worker is None and now >= self._start_at:
            self.worker, self._born = self._start(self._worker_line, _WORKER_NICENESS), now

    def _end(self) -> int:
        """Ask both to end, wait, then end them; a second signal means at once."""
        asked = bool(self.stopping)
        running = [child for child in (self.web, self.worker) if child is not None]
        for child in running:
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + PATIENCE_SECONDS
        while any(child.poll() is None for child in running) and self.stopping < 2 and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)
        for child in running:
            if child.poll() is None:
                child.kill()
                child.wait()
        return 0 if asked else self.web.returncode or 0


def main(options: list[str]) -> int:
    os.chdir(Path(__file__).resolve().parent.parent)
    python = sys.executable
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: asked.append(number))
    children = Children([python, *WEB, *options], [python, *WORKER])

    def ask(_number: int, _frame: object) -> None:
        children.stopping += 1

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask)
    children.stopping += len(asked)
    return children.watch()


def serve(options: list[str]) -> int:
    """With a folder in which the processes of the web server add up their counts."""
    with tempfile.TemporaryDirectory(prefix="review-portal-") as folder:
        os.environ |= {"PROMETHEUS_MULTIPROC_DIR": folder, "LOG_STDOUT": "1"}
        return main(options)


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))

"""The web server and the worker side by side: a worker that dies is started again, both are stopped, none is left."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Stands in for either: says who it is, and that it was asked to end. `dies`: how many times it ends by itself at once.
CHILD = """
import os, pathlib, signal, sys, time
name, folder, dies = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
def said(word):
    with (folder / "said").open("a") as file: file.write(f"{name} {word} {os.getpid()}\\n")
def asked(number, frame):
    said("stopped")
    sys.exit(0)
signal.signal(signal.SIGTERM, asked)
signal.signal(signal.SIGINT, lambda number, frame: said("interrupted"))
lives = folder / f"lives-{name}"
lives.touch()
lived = len(lives.read_text())
lives.write_text("x" * (lived + 1))
said("began")
if lived < dies: sys.exit(3)
print(name, flush=True)
time.sleep(60)
"""
SUPERVISOR = """
import sys
from review_portal import serve
folder, dies = sys.argv[1], sys.argv[2]
serve.WEB, serve.WORKER = ("-c", serve_child, "web", folder, "0"), ("-c", serve_child, "worker", folder, dies)
sys.exit(serve.main([]))
"""


class Served:
    def __init__(self, folder: Path, dies: int = 0):
        self.folder = folder
        line = [sys.executable, "-c", f"serve_child = {CHILD!r}\n{SUPERVISOR}", str(folder), str(dies)]
        self.process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.up = {self.process.stdout.readline().strip(), self.process.stdout.readline().strip()}

    def said(self) -> list[str]:
        return [line.rpartition(" ")[0] for line in (self.folder / "said").read_text().splitlines()]

    def pids(self) -> list[int]:
        return [int(line.split()[2]) for line in (self.folder / "said").read_text().splitlines()]

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


@pytest.fixture
def serving(tmp_path) -> Iterator:
    begun: list[Served] = []

    def serve(**how) -> Served:
        begun.append(Served(tmp_path, **how))
        return begun[-1]

    yield serve
    for one in begun:
        for pid in [one.process.pid, *one.pids()]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        one.process.wait()
        one.process.stdout.close()


def test_both_run_and_one_signal_stops_both(serving):
    served = serving()

    assert served.up == {"web", "worker"}
    assert served.end(signal.SIGTERM) == 0
    assert sorted(served.said()) == ["web began", "web stopped", "worker began", "worker stopped"]


def test_a_worker_that_dies_is_started_again(serving):
    served = serving(dies=1)

    assert served.up == {"web", "worker"}
    assert served.said().count("worker began") == 2
    assert served.end(signal.SIGINT) == 0


def test_when_the_web_server_ends_all_end_with_its_status(serving):
    served = serving()
    [web] = [int(line.split()[2]) for line in (served.folder / "said").read_text().splitlines() if "web" in line]
    os.kill(web, signal.SIGKILL)

    assert served.process.wait(timeout=30) == 256 - signal.SIGKILL
    assert "worker stopped" in served.said()


def test_no_child_outlives_a_killed_supervisor(serving):
    served = serving()
    served.end(signal.SIGKILL)

    # Their end of the pipe closes with them.
    assert served.process.stdout.read() == ""
    assert sorted(served.said())[1::2] == ["web stopped", "worker stopped"]

"""The pages of each part, kept by what they say: a part that has not changed is not set again."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from assessments.reports.long_papers import setting

#: So few bytes of HTML (numbers of pages, a part that was changed) are set in less time than another process takes to begin.
_HERE = 20_000
#: Fewer than this are not worth a second process beside the first.
_ALONE = 60_000
_PROCESSES = 2
_SECONDS = 600
#: A fragment that no report asked for in so many days is thrown away.
KEEP_DAYS = 60
#: A folder of work as old was broken off: its process was killed.
_BROKEN_OFF_DAYS = 1


class NotSetError(RuntimeError):
    """The renderer ended without its pages."""


def fragments_of(parts: Sequence[str], style: str) -> list[Path]:
    """One PDF file for each part, in their order. What is missing is set by up to two processes, the longest first,
    where it is little by this one."""
    folder = _folder()
    files = [folder / f"{_key(html, style)}.pdf" for html in parts]
    missing = {file: html for html, file in zip(parts, files, strict=True) if not file.exists()}
    if missing:
        _set(missing, style)
    for file in files:
        os.utime(file)  # asked for today
    return files


def _folder() -> Path:
    folder = Path(settings.PAPER_CACHE)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _key(html: str, style: str) -> str:
    renderer = f"{version('weasyprint')} {version('pydyf')} {setting.VARIANT}"
    return hashlib.sha256("\0".join((renderer, style, html)).encode()).hexdigest()


def _set(missing: dict[Path, str], style: str) -> None:
    """The folder is shared by the whole installation: two who set the same part write the same bytes."""
    with tempfile.TemporaryDirectory(dir=_folder()) as work:
        Path(work).chmod(0o700)
        targets = {file: Path(work) / file.name for file in missing}
        jobs = [(html, targets[file]) for file, html in missing.items()]
        if sum(map(len, missing.values())) <= _HERE:
            setting.set_parts(style, jobs)
        else:
            _set_by_others(jobs, style)
        for file, made in targets.items():
            if not made.exists():
                raise NotSetError(made.name)
            shutil.move(made, file)


def _set_by_others(jobs: list[tuple[str, Path]], style: str) -> None:
    running = [_start(pile, style) for pile in _piles(jobs)]
    try:
        _wait(running)
    finally:
        for process in running:
            if process.poll() is None:
                process.kill()
                process.wait()


def _piles(jobs: list[tuple[str, Path]]) -> list[list[tuple[str, Path]]]:
    """Shared out by length, the longest first to whoever has least."""
    count = _PROCESSES if sum(len(html) for html, _file in jobs) > _ALONE else 1
    piles: list[list[tuple[str, Path]]] = [[] for _number in range(count)]
    for job in sorted(jobs, key=lambda job: -len(job[0])):
        min(piles, key=lambda pile: sum(len(html) for html, _file in pile)).append(job)
    return [pile for pile in piles if pile]


def _start(pile: list[tuple[str, Path]], style: str) -> subprocess.Popen:
    job = json.dumps({"style": style, "parts": [(html, str(file)) for html, file in pile]}).encode()
    inbox = tempfile.TemporaryFile()  # noqa: SIM115 -- read by the child, closed below
    inbox.write(job)
    inbox.seek(0)
    command = [sys.executable, "-m", setting.__name__]
    process = subprocess.Popen(
        command, stdin=inbox, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=settings.BASE_DIR
    )
    inbox.close()
    return process


def _wait(running: list[subprocess.Popen]) -> None:
    deadline = time.monotonic() + _SECONDS
    for process in running:
        try:
            _out, errors = process.communicate(timeout=max(deadline - time.monotonic(), 1))
        except subprocess.TimeoutExpired:
            raise NotSetError(f"not set within {_SECONDS} seconds") from None
        if process.returncode:
            raise NotSetError(errors.decode(errors="replace").strip().rpartition("\n")[2])


def forget_old_fragments() -> int:
    """Throw away what nobody asked for lately, and work that was broken off; how many."""
    old = [file for file in _folder().glob("*.pdf") if _days_old(file) > KEEP_DAYS]
    broken_off = [path for path in _folder().iterdir() if path.is_dir() and _days_old(path) > _BROKEN_OFF_DAYS]
    for file in old:
        file.unlink(missing_ok=True)
    for folder in broken_off:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old) + len(broken_off)


def _days_old(path: Path) -> float:
    """0 of what has just gone: others work here too."""
    try:
        return (time.time() - path.stat().st_mtime) / 86_400
    except FileNotFoundError:
        return 0

"""What long work leaves on the disk: results, and pieces of what is being made. Readable to the portal's account alone,
gone when nobody was promised them.

A result appears whole or not at all; a piece too. Both are on the disk itself before anybody counts on them: a machine
that loses its power keeps them.
"""

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from assessments.models import Job
from assessments.models.job import OPEN_STATES
from assessments.reports.pdf import fingerprint_of

#: Below MEDIA_ROOT.
FOLDER = "jobs"
#: How long a result can be downloaded.
KEPT = timedelta(days=30)
#: A file that belongs to no job: a worker was killed while it wrote. None is written for as long as this.
_STRAY = timedelta(days=1)
_AT_ONCE = 1024 * 1024
#: Long work leaves so much of the disk to the portal: its database lies there too, and mail, and uploads.
RESERVE = 200 * 1024 * 1024
_PARTS = "parts-"


def new_file(job: Job) -> tuple[Path, BinaryIO]:
    """An empty file under a name that nothing else has; what a killed worker left of it before goes. Raises OSError."""
    for left in _folder().glob(f"{job.pk}-*"):
        left.unlink(missing_ok=True)
    return _opened(_folder() / f"{job.pk}-{secrets.token_hex(8)}")


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _opened(path: Path) -> tuple[Path, BinaryIO]:
    # Made with its rights: between making and closing it off nobody could look.
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    return path, os.fdopen(handle, "w+b")


def settle(file: BinaryIO) -> None:
    """It is on the disk, not only on its way there. Raises OSError."""
    file.flush()
    os.fsync(file.fileno())


def ask_for_room() -> None:
    """Raises OSError (ENOSPC) while the disk is all but full."""
    if shutil.disk_usage(_folder()).free < RESERVE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(_folder()))


class Parts:
    """Pieces of one job, each kept under what it was made from: whoever takes the job up again finds what is done, and
    never what has changed since."""

    def __init__(self, job: Job) -> None:
        self._place = _folder() / f"{_PARTS}{job.pk}"

    def kept(self, texts: Sequence[str], make: Callable[[], bytes]) -> bytes:
        """Of an earlier try, or made and kept. Raises OSError, and what `make` raises."""
        path = self._place / fingerprint_of(texts)
        if path.is_file():
            return path.read_bytes()
        content = make()
        self._place.mkdir(mode=0o700, exist_ok=True)
        unfinished, file = _opened(path.with_name(f"{path.name}.{secrets.token_hex(4)}"))
        with file:
            file.write(content)
            settle(file)
        unfinished.replace(path)
        return content

    def drop(self) -> None:
        """The job has ended, however it did."""
        shutil.rmtree(self._place, ignore_errors=True)


def kept_name(path: Path) -> str:
    """As the job's row holds it."""
    return f"{FOLDER}/{path.name}"


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()


def prune(at: datetime) -> int:
    """Results that were promised until a day that has passed, and what belongs to no job. Answers how many went."""
    gone = 0
    for job in Job.objects.filter(keep_until__lt=at).exclude(result=""):
        job.result.delete(save=False)
        gone += Job.objects.filter(pk=job.pk).update(result="")
    held = set(Job.objects.exclude(result="").values_list("result", flat=True))
    going_on = {f"{_PARTS}{pk}" for pk in Job.objects.filter(state__in=OPEN_STATES).values_list("pk", flat=True)}
    oldest = datetime.now().timestamp() - _STRAY.total_seconds()  # noqa: DTZ005 - compared with the file system's clock
    for path in _folder().iterdir():
        if path.is_dir():
            if path.name not in going_on:
                shutil.rmtree(path, ignore_errors=True)
                gone += 1
        elif kept_name(path) not in held and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone

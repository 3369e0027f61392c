"""Results of long work on the disk: readable to the portal's account alone, gone when nobody was promised them."""

import hashlib
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from assessments.models import Job

#: Below MEDIA_ROOT.
FOLDER = "jobs"
#: How long a result can be downloaded.
KEPT = timedelta(days=30)
#: A file that belongs to no job: a worker was killed while it wrote. None is written for as long as this.
_STRAY = timedelta(days=1)
_AT_ONCE = 1024 * 1024


def new_file(job: Job) -> tuple[Path, BinaryIO]:
    """An empty file under a name that nothing else has. Raises OSError."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{job.pk}-{secrets.token_hex(8)}"
    # Made with its rights: between making and closing it off nobody could look.
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    return path, os.fdopen(handle, "w+b")


def kept_name(path: Path) -> str:
    """As the job's row holds it."""
    return f"{FOLDER}/{path.name}"


def fingerprint_of(path: Path) -> str:
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
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    held = set(Job.objects.exclude(result="").values_list("result", flat=True))
    oldest = datetime.now().timestamp() - _STRAY.total_seconds()  # noqa: DTZ005 - compared with the file system's clock
    for path in folder.iterdir() if folder.is_dir() else ():
        if kept_name(path) not in held and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone

"""How often somebody did something lately, told alike by all processes of this machine. No database: that is what is spared.

One small file for each kind under the data folder, read and written under a lock. What is counted is a number or a
digest, never a name; it is forgotten when its time is over, and the files may be deleted at any time.
"""

import fcntl
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

logger = logging.getLogger(__name__)


def take(file: Path, who: str, most: int, seconds: int) -> int:
    """Count one more. 0 when it is within `most` in `seconds`, else after how many seconds to come back.

    A disk that cannot be written counts nothing: the work goes on.
    """
    now = time.time()
    try:
        with _held(file, now - seconds) as counts:
            began, count = counts.get(who, (now, 0))
            if count >= most:
                return max(1, round(began + seconds - now))
            counts[who] = (began, count + 1)
    except OSError:
        logger.warning("rates: nothing can be counted")
    return 0


def give_back(file: Path, who: str, seconds: int) -> None:
    """The last one did not count: it was refused before it cost anything."""
    try:
        with _held(file, time.time() - seconds) as counts:
            if who in counts:
                began, count = counts[who]
                counts[who] = (began, max(0, count - 1))
    except OSError:
        logger.warning("rates: nothing can be counted")


@contextmanager
def _held(file: Path, since: float) -> Iterator[dict[str, tuple[float, int]]]:
    """The counts that began after `since`; written back at the end."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        counts = {who: (began, count) for who, (began, count) in _read(held.read()).items() if began > since}
        yield counts
        held.seek(0)
        held.truncate()
        json.dump(counts, held)


def _read(text: str) -> dict[str, tuple[float, int]]:
    try:
        return {str(who): (float(began), int(count)) for who, (began, count) in json.loads(text or "{}").items()}
    except (ValueError, TypeError, AttributeError):
        return {}

"""What the live server is still doing. A window may be closed while the server answers it: that answer must not reach a
database which is being emptied for the next test."""

import threading
import time

from django.core.signals import request_finished, request_started

_LONGEST = 20  # seconds; an answer that takes longer fails the next test in a way that can be read


class ServerWork:
    """Counts requests begun and not finished, from whichever thread."""

    def __init__(self) -> None:
        self._lock, self._open = threading.Lock(), 0
        request_started.connect(self._begun, weak=False)
        request_finished.connect(self._ended, weak=False)

    def _begun(self, **_told: object) -> None:
        with self._lock:
            self._open += 1

    def _ended(self, **_told: object) -> None:
        with self._lock:
            self._open = max(self._open - 1, 0)

    def wait(self) -> None:
        """Until nothing is being answered."""
        deadline = time.monotonic() + _LONGEST
        while self._open and time.monotonic() < deadline:
            time.sleep(0.02)

    def forget(self) -> None:
        """What was counted before a browser came: the test client of other tests tells of begins alone."""
        with self._lock:
            self._open = 0

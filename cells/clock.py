"""What day and moment it is. The sample ward lives in January 2022, where its deadlines make sense.

A real ward has the real clock. `acting_on` lets the sample's story happen day by day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_acting_day: ContextVar[date | None] = ContextVar("acting_day", default=None)


def today() -> date:
    """The day pages and services act on: the sample's fixed day in the sample set-up, else the local date."""
    return _acting_day.get() or settings.SAMPLE_TODAY or timezone.localdate()


def now() -> datetime:
    """The moment to write down: the real time of day on `today()`."""
    moment = timezone.now()
    day = _acting_day.get() or settings.SAMPLE_TODAY
    if day is None:
        return moment
    local = timezone.localtime(moment)
    return local.replace(year=day.year, month=day.month, day=day.day)


@contextmanager
def acting_on(day: date) -> Iterator[date]:
    """Let everything inside happen on `day`; for the story of the sample ward only."""
    token = _acting_day.set(day)
    try:
        yield day
    finally:
        _acting_day.reset(token)

"""One thing that waits for somebody: a line and a link."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Work:
    """One thing to do. `since`: since when it waits; `overdue`: a day has passed."""

    what: str
    url: str
    since: date | None = None
    overdue: bool = False

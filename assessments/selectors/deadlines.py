"""Other deadlines of an open year: which files would be overdue, and which no longer."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessments.models import Campaign, ReviewFile
from assessments.models.parameter_change import PARAMETER_LABELS
from assessments.selectors.board import due_days
from assessments.selectors.local_parameters import DEADLINES, day_kept, value_text
from assessments.workflow import WRITABLE


@dataclass(frozen=True)
class DeadlineProposal:
    """`waiting`: files that the cells still have, in the order of the board. A returned file keeps the day that its
    return named."""

    campaign: Campaign
    values: dict[str, date | None]
    on: date

    @cached_property
    def changed(self) -> dict[str, tuple[str | None, str | None]]:
        """Name → (before, after) of each deadline that would move."""
        pairs = {name: (day_kept(getattr(self.campaign, name)), day_kept(self.values.get(name))) for name in DEADLINES}
        return {name: (before, after) for name, (before, after) in pairs.items() if before != after}

    @cached_property
    def waiting(self) -> list[ReviewFile]:
        files = ReviewFile.objects.filter(campaign=self.campaign, stage__in=WRITABLE)
        return list(files.select_related("campaign", "cell", "collective").order_by("position", "code", "pk"))

    @cached_property
    def _moved(self) -> list[tuple[str, bool, bool]]:
        """(name, overdue now, overdue then) of each file that follows the cells' deadline."""
        now, then = self.campaign.cell_deadline, self.values["cell_deadline"]
        due = due_days(self.waiting)
        follows = [file for file in self.waiting if due[file.pk] == now]
        return [(file.name, now < self.on, then < self.on) for file in follows]

    @property
    def newly_overdue(self) -> list[str]:
        return [name for name, now, then in self._moved if then and not now]

    @property
    def no_longer_overdue(self) -> list[str]:
        return [name for name, now, then in self._moved if now and not then]

    @property
    def fingerprint(self) -> str:
        """Of the deadlines tried, and of the files that they were tried on."""
        shown = [self.changed, self.newly_overdue, self.no_longer_overdue, [file.pk for file in self.waiting]]
        return hashlib.sha256(json.dumps(shown, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def told(self) -> list[tuple[str, str, str]]:
        """(label, before, after) of each deadline that would move, in words."""
        return [
            (str(PARAMETER_LABELS[name]), value_text(name, before), value_text(name, after))
            for name, (before, after) in self.changed.items()
        ]

"""The office's board: a row per file, a column per stage of work, totals on top that open their lists."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from assessments.models import Campaign, FileEvent, ReviewFile
from assessments.selectors.cell_progress import Progress, progress_of
from assessments.workflow import WRITABLE, Stage
from cells.vietnamese import fold

_REACHED = (Stage.SUBMITTED, Stage.ACCEPTED, Stage.DECIDED, Stage.RELEASED)


@dataclass(frozen=True)
class BoardRow:
    """One file with its counts and its due date: the cells' deadline, or the day named when it was returned."""

    file: ReviewFile
    progress: Progress
    due_on: date | None
    on: date

    @property
    def stage(self) -> Stage:
        return Stage(self.file.stage)

    @property
    def is_overdue(self) -> bool:
        """Still with the cell after its day."""
        return self.stage in WRITABLE and self.due_on is not None and self.due_on < self.on

    @property
    def cell_kind(self) -> str:
        return self.file.cell.cell_kind if self.file.cell_id else ""

    @property
    def is_collective(self) -> bool:
        return self.file.collective_id is not None

    def has_reached(self, stage: Stage) -> bool:
        """The file stands at this stage or further on; a returned file has reached nothing of the office's."""
        return self.stage in _REACHED and _REACHED.index(self.stage) >= _REACHED.index(stage)

    @property
    def reached(self) -> dict[str, bool]:
        return {stage.value: self.has_reached(stage) for stage in _REACHED}

    @property
    def since(self) -> datetime:
        return self.file.stage_since


@dataclass(frozen=True)
class Board:
    """Rows after filtering, and the totals of the whole year."""

    rows: list[BoardRow]
    everything: list[BoardRow]

    @property
    def stages(self) -> dict[Stage, int]:
        counts = Counter(row.stage for row in self.everything)
        return {stage: counts[stage] for stage in Stage}

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.everything)

    @property
    def totals(self) -> dict[str, tuple[int, int]]:
        """Column → (files done, files) of the rows shown."""
        return {column: (sum(done(row) for row in self.rows), len(self.rows)) for column, done in COLUMNS.items()}

    @property
    def left(self) -> dict[str, int]:
        """Column → files of the rows shown that are not through with it."""
        return {column: files - done for column, (done, files) in self.totals.items()}


#: Column of the board → whether a row is through with it.
COLUMNS = {
    "people": lambda row: row.progress.roster_confirmed,
    "collectives": lambda row: row.progress.collectives.is_done,
    "persons": lambda row: row.progress.persons.is_done,
    "meeting": lambda row: row.progress.meeting,
    "proposals": lambda row: row.progress.proposals.is_done,
    "submitted": lambda row: row.has_reached(Stage.SUBMITTED),
    "accepted": lambda row: row.has_reached(Stage.ACCEPTED),
    "decided": lambda row: row.has_reached(Stage.DECIDED),
    "released": lambda row: row.has_reached(Stage.RELEASED),
}
#: What the filter calls files of collectives that meet on their own, beside the kinds of cells.
COLLECTIVES = "collectives"


@dataclass(frozen=True)
class BoardFilter:
    """What was asked for; blank asks for everything. `left`: a column that is not through yet."""

    stage: str = ""
    kind: str = ""
    left: str = ""
    overdue: bool = False
    search: str = ""

    def keeps(self, row: BoardRow) -> bool:
        return (
            (not self.stage or row.stage == self.stage)
            and (not self.kind or (row.is_collective if self.kind == COLLECTIVES else row.cell_kind == self.kind))
            and (self.left not in COLUMNS or not COLUMNS[self.left](row))
            and (not self.overdue or row.is_overdue)
            and fold(self.search) in fold(f"{row.file.code} {row.file.name}")
        )


def board_of(campaign: Campaign, on: date, wanted: BoardFilter) -> Board:
    """Every file of the year with its progress; a fixed number of queries."""
    files = list(
        ReviewFile.objects.filter(campaign=campaign)
        .select_related("campaign", "cell", "collective")
        .order_by("position", "code", "pk")
    )
    progress = progress_of(files)
    due = due_days(files)
    everything = [BoardRow(file, progress[file.pk], due[file.pk], on) for file in files]
    return Board([row for row in everything if wanted.keeps(row)], everything)


def due_days(files: list[ReviewFile]) -> dict[int, date | None]:
    """File id → the day it is due at the office: as its last return says while it is returned, else the cells'
    deadline. One query; the files' campaigns must be loaded."""
    named = dict(
        FileEvent.objects.filter(to_stage=Stage.RETURNED, file__in=[file.pk for file in files])
        .order_by("pk")
        .values_list("file_id", "due_on")
    )
    return {
        file.pk: (named.get(file.pk) if file.stage == Stage.RETURNED else None) or file.campaign.cell_deadline
        for file in files
    }

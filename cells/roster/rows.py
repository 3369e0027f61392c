"""What was read of a roster: plain values that remember their sheet and row."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Remark:
    """A problem (nothing is applied while one stands) or a warning (an oddity), at a row as Excel counts it."""

    sheet: str
    row: int
    code: str
    message: str

    def as_dict(self) -> dict[str, str | int]:
        return {"sheet": self.sheet, "row": self.row, "message": self.message}


@dataclass(frozen=True)
class CellFound:
    """A cell the workbook names. `declared` is the number of people its own line gives."""

    key: str
    name: str
    sheet: str
    row: int
    declared: int | None = None


@dataclass(frozen=True)
class RosterRow:
    """One person of the workbook. `given` names the fields the workbook has a column for: the others say nothing."""

    sheet: str
    row: int
    full_name: str
    cell: str
    gender: str = ""
    born_on: date | None = None
    birth_year: int | None = None
    ethnicity: str = ""
    admitted_on: date | None = None
    official_on: date | None = None
    card_number: str = ""
    position: str = ""
    note: str = ""
    status: str = ""
    given: frozenset[str] = frozenset()
    name_in_capitals: bool = False
    unreadable: bool = False

    @property
    def key(self) -> str:
        return f"{self.sheet}!{self.row}"

    def marked(self, unreadable: bool) -> "RosterRow":
        return replace(self, unreadable=unreadable)


@dataclass(frozen=True)
class Reading:
    """Everything a workbook says. `rows` holds every person, also those with a problem."""

    rows: tuple[RosterRow, ...]
    cells: tuple[CellFound, ...]
    problems: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()

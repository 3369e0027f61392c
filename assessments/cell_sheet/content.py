"""What a cell's sheet says: tables of rows, each with what may not be written now and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from assessments.cell_sheet.layout import COUNT_NAMES, SheetLayout

#: A text (blank: nothing), or a number of ballots (None: not counted).
Value = str | int | None
#: What one download said: sheet → row → column → value.
Snapshot = Mapping[str, Mapping[str, Mapping[str, Value]]]


@dataclass(frozen=True)
class SheetRow:
    """One subject, or one point of a hint to it. `key` is `kind:code`, of a point `point:id`; `shown`: what stands beside it;
    `closed`: group → why it is not written now."""

    key: str
    name: str
    values: Mapping[str, Value]
    shown: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetTable:
    layout: SheetLayout
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True)
class Counting:
    """valid: ballots of the meeting, None before there is one. threshold: share of them that a grade must exceed."""

    valid: int | None = None
    threshold: Fraction = Fraction(1, 2)


@dataclass(frozen=True)
class CellSheet:
    """The whole sheet of one file. `withheld`: few ballots, so their table is left out for this reader."""

    name: str
    code: str
    year: int
    tables: tuple[SheetTable, ...]
    counting: Counting = field(default_factory=Counting)
    withheld: bool = False

    @property
    def people(self) -> int:
        """How many rows there are, all sheets together."""
        return sum(len(table.rows) for table in self.tables)

    def snapshot(self) -> dict[str, dict[str, dict[str, Value]]]:
        """As plain JSON: the base of the difference when the sheet comes back."""
        return {table.layout.key: {row.key: dict(row.values) for row in table.rows} for table in self.tables}


def counts_of(values: Mapping[str, Value]) -> tuple[int, int, int, int] | None:
    """Ballots from excellent to unfulfilled. Blank cells of a row that is begun are zero; no number: not counted."""
    found = [values.get(name) for name in COUNT_NAMES]
    if all(count is None for count in found):
        return None
    return tuple(int(count or 0) for count in found)

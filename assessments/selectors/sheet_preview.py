"""The plan of a cell's sheet as people read it: value beside value, long texts word by word."""

from dataclasses import dataclass

from assessments.cell_sheet.content import Value
from assessments.cell_sheet.layout import CHOICES, Column, Kind
from assessments.cell_sheet.three_way import Difference, RowDifference, SheetPlan, State
from assessments.cell_sheet.words import word_of
from assessments.selectors.text_difference import Mark, Piece, difference


@dataclass(frozen=True, slots=True)
class Change:
    """One column: `old` and `new` in words ("" for nothing), `pieces` between them; `said`: what the download said, None
    where that is not asked or not known."""

    label: str
    old: str
    new: str
    pieces: tuple[Piece, ...]
    said: str | None = None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the preview. place: of a conflict in the plan's list of conflicts; closed: why only the portal's stays."""

    row: RowDifference
    changes: list[Change]
    place: int = -1
    settled: list[Change] | None = None

    @property
    def field(self) -> str:
        return f"choice_{self.place}"


@dataclass(frozen=True, slots=True)
class Preview:
    conflicts: list[ShownRow]
    written: list[ShownRow]
    kept: list[ShownRow]


def preview_of(plan: SheetPlan) -> Preview:
    """Conflicts first; of a conflict `settled` is what the file brings in whatever is chosen."""
    conflicts = [
        ShownRow(row, _changes(row, State.CONFLICT), place, _changes(row, State.FILE))
        for place, row in enumerate(plan.of(State.CONFLICT))
    ]
    written = [ShownRow(row, _changes(row, State.FILE)) for row in plan.of(State.FILE)]
    kept = [ShownRow(row, changes) for row in plan.rows if (changes := _changes(row, State.PORTAL))]
    return Preview(conflicts, written, kept)


def _changes(row: RowDifference, state: State) -> list[Change]:
    return [change for one in row.of(state) for change in _columns(one)]


def _columns(one: Difference) -> list[Change]:
    """The columns that differ: portal beside file, or where only the portal changed, the download beside the portal."""
    portal_changed = one.state is State.PORTAL
    old, new = (one.file, one.portal) if portal_changed else (one.portal, one.file)
    tells_base = one.state is State.CONFLICT and one.base is not None
    return [
        _change(column, old[place], new[place], one.base[place] if tells_base and one.base else None, tells_base)
        for place, column in enumerate(one.columns)
        if old[place] != new[place]
    ]


def _change(column: Column, old: Value, new: Value, said: Value, tells_base: bool) -> Change:
    before, after = shown(column, old), shown(column, new)
    pieces = difference(before, after) if column.kind is Kind.TEXT else _whole(before, after)
    return Change(column.header, before, after, pieces, shown(column, said) if tells_base else None)


def _whole(before: str, after: str) -> tuple[Piece, ...]:
    """A word or a number is exchanged whole."""
    return tuple(Piece(mark, text) for mark, text in ((Mark.REMOVED, before), (Mark.ADDED, after)) if text)


def shown(column: Column, value: Value) -> str:
    """A value as the workbook writes it; blank for nothing."""
    if value is None or value == "":
        return ""
    return word_of(column.kind, str(value)) if column.kind in CHOICES else str(value)

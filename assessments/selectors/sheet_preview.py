"""The plan of a cell's sheet as people read it: value beside value, long texts word by word."""

from dataclasses import dataclass

from assessments.cell_sheet.content import Value
from assessments.cell_sheet.layout import CHOICES, Column, Kind
from assessments.cell_sheet.three_way import Difference, RowDifference, SheetPlan, State
from assessments.cell_sheet.words import word_of
from assessments.selectors.text_difference import Mark, Piece, difference

#: Characters of both sides that one page compares word by word: a whole cell rewritten must not make people wait.
MOST_COMPARED = 120_000


@dataclass(frozen=True, slots=True)
class Change:
    """One column: `old` and `new` in words ("" for nothing), `pieces` between them; `said`: what the download said, None
    where that is not asked or not known. is_text: running text, not a word or a number."""

    label: str
    old: str
    new: str
    pieces: tuple[Piece, ...]
    said: str | None = None
    is_text: bool = True


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
    teller = _Teller()
    conflicts = [
        ShownRow(row, teller.changes(row, State.CONFLICT), place, teller.changes(row, State.FILE))
        for place, row in enumerate(plan.of(State.CONFLICT))
    ]
    written = [ShownRow(row, teller.changes(row, State.FILE)) for row in plan.of(State.FILE)]
    kept = [ShownRow(row, changes) for row in plan.rows if (changes := teller.changes(row, State.PORTAL))]
    return Preview(conflicts, written, kept)


class _Teller:
    """Tells texts word by word until `MOST_COMPARED` characters were compared, then one beside the other."""

    def __init__(self) -> None:
        self.left = MOST_COMPARED

    def changes(self, row: RowDifference, state: State) -> list[Change]:
        return [change for one in row.of(state) for change in self._columns(one)]

    def _columns(self, one: Difference) -> list[Change]:
        """The columns that differ: portal beside file; where only the portal changed, the download beside the portal."""
        portal_changed = one.state is State.PORTAL
        old, new = (one.file, one.portal) if portal_changed else (one.portal, one.file)
        base = one.base if one.state is State.CONFLICT else None
        return [
            self._change(column, old[place], new[place], shown(column, base[place]) if base is not None else None)
            for place, column in enumerate(one.columns)
            if old[place] != new[place]
        ]

    def _change(self, column: Column, old: Value, new: Value, said: str | None) -> Change:
        before, after = shown(column, old), shown(column, new)
        is_text = column.kind is Kind.TEXT
        by_word = is_text and before and after and self.left > 0
        if by_word:
            self.left -= len(before) + len(after)
        pieces = difference(before, after) if by_word else _whole(before, after)
        return Change(column.header, before, after, pieces, said, is_text)


def _whole(before: str, after: str) -> tuple[Piece, ...]:
    """A word or a number is exchanged whole."""
    return tuple(Piece(mark, text) for mark, text in ((Mark.REMOVED, before), (Mark.ADDED, after)) if text)


def shown(column: Column, value: Value) -> str:
    """A value as the workbook writes it; blank for nothing."""
    if value is None or value == "":
        return ""
    return word_of(column.kind, str(value)) if column.kind in CHOICES else str(value)

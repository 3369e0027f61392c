"""The three-way difference: the sheet that came back, the portal as it stands, what the sheet said when it was handed out.

Whose change counts is decided value by value (a ballot row is one value); what both changed is asked row by row. Pure.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.cell_sheet.content import CellSheet, Counting, SheetRow, SheetTable, Snapshot, Value, counts_of
from assessments.cell_sheet.layout import BALLOTS, COUNT_NAMES, Column, SheetLayout
from assessments.cell_sheet.reading import FileRow, SheetReading
from assessments.rules import Grade, ballots
from cells.ground_workbook.reading import Fault
from cells.vietnamese import fold

Values = tuple[Value, ...]


class State(StrEnum):
    """UNCHANGED: both say the same. FILE, PORTAL: only that side changed. CONFLICT: both did, or nobody can tell."""

    UNCHANGED = "unchanged"
    FILE = "file"
    PORTAL = "portal"
    CONFLICT = "conflict"


class Choice(StrEnum):
    FILE = "file"
    PORTAL = "portal"


def state_of(base: Values | None, file: Values, portal: Values) -> State:
    """`base` None: it is not known what the value was; a difference is then for people to settle."""
    if file == portal:
        return State.UNCHANGED
    if base is None:
        return State.CONFLICT
    if file == base:
        return State.PORTAL
    return State.FILE if portal == base else State.CONFLICT


@dataclass(frozen=True)
class Difference:
    """One value that is not the same everywhere. `closed`: why the portal's may not be replaced now, else blank."""

    columns: tuple[Column, ...]
    base: Values | None
    file: Values
    portal: Values
    state: State
    closed: str = ""

    def seen(self) -> list:
        """What a preview of it stands on, as plain JSON."""
        return [self.columns[0].group, self.state, self.base, self.file, self.portal, bool(self.closed)]


@dataclass(frozen=True)
class RowDifference:
    """What differs in one row; row: its line in the workbook."""

    layout: SheetLayout
    row: int
    key: str
    name: str
    differences: tuple[Difference, ...]

    @property
    def state(self) -> State:
        """A row with anything to settle is a conflict; one with anything to write counts as changed in the file."""
        found = {difference.state for difference in self.differences}
        return next((state for state in (State.CONFLICT, State.FILE, State.PORTAL) if state in found), State.UNCHANGED)

    def of(self, state: State) -> list[Difference]:
        return [difference for difference in self.differences if difference.state is state]

    @property
    def closed(self) -> str:
        """Why the file's side of a conflict cannot be chosen; blank when it can."""
        return next((one.closed for one in self.of(State.CONFLICT) if one.closed), "")

    def written(self, choice: Choice | None) -> dict[str, Value]:
        """Column → value that the file brings in. `choice` settles what both changed; the rest needs none."""
        taken = self.of(State.FILE) + (self.of(State.CONFLICT) if choice is Choice.FILE else [])
        return {
            column.name: value
            for difference in taken
            for column, value in zip(difference.columns, difference.file, strict=True)
        }


@dataclass(frozen=True)
class SheetPlan:
    """Everything that differs, row by row, every fault, and rows of the portal that the file does not have."""

    rows: tuple[RowDifference, ...] = ()
    faults: tuple[Fault, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    unchanged: int = 0
    two_way: bool = False

    def of(self, state: State) -> list[RowDifference]:
        return [row for row in self.rows if row.state is state]

    @property
    def writes(self) -> bool:
        """There is something that the file can bring in."""
        return any(row.of(State.FILE) or (row.of(State.CONFLICT) and not row.closed) for row in self.rows)

    def digest(self) -> str:
        """The same for the same differences; anything else is another plan."""
        seen = [[row.layout.key, row.key, row.row, [one.seen() for one in row.differences]] for row in self.rows]
        return hashlib.sha256(json.dumps([seen, self.two_way], ensure_ascii=False).encode()).hexdigest()


def compare(reading: SheetReading, sheet: CellSheet, base: Snapshot | None) -> SheetPlan:
    """`base`: what the download said that this file comes from; None when it is not known."""
    rows: list[RowDifference] = []
    faults, missing, unchanged = list(reading.faults), list(reading.missing), 0
    for table in sheet.tables:
        if table.layout.key not in reading.rows:
            missing.append((table.layout.title, ""))
            continue
        comparer = _Table(table, sheet.counting, base.get(table.layout.key, {}) if base is not None else {})
        found = [row for row in map(comparer.row, reading.rows[table.layout.key]) if row is not None]
        rows += [row for row in found if row.differences]
        unchanged += sum(not row.differences for row in found)
        faults += comparer.faults
        missing += [(table.layout.title, row.name) for row in table.rows if row.key.lower() not in comparer.seen]
    return SheetPlan(tuple(rows), tuple(faults), tuple(missing), unchanged, base is None)


class _Table:
    def __init__(self, table: SheetTable, counting: Counting, base: Mapping[str, Mapping[str, Value]]):
        self.layout, self.counting, self.base = table.layout, counting, base
        self.held = {row.key.lower(): row for row in table.rows}
        self.seen: set[str] = set()
        self.faults: list[Fault] = []

    def row(self, read: FileRow) -> RowDifference | None:
        held = self.held.get(read.key.lower())
        if held is None:
            message = _(
                "%(name)s has no row on this sheet now: gone from the file's people, or on another form, or owing "
                "nothing. Remove the row, or download the sheet anew."
            )
            self._fault(read.row, "", message % {"name": read.name or read.key})
            return None
        self.seen.add(held.key.lower())
        if read.name and fold(read.name) != fold(held.name):
            message = _("The row belongs to %(name)s, but says “%(typed)s”. Put the names back as downloaded.")
            self._fault(read.row, "", message % {"name": held.name, "typed": read.name[:60]})
            return None
        base = self.base.get(held.key)
        found = [
            self._difference(columns, read, held, base)
            for columns in self.layout.groups.values()
            if all(column.name in read.values for column in columns)
        ]
        differing = tuple(one for one in found if one.state is not State.UNCHANGED)
        for one in differing:
            if one.state is State.FILE and one.columns[0].group == BALLOTS:
                self._count_faults(read, held, one)
        return RowDifference(self.layout, read.row, held.key, held.name, differing)

    def _difference(
        self, columns: tuple[Column, ...], read: FileRow, held: SheetRow, base: Mapping[str, Value] | None
    ) -> Difference:
        file = _pick(read.values, columns)
        portal = _pick(held.values, columns)
        said = _pick(base, columns) if base is not None and all(column.name in base for column in columns) else None
        if file != said:
            file = _pick(plain_values(read.values, held, self.counting), columns)
        state = state_of(said, file, portal)
        closed = held.closed.get(columns[0].group, "")
        if closed and state is State.FILE:
            state = State.CONFLICT  # never written, never silently dropped: people say that the portal's stays
        return Difference(columns, said, file, portal, state, closed if state is State.CONFLICT else "")

    def _count_faults(self, read: FileRow, held: SheetRow, difference: Difference) -> None:
        """What the meeting's service would refuse, told before anything is confirmed."""
        values = dict(zip((column.name for column in difference.columns), difference.file, strict=True))
        counts, valid = counts_of(values), self.counting.valid
        if counts is None or valid is None:
            return
        lang = "en" if get_language() == "en" else "vi"
        for fault in ballots.person_faults(dict(zip(Grade, counts, strict=True)), valid):
            self._fault(read.row, self.layout.column(COUNT_NAMES[0]).header, f"{held.name}: {fault.message(lang)}")
        if values["grade"] and not values["reason"]:
            message = _("%(name)s: the grade differs from the ballots. Say why.") % {"name": held.name}
            self._fault(read.row, self.layout.column("reason").header, message)

    def _fault(self, row: int, column: str, message: str) -> None:
        self.faults.append(Fault(self.layout.title, row, column, message))


def plain_values(values: Mapping[str, Value], held: SheetRow, counting: Counting) -> dict[str, Value]:
    """Said in another way is said alike: a meeting's level equal to the self-rating, a grade that the ballots carry."""
    plain = dict(values)
    for name in values:
        own = held.values.get(name.replace("cell_", "level_", 1)) if name.startswith("cell_") else None
        if own and values[name] == own:
            plain[name] = ""
    counts = counts_of(values)
    if counts is not None:
        plain |= dict(zip(COUNT_NAMES, counts, strict=True))
        carried = carried_by(counts, counting)
        if plain.get("grade") == carried:
            plain["grade"] = ""
    if "grade" in plain and not plain["grade"]:
        plain["reason"] = ""
    return plain


def carried_by(counts: tuple[int, int, int, int], counting: Counting) -> str:
    """The grade these ballots carry; blank when none does, or before there is a meeting."""
    if counting.valid is None:
        return ""
    carried = ballots.proposed_grade(dict(zip(Grade, counts, strict=True)), counting.valid, counting.threshold)
    return carried.value if carried else ""


def _pick(values: Mapping[str, Value], columns: Iterable[Column]) -> Values:
    return tuple(values[column.name] for column in columns)

"""What a ground workbook would do to the ward: rows new, changed and taken back, and every fault with its place. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cells.ground_workbook.columns import Column, Kind, SheetLayout
from cells.ground_workbook.layout import SHEETS
from cells.ground_workbook.reading import Fault
from cells.ground_workbook.tables import Value
from cells.ground_workbook.words import NO, YES, words_of
from cells.vietnamese import fold_words
from cells.vocabulary import OrganizationKind

_PLACE_OF_SHEET = {layout.key: number for number, layout in enumerate(SHEETS)}


class Deed(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class GroundChange:
    """One column of a row: what the portal says, what the workbook says."""

    column: Column
    old: Value
    new: Value

    @property
    def header(self) -> str:
        return self.column.header

    @property
    def old_shown(self) -> str:
        return shown(self.column, self.old)

    @property
    def new_shown(self) -> str:
        return shown(self.column, self.new)


@dataclass(frozen=True)
class RowDeed:
    """What happens to one row. `key` is the row of the portal ("" for a new one); `values` everything the row then says."""

    layout: SheetLayout
    deed: Deed
    row: int
    key: str
    values: dict[str, Value]
    changes: tuple[GroundChange, ...] = ()
    label: str = ""

    @property
    def told(self) -> list[GroundChange]:
        """For the preview: the changes, or what a new row or one taken back says."""
        if self.deed is Deed.CHANGED:
            return list(self.changes)
        said = ((column, self.values.get(column.name)) for column in self.layout.compared)
        return [
            GroundChange(column, None, value) for column, value in said if is_told(value) and column.kind != Kind.PERSON
        ]

    @property
    def reason(self) -> str:
        return str(self.values.get("reason") or "")


@dataclass(frozen=True)
class Kept:
    """A row nobody touched in the workbook that is newer in the portal: it stays as it is there."""

    sheet: str
    row: int
    label: str


@dataclass(frozen=True)
class GroundPlan:
    """Every deed in the order it is done, and every fault. It may be applied when there is no fault."""

    deeds: tuple[RowDeed, ...] = ()
    faults: tuple[Fault, ...] = ()
    kept: tuple[Kept, ...] = ()
    unchanged: int = 0

    def counts(self) -> dict[str, int]:
        counted = Counter(deed.deed for deed in self.deeds)
        return {**{deed.value: counted[deed] for deed in Deed}, "kept": len(self.kept), "unchanged": self.unchanged}

    def digest(self) -> str:
        """The same for the same deeds on the same ward; anything else is another plan."""
        seen = [
            [deed.layout.key, deed.deed, deed.row, deed.key, _plain(deed.values), [(c.header, str(c.old)) for c in deed.changes]]
            for deed in self.deeds
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()


def in_order(deeds: list[RowDeed]) -> tuple[RowDeed, ...]:
    """Sheet by sheet. What ends makes room for what begins; a committee is there before the cells below it."""
    return tuple(sorted(deeds, key=_order))


def faults_in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Sheet by sheet as the workbook has them, row by row; sheets of another name first."""
    places = {fold_words(layout.title): number for number, layout in enumerate(SHEETS)}
    return tuple(sorted(faults, key=lambda fault: (places.get(fold_words(fault.sheet), -1), fault.row)))


def _order(deed: RowDeed) -> tuple:
    sheet = _PLACE_OF_SHEET[deed.layout.key]
    match deed.deed:
        case Deed.TAKEN_BACK:
            return sheet, 0, -int(deed.key), deed.row  # the latest first: the one before it then holds again
        case Deed.CHANGED:
            return sheet, (1 if deed.layout.has(Kind.REASON) else 4), 0, deed.row
        case _:
            committee = deed.values.get("kind") == OrganizationKind.COMMITTEE
            begins = deed.values.get("from_date") if deed.layout.key == "statuses" else None
            return sheet, 2 if committee else 3, begins.toordinal() if isinstance(begins, date) else 0, deed.row


def is_told(value: Value) -> bool:
    """False and 0 say something; None and an empty text do not."""
    return value is not None and value != ""


def shown(column: Column, value: Value) -> str:
    """A value as the workbook writes it; a dash for nothing."""
    if not is_told(value):
        return "–"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if column.choices:
        return words_of(column.choices).get(str(value), str(value))
    if column.kind is Kind.YES_NO:
        return YES if value else NO
    return str(value)


def _plain(values: dict[str, Value]) -> list[tuple[str, str]]:
    return sorted((name, str(value)) for name, value in values.items() if name != "mark")

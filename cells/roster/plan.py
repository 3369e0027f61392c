"""What an import would do: the preview people read and the service carries out. Plain values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cells.roster.ground import KnownCell, KnownPerson
from cells.roster.rows import CellFound, Reading, Remark, RosterRow
from cells.vocabulary import CellKind, Gender, MemberStatus

#: Fields an import compares, in the order people read them.
FIELD_LABELS: dict[str, Promise] = {
    "full_name": _("Full name"),
    "cell": _("Cell"),
    "gender": _("Gender"),
    "born_on": _("Date of birth"),
    "ethnicity": _("Ethnicity"),
    "admitted_on": _("Date of admission"),
    "official_on": _("Full member since"),
    "card_number": _("Card number"),
    "position": _("Position"),
    "note": _("Remark"),
    "status": _("Standing"),
}
#: An empty cell of the workbook means “none” for these; for the others it says nothing and erases nothing.
ERASABLE = frozenset({"position", "note", "status"})

DOUBTS: dict[str, Promise] = {
    "card_of_another": _("The card number belongs to one person, the name and date of birth to another."),
    "card_differs": _("The card number is known, but name and date of birth differ from those of its holder."),
    "several": _("Several people have this name and date of birth."),
    "other_card": _("Name and date of birth are known, but with another card number."),
    "no_birth": _("The name is known; the date of birth is missing on one side, so it may be somebody else."),
    "other_birth": _("The cell has somebody of this name with another date of birth."),
    "claimed": _("Another row of the workbook is taken for the same person."),
    "namesake_in_file": _("An earlier row has the same name and date of birth, with another card number."),
    "left": _("This person is marked as having left."),
    "outside": _("This person is recorded as outside the Party."),
}

NEW, SKIP, CREATE = "new", "skip", "create"
Value = str | date | None


@dataclass(frozen=True)
class Change:
    field: str
    old: Value
    new: Value

    @property
    def label(self) -> Promise:
        return FIELD_LABELS[self.field]

    @property
    def old_shown(self) -> str:
        return shown(self.field, self.old)

    @property
    def new_shown(self) -> str:
        return shown(self.field, self.new)


@dataclass(frozen=True)
class Entry:
    """A row that is certain. `kept` are differences left alone, because people set those fields by hand."""

    row: RosterRow
    person: KnownPerson | None
    changes: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """A row that must be asked. An answer is `new`, `skip` or the code of one of the candidates."""

    row: RosterRow
    reason: str
    candidates: tuple[KnownPerson, ...]
    answer: str = ""

    @property
    def question(self) -> Promise:
        return DOUBTS[self.reason]

    @property
    def answers(self) -> frozenset[str]:
        return frozenset({NEW, SKIP, *(person.code for person in self.candidates)})


@dataclass(frozen=True)
class NewCell:
    """A cell the import would make."""

    key: str
    name: str
    code: str
    kind: CellKind
    sheet: str
    row: int


@dataclass(frozen=True)
class UnknownCell:
    """A cell of the workbook that the ward does not have. Answered by `create` or the code of an existing cell."""

    found: CellFound
    people: int
    choices: tuple[KnownCell, ...]
    answer: str = ""


@dataclass(frozen=True)
class Answers:
    """What people decided in the preview: rows by `sheet!row`, cells by key, codes of those who left."""

    rows: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """The whole comparison. It may be applied when `ready`."""

    reading: Reading
    first_import: bool
    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]
    gone: tuple[KnownPerson, ...]
    doubts: tuple[Doubt, ...]
    unreadable: tuple[Remark, ...]
    duplicates: tuple[Remark, ...]
    new_cells: tuple[NewCell, ...]
    unknown_cells: tuple[UnknownCell, ...]
    skipped: tuple[RosterRow, ...] = ()
    leaving: tuple[KnownPerson, ...] = ()

    @property
    def problems(self) -> tuple[Remark, ...]:
        """What must be mended in the workbook before anything can be applied."""
        return tuple(sorted((*self.unreadable, *self.duplicates), key=lambda remark: (remark.sheet, remark.row)))

    @property
    def warnings(self) -> tuple[Remark, ...]:
        return self.reading.warnings

    @property
    def kept(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in (*self.changed, *self.unchanged) if entry.kept)

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        return tuple(doubt for doubt in self.doubts if not doubt.answer)

    @property
    def open_cells(self) -> tuple[UnknownCell, ...]:
        return tuple(cell for cell in self.unknown_cells if not cell.answer)

    @property
    def ready(self) -> bool:
        return not (self.problems or self.open_doubts or self.open_cells)

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.changed or self.new_cells or self.leaving)

    def counts(self) -> dict[str, int]:
        return {
            "cells": len(self.reading.cells),
            "members": len(self.reading.rows),
            "new": len(self.new),
            "changed": len(self.changed),
            "gone": len(self.gone),
            "unchanged": len(self.unchanged),
        }

    def digest(self) -> str:
        """Changes when anything people saw in the preview changes; it holds no words, so it is the same in each language."""
        seen = [
            [[entry.row.key, entry.person.code, _plain(entry.changes), _plain(entry.kept)] for entry in self.changed],
            [[entry.row.key, entry.row.full_name, entry.row.cell] for entry in self.new],
            [[entry.row.key, entry.person.code, _plain(entry.kept)] for entry in self.unchanged],
            [[doubt.row.key, doubt.reason, [person.code for person in doubt.candidates]] for doubt in self.doubts],
            [person.code for person in self.gone],
            [[remark.sheet, remark.row, remark.code] for remark in (*self.problems, *self.warnings)],
            [[cell.key, cell.code] for cell in self.new_cells],
            [[cell.found.key, [choice.code for choice in cell.choices]] for cell in self.unknown_cells],
        ]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()


def shown(name: str, value: Value) -> str:
    """A value as people read it; a dash for nothing."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if name == "gender" and value:
        return str(Gender(value).label)
    if name == "status" and value:
        return str(MemberStatus(value).label)
    return str(value) if value else "–"


def _plain(changes: tuple[Change, ...]) -> list[list[str]]:
    return [[change.field, str(change.old), str(change.new)] for change in changes]

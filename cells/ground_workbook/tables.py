"""The ground as rows of plain values: what the workbook is written from and compared with."""

from dataclasses import dataclass, field
from datetime import date

from cells.vietnamese import fold_words

Value = str | int | bool | date | None


@dataclass(frozen=True)
class GroundRow:
    """One row. `key` names it in its sheet (a code, a row number, `year/code`); people and units stand by their codes."""

    key: str
    values: dict[str, Value]


@dataclass(frozen=True)
class KnownName:
    """A person or unit that rows may refer to; `cell` is the name of a person's cell."""

    code: str
    name: str
    cell: str = ""

    @property
    def folded(self) -> str:
        return fold_words(self.name)


@dataclass(frozen=True)
class Tables:
    """Everything of a ward. `people` are those present; `left` only explain old rows. `units` holds the ward itself too."""

    ward_code: str
    rows: dict[str, tuple[GroundRow, ...]] = field(default_factory=dict)
    people: tuple[KnownName, ...] = ()
    left: tuple[KnownName, ...] = ()
    units: tuple[KnownName, ...] = ()

    def held(self, key: str) -> dict[str, GroundRow]:
        """The rows of one sheet by their key in small letters: people type codes in either case."""
        return {row.key.lower(): row for row in self.rows.get(key, ())}

"""What a column and a sheet of the ground's workbook are."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices


class Kind(StrEnum):
    """How a column is read.

    ROW     the number of the row in the portal; empty for a new one, never edited
    CODE    the code that names the row (M0001, KP03)
    PERSON  the code of a person; a name alone is enough when only one person has it
    NAME    the person's name beside the code: it must agree with it
    UNIT    the code of an organization or collective
    SHOWN   for reading only
    REASON  fill it in to take the row back
    MARK    what the row said when it was written out, as a short digest; hidden
    """

    ROW = "row"
    CODE = "code"
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    PERSON = "person"
    NAME = "name"
    UNIT = "unit"
    SHOWN = "shown"
    REASON = "reason"
    MARK = "mark"


#: Columns that say who, where or how, not what.
_NOT_COMPARED = {Kind.ROW, Kind.CODE, Kind.NAME, Kind.SHOWN, Kind.REASON, Kind.MARK}


@dataclass(frozen=True)
class Column:
    """`name` is the field of the services. `fixed`: belongs to the row's identity and is not changed afterwards.

    `default` is what an empty cell says: "yes" of a yes-or-no, "0" of a number, "ward" of a unit.
    """

    name: str
    header: str
    kind: Kind = Kind.TEXT
    help: str = ""
    choices: type[TextChoices] | None = None
    limit: int = 300
    lowest: int = 0
    highest: int = 0
    required: bool = False
    fixed: bool = False
    default: str = ""


@dataclass(frozen=True)
class SheetLayout:
    """One sheet. `key` is how the code calls it. `changeable` false: rows are taken back and entered anew, not edited."""

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    changeable: bool = True

    @property
    def compared(self) -> tuple[Column, ...]:
        """The columns that say what the row holds."""
        return tuple(column for column in self.columns if column.kind not in _NOT_COMPARED)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def has(self, kind: Kind) -> bool:
        return any(column.kind is kind for column in self.columns)

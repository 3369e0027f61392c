"""What the portal knows of a ward, as plain values: the other side of the comparison."""

from dataclasses import dataclass
from datetime import date

from cells.roster.cell_names import cell_key
from cells.vietnamese import fold_words
from cells.vocabulary import MemberStatus


@dataclass(frozen=True)
class KnownCell:
    id: int
    code: str
    name: str
    dissolved: bool = False


@dataclass(frozen=True)
class KnownPerson:
    """A person of the portal. `kept` names the fields people set by hand: an import leaves them alone.

    `left_on`: gone. `leaves_on`: recorded as leaving on a day to come; a list may still name the person, or no longer.
    """

    id: int
    code: str
    full_name: str
    cell_id: int | None
    cell_name: str = ""
    gender: str = ""
    born_on: date | None = None
    ethnicity: str = ""
    admitted_on: date | None = None
    official_on: date | None = None
    card_number: str = ""
    position: str = ""
    note: str = ""
    status: str = MemberStatus.ACTIVE
    left_on: date | None = None
    leaves_on: date | None = None
    kept: frozenset[str] = frozenset()

    @property
    def name_key(self) -> str:
        return fold_words(self.full_name)

    @property
    def outside_party(self) -> bool:
        return self.status == MemberStatus.NON_MEMBER


@dataclass(frozen=True)
class Ground:
    """A ward as it stands: cells, people, and every code its units hold."""

    cells: tuple[KnownCell, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    unit_codes: frozenset[str] = frozenset()

    @property
    def has_no_cells(self) -> bool:
        return not self.cells

    def cell_named(self, key: str) -> KnownCell | None:
        """The one standing cell of this key; None when there is none, or two that cannot be told apart."""
        found = [
            cell
            for cell in self.cells
            if not cell.dissolved and key and (cell_key(cell.name) == key or cell.code.lower() == key.replace(" ", "-"))
        ]
        return found[0] if len(found) == 1 else None

"""Reading × ground × answers -> plan. Pure: the same three give the same plan."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from cells.roster.cell_names import guess_kind, propose_code
from cells.roster.ground import Ground, KnownPerson
from cells.roster.matching import Duplicate, Match, Matcher, card_key, find_duplicates
from cells.roster.plan import (
    CREATE,
    ERASABLE,
    FIELD_LABELS,
    NEW,
    SKIP,
    Answers,
    Change,
    Doubt,
    Entry,
    NewCell,
    Plan,
    UnknownCell,
    Value,
)
from cells.roster.rows import CellFound, Reading, Remark, RosterRow

NO_ANSWERS = Answers()


def make_plan(reading: Reading, ground: Ground, answers: Answers = NO_ANSWERS) -> Plan:
    """Compare a reading with the ward. On a ward without cells its cells are proposed; later an unknown cell is asked."""
    return _Planner(reading, ground, answers).plan()


class _Planner:
    def __init__(self, reading: Reading, ground: Ground, answers: Answers):
        self.reading, self.ground, self.answers = reading, ground, answers
        self.people = {person.code: person for person in ground.people}
        self.known_cells = {cell.code: cell for cell in ground.cells if not cell.dissolved}
        self.new_cells: list[NewCell] = []
        self.unknown_cells: list[UnknownCell] = []
        #: key of a cell in the workbook -> (id or None, name shown)
        self.cells: dict[str, tuple[int | None, str]] = {}

    def plan(self) -> Plan:
        self._resolve_cells()
        duplicates, namesakes = find_duplicates(self.reading.rows)
        aside = {duplicate.row.key for duplicate in duplicates}
        cell_ids = {key: id_ for key, (id_, _name) in self.cells.items() if id_ is not None}
        matches = Matcher(self.ground.people, cell_ids, namesakes).match_all(
            row for row in self.reading.rows if row.key not in aside
        )
        certain, doubts, skipped = self._settle(matches)
        entries = [self._entry(row, person) for row, person in certain if not row.unreadable]
        gone = self._gone(matches, certain)
        return Plan(
            reading=self.reading,
            first_import=self.ground.has_no_cells,
            new=tuple(entry for entry in entries if entry.person is None),
            changed=tuple(entry for entry in entries if entry.person and (entry.changes or entry.person.left_on)),
            unchanged=tuple(
                entry for entry in entries if entry.person and not entry.changes and not entry.person.left_on
            ),
            gone=gone,
            doubts=tuple(doubts),
            unreadable=(*self.reading.problems, *self._clashes(certain, entries)),
            duplicates=tuple(map(_duplicate_remark, duplicates)),
            new_cells=tuple(self.new_cells),
            unknown_cells=tuple(self.unknown_cells),
            skipped=tuple(skipped),
            leaving=tuple(person for person in gone if person.code in self.answers.left),
        )

    def _resolve_cells(self) -> None:
        people = Counter(row.cell for row in self.reading.rows)
        taken = set(self.ground.unit_codes)
        for found in self.reading.cells:
            cell = self.ground.cell_named(found.key)
            answer = self.answers.cells.get(found.key, "")
            if cell is None and not self.ground.has_no_cells:
                answer = answer if answer == CREATE or answer in self.known_cells else ""
                self.unknown_cells.append(
                    UnknownCell(found, people[found.key], tuple(self.known_cells.values()), answer)
                )
                cell = self.known_cells.get(answer)
            if cell is not None:
                self.cells[found.key] = (cell.id, cell.name)
            elif self.ground.has_no_cells or answer == CREATE:
                self._propose(found, taken)
            else:
                self.cells[found.key] = (None, found.name)

    def _propose(self, found: CellFound, taken: set[str]) -> None:
        code = propose_code(found.name, taken)
        taken.add(code)
        self.new_cells.append(NewCell(found.key, found.name, code, guess_kind(found.name), found.sheet, found.row))
        self.cells[found.key] = (None, found.name)

    def _settle(
        self, matches: list[Match]
    ) -> tuple[list[tuple[RosterRow, KnownPerson | None]], list[Doubt], list[RosterRow]]:
        certain, doubts, skipped = [], [], []
        for match in matches:
            if not match.doubt:
                certain.append((match.row, match.person))
                continue
            doubt = Doubt(match.row, match.doubt, match.candidates)
            answer = self.answers.rows.get(match.row.key, "")
            if answer not in doubt.answers:
                doubts.append(doubt)
                continue
            doubts.append(Doubt(match.row, match.doubt, match.candidates, answer))
            if answer == SKIP:
                skipped.append(match.row)
            else:
                certain.append((match.row, None if answer == NEW else self.people[answer]))
        return certain, doubts, skipped

    def _gone(
        self, matches: list[Match], certain: list[tuple[RosterRow, KnownPerson | None]]
    ) -> tuple[KnownPerson, ...]:
        """Members of the portal whom no row holds or might hold."""
        held = {person.id for _row, person in certain if person}
        held |= {person.id for match in matches for person in match.candidates}
        return tuple(
            person
            for person in self.ground.people
            if person.id not in held and not (person.left_on or person.leaves_on or person.outside_party)
        )

    def _entry(self, row: RosterRow, person: KnownPerson | None) -> Entry:
        if person is None:
            return Entry(row, None)
        differences = [*self._differences(row, person)]
        # Joining the Party, or coming back, was answered by people just now: cell and standing follow.
        kept = person.kept - {"cell", "status"} if person.outside_party else person.kept
        return Entry(
            row,
            person,
            tuple(change for change in differences if change.field not in kept),
            tuple(change for change in differences if change.field in kept),
        )

    def _differences(self, row: RosterRow, person: KnownPerson) -> Iterable[Change]:
        for name in FIELD_LABELS:
            if name not in row.given:
                continue
            if name == "cell":
                cell_id, cell_name = self.cells.get(row.cell, (None, ""))
                if row.cell and (cell_id is None or cell_id != person.cell_id):
                    yield Change("cell", person.cell_name, cell_name)
                continue
            old, new = getattr(person, name), getattr(row, name)
            if (new or name in ERASABLE) and not _same(name, old, new, row):
                yield Change(name, old, new)

    def _clashes(self, certain: list[tuple[RosterRow, KnownPerson | None]], entries: list[Entry]) -> Iterable[Remark]:
        """What two answers together make impossible: one person for two rows, one card for two people."""
        taken: dict[int, RosterRow] = {}
        for row, person in certain:
            if person is not None and (first := taken.setdefault(person.id, row)) is not row:
                message = _(
                    "Row %(row)d of sheet “%(sheet)s” is taken for the same person, %(name)s. Answer one of them "
                    "differently."
                ) % {"row": first.row, "sheet": first.sheet, "name": person.full_name}
                yield Remark(row.sheet, row.row, "same_person", message)
        yield from self._card_clashes(entries)

    def _card_clashes(self, entries: list[Entry]) -> Iterable[Remark]:
        cards = {person.id: person.card_number for person in self.ground.people}
        for entry in entries:
            if entry.person:
                cards.update((entry.person.id, change.new) for change in entry.changes if change.field == "card_number")
        holders = {card_key(card): id_ for id_, card in cards.items() if card}
        names = {person.id: person.full_name for person in self.ground.people}
        for entry in entries:
            card = card_key(entry.row.card_number)
            holder = holders.get(card) if card else None
            if holder is None or (entry.person and entry.person.id == holder):
                continue
            if entry.person is None or any(change.field == "card_number" for change in entry.changes):
                message = _("The card number %(number)s already belongs to %(name)s. One card, one person.") % {
                    "number": entry.row.card_number,
                    "name": names[holder],
                }
                yield Remark(entry.row.sheet, entry.row.row, "card_taken", message)


def _same(name: str, old: Value, new: Value, row: RosterRow) -> bool:
    if name == "card_number":
        return card_key(str(old)) == card_key(str(new))
    if name == "full_name" and row.name_in_capitals:  # capitals do not tell how the name is written
        return str(old).casefold() == str(new).casefold()
    return (old or "") == (new or "")


def _duplicate_remark(duplicate: Duplicate) -> Remark:
    row, first = duplicate.row, duplicate.first
    if not duplicate.same_person:
        message = _("%(name)s has the same card number as row %(row)d of sheet “%(sheet)s”. Mend one of them.")
    elif row.card_number and first.card_number:
        message = _("%(name)s stands in the workbook twice: here and in row %(row)d of sheet “%(sheet)s”. Remove one.")
    else:
        message = _(
            "%(name)s stands in the workbook twice: here and in row %(row)d of sheet “%(sheet)s”. Remove one; if they are "
            "two people, give both their card numbers."
        )
    values = {"name": row.full_name, "row": first.row, "sheet": first.sheet}
    return Remark(row.sheet, row.row, "duplicate", message % values)

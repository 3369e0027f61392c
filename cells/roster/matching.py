"""Who is who: a row of the roster and the people of the portal. By card number, else by folded name and date of birth.

Whatever is not certain becomes a doubt for people to answer; a person found twice in the roster is a duplicate.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cells.roster.ground import KnownPerson
from cells.roster.rows import RosterRow
from cells.vietnamese import fold_words

_NOT_OF_CARD = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Match:
    """One row with its person (None: new). `doubt` names why it must be asked; then `candidates` are the choices."""

    row: RosterRow
    person: KnownPerson | None = None
    doubt: str = ""
    candidates: tuple[KnownPerson, ...] = ()
    by_card: bool = False


@dataclass(frozen=True)
class Duplicate:
    """A row that repeats an earlier one. `same_person` false: only the card number is the same."""

    row: RosterRow
    first: RosterRow
    same_person: bool


def card_key(card_number: str) -> str:
    """Card numbers are compared without dots, spaces and the zeros in front, which Excel loses when it makes a number."""
    return _NOT_OF_CARD.sub("", fold_words(card_number)).lstrip("0")


def name_key(row: RosterRow) -> str:
    return fold_words(row.full_name)


def find_duplicates(rows: Iterable[RosterRow]) -> tuple[list[Duplicate], frozenset[str]]:
    """(rows that repeat an earlier one, keys of rows that share name and birth with another but not the card)."""
    by_card: dict[str, RosterRow] = {}
    by_birth: dict[tuple, RosterRow] = {}
    duplicates, namesakes = [], set()
    for row in rows:
        card, person = card_key(row.card_number), _person_key(row)
        first = by_card.get(card) if card else None
        if first is not None:
            same = name_key(first) == name_key(row) or (row.born_on is not None and first.born_on == row.born_on)
            duplicates.append(Duplicate(row, first, same))
            continue
        first = by_birth.get(person)
        if first is not None and (not card or not card_key(first.card_number)):
            duplicates.append(Duplicate(row, first, True))
            continue
        if first is not None:
            namesakes |= {row.key}
        by_birth.setdefault(person, row)
        if card:
            by_card[card] = row
    return duplicates, frozenset(namesakes)


def _person_key(row: RosterRow) -> tuple:
    """Without a date of birth and a card number only the cell is left to tell namesakes apart."""
    if row.born_on:
        return (name_key(row), row.born_on)
    return (name_key(row), row.birth_year, row.cell) if not row.card_number else (name_key(row), row.card_number)


class Matcher:
    """Compares rows with the people of one ward."""

    def __init__(
        self, people: Iterable[KnownPerson], cell_ids: dict[str, int], namesakes: frozenset[str] = frozenset()
    ):
        self.cell_ids = cell_ids
        self.namesakes = namesakes
        self.by_card: dict[str, KnownPerson] = {}
        self.by_name: dict[str, list[KnownPerson]] = defaultdict(list)
        for person in people:
            if card := card_key(person.card_number):
                self.by_card[card] = person
            self.by_name[person.name_key].append(person)

    def match_all(self, rows: Iterable[RosterRow]) -> list[Match]:
        """Every row once; two rows never hold the same person without being asked."""
        matches = [self._match(row) for row in rows]
        claims = defaultdict(list)
        for match in matches:
            if match.person is not None:
                claims[match.person.id].append(match)
        return [self._settled(match, claims) for match in matches]

    @staticmethod
    def _settled(match: Match, claims: dict[int, list[Match]]) -> Match:
        rivals = claims[match.person.id] if match.person else []
        if len(rivals) < 2 or match.by_card:
            return match
        return Match(match.row, doubt="claimed", candidates=(match.person,))

    def _match(self, row: RosterRow) -> Match:
        holder = self.by_card.get(card_key(row.card_number)) if row.card_number else None
        same_name = self.by_name.get(name_key(row), [])
        same_person = [person for person in same_name if row.born_on and person.born_on == row.born_on]
        match = self._by_card(row, holder, same_person) if holder else self._by_name(row, same_name, same_person)
        return self._returning(match)

    @staticmethod
    def _by_card(row: RosterRow, holder: KnownPerson, same_person: list[KnownPerson]) -> Match:
        if holder in same_person:
            return Match(row, holder, by_card=True)
        if same_person:
            return Match(row, doubt="card_of_another", candidates=(holder, *same_person))
        if holder.name_key == name_key(row) or (row.born_on is not None and holder.born_on == row.born_on):
            return Match(row, holder, by_card=True)
        return Match(row, doubt="card_differs", candidates=(holder,))

    def _by_name(self, row: RosterRow, same_name: list[KnownPerson], same_person: list[KnownPerson]) -> Match:
        if len(same_person) > 1:
            return Match(row, doubt="several", candidates=tuple(same_person))
        if same_person:
            person = same_person[0]
            if row.card_number and person.card_number:
                return Match(row, doubt="other_card", candidates=(person,))
            return Match(row, person)
        if len(same_name) == 1 and self._says_the_same(row, same_name[0]):
            return Match(row, same_name[0])
        if unknown := [person for person in same_name if self._birth_open(row, person)]:
            return Match(row, doubt="no_birth", candidates=tuple(unknown))
        if nearby := [person for person in same_name if self._maybe_corrected(row, person)]:
            return Match(row, doubt="other_birth", candidates=tuple(nearby))
        return Match(row, doubt="namesake_in_file" if row.key in self.namesakes else "")

    def _says_the_same(self, row: RosterRow, person: KnownPerson) -> bool:
        """Neither side knows a date of birth or a card, the cell is the same: there is nothing left to ask about."""
        nothing_more = not (row.born_on or person.born_on or row.card_number or person.card_number)
        return nothing_more and person.cell_id is not None and self.cell_ids.get(row.cell) == person.cell_id

    @staticmethod
    def _birth_open(row: RosterRow, person: KnownPerson) -> bool:
        """The dates of birth do not contradict each other, because one is missing or only its year is known."""
        if row.card_number and person.card_number:
            return False
        if row.born_on and person.born_on:
            return False
        return not (row.birth_year and person.born_on and row.birth_year != person.born_on.year)

    def _maybe_corrected(self, row: RosterRow, person: KnownPerson) -> bool:
        """Same name in the same cell, another date of birth, no two cards to tell them apart."""
        two_cards = bool(row.card_number and person.card_number)
        return not two_cards and person.cell_id is not None and self.cell_ids.get(row.cell) == person.cell_id

    @staticmethod
    def _returning(match: Match) -> Match:
        """Somebody who left, or was outside the Party, comes back only when people say so."""
        if match.person is None:
            return match
        if match.person.left_on is not None:
            return Match(match.row, doubt="left", candidates=(match.person,))
        if match.person.outside_party:
            return Match(match.row, doubt="outside", candidates=(match.person,))
        return match

"""What a head waits for: the units headed, their collectives, their other people (123-CV/ĐU 1(5), item 6.8)."""

from collections import defaultdict
from dataclasses import dataclass

from assessments.selectors.desk import Desk, DeskRow
from assessments.workflow import Scope, SubjectKind


@dataclass(frozen=True)
class HeadWaits:
    """`units`: names of units headed and of their collectives without a decided grade. `people`: how many of their
    members and officers who head nothing are still undecided, the first of them by name."""

    units: tuple[str, ...] = ()
    people: int = 0
    first_people: tuple[str, ...] = ()

    @property
    def may_be_drafted(self) -> bool:
        return not self.units

    @property
    def may_be_signed(self) -> bool:
        return not self.units and not self.people


NOTHING = HeadWaits()
_NAMES_SHOWN = 3


def head_waits(desk: Desk) -> dict[str, HeadWaits]:
    """Member code → what stands before that head's grade. People who head nothing are absent."""
    headed: dict[str, list[DeskRow]] = defaultdict(list)
    for row in desk.rows.values():
        for head in row.review.facts.get("heads", ()):
            headed[head["member"]].append(row)
    undecided = [row for row in desk.of(Scope.PEOPLE) if not row.is_settled]
    before = {row.review.pk: _before(desk, row, undecided) for rows in headed.values() for row in rows}
    return {person: _joined([before[row.review.pk] for row in rows]) for person, rows in headed.items()}


def _before(desk: Desk, unit: DeskRow, undecided: list[DeskRow]) -> tuple[list[DeskRow], list[DeskRow]]:
    """(units without a grade, people without one) of one unit headed."""
    units = [unit, *_own_collectives(desk, unit)]
    codes = {row.review.code for row in units}
    sitting = frozenset().union(
        *(body.sitting_on(desk.dossier.grading_date) for body in desk.dossier.collectives if body.code in codes)
    )
    people = [
        row
        for row in undecided
        if unit.kind is SubjectKind.ORGANIZATION
        or row.review.facts.get("cell") in codes
        or row.review.facts.get("unit") in codes
        or row.person in sitting
    ]
    return [row for row in units if not _is_decided(row)], people


def _own_collectives(desk: Desk, unit: DeskRow) -> list[DeskRow]:
    """The leadership bodies of an organization, a cell or an agency."""
    organization_id = unit.review.organization_id
    if organization_id is None:
        return []
    return [
        row
        for row in desk.rows.values()
        if row.kind is SubjectKind.COLLECTIVE and row.review.collective.organization_id == organization_id
    ]


def _is_decided(row: DeskRow) -> bool:
    """Organization and agencies are always graded; their grade is recorded with the outside decision."""
    return row.is_settled if row.scope is not None else row.is_signed


def _joined(parts: list[tuple[list[DeskRow], list[DeskRow]]]) -> HeadWaits:
    units = dict.fromkeys(row.review.name for found, _people in parts for row in found)
    people = {row.review.pk: row.review.name for _units, found in parts for row in found}
    names = tuple(dict.fromkeys(people.values()))[:_NAMES_SHOWN]
    return HeadWaits(tuple(units), len(people), names)

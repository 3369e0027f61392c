"""Quotas set by hand that would be in order: seats moved between cells (C3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .quota import Quota, out_of_order


def in_order(rows: Sequence[Quota], limit: int) -> bool:
    """C4 finds nothing: no quota set by hand, or all within the limit, within their bases and in proportion."""
    if not any(row.by_hand for row in rows):
        return True
    within = sum(row.quota for row in rows) <= limit and all(row.quota <= row.base for row in rows)
    return within and not out_of_order(tuple(rows))


def with_rows(rows: Sequence[Quota], new: Iterable[Quota]) -> list[Quota]:
    """The rows, each replaced by the new one of the same unit."""
    by_unit = {row.unit: row for row in new}
    return [by_unit.get(row.unit, row) for row in rows]


def _set_by_hand(row: Quota, quota: int) -> Quota:
    return replace(row, quota=quota, by_hand=True)


def dropped(row: Quota) -> Quota:
    """The row with its computed quota again."""
    return replace(row, quota=row.computed, by_hand=False)


@dataclass(frozen=True, slots=True)
class SeatMoves:
    """The cell gets its excess as a hand quota. `givers` give for certain, or one of `one_of` does; rows as they
    would be, the most room first. Both empty: the limit leaves as many seats free."""

    raised: Quota
    givers: tuple[Quota, ...] = ()
    one_of: tuple[Quota, ...] = ()


def seat_moves(rows: Sequence[Quota], limit: int, unit: str) -> SeatMoves | None:
    """The fewest cells with room that can give a cell what it has too much, so that C4 stays in order. None: none."""
    if not in_order(rows, limit):
        return None
    (short,) = (row for row in rows if row.unit == unit)
    raised = _set_by_hand(short, short.actual)
    if in_order(with_rows(rows, [raised]), limit):
        return SeatMoves(raised)
    needed = short.excess - (limit - sum(row.quota for row in rows))
    # The most room first; those without any come last.
    donors = sorted(rows, key=lambda row: (row.actual - row.quota, row.unit))
    for seats in dict.fromkeys((needed, short.excess)):
        able = [_set_by_hand(row, row.quota - seats) for row in donors if 0 < seats <= row.quota - row.actual]
        giving = [row for row in able if in_order(with_rows(rows, [raised, row]), limit)]
        if giving:
            return SeatMoves(raised, one_of=tuple(giving)) if len(giving) > 1 else SeatMoves(raised, tuple(giving))
    givers = _several(donors, needed)
    if in_order(with_rows(rows, [raised, *givers]), limit):
        return SeatMoves(raised, tuple(givers))
    return None


def _several(donors: list[Quota], seats: int) -> list[Quota]:
    """The fewest donors that together give exactly so many seats; fewer seats when all have too little room."""
    givers = []
    for row in donors:
        if seats <= 0:
            break
        given = min(seats, row.quota - row.actual)
        givers.append(_set_by_hand(row, row.quota - given))
        seats -= given
    return givers

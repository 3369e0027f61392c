"""Quotas set by hand that would be in order: seats moved between cells (C3), hand quotas dropped (C4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from .quota import Quota, out_of_order

MOST_OFFERED = 5
"""Of sets of the same size, so many are offered at most."""

MOST_TRIED = 2000
"""So many sets are tried before the search gives way to one that takes quotas back one at a time."""


def in_order(rows: Sequence[Quota], limit: int) -> bool:
    """C4 finds nothing: no quota set by hand, or all within the limit, within their bases and in proportion."""
    if not any(row.by_hand for row in rows):
        return True
    within = sum(row.quota for row in rows) <= limit and all(row.quota <= row.base for row in rows)
    return within and not out_of_order(tuple(rows))


def _with(rows: Sequence[Quota], new: Iterable[Quota]) -> list[Quota]:
    by_unit = {row.unit: row for row in new}
    return [by_unit.get(row.unit, row) for row in rows]


def _set_by_hand(row: Quota, quota: int) -> Quota:
    return replace(row, quota=quota, by_hand=True)


def _dropped(row: Quota) -> Quota:
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
    if in_order(_with(rows, [raised]), limit):
        return SeatMoves(raised)
    free = max(limit - sum(row.quota for row in rows), 0)
    needed = short.excess - free
    donors = sorted((row for row in rows if row.quota > row.actual), key=lambda row: (row.actual - row.quota, row.unit))
    for seats in dict.fromkeys((max(needed, 0), short.excess)):
        able = [_set_by_hand(row, row.quota - seats) for row in donors if 0 < seats <= row.quota - row.actual]
        giving = [row for row in able if in_order(_with(rows, [raised, row]), limit)]
        if giving:
            return SeatMoves(raised, one_of=tuple(giving)) if len(giving) > 1 else SeatMoves(raised, tuple(giving))
    givers = _several(donors, needed)
    if givers and in_order(_with(rows, [raised, *givers]), limit):
        return SeatMoves(raised, tuple(givers))
    return None


def _several(donors: list[Quota], seats: int) -> list[Quota]:
    """The fewest donors that together give exactly so many seats; empty when all together have too little room."""
    givers = []
    for row in donors:
        if seats <= 0:
            break
        given = min(seats, row.quota - row.actual)
        givers.append(_set_by_hand(row, row.quota - given))
        seats -= given
    return [] if seats > 0 else givers


def drops(rows: Sequence[Quota], limit: int) -> list[tuple[Quota, ...]]:
    """The smallest sets of hand quotas whose removal puts C4 in order, as they stand; by code, a few at most.

    In order already: the empty set. All removed always do: computed quotas are in order. Where there are too many sets
    to try, one set is given that cannot be made smaller.
    """
    by_hand = sorted((row for row in rows if row.by_hand), key=lambda row: row.unit)
    computed = {row.unit: _dropped(row) for row in by_hand}
    # A quota above its base must go in any case, and so must as many seats as the sum is above the limit.
    surely = [row for row in by_hand if row.quota > row.base]
    perhaps = [row for row in by_hand if row.quota <= row.base]
    above = sum(row.quota for row in rows) - sum(map(_freed, surely)) - limit
    most_freed = sorted(map(_freed, perhaps), reverse=True)
    tried = 0
    for size in range(len(perhaps) + 1):
        if sum(most_freed[:size]) < above and size < len(perhaps):
            continue
        found = []
        for some in combinations(perhaps, size):
            tried += 1
            if tried > MOST_TRIED:
                return [_irreducible(rows, limit, by_hand)]
            dropped = sorted((*surely, *some), key=lambda row: row.unit)
            if in_order(_with(rows, [computed[row.unit] for row in dropped]), limit):
                found.append(tuple(dropped))
                if len(found) == MOST_OFFERED:
                    break
        if found:
            return found
    return [tuple(by_hand)]


def _freed(row: Quota) -> int:
    """How many seats are free again when the computed quota holds; below zero when that is the higher one."""
    return row.quota - row.computed


def _irreducible(rows: Sequence[Quota], limit: int, by_hand: list[Quota]) -> tuple[Quota, ...]:
    """All dropped, then as many as possible taken back, those first that free the fewest seats."""
    computed = {row.unit: _dropped(row) for row in by_hand}
    dropped, smaller = tuple(by_hand), True
    while smaller:
        smaller = False
        for row in sorted(dropped, key=_freed):
            fewer = tuple(other for other in dropped if other is not row)
            if in_order(_with(rows, [computed[row.unit] for row in fewer]), limit):
                dropped, smaller = fewer, True
    return dropped

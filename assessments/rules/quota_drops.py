"""Which hand quotas to drop so that C4 finds nothing: always the fewest, however many are set by hand.

What C4 asks depends on each grade's sum of quotas alone, and of two sums that do, the smaller ones asks less of every
other grade and of the limit. So with a number of drops given for each grade, it is enough to go from the lowest grade
up and to take the smallest sum that can be reached and still stands above the grades below.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, pairwise
from typing import NamedTuple

from .quota import Quota
from .quota_repairs import dropped, in_order, with_rows
from .vocabulary import Grade

MOST_OFFERED = 5
"""Of sets of the same size, so many are offered at most."""

MOST_TRIED = 2000
"""So many sets of the smallest size are looked at, in order of their codes, for those that are offered."""


def drops(rows: Sequence[Quota], limit: int) -> list[tuple[Quota, ...]]:
    """The smallest sets of hand quotas whose removal puts C4 in order, as they stand; by code, a few at most.

    In order already: the empty set. All removed always do: computed quotas are in order.
    """
    by_code = sorted(rows, key=lambda row: row.unit)
    # A quota above its base is set by hand and must go in any case; the computed quota changes nothing by going.
    surely = [row for row in by_code if row.quota > row.base]
    perhaps = [row for row in by_code if row.quota <= row.base and _freed(row)]
    standing = with_rows(rows, map(dropped, surely))
    if in_order(standing, limit):
        return [tuple(surely)]
    fewest = _fewest(standing, limit, perhaps)

    def works(some: Sequence[Quota]) -> bool:
        return in_order(with_rows(standing, map(dropped, some)), limit)

    looked_at = islice(combinations(perhaps, len(fewest)), MOST_TRIED)
    found = list(islice((some for some in looked_at if works(some)), MOST_OFFERED))
    return [tuple(sorted((*surely, *some), key=lambda row: row.unit)) for some in found or [fewest]]


def _freed(row: Quota) -> int:
    """How many seats are free again when the computed quota holds; below zero when that is the higher one."""
    return row.quota - row.computed


class _OfGrade(NamedTuple):
    """The cells of one grade that have a base: sums as in C4, and the seats that each number of drops can free."""

    quota: int
    base: int
    cells: int
    rows: list[Quota]
    freed: list[list[int]]


def _of_grade(rows: Sequence[Quota], perhaps: Sequence[Quota], grade: Grade) -> _OfGrade:
    own = [row for row in rows if row.grade is grade and row.base]
    mine = [row for row in perhaps if row.grade is grade]
    freed = [sorted(sums) for sums in _sums(mine)]
    return _OfGrade(sum(row.quota for row in own), sum(row.base for row in own), len(own), mine, freed)


def _sums(rows: Sequence[Quota]) -> list[set[int]]:
    """By number of rows: the seats that so many of them free together."""
    sums: list[set[int]] = [{0}]
    for row in rows:
        sums.append(set())
        for fewer, more in reversed([*pairwise(sums)]):
            more.update(total + _freed(row) for total in fewer)
    return sums


def _fewest(rows: Sequence[Quota], limit: int, perhaps: Sequence[Quota]) -> tuple[Quota, ...]:
    """One smallest set, by code. All of `perhaps` when nothing less puts C4 in order."""
    grades = [_of_grade(rows, perhaps, grade) for grade in reversed(Grade)]
    grades = [grade for grade in grades if grade.cells]
    for size in range(len(perhaps)):
        for counts in _splits(size, [len(grade.rows) for grade in grades]):
            freed = _most_freed(grades, counts, sum(row.quota for row in rows) - limit)
            if freed is not None:
                some = [
                    row for place, grade in enumerate(grades) for row in _these(grade.rows, counts[place], freed[place])
                ]
                return tuple(sorted(some, key=lambda row: row.unit))
    return tuple(perhaps)


def _splits(size: int, most: list[int]) -> Iterator[tuple[int, ...]]:
    """So many in all, at most so many of each."""
    if not most:
        if not size:
            yield ()
        return
    for first in range(max(size - sum(most[1:]), 0), min(size, most[0]) + 1):
        for rest in _splits(size - first, most[1:]):
            yield (first, *rest)


def _most_freed(grades: list[_OfGrade], counts: tuple[int, ...], above: int) -> list[int] | None:
    """The seats that each grade frees, the lowest grade first, with every grade above those below it and at least
    `above` seats freed in all; None: not with so many drops."""
    below: list[tuple[int, _OfGrade]] = []
    chosen = []
    for place, grade in enumerate(grades):
        able = grade.freed[counts[place]]
        # (Q_H + n_H)/B_H > (Q_K − n_K)/B_K, for the whole number Q_H.
        least = max(
            ((quota - low.cells) * grade.base // low.base - grade.cells + 1 for quota, low in below),
            default=grade.quota - able[-1],
        )
        within = bisect_right(able, grade.quota - least)
        if not within:
            return None
        chosen.append(able[within - 1])
        below.append((grade.quota - chosen[-1], grade))
    return chosen if sum(chosen) >= above else None


def _these(rows: Sequence[Quota], count: int, freed: int) -> list[Quota]:
    """The first rows by code, so many, that free so many seats together."""
    some: list[Quota] = []
    for place, row in enumerate(rows):
        rest = _sums(rows[place + 1 :])
        if count and freed - _freed(row) in rest[count - 1]:
            some.append(row)
            count, freed = count - 1, freed - _freed(row)
    return some

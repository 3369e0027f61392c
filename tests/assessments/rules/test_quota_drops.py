"""Which hand quotas to drop: small wards worked out by hand, each with all that is offered and the set found first.

C4 as a ward meets it: the quotas sum to the limit at most, none is above its base, and of each two grades the higher
one has (Q + n)/B above (Q − n)/B of the lower one, n cells with B members good or better and Q seats.
"""

from typing import NamedTuple

import pytest

from assessments.rules import Grade, Quota, Rule, quota_drops
from assessments.rules.apportionment import Claim, apportion
from assessments.rules.quota_drops import drops

EXCELLENT, GOOD, FULFILLED, UNFULFILLED = list(Grade)[:4]
WEIGHTS = {EXCELLENT: 5, GOOD: 4, FULFILLED: 3, UNFULFILLED: 0}


class Cell(NamedTuple):
    grade: Grade
    base: int
    computed: int
    hand: int | None = None


def ward(limit, cells):
    """The rows of the cells A, B, … or of a mapping by code; what is said to be computed is what C2 computes."""
    if not isinstance(cells, dict):
        cells = dict(zip("ABCDEFGH", cells, strict=False))
    shared = apportion(
        limit, [Claim(code, one.base, WEIGHTS[one.grade], one.grade.rank) for code, one in cells.items()]
    )
    assert {code: one.computed for code, one in cells.items()} == {code: one.quota for code, one in shared.items()}
    return [
        Quota(
            Rule.MEMBER_EXCELLENT_QUOTA,
            code,
            one.grade,
            WEIGHTS[one.grade],
            one.base,
            shared[code].share,
            one.computed,
            one.computed if one.hand is None else one.hand,
            0,
            one.hand is not None,
        )
        for code, one in cells.items()
    ]


def offered(limit, cells):
    """All that is offered, the units of each set in one word; the set found first is one of them."""
    every = _told(limit, cells)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quota_drops, "MOST_TRIED", 0)
        (first,) = _told(limit, cells)
    assert first in every
    return every


def _told(limit, cells):
    return ["".join(row.unit for row in some) for some in drops(ward(limit, cells), limit)]


@pytest.mark.parametrize(
    ("limit", "cells", "expected"),
    [
        pytest.param(4, [Cell(GOOD, 2, 1, 2), Cell(GOOD, 6, 3, 2)], [""], id="at the base and at the limit"),
        pytest.param(1, [Cell(GOOD, 2, 1, 2)], ["A"], id="at the base, above the limit"),
        pytest.param(
            1, [Cell(FULFILLED, 5, 1, 3), Cell(FULFILLED, 0, 0, 4)], ["AB"], id="one above its base and one too many"
        ),
        pytest.param(
            6,
            [Cell(GOOD, 4, 2, 4), Cell(GOOD, 4, 2, 3), Cell(GOOD, 4, 2, 6)],
            ["ABC"],
            id="what goes in any case saves no seat twice: 4 + 3 + 2 is three above the limit",
        ),
    ],
)
def test_the_limit_and_the_bases(limit, cells, expected):
    assert offered(limit, cells) == expected


@pytest.mark.parametrize(
    ("limit", "cells", "expected"),
    [
        # (1 + 1)/10 ≤ (5 − 1)/5.
        (18, [Cell(EXCELLENT, 10, 10, 1), Cell(GOOD, 5, 5)], ["A"]),
        # (2 + 1)/6 ≤ (9 − 1)/10.
        (15, [Cell(GOOD, 6, 6, 2), Cell(FULFILLED, 10, 9)], ["A"]),
        # (0 + 1)/10 = (2 − 1)/10: no higher rate.
        (6, [Cell(FULFILLED, 10, 2), Cell(EXCELLENT, 10, 4, 0)], ["B"]),
        # (0 + 1)/2 = (3 − 1)/4; either mends it.
        (10, [Cell(GOOD, 2, 2, 0), Cell(UNFULFILLED, 4, 0, 3)], ["A", "B"]),
        # (0 + 1)/2 ≤ (5 − 1)/6; with A dropped it would be (6 − 1)/6.
        (19, [Cell(FULFILLED, 6, 6, 5), Cell(EXCELLENT, 2, 2, 0)], ["B"]),
        # (0 + 1)/4 ≤ (4 − 1)/6; with A dropped it would be (6 − 1)/6.
        (11, [Cell(FULFILLED, 6, 6, 4), Cell(EXCELLENT, 4, 4, 0)], ["B"]),
        # (0 + 1)/4 ≤ (4 − 1)/4, and one seat too many: B alone would be two more.
        (3, [Cell(FULFILLED, 4, 1, 4), Cell(GOOD, 4, 2, 0)], ["A"]),
        # A cell with nobody good or better has no rate that another could be compared with.
        (0, [Cell(EXCELLENT, 6, 0, 5), Cell(GOOD, 0, 0)], ["A"]),
        # Nor does it count among the cells: (0 + 1)/10 ≤ (2 − 1)/10, not (0 + 2)/10.
        (6, [Cell(FULFILLED, 10, 2), Cell(EXCELLENT, 10, 4, 0), Cell(EXCELLENT, 0, 0)], ["B"]),
    ],
)
def test_a_higher_grade_gets_the_higher_rate(limit, cells, expected):
    assert offered(limit, cells) == expected


@pytest.mark.parametrize(
    ("limit", "cells", "expected"),
    [
        # (1 + 1)/4 ≤ (5 − 1)/5 of the good ones; A is in order under both, (1 − 1)/5.
        (15, [Cell(FULFILLED, 5, 5, 1), Cell(EXCELLENT, 4, 4, 1), Cell(GOOD, 5, 5)], ["B"]),
        # C must go for the limit; A stands under B all the same, (0 + 1)/8 ≤ (3 − 1)/4.
        (10, [Cell(EXCELLENT, 8, 7, 0), Cell(GOOD, 4, 3), Cell(UNFULFILLED, 5, 0, 5)], ["AC"]),
        # Four too many: only C gives so many, and A is no lower than B, (2 + 1)/2 > (0 − 1)/2.
        (3, [Cell(EXCELLENT, 2, 2), Cell(FULFILLED, 2, 1, 0), Cell(UNFULFILLED, 6, 0, 5)], ["C"]),
        # C above its base in any case; then (1 + 1)/4 ≤ (5 − 1)/5.
        (9, [Cell(UNFULFILLED, 2, 0), Cell(GOOD, 4, 4, 1), Cell(FULFILLED, 5, 5, 6)], ["BC"]),
    ],
)
def test_among_three_grades(limit, cells, expected):
    assert offered(limit, cells) == expected


@pytest.mark.parametrize(
    ("limit", "cells", "expected"),
    [
        # Three too many; B would take more.
        (2, [Cell(FULFILLED, 8, 1, 0), Cell(FULFILLED, 5, 1, 5)], ["B"]),
        # One too many.
        (8, [Cell(FULFILLED, 2, 1, 2), Cell(FULFILLED, 4, 3, 4), Cell(FULFILLED, 6, 4, 3)], ["A", "B"]),
        # Seven too many: each two, no one.
        (4, [Cell(UNFULFILLED, 8, 0, 4), Cell(UNFULFILLED, 4, 0, 4), Cell(UNFULFILLED, 6, 0, 3)], ["AB", "AC", "BC"]),
        # Within the limit, but (2 + 1)/8 ≤ (8 − 2)/8; with C alone dropped (5 − 2)/8. B alone would take four more.
        (10, [Cell(FULFILLED, 2, 1, 2), Cell(GOOD, 8, 6, 2), Cell(FULFILLED, 6, 3, 6)], ["AC"]),
    ],
)
def test_as_many_as_are_needed(limit, cells, expected):
    assert offered(limit, cells) == expected


TWO_THIRDS = [
    Cell(GOOD, 6, 4, 6),
    Cell(GOOD, 3, 2, 3),
    Cell(GOOD, 9, 6, 9),
    Cell(GOOD, 9, 6, 1),
    Cell(UNFULFILLED, 3, 0, 3),
]
"""22 seats by hand, four too many; alone A frees two, B one, C and E three.

E has (3 − 1)/3. Without A and C the good ones have (14 + 4)/27, no more than that; without B and C (15 + 4)/27.
"""


def test_not_the_two_that_free_most_but_two_that_keep_the_proportion():
    assert offered(18, TWO_THIRDS) == ["AE", "BC", "BE", "CE"]


def test_the_set_found_first_takes_no_cell_twice(monkeypatch):
    """A and, in its place, A again would free four as well."""
    monkeypatch.setattr(quota_drops, "MOST_TRIED", 0)

    assert _told(18, TWO_THIRDS) == ["BC"]


@pytest.mark.parametrize("more", [{}, {"A": Cell(UNFULFILLED, 10, 0, 0)}])
def test_of_very_many_sets_two_thousand_are_looked_at(more):
    """Of 2016 pairs, in order, K57 with K62 is the 2000th; K57 with K63 would be the next.

    A cell whose hand quota is the computed one (`more`) goes into no pair.
    """
    three = {57, 58, 62, 63}
    cells = {f"K{place:02}": Cell(UNFULFILLED, 10, 0, 3 if place in three else 1) for place in range(64)}

    assert offered(66, more | cells) == ["K57K58", "K57K62"]

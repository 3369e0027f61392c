"""Repairs of quotas on rows alone: seats moved, and which hand quotas to drop, however many there are."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules import Grade, Quota, Rule, quota_drops
from assessments.rules.apportionment import Claim, apportion
from assessments.rules.quota_drops import drops
from assessments.rules.quota_repairs import dropped, in_order, seat_moves, with_rows


def row(unit, quota, *, base=10, computed=2, actual=0, grade=Grade.GOOD, by_hand=True):
    weight = {Grade.EXCELLENT: 5, Grade.GOOD: 4, Grade.FULFILLED: 3}[grade]
    rule = Rule.MEMBER_EXCELLENT_QUOTA
    return Quota(rule, unit, grade, weight, base, Fraction(computed), computed, quota, actual, by_hand)


def units(rows):
    return [one.unit for one in rows]


@pytest.mark.parametrize(
    ("rows", "limit", "expected"),
    [
        ([row("A", 9, by_hand=False), row("B", 9, by_hand=False)], 4, True),
        ([row("A", 2), row("B", 2)], 4, True),
        ([row("A", 3), row("B", 2)], 4, False),
        ([row("A", 3, base=2), row("B", 1)], 4, False),
        ([row("A", 0, grade=Grade.EXCELLENT), row("B", 2)], 4, False),
    ],
)
def test_C4_in_order_or_not(rows, limit, expected):
    assert in_order(rows, limit) is expected


def test_the_fewest_drops_and_all_sets_of_that_size():
    rows = [row("A", 3), row("B", 3), row("C", 2)]

    assert [units(some) for some in drops(rows, 6)] == [["A", "B"]]
    assert [units(some) for some in drops(rows, 7)] == [["A"], ["B"]]
    assert drops(rows, 8) == [()]


def test_at_most_five_sets_are_offered():
    rows = [row(f"K{place}", 3) for place in range(8)]

    assert [units(some) for some in drops(rows, 23)] == [["K0"], ["K1"], ["K2"], ["K3"], ["K4"]]


def test_the_fewest_also_where_the_sets_are_too_many_to_look_at(monkeypatch):
    monkeypatch.setattr(quota_drops, "MOST_TRIED", 0)

    assert [units(some) for some in drops([row(f"K{place}", 3) for place in range(8)], 20)] == [
        ["K0", "K1", "K2", "K3"]
    ]
    assert [units(some) for some in drops([row("A", 3), row("B", 6), row("C", 3)], 8)] == [["B"]]


def test_forty_cells_with_hand_quotas_are_no_matter():
    """Each of the 137,846,528,820 sets of 20 would do; the five first are told at once."""
    rows = [row(f"K{place:02}", 3) for place in range(40)]

    assert [len(some) for some in drops(rows, 100)] == [20] * 5


GRADES = st.sampled_from([Grade.EXCELLENT, Grade.GOOD, Grade.FULFILLED, Grade.UNFULFILLED])


@st.composite
def set_by_hand(draw):
    """Cells with the quotas that C2 computes for them, some of them set by hand to something else."""
    cells = draw(st.lists(st.tuples(GRADES, st.integers(0, 9), st.none() | st.integers(0, 10)), min_size=1, max_size=8))
    limit = draw(st.integers(0, 20))
    weights = dict(zip(Grade, (5, 4, 3, 0), strict=True))
    claims = [Claim(f"K{n}", base, weights[grade], grade.rank) for n, (grade, base, _hand) in enumerate(cells)]
    shared = apportion(limit, claims)
    rule = Rule.MEMBER_EXCELLENT_QUOTA
    rows = []
    for claim, (grade, base, hand) in zip(claims, cells, strict=True):
        share, computed = shared[claim.code].share, shared[claim.code].quota
        quota = computed if hand is None else hand
        rows.append(Quota(rule, claim.code, grade, claim.weight, base, share, computed, quota, 0, hand is not None))
    return rows, limit


@given(set_by_hand(), st.sampled_from([0, 3, 2000]))
def test_no_smaller_set_of_drops_puts_C4_in_order(case, most_tried):
    rows, limit = case
    by_hand = [one for one in rows if one.by_hand]

    def works(some):
        return in_order(with_rows(rows, map(dropped, some)), limit)

    sizes = (size for size in range(len(by_hand) + 1) if any(map(works, combinations(by_hand, size))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quota_drops, "MOST_TRIED", most_tried)
        offered = drops(rows, limit)

    assert {len(some) for some in offered} == {next(sizes)}
    assert all(map(works, offered))
    assert drops(rows[::-1], limit) == drops(rows, limit)


def test_a_quota_above_its_base_goes_in_any_case():
    rows = [row("A", 3, base=2), row("B", 3), row("C", 3)]

    assert [units(some) for some in drops(rows, 8)] == [["A"]]
    assert [units(some) for some in drops(rows, 7)] == [["A", "B"], ["A", "C"]]


def test_a_quota_below_the_computed_one_is_not_dropped_to_save_seats():
    rows = [row("A", 1), row("B", 4), row("C", 3)]

    assert [units(some) for some in drops(rows, 6)] == [["B"]]


def test_seats_come_from_the_cell_with_the_most_room_first():
    rows = [row("A", 2, actual=3, by_hand=False), row("B", 2, by_hand=False), row("C", 3, by_hand=False)]
    moves = seat_moves(rows, 7, "A")

    assert (moves.raised.quota, moves.givers, [(one.unit, one.quota) for one in moves.one_of]) == (
        3,
        (),
        [("C", 2), ("B", 1)],
    )


def test_a_seat_that_nobody_uses_needs_no_giver():
    rows = [row("A", 2, actual=3, by_hand=False), row("B", 2, by_hand=False)]
    moves = seat_moves(rows, 5, "A")

    assert (moves.raised.quota, moves.givers, moves.one_of) == (3, (), ())


def test_only_the_seats_that_are_missing_are_given():
    rows = [row("A", 2, actual=4, by_hand=False), row("B", 2, by_hand=False)]
    moves = seat_moves(rows, 5, "A")

    assert (moves.raised.quota, [(one.unit, one.quota) for one in moves.givers]) == (4, [("B", 1)])


def test_several_give_the_most_room_first_and_no_more_than_needed():
    rows = [
        row("A", 1, actual=5, by_hand=False),
        row("B", 2, by_hand=False),
        row("C", 3, by_hand=False),
        row("D", 1, by_hand=False),
    ]
    moves = seat_moves(rows, 7, "A")

    assert [(one.unit, one.quota) for one in moves.givers] == [("C", 0), ("B", 1)]


def test_without_room_enough_there_is_no_move():
    rows = [row("A", 1, actual=5, by_hand=False), row("B", 2, actual=1, by_hand=False)]

    assert seat_moves(rows, 3, "A") is None


def test_a_cell_gives_no_seat_that_it_uses():
    rows = [row("A", 2, actual=4, by_hand=False), row("B", 3, actual=2, by_hand=False)]

    assert seat_moves(rows, 5, "A") is None


def test_of_several_each_keeps_the_seats_that_it_uses():
    rows = [
        row("A", 1, actual=5, by_hand=False),
        row("B", 3, actual=1, by_hand=False),
        row("C", 3, actual=1, by_hand=False),
    ]
    moves = seat_moves(rows, 7, "A")

    assert [(one.unit, one.quota) for one in moves.givers] == [("B", 1), ("C", 1)]


def test_a_better_graded_cell_does_not_give_below_the_rate_of_the_lower():
    """B excellent with 3 of 10 would stand under A and C good with 11 of 20; C can give."""
    rows = [
        row("A", 4, actual=6, by_hand=False),
        row("B", 5, grade=Grade.EXCELLENT, by_hand=False),
        row("C", 5, by_hand=False),
    ]
    moves = seat_moves(rows, 14, "A")

    assert ([(one.unit, one.quota) for one in moves.givers], moves.one_of) == ([("C", 3)], ())


def test_nor_do_several_better_graded_cells_together():
    rows = [
        row("A", 1, actual=7, by_hand=False),
        row("B", 3, grade=Grade.EXCELLENT, by_hand=False),
        row("C", 3, grade=Grade.EXCELLENT, by_hand=False),
    ]

    assert seat_moves(rows, 7, "A") is None


def test_a_dropped_quota_is_the_computed_one_and_no_longer_set_by_hand():
    assert dropped(row("A", 5, computed=2)) == row("A", 2, computed=2, by_hand=False)

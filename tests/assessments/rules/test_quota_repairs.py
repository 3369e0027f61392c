"""Repairs of quotas on rows alone: which hand quotas to drop, also where there are too many sets to try."""

from fractions import Fraction

import pytest

from assessments.rules import Grade, Quota, Rule, quota_repairs
from assessments.rules.quota_repairs import drops, in_order, seat_moves


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


def test_where_there_are_too_many_sets_one_that_cannot_be_smaller_is_found(monkeypatch):
    monkeypatch.setattr(quota_repairs, "MOST_TRIED", 3)
    rows = [row(f"K{place}", 3) for place in range(8)]
    (found,) = drops(rows, 20)

    assert units(found) == ["K4", "K5", "K6", "K7"]


def test_where_there_are_too_many_sets_those_that_free_the_most_seats_go(monkeypatch):
    monkeypatch.setattr(quota_repairs, "MOST_TRIED", 0)
    (found,) = drops([row("A", 6), row("B", 3), row("C", 3)], 8)

    assert units(found) == ["A"]


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

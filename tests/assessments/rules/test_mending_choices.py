"""What a choice among equals brings to the cells: always, perhaps or not at all, by how many are chosen."""

import pytest

from assessments.rules import Change, Choice, Grade, Target
from assessments.rules.facts import QuotaWeights
from assessments.rules.mending_choices import brought
from assessments.rules.rechecking import Trials
from tests.assessments.rules.dossiers import answer, cell, members

NOTHING_FOR_GOOD = Change(Target.WEIGHTS, "", None, QuotaWeights(9, 0, 0, 0))
"""Weights under which every good cell has the quota 0."""


def to_good(*codes):
    return tuple(Change(Target.MEMBER, code, Grade.EXCELLENT, Grade.GOOD) for code in codes)


def cells_brought(result, changes, choice):
    """(always, perhaps): the cells above their quota."""
    always, perhaps = brought(Trials(result), changes, (choice,))
    assert {one.rule.value for one in (*always, *perhaps)} <= {"member-excellent-quota"}
    return [one.subject for one in always], [one.subject for one in perhaps]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, (["K02"], [])),
        (2, (["K02"], [])),
        (3, ([], ["K02"])),
        (4, ([], [])),
    ],
)
def test_three_of_a_cell_and_one_of_another_with_no_seat_for_the_three(count, expected):
    people = [*members("K01", excellent=1, good=6), *members("K02", excellent=3, good=14)]
    result = answer(members=people, cells=[cell("K01", "excellent"), cell("K02")])
    among = to_good("K01-excellent-001", *(f"K02-excellent-00{number}" for number in (1, 2, 3)))

    assert [row.quota for row in result.quotas if "member" in row.rule] == [1, 3]
    assert cells_brought(result, (NOTHING_FOR_GOOD,), Choice(count, among)) == expected


def test_a_cell_at_its_quota_is_not_above_it_when_others_are_chosen():
    people = [*members("K01", excellent=2, good=8), *members("K02", excellent=1, good=4)]
    result = answer(members=people, cells=[cell("K01"), cell("K02")])
    among = to_good("K01-excellent-001", "K01-excellent-002", "K02-excellent-001")

    assert [(row.quota, row.actual) for row in result.quotas if "member" in row.rule] == [(2, 2), (1, 1)]
    assert cells_brought(result, (), Choice(1, among)) == ([], [])


def test_several_cells_may_be_above_and_are_told_by_their_codes():
    """In the first cell nobody is chosen: it is above whatever people choose."""
    codes = [f"K0{number}" for number in range(1, 7)]
    people = [one for code in codes for one in members(code, excellent=1, good=4)]
    result = answer(members=people, cells=[cell(code) for code in codes])
    among = to_good(*(f"{code}-excellent-001" for code in reversed(codes[1:])))

    assert result.findings == ()
    assert cells_brought(result, (NOTHING_FOR_GOOD,), Choice(1, among)) == (codes[:1], codes[1:])

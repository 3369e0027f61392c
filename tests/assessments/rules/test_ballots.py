from fractions import Fraction

import pytest

from assessments.rules import Grade
from assessments.rules.ballots import count_faults, is_told, person_faults, proposed_grade, sheet_faults

EXCELLENT, GOOD, FULFILLED, UNFULFILLED = Grade


@pytest.mark.parametrize(
    ("heads", "rules"),
    [
        ((20, 20, 20, 20), []),
        ((20, 19, 18, 17), []),
        ((0, 0, 0, 0), []),
        ((20, 21, 20, 20), ["issued-above-present"]),
        ((20, 20, 21, 20), ["collected-above-issued"]),
        ((20, 20, 20, 21), ["valid-above-collected"]),
        ((1, 2, 3, 4), ["issued-above-present", "collected-above-issued", "valid-above-collected"]),
        ((20, 20, 20, -1), ["negative"]),
    ],
)
def test_the_head_of_the_sheet_falls_from_present_to_valid(heads, rules):
    assert [fault.rule.value for fault in sheet_faults(*heads)] == rules


@pytest.mark.parametrize(
    ("good", "rules"), [(11, ["sum-differs-from-valid"]), (12, []), (13, ["sum-differs-from-valid"])]
)
def test_a_persons_ballots_sum_to_exactly_the_valid_ones(good, rules):
    assert [fault.rule.value for fault in person_faults({EXCELLENT: 5, GOOD: good, FULFILLED: 3}, 20)] == rules


def test_a_negative_figure_is_a_fault_even_if_the_sum_holds():
    assert [fault.rule.value for fault in person_faults({EXCELLENT: 21, GOOD: -1}, 20)] == ["negative"]


def test_a_negative_figure_is_told_with_the_least_that_can_be():
    (fault,) = person_faults({EXCELLENT: 21, GOOD: -1}, 20)

    assert (fault.found, fault.expected) == (-1, 0)
    assert fault.message() == "Số phiếu không thể là số âm (-1). Hãy ghi lại."


def test_both_together_name_found_and_expected():
    faults = count_faults(20, 19, 19, 19, {GOOD: 18})

    assert [(fault.found, fault.expected) for fault in faults] == [(18, 19)]
    assert faults[0].message("vi") == (
        "Cộng phiếu các mức được 18, số phiếu hợp lệ là 19. Hai số phải bằng nhau; hãy đếm và ghi lại."
    )
    assert faults[0].message("en") == (
        "The ballots of all grades sum to 18, the valid ballots are 19. The two must be equal; count and enter them again."
    )


@pytest.mark.parametrize(
    ("ballots", "threshold", "expected"),
    [
        ({EXCELLENT: 10, GOOD: 10}, Fraction(1, 2), GOOD),
        ({EXCELLENT: 11, GOOD: 9}, Fraction(1, 2), EXCELLENT),
        ({EXCELLENT: 9, GOOD: 2, FULFILLED: 9}, Fraction(1, 2), GOOD),
        ({EXCELLENT: 13, GOOD: 7}, Fraction(2, 3), GOOD),
        ({EXCELLENT: 14, GOOD: 6}, Fraction(2, 3), EXCELLENT),
        ({UNFULFILLED: 20}, Fraction(1, 2), UNFULFILLED),
        ({UNFULFILLED: 11}, Fraction(1, 2), UNFULFILLED),
        ({GOOD: 20}, Fraction(1), None),
    ],
)
def test_the_highest_grade_above_the_threshold_is_proposed(ballots, threshold, expected):
    assert proposed_grade(ballots, 20, threshold) is expected


def test_no_ballot_for_a_grade_is_no_fault():
    assert person_faults({EXCELLENT: 20, GOOD: 0, FULFILLED: 0, UNFULFILLED: 0}, 20) == ()
    assert person_faults({EXCELLENT: -1, GOOD: 21}, 20) != ()


@pytest.mark.parametrize(("valid", "told"), [(4, False), (5, True), (6, True)])
def test_a_tally_is_told_from_five_valid_ballots(valid, told):
    assert is_told(valid) is told

"""The quota desk shows the arithmetic of the rules and nothing of its own."""

from fractions import Fraction

import pytest

from assessments.models import ReviewFile
from assessments.selectors.desk import desk_of
from assessments.selectors.fractions import decimals, mixed
from assessments.selectors.quota_desk import quota_desk
from assessments.selectors.quotas import current_issue
from assessments.workflow import GradingStep, Scope
from tests.assessments.sitting import Sitting


@pytest.mark.parametrize(
    ("share", "words", "text"),
    [
        (Fraction(14, 11), "1 3/11", "1,27"),
        (Fraction(8, 11), "8/11", "0,73"),
        (Fraction(3), "3", "3,00"),
        (Fraction(0), "0", "0,00"),
        (Fraction(1, 200), "1/200", "0,01"),
        (Fraction(1999, 1000), "1 999/1000", "2,00"),
    ],
)
def test_shares_are_printed_exactly_and_with_two_decimals(share, words, text):
    assert (mixed(share), decimals(share)) == (words, text)
    assert decimals(share, ".") == text.replace(",", ".")


@pytest.fixture
def sitting(db):
    """KP01 excellent with seven good people, KP02 good with five: limit 2 of 12."""
    sitting = Sitting(members=7)
    sitting.give("KP01", GradingStep.CELL, "excellent")
    return sitting


def desk(sitting):
    return quota_desk(desk_of(sitting.campaign), current_issue(sitting.campaign))


def test_each_line_carries_its_own_arithmetic(sitting):
    shown = desk(sitting)
    assert (shown.cap.base, shown.cap.limit, shown.products, shown.floors, shown.seats_by_remainder) == (
        12,
        2,
        55,
        1,
        1,
    )
    assert [(line.name, line.product, line.plain_share, line.now.quota) for line in shown.lines] == [
        ("Chi bộ Khu phố 1", 35, Fraction(14, 11), 1),
        ("Chi bộ Khu phố 2", 20, Fraction(8, 11), 1),
    ]
    assert not any(line.was_shared_again for line in shown.lines)


def test_nominated_counts_proposals_and_decided_counts_signatures(sitting):
    sitting.give("KP01", GradingStep.CELL, "good")
    sitting.give("A002", GradingStep.CELL, "excellent")
    sitting.ready_for_people()
    sitting.draft(Scope.PEOPLE, B001="excellent", B002="good")
    assert [(line.nominated, line.decided) for line in desk(sitting).lines] == [(1, 0), (0, 0)]
    sitting.sign(Scope.PEOPLE)
    assert [(line.nominated, line.decided) for line in desk(sitting).lines] == [(1, 0), (0, 1)]


def test_a_quota_that_would_now_differ_is_marked(sitting):
    sitting.give("KP01", GradingStep.CELL, "good")
    sitting.ready_for_people()
    assert not desk(sitting).has_moved
    for code in ("B001", "B002", "B003", "B004", "B005"):
        sitting.give(code, GradingStep.CELL, "fulfilled")
    moved = desk(sitting)
    assert [(line.issued.quota, line.now.quota) for line in moved.lines] == [(1, 1), (1, 0)]
    assert moved.has_moved


def test_cells_stand_in_the_wards_own_order(sitting):
    ReviewFile.objects.filter(code="KP02").update(position=0)
    ReviewFile.objects.filter(code="KP01").update(position=1)
    assert [line.name for line in desk(sitting).lines] == ["Chi bộ Khu phố 2", "Chi bộ Khu phố 1"]

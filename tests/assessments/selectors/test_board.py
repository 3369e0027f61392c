"""The board: counts per stage of work, what is overdue, what a filter keeps."""

from datetime import date, timedelta

import pytest

from assessments.models import FileEvent, ReviewFile
from assessments.selectors.board import BoardFilter, board_of
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
ALL = BoardFilter()
DEADLINE = date(2021, 12, 25)


@pytest.fixture
def sitting():
    """Files KP01, KP02 and UBND, all with the cell again."""
    sitting = Sitting()
    ReviewFile.objects.update(stage=Stage.COLLECTING)
    return sitting


def codes(board) -> list[str]:
    return [row.file.code for row in board.rows]


def put(sitting, code: str, stage: Stage) -> None:
    ReviewFile.objects.filter(pk=sitting.file(code).pk).update(stage=stage)


def test_rows_come_in_the_order_of_the_ward(sitting):
    assert codes(board_of(sitting.campaign, DEADLINE, ALL)) == ["KP01", "KP02", "UBND"]


def test_a_file_is_overdue_only_after_its_day_and_only_with_the_cell(sitting):
    put(sitting, "KP02", Stage.SUBMITTED)
    on_the_day = board_of(sitting.campaign, DEADLINE, ALL)
    after = board_of(sitting.campaign, DEADLINE + timedelta(days=1), ALL)

    assert [row.is_overdue for row in on_the_day.rows] == [False, False, False]
    assert [row.is_overdue for row in after.rows] == [True, False, True]
    assert after.overdue == 2


def test_a_returned_file_is_due_on_the_day_its_last_return_names(sitting):
    put(sitting, "KP01", Stage.RETURNED)
    for due_on in (date(2022, 1, 2), date(2022, 1, 12)):
        FileEvent.objects.create(
            file=sitting.file("KP01"),
            step="return",
            from_stage=Stage.SUBMITTED,
            to_stage=Stage.RETURNED,
            round=2,
            due_on=due_on,
            by_name="x",
            at=make.now(),
        )

    row = board_of(sitting.campaign, make.TODAY, ALL).rows[0]

    assert (row.due_on, row.is_overdue) == (date(2022, 1, 12), False)


def test_a_file_has_reached_every_stage_up_to_its_own(sitting):
    put(sitting, "KP01", Stage.ACCEPTED)
    put(sitting, "KP02", Stage.RETURNED)
    rows = board_of(sitting.campaign, DEADLINE, ALL).rows

    assert list(rows[0].reached.values()) == [True, True, False, False]
    assert list(rows[1].reached.values()) == [False, False, False, False]


def test_totals_count_the_files_that_are_through(sitting):
    put(sitting, "KP01", Stage.ACCEPTED)
    ReviewFile.objects.filter(code="KP02").update(roster_confirmed_at=make.now(), roster_confirmed_by="x")

    totals = board_of(sitting.campaign, DEADLINE, ALL).totals

    assert totals["people"] == (1, 3)
    assert totals["submitted"] == (1, 3)
    assert totals["decided"] == (0, 3)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (BoardFilter(stage="submitted"), ["KP02"]),
        (BoardFilter(kind="neighbourhood"), ["KP01", "KP02"]),
        (BoardFilter(kind="police"), []),
        (BoardFilter(kind="collectives"), ["UBND"]),
        (BoardFilter(left="submitted"), ["KP01", "UBND"]),
        (BoardFilter(left="no such column"), ["KP01", "KP02", "UBND"]),
        (BoardFilter(overdue=True), ["KP01", "UBND"]),
        (BoardFilter(search="khu pho 2"), ["KP02"]),
        (BoardFilter(search="KHU PHỐ"), ["KP01", "KP02"]),
        (BoardFilter(search="ubnd"), ["UBND"]),
        (BoardFilter(kind="neighbourhood", left="submitted"), ["KP01"]),
    ],
    ids=str,
)
def test_a_filter_keeps_what_it_names(sitting, wanted, kept):
    put(sitting, "KP02", Stage.SUBMITTED)

    board = board_of(sitting.campaign, make.TODAY, wanted)

    assert codes(board) == kept
    assert len(board.everything) == 3


def test_stage_counts_are_of_the_whole_year_whatever_is_filtered(sitting):
    put(sitting, "KP02", Stage.SUBMITTED)

    board = board_of(sitting.campaign, DEADLINE, BoardFilter(search="khu pho 1"))

    assert {stage: count for stage, count in board.stages.items() if count} == {Stage.COLLECTING: 2, Stage.SUBMITTED: 1}

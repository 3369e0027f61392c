"""Base × file × portal: every combination, value by value, row by row, and what each choice writes."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.cell_sheet.content import Counting
from assessments.cell_sheet.layout import BALLOTS
from assessments.cell_sheet.reading import FileRow, SheetReading
from assessments.cell_sheet.three_way import Choice, State, carried_by, compare, state_of
from tests.assessments.cell_sheet.sheets import LAYOUT, LEVEL, OF_MEETING, TEXT, ballot_row, critique_row, sheet_with

STATES = {
    # base, file, portal
    (None, "a", "a"): State.UNCHANGED,
    (None, "a", "b"): State.CONFLICT,
    ("a", "a", "a"): State.UNCHANGED,
    ("a", "b", "a"): State.FILE,
    ("a", "a", "b"): State.PORTAL,
    ("a", "b", "b"): State.UNCHANGED,
    ("a", "b", "c"): State.CONFLICT,
}


@pytest.mark.parametrize(("sides", "state"), STATES.items(), ids=map(str, STATES))
def test_every_combination_of_the_three_sides(sides, state):
    base, file, portal = sides

    assert state_of(None if base is None else (base,), (file,), (portal,)) is state


def reading_of(*rows: FileRow, key=LAYOUT.key, faults=()) -> SheetReading:
    return SheetReading("p1", "KP01", "2021", {key: rows}, tuple(faults))


def read_row(row=2, key="member:M1", name="Nguyễn Văn An", **values) -> FileRow:
    return FileRow(row, key, name, {**critique_row().values, **values})


def read_ballots(counts, grade="", reason="", **more) -> FileRow:
    held = ballot_row(counts=counts, grade=grade, reason=reason)
    return FileRow(2, held.key, held.name, {**held.values, **more})


def base_of(*rows) -> dict:
    return sheet_with(*rows).snapshot()


def plan_of(file: FileRow, portal, base=None):
    return compare(reading_of(file), sheet_with(portal), base_of(base) if base else None)


def plan_of_ballots(file: FileRow, portal, base, valid=3):
    sheet = sheet_with(ballots=[portal], valid=valid)
    snapshot = sheet_with(ballots=[base]).snapshot()
    return compare(SheetReading("p1", "", "", {LAYOUT.key: (), BALLOTS: (file,)}), sheet, snapshot)


def test_what_only_the_file_changed_is_written():
    plan = plan_of(read_row(**{TEXT: "mới"}), critique_row(), critique_row())

    [row] = plan.of(State.FILE)
    assert (row.written(None), row.row, row.name) == ({TEXT: "mới"}, 2, "Nguyễn Văn An")


def test_what_only_the_portal_changed_stays():
    plan = plan_of(read_row(), critique_row(**{TEXT: "mới"}), critique_row())

    [row] = plan.of(State.PORTAL)
    assert (row.written(Choice.FILE), plan.writes) == ({}, False)


def test_one_row_takes_in_what_each_side_changed_elsewhere():
    plan = plan_of(read_row(**{TEXT: "tệp"}), critique_row(**{LEVEL: "good"}), critique_row())

    assert [row.written(None) for row in plan.of(State.FILE)] == [{TEXT: "tệp"}]


@pytest.mark.parametrize(
    ("choice", "written"),
    [(Choice.FILE, {TEXT: "tệp", LEVEL: "good"}), (Choice.PORTAL, {LEVEL: "good"})],
    ids=["the file", "the portal"],
)
def test_a_choice_settles_what_both_changed_and_nothing_else(choice, written):
    plan = plan_of(read_row(**{TEXT: "tệp", LEVEL: "good"}), critique_row(**{TEXT: "cổng"}), critique_row())

    assert [row.written(choice) for row in plan.of(State.CONFLICT)] == [written]


def test_an_emptied_cell_is_a_change():
    held = critique_row(**{TEXT: "cũ"})

    assert [row.written(None) for row in plan_of(read_row(), held, held).of(State.FILE)] == [{TEXT: ""}]


def test_without_a_base_each_difference_is_asked():
    plan = plan_of(read_row(**{TEXT: "tệp"}), critique_row(**{LEVEL: "good"}))

    assert (plan.two_way, [row.state for row in plan.rows]) == (True, [State.CONFLICT])
    assert plan.rows[0].written(Choice.FILE) == {TEXT: "tệp", LEVEL: ""}


def test_a_row_that_the_download_did_not_have_is_asked():
    base = base_of(critique_row("member:M2", "Trần Thị Bình"))

    plan = compare(reading_of(read_row(**{TEXT: "tệp"})), sheet_with(critique_row()), base)

    assert [row.state for row in plan.rows] == [State.CONFLICT]


def test_a_closed_value_is_never_written_and_never_silently_dropped():
    closed = critique_row(closed={TEXT: "đã nộp"})

    [row] = plan_of(read_row(**{TEXT: "tệp"}), closed, critique_row()).of(State.CONFLICT)

    assert (row.closed, row.written(Choice.PORTAL)) == ("đã nộp", {})


def test_a_closed_value_untouched_in_the_file_asks_nothing():
    portal = critique_row(closed={TEXT: "đã nộp"}, **{TEXT: "cổng"})

    assert [row.state for row in plan_of(read_row(), portal, critique_row()).rows] == [State.PORTAL]


def test_a_level_of_the_meeting_equal_to_the_self_rating_changes_nothing():
    held = critique_row(**{LEVEL: "good"})

    assert plan_of(read_row(**{LEVEL: "good", OF_MEETING: "good"}), held, held).rows == ()


def test_a_ballot_row_is_one_value():
    base = ballot_row(counts=(0, 3, 0, 0))

    plan = plan_of_ballots(read_ballots((1, 2, 0, 0)), ballot_row(counts=(0, 2, 1, 0)), base)

    [row] = plan.of(State.CONFLICT)
    assert row.written(Choice.FILE) == {
        "excellent": 1, "good": 2, "fulfilled": 0, "unfulfilled": 0, "grade": "", "reason": "",
    }  # fmt: skip


def test_blank_counts_of_a_row_that_is_begun_are_zero():
    held = ballot_row(counts=(0, 3, 0, 0))

    assert plan_of_ballots(read_ballots((None, 3, None, None)), held, held).rows == ()


@pytest.mark.parametrize("grade", ["good", ""], ids=["said again", "left blank"])
def test_the_grade_that_the_ballots_carry_is_no_other_grade(grade):
    held = ballot_row(counts=(0, 3, 0, 0))

    assert plan_of_ballots(read_ballots((0, 3, 0, 0), grade, "thừa"), held, held).rows == ()


def test_an_untouched_row_stays_untouched_though_the_valid_ballots_changed():
    base = ballot_row(counts=(2, 2, 0, 0), grade="excellent", reason="nhất trí")
    portal = ballot_row(counts=(2, 2, 0, 0))

    plan = plan_of_ballots(read_ballots((2, 2, 0, 0), "excellent", "nhất trí"), portal, base, valid=3)

    assert [row.state for row in plan.rows] == [State.PORTAL]


@pytest.mark.parametrize(
    ("file", "column"),
    [
        (read_ballots((1, 1, 0, 0)), "Số phiếu: Xuất sắc"),
        (read_ballots((0, 3, 0, 0), "excellent"), "Lý do đề nghị khác"),
    ],
    ids=["the sum differs", "no reason"],
)
def test_what_the_meeting_would_refuse_is_told_at_its_place(file, column):
    plan = plan_of_ballots(file, ballot_row(), ballot_row())

    assert [(fault.sheet, fault.row, fault.column) for fault in plan.faults] == [("Bỏ phiếu", 2, column)]


def test_before_the_meeting_no_sum_is_asked():
    plan = plan_of_ballots(read_ballots((1, 1, 0, 0)), ballot_row(), ballot_row(), valid=None)

    assert plan.faults == ()


def test_an_unknown_row_is_named():
    plan = compare(reading_of(read_row(key="member:M9", name="Ai Đó")), sheet_with(critique_row()), {})

    assert [(fault.row, "Ai Đó" in fault.message) for fault in plan.faults] == [(2, True)]
    assert plan.missing == (("Kiểm điểm cá nhân", "Nguyễn Văn An"),)


def test_a_row_under_another_name_is_named():
    plan = compare(reading_of(read_row(name="Trần Thị Bình")), sheet_with(critique_row()), {})

    assert [("Nguyễn Văn An" in fault.message, "Trần Thị Bình" in fault.message) for fault in plan.faults] == [
        (True, True)
    ]


def test_a_page_that_is_not_in_the_file_is_told_and_changes_nothing():
    plan = compare(reading_of(read_row()), sheet_with(critique_row(), ballots=[ballot_row()]), {})

    assert ("Bỏ phiếu", "") in plan.missing


def test_the_digest_follows_the_portal():
    file, base = read_row(**{TEXT: "tệp"}), critique_row()

    digests = {plan_of(file, portal, base).digest() for portal in (base, critique_row(**{TEXT: "cổng"}))}

    assert len(digests) == 2
    assert plan_of(file, base, base).digest() in digests


def test_the_grade_carried_waits_for_the_meeting():
    assert [carried_by((0, 3, 0, 0), Counting(valid)) for valid in (3, None)] == ["good", ""]


SIDES = st.fixed_dictionaries(
    {TEXT: st.sampled_from(["", "a", "b"]), LEVEL: st.sampled_from(["", "good", "poor"]), "self_grade": st.sampled_from(["", "good"])}
)  # fmt: skip


def outcome(base, file, portal, choice) -> dict:
    """The row after the choice: the portal's values with the file's written into them."""
    plan = plan_of(read_row(**file), critique_row(**portal), critique_row(**base))
    written = {name: value for row in plan.rows for name, value in row.written(choice).items()}
    return {name: {**portal, **written}[name] for name in portal}


@given(SIDES, SIDES, SIDES)
def test_swapping_file_and_portal_swaps_the_choice(base, file, portal):
    assert outcome(base, file, portal, Choice.FILE) == outcome(base, portal, file, Choice.PORTAL)
    assert outcome(base, file, portal, Choice.PORTAL) == outcome(base, portal, file, Choice.FILE)


@given(SIDES, SIDES)
def test_exactly_what_the_file_changed_is_written(base, file):
    plan = plan_of(read_row(**file), critique_row(**base), critique_row(**base))

    written = {name: value for row in plan.rows for name, value in row.written(None).items()}
    assert written == {name: value for name, value in file.items() if base[name] != value}


@given(SIDES, SIDES)
def test_the_portal_always_wins_where_the_file_was_not_touched(base, portal):
    assert {choice: outcome(base, base, portal, choice) for choice in Choice} == dict.fromkeys(Choice, portal)


def test_the_table_of_states_holds_every_kind_of_combination():
    kinds = {
        (base is None, base == file, base == portal, file == portal)
        for base, file, portal in product([None, "a"], ["a", "b"], ["a", "b", "c"])
    }
    held = {(base is None, base == file, base == portal, file == portal) for base, file, portal in STATES}

    assert kinds == held

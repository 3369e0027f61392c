"""What a sheet says unclearly is asked or named, and never read as something else."""

from datetime import date

import pytest
from openpyxl import Workbook

from cells.refusals import Refused
from cells.roster.reading import read_roster
from tests.workbooks import (
    AN,
    BINH,
    CUONG,
    FLAT_HEAD,
    TWO_ROW_HEAD,
    flat,
    numbered,
    saved,
    sheet_of,
    sheets_of,
    ward_layout,
    with_,
)

KP1 = "1. CHI BỘ KHU PHỐ 1"


def problems(data):
    return [(problem.row, problem.code) for problem in read_roster(data).problems]


def warnings(data):
    return [(warning.sheet, warning.row, warning.code) for warning in read_roster(data).warnings]


def only_person(**fields):
    reading = read_roster(sheet_of(*TWO_ROW_HEAD, (KP1,), (1, *with_(AN, **fields))))
    [row] = reading.rows
    return row, [warning.code for warning in reading.warnings], [problem.code for problem in reading.problems]


@pytest.mark.parametrize("line", ["KHU PHỐ 2", "Trường Mầm non Hoa Mai", "ĐẢNG BỘ BỘ PHẬN CÔNG AN", "Đảng viên đã chuyển đi trong năm"])  # fmt: skip
def test_people_below_a_line_that_may_not_be_their_section_are_not_put_into_the_cell_above(line):
    data = sheet_of(*TWO_ROW_HEAD, (KP1,), *numbered(AN), (line,), *numbered(BINH, CUONG))

    assert problems(data) == [(6, "unclear_section")]
    assert line in read_roster(data).problems[0].message


def test_people_listed_below_the_totals_as_left_are_not_put_into_the_last_cell():
    data = sheet_of(*TWO_ROW_HEAD, (KP1,), *numbered(AN), ("Tổng cộng: 1",), ("Chuyển đi trong năm:",), *numbered(BINH))

    assert problems(data) == [(7, "unclear_section")]


@pytest.mark.parametrize("line", ["* Đảng viên dự bị", "Trường hợp đặc biệt"])
def test_other_lines_between_people_are_named_and_stop_nothing(line):
    data = sheet_of(*TWO_ROW_HEAD, (KP1,), *numbered(AN), (line,), *numbered(BINH))

    assert (problems(data), warnings(data)) == ([], [("Danh sách", 5, "unknown_line")])


def test_a_committee_above_its_cells_takes_nobody():
    data = sheet_of(*TWO_ROW_HEAD, ("ĐẢNG BỘ BỘ PHẬN CÔNG AN",), ("Chi bộ 1",), *numbered(AN))

    assert [(row.cell, row.unreadable) for row in read_roster(data).rows] == [("1", False)]


def test_a_sheet_of_people_who_left_is_named_and_not_read():
    people = [*TWO_ROW_HEAD, *numbered(AN)]
    data = sheets_of(Khu_phố_1=people, Chuyển_đi=[*TWO_ROW_HEAD, *numbered(BINH)])

    assert [row.full_name for row in read_roster(data).rows] == ["Nguyễn Văn An"]
    assert warnings(data) == [("Chuyển đi", 1, "sheet_of_people_who_left")]


def test_a_second_table_beside_the_first_is_a_problem():
    head = ("STT", "Họ tên", "Ngày sinh", None)

    assert problems(sheet_of((*head, *head), ("CHI BỘ KHU PHỐ 1",), (1, "Nguyễn Văn An", "3/2/1985", None, 2, "Lê Bê", "1/1/1970"))) == [(1, "two_tables")]  # fmt: skip


@pytest.mark.parametrize("title", ["Danh sách", "Bìa & mục lục"])
def test_an_error_of_a_formula_is_a_problem_and_never_an_empty_cell(title):
    data = sheet_of(*TWO_ROW_HEAD, (KP1,), (1, *with_(AN, male="#N/A", card="#VALUE!")), title=title)

    [problem] = read_roster(data).problems
    assert (problem.row, problem.code) == (4, "error_value")
    assert "#N/A, #VALUE!" in problem.message


def test_an_error_outside_the_table_or_in_the_running_number_stops_nothing():
    data = sheet_of(*TWO_ROW_HEAD, (KP1,), ("#REF!", *AN, "#DIV/0!"))

    assert problems(data) == []


@pytest.mark.parametrize("card", ["Chưa có", "chưa cấp", "x", "-", "không"])
def test_words_for_no_card_are_no_card(card):
    row, odd, _ = only_person(card=card)

    assert (row.card_number, odd) == ("", [])


def test_other_words_in_place_of_a_card_number_are_named():
    row, odd, _ = only_person(card="Mất thẻ")

    assert (row.card_number, odd) == ("", ["no_card_number"])


def test_two_people_without_a_card_are_two_people():
    data = ward_layout((KP1, [with_(AN, card="Chưa có"), with_(CUONG, card="Chưa có")]))

    assert [row.card_number for row in read_roster(data).rows] == ["", ""]


@pytest.mark.parametrize(
    ("note", "standing"),
    [
        ("MSH", "exempt"),
        ("Miễn CTSH", "exempt"),
        ("ĐVDB", "probationary"),
        ("DB", "probationary"),
        ("ĐB Phường 5", "active"),
    ],
)
def test_short_forms_of_a_standing(note, standing):
    assert only_person(note=note, official=None)[0].status == standing


@pytest.mark.parametrize("note", ["Chuyển đến từ Quận 1", "Mới chuyển đến", "Chuyển về từ Phường 5"])
def test_somebody_who_moved_here_did_not_leave(note):
    assert only_person(note=note)[1] == []


@pytest.mark.parametrize("note", ["Chuyển đến Quận 1", "Đã chuyển đi", "Từ trần 5/2021"])
def test_somebody_who_left_is_named(note):
    assert only_person(note=note)[1] == ["left"]


@pytest.mark.parametrize(
    ("word", "odd"),
    [("Đang sinh hoạt", []), ("Chính thức", []), ("x", ["unclear_status"]), ("Nghỉ", ["unclear_status"])],
)
def test_an_unknown_word_in_the_column_of_standings_is_named(word, odd):
    data = sheet_of((*FLAT_HEAD, "Tình trạng"), (*flat(AN, "Khu phố 1"), word))

    reading = read_roster(data)
    assert (reading.rows[0].status, [warning.code for warning in reading.warnings]) == ("active", odd)


def test_a_roster_on_a_hidden_sheet_is_refused_with_the_name_of_the_sheet():
    book = Workbook()
    book.active.title = "Bìa"
    book.active.append(("Danh sách đảng viên",))
    hidden = book.create_sheet("DS 2021")
    hidden.append(("Họ tên", "Ngày sinh", "Chi bộ"))
    hidden.append(("Nguyễn Văn An", date(1985, 2, 3), "KP1"))
    hidden.sheet_state = "hidden"

    with pytest.raises(Refused, match="DS 2021"):
        read_roster(saved(book))

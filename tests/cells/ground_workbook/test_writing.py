"""The written workbook: read back it says the same, and Excel shows it as people expect."""

from dataclasses import replace
from datetime import date

import pytest

from cells.ground_workbook.layout import GUIDE, LISTS, LOOKUP
from cells.ground_workbook.tables import KnownName
from cells.ground_workbook.writing import write_ground
from tests.cells.ground_workbook.conftest import person, row, small_ward
from tests.ground_workbooks import columns_of, opened, remade, titles


def written(tables, year=2021) -> bytes:
    return write_ground(tables, ward_name="Đảng bộ Phường 11", year=year)


def test_read_back_it_changes_nothing(exported, plan_of):
    plan = plan_of(exported)

    assert (plan.deeds, plan.faults, plan.kept, plan.unchanged) == ((), (), (), 11)


def test_saved_again_by_another_program_it_changes_nothing(exported, plan_of):
    plan = plan_of(remade(exported))

    assert (plan.deeds, plan.faults, plan.kept, plan.unchanged) == ((), (), (), 11)


def test_the_same_ground_gives_the_same_bytes(ward, exported):
    assert written(ward) == exported


def test_an_empty_ward_has_all_its_sheets(plan_of):
    empty = small_ward(**dict.fromkeys(small_ward().rows, ()))
    empty = replace(empty, people=(), left=(), units=(KnownName("P11", "Đảng bộ Phường 11"),))

    plan = plan_of(written(empty), empty)

    assert (plan.deeds, plan.faults, plan.unchanged) == ((), (), 0)


AWKWARD = [
    "=1+1", "+84 903", "-5", "@tên", "'nháy", "0012", "1e5", "TRUE", "03/02/1985", "{=A1}", "http://a.vn", "a & b < c > \"d\"",
    "_x0041_", "#N/A là gì",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_no_text_becomes_anything_else(plan_of, text):
    tables = small_ward(outsiders=(row("M0009", code="M0009", full_name="Lê Văn Ngoài", position=text, note=text),))
    data = written(tables)

    plan = plan_of(data, tables)

    cell = opened(data)["Người ngoài Đảng"]["E2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert (plan.deeds, plan.faults) == ((), ())


def test_dates_are_dates_and_figures_figures(exported):
    book = opened(exported)

    seats, facts = book["Thành viên tập thể"], book["Thông tin trong năm"]
    begins = seats.cell(2, columns_of(seats)["Từ ngày"])
    assert (begins.value.date(), begins.number_format) == (date(2016, 7, 1), "dd/mm/yyyy")
    assert facts.cell(2, columns_of(facts)["Hoàn thành nhiệm vụ (%)"]).value == 95
    assert facts.cell(2, columns_of(facts)["Nghỉ ốm (tháng)"]).value == 0


def test_a_day_before_excels_calendar_stays_that_day(exported):
    sheet = opened(exported)["Tình trạng"]

    assert sheet.cell(2, columns_of(sheet)["Từ ngày"]).value == "01/01/1900"


def test_the_year_has_a_line_for_everybody_present(exported):
    sheet = opened(exported)["Thông tin trong năm"]
    places = columns_of(sheet)

    codes = [sheet.cell(n, places["Mã người"]).value for n in range(2, sheet.max_row + 1)]
    assert codes == ["M0001", "M0002", "M0003", "M0004", "M0009"]
    assert {sheet.cell(n, places["Năm"]).value for n in range(2, 7)} == {2021}
    assert sheet.cell(2, places["Chi bộ"]).value == "Chi bộ Khu phố 1"


def test_somebody_who_left_keeps_the_facts_of_the_year(plan_of):
    gone = row("2021/M0008", year=2021, **person("M0008", "Đỗ Đã Đi"), task_completion=70)
    tables = small_ward(year_facts=(gone,))

    plan = plan_of(written(tables), tables)

    assert (plan.deeds, plan.faults) == ((), ())


def test_choices_carry_their_list_beyond_the_last_row(exported):
    book = opened(exported)

    rules = book["Thông tin trong năm"].data_validations.dataValidation
    ranges = {str(rule.sqref): rule for rule in rules}
    places = columns_of(book["Thông tin trong năm"])
    letter = book["Thông tin trong năm"].cell(1, places["Cơ quan xếp loại"]).column_letter
    rule = ranges[f"{letter}2:{letter}506"]
    assert (rule.type, rule.showErrorMessage) == ("list", True)
    assert rule.formula1.startswith(f"'{LISTS}'!")
    assert any(rule.formula1 == '"Có,Không"' for rule in rules)


def test_units_are_offered_and_new_ones_may_be_typed(exported):
    rules = opened(exported)["Thành viên tập thể"].data_validations.dataValidation

    assert [(rule.formula1, rule.showErrorMessage) for rule in rules] == [(f"'{LOOKUP}'!$E$2:$E$5", False)]


@pytest.mark.parametrize("title", titles())
def test_each_sheet_is_frozen_and_printed_on_wide_paper(exported, title):
    sheet = opened(exported)[title]

    assert sheet.freeze_panes[1:] == "2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$1"
    mark = sheet.cell(1, columns_of(sheet)["Dấu dòng"]).column_letter
    assert sheet.column_dimensions[mark].hidden


def test_the_guide_names_every_column_and_the_codes_can_be_looked_up(exported):
    book = opened(exported)

    guide = {cell.value for line in book[GUIDE].iter_rows() for cell in line}
    assert {"Đến ngày", "Cấp quản lý", "Phường quản lý · Quận quản lý · Thành phố quản lý"} <= guide
    assert "Dấu dòng" not in guide
    assert [cell.value for cell in book[LOOKUP][4]] == [
        "M0003",
        "Phạm Văn Cường",
        "Chi bộ Khu phố 2",
        None,
        "KP02",
        "Chi bộ Khu phố 2",
    ]
    assert (book.sheetnames[0], book[LISTS].sheet_state) == (GUIDE, "hidden")

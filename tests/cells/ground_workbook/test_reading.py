"""Every mess a handed-in workbook may be: refused as a whole, or named by sheet, row and column."""

import unicodedata
from datetime import date

import pytest
from openpyxl import Workbook

from cells.ground_workbook.layout import SHEETS
from cells.ground_workbook.reading import Fault, read_ground
from cells.refusals import Refused
from tests import workbooks
from tests.ground_workbooks import by_hand, columns_of, opened, remade, with_cells, without_column
from tests.workbooks import saved

SEATS, FACTS = "Thành viên tập thể", "Thông tin trong năm"
WHOLE = {
    "no workbook at all": (b"Th\xc3\xa0nh vi\xc3\xaan", ".xlsx"),
    "nothing": (b"", "trống"),
    "twenty megabytes": (b"PK" + b"\0" * 20 * 1024 * 1024, "10 MB"),
    "an empty sheet of another name": (workbooks.sheet_of(), "Tổ chức"),
    "the roster": (workbooks.WARD_ROSTER.read_bytes(), "Tổ chức"),
}


@pytest.mark.parametrize(("data", "says"), WHOLE.values(), ids=WHOLE)
def test_what_is_no_such_workbook_is_refused_with_words(data, says):
    with pytest.raises(Refused) as refused:
        read_ground(data)

    assert says in str(refused.value)


def faults(data: bytes) -> list[tuple]:
    return [(fault.sheet, fault.row, fault.column) for fault in read_ground(data).faults]


BAD_CELLS = {
    "a day that is none": ("seats", {"from_date_2": "31/02/2020"}, (SEATS, 2, "Từ ngày")),
    "a year for a day": ("seats", {"to_date_3": 2021}, (SEATS, 3, "Đến ngày")),
    "a short year": ("seats", {"to_date_3": "1/2/21"}, (SEATS, 3, "Đến ngày")),
    "a tick for a day": ("seats", {"to_date_3": True}, (SEATS, 3, "Đến ngày")),
    "words for a figure": ("year_facts", {"task_completion_2": "gần hết"}, (FACTS, 2, "Hoàn thành nhiệm vụ (%)")),
    "half a month": ("year_facts", {"sick_leave_months_2": 2.5}, (FACTS, 2, "Nghỉ ốm (tháng)")),
    "thirteen months": ("year_facts", {"sick_leave_months_2": 13}, (FACTS, 2, "Nghỉ ốm (tháng)")),
    "a year of two digits": ("year_facts", {"year_2": 21}, (FACTS, 2, "Năm")),
    "a word that is no choice": ("posts", {"management_level_2": "Trung ương"}, ("Cán bộ", 2, "Cấp quản lý")),
    "neither yes nor no": ("heads", {"main_duty_2": "có lẽ"}, ("Người đứng đầu", 2, "Nhiệm vụ chính")),
    "a text that is too long": ("posts", {"title_2": "x" * 151}, ("Cán bộ", 2, "Chức vụ")),
}


@pytest.mark.parametrize(("key", "cells", "place"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_a_bad_cell_is_named_by_sheet_row_and_column(exported, key, cells, place):
    assert faults(with_cells(exported, key, **cells)) == [place]


def test_a_formula_that_failed_is_named(exported):
    def fail(book: Workbook) -> None:
        cell = book["Cán bộ"].cell(2, columns_of(book["Cán bộ"])["Chức vụ"])
        cell.value, cell.data_type = "#REF!", "e"

    (fault,) = read_ground(remade(exported, fail)).faults

    assert (fault.column, "#REF!" in fault.message) == ("Chức vụ", True)


def test_a_fault_says_what_is_wrong(exported):
    (fault,) = read_ground(with_cells(exported, "seats", to_date_3=2021)).faults

    assert fault == Fault(
        SEATS, 3, "Đến ngày", "Gõ năm vào ô ngày thì thành một ngày: 13/07/1905. Hãy ghi ngày/tháng/năm."
    )


GOOD_CELLS = {
    "a day as text": ("seats", "from_date", "1.7.2016", date(2016, 7, 1)),
    "a percent sign": ("year_facts", "task_completion", "95 %", 95),
    "a figure as text": ("year_facts", "task_completion", "095", 95),
    "a choice without accents": ("posts", "management_level", "quan  QUAN LY", "district"),
    "a choice by its code": ("posts", "management_level", "city", "city"),
    "a tick": ("heads", "main_duty", False, False),
    "nothing means yes": ("heads", "main_duty", None, True),
    "nothing means not recorded": ("year_facts", "found_degraded", None, None),
    "doubled spaces": ("posts", "title", "  Phó  Chủ tịch ", "Phó Chủ tịch"),
}


@pytest.mark.parametrize(("key", "name", "typed", "read"), GOOD_CELLS.values(), ids=GOOD_CELLS)
def test_what_people_type_is_understood(exported, key, name, typed, read):
    reading = read_ground(with_cells(exported, key, **{f"{name}_2": typed}))

    assert (reading.faults, reading.rows[key][0].values[name]) == ((), read)


def test_an_unknown_column_and_a_missing_one_are_named(exported):
    def rename(book: Workbook) -> None:
        book[SEATS].cell(1, 2).value = "Tập thể nào"

    assert faults(remade(exported, rename)) == [(SEATS, 1, "Tập thể nào"), (SEATS, 1, "Tập thể (mã)")]


def test_a_column_nobody_must_fill_in_may_be_missing(exported, plan_of):
    plan = plan_of(without_column(exported, "seats", "title"))

    assert (plan.deeds, plan.faults) == ((), ())


def test_a_sheet_without_its_header_is_named(exported):
    assert faults(remade(exported, lambda book: book[SEATS].delete_rows(1))) == [(SEATS, 1, "")]


def test_sheets_that_would_not_be_read_are_named(exported):
    def change(book: Workbook) -> None:
        book.create_sheet("Ghi chú").append(("x",))
        book.create_sheet("THANH VIEN TAP THE").append(("x",))
        book["Cán bộ"].sheet_state = "hidden"

    assert sorted(faults(remade(exported, change))) == [
        ("Cán bộ", 1, ""),
        ("Ghi chú", 1, ""),
        ("THANH VIEN TAP THE", 1, ""),
    ]


def test_the_order_of_sheets_and_columns_and_blank_rows_do_not_matter(exported, plan_of):
    def shuffle(book: Workbook) -> None:
        book._sheets.reverse()
        sheet = book[SEATS]
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Phường 11, tháng 12"
        sheet.insert_rows(6, 2)
        first, last = sheet["C4:C8"], sheet["E4:E8"]
        for (one,), (other,) in zip(first, last, strict=True):
            one.value, other.value = other.value, one.value

    plan = plan_of(remade(exported, shuffle))

    assert (plan.deeds, plan.faults, plan.unchanged) == ((), (), 11)


def test_decomposed_unicode_and_capitals_are_the_same(exported, plan_of):
    def decompose(book: Workbook) -> None:
        for sheet in book:
            sheet.title = unicodedata.normalize("NFD", sheet.title)
            for line in sheet.iter_rows():
                for cell in line:
                    if isinstance(cell.value, str):
                        cell.value = unicodedata.normalize("NFD", cell.value)

    plan = plan_of(remade(exported, decompose))

    assert (plan.deeds, plan.faults, plan.unchanged) == ((), (), 11)


def test_one_sheet_made_by_hand_is_enough():
    reading = read_ground(
        by_hand(collectives=[{"code": "BTV", "name": "Ban Thường vụ", "kind": "Ban Thường vụ cấp ủy"}])
    )

    assert reading.faults == ()
    assert reading.rows["collectives"][0].values["kind"] == "standing_committee"


def test_an_exported_workbook_with_no_rows_is_no_fault():
    reading = read_ground(by_hand(**{layout.key: [] for layout in SHEETS}))

    assert (reading.faults, {len(rows) for rows in reading.rows.values()}) == ((), {0})


def test_the_helper_opens_what_it_saves(exported):
    assert opened(saved(opened(exported))).sheetnames == opened(exported).sheetnames

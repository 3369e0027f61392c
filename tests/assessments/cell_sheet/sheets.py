"""Small sheets of a cell, and workbooks as people hand them in: downloaded, opened and edited with another library."""

import io
from collections.abc import Callable

from openpyxl import Workbook, load_workbook

from assessments.cell_sheet.content import CellSheet, Counting, SheetRow, SheetTable
from assessments.cell_sheet.layout import BALLOT_LAYOUT, COUNT_NAMES, SheetLayout, critique_layout
from assessments.review_forms import form_for, read_form
from tests.workbooks import saved

PERSON = form_for("member", {})
LEADER = read_form("02L", PERSON.version)
LAYOUT = critique_layout(PERSON)
TEXT, LEVEL, OF_MEETING = "text_duties", "level_duties", "cell_duties"


def critique_row(key: str = "member:M1", name: str = "Nguyễn Văn An", closed=None, **values) -> SheetRow:
    """A row of the personal form, blank but for `values`."""
    blank = {column.name: "" for column in LAYOUT.filled}
    return SheetRow(key, name, {**blank, **values}, {"state": "Đang viết"}, closed or {})


def ballot_row(key: str = "member:M1", name: str = "Nguyễn Văn An", counts=None, grade="", reason="", closed=None):
    values = dict(zip(COUNT_NAMES, counts or (None,) * 4, strict=True)) | {"grade": grade, "reason": reason}
    return SheetRow(key, name, values, {"post": "Đảng viên"}, closed or {})


def sheet_with(*rows: SheetRow, ballots=None, valid=3, layout: SheetLayout = LAYOUT, withheld=False) -> CellSheet:
    tables = [SheetTable(layout, rows)]
    if ballots is not None:
        tables.append(SheetTable(BALLOT_LAYOUT, tuple(ballots)))
    return CellSheet("Chi bộ Khu phố 1", "KP01", 2021, tuple(tables), Counting(valid), withheld)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def remade(data: bytes, change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    """Saved again by another library, after `change`."""
    book = opened(data)
    change(book)
    return saved(book)


def column_of(sheet, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def row_of(sheet, name: str) -> int:
    place = column_of(sheet, "Tên")
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, place).value == name)


def typed(data: bytes, layout: SheetLayout, name: str, **values) -> bytes:
    """`values` typed into the row of somebody, by the name of the column. Text goes into text cells: `=x` is text there."""

    def change(book: Workbook) -> None:
        sheet = book[layout.title]
        row = row_of(sheet, name)
        for column, value in values.items():
            cell = sheet.cell(row, column_of(sheet, layout.column(column).header))
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"

    return remade(data, change)


def without_page(data: bytes, title: str) -> bytes:
    return remade(data, lambda book: book.remove(book[title]))

"""The ground's workbook as people hand it in: the exported one, opened and edited with another library."""

import io
from collections.abc import Callable, Iterable

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from cells.ground_workbook.columns import Kind
from cells.ground_workbook.layout import SHEETS, sheet_of
from tests.workbooks import saved


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def remade(data: bytes, change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    """Saved again by openpyxl, after `change`."""
    book = opened(data)
    change(book)
    return saved(book)


def columns_of(sheet: Worksheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}


def with_cells(data: bytes, key: str, **values) -> bytes:
    """`B3="x"` style edits are unreadable: here a keyword is `<column name>_<row>`, in the sheet called `key`."""

    def change(book: Workbook) -> None:
        sheet = book[sheet_of(key).title]
        for place, value in values.items():
            name, _dash, row = place.rpartition("_")
            _type(sheet.cell(int(row), columns_of(sheet)[sheet_of(key).column(name).header]), value)

    return remade(data, change)


def with_rows(data: bytes, key: str, *rows: dict) -> bytes:
    """New rows below the last one, each by column name."""

    def change(book: Workbook) -> None:
        sheet = book[sheet_of(key).title]
        _append(sheet, key, rows)

    return remade(data, change)


def without_column(data: bytes, key: str, name: str) -> bytes:
    def change(book: Workbook) -> None:
        sheet = book[sheet_of(key).title]
        sheet.delete_cols(columns_of(sheet)[sheet_of(key).column(name).header])

    return remade(data, change)


def by_hand(**sheets: Iterable[dict]) -> bytes:
    """A workbook somebody made without the export: only these sheets, every column but the mark."""
    book = Workbook()
    book.remove(book.active)
    for key, rows in sheets.items():
        layout = sheet_of(key)
        sheet = book.create_sheet(layout.title)
        sheet.append([column.header for column in layout.columns if column.kind is not Kind.MARK])
        _append(sheet, key, rows)
    return saved(book)


def _append(sheet: Worksheet, key: str, rows: Iterable[dict]) -> None:
    places = columns_of(sheet)
    for number, row in enumerate(rows, start=sheet.max_row + 1):
        for name, value in row.items():
            _type(sheet.cell(number, places[sheet_of(key).column(name).header]), value)


def _type(cell: Cell, value) -> None:
    """Into cells formatted as text, as those of the export are: `=x` is text there and no formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def titles() -> list[str]:
    return [layout.title for layout in SHEETS]

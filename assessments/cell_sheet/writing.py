"""A cell's sheet as a workbook: a guide, a sheet for each form, one for the ballots. Read back untouched it says the same.

Cells to fill in are white and open, everything else is grey and locked, without a password: the lock keeps from slips, not
from people. What people wrote is always stored as text, so that `=1+1` stays those four characters.
"""

import io
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from assessments.cell_sheet.content import CellSheet, Counting, SheetRow, SheetTable, Value
from assessments.cell_sheet.guide import write_guide
from assessments.cell_sheet.layout import CHOICES, COUNT_NAMES, Column, Kind
from assessments.cell_sheet.words import word_of, words_for
from cells.ground_workbook.guide import Formats, formats_of
from cells.roster.writing import FIXED_MOMENT
from cells.workbook_text import write_text

_A4 = 9
_MOST_BALLOTS = 9_999
_WIDTHS = {
    Kind.KEY: 14, Kind.NAME: 28, Kind.SHOWN: 20, Kind.TOTAL: 10, Kind.TEXT: 46, Kind.LEVEL: 13, Kind.GRADE: 26,
    Kind.COUNT: 12,
}  # fmt: skip
_ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True}


@dataclass(frozen=True)
class _Looks:
    base: Formats
    open: Format
    open_number: Format
    wrong: Format


def write_sheet(sheet: CellSheet, *, mark: str) -> bytes:
    """The bytes of an .xlsx file. `mark`: by which the portal knows this download again."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"Bảng kiểm điểm {sheet.year}", "created": FIXED_MOMENT})
    base = formats_of(book)
    edge = {"font_name": "Times New Roman", "font_size": 12, "border": 1, "valign": "top", "locked": False}
    looks = _Looks(
        base,
        book.add_format({**edge, "num_format": "@", "text_wrap": True}),
        book.add_format({**edge, "num_format": "0"}),
        book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"}),
    )
    write_guide(book, base, sheet, mark)
    for table in sheet.tables:
        _TableWriter(book.add_worksheet(table.layout.title), table, sheet.counting, looks).write()
    book.close()
    return buffer.getvalue()


class _TableWriter:
    def __init__(self, sheet: Worksheet, table: SheetTable, counting: Counting, looks: _Looks):
        self.sheet, self.table, self.counting, self.looks = sheet, table, counting, looks
        self.places = {column.name: place for place, column in enumerate(table.layout.columns)}

    def write(self) -> None:
        for place, column in enumerate(self.table.layout.columns):
            self._column(place, column)
        for line, row in enumerate(self.table.rows, start=1):
            for place, column in enumerate(self.table.layout.columns):
                self._cell(line, place, column, row)
        self._page()

    def _column(self, place: int, column: Column) -> None:
        head = self.looks.base.required if column.is_filled else self.looks.base.head
        self.sheet.write_string(0, place, column.header, head)
        options = {"hidden": True} if column.kind is Kind.KEY else {}
        self.sheet.set_column(place, place, _WIDTHS[column.kind], None, options)
        last = len(self.table.rows)
        if column.kind in CHOICES and last:
            self._only(place, last, {"validate": "list", "source": words_for(column.kind)}, "Chọn trong danh sách.")
        elif column.kind is Kind.COUNT and last:
            number = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": _MOST_BALLOTS}
            self._only(place, last, number, "Ghi số phiếu, là số nguyên.")

    def _only(self, place: int, last: int, rule: dict, message: str) -> None:
        self.sheet.data_validation(
            1, place, last, place, {**rule, "error_title": "Chưa đúng", "error_message": message}
        )

    def _cell(self, line: int, place: int, column: Column, row: SheetRow) -> None:
        still = self.looks.base.still
        if column.kind is Kind.TOTAL:
            self._total(line, place)
        elif column.kind is Kind.KEY:
            self.sheet.write_string(line, place, row.key, still)
        elif column.kind is Kind.NAME:
            write_text(self.sheet, line, place, row.name, still)
        elif column.kind is Kind.SHOWN:
            write_text(self.sheet, line, place, row.shown.get(column.name, ""), still)
        else:
            self._filled(line, place, column, row.values.get(column.name), column.group in row.closed)

    def _filled(self, line: int, place: int, column: Column, value: Value, closed: bool) -> None:
        looks = self.looks
        style = looks.base.still if closed else looks.open_number if column.kind is Kind.COUNT else looks.open
        if value is None or value == "":
            self.sheet.write_blank(line, place, None, style)
        elif isinstance(value, int):
            self.sheet.write_number(line, place, value, style)
        else:
            text = word_of(column.kind, value) if column.kind in CHOICES else value
            write_text(self.sheet, line, place, text, style)

    def _total(self, line: int, place: int) -> None:
        """The sum of the row's ballots, red where it is not that of the valid ones. It is never read."""
        first, last = (xl_rowcol_to_cell(line, self.places[name]) for name in (COUNT_NAMES[0], COUNT_NAMES[-1]))
        formula = f'=IF(COUNT({first}:{last})=0,"",SUM({first}:{last}))'
        counts = [self.table.rows[line - 1].values.get(name) for name in COUNT_NAMES]
        told = [count for count in counts if isinstance(count, int)]
        self.sheet.write_formula(line, place, formula, self.looks.base.still, sum(told) if told else "")
        if self.counting.valid is not None:
            here = xl_rowcol_to_cell(line, place)
            wrong = f'=AND({here}<>"",{here}<>{self.counting.valid})'
            red = {"type": "formula", "criteria": wrong, "format": self.looks.wrong}
            self.sheet.conditional_format(line, place, line, place, red)

    def _page(self) -> None:
        self.sheet.set_row(0, 96)
        self.sheet.freeze_panes(1, self.places["name"] + 1)
        self.sheet.autofilter(0, 0, max(len(self.table.rows), 1), len(self.places) - 1)
        self.sheet.protect("", _ALLOWED)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&L&A&R&P/&N")

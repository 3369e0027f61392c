"""The ground as a workbook: a guide, one sheet for each thing, codes to look up. Read back it changes nothing.

The same ground gives the same bytes: the file carries no clock.
"""

import io
from collections.abc import Iterable
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cells.ground_workbook.columns import Column, Kind, SheetLayout
from cells.ground_workbook.guide import Formats, Lists, formats_of, write_guide, write_lookup
from cells.ground_workbook.layout import SHEETS
from cells.ground_workbook.marks import mark_of
from cells.ground_workbook.plan import is_told, shown
from cells.ground_workbook.tables import GroundRow, Tables, Value
from cells.ground_workbook.words import NO, YES, words_of
from cells.roster.writing import FIXED_MOMENT
from cells.workbook_text import write_text

#: Excel's calendar is wrong before this day; earlier dates are written as text.
_FIRST_SAFE_DAY = date(1901, 1, 1)
#: Lines below the last row that carry lists and formats too, for what people add.
_SPARE_LINES = 500
_A4 = 9
_WIDTHS = {
    Kind.ROW: 9, Kind.CODE: 13, Kind.TEXT: 30, Kind.DAY: 13, Kind.NUMBER: 12, Kind.CHOICE: 26, Kind.YES_NO: 11,
    Kind.PERSON: 11, Kind.NAME: 26, Kind.UNIT: 15, Kind.SHOWN: 24, Kind.REASON: 28, Kind.MARK: 14,
}  # fmt: skip
_NEVER_TYPED = {Kind.ROW, Kind.SHOWN, Kind.MARK}


def write_ground(tables: Tables, *, ward_name: str, year: int) -> bytes:
    """The bytes of an .xlsx file; the sheet of the year's facts has a line for everybody present."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Tổ chức, tập thể và thông tin trong năm", "created": FIXED_MOMENT})
    formats = formats_of(book)
    write_guide(book, formats, ward_name=ward_name, ward_code=tables.ward_code, year=year)
    sheets = [(layout, book.add_worksheet(layout.title)) for layout in SHEETS]
    lists = Lists(book, formats, tables)
    for layout, sheet in sheets:
        rows = _year_rows(tables, year) if layout.key == "year_facts" else tables.rows.get(layout.key, ())
        _SheetWriter(sheet, layout, formats, lists).write(rows)
    write_lookup(lists.lookup, formats, tables)
    book.close()
    return buffer.getvalue()


def _year_rows(tables: Tables, year: int) -> Iterable[GroundRow]:
    """A line for everybody present, recorded or not, then those who left and have facts of the year."""
    recorded = {row.key: row for row in tables.rows.get("year_facts", ()) if row.values["year"] == year}
    for person in tables.people:
        key = f"{year}/{person.code}"
        blank = {"year": year, "person": person.code, "person_name": person.name}
        row = recorded.pop(key, None) or GroundRow(key, blank)
        yield GroundRow(key, {**row.values, "cell": person.cell})
    yield from recorded.values()


class _SheetWriter:
    def __init__(self, sheet: Worksheet, layout: SheetLayout, formats: Formats, lists: Lists):
        self.sheet, self.layout, self.formats, self.lists = sheet, layout, formats, lists

    def write(self, rows: Iterable[GroundRow]) -> None:
        last = 0
        for last, row in enumerate(rows, start=1):
            values = {**row.values, "mark": mark_of(self.layout, row.key, row.values)}
            for place, column in enumerate(self.layout.columns):
                self._cell(last, place, column, values.get(column.name))
        for place, column in enumerate(self.layout.columns):
            self._column(place, column, last + _SPARE_LINES)
        self._page(last)

    def _cell(self, row: int, place: int, column: Column, value: Value) -> None:
        style = self._style(column)
        if not is_told(value):
            self.sheet.write_blank(row, place, None, style)
        elif isinstance(value, date) and value >= _FIRST_SAFE_DAY:
            self.sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001
        elif column.kind is Kind.NUMBER or (column.kind is Kind.ROW and str(value).isdecimal()):
            self.sheet.write_number(row, place, int(value), style)
        else:
            write_text(self.sheet, row, place, shown(column, value), style)

    def _column(self, place: int, column: Column, last: int) -> None:
        """Header, width, what a new line looks like, and the list it is chosen from."""
        head = self.formats.required if column.required else self.formats.head
        self.sheet.write_string(0, place, column.header, head)
        options = {"hidden": True} if column.kind is Kind.MARK else {}
        self.sheet.set_column(place, place, _WIDTHS[column.kind], self._open_style(column), options)
        if column.choices:
            self._list(place, last, self.lists.of(words_of(column.choices).values()), strict=True)
        elif column.kind is Kind.YES_NO:
            self._list(place, last, [YES, NO], strict=True)
        elif column.kind is Kind.UNIT:
            self._list(place, last, self.lists.units, strict=False)

    def _list(self, place: int, last: int, source: str | list[str], strict: bool) -> None:
        """`strict`: Excel refuses other words. A unit may also be one that this very workbook adds."""
        rule = {
            "validate": "list",
            "source": source,
            "show_error": strict,
            "error_title": "Chọn trong danh sách",
            "error_message": "Hãy chọn một giá trị trong danh sách.",
        }
        self.sheet.data_validation(1, place, last, place, rule)

    def _page(self, last: int) -> None:
        columns = self.layout.columns
        name = next((n for n, column in enumerate(columns) if column.kind in (Kind.NAME, Kind.CODE)), 0)
        self.sheet.set_row(0, 36)
        self.sheet.freeze_panes(1, name + 1 if name < 3 else 1)
        self.sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&L&A&R&P/&N")

    def _style(self, column: Column):
        if column.kind is Kind.DAY:
            return self.formats.day
        if column.kind is Kind.NUMBER:
            return self.formats.number
        return self.formats.still if column.kind in _NEVER_TYPED else self.formats.text

    def _open_style(self, column: Column):
        """Lines people add have no border, so that a printed sheet ends where its rows end."""
        if column.kind is Kind.DAY:
            return self.formats.open_day
        return self.formats.open if column.kind in {Kind.NUMBER, *_NEVER_TYPED} else self.formats.open_text

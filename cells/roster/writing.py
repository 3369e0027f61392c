"""The roster as a workbook, in the layout wards keep: two header rows, a line for each cell. Read back it changes nothing.

The column “Tình trạng” holds the standing in a word of its own, so that a remark never has to be interpreted.
The same people give the same bytes: the file carries no clock.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cells.roster.ground import KnownPerson
from cells.roster.notes import STATUS_WORDS
from cells.vocabulary import Gender
from cells.workbook_text import write_text

#: Workbooks carry this moment as their date of creation; the real one would make every copy differ.
FIXED_MOMENT = datetime(2021, 1, 1)  # noqa: DTZ001 -- the format stores no zone
#: Excel's calendar is wrong before this day; earlier dates are written as text.
_FIRST_SAFE_DAY = date(1901, 1, 1)
_WIDTHS = (6, 28, 13, 13, 10, 14, 14, 16, 20, 30, 30)
_HEAD = (
    "STT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Dân tộc", "Ngày vào Đảng", "Ngày chính thức",
    "Số thẻ đảng viên", "Chức vụ", "Tình trạng", "Ghi chú",
)  # fmt: skip
_BIRTH_COLUMNS = {Gender.MALE: 2, Gender.FEMALE: 3}


@dataclass(frozen=True)
class CellSheet:
    """A cell with its people, in the order they are printed."""

    name: str
    people: tuple[KnownPerson, ...]


@dataclass(frozen=True)
class _Formats:
    title: Format
    head: Format
    section: Format
    text: Format
    day: Format


def write_roster(*, superior: str, committee: str, as_of: date, cells: list[CellSheet]) -> bytes:
    """The bytes of an .xlsx file. `superior` and `committee` stand in the heading as the ward's papers print them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Danh sách đảng viên", "created": FIXED_MOMENT})
    sheet = book.add_worksheet("Danh sách")
    extra = any(person.born_on and not person.gender for cell in cells for person in cell.people)
    writer = _Writer(sheet, _formats(book), unknown_gender=extra)
    writer.heading(superior, committee, as_of)
    writer.header()
    for number, cell in enumerate(cells, start=1):
        writer.section(number, cell)
    writer.total(sum(len(cell.people) for cell in cells))
    book.close()
    return buffer.getvalue()


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    base = {"font_name": "Times New Roman", "font_size": 12}
    edge = {**base, "border": 1, "valign": "vcenter"}
    return _Formats(
        title=book.add_format({**base, "bold": True, "align": "center"}),
        head=book.add_format({**edge, "bold": True, "align": "center", "text_wrap": True}),
        section=book.add_format({**edge, "bold": True}),
        text=book.add_format({**edge, "num_format": "@", "text_wrap": True}),
        day=book.add_format({**edge, "num_format": "dd/mm/yyyy", "align": "center"}),
    )


class _Writer:
    def __init__(self, sheet: Worksheet, formats: _Formats, unknown_gender: bool):
        self.sheet, self.formats, self.unknown_gender = sheet, formats, unknown_gender
        self.row, self.number = 0, 0
        self.last = len(_HEAD) - 1 + (1 if unknown_gender else 0)

    def heading(self, superior: str, committee: str, as_of: date) -> None:
        self.sheet.write_string(0, 0, superior.upper())
        self.sheet.write_string(1, 0, committee.upper())
        self.sheet.write_string(0, 6, "ĐẢNG CỘNG SẢN VIỆT NAM")
        title = f"(Tính đến ngày {as_of.day:02d} tháng {as_of.month:02d} năm {as_of.year})"
        for row, text in ((3, "DANH SÁCH ĐẢNG VIÊN"), (4, title)):
            self.sheet.merge_range(row, 0, row, self.last, text, self.formats.title)
        self.row = 6

    def header(self) -> None:
        below = {2: "Nam", 3: "Nữ"} | ({4: "Chưa rõ"} if self.unknown_gender else {})
        for index, text in enumerate(_HEAD):
            column = self._column(index)
            if index == 2:
                self.sheet.merge_range(self.row, 2, self.row, max(below), text, self.formats.head)
            elif index != 3:
                self.sheet.merge_range(self.row, column, self.row + 1, column, text, self.formats.head)
            self.sheet.set_column(column, column, _WIDTHS[index])
        for column, text in below.items():
            self.sheet.write_string(self.row + 1, column, text, self.formats.head)
        self.row += 2
        self.sheet.freeze_panes(self.row, 2)
        self.sheet.repeat_rows(self.row - 2, self.row - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def section(self, number: int, cell: CellSheet) -> None:
        text = f"{number}. {cell.name} ({len(cell.people)} đồng chí)"
        self.sheet.merge_range(self.row, 0, self.row, self.last, text, self.formats.section)
        self.row += 1
        for person in cell.people:
            self._person(person)

    def total(self, people: int) -> None:
        self.sheet.write_string(self.row, 0, f"Tổng cộng: {people} đảng viên", self.formats.title)

    def _person(self, person: KnownPerson) -> None:
        self.number += 1
        for index in range(self.last + 1):
            self.sheet.write_blank(self.row, index, None, self.formats.text)
        self.sheet.write_number(self.row, 0, self.number, self.formats.text)
        self._birth(person)
        self._day(5, person.admitted_on)
        self._day(6, person.official_on)
        for index, text in (
            (1, person.full_name),
            (4, person.ethnicity),
            (7, person.card_number),
            (8, person.position),
            (9, STATUS_WORDS[person.status]),
            (10, person.note),
        ):
            if text:
                write_text(self.sheet, self.row, self._column(index), text, self.formats.text)
        self.row += 1

    def _birth(self, person: KnownPerson) -> None:
        column = _BIRTH_COLUMNS.get(person.gender, 4)
        if person.born_on:
            self._write_day(column, person.born_on)
        elif person.gender:  # the column tells the gender even where the day is not known
            self.sheet.write_string(self.row, column, "x", self.formats.text)

    def _day(self, index: int, day: date | None) -> None:
        if day:
            self._write_day(self._column(index), day)

    def _write_day(self, column: int, day: date) -> None:
        if day < _FIRST_SAFE_DAY:
            self.sheet.write_string(self.row, column, f"{day:%d/%m/%Y}", self.formats.text)
        else:
            self.sheet.write_datetime(self.row, column, datetime(day.year, day.month, day.day), self.formats.day)  # noqa: DTZ001

    def _column(self, index: int) -> int:
        return index + 1 if self.unknown_gender and index > 3 else index

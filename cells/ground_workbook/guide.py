"""What surrounds the sheets of the ground's workbook: the guide, the codes to look up, the words to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cells.ground_workbook.columns import Column, Kind
from cells.ground_workbook.layout import GUIDE, LISTS, LOOKUP, SHEETS
from cells.ground_workbook.tables import Tables
from cells.ground_workbook.words import NO, YES, words_of

_HOW = (
    "Mỗi trang một loại; dòng đầu là tiêu đề, giữ nguyên tên các cột. Cột bắt buộc có tiêu đề in đậm, nền vàng.",
    "Thêm: ghi vào dòng trống bên dưới, để trống “Mã dòng” (hoặc “Mã” ở trang Người ngoài Đảng).",
    "Sửa: sửa ngay trên dòng; không sửa các cột nền xám và cột ẩn “Dấu dòng”.",
    "Bỏ một dòng đã nhập sai: ghi vào cột “Lý do rút lại”. Xóa dòng khỏi tệp không xóa gì trên cổng.",
    "Thôi làm thành viên, thôi đứng đầu, thôi chức vụ: ghi ngày kết thúc, không rút lại. Ngày đó là ngày đầu tiên không còn.",
    "Ngày ghi dạng ngày/tháng/năm, ví dụ 03/02/1985. Năm viết đủ bốn chữ số.",
    "Dòng mà người khác đã sửa trên cổng sau khi tải tệp này không bị ghi đè; nếu đồng chí cũng sửa dòng đó, cổng sẽ báo.",
    "Nhập lại: trên cổng chọn tệp, xem trước những gì sẽ thay đổi rồi xác nhận. Ghi tất cả hoặc không ghi gì.",
)


@dataclass(frozen=True)
class Formats:
    title: Format
    plain: Format
    head: Format
    required: Format
    text: Format
    still: Format
    day: Format
    number: Format
    open: Format
    open_text: Format
    open_day: Format


def formats_of(book: xlsxwriter.Workbook) -> Formats:
    base = {"font_name": "Times New Roman", "font_size": 12}
    edge = {**base, "border": 1, "valign": "top", "text_wrap": True}
    head = {**edge, "align": "center", "valign": "vcenter", "bg_color": "#EDEDED"}
    return Formats(
        title=book.add_format({**base, "bold": True, "font_size": 14}),
        plain=book.add_format({**base, "text_wrap": True, "valign": "top"}),
        head=book.add_format(head),
        required=book.add_format({**head, "bold": True, "bg_color": "#FFF2CC"}),
        text=book.add_format({**edge, "num_format": "@"}),
        still=book.add_format({**edge, "bg_color": "#F2F2F2", "font_color": "#595959"}),
        day=book.add_format({**edge, "num_format": "dd/mm/yyyy", "align": "center"}),
        number=book.add_format({**edge, "num_format": "0"}),
        open=book.add_format(base),
        open_text=book.add_format({**base, "num_format": "@", "text_wrap": True}),
        open_day=book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "center"}),
    )


def write_guide(book: xlsxwriter.Workbook, formats: Formats, *, ward_name: str, ward_code: str, year: int) -> Worksheet:
    """The first sheet: how the workbook is filled in, and every column in a table."""
    sheet = book.add_worksheet(GUIDE)
    sheet.write_string(0, 0, f"Tổ chức, tập thể và thông tin trong năm {year}", formats.title)
    sheet.write_string(1, 0, f"{ward_name} (mã {ward_code})", formats.open)
    row = 3
    for number, line in enumerate(_HOW, start=1):
        sheet.merge_range(row, 0, row, 3, f"{number}. {line}", formats.plain)
        row += 1
    row += 1
    first = row
    for place, head in enumerate(("Trang", "Cột", "Cách ghi", "Giá trị chọn")):
        sheet.write_string(row, place, head, formats.head)
    for layout in SHEETS:
        row += 1
        sheet.write_string(row, 0, layout.title, formats.required)
        sheet.merge_range(row, 1, row, 3, layout.about, formats.text)
        for column in layout.columns:
            if column.kind is not Kind.MARK:
                row += 1
                for place, text in enumerate(("", column.header, _help(column), _choices(column))):
                    sheet.write_string(row, place, text, formats.text)
    for place, width in enumerate((22, 26, 52, 60)):
        sheet.set_column(place, place, width)
    sheet.repeat_rows(first)
    _print(sheet)
    return sheet


def _help(column: Column) -> str:
    return " ".join(filter(None, ("Bắt buộc." if column.required else "", column.help))) or "Chữ."


def _choices(column: Column) -> str:
    if column.kind is Kind.YES_NO:
        return f"{YES} · {NO}"
    return " · ".join(words_of(column.choices).values()) if column.choices else ""


class Lists:
    """The words to choose from, on a hidden sheet: a list written into a cell's rule holds 255 characters only."""

    def __init__(self, book: xlsxwriter.Workbook, formats: Formats, tables: Tables):
        self.lookup = book.add_worksheet(LOOKUP)
        self.sheet = book.add_worksheet(LISTS)
        self.sheet.hide()
        self.sheet.set_column(0, 40, 30, formats.open)
        self.units = f"='{LOOKUP}'!$E$2:$E${len(tables.units) + 1}"
        self._places: dict[tuple[str, ...], str] = {}

    def of(self, words: Iterable[str]) -> str:
        """The range that holds these words, one column for each list."""
        words = tuple(words)
        if words not in self._places:
            place = len(self._places)
            for row, word in enumerate(words):
                self.sheet.write_string(row, place, word)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            self._places[words] = f"='{LISTS}'!${letter}$1:${letter}${len(words)}"
        return self._places[words]


def write_lookup(sheet: Worksheet, formats: Formats, tables: Tables) -> None:
    """Codes of people on the left, of units on the right."""
    for place, (head, width) in enumerate((("Mã người", 12), ("Họ và tên", 28), ("Chi bộ", 30))):
        sheet.write_string(0, place, head, formats.head)
        sheet.set_column(place, place, width)
    for place, (head, width) in enumerate((("Mã đơn vị", 16), ("Tên", 44)), start=4):
        sheet.write_string(0, place, head, formats.head)
        sheet.set_column(place, place, width)
    for row, person in enumerate(tables.people, start=1):
        for place, text in enumerate((person.code, person.name, person.cell)):
            sheet.write_string(row, place, text, formats.text)
    for row, unit in enumerate(tables.units, start=1):
        for place, text in enumerate((unit.code, unit.name), start=4):
            sheet.write_string(row, place, text, formats.text)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _print(sheet)


def _print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P/&N")

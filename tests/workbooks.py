"""Test workbooks: every layout and every mess wards keep, made with openpyxl (the portal itself writes with another library)."""

import io
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

WARD_ROSTER = Path(__file__).parent / "data" / "danh-sach-dang-vien-p11.xlsx"

AN = (
    "Nguyễn Văn An",
    date(1985, 2, 3),
    None,
    "Kinh",
    date(2010, 5, 19),
    date(2011, 5, 19),
    "79.000001",
    "Bí thư chi bộ",
    "",
)
BINH = ("Trần Thị Bình", None, date(1990, 12, 31), "Hoa", date(2021, 7, 1), None, "79.000002", "", "Dự bị")
CUONG = (
    "Lê Quốc Cường",
    date(1950, 1, 1),
    None,
    "Kinh",
    date(1975, 4, 30),
    date(1976, 4, 30),
    "79.000003",
    "",
    "Miễn sinh hoạt",
)
DUNG = (
    "Phạm Thùy Dung",
    None,
    date(1979, 8, 8),
    "Kinh",
    date(2005, 2, 3),
    date(2006, 2, 3),
    "79.000004",
    "Chi ủy viên",
    "",
)

TWO_ROW_HEAD = (
    (
        "STT",
        "Họ và tên",
        "Ngày, tháng, năm sinh",
        None,
        "Dân tộc",
        "Ngày vào Đảng",
        "Ngày chính thức",
        "Số thẻ đảng viên",
        "Chức vụ",
        "Ghi chú",
    ),
    (None, None, "Nam", "Nữ", None, None, None, None, None, None),
)
FLAT_HEAD = (
    "STT",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Dân tộc",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ",
    "Chức vụ",
    "Chi bộ",
    "Ghi chú",
)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of(*rows: tuple, title: str = "Danh sách") -> bytes:
    """A workbook of one sheet with exactly these rows."""
    book = Workbook()
    book.active.title = title
    _fill(book.active, rows)
    return saved(book)


def sheets_of(**sheets: list[tuple]) -> bytes:
    """A workbook with these sheets; `_` in a name stands for a space."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        _fill(book.create_sheet(title.replace("_", " ")), rows)
    return saved(book)


def _fill(sheet: Worksheet, rows) -> None:
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row] if any(value is not None for value in row) else ():
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"


def numbered(*people: tuple, start: int = 1) -> list[tuple]:
    return [(number, *person) for number, person in enumerate(people, start=start)]


def ward_layout(*sections: tuple[str, list[tuple]], total: str | None = None, titles: bool = True) -> bytes:
    """The layout of the ward's own file: title rows, two-row header with merged groups, section rows, totals, signature."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    rows = (
        [
            ("ĐẢNG BỘ QUẬN GÒ VẤP",),
            ("ĐẢNG ỦY PHƯỜNG 11",),
            ("*",),
            (),
            ("DANH SÁCH ĐẢNG VIÊN",),
            ("(Tính đến ngày 30 tháng 11 năm 2021)",),
            (),
        ]
        if titles
        else []
    )
    first = len(rows) + 1
    rows += TWO_ROW_HEAD
    number = 1
    for name, people in sections:
        rows += [(name,), *numbered(*people, start=number)]
        number += len(people)
    rows += [
        (total or f"Tổng cộng: {number - 1} đảng viên",),
        (),
        (None,) * 7 + ("T/M ĐẢNG ỦY",),
        (None,) * 7 + ("BÍ THƯ",),
        (),
        (None, "Nguyễn Thị Ký Tên"),
    ]
    _fill(sheet, rows)
    sheet.merge_cells(start_row=first, start_column=3, end_row=first, end_column=4)
    for column in (1, 2, 5, 6, 7, 8, 9, 10):
        sheet.merge_cells(start_row=first, start_column=column, end_row=first + 1, end_column=column)
    return saved(book)


def flat(person: tuple, cell: str, number: int = 1) -> tuple:
    """A person as a row under FLAT_HEAD."""
    name, male, female, ethnicity, admitted, official, card, position, note = person
    return (
        number,
        name,
        "Nam" if male else "Nữ",
        male or female,
        ethnicity,
        admitted,
        official,
        card,
        position,
        cell,
        note,
    )


def flat_layout(*people: tuple[tuple, str]) -> bytes:
    """One header row, a column for gender and one for the cell."""
    return sheet_of(
        ("DANH SÁCH ĐẢNG VIÊN NĂM 2021",),
        (),
        FLAT_HEAD,
        *(flat(person, cell, n) for n, (person, cell) in enumerate(people, start=1)),
    )


def with_(person: tuple, **fields) -> tuple:
    """A person with other values: name, male, female, ethnicity, admitted, official, card, position, note."""
    names = ("name", "male", "female", "ethnicity", "admitted", "official", "card", "position", "note")
    return tuple(fields.get(name, value) for name, value in zip(names, person, strict=True))


def decomposed(person: tuple) -> tuple:
    return tuple(unicodedata.normalize("NFD", value) if isinstance(value, str) else value for value in person)


def edited(data: bytes, change) -> bytes:
    """A workbook with `change(zip entry name, bytes) -> bytes` done to each of its files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, change(entry.filename, source.read(entry)))
    return buffer.getvalue()


def reaching_far() -> bytes:
    """A workbook of two cells, one in the last row and column Excel has: a careless reader would make the whole grid."""
    book = Workbook()
    book.active["A1"] = "STT"
    book.active.cell(row=1_048_576, column=16_384, value="x")
    return saved(book)


def bomb(megabytes: int = 65) -> bytes:
    """A small file that unpacks to a huge one: the least that is over the bound."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        target.writestr("xl/workbook.xml", "<workbook/>")
        with target.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as entry:
            for _ in range(megabytes):
                entry.write(b" " * 1024 * 1024)
    return buffer.getvalue()

"""Files from outside: what is no workbook, or too much of one, is refused with words before anything is read."""

import io
import re
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from cells.workbooks import UnreadableWorkbook, open_workbook
from tests import workbooks


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def other_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


def broken_sheet() -> bytes:
    return workbooks.edited(
        workbooks.sheet_of(("a", "b")),
        lambda name, content: b"<worksheet><sheetData><row" if name.startswith("xl/worksheets/") else content,
    )


BAD = {
    "no bytes at all": (lambda: b"", "trống"),
    "text that is no workbook": (lambda: b"Danh s\xc3\xa1ch", ".xlsx"),
    "an old xls or a file with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
    "a zip that is a text document": (other_zip, ".xlsx"),
    "a workbook cut in half": (lambda: cut(workbooks.WARD_ROSTER.read_bytes()), ".xlsx"),
    "a sheet whose XML is broken": (broken_sheet, ".xlsx"),
    "twenty megabytes": (lambda: b"PK" + b"\0" * 20 * 1024 * 1024, "10 MB"),
    "a zip bomb": (workbooks.bomb, "nhiều hơn"),
    "one cell in the last row and column": (workbooks.reaching_far, "nhiều hơn"),
}


@pytest.mark.parametrize(("made", "says"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_what_to_do(made, says):
    with pytest.raises(UnreadableWorkbook) as refused:
        open_workbook(made())

    assert says in str(refused.value)


def test_more_rows_than_a_roster_can_hold_are_refused(monkeypatch):
    monkeypatch.setattr("cells.workbook_bounds.MAX_ROWS", 5)

    with pytest.raises(UnreadableWorkbook):
        open_workbook(workbooks.sheet_of(*[("x",)] * 6))

    assert len(open_workbook(workbooks.sheet_of(*[("x",)] * 5)).sheets[0].rows) == 5


def test_rows_keep_the_numbers_excel_shows():
    book = open_workbook(workbooks.sheet_of((), (), (None, "third row")))

    assert book.sheets[0].rows[2][1] == "third row"


def test_a_hidden_sheet_is_named_but_not_opened():

    book = load_workbook(io.BytesIO(workbooks.sheets_of(Seen=[("a",)], Old=[("b",)])))
    book["Old"].sheet_state = "hidden"

    opened = open_workbook(workbooks.saved(book))

    assert [sheet.name for sheet in opened.sheets] == ["Seen"]
    assert opened.hidden == ("Old",)


def test_a_merged_range_shows_the_value_of_its_first_cell():

    book = Workbook()
    book.active["A1"] = "Khu phố 3"
    book.active["B3"] = "x"
    book.active.merge_cells("A1:A2")

    sheet = open_workbook(workbooks.saved(book)).sheets[0]

    assert [sheet.spread(row, 0) for row in range(3)] == ["Khu phố 3", "Khu phố 3", ""]


@pytest.mark.parametrize("said", [b"-1e400", b"-1e11", b"-99999999999999999999"])
def test_a_day_before_all_days_is_refused_and_the_reader_prints_nothing(said, capfd):
    dated = workbooks.sheet_of((date(2021, 2, 3),))
    number = re.compile(rb"<v>44230</v>")
    data = workbooks.edited(dated, lambda _name, part: number.sub(b"<v>" + said + b"</v>", part))
    assert data != workbooks.edited(dated, lambda _name, part: part)

    with pytest.raises(UnreadableWorkbook):
        open_workbook(data)

    assert capfd.readouterr().err == ""

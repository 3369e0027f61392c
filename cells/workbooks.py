"""Opening a workbook that came from outside: every limit is checked before the reader may allocate anything. No database.

Only `.xlsx` is read. A workbook is a zip of XML files, so it can promise little and unpack to much, or name one cell in
the last row of the sheet and make a reader fill the whole grid; both are refused here, with words.
"""

import html
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine
from django.conf import settings
from django.utils.translation import gettext as _

from cells.containers import ContainerTooLargeError, DamagedContainerError, opened_container
from cells.refusals import Refused
from cells.vietnamese import tidy

#: A ward of 4,000 people fills a sheet of 5,000 rows and unpacks to about 5 MB.
MAX_ROWS = 20_000
MAX_COLUMNS = 120
MAX_SHEETS = 120

Value = str | int | float | bool | date | datetime | time | timedelta
Range = tuple[tuple[int, int], tuple[int, int]]

# A cell that holds something, and a row, with the address they claim.
_CELL = re.compile(rb"<(?:\w+:)?c\b(?P<attributes>[^>]*)(?<!/)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b(?P<attributes>[^>]*)>")
_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,9})(\d{1,12})["']""")


#: What Excel shows where a formula failed. The reader gives nothing there; a person's date would silently be missing.
ERROR_VALUES = frozenset(
    {"#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)

_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\bt\s*=\s*["']e["'])[^>]*\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>(.*?)</(?:\w+:)?c>""",
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class UnreadableWorkbook(Refused):
    """The file is no workbook that can be read; nothing of it was used."""


@dataclass(frozen=True)
class Sheet:
    """One visible sheet. `rows[0]` is row 1 as Excel counts; empty cells are ""."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Range, ...] = ()

    def spread(self, row: int, column: int) -> Value:
        """The value of a cell (both counted from 0); inside a merged range that of its first cell."""
        value = self.rows[row][column]
        if value != "":
            return value
        for (top, left), (bottom, right) in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return self.rows[top][left]
        return value


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def open_workbook(data: bytes) -> Workbook:
    """All visible sheets of an .xlsx file. Raises UnreadableWorkbook with what is wrong and how to mend it."""
    _check_size(data)
    _check_container(data)
    return _read(data)


def text_of(value: Value) -> str:
    """What a cell shows, as tidy text: 5.0 is `5`, a date is `03/02/1985`."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return tidy(str(value))


def _check_size(data: bytes) -> None:
    if not data:
        raise UnreadableWorkbook(_("The file is empty (0 bytes). Choose the workbook again."))
    if len(data) > settings.ROSTER_MAX_BYTES:
        raise UnreadableWorkbook(
            _("The file is larger than %(limit)s MB. Remove pictures and other sheets, then try again.")
            % {"limit": settings.ROSTER_MAX_BYTES // (1024 * 1024)}
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableWorkbook(
            _(
                "This is an old .xls file, or one with a password. Open it in Excel and save it as .xlsx without a password."
            )
        )


def _check_container(data: bytes) -> None:
    try:
        with opened_container(data) as container:
            names = container.namelist()
            if "xl/workbook.xml" not in names:
                raise _no_workbook()
            for name in sorted(set(names)):
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _check_extent(container.read(name))
    except ContainerTooLargeError:
        raise _too_much() from None
    except DamagedContainerError:
        raise _no_workbook() from None


def _check_extent(sheet: bytes) -> None:
    """The sheet reaches no further than a roster may: the reader makes a full grid up to the last cell named."""
    cells = _CELL.findall(sheet)
    addresses = [_ADDRESS.search(attributes) for attributes in cells]
    rows = [_ADDRESS.search(attributes) for attributes in _ROW.findall(sheet)] if None in addresses else []
    reached = [match.groups() for match in [*addresses, *rows] if match]
    last_row = max((int(row) for _letters, row in reached), default=0)
    last_column = max((_column_number(letters) for letters, _row in reached), default=0)
    if last_row > MAX_ROWS or last_column > MAX_COLUMNS:
        raise _too_much()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _read(data: bytes) -> Workbook:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet for sheet in book.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
        if len(shown) > MAX_SHEETS:
            raise _too_much()
        visible = [sheet.name for sheet in shown if sheet.visible == python_calamine.SheetVisibleEnum.Visible]
        hidden = [sheet.name for sheet in shown if sheet.name not in visible]
        errors = _errors(data)
        return Workbook(tuple(_sheet(book, name, errors.get(name, {})) for name in visible), tuple(hidden))
    except (KeyboardInterrupt, SystemExit, MemoryError, Refused):
        raise
    except BaseException:  # a panic of the reader is no Exception
        raise _no_workbook() from None


def _errors(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet -> {(row, column) from 0: the error shown there}. Most workbooks have none and are not looked into further."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        found = {
            name: _error_cells(container.read(name))
            for name in container.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        }
        if not any(found.values()):
            return {}
        book = container.read("xl/workbook.xml").decode("utf-8", "replace")
        links = container.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
        for link in map(_attributes, _RELATIONSHIP.findall(links))
    }
    sheets = [_attributes(sheet) for sheet in _SHEET.findall(book)]
    return {sheet.get("name", ""): found.get(targets.get(sheet.get("r:id"), ""), {}) for sheet in sheets}


def _error_cells(sheet: bytes) -> dict[tuple[int, int], str]:
    cells = ((_VALUE.search(inside), letters, row) for letters, row, inside in _ERROR_CELL.findall(sheet))
    return {
        (int(row) - 1, _column_number(letters) - 1): value[1].decode("ascii", "replace")
        for value, letters, row in cells
        if value
    }


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}


def _sheet(book: python_calamine.CalamineWorkbook, name: str, errors: dict[tuple[int, int], str]) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.end is None:
        return Sheet(name, ())
    grid = sheet.to_python(skip_empty_area=False)
    width, height = len(grid[0]), len(grid)
    for (row, column), text in errors.items():
        if row < height and column < width:
            grid[row][column] = text
    rows = tuple(map(tuple, grid))
    merged = tuple(
        (start, end) for start, end in sheet.merged_cell_ranges or () if start[0] < height and start[1] < width
    )
    return Sheet(name, rows, merged)


def _no_workbook() -> UnreadableWorkbook:
    return UnreadableWorkbook(
        _("The file is no Excel workbook (.xlsx), or it is damaged. Save it again in Excel as .xlsx.")
    )


def _too_much() -> UnreadableWorkbook:
    return UnreadableWorkbook(
        _(
            "The workbook holds more than a roster can: at most %(rows)s rows and %(columns)s columns a sheet. "
            "Remove what lies outside the table, then try again."
        )
        % {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
    )

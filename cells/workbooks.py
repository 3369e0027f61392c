"""Opening a workbook that came from outside: every limit is checked before the reader may allocate anything. No database.

Only `.xlsx` is read. A workbook is a zip of XML files, so it can promise little and unpack to much, or name one cell in
the last row of the sheet and make a reader fill the whole grid; both are refused here, with words.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine
from django.conf import settings
from django.utils.translation import gettext as _

from cells.containers import ContainerTooLargeError, DamagedContainerError, opened_container
from cells.refusals import Refused
from cells.vietnamese import tidy
from cells.workbook_bounds import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Errors, within_bounds

Value = str | int | float | bool | date | datetime | time | timedelta
Range = tuple[tuple[int, int], tuple[int, int]]

#: What Excel shows where a formula failed. The reader gives nothing there; a person's date would silently be missing.
ERROR_VALUES = frozenset(
    {"#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)


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
    return _read(*_check_container(data))


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


def _check_container(data: bytes) -> tuple[bytes, dict[str, Errors]]:
    """What the reader is given, and the errors shown in each sheet; nothing in it reaches further than a roster may."""
    try:
        with opened_container(data) as container:
            return within_bounds(container)
    except ContainerTooLargeError:
        raise _too_much() from None
    except DamagedContainerError:
        raise _no_workbook() from None


def _read(data: bytes, errors: dict[str, Errors]) -> Workbook:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet for sheet in book.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
        if len(shown) > MAX_SHEETS:
            raise _too_much()
        visible = [sheet.name for sheet in shown if sheet.visible == python_calamine.SheetVisibleEnum.Visible]
        hidden = [sheet.name for sheet in shown if sheet.name not in visible]
        return Workbook(tuple(_sheet(book, name, errors.get(name, {})) for name in visible), tuple(hidden))
    except (KeyboardInterrupt, SystemExit, MemoryError, Refused):
        raise
    except BaseException:  # a panic of the reader is no Exception
        raise _no_workbook() from None


def _sheet(book: python_calamine.CalamineWorkbook, name: str, errors: Errors) -> Sheet:
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

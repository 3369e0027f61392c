"""The bytes of a ground workbook -> rows by sheet, with what cannot be read named by sheet, row and column. No database."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cells.ground_workbook.columns import Column, Kind, SheetLayout
from cells.ground_workbook.layout import GUIDE, LISTS, LOOKUP, SHEETS
from cells.ground_workbook.tables import Value
from cells.ground_workbook.words import code_of, words_of, yes_no
from cells.refusals import Refused
from cells.roster.dates import FAULTS, read_date
from cells.vietnamese import fold_words, tidy
from cells.workbooks import ERROR_VALUES, Sheet, open_workbook, text_of
from cells.workbooks import Value as CellValue

_HEADER_WITHIN = 10
#: Excel counts days from here; “2021” typed into a date cell is the 2021st of them, in 1905.
_DAY_NOUGHT, _YEARS_AS_DAYS = date(1899, 12, 30), range(1900, 2101)
_NEVER_READ = {fold_words(title) for title in (GUIDE, LOOKUP, LISTS)}


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place. `column` is the header as the sheet shows it; "" for the whole row."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True)
class FileRow:
    """One filled row; `values` holds the columns the sheet has, people and units as typed. `unread`: columns at fault."""

    row: int
    values: dict[str, Value]
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True)
class GroundReading:
    """Rows by the key of their sheet, and every fault found."""

    rows: dict[str, tuple[FileRow, ...]]
    faults: tuple[Fault, ...] = ()


def read_ground(data: bytes) -> GroundReading:
    """Raises Refused when the file is no workbook or has none of the sheets."""
    book = open_workbook(data)
    layouts = {fold_words(layout.title): layout for layout in SHEETS}
    rows: dict[str, tuple[FileRow, ...]] = {}
    faults: list[Fault] = []
    for sheet in book.sheets:
        name = fold_words(sheet.name)
        layout = layouts.get(name)
        if layout is not None and layout.key not in rows:
            rows[layout.key] = tuple(_SheetReader(sheet, layout, faults).read())
        elif layout is not None:
            faults.append(Fault(sheet.name, 1, "", _("Two sheets have this name. Leave one of them.")))
        elif name not in _NEVER_READ and sheet.rows:
            message = _("No sheet of the ground has this name, so it would not be read. Rename or remove it.")
            faults.append(Fault(sheet.name, 1, "", message))
    for name in book.hidden:
        if fold_words(name) in layouts:
            message = _("The sheet is hidden, so it would not be read. Show it, or remove it.")
            faults.append(Fault(name, 1, "", message))
    if not rows:
        names = ", ".join(layout.title for layout in SHEETS)
        raise Refused(
            _("The workbook has none of these sheets: %(names)s. Start from the exported one.") % {"names": names}
        )
    return GroundReading(rows, tuple(faults))


class _SheetReader:
    def __init__(self, sheet: Sheet, layout: SheetLayout, faults: list[Fault]):
        self.sheet, self.layout, self.faults = sheet, layout, faults

    def read(self) -> list[FileRow]:
        start = self._header_row()
        if start is None:
            if any(_text(value) for row in self.sheet.rows for value in row):
                self._fault(1, "", _("The header is missing. Take over the first row of the exported workbook."))
            return []
        columns = self._columns(start)
        lines = range(start + 1, len(self.sheet.rows))
        return [row for row in (self._line(index, columns) for index in lines) if row is not None]

    def _header_row(self) -> int | None:
        wanted = {fold_words(column.header) for column in self.layout.columns}
        for index in range(min(_HEADER_WITHIN, len(self.sheet.rows))):
            found = {fold_words(_text(value)) for value in self.sheet.rows[index]} & wanted
            if len(found) >= 2:
                return index
        return None

    def _columns(self, header_row: int) -> dict[str, int]:
        known = {fold_words(column.header): column for column in self.layout.columns}
        columns: dict[str, int] = {}
        for index, value in enumerate(self.sheet.rows[header_row]):
            text = _text(value)
            column = known.get(fold_words(text))
            if column is not None and column.name not in columns:
                columns[column.name] = index
            elif text:
                self._fault(header_row + 1, text, _("This column is unknown or stands twice. Rename or remove it."))
        for column in self.layout.columns:
            if column.required and column.name not in columns:
                self._fault(header_row + 1, column.header, _("This column is missing."))
        return columns

    def _line(self, index: int, columns: dict[str, int]) -> FileRow | None:
        cells = self.sheet.rows[index]
        if not any(_text(cells[place]) for place in columns.values()):
            return None
        before, values, unread = len(self.faults), {}, set()
        for column in self.layout.columns:
            if column.name in columns and column.kind is not Kind.SHOWN:
                values[column.name] = self._value(index + 1, column, cells[columns[column.name]])
                if len(self.faults) > before:
                    before = len(self.faults)
                    unread.add(column.name)
        return FileRow(index + 1, values, frozenset(unread))

    def _value(self, row: int, column: Column, cell: CellValue) -> Value:
        text = _text(cell)
        if text in ERROR_VALUES:
            message = _("The cell shows the error %(text)s. Mend its formula, or type the value.")
            self._fault(row, column.header, message % {"text": text})
            return None
        match column.kind:
            case Kind.DAY:
                return self._day(row, column, text if isinstance(cell, bool) else cell)
            case Kind.NUMBER:
                return self._number(row, column, text)
            case Kind.CHOICE:
                return self._choice(row, column, text)
            case Kind.YES_NO:
                return self._yes_no(row, column, text)
            case _:
                return self._plain(row, column, text)

    def _day(self, row: int, column: Column, cell: CellValue) -> Value:
        read = read_date(cell)
        if read.fault:
            self._fault(row, column.header, str(FAULTS[read.fault]) % {"text": read.text})
        elif read.day is None and read.year is not None:
            message = _("“%(text)s” is not a whole date. Type day/month/year.")
            self._fault(row, column.header, message % {"text": read.text})
        elif isinstance(cell, date) and read.day and (read.day - _DAY_NOUGHT).days in _YEARS_AS_DAYS:
            message = _("A year typed into a date cell becomes a day: %(text)s. Type day/month/year.")
            self._fault(row, column.header, message % {"text": read.text})
        return read.day

    def _number(self, row: int, column: Column, text: str) -> Value:
        if not text:
            return int(column.default) if column.default else None
        digits = text.removesuffix("%").strip()
        if digits.isdecimal() and column.lowest <= int(digits) <= column.highest:
            return int(digits)
        message = _("“%(text)s” is no whole number from %(lowest)d to %(highest)d.")
        self._fault(row, column.header, message % {"text": text, "lowest": column.lowest, "highest": column.highest})
        return None

    def _choice(self, row: int, column: Column, text: str) -> Value:
        words = words_of(column.choices) if column.choices else {}
        code = code_of(text, words) if text else ""
        if code is None:
            message = _("“%(text)s” is none of these: %(words)s.") % {"text": text, "words": " · ".join(words.values())}
            self._fault(row, column.header, message)
        return code or ""

    def _yes_no(self, row: int, column: Column, text: str) -> Value:
        if not text:
            return True if column.default == "yes" else None
        answer = yes_no(text)
        if answer is None:
            self._fault(row, column.header, _("“%(text)s”: write Có or Không.") % {"text": text})
        return answer

    def _plain(self, row: int, column: Column, text: str) -> Value:
        if len(text) > column.limit:
            message = _("A text is longer than %(limit)d characters: “%(text)s…”. Shorten it.")
            self._fault(row, column.header, message % {"limit": column.limit, "text": text[:40]})
        return text

    def _fault(self, row: int, column: str, message: str) -> None:
        self.faults.append(Fault(self.sheet.name, row, column, message))


def _text(value: CellValue) -> str:
    """The cell as tidy text; a tick of TRUE or FALSE is text too, so that it is never passed over."""
    return str(value).upper() if isinstance(value, bool) else tidy(text_of(value))

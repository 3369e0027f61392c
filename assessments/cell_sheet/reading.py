"""The bytes of a cell's sheet -> rows by subject, with what cannot be read named by sheet, row and column. No database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.cell_sheet.content import Value
from assessments.cell_sheet.guide import CODE_LABEL, MARK_LABEL, YEAR_LABEL
from assessments.cell_sheet.layout import BALLOT_LAYOUT, CHOICES, GUIDE, Column, Kind, SheetLayout
from assessments.cell_sheet.words import code_for, words_for
from cells.ground_workbook.reading import Fault
from cells.refusals import Refused
from cells.vietnamese import fold_words, tidy, tidy_text
from cells.workbooks import ERROR_VALUES, Sheet, open_workbook, text_of
from cells.workbooks import Value as CellValue

_HEADER_WITHIN = 10
_WHOLE = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True)
class FileRow:
    """One filled row; `values` holds the columns that the sheet has and that could be read."""

    row: int
    key: str
    name: str
    values: dict[str, Value]


@dataclass(frozen=True)
class SheetReading:
    """mark, code, year: as the guide says, "" where it does not. missing: sheet → headers of columns that are not there.

    `withheld`: the workbook holds a ballot sheet that this reader may not have; it was passed over.
    """

    mark: str
    code: str
    year: str
    rows: dict[str, tuple[FileRow, ...]]
    faults: tuple[Fault, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    withheld: bool = False


def read_sheet(data: bytes, layouts: Iterable[SheetLayout], *, withheld: bool = False) -> SheetReading:
    """Raises Refused when the file is no workbook or has none of the sheets. `withheld`: pass over the ballots."""
    book = open_workbook(data)
    known = {fold_words(layout.title): layout for layout in layouts}
    passed_over = {fold_words(BALLOT_LAYOUT.title)} if withheld else set()
    rows: dict[str, tuple[FileRow, ...]] = {}
    faults: list[Fault] = []
    missing: list[tuple[str, str]] = []
    guide: dict[str, str] = {}
    for sheet in book.sheets:
        name = fold_words(sheet.name)
        layout = known.get(name)
        if layout is not None and layout.key not in rows:
            reader = _SheetReader(sheet, layout, faults, missing)
            rows[layout.key] = tuple(reader.read())
        elif layout is not None:
            faults.append(Fault(sheet.name, 1, "", _("Two sheets have this name. Leave one of them.")))
        elif name == fold_words(GUIDE):
            guide = _guide(sheet)
        elif name not in passed_over and sheet.rows:
            message = _(
                "The sheet of this file has no page of this name. Rename or remove it, or download the sheet anew."
            )
            faults.append(Fault(sheet.name, 1, "", message))
    for name in book.hidden:
        if fold_words(name) in known:
            message = _("The sheet is hidden, so it would not be read. Show it, or remove it.")
            faults.append(Fault(name, 1, "", message))
    if not rows and not guide.get(MARK_LABEL):
        names = ", ".join(layout.title for layout in known.values())
        raise Refused(
            _("The workbook has none of these sheets: %(names)s. Start from the downloaded one.") % {"names": names}
        )
    found = passed_over & {fold_words(sheet.name) for sheet in book.sheets}
    return SheetReading(
        guide.get(MARK_LABEL, ""),
        guide.get(CODE_LABEL, ""),
        guide.get(YEAR_LABEL, ""),
        rows,
        tuple(faults),
        tuple(missing),
        bool(found),
    )


def _guide(sheet: Sheet) -> dict[str, str]:
    """Label → what stands beside it."""
    labels = {fold_words(label): label for label in (CODE_LABEL, YEAR_LABEL, MARK_LABEL)}
    found: dict[str, str] = {}
    for row in sheet.rows:
        label = labels.get(fold_words(text_of(row[0]))) if len(row) > 1 else None
        if label:
            found.setdefault(label, text_of(row[1]))
    return found


class _SheetReader:
    def __init__(self, sheet: Sheet, layout: SheetLayout, faults: list[Fault], missing: list[tuple[str, str]]):
        self.sheet, self.layout, self.faults, self.missing = sheet, layout, faults, missing
        self.seen: set[str] = set()

    def read(self) -> list[FileRow]:
        start = self._header_row()
        if start is None:
            if any(_plain(value) for row in self.sheet.rows for value in row):
                self._fault(1, "", _("The header is missing. Take over the first row of the exported workbook."))
            return []
        places = self._places(start)
        if "key" not in places:
            self._fault(start + 1, self.layout.columns[0].header, _("This column is missing."))
            return []
        lines = range(start + 1, len(self.sheet.rows))
        return [row for row in (self._line(index, places) for index in lines) if row is not None]

    def _header_row(self) -> int | None:
        wanted = {fold_words(column.header) for column in self.layout.columns}
        for index in range(min(_HEADER_WITHIN, len(self.sheet.rows))):
            if len({fold_words(_plain(value)) for value in self.sheet.rows[index]} & wanted) >= 2:
                return index
        return None

    def _places(self, header_row: int) -> dict[str, int]:
        known = {fold_words(column.header): column for column in self.layout.columns}
        places: dict[str, int] = {}
        for index, value in enumerate(self.sheet.rows[header_row]):
            text = _plain(value)
            column = known.get(fold_words(text))
            if column is not None and column.name not in places:
                places[column.name] = index
            elif text:
                self._fault(header_row + 1, text, _("This column is unknown or stands twice. Rename or remove it."))
        gone = [column.header for column in self.layout.filled if column.name not in places]
        self.missing += [(self.sheet.name, header) for header in gone]
        return places

    def _line(self, index: int, places: dict[str, int]) -> FileRow | None:
        cells, number = self.sheet.rows[index], index + 1
        read = [column for column in self.layout.columns if column.name in places and column.is_filled]
        key = _plain(cells[places["key"]])
        name = _plain(cells[places["name"]]) if "name" in places else ""
        if not key:
            if name or any(_plain(cells[places[column.name]]) for column in read):
                message = _("The row has no code, so it belongs to nobody. Fill in the rows of the sheet, add none.")
                self._fault(number, self.layout.columns[0].header, message)
            return None
        if key.lower() in self.seen:
            self._fault(number, "", _("%(name)s stands here twice. Leave one row.") % {"name": name or key})
            return None
        self.seen.add(key.lower())
        values = {}
        for column in read:
            before = len(self.faults)
            value = self._value(number, column, cells[places[column.name]])
            if len(self.faults) == before:
                values[column.name] = value
        return FileRow(number, key, name, values)

    def _value(self, row: int, column: Column, cell: CellValue) -> Value:
        text = _plain(cell)
        if text in ERROR_VALUES:
            message = _("The cell shows the error %(text)s. Mend its formula, or type the value.")
            self._fault(row, column.header, message % {"text": text})
            return None
        if column.kind is Kind.COUNT:
            return self._count(row, column, text)
        if column.kind in CHOICES:
            return self._choice(row, column, text)
        text = tidy_text(cell) if isinstance(cell, str) else text
        if len(text) > column.limit:
            message = _("A text is longer than %(limit)d characters: “%(text)s…”. Shorten it.")
            self._fault(row, column.header, message % {"limit": column.limit, "text": text[:40]})
        return text

    def _count(self, row: int, column: Column, text: str) -> Value:
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            message = _("“%(text)s” is no whole number from %(lowest)d to %(highest)d.")
            self._fault(row, column.header, message % {"text": text[:40], "lowest": 0, "highest": 9999})
            return None
        return int(text)

    def _choice(self, row: int, column: Column, text: str) -> Value:
        code = code_for(column.kind, text)
        if code is None:
            message = _("“%(text)s” is none of these: %(words)s.")
            words = " · ".join(words_for(column.kind))
            self._fault(row, column.header, message % {"text": text[:40], "words": words})
        return code

    def _fault(self, row: int, column: str, message: str) -> None:
        self.faults.append(Fault(self.sheet.name, row, column, message))


def _plain(value: CellValue) -> str:
    """The cell as tidy text; a tick of TRUE or FALSE is text too, so that it is never passed over."""
    return str(value).upper() if isinstance(value, bool) else tidy(text_of(value))

"""A sheet as a page of a workbook: its looks, lines across it, heights that Excel would not find by itself."""

import math
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cells.workbook_text import write_text

_A4 = 9
#: Points: of a line, and the most that a row can have.
_LINE, _HIGHEST = 15.75, 409.0
#: What a letter takes of the digit that widths are counted in, with what breaking between words loses.
_LETTER, _BOLD_LETTER = 0.9, 1.05
_BASE = {"font_name": "Times New Roman", "font_size": 12}
_EDGE = {"border": 1, "valign": "vcenter"}
_KINDS: dict[str, dict] = {
    "plain": {"text_wrap": True, "valign": "top"},
    "title": {"text_wrap": True, "valign": "top"},
    "mark": {"border": 2, "text_wrap": True, "valign": "vcenter"},
    "head": {**_EDGE, "align": "center", "text_wrap": True},
    "group": {**_EDGE, "align": "left"},
    "text": {**_EDGE, "num_format": "@", "text_wrap": True, "align": "left"},
    "other": {**_EDGE, "num_format": "@", "align": "center"},
    "count": {**_EDGE, "num_format": "0", "align": "center"},
    "percent": {**_EDGE, "num_format": "0.0%", "align": "center"},
    "day": {**_EDGE, "num_format": "dd/mm/yyyy", "align": "center"},
}
_BOLD = frozenset({"title", "mark", "head", "group"})


@dataclass(frozen=True)
class Looks:
    """Formats by what a cell holds; `strong`: of a total."""

    book: xlsxwriter.Workbook
    made: dict[tuple[str, bool, int], Format] = field(default_factory=dict)

    def of(self, kind: str, *, strong: bool = False, indent: int = 0) -> Format:
        key = (kind, strong, indent)
        if key not in self.made:
            more = {"indent": indent} if indent else {}
            self.made[key] = self.book.add_format({**_BASE, **_KINDS[kind], "bold": strong or kind in _BOLD, **more})
        return self.made[key]


class Page:
    """`line`: the next free one. `widths`: of its columns, in letters."""

    def __init__(self, sheet: Worksheet, looks: Looks, widths: list[float], *, across: bool):
        self.sheet, self.looks, self.widths, self.line = sheet, looks, widths, 0
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if across:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")

    def across(self, text: str, kind: str) -> None:
        """A line over all columns, as high as its text needs."""
        self.merged(self.line, 0, (1, len(self.widths)), text, kind)
        self.sheet.set_row(self.line, height_of(self.lines_of(text, sum(self.widths), bold=kind in _BOLD)))
        self.line += 1

    def merged(self, line: int, column: int, size: tuple[int, int], text: str, kind: str) -> None:
        look, (rows, columns) = self.looks.of(kind), size
        if rows * columns > 1:
            self.sheet.merge_range(line, column, line + rows - 1, column + columns - 1, "", look)
        write_text(self.sheet, line, column, text, look)

    def lines_of(self, text: str, width: float, *, bold: bool = False) -> int:
        letter = _BOLD_LETTER if bold else _LETTER
        return sum(max(math.ceil(len(line) * letter / width), 1) for line in text.split("\n"))


def height_of(lines: int) -> float:
    return min(lines * _LINE, _HIGHEST)

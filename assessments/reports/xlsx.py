"""The tables of a paper as a workbook: a list of its sheets, then one sheet for each table, figures as numbers.

What people wrote is always stored as text, so that `=1+1` stays those four characters. The same contents give the same
bytes: the only date written is the contents' own.
"""

import io
import re
from datetime import date, datetime, time
from itertools import zip_longest

import xlsxwriter
from django.utils.translation import override, pgettext
from xlsxwriter.worksheet import Worksheet

from assessments.reports.catalogue import PAPER_LANGUAGE
from assessments.reports.column_widths import shares_of
from assessments.reports.contents.blocks import Row
from assessments.reports.table_figures import (
    Percent,
    Placed,
    Value,
    Written,
    draft_mark_of,
    placed_heads,
    placed_tables,
    value_of,
)
from assessments.reports.xlsx_page import Looks, Page, height_of
from assessments.reports.xml_text import shown_text
from cells.workbook_text import write_text

#: Of one cell, in the units of UTF-16 that the format counts.
MOST_IN_A_CELL = 32_767
_MOST_IN_A_NAME, _MOST_IN_A_PROPERTY = 31, 255
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
#: Excel's calendar is wrong before this day; earlier days stay text.
_FIRST_SAFE_DAY = date(1901, 1, 1)
#: Letters across a page, upright and on its side; no column is narrower than its percents.
_ACROSS = {False: 92.0, True: 140.0}
_NARROWEST = 7.5
_LIST_WIDTHS = [6.0, 58.0, 44.0, 34.0]
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook_of(contents: Written) -> bytes:
    """The bytes of an .xlsx file. Heads and sheets are named in the language of papers."""
    buffer = io.BytesIO()
    head = contents.letterhead
    with override(PAPER_LANGUAGE), xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties(
            {
                "title": shown_text(f"{head.kind} {head.subject}".strip())[:_MOST_IN_A_PROPERTY],
                "author": shown_text(head.committee)[:_MOST_IN_A_PROPERTY],
                "created": datetime.combine(date.fromisoformat(contents.dated_on), time.min),
            }
        )
        looks, tables = Looks(book), placed_tables(contents)
        names = [_sheet_name(placed) for placed in tables]
        page = Page(book.add_worksheet(pgettext("sheet", "Contents")), looks, _LIST_WIDTHS, across=True)
        _write_list(page, contents, list(zip(names, tables, strict=True)))
        for name, placed in zip(names, tables, strict=True):
            _TableSheet(book.add_worksheet(name), placed, looks).write(contents)
    return buffer.getvalue()


def _sheet_name(placed: Placed) -> str:
    """Begins with the label, which no other sheet has; then as much of the title as fits, in whole words."""
    name, *words = _NOT_IN_A_NAME.sub(" ", shown_text(f"{placed.label} {placed.title}")).split()
    for word in words:
        if len(name) + len(word) >= _MOST_IN_A_NAME:
            break
        name = f"{name} {word}"
    return name


def _heading(page: Page, contents: Written) -> None:
    """Whose figures these are, and that a draft is one."""
    head = contents.letterhead
    page.across(head.committee, "title")
    page.across(f"{head.kind} {head.subject}".strip(), "plain")
    page.across(f"{head.number}, {head.place_and_date}".strip(", "), "plain")
    if mark := draft_mark_of(contents):
        page.across(mark, "mark")


def _write_list(page: Page, contents: Written, tables: list[tuple[str, Placed]]) -> None:
    """The first sheet: every table, where it stands in the paper, its sheet."""
    _heading(page, contents)
    sheet, looks, top = page.sheet, page.looks, page.line + 1
    heads = (
        pgettext("paper", "No"),
        pgettext("sheet", "Table"),
        pgettext("sheet", "Part of the paper"),
        pgettext("sheet", "Sheet"),
    )
    for column, text in enumerate(heads):
        sheet.write_string(top, column, text, looks.of("head"))
    for number, (name, placed) in enumerate(tables, start=1):
        texts = (placed.title, placed.part.title)
        lines = [page.lines_of(text, page.widths[column]) for column, text in enumerate(texts, start=1)]
        sheet.set_row(top + number, height_of(max(lines)))
        sheet.write_number(top + number, 0, number, looks.of("count"))
        for column, text in enumerate(texts, start=1):
            write_text(sheet, top + number, column, text, looks.of("text"))
        sheet.write_url(top + number, 3, f"internal:'{name}'!A1", looks.of("text"), string=name)
    sheet.freeze_panes(top + 1, 0)


class _TableSheet:
    """One table, below the heading of its paper and of its part."""

    def __init__(self, sheet: Worksheet, placed: Placed, looks: Looks):
        self.part, self.table, self.looks = placed.part, placed.table, looks
        across = _ACROSS[self.part.wide]
        widths = [max(share * across, _NARROWEST) for share in shares_of(self.table)]
        self.page, self.sheet = Page(sheet, looks, widths, across=self.part.wide), sheet

    def write(self, contents: Written) -> None:
        page = self.page
        _heading(page, contents)
        for text in (self.part.form, self.part.title, self.table.caption):
            if text:
                page.across(text, "title")
        if not self.table.rows:
            page.across(self.table.empty, "plain")
            return
        page.line += 1
        top = page.line
        self._heads(top)
        self.sheet.freeze_panes(page.line, min(self.table.words, default=0) + 1)
        self.sheet.repeat_rows(top, page.line - 1)
        for row in self.table.rows:
            self._row(row)

    def _heads(self, top: int) -> None:
        """Heads that run over columns and rows."""
        page, lines = self.page, [1] * len(self.table.heads)
        for line, column, head in placed_heads(self.table):
            page.merged(top + line, column, (head.rows, head.columns), head.text, "head")
            needed = page.lines_of(head.text, sum(page.widths[column : column + head.columns]), bold=True)
            lines[line] = max(lines[line], -(-needed // head.rows))
        for line, needed in enumerate(lines):
            self.sheet.set_row(top + line, height_of(needed))
        page.line += len(lines)

    def _row(self, row: Row) -> None:
        """More than one line where a text is longer than a cell can hold."""
        page = self.page
        if row.group:
            page.across(row.cells[0], "group")
            return
        values = [value_of(self.table, column, text) for column, text in enumerate(row.cells)]
        pieces = [_pieces(value) if isinstance(value, str) else [value] for value in values]
        for held in zip_longest(*pieces, fillvalue=""):
            lines = [
                page.lines_of(value, page.widths[column], bold=row.strong)
                for column, value in enumerate(held)
                if isinstance(value, str)
            ]
            self.sheet.set_row(page.line, height_of(max(lines, default=1)))
            for column, value in enumerate(held):
                self._cell(column, value, row)
            page.line += 1

    def _cell(self, column: int, value: Value, row: Row) -> None:
        sheet, line, strong, look = self.sheet, self.page.line, row.strong, self.looks.of
        if isinstance(value, int):
            sheet.write_number(line, column, value, look("count", strong=strong))
        elif isinstance(value, Percent):
            # The nearest number to the printed tenths, so that rounding it again changes nothing.
            sheet.write_number(line, column, value.tenths / 1000, look("percent", strong=strong))
        elif isinstance(value, date) and value >= _FIRST_SAFE_DAY:
            sheet.write_datetime(line, column, datetime.combine(value, time.min), look("day", strong=strong))
        else:
            text = value if isinstance(value, str) else f"{value:%d/%m/%Y}"
            words = column in self.table.words
            kind = look("text" if words else "other", strong=strong, indent=int(row.inset and words))
            write_text(sheet, line, column, text, kind)


def _pieces(text: str) -> list[str]:
    """The text in as many pieces as cells it needs, which joined say the same."""
    if len(text) * 2 <= MOST_IN_A_CELL:
        return [text]
    pieces: list[str] = []
    piece: list[str] = []
    size = 0
    for character in text:
        units = 2 if ord(character) > 0xFFFF else 1
        if size + units > MOST_IN_A_CELL:
            pieces.append("".join(piece))
            piece, size = [], 0
        piece.append(character)
        size += units
    return [*pieces, "".join(piece)]

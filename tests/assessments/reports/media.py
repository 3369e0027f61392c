"""The tables of a paper read back from each medium as rows of printed texts, so that they can be compared as a whole."""

import re
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook

from assessments.reports.catalogue import WARD_SUMMARY, part_htmls

_BAR_CELL = re.compile(r"([0-9]+) \((.*)\)\Z")


def printed_tables(contents):
    """Of the documents that the PDF is set from; of a chart's table the figures, each percent by itself."""
    found = []
    for part in part_htmls(WARD_SUMMARY, contents):
        for table in html.fromstring(part).iter("table"):
            read = _figures if table.xpath(".//svg[contains(@class, 'bar')]") else list
            found.append([read([_text(cell) for cell in row]) for row in table.find("tbody").iter("tr")])
    return found


def _text(cell):
    for drawing in cell.iter("svg"):
        drawing.clear(keep_tail=True)
    return "".join(cell.itertext())


def _figures(row):
    return [text for cell in (row[0], *row[2:]) for text in _apart(cell)]


def _apart(cell):
    found = _BAR_CELL.match(cell)
    return found.groups() if found else (cell,)


def workbook(content):
    return load_workbook(BytesIO(content))


def sheet_tables(content):
    """Rows below the frozen heads, of every sheet that has a table; the first is the list of sheets."""
    found = []
    for sheet in workbook(content).worksheets[1:]:
        if sheet.freeze_panes:
            first = int(re.sub("[A-Z]", "", sheet.freeze_panes))
            merged = {str(area).split(":")[0] for area in sheet.merged_cells.ranges}
            rows = sheet.iter_rows(min_row=first)
            found.append([_shown(row[:1] if row[0].coordinate in merged else row) for row in rows])
    return found


def _shown(cells):
    return [shown(cell) for cell in cells]


def shown(cell):
    """What the cell shows where the decimal mark is a comma."""
    value = cell.value
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if cell.number_format == "0.0%" and not isinstance(value, str):
        return f"{value:.1%}".replace(".", ",")
    return "" if value is None else str(value)


def word_tables(content):
    """Rows below the repeated heads; the pairs without borders (heading, signatures) have none."""
    found = []
    for table in Document(BytesIO(content)).tables:
        rows = table._tbl.tr_lst
        heads = [row for row in rows if row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None]
        if heads:
            found.append([["".join(_words(cell)) for cell in row.tc_lst] for row in rows[len(heads) :]])
    return found


def _words(cell):
    for element in cell.iter(qn("w:t"), qn("w:br")):
        yield "\n" if element.tag == qn("w:br") else element.text or ""

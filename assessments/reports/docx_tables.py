"""Tables of a working copy: as wide as the page, heads repeated on each page, no row in two halves."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length
from docx.table import _Cell

from assessments.reports.column_widths import letters_of, shares_of
from assessments.reports.contents.blocks import Head, Row, Table
from assessments.reports.docx_styles import TWIPS
from assessments.reports.table_figures import placed_heads
from assessments.reports.xml_text import shown_text

_INSET = f'<w:ind w:left="{round(5 * TWIPS)}"/>'
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
#: So many columns stand close to their edges.
_CLOSE, _CLOSELY = 9, round(0.4 * TWIPS)


def add_pair(file: WordFile, left: Length, right: Length) -> tuple[_Cell, _Cell]:
    """Two columns without borders, as the heading and the signatures of a document stand in."""
    table = file.add_table(1, 2)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, cell, width in zip(table.columns, row.cells, (left, right), strict=True):
        column.width = cell.width = width
    return row.cells[0], row.cells[1]


def add_table(file: WordFile, table: Table, across: Length) -> None:
    """Written as one text: the library looks each cell up anew, which long lists do not bear."""
    if table.caption:
        file.add_paragraph(shown_text(table.caption), style="Table caption")
    widths = [round(share * across.mm * TWIPS) for share in shares_of(table)]
    body = file.element.body
    body.insert(len(body) - 1, parse_xml("".join(_TableText(table, widths).written())))
    file.add_paragraph(style="After table")


class _TableText:
    def __init__(self, table: Table, widths: list[int]):
        self.table, self.widths = table, widths
        half_points = round(letters_of(table) * 2)
        self.size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'

    def written(self) -> Iterator[str]:
        close = f'<w:left w:w="{_CLOSELY}" w:type="dxa"/><w:right w:w="{_CLOSELY}" w:type="dxa"/>'
        margins = f"<w:tblCellMar>{close}</w:tblCellMar>" if len(self.widths) >= _CLOSE else ""
        yield (
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
            f'<w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>'
        )
        yield from (f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        yield "</w:tblGrid>"
        yield from self._heads()
        last = len(self.table.rows) - 1
        # No row stands alone: the head keeps the first company, the last row its neighbour, a group its first line.
        for place, row in enumerate(self.table.rows):
            yield from self._row(row, keeps=row.group or place == last - 1)
        yield "</w:tbl>"

    def _heads(self) -> Iterator[str]:
        """Of a head that reaches down, the line below has a cell too, which says so and holds nothing."""
        lines: list[dict[int, tuple[Head, bool]]] = [{} for _line in self.table.heads]
        for line, column, head in placed_heads(self.table):
            for down in range(head.rows):
                lines[line + down][column] = (head, down > 0)
        for cells in lines:
            yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
            for column in sorted(cells):
                yield self._head(column, *cells[column])
            yield "</w:tr>"

    def _head(self, column: int, head: Head, continues: bool) -> str:
        merged = "" if head.rows == 1 else "<w:vMerge/>" if continues else '<w:vMerge w:val="restart"/>'
        return self._cell(
            column, "" if continues else head.text, columns=head.columns, merged=merged, bold=True, keeps=True
        )

    def _row(self, row: Row, *, keeps: bool) -> Iterator[str]:
        yield "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        if row.group:
            yield self._cell(0, row.cells[0], columns=len(self.widths), words=True, bold=True, keeps=keeps)
        else:
            for column, text in enumerate(row.cells):
                words = column in self.table.words
                yield self._cell(column, text, words=words, bold=row.strong, keeps=keeps, inset=row.inset and words)
        yield "</w:tr>"

    def _cell(
        self,
        column: int,
        text: str,
        *,
        columns: int = 1,
        merged: str = "",
        words: bool = False,
        bold: bool = False,
        keeps: bool = False,
        inset: bool = False,
    ) -> str:
        """Children in the order that the format's schema asks for."""
        width = sum(self.widths[column : column + columns])
        span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        align = "" if words else '<w:jc w:val="center"/>'
        run = f"<w:r><w:rPr>{'<w:b/><w:bCs/>' * bold}{self.size}</w:rPr>{_lines(text)}</w:r>" if text else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{"<w:keepNext/>" * keeps}{_INSET * inset}{align}</w:pPr>{run}</w:p></w:tc>'
        )


def _lines(text: str) -> str:
    """The ends of its lines are breaks. A carriage return has to be named: as it is, a reader takes it for an end."""
    lines = escape(shown_text(text), {"\r": "&#13;", "\t": "&#9;"}).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)

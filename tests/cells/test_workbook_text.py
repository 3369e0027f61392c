"""Whatever was typed comes back from a workbook's cell; never as a formula, a number or markup."""

from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from cells.workbook_text import write_text

FORMULAS = ("=1+1", "+84 28 3894", "-5", "@SUM(A1)", '=HYPERLINK("http://a.vn","x")', "{=1}", "'=1", "\t=1")
MARKUP = ("<r><t>a</t></r>", "<r></r>", "<r>", "<r> </r>", "<r>_x0041_x0042_</r>", "a <b>&amp;</b>", "<![CDATA[x]]>")
ESCAPES = ("_x0041_", "_x005F_", "_x005F_x0041_", "_x0041_x0042_x0043_", "_x0041__x0042_", "_x00_", "_X0041_")
OTHERS = (
    "đen\x00trắng\x1b", "dòng\r\nhai\rba", "\u202egnud\u200f", "a\u0301", "  giữ  ", "https://a.vn", "1,5%", "007", "𝔸 😀",
)  # fmt: skip


def written(text):
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        write_text(book.add_worksheet(), 0, 0, text, book.add_format({"num_format": "@"}))
    return buffer.getvalue()


def read(content):
    """(kind of the cell, its text). The one reader tells the kind, the other undoes the escapes as Excel does."""
    [[text]] = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    return load_workbook(BytesIO(content)).active["A1"].data_type, text


@pytest.mark.parametrize("text", FORMULAS + MARKUP + ESCAPES + OTHERS)
def test_what_was_typed_comes_back(text):
    assert read(written(text)) == ("s", text)


def test_half_a_character_becomes_the_unknown_one():
    assert read(written("a\ud800b")) == ("s", "a\ufffdb")

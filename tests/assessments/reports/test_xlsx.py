"""The workbook of a paper: real numbers, text that comes back as it was typed, the same bytes each time."""

from dataclasses import replace
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from assessments.reports.contents.blocks import Head, Part, Row, Table, simple_heads
from assessments.reports.table_figures import Percent, value_of
from assessments.reports.xlsx import MOST_IN_A_CELL, workbook_of
from tests.assessments.reports.media import sheet_tables, workbook
from tests.assessments.reports.wards import ISSUE, counted, paper_of, random_ward

HOSTILE = ("=1+1", "<r>a</r>", "_x005F_x0041_", "đen\x00trắng\r\n", "\u202egnud\u200f", "1,5%", "007", "  x  ")


@pytest.fixture(scope="module")
def paper():
    return paper_of(counted(random_ward(5)).tally, ISSUE)


def with_table(paper, table, **part):
    return replace(paper, parts=(Part("I. MỘT PHẦN", tables=(table,), **part),), annexes=())


def of_words(*texts):
    return Table("Họ tên", simple_heads("TT", "Họ và tên"), tuple(Row(("1", text)) for text in texts), "x", words=(1,))


def only_sheet(paper, table, **part):
    return workbook(workbook_of(with_table(paper, table, **part))).worksheets[1]


def test_the_same_contents_give_the_same_bytes(paper):
    assert workbook_of(paper) == workbook_of(paper)


def test_its_properties_are_the_papers(paper):
    kept = workbook(workbook_of(paper)).properties

    assert (kept.creator, kept.lastModifiedBy) == ("ĐẢNG ỦY PHƯỜNG 11", "ĐẢNG ỦY PHƯỜNG 11")
    assert (kept.created.isoformat(), kept.modified.isoformat()) == ("2022-01-10T00:00:00", "2022-01-10T00:00:00")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_comes_back_as_text(paper, text):
    content = workbook_of(with_table(paper, of_words(text)))

    cell = workbook(content).worksheets[1].cell(8, 2)
    [row] = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(1).to_python()[7:]
    assert (cell.data_type, row) == ("s", [1.0, text])


@pytest.mark.parametrize("text", ["a" * MOST_IN_A_CELL, "ắ" * 70_000, "😀" * 40_000])
def test_a_text_longer_than_a_cell_goes_on_below(paper, text):
    [rows] = sheet_tables(workbook_of(with_table(paper, of_words(text, "sau"))))

    *pieces, after = [row[1] for row in rows]
    assert ("".join(pieces), after) == (text, "sau")
    assert [row[0] for row in rows] == ["1", *[""] * (len(pieces) - 1), "1"]
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= MOST_IN_A_CELL


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18,6%", Percent(186)),
        ("100,0%", Percent(1000)),
        ("0,0%", Percent(0)),
        ("512", 512),
        ("–", "–"),
        ("", ""),
        ("3 (1,0%)", "3 (1,0%)"),
    ],
)
def test_figures_are_read_digit_by_digit(text, value):
    table = Table("", (), (), "units")

    assert value_of(table, 1, text) == value
    assert value_of(table, 0, text) == text


def test_each_tenth_of_a_percent_is_shown_as_it_is_printed(paper):
    rows = tuple(Row((f"{n}", f"{n // 10},{n % 10}%")) for n in range(1001))
    table = Table("Tỷ lệ", simple_heads("Số", "Tỷ lệ"), rows, "units")

    sheet = only_sheet(paper, table)
    shown = [f"{row[1].value:.1%}" for row in sheet.iter_rows(min_row=8)]
    assert shown == [f"{n // 10}.{n % 10}%" for n in range(1001)]
    assert {row[1].number_format for row in sheet.iter_rows(min_row=8)} == {"0.0%"}
    assert {type(row[1].value) for row in sheet.iter_rows(min_row=8)} <= {int, float}


def test_a_column_of_days_holds_days(paper):
    heads = simple_heads("TT", "Họ và tên", "Thay đổi", "Từ", "Văn bản")
    days = ("10/01/2022", "03/02/1899", "31/02/2022")
    rows = tuple(Row(("1", "An", "x", day, "10/01/2022")) for day in days)

    sheet = only_sheet(paper, Table("Thay đổi", heads, rows, "late", words=(1, 2, 3, 4)))
    day, *texts = [row[3].value for row in sheet.iter_rows(min_row=8)]
    assert (day.isoformat(), texts) == ("2022-01-10T00:00:00", [*days[1:]])
    assert {row[4].value for row in sheet.iter_rows(min_row=8)} == {"10/01/2022"}


def test_heads_are_merged_frozen_and_repeated(paper):
    heads = ((Head("Tên", rows=2), Head("Cả hai", columns=2)), (Head("SL"), Head("%")))
    table = Table("Bảng", heads, (Row(("a", "1", "2,0%")), Row(("Cộng", "1", "2,0%"), strong=True)), "units")

    sheet = only_sheet(paper, table, wide=True)
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"A7:A8", "B7:C7"}
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("B9", "$7:$8", "landscape")
    assert (sheet["A9"].font.bold, sheet["B10"].font.bold, sheet["B10"].value) == (False, True, 1)


def test_a_draft_says_so_on_every_sheet(paper):
    draft = workbook(workbook_of(paper_of(counted(random_ward(5), decided=False).tally)))
    marked = [sheet.title for sheet in draft if sheet["A4"].value == "DỰ THẢO – chưa có quyết định"]

    assert marked == draft.sheetnames
    assert [sheet.title for sheet in workbook(workbook_of(paper)) if "DỰ THẢO" in str(sheet["A4"].value)] == []


def test_the_first_sheet_lists_and_links_the_others(paper):
    book = workbook(workbook_of(paper))
    rows = list(book.worksheets[0].iter_rows(min_row=6))

    assert [row[3].value for row in rows] == book.sheetnames[1:]
    assert [row[3].hyperlink.location for row in rows] == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert max(map(len, book.sheetnames)) <= 31


def test_a_title_with_any_character_names_a_sheet(paper):
    table = replace(of_words("An"), caption="'[a]:*?/\\" + "\x00" + "x" * 40)

    assert workbook(workbook_of(with_table(paper, table))).sheetnames == ["Mục lục", "B1 a"]

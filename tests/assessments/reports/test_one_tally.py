"""Screen, PDF, workbook, Word file and dossier: one tally, the same figures everywhere."""

import json

from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import html

from assessments.reports.contents.ward_summary import summary_of
from assessments.reports.docx import working_copy_of
from assessments.reports.xlsx import workbook_of
from assessments.rules import Grade, check, read_dossier, write_dossier
from assessments.selectors.last_year_figures import LastYear
from assessments.views.tally_page import tally_context
from tests.assessments.reports.media import printed_tables, sheet_tables, word_tables
from tests.assessments.reports.wards import ISSUE, counted, random_ward, report_data


def contents_of_ward(raw):
    ward = counted(raw)
    other = counted(random_ward(len(raw["members"]) + 1)).tally
    last_year = LastYear(2020, other.cells, other.collectives, other.members)
    data = report_data(ward.tally, ISSUE, reviewed=tuple(sorted(ward.reviewed)), last_year=last_year)
    with override("vi"):
        return ward, summary_of(read_dossier(raw), data)


def screen_figures(tally):
    """Kind by kind: in all, exempt, not gradable, ungraded, graded, then each grade; as the page of results shows them."""
    with override("vi"):
        page = html.fromstring(
            render_to_string("assessments/_tally.html", tally_context(tally, day=ISSUE.dated_on, released=False))
        )
    [table] = page.xpath("//table[caption[@id='kinds-caption']]")
    rows = [[cell.text_content().split(" ")[0] for cell in row.findall("td")] for row in table.find("tbody")]
    return [[int(text) for text in row] for row in rows]


def figures_of(counts):
    return [
        counts.total, counts.exempt, counts.not_gradable, counts.ungraded, counts.graded, *(counts.of(g) for g in Grade)
    ]  # fmt: skip


#: The wards are drawn by a seed: a smaller one is no simpler ward.
few = settings(max_examples=6, deadline=None, phases=(Phase.explicit, Phase.generate))


@few
@given(st.integers(0, 10_000).map(random_ward))
def test_every_medium_tells_the_figures_of_the_dossier(raw):
    ward, contents = contents_of_ward(raw)
    printed = printed_tables(contents)

    assert sheet_tables(workbook_of(contents)) == printed
    assert word_tables(working_copy_of(contents)) == printed

    tally = ward.tally
    [members] = [table for table in printed if table[0][0].startswith("1. Đảng viên có mặt") and len(table[0]) == 4]
    [cells] = [table for table in printed if table[-1][1:2] == ["Tổng cộng"]]
    told = [int(row[1]) for row in members]
    assert [told[0], told[1], told[5], told[6], told[7], *told[8:12]] == figures_of(tally.members)
    assert [int(text) for text in (*cells[-1][3:8], *cells[-1][8:16:2])] == figures_of(tally.members)

    kinds = (tally.cells, tally.collectives, tally.members, *tally.officers.values())
    assert screen_figures(tally) == [figures_of(counts) for counts in kinds]

    again = check(read_dossier(json.dumps(write_dossier(read_dossier(raw))))).counts["members"]
    before = [again[name] for name in ("present", "exempt", "not_gradable", "ungraded")]
    grades = [again[grade] for grade in Grade]
    assert [*before, sum(grades), *grades] == figures_of(tally.members)


def test_the_pieces_of_a_long_list_are_one_sheet_and_one_table():
    raw = random_ward(3, members=420, cells=30)
    for row in raw["members"]:
        row |= {"grade": "excellent", "status": "active", "admitted_on": "1990-05-19"}
    _ward, contents = contents_of_ward(raw)
    [annex] = [
        part for part in contents.annexes if part.title.startswith("Danh sách đảng viên xếp loại “Hoàn thành xuất")
    ]

    whole = [[row.cells[0]] if row.group else list(row.cells) for table in annex.tables for row in table.rows]

    assert len(annex.tables) == 2
    assert [table for table in sheet_tables(workbook_of(contents)) if table == whole] == [whole]
    assert [table for table in word_tables(working_copy_of(contents)) if table == whole] == [whole]

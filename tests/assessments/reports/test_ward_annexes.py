"""Forms, long lists and charts behind the ward report: their figures are the tally's, whatever the ward looks like."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from assessments.reports.catalogue import WARD_SUMMARY, part_htmls, printed
from assessments.reports.contents.bars import LENGTH, LOOKS, bar, swatch
from assessments.reports.contents.form_6f import form_6f_table
from assessments.reports.contents.grade_charts import charts
from assessments.reports.contents.member_statistic import by_kind_table
from assessments.reports.contents.people_by_cell import CELLS_AT_ONCE, MEMBERS_AT_ONCE, tables_by_cell
from assessments.reports.contents.ward_summary import summary_of, written
from assessments.reports.proof.comparing import differences_of
from assessments.reports.proof.words import words_of
from assessments.reports.report_data import AbsentMember
from assessments.rules import DisciplineForm, Grade, read_dossier
from assessments.selectors.hint_figures import Hinted, HintFigures, HintLine
from assessments.selectors.last_year_figures import LastYear
from assessments.selectors.tallies import CellLine, GradeCounts
from assessments.selectors.year_rounds import YearRounds
from cells.vocabulary import CellKind
from tests.assessments.reports.wards import ISSUE, counted, random_ward, report_data

seeds = st.integers(0, 10_000)
few = settings(max_examples=25, deadline=None)


@pytest.fixture(autouse=True)
def vietnamese():
    with override("vi"):
        yield


def column(table, number):
    return [int(row.cells[number] or 0) for row in table.rows]


@few
@given(seeds)
def test_form_6f_adds_up_and_is_the_tally(seed):
    tally = counted(random_ward(seed)).tally
    table = form_6f_table(tally, 3)

    for place, reviews, hinted in (
        (1, tally.collective_reviews, tally.hints.collectives),
        (2, tally.member_reviews, tally.hints.members),
    ):
        subject, reviewed, missing, new, of_members, other, *hints = column(table, place)
        assert subject == reviewed + missing
        assert missing == new + of_members + other
        assert reviewed == reviews.reviewed
        assert hints == [hinted.total, *(hinted.of(issuer) for issuer in ("city", "district", "ward"))]
    assert column(table, 2)[0] == tally.members.total
    assert column(table, 2)[4] >= tally.members.exempt
    assert {row.cells[0].partition(" ")[0] for row in table.rows} == {
        "1.", "2.", "3.", "3.1.", "3.2.", "3.3.", "4.", "4.1.", "4.2.", "4.3.",
    }  # fmt: skip


def test_form_6f_tells_why_somebody_was_not_reviewed():
    dossier = random_ward(6, members=5, cells=1)
    facts = (
        ("exempt", "1990-05-19"), ("suspended", "1990-05-19"), ("active", "2021-10-10"), ("active", "1990-05-19"),
        ("active", "1990-05-19"),
    )  # fmt: skip
    for row, (status, admitted) in zip(dossier["members"], facts, strict=True):
        row |= {"status": status, "admitted_on": admitted}
    kinds = (
        ("cell_committee", "2021-12-01", 3, False),
        ("cell_committee", "2015-01-01", 2, False),
        ("cell_committee", "2015-01-01", 3, True),
        ("cell_committee", "2015-01-01", 3, False),
        ("peoples_council_standing", "2015-01-01", 3, False),
    )
    for body, (kind, founded, seats, reviewed) in zip(dossier["collectives"], kinds, strict=True):
        sitting = [{"member": row["code"]} for row in dossier["members"][:seats]]
        body |= {"kind": kind, "established_on": founded, "seats": sitting, "reviewed": reviewed}

    ward = counted(dossier)  # every second member has been reviewed: the first, the third, the fifth
    table = form_6f_table(ward.tally, 3)

    assert [row.cells[1:3] for row in table.rows[:6]] == [
        ("4", "5"), ("1", "2"), ("3", "3"), ("1", ""), ("", "2"), ("2", "1"),
    ]  # fmt: skip
    assert table.rows[4].cells[3] == "mới kết nạp chưa đủ 06 tháng: 0; được miễn: 1; bị đình chỉ: 1"
    assert table.rows[5].cells[3] == (
        "tập thể không đủ số thành viên: 1; tập thể chưa kiểm điểm: 1; đảng viên chưa nộp bản tự kiểm điểm: 1"
    )
    assert form_6f_table(ward.tally, 2).rows[5].cells[3] == "tập thể không đủ số thành viên: 1"


def test_the_list_of_the_not_reviewed_says_why():
    dossier = random_ward(6, members=8, cells=1)
    for row in dossier["members"]:
        row |= {"status": "active", "admitted_on": "1990-05-19"}
    codes = [row["code"] for row in dossier["members"]]
    absent = {codes[0]: "ốm dài ngày", codes[1]: ""}
    data = report_data(counted(dossier).tally, ISSUE, reviewed=tuple(codes[3:]))
    held = tuple(AbsentMember(*row) for row in absent.items())

    whole, older = (
        summary_of(read_dossier(dossier), replace(data, format=f"report-data/{number}", absent=rows))
        for number, rows in ((3, held), (2, ()))
    )

    [annex] = [part for part in whole.annexes if part.title == "Danh sách đảng viên chưa kiểm điểm và lý do"]
    assert {row.cells[-1] for row in annex.tables[0].rows[1:]} == {
        "Vắng mặt tại cuộc họp, chưa kiểm điểm sau cuộc họp: ốm dài ngày",
        "Vắng mặt tại cuộc họp, chưa kiểm điểm sau cuộc họp",
        "Chưa nộp bản tự kiểm điểm",
    }
    [form] = [part for part in whole.annexes if part.form]
    assert (
        form.tables[0]
        .rows[5]
        .cells[3]
        .endswith(
            "đảng viên vắng mặt tại cuộc họp, chưa kiểm điểm sau cuộc họp: 2; đảng viên chưa nộp bản tự kiểm điểm: 1"
        )
    )
    # A report of an older version knows no reasons and is written as it was printed.
    [annex] = [part for part in older.annexes if part.title == "Danh sách đảng viên chưa kiểm điểm"]
    assert {row.cells[-1] for row in annex.tables[0].rows[1:]} == set(codes[:3])


@few
@given(seeds, st.data())
def test_the_statistic_adds_up_to_the_wards_by_kind_of_base(seed, data):
    tally = counted(random_ward(seed)).tally
    kinds = {line.code: data.draw(st.sampled_from([*CellKind.values, ""])) for line in tally.per_cell}

    table = by_kind_table(tally, kinds)
    figures = [[int(cell) for cell in row.cells[1:]] for row in table.rows]

    assert all(sum(row[:-1]) == row[-1] for row in figures)
    counts = tally.members
    assert [row[-1] for row in figures[:12]] == [
        counts.total,
        counts.exempt,
        tally.exempt_only,
        tally.suspended,
        counts.not_gradable + counts.ungraded,
        counts.not_gradable,
        counts.ungraded,
        counts.graded,
        *(counts.of(grade) for grade in Grade),
    ]
    assert sum(row[-1] for row in figures[12:]) == counts.unfulfilled
    for place in range(table.width - 1):
        present, exempt, _only, _suspended, waiting, new, open_, graded, *grades = (row[place] for row in figures)
        assert present == exempt + waiting + graded
        assert (waiting, graded) == (new + open_, sum(grades[:4]))
    held = [
        kind
        for kind in (*CellKind, "")
        if any(kinds[line.code] == kind for line in tally.per_cell if line.counts.total)
    ]
    heads = [str(CellKind(kind).label) if kind else "Chưa ghi loại hình" for kind in held]
    assert [head.text for head in table.heads[0]][1:-1] == heads


def lines(count):
    nobody = GradeCounts(0, 0, 0, 0, 0, 0, 0, 0)
    return [CellLine(f"C{number}", f"Chi bộ {number}", None, False, nobody, None) for number in range(count)]


def by_cell(members, cells):
    return tables_by_cell("Đảng viên", ((),), members, cells, layout="people", empty="Không có.")


def test_a_list_by_cell_numbers_anew_in_each_and_counts_it():
    [table] = by_cell([("C1", ("An",)), ("C0", ("Bình",)), ("C1", ("Yến",))], lines(3))

    assert [(row.group, *row.cells) for row in table.rows] == [
        (True, "Chi bộ 0: 1 đồng chí", ""),
        (False, "1", "Bình"),
        (True, "Chi bộ 1: 2 đồng chí", ""),
        (False, "1", "An"),
        (False, "2", "Yến"),
    ]


def test_a_short_list_stays_whole_and_an_empty_one_says_so():
    cells = lines(3 * CELLS_AT_ONCE)
    short = [(line.code, ("An",)) for line in cells] * 2

    assert len(by_cell(short[:MEMBERS_AT_ONCE], cells)) == 1
    assert [(table.rows, table.empty) for table in by_cell([], cells)] == [((), "Không có.")]
    assert [table.rows for table in by_cell([], [])] == [()]


def test_a_change_in_one_cell_touches_only_its_piece():
    cells = lines(2 * CELLS_AT_ONCE + 5)
    members = [(line.code, (f"{line.code} {number}",)) for line in cells for number in range(5)]

    before = by_cell(members, cells)
    after = by_cell([("C21", ("Mới",)), *members], cells)

    assert [table.caption for table in before] == ["Đảng viên", "Đảng viên (tiếp theo)", "Đảng viên (tiếp theo)"]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]


@few
@given(seeds)
def test_the_numbers_of_the_charts_are_the_tally(seed):
    tally = counted(random_ward(seed)).tally
    former = replace(tally.members, excellent=tally.members.excellent + 1)
    part = charts(tally, LastYear(2020, tally.cells, tally.collectives, former))

    years, by_cell = part.tables
    told = [counts_of(row) for row in years.rows if not row.group]
    assert told == [
        drawn(counts)
        for counts in (tally.members, former, tally.cells, tally.cells, tally.collectives, tally.collectives)
    ]
    assert [counts_of(row) for row in by_cell.rows] == [drawn(line.counts) for line in tally.per_cell]
    assert [[int(cell) for cell in row.cells[2:]] for row in by_cell.rows] == [list(row.bar) for row in by_cell.rows]


def drawn(counts):
    return (*(counts.of(grade) for grade in Grade), counts.ungraded)


def counts_of(row):
    """What the bar draws, once the words beside it say the same."""
    assert tuple(int(cell.partition(" ")[0]) for cell in row.cells[2:]) == row.bar
    return row.bar


def test_without_a_year_before_the_chart_says_so():
    part = charts(counted(random_ward(3)).tally, None)

    assert part.paragraphs[-1] == "Hệ thống không có kết quả xếp loại năm 2020 để so sánh."
    assert [row.cells[0] for row in part.tables[0].rows if not row.group] == ["Năm 2021"] * 3


def test_a_hundred_cells_are_four_charts_on_pages_of_their_own():
    part = charts(counted(random_ward(4, members=200, cells=100)).tally, None)

    assert part.split
    assert [len(table.rows) for table in part.tables[1:]] == [25] * 4
    assert [table.caption.partition(".")[0] for table in part.tables] == [f"Biểu đồ {number}" for number in range(1, 6)]


@given(st.lists(st.integers(0, 5_000), min_size=LOOKS, max_size=LOOKS))
def test_a_bar_is_filled_without_gap_and_its_shares_are_true(counts):
    pieces = [
        (int(x), int(width)) for x, width in re.findall(r'<rect x="(\d+)" y="0" width="(\d+)" height="36"', bar(counts))
    ]

    ends = [x + width for x, width in pieces]
    assert [x for x, _width in pieces] == [0, *ends[:-1]]
    assert ends[-1] == LENGTH
    exact = [LENGTH * count / (sum(counts) or 1) for count in counts if count] or [LENGTH]
    assert all(min(abs(width - share) for share in exact) <= 1 for _x, width in pieces)


def test_shades_stay_apart_without_colour():
    shades = [swatch(look) for look in range(LOOKS)]

    assert len(set(shades)) == LOOKS
    assert set(re.findall(r"#[0-9a-f]+", "".join(shades))) == {"#000", "#fff", "#c8c8c8"}
    assert bar((1, 2, 3, 4, 5)) == bar((1, 2, 3, 4, 5))


def test_disciplined_members_stand_by_form():
    dossier = random_ward(9, members=6, cells=1)
    forms = ("warning", "warning", "reprimand", None, None, "expulsion")
    for number, (row, form) in enumerate(zip(dossier["members"], forms, strict=True)):
        row |= {"disciplined": form, "status": "active", "admitted_on": "1990-05-19", "grade": "unfulfilled"}
        row["unfulfilled_reason"] = "disciplined" if form else "other"
        row["grade"] = "good" if number == 1 else row["grade"]
    tally = counted(dossier).tally

    parts = written(report_data(tally), tally).parts[1].parts
    [table] = [table for part in parts for table in part.tables if table.layout == "disciplined"]

    assert [row.cells for row in table.rows] == [
        ("Khiển trách", "1", "1"),
        ("Cảnh cáo", "2", "1"),
        ("Cách chức", "0", "0"),
        ("Khai trừ", "1", "1"),
        ("Tổng cộng", "4", "3"),
    ]
    assert [line.form for line in tally.disciplined] == list(DisciplineForm)


def test_what_was_done_after_the_review_is_told_in_words():
    hints = HintFigures(
        Hinted(1, {"ward": 1}), Hinted(), (HintLine("Chi ủy 1", "ward", "ĐU, 3-CV/ĐU, 01/12/2021", "", 3, 2),)
    )
    tally = replace(
        counted(random_ward(8)).tally,
        hints=hints,
        rounds=YearRounds(returned=2, re_reviewed=1, regraded=3, from_excellent=1),
    )

    paper = written(report_data(tally, narrative={"hints": "Đều đã giải trình rõ.", "planning": "Đã rà soát."}), tally)
    told = [text for part in paper.parts[0].parts for text in part.paragraphs]

    assert (
        "Đã ban hành 1 văn bản gợi ý kiểm điểm đối với 1 tập thể và 0 đảng viên; trong 3 nội dung gợi ý, 2 nội dung đã "
        "được giải trình (66,7%)."
    ) in told
    assert "Đều đã giải trình rõ." in told
    assert "Hồ sơ trả lại trước khi quyết định để bổ sung, hoàn chỉnh: 2." in told
    assert paper.parts[2].paragraphs == ("Đã rà soát.",)


@pytest.mark.parametrize(("members", "cells"), [(0, 1), (1, 1), (0, 0)])
def test_the_smallest_wards_have_a_report(members, cells):
    dossier = random_ward(2, members=40, cells=max(cells, 1))
    dossier |= {"members": dossier["members"][:members], "collectives": [], "officers": [], "reasons": []}
    dossier["cells"] = dossier["cells"][:cells]
    tally = counted(dossier).tally

    paper = written(report_data(tally, ISSUE), tally)

    assert [part.title for part in paper.annexes][:2] == [
        "Kết quả kiểm điểm tự phê bình và phê bình năm 2021",
        "Thống kê kết quả đánh giá, xếp loại đảng viên theo loại hình",
    ]
    assert {len(row.cells) == table.width for part in paper.annexes for table in part.tables for row in table.rows} <= {
        True
    }


HOSTILE = '<script>alert(1)</script></title></svg>{{ x }} & "quoted" %s'


def test_hostile_and_long_names_are_printed_as_they_are():
    """In groups, lists, charts and narrative; no row breaks out of its page, and the pages say what the data say."""
    dossier = random_ward(12, members=12, cells=2)
    dossier["cells"][0]["name"] = HOSTILE
    dossier["cells"][1]["name"] = "Chi bộ " + "Trường_Mầm_non_" * 12
    for row in dossier["members"]:
        row["name"] = f"{HOSTILE} {row['code']}"
    tally = counted(dossier).tally
    paper = written(report_data(tally, ISSUE, narrative={"hints": HOSTILE}), tally)

    pages = PdfReader(BytesIO(printed(WARD_SUMMARY, paper))).pages

    words = [word for document in part_htmls(WARD_SUMMARY, paper) for word in words_of(document)]
    assert differences_of(words, [re.sub(r"\s+", "", page.extract_text()) for page in pages]) == []
    assert all("<script" not in document for document in part_htmls(WARD_SUMMARY, paper))

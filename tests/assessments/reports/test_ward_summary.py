"""What the ward report says: its figures are the tally's, its words those of a document of the Party."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.reports.contents.party_document import long_date
from assessments.rules import Grade
from assessments.selectors.percents import percent_text
from tests.assessments.reports.wards import ISSUE, counted, paper_of, random_ward

wards = st.integers(0, 10_000).map(random_ward).map(counted)
few = settings(max_examples=25, deadline=None)


def tables_of(paper):
    """Layout → tables, in the body and the annexes."""
    found = {}
    parts = [*paper.parts, *paper.annexes, *(under for part in paper.parts for under in part.parts)]
    for part in parts:
        for table in part.tables:
            found.setdefault(table.layout, []).append(table)
    return found


def annex(paper, title):
    """The one annex whose title begins so."""
    [found] = [part for part in paper.annexes if part.title.startswith(title)]
    return found


def people(part):
    """Rows of a list set by cell, without the cells' own lines."""
    return [row.cells for table in part.tables for row in table.rows if not row.group]


def numbers(table, column=1):
    return [int(row.cells[column]) for row in table.rows]


@few
@given(wards)
def test_the_members_table_prints_the_tally(ward):
    counts = ward.tally.members
    [table] = tables_of(paper_of(ward.tally))["members"]

    assert numbers(table)[:8] == [
        counts.total,
        counts.exempt,
        ward.tally.exempt_only,
        ward.tally.suspended,
        counts.not_gradable + counts.ungraded,
        counts.not_gradable,
        counts.ungraded,
        counts.graded,
    ]
    assert numbers(table)[8:12] == [counts.of(grade) for grade in Grade]
    assert [row.cells[2] for row in table.rows] == [percent_text(count, counts.total) for count in numbers(table)]
    assert [row.cells[3] for row in table.rows[8:12]] == [counts.percent(grade) for grade in Grade]


@few
@given(wards)
def test_cells_and_collectives_print_the_tally(ward):
    cells, collectives = tables_of(paper_of(ward.tally))["units"]

    for table, counts in ((cells, ward.tally.cells), (collectives, ward.tally.collectives)):
        head = [counts.total, counts.not_gradable, counts.ungraded, counts.graded]
        assert numbers(table) == head + [counts.of(grade) for grade in Grade]
        assert [row.cells[2] for row in table.rows[4:]] == [counts.percent(grade) for grade in Grade]


@few
@given(wards)
def test_officers_and_caps_print_the_tally(ward):
    tables = tables_of(paper_of(ward.tally))

    for row, counts in zip(tables["pools"][0].rows, ward.tally.officers.values(), strict=True):
        assert row.cells[1:4] == (str(counts.total), str(counts.ungraded), str(counts.graded))
        assert row.cells[4::2] == tuple(str(counts.of(grade)) for grade in Grade)
        assert row.cells[5::2] == tuple(counts.percent(grade) for grade in Grade)
    for row, cap in zip(tables["caps"][0].rows, ward.tally.caps, strict=True):
        assert (row.cells[1], row.cells[3], row.cells[4]) == (str(cap.base), str(cap.limit), str(cap.actual))
        assert row.cells[5] == (f"Vượt {cap.excess}" if cap.excess else "Trong mức")


@few
@given(wards)
def test_the_table_of_cells_ends_in_the_wards_figures(ward):
    [table] = annex(paper_of(ward.tally), "Kết quả theo chi bộ").tables
    counts = ward.tally.members
    sums = [sum(int(row.cells[column]) for row in table.rows[:-1]) for column in range(3, 8)]

    assert sums == [int(cell) for cell in table.rows[-1].cells[3:8]]
    assert sums == [counts.total, counts.exempt, counts.not_gradable, counts.ungraded, counts.graded]
    assert {len(row.cells) for row in table.rows} == {table.width}


@few
@given(wards)
def test_the_lists_are_as_long_as_their_numbers(ward):
    paper, tally = paper_of(ward.tally), ward.tally

    assert len(people(annex(paper, "Danh sách đảng viên xếp loại “Hoàn thành xuất"))) == tally.members.excellent
    assert len(people(annex(paper, "Danh sách đảng viên xếp loại “Không"))) == tally.members.unfulfilled
    assert len(people(annex(paper, "Danh sách đảng viên không"))) == tally.members.total - tally.members.graded
    assert len(people(annex(paper, "Danh sách đảng viên chưa kiểm điểm"))) == tally.member_reviews.missing
    assert len(annex(paper, "Kết quả xếp loại tập thể").tables[0].rows) == tally.collectives.total
    assert [len(table.rows) for table in annex(paper, "Chi bộ, tập thể").tables] == [
        tally.cells.excellent,
        tally.collectives.excellent,
        len(tally.excellents.officers),
        tally.cells.unfulfilled,
        tally.collectives.unfulfilled,
        len(tally.unfulfilled.officers),
        tally.cells.total - tally.cells.graded,
        tally.collectives.total - tally.collectives.graded,
        len(tally.not_graded.officers),
    ]


@few
@given(wards)
def test_every_row_fills_its_table(ward):
    paper = paper_of(ward.tally)

    for tables in tables_of(paper).values():
        for table in tables:
            assert {len(row.cells) for row in table.rows} <= {table.width}


def test_names_run_by_given_name():
    dossier = random_ward(5)
    chosen = [row for row in dossier["members"] if row["status"] == "active" and row["admitted_on"] < "2021"][:4]
    for row in dossier["members"]:
        row["grade"] = "good"
    for row, name in zip(chosen, ("Trần Thị Yến", "Lê Văn Ánh", "Võ Đức Đạt", "Nguyễn Văn An"), strict=True):
        row |= {"name": name, "grade": "excellent"}

        row["cell"] = "KP01"
    paper = paper_of(counted(dossier).tally)

    listed = [cells[1] for cells in people(annex(paper, "Danh sách đảng viên xếp loại “Hoàn thành xuất"))]
    assert listed == ["Nguyễn Văn An", "Lê Văn Ánh", "Võ Đức Đạt", "Trần Thị Yến"]


def test_reasons_stand_beside_those_not_graded():
    dossier = random_ward(6, members=4, cells=1)
    facts = (
        {"status": "exempt"},
        {"status": "suspended"},
        {"status": "active", "admitted_on": "2021-10-10"},
        {"status": "active", "admitted_on": "1990-05-19"},
    )
    for number, (row, changed) in enumerate(zip(dossier["members"], facts, strict=True)):
        row |= {"grade": None, "name": f"Lê Văn {'ABCD'[number]}", "admitted_on": "1990-05-19"} | changed
    dossier["reasons"] = []

    paper = paper_of(counted(dossier).tally)

    assert [cells[2] for cells in people(annex(paper, "Danh sách đảng viên không"))] == [
        "Được miễn công tác và sinh hoạt đảng",
        "Bị đình chỉ sinh hoạt đảng",
        "Chưa đủ 06 tháng tính đến ngày xếp loại (từ ngày 10/10/2021)",
        "Chưa xếp loại",
    ]


def test_before_the_decision_those_on_their_way_are_a_number():
    dossier = random_ward(7)
    for row in dossier["members"]:
        row |= {"status": "active", "admitted_on": "1990-05-19", "grade": None}
    dossier["reasons"] = []

    part = annex(paper_of(counted(dossier, decided=False).tally), "Danh sách đảng viên không")

    assert part.paragraphs == (
        "Ngoài các trường hợp dưới đây còn 40 đảng viên đang trong quá trình đánh giá, xếp loại.",
    )
    assert people(part) == []


def test_before_the_decision_no_list_of_units_or_posts_seems_whole():
    dossier = random_ward(7)
    for kind in ("cells", "collectives", "officers"):
        for row in dossier[kind]:
            row["grade"] = None
    dossier["reasons"] = []
    tally = counted(dossier, decided=False).tally
    left = tally.cells.ungraded, tally.collectives.ungraded, len(dossier["officers"])

    part = annex(paper_of(tally), "Chi bộ, tập thể, cán bộ")

    assert all(left)
    assert part.paragraphs == (
        "Ngoài các trường hợp dưới đây còn {} chi bộ, {} tập thể, {} lượt chức vụ đang trong quá trình đánh giá, "
        "xếp loại.".format(*left),
    )


def test_after_the_decision_posts_without_a_grade_are_listed():
    dossier = random_ward(7)
    first, *rest = dossier["officers"]
    first["grade"] = None
    for row in rest:
        row["grade"] = "good"

    part = annex(paper_of(counted(dossier).tally), "Chi bộ, tập thể, cán bộ")

    assert part.paragraphs == ()
    assert part.tables[-1].caption == "Cán bộ lãnh đạo, quản lý không xếp loại, chưa xếp loại"
    assert len(part.tables[-1].rows) == 1


def test_heading_and_signature_are_the_wards():
    paper = paper_of(counted(random_ward(8)).tally, ISSUE)

    assert paper.letterhead.superior == "ĐẢNG BỘ QUẬN GÒ VẤP"
    assert paper.letterhead.committee == "ĐẢNG ỦY PHƯỜNG 11"
    assert paper.letterhead.number == "Số 12-BC/ĐU"
    assert paper.letterhead.place_and_date == "Phường 11, ngày 10 tháng 01 năm 2022"
    assert paper.signature.recipients == (
        "- Ban Tổ chức Quận ủy,",
        "- Các đồng chí Đảng ủy viên,",
        "- Lưu Văn phòng Đảng ủy.",
    )


def test_without_an_issue_number_and_date_stay_open():
    paper = paper_of(counted(random_ward(8)).tally)

    assert paper.letterhead.number == "Số ……-BC/ĐU"
    assert paper.letterhead.place_and_date == "Phường 11, ngày …… tháng …… năm ……"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 1, 6), "ngày 06 tháng 01 năm 2022"),
        (date(2021, 2, 20), "ngày 20 tháng 02 năm 2021"),
        (date(2018, 3, 8), "ngày 08 tháng 3 năm 2018"),
        (date(2019, 10, 18), "ngày 18 tháng 10 năm 2019"),
    ],
)
def test_dates_are_written_as_documents_write_them(day, words):
    assert long_date(day) == words


def test_the_basis_names_no_document_of_a_later_day():
    tally = counted(random_ward(8)).tally

    assert "123-CV/ĐU ngày 06 tháng 01 năm 2022" in paper_of(tally, ISSUE).opening
    earlier = type(ISSUE)("3", date(2022, 1, 5))
    assert "123-CV/ĐU" not in paper_of(tally, earlier).opening


def test_a_narrative_part_left_empty_falls_away_and_numbers_close_up():
    tally = counted(random_ward(8)).tally

    assert [part.title for part in paper_of(tally, narrative={}).parts] == [
        "I. KẾT QUẢ KIỂM ĐIỂM",
        "II. KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG",
    ]
    assert [part.title[:4].strip() for part in paper_of(tally).parts] == ["I. T", "II.", "III.", "IV.", "V. Đ"]

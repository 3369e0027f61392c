"""Every layout and every mess wards keep is read the same, with sheet and row at each fault."""

import unicodedata
from datetime import date

import pytest
from openpyxl import Workbook

from cells.refusals import Refused
from cells.roster.reading import read_roster
from tests import workbooks
from tests.workbooks import (
    AN,
    BINH,
    CUONG,
    DUNG,
    FLAT_HEAD,
    TWO_ROW_HEAD,
    flat,
    flat_layout,
    numbered,
    sheet_of,
    sheets_of,
    ward_layout,
    with_,
)

KP1, KP2 = "1. CHI BỘ KHU PHỐ 1 (2 đồng chí)", "2. CHI BỘ KHU PHỐ 2 (2 đồng chí)"


def people(reading):
    """What the layouts must agree on, whatever the sheet looks like."""
    return [
        (
            row.full_name,
            row.cell,
            row.gender,
            row.born_on,
            row.admitted_on,
            row.official_on,
            row.card_number,
            row.position,
            row.status,
            row.note,
        )
        for row in reading.rows
    ]


EXPECTED = [
    ("Nguyễn Văn An", "khu pho 1", "male", date(1985, 2, 3), date(2010, 5, 19), date(2011, 5, 19), "79.000001", "Bí thư chi bộ", "active", ""),
    ("Trần Thị Bình", "khu pho 1", "female", date(1990, 12, 31), date(2021, 7, 1), None, "79.000002", "", "probationary", ""),
    ("Lê Quốc Cường", "khu pho 2", "male", date(1950, 1, 1), date(1975, 4, 30), date(1976, 4, 30), "79.000003", "", "exempt", ""),
    ("Phạm Thùy Dung", "khu pho 2", "female", date(1979, 8, 8), date(2005, 2, 3), date(2006, 2, 3), "79.000004", "Chi ủy viên", "active", ""),
]  # fmt: skip

HEADS_OF_ONE_CELL = [*TWO_ROW_HEAD, *numbered(AN, BINH)], [*TWO_ROW_HEAD, *numbered(CUONG, DUNG)]
MARKED_HEAD = (
    (
        "TT",
        "Họ tên",
        "Giới tính",
        None,
        "Sinh ngày",
        "Ngày vào Đảng",
        None,
        "Số thẻ ĐV",
        "Chức vụ Đảng",
        "Chi bộ",
        "Ghi chú",
    ),
    (None, None, "Nam", "Nữ", None, "Dự bị", "Chính thức", None, None, None, None),
)


def marked(person, cell, number):
    name, male, female, _ethnicity, admitted, official, card, position, note = person
    return (
        number,
        name,
        "x" if male else None,
        "x" if female else None,
        male or female,
        admitted,
        official,
        card,
        position,
        cell,
        note,
    )


def split_name(person, cell, number):
    """Family and middle names in one column, the given name in the next."""
    row = flat(person, cell, number)
    family, given = row[1].rsplit(" ", 1)
    return (row[0], family, given, *row[2:])


def numbering_apart(number, text):
    return (number, text)


LAYOUTS = {
    "the ward's own: title rows, two-row header, section rows": ward_layout((KP1, [AN, BINH]), (KP2, [CUONG, DUNG])),
    "no title rows": ward_layout((KP1, [AN, BINH]), (KP2, [CUONG, DUNG]), titles=False),
    "one header row, a column for gender and one for the cell": flat_layout((AN, "Chi bộ Khu phố 1"), (BINH, "Khu phố 1"), (CUONG, "CHI BỘ KHU PHỐ 2"), (DUNG, "KP2")),
    "one sheet a cell, named by the sheet": sheets_of(Khu_phố_1=HEADS_OF_ONE_CELL[0], Chi_bộ_KP02=HEADS_OF_ONE_CELL[1]),
    "one sheet a cell, named in its heading": sheets_of(
        Sheet1=[("ĐẢNG ỦY PHƯỜNG 11",), ("CHI BỘ KHU PHỐ 1",), (), *HEADS_OF_ONE_CELL[0], ("Cộng: 2 đồng chí",)],
        Sheet2=[("ĐẢNG ỦY PHƯỜNG 11",), ("CHI BỘ KHU PHỐ 2",), (), *HEADS_OF_ONE_CELL[1], ("Tổng cộng: 2",)],
    ),
    "the number of the section in a cell of its own": sheet_of(
        *TWO_ROW_HEAD, numbering_apart("1", "CHI BỘ KHU PHỐ 1"), *numbered(AN, BINH), numbering_apart("II", "Chi bộ Khu phố 2 (2 đ/c)"), *numbered(CUONG, DUNG)
    ),
    "sections without the word chi bộ": sheet_of(*TWO_ROW_HEAD, ("I. KHU PHỐ 1",), *numbered(AN, BINH), ("II. Khu phố 2 - 2 đảng viên",), *numbered(CUONG, DUNG)),
    "a table for each cell, header and subtotal each time": sheet_of(
        ("CHI BỘ KHU PHỐ 1",), *TWO_ROW_HEAD, (KP1,), *numbered(AN, BINH), ("Cộng: 2 đồng chí",), (), *TWO_ROW_HEAD, (KP2,), *numbered(CUONG, DUNG), ("Cộng: 2 đồng chí",), ("Tổng cộng: 4 đồng chí",)
    ),
    "columns numbered below the header": sheet_of(*TWO_ROW_HEAD, tuple(f"({n})" for n in range(1, 11)), (KP1,), *numbered(AN, BINH), (KP2,), *numbered(CUONG, DUNG)),
    "gender by crosses, both dates under Ngày vào Đảng": sheet_of(
        *MARKED_HEAD, *(marked(person, cell, n) for n, (person, cell) in enumerate([(AN, "KP 1"), (BINH, "KP1"), (CUONG, "KP 02"), (DUNG, "KP02")], start=1))
    ),
    "family and given name apart": sheet_of(
        ("STT", "Họ và tên đệm", "Tên", *FLAT_HEAD[2:]), *(split_name(person, cell, 1) for person, cell in [(AN, "KP1"), (BINH, "KP1"), (CUONG, "KP2"), (DUNG, "KP2")])
    ),
    "header in capitals with other words and spaces": sheet_of(
        ("SỐ TT", " HỌ  VÀ   TÊN ", "GIỚI TÍNH", "NGÀY THÁNG NĂM SINH", "DÂN TỘC", "NGÀY KẾT NẠP", "CHÍNH THỨC", "SỐ THẺ ĐẢNG VIÊN", "CHỨC VỤ", "CHI BỘ", "GHI CHÚ"),
        flat(AN, "Khu phố 1"), flat(BINH, "Khu phố 1"), flat(CUONG, "Khu phố 2"), flat(DUNG, "Khu phố 2"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_reads_the_same_people(data):
    reading = read_roster(data)

    assert people(reading) == EXPECTED
    assert [cell.key for cell in reading.cells] == ["khu pho 1", "khu pho 2"]
    assert (reading.problems, reading.warnings) == ((), ())


def test_the_ward_s_own_file_is_read_whole():
    reading = read_roster(workbooks.WARD_ROSTER.read_bytes())

    assert (len(reading.rows), len(reading.cells), reading.problems, reading.warnings) == (591, 24, (), ())
    assert [sum(row.status == status for row in reading.rows) for status in ("probationary", "exempt", "active")] == [
        25,
        47,
        519,
    ]
    assert sum(cell.declared for cell in reading.cells) == 591
    last = reading.rows[-1]
    assert (last.sheet, last.row, last.full_name, last.cell) == (
        "Danh sách",
        624,
        "Tạ Đức Khánh",
        "cong ty tnhh thong tay",
    )


def test_merged_names_over_two_columns_are_joined():

    book = Workbook()
    sheet = book.active
    for row in (("STT", "Họ và tên", None, "Ngày sinh", "Chi bộ"), (1, "Nguyễn Văn", "An", date(1985, 2, 3), "KP1")):
        sheet.append(row)
    sheet.merge_cells("B1:C1")

    assert [row.full_name for row in read_roster(workbooks.saved(book)).rows] == ["Nguyễn Văn An"]


def test_one_merged_cell_name_covers_the_people_beside_it():

    book = Workbook()
    for row in (
        ("Chi bộ", "Họ tên", "Ngày sinh"),
        ("Khu phố 1", "Nguyễn Văn An", "3/2/1985"),
        (None, "Trần Thị Bình", "31/12/1990"),
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")

    assert [row.cell for row in read_roster(workbooks.saved(book)).rows] == ["khu pho 1", "khu pho 1"]


MESSY = {
    "decomposed Unicode": workbooks.decomposed(AN),
    "doubled and trailing spaces": with_(AN, name="  Nguyễn   Văn  An "),
    "a no-break space": with_(AN, name="Nguyễn\u00a0Văn An"),
    "a name in capitals": with_(AN, name="NGUYỄN VĂN AN"),
    "a name in small letters": with_(AN, name="nguyễn văn an"),
    "capitals, decomposed, doubled spaces": with_(AN, name=unicodedata.normalize("NFD", "NGUYỄN  VĂN AN")),
    "text date with slashes": with_(AN, male="3/2/1985"),
    "text date with hyphens": with_(AN, male="03-02-1985"),
    "text date with dots": with_(AN, male="03.02.1985"),
    "text date with spaces": with_(AN, male=" 3 / 2 / 1985"),
    "date in words": with_(AN, male="ngày 03 tháng 02 năm 1985"),
    "date of a database": with_(AN, male="1985-02-03"),
}


@pytest.mark.parametrize("person", MESSY.values(), ids=MESSY)
def test_a_messy_row_reads_like_a_clean_one(person):
    reading = read_roster(ward_layout(("1. CHI BỘ KHU PHỐ 1 (1 đồng chí)", [person])))

    assert people(reading) == EXPECTED[:1]
    assert (reading.problems, reading.warnings) == ((), ())


PROBLEMS = {
    "31 February": (with_(AN, male="31/02/1985"), "impossible"),
    "month 13 is never swapped": (with_(AN, male="02/13/1985"), "impossible"),
    "an impossible admission": (with_(AN, admitted="31.4.2010"), "impossible"),
    "a year of two digits": (with_(AN, male="3/2/85"), "short_year"),
    "a number that is no year": (with_(AN, male=31081), "number"),
    "words where a date should be": (with_(AN, official="sắp tới"), "unclear"),
    "a birth under both genders": (with_(AN, female=date(1985, 2, 3)), "both_genders"),
    "two standings": (with_(AN, note="Dự bị; miễn sinh hoạt"), "two_statuses"),
    "a text too long to keep": (with_(AN, note="x" * 501), "too_long"),
    "a name and nothing else": ((with_(AN)[0], *[None] * 8), "name_only"),
    "data without a name": (with_(AN, name=None), "no_name"),
}  # fmt: skip


@pytest.mark.parametrize(("person", "code"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_read_is_a_problem_at_its_row(person, code):
    number = None if code in ("name_only", "no_name") else 2
    data = sheet_of(*TWO_ROW_HEAD, ("CHI BỘ KHU PHỐ 1",), (1, *BINH), (number, *person), (3, *CUONG))

    reading = read_roster(data)

    assert [(problem.sheet, problem.row, problem.code) for problem in reading.problems] == [("Danh sách", 5, code)]
    assert [row.full_name for row in reading.rows if not row.unreadable] == ["Trần Thị Bình", "Lê Quốc Cường"]


WARNINGS = {
    "only the year of birth": (with_(AN, male=1985), "year_only"),
    "only month and year": (with_(AN, admitted="5/2010"), "year_only"),
    "admitted before being born": (with_(AN, male="3/2/2011"), "order"),
    "full member before being admitted": (with_(AN, official="1/1/2009"), "order"),
    "probationary with a date of full membership": (with_(AN, note="Dự bị"), "probationary"),
    "a card number that Excel made a number": (with_(AN, card=79.00001), "card_as_number"),
    "a standing that is over": (with_(AN, note="Hết dự bị"), "unclear_status"),
    "a remark that the person left": (with_(AN, note="Chuyển sinh hoạt về Phường 5"), "left"),
    "nothing tells a namesake apart": (with_(AN, male=None, card=None), "no_birth"),
}


@pytest.mark.parametrize(("person", "code"), WARNINGS.values(), ids=WARNINGS)
def test_an_oddity_is_a_warning_at_its_row(person, code):
    reading = read_roster(sheet_of(*TWO_ROW_HEAD, ("CHI BỘ KHU PHỐ 1",), (1, *person)))

    assert [(warning.row, warning.code) for warning in reading.warnings] == [(4, code)]
    assert reading.problems == ()
    assert reading.rows[0].full_name == "Nguyễn Văn An"


def test_a_bare_year_stays_a_year_and_never_becomes_a_day():
    row = read_roster(sheet_of(("Họ tên", "Năm sinh", "Chi bộ"), ("Nguyễn Văn An", 1985, "KP1"))).rows[0]

    assert (row.born_on, row.birth_year) == (None, 1985)


NOTES = {
    "Dự bị": ("probationary", ""),
    "DỰ BỊ": ("probationary", ""),
    "Đảng viên dự bị": ("probationary", ""),
    "Miễn sinh hoạt": ("exempt", ""),
    "Miễn SH": ("exempt", ""),
    "Miễn công tác và SH": ("exempt", ""),
    "Được miễn công tác và sinh hoạt Đảng": ("exempt", ""),
    "Miễn sinh hoạt từ tháng 5": ("exempt", "Miễn sinh hoạt từ tháng 5"),
    "Đình chỉ sinh hoạt": ("suspended", ""),
    "Đình chỉ sinh hoạt đảng": ("suspended", ""),
    "Đình chỉ sinh hoạt cấp ủy": ("committee_suspended", ""),
    "Miễn sinh hoạt; ốm nặng": ("exempt", "ốm nặng"),
    "Huy hiệu 40 năm": ("active", "Huy hiệu 40 năm"),
    "Thương binh 2/4": ("active", "Thương binh 2/4"),
    "Đình chỉ công tác": ("active", "Đình chỉ công tác"),
    "": ("active", ""),
}


@pytest.mark.parametrize(("text", "expected"), NOTES.items(), ids=lambda value: str(value))
def test_a_remark_gives_a_standing_or_stays_a_remark(text, expected):
    row = read_roster(sheet_of(*TWO_ROW_HEAD, ("CHI BỘ KHU PHỐ 1",), (1, *with_(AN, official=None, note=text)))).rows[0]

    assert (row.status, row.note) == expected


def test_a_column_of_its_own_decides_the_standing_and_leaves_the_remark_alone():
    head = ("Họ tên", "Ngày sinh", "Chi bộ", "Tình trạng", "Ghi chú")
    reading = read_roster(
        sheet_of(
            head,
            ("Nguyễn Văn An", "3/2/1985", "KP1", "Chính thức", "Dự bị đến tháng 7"),
            ("Trần Thị Bình", "31/12/1990", "KP1", None, "Dự bị"),
        )
    )

    assert [(row.status, row.note) for row in reading.rows] == [("active", "Dự bị đến tháng 7"), ("probationary", "")]


COUNTS = {
    "a section that holds fewer": (ward_layout(("1. CHI BỘ KHU PHỐ 1 (3 đồng chí)", [AN, BINH])), [(10, "section_differs")]),
    "a total that differs": (ward_layout((KP1, [AN, BINH]), total="Tổng cộng: 5 đảng viên"), [(13, "total_differs")]),
    "the whole list's total equal to its last section only": (
        ward_layout((KP1, [AN, BINH]), (KP2, [CUONG, DUNG]), total="Tổng cộng: 2 đồng chí"), [(16, "total_differs")],
    ),
    "both right": (ward_layout((KP1, [AN, BINH])), []),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), COUNTS.values(), ids=COUNTS)
def test_declared_counts_are_compared_with_what_was_read(data, expected):
    reading = read_roster(data)

    assert [(warning.row, warning.code) for warning in reading.warnings] == expected


def test_a_person_without_a_cell_is_a_problem():
    reading = read_roster(sheet_of(*TWO_ROW_HEAD, (1, *AN), ("CHI BỘ KHU PHỐ 1",), (2, *BINH), title="Sheet1"))

    assert [(problem.row, problem.code) for problem in reading.problems] == [(3, "no_cell")]


def test_columns_nobody_knows_and_lines_nobody_understands_are_named():
    head = (*FLAT_HEAD, "Quê quán")
    reading = read_roster(sheet_of(head, (*flat(AN, "KP1"), "Bến Tre"), ("Xem trang sau",)))

    assert [(warning.row, warning.code) for warning in reading.warnings] == [(1, "unread_columns"), (3, "unknown_line")]


def test_a_family_called_truong_is_no_school():
    reading = read_roster(sheet_of(*TWO_ROW_HEAD, ("1. CHI BỘ KHU PHỐ 1",), (1, "Trương Văn Út", *[None] * 8)))

    assert [(row.full_name, row.cell) for row in reading.rows] == [("Trương Văn Út", "khu pho 1")]


UNUSABLE = {
    "nothing in it": sheet_of(),
    "no header": sheet_of(("Nguyễn Văn An", "3/2/1985"), ("Trần Thị Bình", "31/12/1990")),
    "a header of something else": sheet_of(("STT", "Tên thiết bị", "Số lượng"), (1, "Máy in", 2)),
    "names but nothing to tell namesakes apart": sheet_of(
        ("STT", "Họ và tên", "Dân tộc", "Chi bộ"), (1, "Nguyễn Văn An", "Kinh", "KP1")
    ),
    "a header without people": sheet_of(*TWO_ROW_HEAD),
}


@pytest.mark.parametrize("data", UNUSABLE.values(), ids=UNUSABLE)
def test_a_workbook_that_is_no_roster_is_refused(data):
    with pytest.raises(Refused):
        read_roster(data)


def test_the_refusal_of_an_unknown_header_says_which_columns_are_needed():
    with pytest.raises(Refused) as refused:
        read_roster(UNUSABLE["no header"])

    assert "“Họ và tên”" in str(refused.value)
    assert "“Số thẻ đảng viên”" in str(refused.value)

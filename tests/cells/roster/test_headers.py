"""Headers of wards that keep more columns than the portal reads."""

import pytest

from cells.roster.headers import header_at
from cells.workbooks import open_workbook
from tests.workbooks import AN, BINH, numbered, sheet_of

WIDE = (
    ("STT", "Họ và tên", "Ngày sinh", None, "Trình độ", None, None, "Ngày vào Đảng", None, "Số thẻ ĐV"),
    (None, None, "Nam", "Nữ", "Văn hóa", "CM", "LLCT", "Dự bị", "Chính thức", None),
)


def header(*rows):
    [sheet] = open_workbook(sheet_of(*rows)).sheets
    return header_at(sheet, 0)


def test_a_group_nobody_reads_does_not_hide_nam_and_nu_beside_it():
    found = header(*WIDE, (1, "Nguyễn Văn An", "3/2/1985"))

    assert (found.height, found.unread) == (2, ("Văn hóa", "CM", "LLCT"))
    assert found.columns == {
        "number": 0, "full_name": 1, "born_male": 2, "born_female": 3, "admitted_on": 7, "official_on": 8, "card_number": 9,
    }  # fmt: skip


@pytest.mark.parametrize(
    "below",
    [(1, "Nguyễn Văn An", "3/2/1985", "1"), (None, "Nữ", "3/2/1985", "1"), ("1. CHI BỘ KHU PHỐ 1",)],
    ids=["a person", "a person without a number", "a section"],
)
def test_the_first_row_below_is_no_header(below):
    assert header(("STT", "Họ và tên", "Ngày sinh", "Số thẻ"), below).height == 1


def test_the_ward_s_own_two_rows_are_a_header_before_the_first_person():
    from_file = header(("STT", "Họ và tên", "Ngày sinh", None), (None, None, "Nam", "Nữ"), *numbered(AN[:3], BINH[:3]))

    assert (from_file.height, from_file.columns["born_female"]) == (2, 3)

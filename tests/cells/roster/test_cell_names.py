"""The same cell under one key, however it is written; names and codes people can read."""

import pytest

from cells.roster.cell_names import (
    Section,
    cell_key,
    cell_name,
    declared_count,
    guess_kind,
    is_total,
    propose_code,
    section_of,
)
from cells.vocabulary import CellKind

SECTIONS = {
    "3. CHI BỘ KHU PHỐ 3 (25 đồng chí)": Section("Chi bộ Khu phố 3", 25),
    "III/ Chi bộ Khu phố 3: 25 đ/c": Section("Chi bộ Khu phố 3", 25),
    "Chi bộ Khu phố 3 - 25 đảng viên": Section("Chi bộ Khu phố 3", 25),
    "CHI BỘ KHU PHỐ 3 (tổng số 25 ĐV)": Section("Chi bộ Khu phố 3", 25),
    "19. CHI BỘ TRƯỜNG TIỂU HỌC LÊ ĐỨC THỌ (30 đồng chí)": Section("Chi bộ Trường Tiểu học Lê Đức Thọ", 30),
    "CHI BỘ CÔNG AN PHƯỜNG": Section("Chi bộ Công an phường"),
    "B. TRẠM Y TẾ": Section("Chi bộ Trạm Y tế"),
    "4) Tổ Đảng Chợ (5 người)": Section("Chi bộ Tổ Đảng Chợ", 5),
    "CB CÔNG AN": Section("Chi bộ Công an"),
    "CB. KP 2 (3 đ/c)": Section("Chi bộ KP 2", 3),
    "Chi bộ: Trạm Y tế": Section("Chi bộ Trạm Y tế"),
    "KHU PHỐ 3": None,
    "Tổng cộng: 591 đảng viên": None,
    "Cộng trang: 25": None,
    "Cộng chi bộ Khu phố 3: 25 đồng chí": None,
    "DANH SÁCH ĐẢNG VIÊN": None,
    "5. Trương Văn Út": None,
    "Nguyễn Văn An": None,
}


@pytest.mark.parametrize(("text", "section"), SECTIONS.items())
def test_a_line_names_a_cell_or_it_does_not(text, section):
    assert section_of(text) == section


@pytest.mark.parametrize(
    "text",
    [
        "Chi bộ Khu phố 3",
        "CHI BỘ KHU PHỐ 03",
        "khu phố 3",
        "KP3",
        "KP 03",
        "Chi bo Khu pho 3",
        "CB KP3",
        "Chi bộ: Khu phố 3",
    ],
)
def test_writings_of_one_cell_share_a_key(text):
    assert cell_key(text) == "khu pho 3"


def test_names_keep_their_case_and_capitals_get_one():
    assert cell_name("Khu phố 3") == "Chi bộ Khu phố 3"
    assert cell_name("Chi bộ chợ An Nhơn") == "Chi bộ chợ An Nhơn"
    assert cell_name("CHI BỘ CÔNG TY CỔ PHẦN TM MINH LONG") == "Chi bộ Công ty Cổ phần TM Minh Long"
    assert cell_name("CHI BỘ TRƯỜNG THCS PHAN TÂY HỒ") == "Chi bộ Trường THCS Phan Tây Hồ"


CODES = {
    "Chi bộ Khu phố 1": ("KP01", CellKind.NEIGHBOURHOOD),
    "Chi bộ Khu phố 15": ("KP15", CellKind.NEIGHBOURHOOD),
    "Chi bộ Công an phường": ("CA", CellKind.POLICE),
    "Chi bộ Công an Phường 11": ("CA", CellKind.POLICE),
    "Chi bộ Quân sự phường": ("QS", CellKind.MILITARY),
    "Chi bộ Cơ quan phường": ("CQ", CellKind.OFFICE),
    "Chi bộ Trường Tiểu học Lê Đức Thọ": ("TH-LDT", CellKind.PUBLIC_SERVICE),
    "Chi bộ Trường THCS Phan Tây Hồ": ("THCS-PTH", CellKind.PUBLIC_SERVICE),
    "Chi bộ Trạm Y tế": ("TYT", CellKind.PUBLIC_SERVICE),
    "Chi bộ Hợp tác xã Đoàn Kết": ("HTX-DK", CellKind.COOPERATIVE),
    "Chi bộ Công ty TNHH Thông Tây": ("CT-TT", CellKind.ENTERPRISE),
    "Chi bộ chợ An Nhơn": ("CAN", CellKind.OTHER),
}


@pytest.mark.parametrize(("name", "expected"), CODES.items())
def test_code_and_kind_are_read_from_the_name(name, expected):
    assert (propose_code(name, ()), guess_kind(name)) == expected


def test_a_code_is_never_given_twice():
    assert propose_code("Chi bộ Khu phố 1", {"kp01", "P11"}) == "KP01-2"
    assert propose_code("Chi bộ Khu phố 1", {"KP01", "KP01-2"}) == "KP01-3"


def test_totals_are_told_from_names():
    assert [
        is_total(text)
        for text in ("Tổng cộng: 591 đảng viên", "Cộng", "TỔNG SỐ: 25", "Cộng 25", "Công an phường", "Tống Văn Cộng")
    ] == [True, True, True, True, False, False]
    assert [
        declared_count(text) for text in ("Tổng cộng: 591 đảng viên", "Cộng: 25", "Tổng số 12 đ/c", "Tổng cộng")
    ] == [591, 25, 12, None]

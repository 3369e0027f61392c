"""Totals that real party organizations published, as cases of the caps' arithmetic.

Only figures printed at the addresses are used: how many were graded excellent, and how many good. E ÷ (E + G) is the
reading "good or better", E ÷ G the reading "good alone"; whether a case keeps 20% under each was worked out by hand.
Not every one of them stood under the sets that ship: they check figures, not the committees.
"""

from dataclasses import dataclass

import pytest

from tests.assessments.rules.dossiers import answer, cell, members


@dataclass(frozen=True)
class Published:
    name: str
    year: int
    excellent: int
    good: int
    within_good_or_better: bool
    within_good_only: bool
    address: str


MEMBERS = [
    Published(
        "Cell of Họa Mi kindergarten, Ward 12, Tân Bình",
        2020,
        2,
        9,
        True,
        False,
        "https://mnhoamitanbinh.hcm.edu.vn/chi-bo-dang/truong-mam-non-hoa-mi-tham-du-hoi-nghi-tong-ket-cong-tac-xay-dung-dang-nam-2020/ct/78223/467533",
    ),
    Published(
        "Cell of Hoa Hướng Dương kindergarten, Việt Hưng, Long Biên",
        2021,
        2,
        8,
        True,
        False,
        "https://mnhoahuongduong.longbien.edu.vn/tin-tuc/truong-mam-non-hoa-huong-duong-to-chuc-kiem-diem-danh-gia-xep-loai-chat-luong-d/ct/12125/411407",
    ),
    Published(
        "Cell of Sơn Ca kindergarten, Đồng Tháp",
        2022,
        4,
        18,
        True,
        False,
        "http://mnsonca.pgdtanhong.edu.vn/hoi-nghi-kiem-diem-danh-gia-xep-loai-to-chuc-co-so-dang-va-dang-vien-nam-2022/",
    ),
    Published(
        "Cell of Hoa Thủy Tiên kindergarten, Việt Hưng, Long Biên (the cell's proposal)",
        2024,
        2,
        10,
        True,
        True,
        "https://mnhoathuytien.longbien.edu.vn/tin-tuc-su-kien/hoi-nghi-kiem-diem-danh-gia-xep-loai-chat-luong-chi-bo-va-dang-vien-nam-2024/ct/3359/886188",
    ),
    Published(
        "Thiện Tân commune, Hữu Lũng, Lạng Sơn",
        2021,
        28,
        186,
        True,
        True,
        "https://huulung.langson.gov.vn/bm/print/8525",
    ),
    Published(
        "Chương Mỹ district",
        2020,
        1321,
        6999,
        True,
        True,
        "https://hanoi.gov.vn/tintuc_sukien/-/hn/ZVOm7e3VDMRM/111101/2842675/78/huyen-uy-chuong-my-tong-ket-cong-tac-xay-dung-ang-nam-2020-trien-khai-nhiem-vu-nam-2021.html",
    ),
    Published(
        "Chương Mỹ district",
        2022,
        1386,
        7436,
        True,
        True,
        "https://nhipsonghanoi.hanoimoi.vn/38-dang-vien-huyen-chuong-my-hoan-thanh-xuat-sac-nhiem-vu-5-nam-lien-629414.html",
    ),
]

UNITS = [
    Published(
        "Grassroots organizations of Chương Mỹ district",
        2020,
        11,
        47,
        True,
        False,
        "https://hanoi.gov.vn/tintuc_sukien/-/hn/ZVOm7e3VDMRM/111101/2842675/78/huyen-uy-chuong-my-tong-ket-cong-tac-xay-dung-ang-nam-2020-trien-khai-nhiem-vu-nam-2021.html",
    ),
    Published(
        "Grassroots organizations of Chương Mỹ district",
        2022,
        10,
        46,
        True,
        False,
        "https://nhipsonghanoi.hanoimoi.vn/38-dang-vien-huyen-chuong-my-hoan-thanh-xuat-sac-nhiem-vu-5-nam-lien-629414.html",
    ),
    Published(
        "Cells of Thanh Sơn ward, Uông Bí",
        2019,
        3,
        12,
        True,
        False,
        "https://www.quangninh.gov.vn/donvi/tpuongbi/Trang/ChiTietTinTuc.aspx?nid=14592",
    ),
    Published(
        "Grassroots organizations of Gò Vấp district",
        2022,
        7,
        36,
        True,
        True,
        "https://tphcm.dangcongsan.vn/tin-tuc/quan-go-vap-day-manh-cong-tac-xay-dung-chinh-don-dang-xay-dung-he-thong-chinh-tri-601090.html",
    ),
]


def told(published):
    return f"{published.name}, {published.year}: {published.excellent} of {published.good}"


def cap_of(rule, **parts):
    result = answer(**parts)
    (cap,) = (cap for cap in result.caps if cap.rule == rule)
    return cap, any(finding.rule == rule for finding in result.findings)


def readings(published):
    yield "good_or_better", published.excellent + published.good, published.within_good_or_better
    yield "good_only", published.good, published.within_good_only


@pytest.mark.parametrize("published", MEMBERS, ids=told)
def test_C1_published_members(published):
    people = members(excellent=published.excellent, good=published.good)
    for reading, base, within in readings(published):
        cap, found = cap_of("member-excellent-cap", members=people, parameters={"cap_base": reading})

        assert (cap.base, cap.actual) == (base, published.excellent)
        assert 5 * cap.limit <= base < 5 * (cap.limit + 1)
        assert found is not within


@pytest.mark.parametrize("published", UNITS, ids=told)
def test_E1_published_units_counted_like_cells(published):
    grades = ["excellent"] * published.excellent + ["good"] * published.good
    cells = [cell(f"K{place:02}", grade) for place, grade in enumerate(grades)]
    for reading, base, within in readings(published):
        cap, found = cap_of("cell-excellent-cap", cells=cells, parameters={"cap_base": reading})

        assert (cap.base, cap.actual) == (base, published.excellent)
        assert found is not within


EXACT = [(20, 10), (20, 15), (7, 100), (29, 100), (35, 20), (35, 100), (29, 200), (7, 300)]


@pytest.mark.parametrize(("percent", "base"), EXACT)
@pytest.mark.parametrize("reading", ["good_or_better", "good_only"])
@pytest.mark.parametrize(("away", "over"), [(-1, False), (0, False), (1, True)])
def test_C1_at_one_below_and_one_above_the_limit(percent, base, reading, away, over):
    """Bases that the percent divides without a rest: where a float would be a hair off."""
    limit = percent * base // 100
    assert 100 * limit == percent * base
    excellent = limit + away
    good = base - excellent if reading == "good_or_better" else base
    parameters = {"cap_percent": percent, "cap_base": reading}
    people = members(excellent=excellent, good=good)
    cap, found = cap_of("member-excellent-cap", members=people, parameters=parameters)

    assert (cap.base, cap.limit, cap.actual, found) == (base, limit, excellent, over)


@pytest.mark.parametrize(
    ("percent", "base", "limit"), [(7, 99, 6), (7, 101, 7), (29, 99, 28), (29, 101, 29), (35, 19, 6), (35, 21, 7)]
)
def test_C1_one_below_and_one_above_the_base(percent, base, limit):
    people = members(excellent=limit, good=base - limit)
    cap, found = cap_of("member-excellent-cap", members=people, parameters={"cap_percent": percent})

    assert (cap.limit, found) == (limit, False)

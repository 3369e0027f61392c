"""Where the record allows excellent but the cap or the quota is taken up (C1, C3, E1)."""

import pytest

from assessments.rules import CapBase
from tests.assessments.rules.dossiers import body, cell, member, members
from tests.assessments.rules.explaining.asked import RECORD, nearest, points, said, why


def among(excellent, good, rule_set=None, **parts):
    """Member M1, good with everything in order, beside so many others."""
    people = [*members(excellent=excellent, good=good - 1), member("M1", **RECORD | {"excellent_ballots": 12})]
    return why("member", "M1", rule_set, **{"members": people} | parts)


CAP = "(20% của {base} đảng viên xếp loại “Hoàn thành tốt nhiệm vụ” trở lên, lấy phần nguyên)"
SHARE = "(phần tính {share}: hệ số 4 của mức “Hoàn thành tốt nhiệm vụ”, {base} người từ tốt trở lên)"


@pytest.mark.parametrize(("excellent", "kind"), [(2, "room"), (3, "full"), (4, "full")])
def test_C1_C3_one_below_at_and_one_above_the_limit(excellent, kind):
    one = among(excellent, 15 - excellent)
    words = {"room": "và còn chỗ", "full": "nhưng đã hết chỗ"}[kind]
    start = f"hồ sơ không cản trở “Hoàn thành xuất sắc nhiệm vụ” {words}"

    assert nearest(one) == [
        (kind, f"{start}: P11 được chọn 3, đã có {excellent} {CAP.format(base=15)}"),
        (kind, f"{start}: K01 được chọn 3, đã có {excellent} {SHARE.format(share=3, base=15)}"),
    ]


def test_C1_C3_in_english_with_clause_and_date():
    one = among(3, 12)

    assert said(one, "member-excellent-cap", "cap", "en") == (
        "limits",
        "“Excellent”: P11 may have 3, has 3 (20% of 15 members graded good or better, rounded down).",
        "123-CV/ĐU 1(2)",
        "2022-01-06",
    )
    assert nearest(one, "en")[1] == (
        "full",
        "nothing on record stands against “Excellent”, but the places are taken up: K01 may have 3, has 3 "
        "(share 3: weight 4 of “Good”, 15 good or better)",
    )


def test_C1_above_the_limit_is_found_and_C3_beside_it():
    over = among(4, 11)

    assert [mark for mark, _ in points(over, "C1", "cap") + points(over, "C3")] == ["found", "found"]


def test_C3_a_quota_set_by_hand_and_the_reason_to_move_seats():
    reasons = [{"rule": "member-excellent-quota", "subject": "K01", "text": "Chuyển từ K02"}]
    one = among(3, 12, cells=[cell("K01", quota=2)], reasons=reasons)

    assert points(one, "C3") == [
        (
            "found",
            "“Hoàn thành xuất sắc nhiệm vụ”: K01 được chọn 2, đã có 3 (chỉ tiêu giao riêng; phần tính là 3). "
            "Đã ghi lý do: Chuyển từ K02",
        )
    ]


def test_C3_a_cell_without_room_though_the_ward_has_some():
    people = [*members(excellent=1, good=4), *members("K02", good=9), member("M1", **RECORD)]
    one = why("member", "M1", members=people, cells=[cell("K01", quota=1), cell("K02")])

    assert [kind for kind, _ in nearest(one)] == ["full"], "only what is taken up is named"
    assert nearest(one)[0][1].endswith("K01 được chọn 1, đã có 1 (chỉ tiêu giao riêng; phần tính là 6/5 ≈ 1,20)")


def test_C1_read_as_good_alone_the_base_shrinks_by_who_moves_up():
    one = among(2, 15, parameters={"cap_base": CapBase.GOOD_ONLY.value})

    assert nearest(one)[0] == (
        "full",
        "hồ sơ không cản trở “Hoàn thành xuất sắc nhiệm vụ” nhưng đã hết chỗ: P11 được chọn 3, đã có 2; thêm một thì "
        "cơ số còn 14 và được chọn 2 (20% của 15 đảng viên xếp loại “Hoàn thành tốt nhiệm vụ”, lấy phần nguyên)",
    )


@pytest.mark.parametrize("percent", [7, 29, 35])
def test_C1_another_percent(percent):
    one = among(0, 100, parameters={"cap_percent": percent})

    assert f"P11 được chọn {percent}, đã có 0 ({percent}% của 100 đảng viên" in nearest(one)[0][1]


def test_C3_no_quota_under_the_set_of_2020():
    one = among(3, 12, "2020")

    assert points(one, "C3") == []
    assert said(one, "member-excellent-cap", "cap")[2:] == ("15-KH/ĐU IV.2 (2.3a)", "2020-12-18")


def test_C5_ballots_are_shown_and_bind_nobody():
    assert points(among(2, 13), "C1", "ballots") == [
        ("not_binding", "12 phiếu xuất sắc; khi vượt mức tối đa thì xét từ người ít phiếu nhất.")
    ]
    silent = why("member", "K01-good-001", members=members(good=5))
    assert points(silent, "C1", "ballots") == [("not_recorded", "Số phiếu xuất sắc: chưa ghi nhận.")]


def test_pools_are_no_matter_below_good():
    one = why("member", "M1", members=[*members(good=5), member("M1", "fulfilled", **RECORD)])

    assert points(one, "C1") == points(one, "C3") == []


def five(kind, excellent):
    """Five units of a kind, so many of them excellent; the first is good unless more than one is excellent."""
    grades = ["excellent" if place >= 5 - excellent else "good" for place in range(5)]
    if kind == "cell":
        return why("cell", "K00", cells=[cell(f"K0{place}", grade) for place, grade in enumerate(grades)])
    bodies = [body(f"T0{place}", "M0", "M1", "M2", grade=grade) for place, grade in enumerate(grades)]
    return why(
        "collective", "T00", members=[member(f"M{n}") for n in range(3)], collectives=bodies, cells=[cell("K01")]
    )


@pytest.mark.parametrize(
    ("kind", "of_vi", "of_en"), [("collective", "tập thể", "collectives"), ("cell", "chi bộ", "cells")]
)
@pytest.mark.parametrize(("excellent", "mark"), [(0, "met"), (1, "limits"), (2, "found")])
def test_E1_one_below_at_and_one_above_the_limit(kind, of_vi, of_en, excellent, mark):
    one = five(kind, excellent)

    assert said(one, f"{kind}-excellent-cap", "cap") == (
        mark,
        f"“Hoàn thành xuất sắc nhiệm vụ”: {of_vi} của P11 được chọn 1, đã có {excellent} (20% của 5 {of_vi} xếp loại "
        f"“Hoàn thành tốt nhiệm vụ” trở lên, lấy phần nguyên).",
        "123-CV/ĐU 3.6",
        "2022-01-06",
    )
    assert said(one, f"{kind}-excellent-cap", "cap", "en")[1] == (
        f"“Excellent”: {of_en} of P11 may have 1, has {excellent} (20% of 5 {of_en} graded good or better, rounded down)."
    )


def test_C3_read_as_good_alone_the_quota_shrinks_with_the_limit():
    """15 good: L = 3; one moves up: 14 good, L = 2, and the only cell's quota with it."""
    one = among(2, 15, parameters={"cap_base": CapBase.GOOD_ONLY.value})

    assert nearest(one)[1] == (
        "full",
        "hồ sơ không cản trở “Hoàn thành xuất sắc nhiệm vụ” nhưng đã hết chỗ: K01 được chọn 3, đã có 2 (phần tính 3: hệ "
        "số 4 của mức “Hoàn thành tốt nhiệm vụ”, 17 người từ tốt trở lên); thêm một thì chỉ tiêu còn 2",
    )
    assert [mark for mark, _ in points(one, "C3")] == ["limits"]


def test_C3_read_as_good_alone_with_a_limit_that_stays_there_is_room():
    one = among(2, 16, parameters={"cap_base": CapBase.GOOD_ONLY.value})

    assert [kind for kind, _ in nearest(one)] == ["room", "room"]
    assert "thêm một thì chỉ tiêu" not in nearest(one)[1][1]

"""Heads in words (F1, F2): bound, lifted, not binding, waiting; several units and several posts."""

import pytest

from tests.assessments.rules.dossiers import body, cell, head, member, members, officer, outsider
from tests.assessments.rules.explaining.asked import RECORD, highest, nearest, points, said, why

AGENCIES = [{"code": "A1", "name": "Phòng A", "grade": "good"}, {"code": "A2", "grade": "fulfilled"}]
CLAUSE = ("123-CV/ĐU 1(5)", "2022-01-06")


def headed(*heads, grade="good", rule_set=None, kind="head", **parts):
    ward = {"members": [member("M1", grade, **RECORD)], "agencies": AGENCIES, "heads": list(heads)} | parts
    return why(kind, "M1", rule_set, **ward)


@pytest.mark.parametrize(("grade", "mark"), [("excellent", "found"), ("good", "limits"), ("fulfilled", "limits")])
def test_F1_above_at_and_below_the_unit(grade, mark):
    one = headed(head("M1", "A1"), grade=grade)
    names = {"excellent": "xuất sắc nhiệm vụ", "good": "tốt nhiệm vụ", "fulfilled": "nhiệm vụ"}

    assert said(one, "head-above-unit", "A1") == (
        mark,
        "Đứng đầu Phòng A (A1) từ 01/03/2015; đơn vị xếp loại “Hoàn thành tốt nhiệm vụ”, người đứng đầu: “Hoàn thành "
        f"{names[grade]}”.",
        *CLAUSE,
    )
    assert highest(one) == "good"


def test_F1_in_english():
    one = headed(head("M1", "A1"))

    assert said(one, "head-above-unit", "A1", "en")[1] == (
        "Heads Phòng A (A1) since 2015-03-01; the unit is graded “Good”, the head: “Good”."
    )
    assert said(one, "head-graded-early", "A1", "en")[:2] == ("met", "Phòng A (A1) has its grade.")
    assert one.highest_said.vi == "Mức cao nhất mà đơn vị đứng đầu cho phép: “Hoàn thành tốt nhiệm vụ”."
    assert nearest(one, "en") == [
        ("missing", "Phòng A (A1) is graded “Good”; a head is not graded above the unit headed")
    ]


def test_F1_an_excellent_unit_sets_no_limit():
    one = headed(head("M1", "A1"), agencies=[{"code": "A1", "grade": "excellent"}])

    assert points(one, "F1")[0][0] == "met"
    assert (highest(one), nearest(one)) == (
        "excellent",
        [("nothing", "đơn vị đứng đầu không cản trở mức “Hoàn thành xuất sắc nhiệm vụ”")],
    )


def test_F1_the_lowest_of_several_units_binds_the_member_and_every_post():
    heads = [head("M1", "A1"), head("M1", "A2")]
    ward = {"officers": [officer("M1", "A1", "excellent")], "grade": "fulfilled"}
    one = headed(*heads, **ward)

    assert one.given == "excellent", "the best of all grades held"
    assert [mark for mark, _ in points(one, "F1")] == ["found", "found"]
    assert highest(one) == "fulfilled"
    assert nearest(headed(*heads, kind="member", grade="fulfilled")) == [
        (
            "missing",
            "A2 xếp loại “Hoàn thành nhiệm vụ”; người đứng đầu không được xếp loại cao hơn đơn vị mình đứng đầu",
        )
    ]


def test_F1_not_the_main_duty_lifts_the_party_unit_alone():
    heads = [head("M1", "K01", main_duty=False), head("M1", "A1", main_duty=False)]
    one = headed(*heads, cells=[cell("K01", "fulfilled")])

    assert points(one, "F1") == [
        (
            "limits",
            "Đứng đầu Phòng A (A1) từ 01/03/2015; đơn vị xếp loại “Hoàn thành tốt nhiệm vụ”, người đứng đầu: “Hoàn "
            "thành tốt nhiệm vụ”.",
        ),
        ("lifted", "Đứng đầu K01: không ràng buộc, vì chức vụ bí thư không phải là nhiệm vụ chính."),
    ]
    assert highest(one) == "good"
    assert highest(headed(*heads, rule_set="2020", cells=[cell("K01", "fulfilled")])) == "fulfilled"


@pytest.mark.parametrize(
    ("since", "mark"), [("2021-10-07", "limits"), ("2021-10-08", "limits"), ("2021-10-09", "lifted")]
)
def test_F1_three_months_in_the_post(since, mark):
    one = headed(head("M1", "A1", appointed_on=since))

    assert points(one, "F1")[0][0] == mark


def test_F1_new_in_post_in_words():
    one = headed(head("M1", "A1", appointed_on="2021-12-01"))

    assert points(one, "F1") == [
        ("lifted", "Đứng đầu Phòng A (A1): không ràng buộc, vì mới nhận nhiệm vụ từ 01/12/2021, chưa đủ 03 tháng.")
    ]
    assert said(one, "head-above-unit", "A1", "en")[1] == (
        "Heads Phòng A (A1): this does not bind, because new in the post since 2021-12-01, fewer than 3 months."
    )
    assert points(one, "F2") == []


def test_F1_a_listed_exception_with_its_text_and_citation():
    listed = {"head_exceptions": [{"code": "E1", "text": "Biệt phái", "citation": "15-NQ/ĐU"}]}
    one = headed(head("M1", "A1", exception="E1"), parameters=listed)

    assert points(one, "F1") == [
        (
            "lifted",
            "Đứng đầu Phòng A (A1): không ràng buộc, vì trường hợp khác đã liệt kê: Biệt phái (15-NQ/ĐU).",
        )
    ]


def test_F1_a_unit_that_is_not_gradable_binds_nobody():
    one = headed(head("M1", "T1"), collectives=[body("T1", "M1", grade=None)])

    assert points(one, "F1") == [("not_binding", "Đứng đầu T1: không ràng buộc, vì đơn vị không đủ số thành viên.")]
    assert highest(one) == "excellent"


@pytest.mark.parametrize(("grade", "mark"), [("good", "found"), (None, "limits")])
def test_F2_a_unit_without_a_grade_is_waited_for(grade, mark):
    one = headed(head("M1", "A1"), grade=grade, agencies=[{"code": "A1", "name": "Phòng A", "grade": None}])
    waits = "Phòng A (A1) chưa có mức xếp loại; người đứng đầu được xếp loại sau cùng"

    assert points(one, "F1") == [
        ("not_recorded", "Đứng đầu Phòng A (A1) từ 01/03/2015; mức xếp loại của đơn vị: chưa ghi nhận.")
    ]
    assert said(one, "head-graded-early", "A1") == (mark, f"{waits}.", *CLAUSE)
    assert (highest(one), nearest(one)) == (None, [("missing", waits)])
    assert one.highest_said.vi == f"Đơn vị đứng đầu chưa cho phép mức nào: {waits}."


def test_F1_a_head_from_outside_the_party():
    ward = {"members": [*members(good=3), outsider("X1")], "officers": [officer("X1", "A1", "excellent")]}
    one = why("head", "X1", agencies=AGENCIES, heads=[head("X1", "A1")], **ward)

    assert (one.given, highest(one)) == ("excellent", "good")
    assert points(one, "F1")[0][0] == "found"


def test_F1_the_unit_headed_says_who_heads_it():
    ward = {"members": [member("M1", name="An")], "agencies": AGENCIES, "heads": [head("M1", "A1")]}
    agency, organization = why("agency", "A1", **ward), why("organization", "P11", **ward)

    assert points(agency, "F1") == [
        (
            "met",
            "Xếp loại của đơn vị: “Hoàn thành tốt nhiệm vụ”; bộ quy tắc không đặt điều kiện riêng cho mức này.",
        ),
        ("met", "Người đứng đầu An (M1): “Hoàn thành tốt nhiệm vụ” (đúng quy định)."),
    ]
    assert len(organization.points) == 1
    assert (highest(agency), organization.given) == ("excellent", "good")
    assert points(why("organization", "P11", organization={"code": "P11", "grade": None}), "F1") == [
        ("not_recorded", "Xếp loại của đơn vị: chưa xếp loại; bộ quy tắc không đặt điều kiện riêng cho mức này.")
    ]

"""Collectives and cells in words (A1 to A4, A6, B4, B5): at, one below and one above each limit."""

import pytest

from tests.assessments.rules.dossiers import body, cell, member, members
from tests.assessments.rules.explaining.asked import highest, nearest, points, said, why


def collective(seated=3, rule_set=None, people=None, **facts):
    people = people or [member(f"M{n}") for n in range(5)]
    facts = {"established_on": "2015-01-01", "reviewed": True} | facts
    seats = [one["code"] for one in people[:seated]]
    return why("collective", "T1", rule_set, members=people, collectives=[body("T1", *seats, **facts)])


@pytest.mark.parametrize(("seated", "mark"), [(2, "found"), (3, "met"), (4, "met")])
def test_A1_A2_three_members(seated, mark):
    one = collective(seated)

    assert said(one, "collective-too-small-to-review", "review") == (
        mark,
        f"{seated} thành viên vào ngày kiểm điểm 20/12/2021 (ít nhất 03).",
        "123-CV/ĐU 1(1)",
        "2022-01-06",
    )
    assert said(one, "collective-too-small-to-grade", "grading", "en") == (
        mark,
        f"{seated} sitting members on the grading date 2022-01-08 (at least 3).",
        "123-CV/ĐU 1(3)",
        "2022-01-06",
    )
    assert highest(one) == (None if seated == 2 else "excellent")


def test_A2_what_keeps_a_small_collective_from_a_grade():
    one = collective(2)

    assert nearest(one) == [("missing", "2 thành viên vào ngày xếp loại 08/01/2022 (ít nhất 03)")]
    assert points(one, "A7") == points(one, "B4") == points(one, "E1") == []


def test_A1_A2_A4_are_not_asked_before_the_letter():
    one = collective(2, "2020", kind="peoples_council_standing")

    assert points(one, "A1") == points(one, "A2") == []
    assert [mark for mark, _ in points(one, "A4")] == ["met", "met"]
    assert highest(one) == "excellent"


@pytest.mark.parametrize(("since", "mark"), [("2021-07-07", "met"), ("2021-07-08", "met"), ("2021-07-09", "found")])
def test_A3_six_months(since, mark):
    one = collective(established_on=since)
    day = "/".join(reversed(since.split("-")))
    end = "chưa đủ 06 tháng nên không đánh giá, xếp loại" if mark == "found" else "đã đủ 06 tháng"

    assert points(one, "A3") == [(mark, f"Thành lập ngày {day}: đến ngày xếp loại 08/01/2022 {end}.")]


def test_A3_in_english_and_not_recorded():
    assert said(collective(established_on="2021-07-09"), "collective-too-new-to-grade", "age", "en")[1] == (
        "Established on 2021-07-09: fewer than 6 months before the grading date 2022-01-08, and so not graded."
    )
    assert said(collective(), "collective-too-new-to-grade", "age", "en")[1] == (
        "Established on 2015-01-01: 6 months or more before the grading date 2022-01-08."
    )
    silent = collective(established_on=None)
    assert points(silent, "A3") == [("not_recorded", "Ngày thành lập: chưa ghi nhận.")]
    assert silent.highest_said.vi.endswith("Chưa ghi nhận, nên chưa coi là đạt: ngày thành lập.")


def test_A4_a_kind_that_is_not_subject():
    one = collective(kind="peoples_council_standing")

    assert points(one, "A4") == [
        ("found", "Thường trực Hội đồng nhân dân: không thuộc đối tượng đánh giá, xếp loại."),
        ("found", "Thường trực Hội đồng nhân dân: không thuộc đối tượng kiểm điểm."),
    ]
    assert [str(point.citation) for point in one.points if point.rule.item == "A4"] == [
        "123-CV/ĐU 1(3)",
        "123-CV/ĐU 1(1)",
    ]
    assert [point.severity for point in one.points if point.rule.item == "A4"] == ["violation", "notice"]
    assert [mark for mark, _ in points(collective(kind="peoples_council_standing", grade=None), "A4")] == [
        "limits",
        "found",
    ]
    assert highest(one) is None


@pytest.mark.parametrize(
    ("form", "mark", "top"),
    [
        (None, "not_recorded", "excellent"),
        ("reprimand", "not_recorded", "excellent"),
        ("warning", "found", "unfulfilled"),
        ("dismissal", "found", "unfulfilled"),
    ],
)
def test_B4_from_a_warning_up(form, mark, top):
    people = [member("M0", disciplined=form, name="An"), member("M1"), member("M2")]
    one = collective(people=people)
    text = {
        "found": "Có thành viên bị kỷ luật từ cảnh cáo trở lên: An (M0).",
        "not_recorded": "Chưa ghi nhận thành viên nào bị kỷ luật từ cảnh cáo trở lên.",
    }

    assert said(one, "collective-disciplined", "discipline") == (mark, text[mark], "HD 21", "2019-10-18")
    assert highest(one) == top


def test_B4_what_is_missing_above_unfulfilled():
    people = [member("M0", disciplined="warning"), member("M1"), member("M2")]
    one = collective(people=people, grade="unfulfilled")

    assert points(one, "B4")[0][0] == "limits"
    assert nearest(one, "en") == [("missing", "members disciplined from a warning up: M0")]


def of_cell(grade="good", disciplined=0, rule_set=None, since="2015-01-01", **numbers):
    people = members(**numbers)
    people = [one | ({"disciplined": "reprimand"} if place < disciplined else {}) for place, one in enumerate(people)]
    return why("cell", "K01", rule_set, cells=[cell("K01", grade, established_on=since)], members=people)


@pytest.mark.parametrize(("since", "mark"), [("2021-07-08", "met"), ("2021-07-09", "found")])
def test_A6_six_months(since, mark):
    one = of_cell(since=since, good=5)

    assert points(one, "A6")[0][0] == mark
    assert (highest(one) is None) is (mark == "found")


def test_A6_a_new_cell_gets_no_other_point():
    one = of_cell(since="2021-07-09", good=5)

    assert [point.rule.item for point in one.points] == ["A6"]
    assert nearest(one, "en") == [
        (
            "missing",
            "established on 2021-07-09: fewer than 6 months before the grading date 2022-01-08, and so not graded",
        )
    ]


@pytest.mark.parametrize(
    ("good", "top", "mark"),
    [
        (17, "excellent", "met"),
        (16, "excellent", "met"),
        (15, "good", "limits"),
        (10, "good", "limits"),
        (9, "fulfilled", "found"),
    ],
)
def test_B5_eighty_and_fifty_percent(good, top, mark):
    one = of_cell(good=good, fulfilled=20 - good)

    assert said(one, "cell-grade-not-earned", "good") == (
        mark,
        f"{good}/20 đảng viên hoàn thành tốt nhiệm vụ trở lên (xuất sắc cần 80%: 16; tốt cần 50%: 10).",
        "HD 21",
        "2019-10-18",
    )
    assert highest(one) == top


def test_B5_how_many_are_missing():
    one = of_cell(good=14, fulfilled=6)

    assert nearest(one) == [
        (
            "missing",
            "còn thiếu 2 đảng viên ở mức tốt trở lên để đạt 80%: chỉ có 14 trên 20 đảng viên được xếp loại hoàn thành "
            "tốt nhiệm vụ trở lên, trong khi cần ít nhất 80%",
        )
    ]
    assert nearest(one, "en")[0][1].startswith("2 more members at good or better are needed for 80%: only 14 of 20")


def test_B5_everybody_must_be_fulfilled():
    one = of_cell(good=19, unfulfilled=1)

    assert points(one, "B5")[0] == (
        "found",
        "19/20 đảng viên hoàn thành nhiệm vụ trở lên (mức tốt và xuất sắc cần 100%).",
    )
    assert highest(one) == "fulfilled"


@pytest.mark.parametrize(
    ("disciplined", "mark", "top"), [(3, "met", "excellent"), (4, "met", "excellent"), (5, "found", "unfulfilled")]
)
def test_B5_twenty_percent_disciplined(disciplined, mark, top):
    one = of_cell(good=20, disciplined=disciplined)

    assert said(one, "cell-grade-not-earned", "disciplined")[:2] == (
        mark,
        f"{disciplined}/20 đảng viên bị ghi kỷ luật (quá 20% thì cao nhất là “Không hoàn thành nhiệm vụ”).",
    )
    assert highest(one) == top


def test_B5_a_cell_without_graded_members():
    one = of_cell()

    assert points(one, "B5") == [
        ("not_recorded", "Mức xếp loại của các đảng viên trong chi bộ: chưa ghi nhận."),
        ("met", "0/0 đảng viên bị ghi kỷ luật (quá 20% thì cao nhất là “Không hoàn thành nhiệm vụ”)."),
    ]
    assert one.highest_said.en.endswith("Not recorded, and so not taken as met: the grades of the cell's members.")


def test_B5_discipline_that_nobody_recorded_is_not_said_to_be_met():
    one = of_cell(good=20)

    assert said(one, "cell-grade-not-earned", "disciplined", "en")[:2] == (
        "not_recorded",
        "No discipline is recorded among 20 members (above 20% “Unfulfilled” is the most).",
    )
    assert points(one, "B5")[-1] == (
        "not_recorded",
        "Chưa ghi nhận kỷ luật nào trong số 20 đảng viên (quá 20% thì cao nhất là “Không hoàn thành nhiệm vụ”).",
    )
    assert highest(one) == "excellent"


def test_B5_one_missing_in_english():
    assert nearest(of_cell(good=15, fulfilled=5), "en")[0][1].startswith(
        "1 more member at good or better is needed for 80%"
    )

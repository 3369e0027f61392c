"""Members' own conditions in words (A5, A7, B1, B2, B3): at, one below and one above each limit."""

import pytest

from tests.assessments.rules.dossiers import member, outsider
from tests.assessments.rules.explaining.asked import ROOM, highest, nearest, of_member, points, said, why

HD_21 = ("HD 21", "2019-10-18")
LETTER = ("123-CV/ĐU 3.6", "2022-01-06")


def levels(tasks, others):
    return {"levels": {"tasks": tasks, "others": others}}


def test_A5_at_six_months_in_both_languages():
    at = of_member(admitted_on="2021-07-08")

    assert said(at, "member-not-gradable", "status") == (
        "met",
        "Đảng viên chính thức, kết nạp ngày 08/07/2021: đến ngày xếp loại 08/01/2022 đã đủ 06 tháng.",
        *HD_21,
    )
    assert said(at, "member-not-gradable", "status", "en")[1] == (
        "Full member, admitted on 2021-07-08: 6 months or more before the grading date 2022-01-08."
    )


@pytest.mark.parametrize(
    ("day", "grade", "mark"),
    [("2021-07-07", "good", "met"), ("2021-07-09", "good", "found"), ("2021-07-09", None, "limits")],
)
def test_A5_a_day_before_and_a_day_after(day, grade, mark):
    assert said(of_member(grade, admitted_on=day), "member-not-gradable", "status")[0] == mark


def test_A5_too_new_allows_no_grade():
    new = of_member(admitted_on="2021-07-09")
    why_vi = "kết nạp ngày 09/07/2021, đến ngày xếp loại 08/01/2022 chưa đủ 06 tháng nên chưa xếp loại đảng viên"

    assert highest(new) is None
    assert new.highest_said.vi == f"Hồ sơ chưa cho phép mức nào: {why_vi}."
    assert new.highest_said.en == (
        "The record allows no grade now: admitted on 2021-07-09, fewer than 6 months before the grading date "
        "2022-01-08, and so not graded as a member."
    )
    assert nearest(new) == [("missing", why_vi)]
    assert [point.rule.item for point in new.points] == ["A5"], "a void grade gets no other point"


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (
            "exempt",
            "Miễn công tác và sinh hoạt đảng: được miễn công tác và sinh hoạt đảng nên không xếp loại đảng viên.",
        ),
        ("suspended", "Đình chỉ sinh hoạt đảng: đang bị đình chỉ sinh hoạt đảng nên không xếp loại đảng viên."),
    ],
)
def test_A5_outside_by_status(status, text):
    assert points(of_member(status=status), "A5") == [("found", text)]
    assert points(of_member(None, status=status), "A5") == [("limits", text)]


def test_A5_a_person_outside_the_party():
    stranger = why("member", "X1", members=[*ROOM, outsider("X1")])

    assert points(stranger, "A5") == [
        ("limits", "Người ngoài Đảng: không phải là đảng viên nên không xếp loại đảng viên.")
    ]
    assert highest(stranger) is None


def test_A5_a_date_that_is_not_recorded_is_not_met():
    unknown = of_member(admitted_on=None)

    assert points(unknown, "A5") == [("not_recorded", "Ngày kết nạp: chưa ghi nhận.")]
    assert unknown.highest_said.vi == (
        "Mức cao nhất mà hồ sơ cho phép: “Hoàn thành xuất sắc nhiệm vụ”. Chưa ghi nhận, nên chưa coi là đạt: "
        "ngày kết nạp."
    )


def test_A7_a_grade_that_is_missing():
    none = of_member(None)

    assert points(none, "A7") == [("found", "Mức xếp loại: chưa ghi nhận.")]
    assert nearest(none) == [("nothing", "chưa có mức xếp loại; hồ sơ cho phép đến mức “Hoàn thành xuất sắc nhiệm vụ”")]


def test_A7_the_reason_recorded_is_said():
    parts = {"reasons": [{"rule": "grade-missing", "subject": "M1", "text": "Đang đi học", "decided_by": "Đảng ủy"}]}

    assert points(of_member(None, parts=parts), "A7") == [
        ("found", "Mức xếp loại: chưa ghi nhận. Đã ghi lý do (Đảng ủy): Đang đi học")
    ]


def test_B1_all_levels_reached():
    earned = of_member("excellent")

    assert said(earned, "excellent-not-earned", "tasks") == (
        "met",
        "2/2 tiêu chí nhiệm vụ ở mức Xuất sắc.",
        *HD_21,
    )
    assert said(earned, "excellent-not-earned", "others", "en")[:2] == ("met", "1/1 other criterion at Tốt or better.")
    assert said(earned, "excellent-not-earned", "employer_grade")[1:] == (
        "Không có cơ quan, đơn vị nào xếp loại đồng chí này.",
        *LETTER,
    )
    assert (highest(earned), nearest(earned)) == ("excellent", [("top", "đã ở mức cao nhất")])


@pytest.mark.parametrize(("grade", "mark"), [("excellent", "found"), ("good", "limits")])
def test_B1_one_task_criterion_below(grade, mark):
    short = of_member(grade, **levels(["excellent", "good"], ["good"]))

    assert points(short, "B1", "tasks") == [(mark, "1/2 tiêu chí nhiệm vụ ở mức Xuất sắc.")]
    assert points(short, "B1", "others") == [("met", "1/1 tiêu chí khác từ mức Tốt trở lên.")]
    assert highest(short) == "good"
    assert nearest(short) == [("missing", "1 tiêu chí nhiệm vụ ở mức Tốt; HD 21 đòi hỏi tất cả ở mức Xuất sắc")]
    assert nearest(short, "en") == [("missing", "1 of 2 task criteria at Tốt; HD 21 asks Xuất sắc for all")]


def test_B1_everything_that_falls_short_is_named():
    short = of_member(**levels(["excellent", "good", "average"], ["average", "good"]) | {"employer_grade": "good"})

    assert nearest(short) == [
        (
            "missing",
            "1 tiêu chí nhiệm vụ ở mức Tốt, 1 tiêu chí nhiệm vụ ở mức Trung bình; HD 21 đòi hỏi tất cả ở mức Xuất sắc",
        ),
        ("missing", "1 tiêu chí khác ở mức Trung bình; HD 21 đòi hỏi tất cả từ mức Tốt trở lên"),
        (
            "missing",
            "cơ quan, đơn vị xếp loại “Hoàn thành tốt nhiệm vụ”; 123-CV/ĐU 3.6 đòi hỏi “Hoàn thành xuất sắc nhiệm vụ”",
        ),
    ]


def test_B1_what_is_not_recorded_is_said_and_never_met():
    facts = {"levels": {}}
    empty = of_member("excellent", **facts)

    assert points(empty, "B1") == [
        ("not_recorded", "Mức của các tiêu chí nhiệm vụ: chưa ghi nhận."),
        ("not_recorded", "Mức của các tiêu chí khác: chưa ghi nhận."),
        ("met", "Không có cơ quan, đơn vị nào xếp loại đồng chí này."),
    ]
    assert [point.severity for point in empty.points if point.aspect == "tasks"] == ["notice"]
    assert nearest(empty) == [
        ("top", "đã ở mức cao nhất"),
        ("not_recorded", "chưa ghi nhận mức của các tiêu chí nhiệm vụ"),
        ("not_recorded", "chưa ghi nhận mức của các tiêu chí khác"),
    ]
    assert empty.highest_said.en == (
        "The highest grade that the record allows: “Excellent”. Not recorded, and so not taken as met: the levels of "
        "the task criteria; the levels of the other criteria."
    )


def test_B1_what_is_not_recorded_matters_to_excellent_alone():
    capped = of_member(**levels([], ["poor"]))

    assert capped.highest_said.vi == "Mức cao nhất mà hồ sơ cho phép: “Hoàn thành tốt nhiệm vụ”."


def test_B1_the_letter_of_2021_and_the_guidance_before_it():
    clause = ("HD 21", "2019-10-18")

    assert said(of_member(rule_set="2020"), "excellent-not-earned", "employer_grade")[2:] == clause
    assert said(of_member(rule_set="2021"), "excellent-not-earned", "employer_grade")[2:] == LETTER


@pytest.mark.parametrize(
    ("done", "mark", "top"), [(49, "found", "unfulfilled"), (50, "met", "excellent"), (51, "met", "excellent")]
)
def test_B2_half_of_the_tasks(done, mark, top):
    one = of_member(task_completion=done)
    text = f"Hoàn thành {done}% nhiệm vụ được giao (dưới 50% thì phải xếp loại “Không hoàn thành nhiệm vụ”)."

    assert points(one, "B2", "under_half_of_tasks") == [(mark, text)]
    assert highest(one) == top


@pytest.mark.parametrize(
    ("facts", "aspect", "vi", "en"),
    [
        (
            {"found_degraded": True},
            "degraded",
            "Cấp có thẩm quyền kết luận có biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hóa”.",
            "A competent authority found degradation.",
        ),
        (
            {"disciplined": "reprimand"},
            "disciplined",
            "Bị kỷ luật khiển trách trong năm.",
            "Disciplined in the year: reprimand.",
        ),
        (
            {"employer_grade": "unfulfilled"},
            "employer_unfulfilled",
            "Cơ quan, đơn vị xếp loại “Không hoàn thành nhiệm vụ”.",
            "The employer's grade is “Unfulfilled”.",
        ),
    ],
)
def test_B2_each_cause(facts, aspect, vi, en):
    good, unfulfilled = of_member(**facts), of_member("unfulfilled", **facts)

    assert said(good, "must-be-unfulfilled", aspect) == ("found", vi, *HD_21)
    assert said(unfulfilled, "must-be-unfulfilled", aspect, "en") == ("limits", en, *HD_21)
    assert highest(good) == "unfulfilled"


def test_B2_what_is_missing_above_unfulfilled():
    assert nearest(of_member("unfulfilled", disciplined="warning")) == [("missing", "bị kỷ luật cảnh cáo trong năm")]


def test_B2_what_is_not_recorded():
    empty = why("member", "M1", members=[*ROOM, member("M1", "fulfilled")])

    assert points(empty, "B2") == [
        ("not_recorded", "Kết luận về suy thoái của cấp có thẩm quyền: chưa ghi nhận."),
        ("not_recorded", "Tỷ lệ hoàn thành nhiệm vụ được giao: chưa ghi nhận."),
        ("not_recorded", "Chưa ghi nhận kỷ luật nào trong năm."),
    ]


@pytest.mark.parametrize(
    ("reason", "mark", "text"),
    [
        ("disciplined", "met", "Lý do đã ghi: Bị kỷ luật trong năm."),
        (None, "found", "Lý do xếp loại “Không hoàn thành nhiệm vụ”: chưa ghi nhận."),
    ],
)
def test_B2_the_stored_reason(reason, mark, text):
    assert points(of_member("unfulfilled", unfulfilled_reason=reason), "B2", "stored_reason") == [(mark, text)]


@pytest.mark.parametrize(
    ("months", "grade", "mark", "top"),
    [(2, "good", "met", "excellent"), (3, "good", "found", "fulfilled"), (4, "fulfilled", "limits", "fulfilled")],
)
def test_B3_three_months(months, grade, mark, top):
    one = of_member(grade, sick_leave_months=months)
    text = f"Nghỉ ốm {months} tháng trong năm (từ 3 tháng trở lên thì cao nhất là “Hoàn thành nhiệm vụ”)."

    assert said(one, "sick-leave-ceiling", "sick_leave") == (mark, text, *HD_21)
    assert highest(one) == top


def test_B3_what_is_missing_and_what_is_not_recorded():
    assert nearest(of_member("fulfilled", sick_leave_months=3)) == [
        ("missing", "nghỉ ốm 3 tháng trong năm, cao nhất là “Hoàn thành nhiệm vụ”")
    ]
    assert points(of_member(sick_leave_months=None), "B3") == [
        ("not_recorded", "Số tháng nghỉ ốm trong năm: chưa ghi nhận.")
    ]
    assert nearest(of_member("fulfilled", levels={})) == [
        ("nothing", "hồ sơ không cản trở mức “Hoàn thành tốt nhiệm vụ”")
    ]

"""Mends of grades and of heads, by rule: parts A, B and F. What is offered, exactly, and in which words."""

import pytest

from assessments.rules import Way, WrongChoice, mends
from tests.assessments.rules.dossiers import answer, body, cell, head, member, members, officer, outsider
from tests.assessments.rules.mends_told import brought, offered

THREE = ["M1", "M2", "M3"]


def seated(**facts):
    return [member(code, **facts) for code in THREE]


def test_nothing_to_mend_nothing_offered():
    assert mends(answer(members=members(excellent=2, good=8))) == ()


def test_notices_and_reasons_for_missing_grades_have_no_mend():
    result = answer(members=[member("U", None), member("F", "unfulfilled"), member("G")], cells=[cell("K01", None)])

    assert {found.rule.value for found in result.findings} == {"grade-missing", "unfulfilled-without-reason"}
    assert mends(result) == ()


@pytest.mark.parametrize(
    ("rule", "code", "collective"),
    [
        ("collective-too-small-to-grade", "T", body("T", "M1", "M2")),
        ("collective-too-new-to-grade", "T", body("T", *THREE, established_on="2021-12-01")),
        ("collective-kind-not-subject", "T", body("T", *THREE, kind="peoples_council_standing")),
    ],
)
def test_A2_A3_A4_the_void_grade_of_a_collective_is_removed(rule, code, collective):
    result = answer(members=seated(), collectives=[collective])

    assert offered(result, rule) == [("remove_grade", [f"{code}: good>-"])]


def test_A2_and_A3_at_once_have_the_same_mend_each():
    result = answer(members=seated(), collectives=[body("T", "M1", established_on="2021-12-01")])

    assert offered(result) == [("remove_grade", ["T: good>-"])] * 2


def test_A5_the_void_grade_of_a_member_is_removed():
    people = [member("E", status="exempt"), member("N", admitted_on="2021-12-01"), outsider("X", grade="fulfilled")]
    result = answer(members=people)

    assert offered(result, "member-not-gradable") == [
        ("remove_grade", ["E: good>-"]),
        ("remove_grade", ["N: good>-"]),
        ("remove_grade", ["X: fulfilled>-"]),
    ]
    assert mends(result)[0].message("en") == "Remove the grade “Good” of E: none is due (HD 21)."
    assert mends(result)[0].message() == "Bỏ mức “Hoàn thành tốt nhiệm vụ” của E: không thuộc diện xếp loại (HD 21)."


def test_A6_the_void_grade_of_a_cell_is_removed():
    result = answer(cells=[cell("K01", established_on="2021-12-01")], members=[member("M1")])

    assert offered(result) == [("remove_grade", ["K01: good>-"])]


SHORT = {"levels": {"tasks": ["good"], "others": ["good"]}}
FEW = members(good=12)


def test_B1_excellent_not_earned_becomes_good():
    result = answer(members=[*FEW, member("M1", "excellent", **SHORT)])

    assert offered(result) == [("lower_grade", ["M1: excellent>good"])]
    (mend,) = mends(result)
    assert mend.message("en") == (
        "Lower M1 from “Excellent” to “Good”, the highest grade that what is recorded allows (123-CV/ĐU 3.6)."
    )
    assert mend.message() == (
        "Hạ M1 từ “Hoàn thành xuất sắc nhiệm vụ” xuống “Hoàn thành tốt nhiệm vụ”, mức cao nhất mà những gì đã ghi cho "
        "phép (123-CV/ĐU 3.6)."
    )


def test_B1_not_recorded_is_a_notice_and_has_no_mend():
    result = answer(members=[*FEW, member("M1", "excellent", levels={})])

    assert offered(result) == []


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ({"sick_leave_months": 3}, "fulfilled"),
        ({"disciplined": "reprimand"}, "unfulfilled"),
        ({"task_completion": 49}, "unfulfilled"),
        ({"found_degraded": True, "sick_leave_months": 5}, "unfulfilled"),
        ({"sick_leave_months": 3, **SHORT}, "fulfilled"),
    ],
)
def test_B1_B2_B3_the_highest_grade_that_all_allow(facts, allowed):
    result = answer(members=[*FEW, member("M1", "excellent", **facts)])

    mended = offered(result)
    assert {way for way, _ in mended} == {"lower_grade"}
    assert [changes for _, changes in mended] == [[f"M1: excellent>{allowed}"]] * len(mended)


def test_B3_what_a_lowered_grade_brings_is_listed():
    """20 good or better carry 4 excellent; without the sick member they carry 3, of which the cell gets 2."""
    people = [*members(excellent=3, good=11), member("S", sick_leave_months=3)]
    rest = members("K02", good=5, fulfilled=5)
    cells = [cell("K01"), cell("K02", "fulfilled")]
    result = answer(members=[*people, *rest], cells=cells)

    assert offered(result, "sick-leave-ceiling") == [("lower_grade", ["S: good>fulfilled"])]
    assert brought(result, "sick-leave-ceiling") == [([("member-excellent-quota", "K01")], [])]


def test_B3_a_cap_that_would_be_passed_is_mended_along():
    """5 good or better carry one excellent; without the sick member none."""
    people = [member("M1", "excellent", excellent_ballots=4), *members(good=3), member("S", sick_leave_months=3)]
    result = answer(members=people)

    assert offered(result) == [("lower_grade", ["S: good>fulfilled", "M1: excellent>good"])]
    (mend,) = mends(result)
    assert mend.size == 2
    assert mend.message("en") == (
        "Lower S from “Good” to “Fulfilled”, the highest grade that what is recorded allows (HD 21). Along with it, so "
        "that no new violation comes: Member's grade, M1: from “Excellent” to “Good”."
    )
    assert mend.message().endswith(
        "Kèm theo, để không phát sinh điểm “Trái quy định, phải sửa trước khi ký” mới: Mức xếp loại đảng viên M1: từ "
        "“Hoàn thành xuất sắc nhiệm vụ” thành “Hoàn thành tốt nhiệm vụ”."
    )


def test_B3_who_moves_along_may_be_for_people_to_choose_and_then_what_comes_depends_on_it():
    """10 good or better carry two excellent, one in each cell; 9 carry one, and that in the better cell."""
    one, two = members("K01", excellent=1, good=4), members("K02", excellent=1, good=3)
    sick = member("S", cell="K02", sick_leave_months=3)
    cells = [cell("K01", "excellent"), cell("K02")]
    result = answer(members=[*one, *two, sick], cells=cells)
    equals = ["K01-excellent-001: excellent>good", "K02-excellent-001: excellent>good"]

    assert offered(result, "sick-leave-ceiling") == [("lower_grade", ["S: good>fulfilled"], (1, equals))]
    assert brought(result, "sick-leave-ceiling") == [([], [("member-excellent-quota", "K02")])]


def test_B4_a_collective_with_a_disciplined_member_becomes_unfulfilled():
    people = [*seated(), member("D", "unfulfilled", disciplined="warning")]
    result = answer(members=people, collectives=[body("T", *THREE, "D")])

    assert offered(result) == [("lower_grade", ["T: good>unfulfilled"])]


def test_B4_a_head_comes_down_along_with_the_collective():
    people = [*FEW, *seated(), member("D", "unfulfilled", disciplined="warning")]
    result = answer(
        members=people,
        collectives=[body("T", *THREE, "D")],
        heads=[head("M1", "T")],
        officers=[officer("M1", "P11", "fulfilled")],
    )

    assert offered(result) == [
        ("lower_grade", ["T: good>unfulfilled", "M1: good>unfulfilled", "M1@P11: fulfilled>unfulfilled"])
    ]


def test_F1_the_two_ways():
    """The head comes down with every grade above the cell's, or the cell goes up as its members allow."""
    cells = [cell("K01", "fulfilled"), cell("K02")]
    posts = [officer("M1", "P11", "good"), officer("M1", "K01", "fulfilled")]
    result = answer(members=[member("M1"), *FEW], cells=cells, heads=[head("M1", "K01")], officers=posts)

    assert offered(result) == [
        ("lower_head", ["M1: good>fulfilled", "M1@P11: good>fulfilled"]),
        ("raise_unit", ["K01: fulfilled>good"]),
    ]
    assert [mend.message("en") for mend in mends(result)] == [
        "Lower M1 to “Fulfilled” (member's grade; officer's grade – P11): K01, which he or she heads, is graded "
        "“Fulfilled”, and a head is above none of the units headed (123-CV/ĐU 1(5)).",
        "Raise K01 from “Fulfilled” to “Good”, if it deserves that: no rule on what is recorded stands against it "
        "(123-CV/ĐU 1(5)).",
    ]
    assert [mend.message() for mend in mends(result)] == [
        "Hạ M1 xuống “Hoàn thành nhiệm vụ” (mức xếp loại đảng viên; mức xếp loại cán bộ – P11): K01 do người này đứng đầu "
        "được xếp loại “Hoàn thành nhiệm vụ”, người đứng đầu không được cao hơn bất kỳ đơn vị nào mình đứng đầu "
        "(123-CV/ĐU 1(5)).",
        "Nâng K01 từ “Hoàn thành nhiệm vụ” lên “Hoàn thành tốt nhiệm vụ”, nếu đơn vị xứng đáng: theo những gì đã ghi, "
        "không quy tắc nào ngăn cản (123-CV/ĐU 1(5)).",
    ]


def test_F1_lowered_to_the_lowest_of_the_units_headed():
    cells = [cell("K01"), cell("K02", "fulfilled")]
    heads = [head("M1", "K01"), head("M1", "K02")]
    people = [member("M1", "excellent"), *FEW]
    result = answer(members=people, cells=cells, heads=heads, officers=[officer("M1", "P11", "good")])

    assert offered(result, way="lower_head") == [
        ("lower_head", ["M1: excellent>fulfilled"]),
        ("lower_head", ["M1: excellent>fulfilled", "M1@P11: good>fulfilled"]),
    ]


def closed(result):
    """The rules that stand against raising a unit, read from the sentence."""
    (mend,) = (mend for mend in mends(result) if mend.way is Way.RAISE_UNIT)
    assert not mend.offered
    assert mend.message().startswith(f"Không thể nâng {mend.finding.figures['unit']} lên “")
    return mend.message("en")


def test_F1_a_cell_is_not_raised_above_what_its_members_earned_B5():
    people = [member("M1"), *members(good=1, fulfilled=4)]
    result = answer(members=people, cells=[cell("K01", "fulfilled")], heads=[head("M1", "K01")])

    assert closed(result) == (
        "K01 cannot be raised to “Good”: K01 is graded “Good”, but only 2 of 6 graded members are good or better, where "
        "50% are needed (HD 21). Reconsider the cell's grade, or record the deciding level's reason."
    )


def test_F1_a_cell_is_not_raised_above_the_cap_of_the_cells_E1():
    result = answer(members=[member("M1", "excellent"), *FEW], heads=[head("M1", "K01")])

    assert closed(result).startswith(
        "K01 cannot be raised to “Excellent”: P11: 1 cells graded “Excellent”, 1 above the limit of 0"
    )


def test_F1_a_collective_with_a_disciplined_member_is_not_raised_B4():
    people = [*FEW, *seated(), member("D", "unfulfilled", disciplined="warning")]
    bodies = [body("T", *THREE, "D", grade="unfulfilled")]
    result = answer(members=people, collectives=bodies, heads=[head("M1", "T")])

    assert "has members disciplined from a warning up: D" in closed(result)


@pytest.mark.parametrize(("grade", "unit"), [("fulfilled", "P11"), ("unfulfilled", "A1")])
def test_F1_an_organization_or_agency_has_no_criteria_in_the_dossier(grade, unit):
    units = {"P11": {"code": "P11", "grade": "good"}, "A1": {"code": "A1", "grade": "good"}}
    units[unit]["grade"] = grade
    parts = {"organization": units["P11"], "agencies": [units["A1"]]}
    result = answer(members=[member("M1"), *FEW], heads=[head("M1", unit)], **parts)

    assert offered(result, way="raise_unit") == [("raise_unit", [f"{unit}: {grade}>good"])]


def test_F1_a_cap_that_is_passed_already_closes_no_way_that_leaves_it_as_it_is():
    cells = [cell("K01", "excellent"), cell("K02")]
    agency = {"code": "A1", "grade": "fulfilled"}
    result = answer(members=[member("M1"), *FEW], cells=cells, agencies=[agency], heads=[head("M1", "A1")])

    assert "cell-excellent-cap" in {found.rule for found in result.findings}
    assert offered(result, way="raise_unit") == [("raise_unit", ["A1: fulfilled>good"])]


def test_F2_the_unit_comes_first_or_the_head_s_grades_are_taken_back():
    agency = {"code": "A1", "grade": None}
    result = answer(
        members=[member("M1"), *FEW], agencies=[agency], heads=[head("M1", "A1")], officers=[officer("M1", "A1")]
    )

    assert offered(result) == [("grade_unit_first", []), ("take_back", ["M1: good>-", "M1@A1: good>-"])]
    first, second = mends(result)
    assert not first.offered
    assert first.message("en") == (
        "Grade A1 first, then M1 (123-CV/ĐU 1(5)). There is nothing to apply by itself: the unit's grade is for the "
        "deciding level to give."
    )
    assert first.message() == (
        "Xếp loại A1 trước, rồi mới xếp loại M1 (123-CV/ĐU 1(5)). Không có thay đổi nào để áp dụng sẵn: mức xếp loại của "
        "đơn vị do cấp có thẩm quyền quyết định."
    )
    assert second.message() == (
        "Tạm bỏ mức xếp loại của M1 (mức xếp loại đảng viên; mức xếp loại cán bộ – A1) cho đến khi A1 được xếp loại "
        "(123-CV/ĐU 1(5))."
    )
    assert second.message("en") == (
        "Take the grades of M1 (member's grade; officer's grade – A1) back until A1 is graded (123-CV/ĐU 1(5))."
    )
    assert brought(result, "head-graded-early") == [([("grade-missing", "M1")], [])]


def test_a_choice_is_completed_with_exactly_what_it_asks_for():
    (mend, *_) = mends(answer(members=members(excellent=3, good=7)))
    first, second, _ = mend.choices[0].among

    assert mend.completed([second]) == (second,)
    for wrong in ([], [first, second], [first, mends(answer(members=[member("E", status="exempt")]))[0].changes[0]]):
        with pytest.raises(WrongChoice):
            mend.completed(wrong)


def test_mends_of_one_finding_alone():
    result = answer(members=[member("E", status="exempt"), member("F", status="exempt")])

    assert [mend.finding.subject for mend in mends(result, result.findings[1:2])] == ["F"]


def test_a_mend_as_plain_values():
    (mend,) = mends(answer(members=[member("E", status="exempt")]))

    assert mend.as_dict("en") == {
        "rule": "member-not-gradable",
        "subject": "E",
        "way": "remove_grade",
        "citation": "HD 21",
        "changes": [{"target": "member", "code": "E", "from": "good", "to": None}],
        "choices": [],
        "brings": [],
        "may_bring": [],
        "message": "Remove the grade “Good” of E: none is due (HD 21).",
    }

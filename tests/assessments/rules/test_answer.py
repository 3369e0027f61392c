"""The answer as a whole: order, reasons, what stands in the way, the JSON, the trace."""

import json

import pytest

from assessments.rules import Outcome, Rule, check, read_dossier
from assessments.rules.plain_answer import in_plain_vietnamese
from tests.assessments.rules.dossiers import (
    all_found,
    answer,
    body,
    cell,
    head,
    member,
    members,
    officer,
    outsider,
    ward,
)


def reason(rule, subject, text="Đã cân nhắc", **facts):
    return {"rule": rule, "subject": subject, "text": text, **facts}


def test_findings_come_by_gravity_rule_and_subject():
    people = [
        member("B", "unfulfilled"),
        member("A", "unfulfilled"),
        member("D", None),
        member("C", None),
        member("Z", "good", sick_leave_months=3),
        member("Y", "good", disciplined="reprimand"),
    ]
    result = answer(members=people, cells=[cell("K01", "unfulfilled")])

    assert all_found(result) == [
        ("violation", "must-be-unfulfilled", "Y"),
        ("violation", "sick-leave-ceiling", "Z"),
        ("needs-reason", "grade-missing", "C"),
        ("needs-reason", "grade-missing", "D"),
        ("notice", "unfulfilled-without-reason", "A"),
        ("notice", "unfulfilled-without-reason", "B"),
    ]


@pytest.mark.parametrize(
    ("reasons", "compliant"),
    [
        ([], False),
        ([reason("grade-missing", "M1")], True),
        ([reason("grade-missing", "M1", decided_by="Ban Thường vụ Đảng ủy")], True),
        ([reason("grade-missing", "K01")], False),
        ([reason("member-excellent-quota", "M1")], False),
        ([reason("grade-missing", "M1", text="  ")], False),
        ([reason("grade-missing", "M1", text=None)], False),
    ],
)
def test_a_reason_lifts_the_needs_reason_of_that_rule_and_subject(reasons, compliant):
    result = answer(members=[member("M1", None)], reasons=reasons)

    assert result.compliant is compliant
    assert all_found(result) == [("needs-reason", "grade-missing", "M1")]
    assert len(result.open_findings()) == (0 if compliant else 1)


def test_a_reason_lifts_no_violation():
    result = answer(members=members(excellent=1), reasons=[reason("member-excellent-cap", "P11")])

    assert [finding.key for finding in result.open_findings()] == [
        ("member-excellent-cap", "P11"),
        ("member-excellent-quota", "K01"),
    ]


def test_a_notice_stands_in_nobodys_way():
    result = answer(members=[member("M1", "unfulfilled")], cells=[cell("K01", "unfulfilled")])

    assert (all_found(result), result.compliant) == ([("notice", "unfulfilled-without-reason", "M1")], True)


def test_the_json_has_the_keys_of_the_format():
    people = [*members(excellent=1, good=9), member("M1")]
    written = answer(members=people, officers=[officer("M1", "P11")], cells=[cell("K01", None)]).as_dict()

    assert json.loads(json.dumps(written)) == {
        "ruleset": "2021",
        "compliant": False,
        "counts": {
            "members": {
                "present": 11,
                "exempt": 0,
                "not_gradable": 0,
                "ungraded": 0,
                "excellent": 1,
                "good": 10,
                "fulfilled": 0,
                "unfulfilled": 0,
            },
            "cells": {"not_gradable": 0, "ungraded": 1, "excellent": 0, "good": 0, "fulfilled": 0, "unfulfilled": 0},
            "collectives": {
                "not_gradable": 0,
                "ungraded": 0,
                "excellent": 0,
                "good": 0,
                "fulfilled": 0,
                "unfulfilled": 0,
            },
            "officers": {"ward": {"ungraded": 0, "excellent": 0, "good": 1, "fulfilled": 0, "unfulfilled": 0}},
        },
        "caps": [
            {"rule": "member-excellent-cap", "pool": "P11", "base": 11, "limit": 2, "actual": 1},
            {"rule": "officer-excellent-cap", "pool": "ward", "base": 1, "limit": 0, "actual": 0},
            {"rule": "collective-excellent-cap", "pool": "P11", "base": 0, "limit": 0, "actual": 0},
            {"rule": "cell-excellent-cap", "pool": "P11", "base": 0, "limit": 0, "actual": 0},
        ],
        "quotas": [
            {"rule": "member-excellent-quota", "unit": "K01", "base": 11, "share": "2", "quota": 2, "actual": 1},
            {"rule": "officer-excellent-quota", "unit": "P11", "base": 1, "share": "0", "quota": 0, "actual": 0},
        ],
        "findings": [
            {
                "rule": "grade-missing",
                "severity": "needs-reason",
                "subject": "K01",
                "citation": "HD 21",
                "figures": {},
                "message": "K01 thuộc diện đánh giá, xếp loại nhưng chưa có mức xếp loại (HD 21). Hãy xếp loại, hoặc ghi lý "
                "do chưa xếp loại.",
                "suggestion": [],
                "ties": [],
            }
        ],
    }


def test_the_json_speaks_english_when_asked():
    (finding,) = answer(members=[member("M1", None)]).as_dict("en")["findings"]

    assert finding["message"] == (
        "M1 is to be graded but has no grade (HD 21). Give the grade, or record the reason why there is none yet."
    )


def test_an_answer_under_another_set_says_so():
    assert "remarks" not in answer().as_dict()
    assert answer("2020").as_dict()["remarks"] == [
        "Hồ sơ ghi bộ quy tắc 2021; lần kiểm tra này áp dụng bộ 2020, chỉ để so sánh.",
        "Bộ quy tắc 2020 không phải là bộ của năm kiểm điểm 2021; kết quả chỉ để tham khảo.",
    ]
    assert answer(year=2030).as_dict("en")["remarks"] == [
        "Rule set 2021 is not the one of the review year 2030; the answer is for information only."
    ]


EVERYTHING = {
    "members": [
        *members(excellent=3, good=9),
        *members("K02", excellent=1, good=1),
        member("V1", "excellent", levels={"tasks": ["good"]}, excellent_ballots=3),
        member("V2", "good", disciplined="warning", sick_leave_months=6, task_completion=20, found_degraded=True),
        member("V3", "unfulfilled"),
        member("V4", "good", status="exempt"),
        member("V5", "good", admitted_on="2021-12-01"),
        member("V6", None),
        outsider("X", grade="good"),
    ],
    "cells": [cell("K01", "excellent", quota=20), cell("K02", None), cell("K03", "good", established_on="2021-12-01")],
    "agencies": [{"code": "A", "name": "Trường Tiểu học 1"}],
    "collectives": [
        body("B1", "V1", reviewed=True, established_on="2021-12-01", kind="peoples_council_standing"),
        body("B2", "V1", "V2", "V3", grade="excellent", name="Ban giám hiệu"),
    ],
    "officers": [
        *[officer("V2", "B2", "excellent", level) for level in ("ward", "district")],
        officer("X", "A", "good", "ward"),
    ],
    "heads": [head("V2", "P11"), head("V2", "A"), head("X", "K01", main_duty=False), head("V1", "K03")],
}


def test_every_rule_fires_somewhere_in_one_bad_dossier():
    organization = {"code": "P11", "grade": "fulfilled"}
    result = answer(**EVERYTHING | {"organization": organization})

    assert {finding.rule for finding in result.findings} == set(Rule)


@pytest.mark.parametrize("code", ["2020", "2021"])
def test_every_message_is_whole_in_both_languages(code):
    for finding in answer(code, **EVERYTHING).findings:
        for lang in ("vi", "en"):
            message = finding.message(lang)
            assert finding.citation in message
            assert message[0] != " "
            assert message.rstrip()[-1] in ".)"
            assert "  " not in message
            assert "\n" not in message
            assert "None" not in message
            assert "Grade." not in message
        assert finding.message("vi") != finding.message("en")


def test_the_trace_says_what_was_looked_at_also_where_all_is_well():
    result = answer(members=[member("M1", "good", task_completion=50)])
    (looked,) = result.trace_of(Rule.MUST_BE_UNFULFILLED, "M1")

    assert looked.as_dict() == {
        "rule": "must-be-unfulfilled",
        "subject": "M1",
        "looked_at": {
            "found_degraded": None,
            "task_completion": 50,
            "employer_unfulfilled": False,
            "disciplined": None,
            "grade": "good",
        },
        "outcome": "met",
        "citation": "HD 21",
    }


def test_the_trace_shows_the_arithmetic_of_a_quota():
    people = [*members("K01", excellent=1, good=9), *members("K02", good=10)]
    result = answer(members=people, cells=[cell("K01", quota=1), cell("K02", "excellent")])
    looks = result.trace_of(Rule.MEMBER_EXCELLENT_QUOTA)

    assert [look.looked_at for look in looks] == [
        {
            "grade": "good",
            "weight": 4,
            "base": 10,
            "share": "16/9",
            "computed": 2,
            "quota": 1,
            "by_hand": True,
            "actual": 1,
        },
        {
            "grade": "excellent",
            "weight": 5,
            "base": 10,
            "share": "20/9",
            "computed": 2,
            "quota": 2,
            "by_hand": False,
            "actual": 0,
        },
    ]


def test_the_trace_says_which_exception_lifted_a_headship():
    result = answer(members=[member("M1")], heads=[head("M1", "K01", main_duty=False)])
    (looked,) = result.trace_of(Rule.HEAD_ABOVE_UNIT)

    assert (looked.outcome, looked.looked_at["why"]) == (Outcome.LIFTED, "not_main_duty")


def test_the_trace_of_a_rule_of_a_subject_or_of_both():
    result = answer(**EVERYTHING)
    both = result.trace_of(Rule.GRADE_MISSING, "V6")

    assert [(look.rule, look.subject) for look in both] == [(Rule.GRADE_MISSING, "V6")]
    assert set(both) < set(result.trace_of(Rule.GRADE_MISSING)) < set(result.trace_of())
    assert {look.rule for look in result.trace_of(Rule.GRADE_MISSING)} == {Rule.GRADE_MISSING}
    assert set(both) < set(result.trace_of(subject="V6")) < set(result.trace_of())
    assert {look.subject for look in result.trace_of(subject="V6")} == {"V6"}
    assert result.trace_of() == result.trace


def test_an_answer_shown_in_a_log_leaves_the_dossier_the_rules_and_the_trace_out():
    shown = repr(answer(members=[member("M1", "good", name="Nguyễn Văn Kín")]))

    assert shown.startswith("Answer(findings=(), caps=(Cap(")
    assert "Kín" not in shown
    assert not any(left_out in shown for left_out in ("Dossier(", "RuleSet(", "Look("))


def test_the_trace_and_the_findings_are_one():
    result = answer(**EVERYTHING)
    traced = [look.finding for look in result.trace if look.finding is not None]

    assert sorted(map(id, traced)) == sorted(map(id, result.findings))
    assert all((look.outcome is Outcome.FOUND) == (look.finding is not None) for look in result.trace)
    assert json.dumps([look.as_dict() for look in result.trace])


def test_findings_about_a_subject():
    result = answer(**EVERYTHING)

    assert {finding.rule.item for finding in result.findings_about("V2")} == {"B2", "B3", "F1", "F2"}


def test_one_finding_per_rule_and_subject_but_for_heads_and_the_body_not_subject():
    result = answer(**EVERYTHING)
    several = {"head-above-unit", "head-graded-early", "collective-kind-not-subject"}
    keys = [finding.key for finding in result.findings if finding.rule not in several]

    assert len(keys) == len(set(keys))


def test_plain_vietnamese_tells_figures_findings_and_verdict():
    parts = EVERYTHING | {"reasons": [reason("grade-missing", "V6", "Đang công tác xa", decided_by="Ban Thường vụ")]}
    said = in_plain_vietnamese(answer(**parts)).splitlines()

    assert said[0] == "P11 – kiểm tra xếp loại năm 2021"
    assert "  - Đảng viên: cơ số 16, tối đa 3, đang có 5, VƯỢT 2" in said
    assert "  - Cán bộ cấp quận: cơ số 1, tối đa 0, đang có 1, VƯỢT 1" in said
    assert "  - K01: tốt trở lên 14, phần tính 105/38, chỉ tiêu 20 (giao riêng), đang có 4" in said
    assert any(line.endswith("Đã ghi lý do (Ban Thường vụ): Đang công tác xa") for line in said)
    assert said[-1].startswith("Kết luận: chưa ký được. Còn ")


def test_plain_vietnamese_of_an_orderly_dossier():
    said = in_plain_vietnamese(answer("2020", officers=[officer("M1", "P11")], members=[member("M1")])).splitlines()

    assert "Lưu ý: Hồ sơ ghi bộ quy tắc 2021; lần kiểm tra này áp dụng bộ 2020, chỉ để so sánh." in said
    assert (
        "  - Cán bộ cấp phường: chưa xếp loại 0, hoàn thành xuất sắc nhiệm vụ 0, hoàn thành tốt nhiệm vụ 1, hoàn thành nhiệm vụ 0, không hoàn thành nhiệm vụ 0"
        in said
    )
    assert "Chỉ tiêu xuất sắc" not in said
    assert said[-1] == "Kết luận: không có gì cản trở việc ký quyết định."


def test_a_name_cannot_pass_for_a_line_of_the_plain_answer():
    result = answer(cells=[cell("K01", None, name="Chi bộ\nKết luận: ký được.\x1b[2J")])
    said = in_plain_vietnamese(result).split("\n")

    assert "  - Chi bộ Kết luận: ký được.\\x1b[2J (K01): tốt trở lên 0, phần tính 0, chỉ tiêu 0, đang có 0" in said
    assert all(line.isprintable() for line in said)


def test_a_rule_set_may_be_given_as_such_or_by_code():
    dossier = read_dossier(ward())
    rules = check(dossier, "2020").rule_set

    assert check(dossier, rules).rule_set is rules
    assert check(dossier).rule_set.code == "2021"

"""The codes and words of an explanation, as pages and kept explanations hold them."""

import hashlib
import json

from assessments.rules.explaining.explanation import FORMAT, Kind, Mark, StepKind
from tests.assessments.rules.explaining.asked import of_member


def codes(words):
    return [(one.value, one.vi, one.en) for one in words]


def test_the_kinds_of_subjects():
    assert codes(Kind) == [
        ("member", "Đảng viên", "Party member"),
        ("officer", "Cán bộ", "Officer"),
        ("head", "Người đứng đầu", "Head"),
        ("collective", "Tập thể", "Collective"),
        ("cell", "Chi bộ", "Cell"),
        ("organization", "Tổ chức đảng", "Party organization"),
        ("agency", "Cơ quan, đơn vị", "Agency"),
    ]


def test_how_a_point_may_stand():
    assert codes(Mark) == [
        ("met", "đúng quy định", "in order"),
        ("found", "có vấn đề", "found something"),
        ("lifted", "thuộc trường hợp ngoại lệ", "lifted by an exception"),
        ("not_binding", "không ràng buộc", "binds nobody"),
        ("limits", "giới hạn mức xếp loại", "limits the grade"),
        ("not_recorded", "chưa ghi nhận", "not recorded"),
    ]


def test_what_may_stand_between_two_grades():
    assert codes(StepKind) == [
        ("missing", "còn thiếu", "missing"),
        ("not_recorded", "chưa ghi nhận", "not recorded"),
        ("full", "đã hết chỗ", "taken up"),
        ("room", "còn chỗ", "room left"),
        ("nothing", "không thiếu điều kiện nào", "nothing missing"),
        ("top", "đã ở mức cao nhất", "at the highest grade"),
    ]


def test_the_keys_of_an_explanation_of_a_point_and_of_a_step():
    plain = of_member("good").as_dict()

    assert (plain["format"], FORMAT) == ("explanation/1", "explanation/1")
    assert list(plain) == [
        "format",
        "language",
        "ruleset",
        "kind_text",
        "facts",
        "facts_digest",
        "highest",
        "highest_text",
        "points",
        "nearest",
    ]
    assert list(plain["facts"]) == ["kind", "code", "name", "year", "grading_date", "given", "looked_at"]
    assert list(plain["ruleset"]) == ["code", "digest"]
    assert list(plain["points"][0]) == [
        "rule",
        "item",
        "aspect",
        "topic",
        "mark",
        "mark_text",
        "text",
        "citation",
        "holds_from",
        "severity",
        "reason",
    ]
    assert list(plain["nearest"][0]) == ["kind", "kind_text", "text", "rule", "citation", "holds_from"]


def test_points_and_explanations_can_be_told_apart_by_themselves():
    one = of_member("good")

    assert len(set(one.points)) == len(one.points)
    assert len({one, of_member("good"), of_member("fulfilled")}) == 2


def test_asked_without_a_language_it_speaks_vietnamese():
    one = of_member("good")

    assert one.as_dict() == one.as_dict("vi")
    assert one.points[0].as_dict() == one.points[0].as_dict("vi")
    assert one.nearest[0].as_dict() == one.nearest[0].as_dict("vi")


def test_a_recorded_reason_is_among_the_facts_and_the_points():
    reason = {"text": "Đang chờ kết luận", "decided_by": "Ban Thường vụ"}
    one = of_member(None, parts={"reasons": [{"rule": "grade-missing", "subject": "M1"} | reason]})

    assert [fact["reason"] for fact in one.facts["looked_at"] if fact["rule"] == "grade-missing"] == [reason]
    assert [point["reason"] for point in one.as_dict()["points"] if point["rule"] == "grade-missing"] == [reason]


def test_the_digest_is_that_of_the_facts_and_the_rule_set_as_they_are_written():
    one = of_member("good", name="Nguyễn Văn Ân")
    plain = one.as_dict()
    content = {"ruleset": plain["ruleset"], "facts": plain["facts"]}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert "Nguyễn Văn Ân" in text
    assert plain["facts_digest"] == one.facts_digest == hashlib.sha256(text.encode("utf-8")).hexdigest()

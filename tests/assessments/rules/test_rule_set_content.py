"""What a campaign is pinned to: the whole content of a rule set as one text, and its digest."""

import hashlib
import json
from dataclasses import fields

import pytest

from assessments.rules import ALL_RULE_SETS, rule_set

VALUES = {
    "smallest_collective": 3,
    "collective_months": 6,
    "kinds_not_reviewed": ["peoples_council_standing"],
    "kinds_not_subject": ["peoples_council_standing"],
    "statuses_not_graded": ["exempt", "suspended"],
    "member_months": 6,
    "cell_months": 6,
    "excellent_task_levels": ["excellent"],
    "excellent_other_levels": ["excellent", "good"],
    "least_task_completion": 50,
    "sick_leave_months": 3,
    "sick_leave_ceiling": "fulfilled",
    "collective_discipline_from": "warning",
    "cell_excellent_good_percent": 80,
    "cell_good_good_percent": 50,
    "cell_disciplined_percent": 20,
    "cell_grade_severity": "needs-reason",
    "cap_percent": 20,
    "cap_base": "good_or_better",
    "member_pool": "organization",
    "quotas_issued": True,
    "quota_weights": {"excellent": 5, "good": 4, "fulfilled": 3, "unfulfilled": 0},
    "ungraded_unit_counts_as": "fulfilled",
    "officer_pool": "management_level",
    "levels_decided_here": ["ward"],
    "officer_cap_above_severity": "notice",
    "unit_cap_severity": "needs-reason",
    "party_head_exception": True,
    "head_months": 3,
    "ballot_threshold": "1/2",
}
"""Set 2021, value by value, as the rule list has it."""

OF_2020 = {
    "smallest_collective": None,
    "kinds_not_reviewed": [],
    "kinds_not_subject": [],
    "quotas_issued": False,
    "officer_pool": "unit",
    "party_head_exception": False,
}


def content(code):
    return json.loads(rule_set(code).canonical())


@pytest.mark.parametrize(("code", "values"), [("2021", VALUES), ("2020", VALUES | OF_2020)])
def test_every_value_of_a_set_stands_in_its_content(code, values):
    assert {name: content(code)[name]["value"] for name in rule_set(code).parameters()} == values


def test_a_value_stands_with_its_place_and_the_reading_that_it_settles():
    assert content("2021")["cap_percent"] == {
        "value": 20,
        "citation": {
            "document": {
                "code": "123-CV/ĐU",
                "title": "Công văn số 123-CV/ĐU về tổ chức kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng "
                "viên và tập thể, cá nhân cán bộ lãnh đạo, quản lý năm 2021",
                "issued_by": "Ban Thường vụ Đảng ủy Phường 11, quận Gò Vấp",
                "issued_on": "2022-01-06",
            },
            "place": "1(2)",
            "note": "",
        },
        "choice": "cap_percent",
    }


@pytest.mark.parametrize("code", ALL_RULE_SETS)
def test_the_content_is_everything_but_the_day_of_the_last_verification(code):
    rules = rule_set(code)

    assert set(content(code)) == {field.name for field in fields(rules)} - {"verified_on"}
    assert content(code)["review_years"] == list(rules.review_years)
    assert {rule: cited["place"] for rule, cited in content(code)["citations"].items()} == {
        rule.value: citation.place for rule, citation in rules.citations.items()
    }
    assert [reading["key"] for reading in content(code)["open_readings"]] == [one.key for one in rules.open_readings]


@pytest.mark.parametrize("code", ALL_RULE_SETS)
def test_one_content_is_one_text_and_has_one_digest(code):
    text = rule_set(code).canonical()

    assert text == json.dumps(content(code), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert rule_set(code).digest() == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_a_set_has_its_title_in_both_languages():
    rules = rule_set("2021")

    assert rules.title() == rules.title("vi") == "Công văn 123-CV/ĐU, sửa đổi Kế hoạch 15-KH/ĐU"
    assert rules.title("en") == "The letter 123-CV/ĐU, amending the plan 15-KH/ĐU"


def test_sets_can_be_kept_by_themselves():
    assert {rule_set("2020"): "old", rule_set("2021"): "new"}[rule_set("2021")] == "new"

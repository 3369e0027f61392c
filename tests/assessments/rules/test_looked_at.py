"""What every rule says it looked at and the figures of what it finds: kept with a decision, so no key may drift."""

import pytest

from assessments.rules import check, member_not_reviewable, read_dossier, rule_set
from tests.assessments.rules.dossiers import answer, body, cell, head, member, members, officer, ward
from tests.assessments.rules.test_limits import LIMITS

BY_NAME = {f"{limit.rule.value}: {limit.step}": limit for limit in LIMITS}
FOUND = [
    (
        "collective-too-small-to-review: one below three members",
        {"sitting": 2, "least": 3, "on": "2021-12-20", "reviewed": True},
        {"sitting": 2, "least": 3, "on": "2021-12-20"},
    ),
    (
        "collective-too-small-to-grade: one below three members",
        {"sitting": 2, "least": 3, "on": "2022-01-08", "grade": "good"},
        {"sitting": 2, "least": 3, "on": "2022-01-08"},
    ),
    (
        "collective-too-new-to-grade: one below six months",
        {"established_on": "2021-07-09", "on": "2022-01-08", "grade": "good"},
        {"established_on": "2021-07-09", "months": 6, "on": "2022-01-08"},
    ),
    (
        "collective-kind-not-subject: graded",
        {"kind": "peoples_council_standing", "reviewed": None, "grade": "good"},
        {"kind": "peoples_council_standing", "grade": "good"},
    ),
    (
        "member-not-gradable: one below six months",
        {"status": "active", "admitted_on": "2021-07-09", "on": "2022-01-08", "grade": "good"},
        {"status": "active", "admitted_on": "2021-07-09", "months": 6, "on": "2022-01-08"},
    ),
    (
        "cell-too-new-to-grade: one below six months",
        {"established_on": "2021-07-09", "on": "2022-01-08", "grade": "good"},
        {"established_on": "2021-07-09", "months": 6, "on": "2022-01-08"},
    ),
    ("grade-missing: ungraded", {"grade": None}, {}),
    (
        "excellent-not-earned: one below good in the other criteria",
        {"tasks": ["excellent"], "others": ["average"], "employer_grade": None},
        {"short": ["others"]},
    ),
    (
        "must-be-unfulfilled: one below half of the tasks",
        {
            "found_degraded": None,
            "task_completion": 49,
            "employer_unfulfilled": False,
            "disciplined": None,
            "grade": "good",
        },
        {"causes": ["under_half_of_tasks"]},
    ),
    ("unfulfilled-without-reason: without", {"unfulfilled_reason": None}, {}),
    (
        "sick-leave-ceiling: at three months",
        {"sick_leave_months": 3, "grade": "good"},
        {"sick_leave_months": 3, "months": 3},
    ),
    ("collective-disciplined: at a warning", {"disciplined": ["M1"], "grade": "good"}, {"disciplined": ["M1"]}),
    (
        "cell-grade-not-earned: one below 80 percent good for excellent",
        {
            "graded": 100,
            "fulfilled_or_better": 100,
            "good_or_better": 79,
            "members": 100,
            "disciplined": 0,
            "grade": "excellent",
        },
        {"graded": 100, "fulfilled_or_better": 100, "good_or_better": 79, "members": 100, "disciplined": 0},
    ),
    (
        "member-excellent-cap: one above a fifth",
        {"percent": 20, "reading": "good_or_better", "base": 10, "limit": 2, "actual": 3},
        {"base": 10, "limit": 2, "actual": 3, "excess": 1},
    ),
    (
        "member-excellent-quota: one above the quota",
        {
            "grade": "good",
            "weight": 4,
            "base": 10,
            "share": "2",
            "computed": 2,
            "quota": 2,
            "by_hand": False,
            "actual": 3,
        },
        {"base": 10, "share": "2", "quota": 2, "actual": 3, "excess": 1},
    ),
    (
        "quota-not-proportionate: one above the limit",
        {"limit": 4, "total": 5, "over_base": [], "disorder": [], "by_hand": ["K01", "K02"]},
        {"limit": 4, "total": 5, "over_base": [], "disorder": []},
    ),
    (
        "officer-excellent-cap: one above a fifth",
        {"percent": 20, "reading": "good_or_better", "base": 10, "limit": 2, "actual": 3},
        {"base": 10, "limit": 2, "actual": 3, "excess": 1},
    ),
    (
        "officer-excellent-quota: one above the quota",
        {
            "grade": "good",
            "weight": 4,
            "base": 10,
            "share": "2",
            "computed": 2,
            "quota": 2,
            "by_hand": False,
            "actual": 3,
        },
        {"base": 10, "share": "2", "quota": 2, "actual": 3, "excess": 1},
    ),
    (
        "collective-excellent-cap: one above a fifth",
        {"percent": 20, "reading": "good_or_better", "base": 5, "limit": 1, "actual": 2},
        {"base": 5, "limit": 1, "actual": 2, "excess": 1},
    ),
    (
        "cell-excellent-cap: one above a fifth",
        {"percent": 20, "reading": "good_or_better", "base": 5, "limit": 1, "actual": 2},
        {"base": 5, "limit": 1, "actual": 2, "excess": 1},
    ),
    (
        "head-above-unit: one above the unit's grade",
        {
            "unit": "K01",
            "unit_grade": "fulfilled",
            "held_grades": ["good"],
            "appointed_on": "2015-03-01",
            "main_duty": True,
            "exception": None,
        },
        {"unit": "K01", "unit_grade": "fulfilled", "head_grade": "good"},
    ),
    (
        "head-graded-early: at three months in post",
        {
            "unit": "K01",
            "unit_grade": None,
            "held_grades": ["good"],
            "appointed_on": "2021-10-08",
            "main_duty": True,
            "exception": None,
        },
        {"unit": "K01"},
    ),
]


@pytest.mark.parametrize(("name", "looked_at", "figures"), FOUND, ids=[name for name, _, _ in FOUND])
def test_what_was_looked_at_and_the_figures(name, looked_at, figures):
    result = answer(**BY_NAME[name].parts)
    (look,) = (look for look in result.trace if look.rule == BY_NAME[name].rule and look.finding)

    assert (dict(look.looked_at), dict(look.finding.figures)) == (looked_at, figures)
    assert look.finding.citation == look.citation
    assert look.outcome == "found"


def test_every_rule_tells_what_it_looked_at():
    assert {BY_NAME[name].rule for name, _, _ in FOUND} == {limit.rule for limit in LIMITS}


def test_A4_a_review_of_a_body_that_is_not_subject_has_its_figures():
    people = members(good=3)
    council = body("B", *(one["code"] for one in people), kind="peoples_council_standing", grade=None, reviewed=True)
    (finding,) = answer(members=people, collectives=[council]).findings

    assert finding.figures == {"kind": "peoples_council_standing", "reviewed": True}


@pytest.mark.parametrize("rule", ["head-above-unit", "head-graded-early"])
@pytest.mark.parametrize(
    ("unit", "facts", "outcome", "why"),
    [
        ("K01", {"main_duty": False}, "lifted", "not_main_duty"),
        ("K01", {"appointed_on": "2021-12-01"}, "lifted", "new_in_post"),
        ("K01", {"exception": "X1"}, "lifted", "listed"),
        ("K02", {}, "not_binding", "too_new"),
    ],
)
def test_F_a_headship_that_does_not_bind_says_why(rule, unit, facts, outcome, why):
    result = answer(
        members=[member("M1", "good")],
        cells=[cell("K01", "fulfilled"), cell("K02", None, established_on="2021-12-01")],
        heads=[head("M1", unit, **facts)],
        parameters={"head_exceptions": [{"code": "X1"}]},
    )
    (look,) = (look for look in result.trace if look.rule == rule)

    assert (look.subject, look.outcome, look.looked_at["why"], look.looked_at["unit"]) == ("M1", outcome, why, unit)


def test_an_employers_grade_not_recorded_is_said_so():
    person = member("M1", "excellent")
    del person["employer_grade"]
    (look,) = (look for look in answer(members=[person]).trace if look.rule == "excellent-not-earned")

    assert look.looked_at["employer_grade"] == "not recorded"


def test_an_admission_not_recorded_is_looked_at_as_none():
    (look,) = (
        look for look in answer(members=[member("M1", admitted_on=None)]).trace if look.rule == "member-not-gradable"
    )

    assert look.looked_at["admitted_on"] is None


def test_B4_the_disciplined_are_named_in_the_order_of_their_codes():
    people = [member(f"M{number}", "fulfilled", disciplined="warning") for number in (3, 1, 4, 2)]
    result = answer(members=people, collectives=[body("B", "M3", "M1", "M4", "M2")])
    (finding,) = (finding for finding in result.findings if finding.rule == "collective-disciplined")

    assert finding.figures == {"disciplined": ["M1", "M2", "M3", "M4"]}
    assert "M1, M2, M3, M4" in finding.message_en


def test_B3_a_sick_leave_not_recorded_is_not_looked_at():
    people = [member("M1", sick_leave_months=None), member("M2", sick_leave_months=0)]
    looks = [look.subject for look in answer(members=people).trace if look.rule == "sick-leave-ceiling"]

    assert looks == ["M2"]


@pytest.mark.parametrize(
    ("grade", "said"), [("unfulfilled", True), ("fulfilled", False), ("good", False), (None, False)]
)
def test_B2_says_whether_the_employer_graded_unfulfilled(grade, said):
    people = [member("M1", employer_grade=grade)]
    (look,) = (look for look in answer(members=people).trace if look.rule == "must-be-unfulfilled")

    assert look.looked_at["employer_unfulfilled"] is said


def test_A5_an_exempt_person_is_barred_for_that_and_not_for_the_admission():
    people = [member("E", "good", status="exempt"), member("S", "good", status="suspended")]
    dossier = read_dossier(ward(members=people))

    assert [dict(one.figures) for one in check(dossier).findings] == [{"status": "exempt"}, {"status": "suspended"}]
    assert [member_not_reviewable(one, rule_set("2021")) for one in dossier.members] == ["exempt", "suspended"]


def test_B5_discipline_just_over_a_fifth_is_over():
    people = [member(f"D{place}", "fulfilled", disciplined="reprimand") for place in range(101)]
    result = answer(members=[*people, *members(good=399)], cells=[cell("K01", "fulfilled")])

    assert [one.subject for one in result.findings if one.rule == "cell-grade-not-earned"] == ["K01"]


def test_D1_in_set_2020_every_unit_is_a_pool_in_the_order_of_the_codes():
    posts = [officer("M1", unit, grade) for unit in ("P11", "K01") for grade in ("excellent", "good")]
    caps = [one for one in answer("2020", members=[member("M1")], officers=posts).caps if "officer" in one.rule]

    assert [(one.pool, one.base, one.actual) for one in caps] == [("K01", 2, 1), ("P11", 2, 1)]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        (
            "officer-excellent-cap: one above a fifth",
            "Officers managed at ward level: 3 officers graded “Excellent”, 1 above the limit of 2",
        ),
        (
            "collective-excellent-cap: one above a fifth",
            "P11: 2 collectives graded “Excellent”, 1 above the limit of 1",
        ),
        ("cell-excellent-cap: one above a fifth", "P11: 2 cells graded “Excellent”, 1 above the limit of 1"),
    ],
)
def test_a_cap_says_in_english_what_it_counts(name, start):
    limit = BY_NAME[name]
    (finding,) = (one for one in answer(**limit.parts).findings if one.rule == limit.rule)

    assert finding.message_en.startswith(start)


def test_A4_a_body_that_is_subject_is_looked_at_all_the_same():
    people = members(good=3)
    result = answer(members=people, collectives=[body("B", *(one["code"] for one in people), reviewed=True)])

    assert [
        (look.subject, look.outcome, dict(look.looked_at))
        for look in result.trace
        if look.rule == "collective-kind-not-subject"
    ] == [("B", "met", {"kind": "agency_leadership", "reviewed": True, "grade": "good"})]

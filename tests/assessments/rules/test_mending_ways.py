"""Whose values a mend touches, and whose it leaves alone: other people, other posts, findings of others."""

from dataclasses import replace

from assessments.rules import Severity, mends, rule_set
from assessments.rules.ruleset import Cited
from tests.assessments.rules.dossiers import answer, cell, found, head, member, members, officer, outsider
from tests.assessments.rules.mends_told import offered

FEW = members(good=12)
AGENCY = {"agencies": [{"code": "A1", "grade": "fulfilled"}]}


def test_F1_a_post_without_a_grade_and_a_post_of_somebody_else_stay():
    posts = [officer("M1", "A1", None), officer("M2", "A1", "good")]
    result = answer(members=[member("M1"), member("M2")], heads=[head("M1", "A1")], officers=posts, **AGENCY)

    assert offered(result, way="lower_head") == [("lower_head", ["M1: good>fulfilled"])]


def test_F1_only_the_grades_above_the_unit_come_down():
    posts = [officer("M1", "A1", "good"), officer("M1", "K01", "unfulfilled")]
    result = answer(members=[member("M1", "fulfilled"), *FEW], heads=[head("M1", "A1")], officers=posts, **AGENCY)

    assert offered(result, way="lower_head") == [("lower_head", ["M1@A1: good>fulfilled"])]


def test_F1_a_head_outside_the_party_has_posts_alone():
    result = answer(
        members=[outsider("X"), *FEW], heads=[head("X", "A1")], officers=[officer("X", "A1", "good")], **AGENCY
    )

    assert offered(result, way="lower_head") == [("lower_head", ["X@A1: good>fulfilled"])]


def test_F2_a_post_without_a_grade_is_not_taken_back():
    agency = {"code": "A1", "grade": None}
    result = answer(
        members=[member("M1"), *FEW], agencies=[agency], heads=[head("M1", "A1")], officers=[officer("M1", "A1", None)]
    )

    assert offered(result, "head-graded-early") == [("grade_unit_first", []), ("take_back", ["M1: good>-"])]


def test_B_each_is_lowered_for_what_was_found_about_him_or_her_alone():
    sick, punished = member("S", sick_leave_months=3), member("D", disciplined="reprimand")

    assert offered(answer(members=[sick, punished, *FEW])) == [
        ("lower_grade", ["D: good>unfulfilled"]),
        ("lower_grade", ["S: good>fulfilled"]),
    ]


def test_F1_a_cell_is_not_raised_where_the_cap_of_the_cells_is_passed_already():
    """One of two excellent is one too many; the second would be two."""
    result = answer(
        members=[member("M1", "excellent"), *FEW],
        cells=[cell("K01"), cell("K02", "excellent")],
        heads=[head("M1", "K01")],
    )
    (closed,) = (mend for mend in mends(result) if mend.way == "raise_unit")

    assert not closed.offered
    assert closed.message("en").startswith(
        "K01 cannot be raised to “Excellent”: P11: 2 cells graded “Excellent”, 2 above the limit of 0"
    )


def test_a_violation_that_no_way_is_known_for_has_no_mend():
    """E1 and B5 are none in the sets that ship; a set may make them so."""
    rules = rule_set("2021")
    strict = replace(
        rules,
        unit_cap_severity=Cited(Severity.VIOLATION, rules.unit_cap_severity.citation),
        cell_grade_severity=Cited(Severity.VIOLATION, rules.cell_grade_severity.citation),
    )
    result = answer(strict, members=members(good=1, fulfilled=9), cells=[cell("K01", "excellent")])

    assert {one.rule.value for one in result.findings if one.severity == "violation"} == {
        "cell-excellent-cap",
        "cell-grade-not-earned",
    }
    assert mends(result) == ()


def test_D2_posts_at_a_level_decided_above_are_no_seats_of_the_unit():
    ward = [officer("M1", "K01", "excellent") for _ in range(2)]
    others = [officer("M2", "P11", "good") for _ in range(8)]
    above = [
        officer("M3", "K01", "excellent", "district"),
        *(officer("M3", "P11", "good", "district") for _ in range(9)),
    ]
    people = [member(code, "good") for code in ("M1", "M2", "M3")]
    result = answer(members=people, officers=[*ward, *others, *above])

    assert found(result, "officer-excellent-quota") == [("needs-reason", "K01")]
    assert offered(result) == [("move_to_good", ["M1@K01: excellent>good"] * 2)]


def test_D2_read_as_good_only_all_posts_of_the_unit_may_have_to_move():
    """3 good: no limit; with the fourth there is none still."""
    posts = [officer("M1", "K01", "excellent"), *(officer("M2", "P11", "good") for _ in range(3))]
    result = answer(members=[member("M1"), member("M2")], officers=posts, parameters={"cap_base": "good_only"})

    assert offered(result, "officer-excellent-quota") == [("move_to_good", ["M1@K01: excellent>good"])]


def test_C3_a_hand_quota_is_dropped_where_the_computed_one_is_enough_and_nowhere_else():
    people = [*members("K01", excellent=2, good=8), *members("K02", excellent=3, good=7)]
    result = answer(members=people, cells=[cell("K01", quota=1), cell("K02", quota=1)], parameters={"cap_percent": 29})

    assert [(row.computed, row.quota, row.actual) for row in result.quotas if "member" in row.rule] == [
        (3, 1, 2),
        (2, 1, 3),
    ]
    assert offered(result, way="drop_quota") == [("drop_quota", ["K01#: 1>-"])]

"""Part A: who is reviewed, who is graded. Each figure at, one below and one above."""

from datetime import date

import pytest

from assessments.rules import (
    NotGradable,
    cell_not_gradable,
    collective_not_gradable,
    collective_not_reviewable,
    member_not_gradable,
    member_not_reviewable,
    read_dossier,
    rule_set,
)
from tests.assessments.rules.dossiers import all_found, answer, body, cell, found, member, officer, only, outsider, ward

PEOPLE = [member(f"M{number}") for number in range(1, 6)]


def seated(number, **facts):
    return answer(members=PEOPLE, collectives=[body("B", *(f"M{place}" for place in range(1, number + 1)), **facts)])


@pytest.mark.parametrize(("number", "expected"), [(2, [("notice", "B")]), (3, []), (4, [])])
def test_A1_fewer_than_three_on_the_review_date_are_not_reviewed(number, expected):
    assert found(seated(number, reviewed=True, grade=None), "collective-too-small-to-review") == expected


@pytest.mark.parametrize("reviewed", [{"reviewed": False}, {}])
def test_A1_needs_a_review_on_record(reviewed):
    assert found(seated(2, grade=None, **reviewed), "collective-too-small-to-review") == []


@pytest.mark.parametrize(("number", "expected"), [(2, [("violation", "B")]), (3, []), (4, [])])
def test_A2_fewer_than_three_on_the_grading_date_are_not_graded(number, expected):
    assert found(seated(number), "collective-too-small-to-grade") == expected


def test_A2_without_a_grade_nothing_is_wrong():
    assert all_found(seated(2, grade=None)) == []


def seats(*seats):
    return [{"code": "B", "kind": "agency_leadership", "seats": list(seats), "grade": "good", "reviewed": True}]


def test_A2_the_two_dates_differ():
    """Worked example 5: the third person leaves between the review and the grading."""
    leaving = {"member": "M3", "from": "2021-07-01", "to": "2022-01-02"}
    result = answer(members=PEOPLE, collectives=seats({"member": "M1"}, {"member": "M2"}, leaving))

    assert all_found(result) == [("violation", "collective-too-small-to-grade", "B")]


@pytest.mark.parametrize(
    ("third", "counts"),
    [
        ({"member": "M3", "from": "2022-01-08"}, True),
        ({"member": "M3", "from": "2022-01-09"}, False),
        ({"member": "M3", "to": "2022-01-09"}, True),
        ({"member": "M3", "to": "2022-01-08"}, False),
        ({"member": "M3", "from": None, "to": None}, True),
        ({"member": None, "from": "2021-07-01"}, False),
        ({"from": "2021-07-01"}, False),
        ({"member": "M2", "from": "2021-07-01"}, False),
        ({"member": "X", "from": "2021-07-01"}, True),
        ({"member": "E", "from": "2021-07-01"}, True),
    ],
)
def test_A2_who_counts_as_sitting(third, counts):
    people = [*PEOPLE, outsider("X"), member("E", None, status="exempt")]
    result = answer(members=people, collectives=seats({"member": "M1"}, {"member": "M2"}, third))

    assert (found(result, "collective-too-small-to-grade") == []) is counts


@pytest.mark.parametrize(
    ("established", "expected"),
    [
        ("2021-07-07", []),
        ("2021-07-08", []),
        ("2021-07-09", [("violation", "B")]),
        ("2022-02-01", [("violation", "B")]),
    ],
)
def test_A3_a_collective_is_graded_after_six_months(established, expected):
    assert found(seated(3, established_on=established), "collective-too-new-to-grade") == expected


def test_A3_a_founding_date_not_recorded_is_never_too_new():
    assert all_found(seated(3)) == []


@pytest.mark.parametrize(
    ("grade", "reviewed", "expected"),
    [
        ("good", False, [("violation", "B")]),
        (None, True, [("notice", "B")]),
        ("good", True, [("violation", "B"), ("notice", "B")]),
        (None, False, []),
    ],
)
def test_A4_the_peoples_council_is_not_subject(grade, reviewed, expected):
    result = seated(3, kind="peoples_council_standing", grade=grade, reviewed=reviewed)

    assert found(result, "collective-kind-not-subject") == expected


def test_A4_cites_the_clause_on_grades_and_the_one_on_reviews():
    findings = seated(3, kind="peoples_council_standing", reviewed=True).findings

    assert [finding.citation for finding in findings] == ["123-CV/ĐU 1(3)", "123-CV/ĐU 1(1)"]


def test_A4_the_peoples_committee_is_subject():
    assert all_found(seated(3, kind="peoples_committee", reviewed=True)) == []


def test_A_every_finding_that_applies_is_given_to_a_void_grade_and_none_of_B():
    result = answer(
        members=[member("M1", "unfulfilled", disciplined="warning", unfulfilled_reason="disciplined")],
        cells=[cell("K01", "unfulfilled")],
        collectives=[body("B", "M1", kind="peoples_council_standing", established_on="2021-12-01", reviewed=True)],
    )

    assert all_found(result) == [
        ("violation", "collective-kind-not-subject", "B"),
        ("violation", "collective-too-new-to-grade", "B"),
        ("violation", "collective-too-small-to-grade", "B"),
        ("notice", "collective-kind-not-subject", "B"),
        ("notice", "collective-too-small-to-review", "B"),
    ]


@pytest.mark.parametrize(
    ("facts", "barred"),
    [
        ({"status": "exempt"}, True),
        ({"status": "suspended"}, True),
        ({"status": "committee_suspended"}, False),
        ({"status": "probationary", "admitted_on": "2021-07-07"}, False),
        ({"status": "probationary", "admitted_on": "2021-07-08"}, False),
        ({"status": "probationary", "admitted_on": "2021-07-09"}, True),
        ({"status": "active", "admitted_on": "2022-03-01"}, True),
        ({"status": "active", "admitted_on": None}, False),
    ],
)
def test_A5_who_may_be_graded_as_a_member(facts, barred):
    result = answer(members=[member("M1", "good", **facts)])

    assert found(result, "member-not-gradable") == ([("violation", "M1")] if barred else [])


def test_A5_a_person_outside_the_party_gets_no_members_grade():
    assert all_found(answer(members=[outsider("X", grade="good")])) == [("violation", "member-not-gradable", "X")]


def test_A5_a_barred_person_without_a_grade_is_in_order():
    people = [member("E", None, status="exempt"), member("N", None, admitted_on="2021-12-01"), outsider("X")]

    assert all_found(answer(members=people)) == []


def test_A5_a_void_grade_gets_no_finding_of_part_B():
    void = member("M1", "excellent", status="exempt", disciplined="expulsion", sick_leave_months=12, task_completion=0)

    assert all_found(answer(members=[void])) == [("violation", "member-not-gradable", "M1")]


@pytest.mark.parametrize(
    ("established", "expected"), [("2021-07-07", []), ("2021-07-08", []), ("2021-07-09", [("violation", "K01")])]
)
def test_A6_a_cell_is_graded_after_six_months(established, expected):
    result = answer(cells=[cell("K01", established_on=established)])

    assert found(result, "cell-too-new-to-grade") == expected


def test_A6_members_of_a_new_cell_are_graded():
    result = answer(cells=[cell("K01", None, established_on="2021-12-01")], members=[member("M1", None), member("M2")])

    assert all_found(result) == [("needs-reason", "grade-missing", "M1")]


def test_A7_a_missing_grade_needs_a_reason():
    result = answer(
        cells=[cell("K01", None)], members=[*PEOPLE, member("M9", None)], collectives=[body("B", grade=None)]
    )
    three = answer(members=PEOPLE, collectives=[body("B", "M1", "M2", "M3", grade=None)])

    assert all_found(result) == [("needs-reason", "grade-missing", "K01"), ("needs-reason", "grade-missing", "M9")]
    assert all_found(three) == [("needs-reason", "grade-missing", "B")]


def test_A7_the_organization_and_officers_are_not_asked_for():
    result = answer(
        organization={"code": "P11"}, members=PEOPLE, officers=[officer("M1", "P11", None)], agencies=[{"code": "A"}]
    )

    assert all_found(result) == []


def test_A_counts_hold_the_identity():
    people = [
        *PEOPLE,
        member("E1", None, status="exempt"),
        member("E2", "good", status="suspended", admitted_on="2021-12-01"),
        member("N1", "excellent", admitted_on="2021-12-01"),
        member("N2", None, admitted_on="2021-12-01"),
        member("U1", None),
        outsider("X", grade="good"),
        member("F1", "fulfilled"),
        member("Z1", "unfulfilled", unfulfilled_reason="other"),
        member("B1", "excellent"),
    ]
    counts = answer(members=people).counts["members"]

    assert counts == {
        "present": 13,
        "exempt": 2,
        "not_gradable": 2,
        "ungraded": 1,
        "excellent": 1,
        "good": 5,
        "fulfilled": 1,
        "unfulfilled": 1,
    }
    assert counts["present"] == sum(counts.values()) - counts["present"]


def test_A_counts_of_units_leave_void_grades_out():
    bodies = [
        body("B1", "M1", "M2", "M3"),
        body("B2", "M1", "M2"),
        body("B3", "M1", "M2", "M3", grade=None),
        body("B4", "M1", "M2", "M3", grade=None, kind="peoples_council_standing"),
    ]
    result = answer(members=PEOPLE, collectives=bodies, cells=[cell("K01"), cell("K02", established_on="2021-12-01")])

    grades = {"excellent": 0, "good": 1, "fulfilled": 0, "unfulfilled": 0}
    assert result.counts["collectives"] == {"not_gradable": 2, "ungraded": 1, **grades}
    assert result.counts["cells"] == {"not_gradable": 1, "ungraded": 0, **grades}


def test_A_the_questions_answer_with_reasons():
    bodies = [
        body("SMALL", "M1", "M2"),
        body("KIND", "M1", "M2", "M3", kind="peoples_council_standing"),
        body("NEW", "M1", "M2", "M3", established_on="2021-12-01"),
        body("FINE", "M1", "M2", "M3"),
    ]
    people = [*PEOPLE, member("E", None, status="exempt"), member("N", None, admitted_on="2021-12-01"), outsider("X")]
    dossier = read_dossier(ward(members=people, collectives=bodies, cells=[cell("K01", established_on="2021-12-01")]))
    rules = rule_set("2021")

    def graded(bodies):
        return [collective_not_gradable(one, dossier, rules) for one in bodies]

    small, kind, new = NotGradable.TOO_SMALL, NotGradable.KIND_NOT_SUBJECT, NotGradable.TOO_NEW
    assert graded(dossier.collectives) == [small, kind, new, None]
    assert [collective_not_reviewable(one, dossier, rules) for one in dossier.collectives] == [small, kind, None, None]
    assert cell_not_gradable(dossier.cells[0], dossier, rules) is new
    assert [member_not_gradable(one, dossier, rules) for one in dossier.members[4:]] == [
        None,
        NotGradable.EXEMPT,
        new,
        NotGradable.NON_MEMBER,
    ]
    assert [member_not_reviewable(one, rules) for one in dossier.members[4:]] == [
        None,
        NotGradable.EXEMPT,
        None,
        NotGradable.NON_MEMBER,
    ]


def test_A2_says_what_why_and_how_to_mend():
    finding = only(seated(2, name="Ban giám hiệu"), "collective-too-small-to-grade")

    assert finding.figures == {"sitting": 2, "least": 3, "on": date(2022, 1, 8).isoformat()}
    assert finding.message("vi") == (
        "Ban giám hiệu (B) có 2 thành viên vào ngày xếp loại 08/01/2022, dưới 03 thành viên nên không đánh giá, xếp loại "
        "(123-CV/ĐU 1(3)), nhưng hồ sơ ghi mức “Hoàn thành tốt nhiệm vụ”. Hãy bỏ mức xếp loại này, hoặc sửa danh sách "
        "thành viên nếu ghi chưa đúng."
    )
    assert finding.message("en") == (
        "Ban giám hiệu (B) had 2 sitting members on the grading date 2022-01-08, fewer than 3, and is not graded "
        "(123-CV/ĐU 1(3)), but has the grade “Good”. Remove the grade, or mend the seats if they are wrong."
    )


def test_A3_and_A6_without_a_grade_nothing_is_wrong():
    assert all_found(seated(3, grade=None, established_on="2021-12-01")) == []
    assert all_found(answer(cells=[cell("K01", None, established_on="2021-12-01")])) == []

"""The facts that an explanation is kept with, exactly: they are held against the record later, so no key may drift."""

from tests.assessments.rules.dossiers import body, cell, head, member, members, officer
from tests.assessments.rules.explaining.asked import RECORD, why

PARTS = {
    "members": [*members(good=19), member("M1", "excellent", **RECORD | {"excellent_ballots": 7, "name": "An"})],
    "heads": [head("M1", "A1"), head("M1", "K01", exception="X1")],
    "officers": [officer("M1", "A1", "good")],
    "agencies": [{"code": "A1", "name": "Trường", "grade": "fulfilled"}],
    "parameters": {"head_exceptions": [{"code": "X1", "text": "Biệt phái", "citation": "262-CV/QU"}]},
}
"""M1 heads a school, which binds, and the cell under a listed exception, and has a post at the school."""

CAP = {"percent": 20, "reading": "good_or_better"}
HELD = {
    "person": "M1",
    "held_grades": ["excellent", "good"],
    "appointed_on": "2015-03-01",
    "main_duty": True,
}
SCHOOL = HELD | {"unit": "A1", "name": "Trường", "unit_grade": "fulfilled"}
HEADSHIPS = [
    ("head-above-unit", "A1", SCHOOL),
    ("head-graded-early", "A1", SCHOOL),
    (
        "head-above-unit",
        "K01",
        HELD
        | {"unit": "K01", "name": None, "unit_grade": "good"}
        | {"why": "listed", "exception": "X1", "text": "Biệt phái", "exception_citation": "262-CV/QU"},
    ),
]


def facts(kind, code, **parts):
    """[(rule, aspect, figures)] in order; where no reason is recorded a fact has no other key."""
    looked_at = why(kind, code, **parts).facts["looked_at"]
    assert {key for fact in looked_at for key in fact} == {"rule", "aspect", "figures"}
    return [(fact["rule"], fact["aspect"], fact["figures"]) for fact in looked_at]


def test_of_a_member():
    assert facts("member", "M1", **PARTS) == [
        ("member-not-gradable", "status", {"status": "active", "admitted_on": "1998-05-19"}),
        ("grade-missing", "grade", {"grade": "excellent"}),
        ("excellent-not-earned", "tasks", {"levels": {"excellent": 2}}),
        ("excellent-not-earned", "others", {"levels": {"good": 1}}),
        ("excellent-not-earned", "employer_grade", {"employer_grade": None}),
        ("must-be-unfulfilled", "degraded", {"found_degraded": False}),
        ("must-be-unfulfilled", "under_half_of_tasks", {"task_completion": 90}),
        ("must-be-unfulfilled", "disciplined", {"disciplined": None}),
        ("sick-leave-ceiling", "sick_leave", {"sick_leave_months": 0}),
        ("member-excellent-cap", "ballots", {"excellent_ballots": 7}),
        (
            "member-excellent-cap",
            "cap",
            CAP | {"pool": "P11", "where": ["P11", "P11"], "base": 20, "limit": 4, "actual": 1},
        ),
        (
            "member-excellent-quota",
            "quota",
            {"unit": "K01", "name": None, "grade": "good", "weight": 4, "base": 20, "share": "4"}
            | {"quota": 4, "by_hand": False, "actual": 1},
        ),
        *HEADSHIPS,
    ]


def test_of_a_post():
    assert facts("officer", "M1/A1/ward", **PARTS) == [
        (
            "officer-excellent-cap",
            "post",
            {"member": "M1", "unit": "A1", "name": "Trường", "management_level": "ward", "grade": "good"},
        ),
        (
            "officer-excellent-cap",
            "cap",
            CAP
            | {"pool": "ward", "where": ["cán bộ cấp phường", "officers at ward level"]}
            | {"base": 1, "limit": 0, "actual": 0},
        ),
        (
            "officer-excellent-quota",
            "quota",
            {"unit": "A1", "name": "Trường", "grade": "fulfilled", "weight": 3, "base": 1, "share": "0"}
            | {"quota": 0, "by_hand": False, "actual": 0},
        ),
        *HEADSHIPS,
    ]


def test_of_a_head_and_of_the_units():
    assert facts("head", "M1", **PARTS) == HEADSHIPS
    assert facts("agency", "A1", **PARTS) == [
        ("head-above-unit", "grade", {"grade": "fulfilled"}),
        (
            "head-above-unit",
            "M1",
            {"person": "M1", "name": "An", "held_grades": ["excellent", "good"], "outcome": "found"},
        ),
    ]
    assert facts("organization", "P11", **PARTS) == [("head-above-unit", "grade", {"grade": "good"})]


def test_of_a_member_whose_record_is_silent():
    silent = {"code": "M", "cell": "K01", "status": "active", "grade": "unfulfilled"}

    assert facts("member", "M", members=[silent]) == [
        ("member-not-gradable", "status", {"status": "active", "admitted_on": None}),
        ("grade-missing", "grade", {"grade": "unfulfilled"}),
        ("excellent-not-earned", "tasks", {"levels": {}}),
        ("excellent-not-earned", "others", {"levels": {}}),
        ("excellent-not-earned", "employer_grade", {"employer_grade": "not recorded"}),
        ("must-be-unfulfilled", "degraded", {"found_degraded": None}),
        ("must-be-unfulfilled", "under_half_of_tasks", {"task_completion": None}),
        ("must-be-unfulfilled", "disciplined", {"disciplined": None}),
        ("sick-leave-ceiling", "sick_leave", {"sick_leave_months": None}),
        ("unfulfilled-without-reason", "stored_reason", {"unfulfilled_reason": None}),
    ]


PEOPLE = [member("M0", disciplined="warning", name="An"), member("M1"), member("M2")]


def test_of_a_collective():
    collective = body("T1", "M0", "M1", "M2", established_on="2015-01-01", reviewed=True)

    assert facts("collective", "T1", members=PEOPLE, collectives=[collective]) == [
        ("collective-too-small-to-review", "review", {"sitting": 3, "on": "2021-12-20", "reviewed": True}),
        ("collective-too-small-to-grade", "grading", {"sitting": 3, "on": "2022-01-08", "reviewed": None}),
        ("collective-too-new-to-grade", "age", {"established_on": "2015-01-01"}),
        ("collective-kind-not-subject", "grading", {"kind": "agency_leadership", "reviewed": None}),
        ("collective-kind-not-subject", "review", {"kind": "agency_leadership", "reviewed": True}),
        ("grade-missing", "grade", {"grade": "good"}),
        ("collective-disciplined", "discipline", {"disciplined": [["M0", "An"]]}),
        (
            "collective-excellent-cap",
            "cap",
            CAP
            | {"pool": "P11", "where": ["tập thể của P11", "collectives of P11"]}
            | {"base": 1, "limit": 0, "actual": 0},
        ),
    ]


CELLS_CAP = (
    "cell-excellent-cap",
    "cap",
    CAP | {"pool": "P11", "where": ["chi bộ của P11", "cells of P11"]} | {"base": 1, "limit": 0, "actual": 0},
)


def test_of_a_cell():
    assert facts("cell", "K01", cells=[cell("K01", established_on="2015-01-01")], members=PEOPLE) == [
        ("cell-too-new-to-grade", "age", {"established_on": "2015-01-01"}),
        ("grade-missing", "grade", {"grade": "good"}),
        ("cell-grade-not-earned", "fulfilled", {"graded": 3, "fulfilled_or_better": 3}),
        ("cell-grade-not-earned", "good", {"graded": 3, "good_or_better": 3}),
        ("cell-grade-not-earned", "disciplined", {"members": 3, "disciplined": 1}),
        CELLS_CAP,
    ]


def test_of_a_cell_where_nobody_is_disciplined_and_of_one_where_nobody_is_graded():
    exempt = member("M", "good", status="exempt")

    assert facts("cell", "K01", members=PEOPLE[1:])[:1] == [("cell-too-new-to-grade", "age", {"established_on": None})]
    assert facts("cell", "K01", members=PEOPLE[1:])[-2:] == [
        ("cell-grade-not-earned", "disciplined", {"members": 2, "disciplined": 0}),
        CELLS_CAP,
    ]
    assert facts("cell", "K01", members=[exempt])[2:] == [
        ("cell-grade-not-earned", "good", {"graded": 0}),
        ("cell-grade-not-earned", "disciplined", {"members": 0, "disciplined": 0}),
        CELLS_CAP,
    ]


def test_of_a_member_who_is_not_to_be_graded():
    assert facts("member", "M", members=[member("M", "good", status="exempt")]) == [
        ("member-not-gradable", "status", {"status": "exempt", "admitted_on": "1998-05-19"})
    ]

"""Part B: what a grade needs. Each figure at, one below and one above."""

import pytest

from tests.assessments.rules.dossiers import all_found, answer, body, cell, found, member, members, only, outsider

ROOM = members(good=20)
"""Enough good members for one excellent to be within the cap and the quota."""


def levels(tasks, others):
    return {"levels": {"tasks": tasks, "others": others}}


def excellent(**facts):
    return answer(members=[*ROOM, member("M1", "excellent", **facts)])


@pytest.mark.parametrize(
    "facts",
    [
        levels(["excellent", "excellent"], ["good", "excellent"]),
        {"employer_grade": "excellent"},
        {"employer_grade": None},
    ],
)
def test_B1_excellent_is_earned(facts):
    assert all_found(excellent(**facts)) == []


@pytest.mark.parametrize(
    ("facts", "short"),
    [
        (levels(["excellent", "good"], ["good"]), ["tasks"]),
        (levels(["excellent", "average"], ["good"]), ["tasks"]),
        (levels(["excellent"], ["average"]), ["others"]),
        (levels(["excellent"], ["poor"]), ["others"]),
        ({"employer_grade": "good"}, ["employer_grade"]),
        ({"employer_grade": "fulfilled"}, ["employer_grade"]),
        (levels(["good"], ["poor"]) | {"employer_grade": "good"}, ["tasks", "others", "employer_grade"]),
        # What is recorded already makes it a violation, whatever is not recorded.
        (levels(["good"], []), ["tasks"]),
        (levels([], ["average"]), ["others"]),
        (levels([], []) | {"employer_grade": "good"}, ["employer_grade"]),
    ],
)
def test_B1_excellent_is_not_earned(facts, short):
    finding = only(excellent(**facts), "excellent-not-earned")

    assert (finding.severity, finding.subject, finding.figures) == ("violation", "M1", {"short": short})


@pytest.mark.parametrize(
    ("tasks", "others", "words"),
    [
        (["good"], ["good"], "1 task criterion is below Xuất sắc"),
        (["good", "good"], ["good"], "2 task criteria are below Xuất sắc"),
        (["excellent"], ["average"], "1 other criterion is below Tốt"),
        (["excellent"], ["average", "poor"], "2 other criteria are below Tốt"),
    ],
)
def test_B1_one_criterion_and_several_in_english(tasks, others, words):
    finding = only(excellent(**levels(tasks, others)), "excellent-not-earned")

    assert f"“Excellent”, but {words}." in finding.message_en


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (levels([], ["good"]), ["tasks"]),
        (levels(["excellent"], []), ["others"]),
        ({"levels": {"tasks": ["excellent"]}}, ["others"]),
        ({"levels": {}}, ["tasks", "others"]),
    ],
)
def test_B1_levels_not_recorded_are_a_notice(facts, missing):
    finding = only(excellent(**facts), "excellent-not-earned")

    assert (finding.severity, finding.figures) == ("notice", {"not_recorded": missing})


def test_B1_an_employers_grade_not_recorded_is_a_notice():
    person = member("M1", "excellent")
    del person["employer_grade"]
    finding = only(answer(members=[*ROOM, person]), "excellent-not-earned")

    assert (finding.severity, finding.figures) == ("notice", {"not_recorded": ["employer_grade"]})


def test_B1_looks_at_excellent_only():
    assert (
        all_found(answer(members=[member("M1", "good", employer_grade="fulfilled", **levels(["poor"], ["poor"]))]))
        == []
    )


@pytest.mark.parametrize(
    ("facts", "causes"),
    [
        ({"found_degraded": True}, ["degraded"]),
        ({"task_completion": 49}, ["under_half_of_tasks"]),
        ({"task_completion": 0}, ["under_half_of_tasks"]),
        ({"employer_grade": "unfulfilled"}, ["employer_unfulfilled"]),
        ({"disciplined": "reprimand"}, ["disciplined"]),
        ({"disciplined": "expulsion", "task_completion": 10}, ["under_half_of_tasks", "disciplined"]),
    ],
)
@pytest.mark.parametrize("grade", ["good", "fulfilled"])
def test_B2_must_be_unfulfilled(facts, causes, grade):
    finding = only(answer(members=[*ROOM, member("M1", grade, **facts)]), "must-be-unfulfilled")

    assert (finding.severity, finding.subject, finding.figures) == ("violation", "M1", {"causes": causes})


@pytest.mark.parametrize(
    "facts",
    [
        {"task_completion": 50},
        {"task_completion": 51},
        {"task_completion": None},
        {"found_degraded": False},
        {"disciplined": None},
        {"employer_grade": "fulfilled"},
    ],
)
def test_B2_may_be_good(facts):
    assert all_found(answer(members=[member("M1", "good", **facts)])) == []


def test_B2_unfulfilled_and_ungraded_people_are_in_order():
    people = [
        *ROOM,
        member("M1", "unfulfilled", disciplined="reprimand", unfulfilled_reason="disciplined"),
        member("M2", None, disciplined="reprimand"),
    ]

    assert all_found(answer(members=people, cells=[cell("K01", "fulfilled")])) == [
        ("needs-reason", "grade-missing", "M2")
    ]


def test_B2_every_unfulfilled_stores_its_reason():
    people = [
        *ROOM,
        member("M1", "unfulfilled", disciplined="reprimand"),
        member("M2", "unfulfilled", unfulfilled_reason="other"),
        member("M3", "unfulfilled", status="exempt"),
    ]
    result = answer(members=people, cells=[cell("K01", "fulfilled")])

    assert found(result, "unfulfilled-without-reason") == [("notice", "M1")]


@pytest.mark.parametrize(
    ("months", "grade", "expected"),
    [
        (2, "good", []),
        (3, "good", [("violation", "M1")]),
        (4, "good", [("violation", "M1")]),
        (3, "excellent", [("violation", "M1")]),
        (3, "fulfilled", []),
        (3, "unfulfilled", []),
        (None, "good", []),
    ],
)
def test_B3_three_months_of_sick_leave(months, grade, expected):
    person = member("M1", grade, sick_leave_months=months, unfulfilled_reason="other")

    assert found(answer(members=[*ROOM, person]), "sick-leave-ceiling") == expected


def disciplined_body(form, grade, **seat):
    people = [member("M1"), member("M2"), member("M3"), outsider("X", disciplined=form)]
    seats = [{"member": "M1"}, {"member": "M2"}, {"member": "M3"}, {"member": "X", **seat}]
    bodies = [{"code": "B", "kind": "agency_leadership", "seats": seats, "grade": grade}]
    return found(answer(members=people, collectives=bodies), "collective-disciplined")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (None, []),
        ("reprimand", []),
        ("warning", [("violation", "B")]),
        ("dismissal", [("violation", "B")]),
        ("expulsion", [("violation", "B")]),
    ],
)
@pytest.mark.parametrize("grade", ["excellent", "good", "fulfilled"])
def test_B4_a_member_disciplined_from_a_warning_up(form, grade, expected):
    assert disciplined_body(form, grade) == expected


def test_B4_an_unfulfilled_collective_is_in_order():
    assert disciplined_body("warning", "unfulfilled") == []


@pytest.mark.parametrize(
    ("seat", "expected"), [({"to": "2022-01-08"}, []), ({"to": "2022-01-09"}, [("violation", "B")])]
)
def test_B4_looks_at_those_sitting_on_the_grading_date(seat, expected):
    assert disciplined_body("warning", "good", **seat) == expected


def test_B4_a_void_grade_gets_none():
    result = answer(members=[member("M1", "fulfilled", disciplined="warning")], collectives=[body("B", "M1")])

    assert found(result, "collective-disciplined") == []


def cell_of(grade, **numbers):
    people = [one | {"unfulfilled_reason": "other"} for one in members(**numbers)]
    return found(answer(members=people, cells=[cell("K01", grade)]), "cell-grade-not-earned")


NEEDED = [("needs-reason", "K01")]


@pytest.mark.parametrize(
    ("grade", "numbers", "expected"),
    [
        ("excellent", {"good": 8, "fulfilled": 2}, []),
        ("excellent", {"good": 79, "fulfilled": 21}, NEEDED),
        ("excellent", {"good": 81, "fulfilled": 19}, []),
        ("excellent", {"good": 399, "fulfilled": 101}, NEEDED),
        ("excellent", {"excellent": 1, "good": 7, "fulfilled": 2}, []),
        ("excellent", {"good": 99, "unfulfilled": 1}, NEEDED),
        ("good", {"good": 5, "fulfilled": 5}, []),
        ("good", {"good": 49, "fulfilled": 51}, NEEDED),
        ("good", {"good": 51, "fulfilled": 49}, []),
        ("good", {"good": 99, "unfulfilled": 1}, NEEDED),
        ("fulfilled", {"fulfilled": 1, "unfulfilled": 9}, []),
        ("unfulfilled", {"unfulfilled": 9}, []),
        ("excellent", {}, []),
    ],
)
def test_B5_what_a_cells_grade_needs(grade, numbers, expected):
    assert cell_of(grade, **numbers) == expected


def test_B5_void_and_missing_grades_are_not_in_the_shares():
    people = [
        *members(good=4, fulfilled=1),
        member("V", "unfulfilled", status="exempt"),
        member("N", "fulfilled", admitted_on="2021-12-01"),
        member("U", None),
    ]

    assert found(answer(members=people, cells=[cell("K01", "excellent")]), "cell-grade-not-earned") == []


def disciplined_cell(grade, disciplined, total, *others):
    punished = [
        member(f"D{n}", "unfulfilled", disciplined="reprimand", unfulfilled_reason="disciplined")
        for n in range(disciplined)
    ]
    people = [*punished, *members(good=total - disciplined), *others]
    return found(answer(members=people, cells=[cell("K01", grade)]), "cell-grade-not-earned")


@pytest.mark.parametrize(
    ("grade", "disciplined", "total", "expected"),
    [
        ("fulfilled", 1, 6, []),
        ("fulfilled", 1, 5, []),
        ("fulfilled", 1, 4, NEEDED),
        ("fulfilled", 21, 100, NEEDED),
        ("unfulfilled", 4, 4, []),
    ],
)
def test_B5_more_than_a_fifth_disciplined(grade, disciplined, total, expected):
    assert disciplined_cell(grade, disciplined, total) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (member("N", None, disciplined="reprimand", admitted_on="2021-12-01"), NEEDED),
        (member("E", None, disciplined="reprimand", status="exempt"), []),
        (member("S", None, disciplined="reprimand", status="suspended"), []),
        (outsider("X", disciplined="reprimand"), []),
    ],
)
def test_B5_whose_discipline_counts(other, expected):
    assert disciplined_cell("fulfilled", 1, 5, other) == expected


def test_B5_one_finding_names_every_cause():
    people = [
        member("D1", "unfulfilled", disciplined="reprimand", unfulfilled_reason="disciplined"),
        member("F1", "fulfilled"),
    ]
    finding = only(answer(members=people, cells=[cell("K01", "good")]), "cell-grade-not-earned")

    assert finding.figures == {
        "graded": 2,
        "fulfilled_or_better": 1,
        "good_or_better": 0,
        "members": 2,
        "disciplined": 1,
    }
    assert finding.message_en.count(";") == 2


def test_B5_a_void_or_missing_cell_grade_gets_none():
    people = members(unfulfilled=5)
    void = answer(members=people, cells=[cell("K01", "excellent", established_on="2021-12-01")])
    missing = answer(members=people, cells=[cell("K01", None)])

    assert found(void, "cell-grade-not-earned") == found(missing, "cell-grade-not-earned") == []


def test_B5_discipline_counts_where_nobody_is_graded():
    people = [member("N", None, disciplined="reprimand", admitted_on="2021-12-01")]

    assert found(answer(members=people, cells=[cell("K01", "fulfilled")]), "cell-grade-not-earned") == NEEDED

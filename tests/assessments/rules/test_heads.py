"""Part F: heads. Each figure at, one below and one above."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.rules import Ceiling, Grade, ceiling_for, check, read_dossier, rule_set
from assessments.rules.facts import Agency, Head
from assessments.rules.heads import is_party_unit
from tests.assessments.rules.dossiers import (
    all_found,
    answer,
    body,
    cell,
    found,
    head,
    member,
    members,
    officer,
    only,
    outsider,
    ward,
)

ROOM = members(good=20)
"""Enough good members for one excellent to be within the cap and the quota."""


def one_head(grade, unit_grade, **facts):
    return answer(
        members=[*ROOM, member("M1", grade)], cells=[cell("K01", unit_grade)], heads=[head("M1", "K01", **facts)]
    )


@pytest.mark.parametrize(
    ("grade", "unit_grade", "expected"),
    [
        ("excellent", "good", [("violation", "M1")]),
        ("good", "good", []),
        ("fulfilled", "good", []),
        ("good", "fulfilled", [("violation", "M1")]),
        ("fulfilled", "unfulfilled", [("violation", "M1")]),
        ("excellent", "excellent", []),
    ],
)
def test_F1_a_head_is_never_above_the_unit(grade, unit_grade, expected):
    assert found(one_head(grade, unit_grade), "head-above-unit") == expected


UNITS = {
    "agencies": [{"code": "A", "grade": "fulfilled"}],
    "collectives": [
        body(code, "M1", *(f"K01-good-00{n}" for n in (1, 2)), kind=kind, grade="fulfilled")
        for code, kind in {
            "CU": "cell_committee",
            "DU": "party_committee",
            "BTV": "standing_committee",
            "UB": "peoples_committee",
            "LD": "agency_leadership",
        }.items()
    ],
    "organization": {"code": "P11", "grade": "fulfilled"},
    "cells": [cell("K01", "fulfilled")],
}
PARTY = ["P11", "K01", "CU", "DU", "BTV"]
OTHERS = ["A", "UB", "LD"]


def heading(unit, rules=None, **facts):
    people = [*ROOM, member("M1", "good")]
    return found(answer(rules, members=people, heads=[head("M1", unit, **facts)], **UNITS), "head-above-unit")


@pytest.mark.parametrize("unit", [*PARTY, *OTHERS])
def test_F1_binds_the_head_of_every_kind_of_unit(unit):
    assert heading(unit) == heading(unit, main_duty=True) == [("violation", "M1")]


@pytest.mark.parametrize("unit", PARTY)
def test_F1_exception_1_lifts_a_party_unit_that_is_not_the_main_duty(unit):
    assert heading(unit, main_duty=False) == []


@pytest.mark.parametrize("unit", OTHERS)
def test_F1_exception_1_lifts_no_other_unit(unit):
    assert heading(unit, main_duty=False) == [("violation", "M1")]


@pytest.mark.parametrize("unit", [*PARTY, *OTHERS])
def test_F1_exception_1_is_not_in_set_2020(unit):
    assert heading(unit, "2020", main_duty=False) == [("violation", "M1")]


@pytest.mark.parametrize(
    ("appointed", "expected"),
    [
        ("2021-10-07", [("violation", "M1")]),
        ("2021-10-08", [("violation", "M1")]),
        ("2021-10-09", []),
        ("2022-02-01", []),
    ],
)
@pytest.mark.parametrize("rules", ["2020", "2021"])
def test_F1_exception_2_fewer_than_three_months_in_the_post(appointed, expected, rules):
    """Worked example 7: appointed 8 October, graded 8 January, exactly three months."""
    assert heading("A", rules, appointed_on=appointed) == expected


@pytest.mark.parametrize(("named", "expected"), [("X1", []), (None, [("violation", "M1")])])
@pytest.mark.parametrize("rules", ["2020", "2021"])
def test_F1_exception_3_is_listed_by_the_campaign(named, expected, rules):
    parameters = {"head_exceptions": [{"code": "X1", "text": "Biệt phái", "citation": "262-CV/QU"}]}
    people = [*ROOM, member("M1", "good")]
    result = answer(rules, members=people, heads=[head("M1", "A", exception=named)], parameters=parameters, **UNITS)

    assert found(result, "head-above-unit") == expected


def test_F1_one_finding_per_headship_with_its_unit():
    people = [*ROOM, member("M1", "good")]
    heads = [head("M1", "K01"), head("M1", "A"), head("M1", "P11", main_duty=False)]
    result = answer(members=people, heads=heads, **UNITS)
    units = [finding.figures["unit"] for finding in result.findings if finding.rule == "head-above-unit"]

    assert units == ["A", "K01"]


def test_F1_all_grades_a_person_holds_count():
    posts = [officer("M1", "A", "fulfilled"), officer("M1", "K01", "good", "city")]
    result = answer(members=[*ROOM, member("M1", "fulfilled")], officers=posts, heads=[head("M1", "A")], **UNITS)

    assert only(result, "head-above-unit").figures == {"unit": "A", "unit_grade": "fulfilled", "head_grade": "good"}


def test_F1_an_outsider_is_bound_by_the_officers_grade():
    result = answer(
        members=[outsider("X")], officers=[officer("X", "A")], heads=[head("X", "A")], **UNITS | {"collectives": []}
    )

    assert found(result, "head-above-unit") == [("violation", "X")]


@pytest.mark.parametrize("facts", [{"status": "exempt"}, {"admitted_on": "2021-12-01"}])
def test_F1_a_void_grade_is_no_heads_grade(facts):
    result = answer(members=[*ROOM, member("M1", "good", **facts)], heads=[head("M1", "A")], **UNITS)

    assert found(result, "head-above-unit") == found(result, "head-graded-early") == []


NOT_GRADABLE = [
    {"collectives": [body("B", "M1", grade="fulfilled")]},
    {"collectives": [body("B", "M1", *(one["code"] for one in ROOM[:2]), grade=None, established_on="2021-12-01")]},
    {"collectives": [body("B", "M1", *(one["code"] for one in ROOM[:2]), kind="peoples_council_standing")]},
    {"cells": [cell("K01"), cell("B", "unfulfilled", established_on="2021-12-01")]},
    {"cells": [cell("K01"), cell("B", None, established_on="2021-12-01")]},
]


@pytest.mark.parametrize("units", NOT_GRADABLE, ids=["A2", "A3", "A4", "A6 graded", "A6 ungraded"])
def test_F_a_unit_that_is_not_gradable_binds_nobody(units):
    result = answer(members=[*ROOM, member("M1", "excellent")], heads=[head("M1", "B")], **units)

    assert found(result, "head-above-unit") == found(result, "head-graded-early") == []


UNGRADED = [
    ({"organization": {"code": "P11"}}, "P11"),
    ({"cells": [cell("K01", None)]}, "K01"),
    ({"agencies": [{"code": "A", "grade": None}]}, "A"),
    ({"collectives": [body("B", "M1", *(one["code"] for one in ROOM[:2]), grade=None)]}, "B"),
]


@pytest.mark.parametrize(("units", "unit"), UNGRADED)
def test_F2_a_head_is_graded_after_the_unit(units, unit):
    result = answer(members=[*ROOM, member("M1")], heads=[head("M1", unit)], **units)

    assert only(result, "head-graded-early").figures == {"unit": unit}
    assert found(result, "head-graded-early") == [("violation", "M1")]
    assert found(result, "head-above-unit") == []


@pytest.mark.parametrize(("units", "unit"), UNGRADED)
def test_F2_a_head_without_a_grade_is_in_order(units, unit):
    result = answer(members=[*ROOM, member("M1", None)], heads=[head("M1", unit)], **units)

    assert found(result, "head-graded-early") == []


def test_F2_an_officers_grade_counts():
    result = answer(
        members=[outsider("X")], officers=[officer("X", "A")], agencies=[{"code": "A"}], heads=[head("X", "A")]
    )

    assert found(result, "head-graded-early") == [("violation", "X")]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({"appointed_on": "2021-10-09"}, []), ({"main_duty": False}, []), ({}, [("violation", "M1")])],
)
def test_F2_a_lifted_headship_is_outside(facts, expected):
    result = one_head("good", None, **facts)

    assert found(result, "head-graded-early") == expected


def test_F_worked_example_6():
    """The street-cell secretary may be excellent; the headmaster is held by the school, not by its cell."""
    people = [
        *ROOM,
        member("SEC", "excellent"),
        member("PRI", "good", cell="TH01"),
        *members("TH01", good=5),
    ]
    result = answer(
        members=people,
        cells=[cell("K01"), cell("TH01")],
        agencies=[{"code": "TRUONG", "grade": "fulfilled"}],
        heads=[
            head("SEC", "K01", main_duty=False),
            head("PRI", "TH01", main_duty=False),
            head("PRI", "TRUONG", main_duty=True),
        ],
    )

    assert all_found(result) == [("violation", "head-above-unit", "PRI")]


@pytest.mark.parametrize(
    ("heads", "ceiling"),
    [
        ([head("M1", "K01")], (Grade.GOOD, ("K01",), ())),
        ([head("M1", "K01"), head("M1", "A")], (Grade.FULFILLED, ("A",), ())),
        ([head("M1", "K01"), head("M1", "A", appointed_on="2021-12-01")], (Grade.GOOD, ("K01",), ())),
        ([head("M1", "K01"), head("M1", "U")], (Grade.GOOD, ("K01",), ("U",))),
        ([head("M1", "N")], (None, (), ())),
        ([], (None, (), ())),
    ],
)
def test_F_the_ceiling_is_the_lowest_of_what_binds(heads, ceiling):
    dossier = read_dossier(
        ward(
            members=[member("M1")],
            cells=[cell("K01"), cell("N", "unfulfilled", established_on="2021-12-01")],
            agencies=[{"code": "A", "grade": "fulfilled"}, {"code": "U"}],
            heads=heads,
        )
    )
    bound = ceiling_for("M1", dossier, rule_set("2021"))

    assert (bound.grade, bound.units, bound.waiting_for) == ceiling


def test_F_what_bars_and_what_is_awaited_stand_in_the_order_of_their_codes():
    codes = ["K04", "K05", "K03", "K02"]
    cells = [cell("K01"), *(cell(code, "good" if code in {"K04", "K03"} else None) for code in codes)]
    heads = [head("M1", code) for code in codes]
    rules = rule_set("2021")
    bound = ceiling_for("M1", read_dossier(ward(members=[member("M1")], cells=cells, heads=heads)), rules)
    waiting = [one for one in cells if one["grade"] is None]
    free = ceiling_for(
        "M1",
        read_dossier(ward(members=[member("M1")], cells=[cells[0], *waiting[::-1]], heads=[heads[1], heads[3]])),
        rules,
    )

    assert (bound.units, bound.waiting_for) == (("K03", "K04"), ("K02", "K05"))
    assert free == Ceiling(None, (), ("K02", "K05"))


def test_F_only_an_exception_that_is_listed_lifts():
    """A file that names another is refused; a dossier made otherwise must not be lifted by it either."""
    dossier = read_dossier(ward(members=[member("M1")], agencies=[{"code": "A", "grade": "fulfilled"}]))
    unlisted = Head("M1", "A", date(2015, 3, 1), exception="X1")

    assert found(check(replace(dossier, heads=(unlisted,))), "head-above-unit") == [("violation", "M1")]


def test_F_an_agency_is_no_party_unit():
    assert is_party_unit(Agency("A")) is False

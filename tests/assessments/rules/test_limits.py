"""Every rule by its name at each of its limits, one below and one above. A rule without a figure: its two sides."""

from typing import NamedTuple

import pytest

from assessments.rules import Rule
from tests.assessments.rules.dossiers import answer, body, cell, found, head, member, members, officer

VIOLATION, REASON, NOTICE = "violation", "needs-reason", "notice"
ROOM = members(good=20)
"""Enough good members for one excellent to be within the cap and the quota."""
SEATED = [f"K01-good-00{number}" for number in range(1, 5)]


class Limit(NamedTuple):
    """What is given at one step of a limit, and the severity found there (None: in order)."""

    rule: Rule
    step: str
    parts: dict
    severity: str | None


def steps(rule, limit, given, below, at, above):
    """`below`, `at`, `above`: (what `given` takes, the severity)."""
    named = (("one below", below), ("at", at), ("one above", above))
    return [Limit(rule, f"{step} {limit}", given(value), severity) for step, (value, severity) in named]


def sides(rule, given, **named):
    return [Limit(rule, side.replace("_", " "), given(value), severity) for side, (value, severity) in named.items()]


def one(**facts):
    return {"members": [*ROOM, member("M1", **facts)]}


def seated(number, **facts):
    return {"members": ROOM, "collectives": [body("B", *SEATED[:number], **facts)]}


def excellent_cells(number):
    return {"cells": [cell(f"K{place}", "excellent" if place < number else "good") for place in range(5)]}


def excellent_bodies(number):
    grades = ["excellent" if place < number else "good" for place in range(5)]
    bodies = [body(f"B{place}", *SEATED[:3], grade=grade) for place, grade in enumerate(grades)]
    return {"members": ROOM, "collectives": bodies}


def officers(excellent, level="ward", unit="P11"):
    grades = ["excellent"] * excellent + ["good"] * (10 - excellent)
    return [officer("K01-good-001", unit, grade, level) for grade in grades]


def by_hand(first, second):
    """Two good cells of 10 with the limit 4."""
    people = [*members("K01", good=10), *members("K02", good=10)]
    return {"members": people, "cells": [cell("K01", quota=first), cell("K02", quota=second)]}


def over_base(quota):
    """A good cell of 2 beside one of 28: the limit 6."""
    people = [*members("K01", good=2), *members("K02", good=28)]
    return {"members": people, "cells": [cell("K01", quota=quota), cell("K02", quota=3)]}


def of_higher_grade(quota):
    """An excellent cell of 20 against a fulfilled one of 20 with the quota 4: (quota + 1)/20 against 3/20."""
    people = [*members("K01", good=20), *members("K02", good=20)]
    return {"members": people, "cells": [cell("K01", "excellent", quota=quota), cell("K02", "fulfilled", quota=4)]}


def cell_of(grade, good, others=100, other="fulfilled"):
    return {"members": members(**{"good": good, other: others - good}), "cells": [cell("K01", grade)]}


def disciplined(number):
    people = [member(f"D{place}", "fulfilled", disciplined="reprimand") for place in range(number)]
    return {"members": [*people, *members(good=100 - number)], "cells": [cell("K01", "fulfilled")]}


def headed(grade, unit_grade="fulfilled", **facts):
    return {**one(grade=grade), "cells": [cell("K01", unit_grade)], "heads": [head("M1", "K01", **facts)]}


def leaves(day):
    seats = [{"member": who} for who in SEATED[:2]] + [{"member": SEATED[2], "to": day}]
    return {"members": ROOM, "collectives": [body("B", reviewed=True) | {"seats": seats}]}


LIMITS = [
    *steps(
        Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW,
        "three members",
        lambda number: seated(number, reviewed=True),
        below=(2, NOTICE),
        at=(3, None),
        above=(4, None),
    ),
    *steps(
        Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW,
        "the review date",
        leaves,
        below=("2021-12-19", NOTICE),
        at=("2021-12-20", NOTICE),
        above=("2021-12-21", None),
    ),
    *steps(
        Rule.COLLECTIVE_TOO_SMALL_TO_GRADE,
        "three members",
        seated,
        below=(2, VIOLATION),
        at=(3, None),
        above=(4, None),
    ),
    *steps(
        Rule.COLLECTIVE_TOO_SMALL_TO_GRADE,
        "the grading date",
        leaves,
        below=("2022-01-07", VIOLATION),
        at=("2022-01-08", VIOLATION),
        above=("2022-01-09", None),
    ),
    *steps(
        Rule.COLLECTIVE_TOO_NEW_TO_GRADE,
        "six months",
        lambda day: seated(3, established_on=day),
        below=("2021-07-09", VIOLATION),
        at=("2021-07-08", None),
        above=("2021-07-07", None),
    ),
    *sides(
        Rule.COLLECTIVE_KIND_NOT_SUBJECT,
        lambda facts: seated(3, **facts),
        subject=({"kind": "peoples_committee", "reviewed": True}, None),
        graded=({"kind": "peoples_council_standing"}, VIOLATION),
        reviewed=({"kind": "peoples_council_standing", "grade": None, "reviewed": True}, NOTICE),
    ),
    *steps(
        Rule.MEMBER_NOT_GRADABLE,
        "six months",
        lambda day: one(admitted_on=day),
        below=("2021-07-09", VIOLATION),
        at=("2021-07-08", None),
        above=("2021-07-07", None),
    ),
    *steps(
        Rule.CELL_TOO_NEW_TO_GRADE,
        "six months",
        lambda day: {"cells": [cell("K01", established_on=day)]},
        below=("2021-07-09", VIOLATION),
        at=("2021-07-08", None),
        above=("2021-07-07", None),
    ),
    *sides(Rule.GRADE_MISSING, lambda grade: one(grade=grade), graded=("unfulfilled", None), ungraded=(None, REASON)),
    *steps(
        Rule.EXCELLENT_NOT_EARNED,
        "good in the other criteria",
        lambda level: one(grade="excellent", levels={"tasks": ["excellent"], "others": [level]}),
        below=("average", VIOLATION),
        at=("good", None),
        above=("excellent", None),
    ),
    *sides(
        Rule.EXCELLENT_NOT_EARNED,
        lambda tasks: one(grade="excellent", levels={"tasks": tasks, "others": ["good"]}),
        all_tasks_excellent=(["excellent"] * 6, None),
        one_task_below=(["excellent"] * 5 + ["good"], VIOLATION),
        not_recorded=([], NOTICE),
    ),
    *steps(
        Rule.MUST_BE_UNFULFILLED,
        "half of the tasks",
        lambda percent: one(task_completion=percent),
        below=(49, VIOLATION),
        at=(50, None),
        above=(51, None),
    ),
    *sides(
        Rule.UNFULFILLED_WITHOUT_REASON,
        lambda reason: one(grade="unfulfilled", unfulfilled_reason=reason),
        with_its_reason=("other", None),
        without=(None, NOTICE),
    ),
    *steps(
        Rule.SICK_LEAVE_CEILING,
        "three months",
        lambda months: one(sick_leave_months=months),
        below=(2, None),
        at=(3, VIOLATION),
        above=(4, VIOLATION),
    ),
    *steps(
        Rule.COLLECTIVE_DISCIPLINED,
        "a warning",
        lambda form: one(disciplined=form) | {"collectives": [body("B", "M1", *SEATED)]},
        below=("reprimand", None),
        at=("warning", VIOLATION),
        above=("dismissal", VIOLATION),
    ),
    *steps(
        Rule.CELL_GRADE_NOT_EARNED,
        "80 percent good for excellent",
        lambda good: cell_of("excellent", good),
        below=(79, REASON),
        at=(80, None),
        above=(81, None),
    ),
    *steps(
        Rule.CELL_GRADE_NOT_EARNED,
        "50 percent good for good",
        lambda good: cell_of("good", good),
        below=(49, REASON),
        at=(50, None),
        above=(51, None),
    ),
    *sides(
        Rule.CELL_GRADE_NOT_EARNED,
        lambda good: cell_of("good", good, other="unfulfilled"),
        all_fulfilled=(100, None),
        one_unfulfilled=(99, REASON),
    ),
    *steps(
        Rule.CELL_GRADE_NOT_EARNED,
        "20 percent disciplined",
        disciplined,
        below=(19, None),
        at=(20, None),
        above=(21, REASON),
    ),
    *steps(
        Rule.MEMBER_EXCELLENT_CAP,
        "a fifth",
        lambda number: {"members": members(excellent=number, good=10 - number)},
        below=(1, None),
        at=(2, None),
        above=(3, VIOLATION),
    ),
    *steps(
        Rule.MEMBER_EXCELLENT_QUOTA,
        "the quota",
        lambda number: {
            "members": [*members("K01", excellent=number, good=10 - number), *members("K02", good=10)],
            "cells": [cell("K01"), cell("K02")],
        },
        below=(1, None),
        at=(2, None),
        above=(3, REASON),
    ),
    *steps(
        Rule.QUOTA_NOT_PROPORTIONATE,
        "the limit",
        lambda quota: by_hand(2, quota),
        below=(1, None),
        at=(2, None),
        above=(3, VIOLATION),
    ),
    *steps(
        Rule.QUOTA_NOT_PROPORTIONATE,
        "the base",
        over_base,
        below=(1, None),
        at=(2, None),
        above=(3, VIOLATION),
    ),
    *steps(
        Rule.QUOTA_NOT_PROPORTIONATE,
        "the rate of a lower grade",
        of_higher_grade,
        below=(1, VIOLATION),
        at=(2, VIOLATION),
        above=(3, None),
    ),
    *steps(
        Rule.OFFICER_EXCELLENT_CAP,
        "a fifth",
        lambda number: {"members": ROOM, "officers": officers(number)},
        below=(1, None),
        at=(2, None),
        above=(3, VIOLATION),
    ),
    *steps(
        Rule.OFFICER_EXCELLENT_CAP,
        "a fifth of a level decided above",
        lambda number: {"members": ROOM, "officers": officers(number, "district")},
        below=(1, None),
        at=(2, None),
        above=(3, NOTICE),
    ),
    *steps(
        Rule.OFFICER_EXCELLENT_QUOTA,
        "the quota",
        lambda number: {"members": ROOM, "officers": [*officers(number, unit="K01"), *officers(0)]},
        below=(1, None),
        at=(2, None),
        above=(3, REASON),
    ),
    *steps(
        Rule.COLLECTIVE_EXCELLENT_CAP, "a fifth", excellent_bodies, below=(0, None), at=(1, None), above=(2, REASON)
    ),
    *steps(Rule.CELL_EXCELLENT_CAP, "a fifth", excellent_cells, below=(0, None), at=(1, None), above=(2, REASON)),
    *steps(
        Rule.HEAD_ABOVE_UNIT,
        "the unit's grade",
        headed,
        below=("unfulfilled", None),
        at=("fulfilled", None),
        above=("good", VIOLATION),
    ),
    *steps(
        Rule.HEAD_ABOVE_UNIT,
        "three months in post",
        lambda day: headed("good", appointed_on=day),
        below=("2021-10-09", None),
        at=("2021-10-08", VIOLATION),
        above=("2021-10-07", VIOLATION),
    ),
    *steps(
        Rule.HEAD_GRADED_EARLY,
        "three months in post",
        lambda day: headed("good", None, appointed_on=day),
        below=("2021-10-09", None),
        at=("2021-10-08", VIOLATION),
        above=("2021-10-07", VIOLATION),
    ),
    *sides(
        Rule.HEAD_GRADED_EARLY,
        lambda unit: headed("unfulfilled", unit),
        unit_graded=("unfulfilled", None),
        unit_ungraded=(None, VIOLATION),
    ),
]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.rule.value}: {limit.step}")
def test_at_one_below_and_one_above(limit):
    expected = [] if limit.severity is None else [limit.severity]

    assert [severity for severity, _ in found(answer(**limit.parts), limit.rule)] == expected


def test_no_rule_is_left_out():
    assert {limit.rule for limit in LIMITS} == set(Rule)


def test_every_rule_is_seen_on_both_sides():
    assert {limit.rule for limit in LIMITS if limit.severity} == set(Rule)
    assert {limit.rule for limit in LIMITS if not limit.severity} == set(Rule)

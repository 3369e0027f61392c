"""What goes along with a mend: heads first, then caps, then quotas set by hand, and nothing that need not."""

from dataclasses import replace

import pytest

from assessments.rules import Severity, mends, rule_set
from assessments.rules.ruleset import Cited
from tests.assessments.rules.dossiers import answer, body, cell, head, member, members, officer
from tests.assessments.rules.mends_told import offered

PUNISHED = member("D", "unfulfilled", disciplined="warning")
"""In the collective T: it becomes unfulfilled, and whoever heads it comes down."""


def test_heads_come_down_before_the_cap_is_looked_at():
    """9 good or better carry one excellent, 8 too: once M2 is no longer excellent, X may stay."""
    people = [
        member("M1"),
        member("M2", "excellent", excellent_ballots=9),
        member("X", "excellent", excellent_ballots=1),
        *members(good=7),
        PUNISHED,
    ]
    result = answer(
        members=people,
        collectives=[body("T", "M1", "M2", "D", grade="excellent")],
        heads=[head("M1", "T"), head("M2", "T")],
    )

    assert offered(result, "collective-disciplined") == [
        ("lower_grade", ["T: excellent>unfulfilled", "M1: good>unfulfilled", "M2: excellent>unfulfilled"])
    ]


def test_the_cap_is_mended_before_the_quotas_set_by_hand_are_looked_at():
    """Read as good only, the one who moves to good is in the base again, and the quotas are within the limit."""
    people = [
        member("E1", "excellent", excellent_ballots=1),
        member("E2", "excellent", excellent_ballots=2),
        *members(good=9),
        member("S", sick_leave_months=3),
    ]
    result = answer(members=people, cells=[cell("K01", quota=2)], parameters={"cap_base": "good_only"})

    assert offered(result) == [("lower_grade", ["S: good>fulfilled", "E1: excellent>good"])]


def test_quotas_set_by_hand_go_along_where_the_limit_shrinks():
    people = [*members(good=9), member("S", sick_leave_months=3)]
    result = answer(members=people, cells=[cell("K01", quota=2)])

    assert offered(result) == [("lower_grade", ["S: good>fulfilled", "K01#: 2>-"])]


def test_equals_among_whom_people_choose_are_told_with_what_goes_along():
    """10 good or better carry two excellent, 9 only one."""
    people = [member(code, "excellent", excellent_ballots=5) for code in ("E1", "E2")]
    (mend,) = mends(answer(members=[*people, *members(good=7), member("S", sick_leave_months=3)]))

    assert mend.message() == (
        "Hạ S từ “Hoàn thành tốt nhiệm vụ” xuống “Hoàn thành nhiệm vụ”, mức cao nhất mà những gì đã ghi cho phép (HD 21). "
        "Kèm theo, để không phát sinh điểm “Trái quy định, phải sửa trước khi ký” mới: chọn 1 trong số: Mức xếp loại đảng "
        "viên E1: từ “Hoàn thành xuất sắc nhiệm vụ” thành “Hoàn thành tốt nhiệm vụ”, Mức xếp loại đảng viên E2: từ “Hoàn "
        "thành xuất sắc nhiệm vụ” thành “Hoàn thành tốt nhiệm vụ”."
    )
    assert mend.message("en") == (
        "Lower S from “Good” to “Fulfilled”, the highest grade that what is recorded allows (HD 21). Along with it, so that "
        "no new violation comes: choose 1 of: Member's grade, E1: from “Excellent” to “Good”, Member's grade, E2: from "
        "“Excellent” to “Good”."
    )


def heads_of_one_collective(number):
    codes = [f"M{place}" for place in range(number)]
    return answer(
        members=[*(member(code) for code in codes), PUNISHED],
        collectives=[body("T", *codes, "D")],
        heads=[head(code, "T") for code in codes],
    )


@pytest.mark.parametrize(("number", "changes"), [(7, [8]), (8, [9]), (9, [])])
def test_after_eight_more_changes_in_a_row_nothing_is_offered(number, changes):
    assert [mend.size for mend in mends(heads_of_one_collective(number))] == changes


def test_what_brings_a_violation_that_no_way_is_known_for_is_not_offered():
    """A set may make the cap of the collectives (E1) binding: five carry one excellent, four none."""
    rules = rule_set("2021")
    strict = replace(rules, unit_cap_severity=Cited(Severity.VIOLATION, rules.unit_cap_severity.citation))
    people = [*members(good=8), PUNISHED]
    seated = [one["code"] for one in people[:3]]
    bodies = [body("T", *seated, "D"), *(body(f"B{place}", *seated) for place in range(3))]
    bodies.append(body("E", *seated, grade="excellent"))

    assert len(mends(answer(members=people, collectives=bodies))) == 1
    assert mends(answer(strict, members=people, collectives=bodies)) == ()


def test_D2_read_as_good_only_the_fewest_moves_that_do():
    """8 good: one seat, for P11. Two more make 10, two seats, and one of them for K01."""
    posts = [
        *(officer("M1", "K01", "excellent") for _ in range(3)),
        *(officer("M2", "K01", "good") for _ in range(3)),
        *(officer("M2", "P11", "good") for _ in range(5)),
    ]
    result = answer(members=[member("M1"), member("M2")], officers=posts, parameters={"cap_base": "good_only"})

    assert offered(result, "officer-excellent-quota") == [
        ("move_to_good", [], (2, ["M1@K01: excellent>good"] * 3)),
    ]

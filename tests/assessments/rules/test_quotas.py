"""Quotas: the arithmetic of C2 and its properties, C3, C4 and D2."""

from fractions import Fraction

import pytest

from assessments.rules import Grade, apportion
from assessments.rules.apportionment import Claim
from tests.assessments.rules.dossiers import answer, body, cell, found, head, member, members, officer, only, outsider

RANK = {"excellent": 4, "good": 3, "fulfilled": 2, "unfulfilled": 1}
EXAMPLE = {"excellent": 5, "good": 4, "fulfilled": 3, "unfulfilled": 0}


def claim(code, grade, base, weights=EXAMPLE):
    return Claim(code, base, weights[grade], RANK[grade])


def quotas(limit, *claims):
    return {code: portion.quota for code, portion in apportion(limit, claims).items()}


def test_C2_worked_example_1():
    three = [claim("K01", "excellent", 20), claim("K02", "good", 35), claim("K03", "fulfilled", 20)]

    assert quotas(15, *three) == {"K01": 5, "K02": 7, "K03": 3}


def test_C2_worked_example_4():
    portions = apportion(3, [claim("P", "excellent", 3), claim("Q", "good", 4), claim("R", "good", 8)])

    assert {code: portion.share for code, portion in portions.items()} == {
        "P": Fraction(45, 63),
        "Q": Fraction(48, 63),
        "R": Fraction(96, 63),
    }
    assert {code: portion.quota for code, portion in portions.items()} == {"P": 1, "Q": 1, "R": 1}


def test_C2_no_cell_is_above_its_base():
    """What A cannot use is shared again between B and C, by their weights."""
    portions = apportion(6, [claim("A", "excellent", 1), claim("B", "good", 3), claim("C", "fulfilled", 4)])

    assert {code: portion.share for code, portion in portions.items()} == {
        "A": 1,
        "B": Fraction(5, 2),
        "C": Fraction(5, 2),
    }
    assert quotas(6, claim("A", "excellent", 1), claim("B", "good", 3), claim("C", "fulfilled", 4)) == {
        "A": 1,
        "B": 3,
        "C": 2,
    }


def test_C2_sharing_again_goes_on_until_nobody_is_above():
    portions = apportion(11, [claim("A", "excellent", 2), claim("B", "good", 4), claim("C", "fulfilled", 6)])

    assert {code: portion.share for code, portion in portions.items()} == {"A": 2, "B": 4, "C": 5}


@pytest.mark.parametrize(
    ("one", "other", "winner"),
    [
        (claim("B", "excellent", 4), claim("A", "good", 5), "B"),
        (claim("B", "good", 5), claim("A", "good", 5), "A"),
        (claim("Z", "good", 3), claim("A", "good", 1), "Z"),
        (claim("a", "good", 5), claim("B", "good", 5), "B"),
    ],
    ids=["higher grade", "code", "larger base", "code-point order"],
)
def test_C2_ties_go_by_grade_base_and_code(one, other, winner):
    # 20 and 20; 20 and 20; 12 and 4 with one seat: 3/4 to 1/4 are no tie, so two seats: 1 1/2 and 1/2.
    limit = 2 if {one.base, other.base} == {3, 1} else 1
    got = quotas(limit, one, other)

    assert got[winner] == max(got.values())
    assert sum(got.values()) == limit


def test_C2_cells_without_weight_or_base_get_nothing():
    assert quotas(4, claim("A", "unfulfilled", 20), claim("B", "good", 0), claim("C", "good", 3)) == {
        "A": 0,
        "B": 0,
        "C": 3,
    }


def rows(result, rule="member-excellent-quota"):
    return {row.unit: (row.base, str(row.share), row.quota, row.actual) for row in result.quotas if row.rule == rule}


def test_C2_the_limit_is_over_all_cells_those_without_weight_included():
    people = [*members("K01", good=10), *members("K02", good=10)]
    result = answer(members=people, cells=[cell("K01"), cell("K02", "unfulfilled")])

    assert rows(result) == {"K01": (10, "4", 4, 0), "K02": (10, "0", 0, 0)}


def test_C2_an_ungraded_or_void_cell_counts_as_fulfilled():
    people = [*members("K01", good=10), *members("K02", good=10), *members("K03", good=10)]
    cells = [cell("K01", "fulfilled"), cell("K02", None), cell("K03", "excellent", established_on="2021-12-01")]

    assert rows(answer(members=people, cells=cells)) == {
        "K01": (10, "2", 2, 0),
        "K02": (10, "2", 2, 0),
        "K03": (10, "2", 2, 0),
    }


def test_C2_the_base_is_good_or_better_under_either_reading():
    people = [*members("K01", excellent=5, good=5), *members("K02", good=10)]
    result = answer(members=people, cells=[cell("K01"), cell("K02")], parameters={"cap_base": "good_only"})

    assert result.caps[0].limit == 3
    assert rows(result) == {"K01": (10, "3/2", 2, 5), "K02": (10, "3/2", 1, 0)}


def test_C2_the_wards_weights_replace_the_example():
    people = [*members("K01", good=10), *members("K02", good=10)]
    weights = {"excellent": 3, "good": 1, "fulfilled": 0, "unfulfilled": 0}
    result = answer(members=people, cells=[cell("K01", "excellent"), cell("K02")], quota_weights=weights)

    assert rows(result) == {"K01": (10, "3", 3, 0), "K02": (10, "1", 1, 0)}


@pytest.mark.parametrize(
    ("excellent", "expected"), [(1, []), (2, []), (3, [("needs-reason", "K01")]), (4, [("needs-reason", "K01")])]
)
def test_C3_a_cell_above_its_quota_needs_a_reason(excellent, expected):
    people = [*members("K01", excellent=excellent, good=10 - excellent), *members("K02", good=10)]

    assert found(answer(members=people, cells=[cell("K01"), cell("K02")]), "member-excellent-quota") == expected


def test_C3_says_the_figures_and_who_would_move():
    people = [member(f"M{n}", "excellent", excellent_ballots=n) for n in range(1, 4)]
    finding = only(answer(members=[*people, *members(good=7)]), "member-excellent-quota")

    assert finding.figures == {"base": 10, "share": "2", "quota": 2, "actual": 3, "excess": 1}
    assert finding.suggestion == ("M1",)


def by_hand(*quotas, grades=("excellent", "good", "fulfilled"), bases=(20, 35, 20)):
    """Worked example 1 with quotas set by hand (None: left computed): 5, 7, 3 of 15."""
    codes = [f"K{place:02}" for place in range(1, len(bases) + 1)]
    people = [one for code, base in zip(codes, bases, strict=True) for one in members(code, good=base)]
    cells = [
        cell(code, grade, **({} if quota == "absent" else {"quota": quota}))
        for code, grade, quota in zip(codes, grades, quotas, strict=True)
    ]
    return answer(members=people, cells=cells)


@pytest.mark.parametrize(
    ("quotas", "expected"),
    [
        ((5, 7, 3), []),
        ((5, 6, 3), []),
        ((None, None, None), []),
        ((5, None, "absent"), []),
        ((6, None, None), [("violation", "P11")]),
        ((5, 8, None), [("violation", "P11")]),
        # Excellent against fulfilled: (3 + 1)/20 > (4 - 1)/20, in order; (3 + 1)/20 = (5 - 1)/20 and 3/20 < 4/20, not.
        ((3, 7, 4), []),
        ((3, 7, 5), [("violation", "P11")]),
        ((2, 7, 5), [("violation", "P11")]),
        ((0, 0, 0), []),
        ((0, None, None), [("violation", "P11")]),
    ],
)
def test_C4_quotas_set_by_hand(quotas, expected):
    assert found(by_hand(*quotas), "quota-not-proportionate") == expected


def test_C4_zero_is_set_by_hand_and_null_is_not():
    left = by_hand(None, None, None).quotas
    zero = by_hand(None, None, 0).quotas

    assert [row.quota for row in left] == [5, 7, 3]
    assert [(row.quota, row.by_hand, str(row.share)) for row in zero] == [
        (5, False, "5"),
        (7, False, "7"),
        (0, True, "3"),
    ]


def test_C4_names_a_quota_above_the_base():
    finding = only(by_hand(None, None, 3, bases=(20, 35, 2)), "quota-not-proportionate")

    assert finding.figures["over_base"] == ["K03"]


@pytest.mark.parametrize(("quota", "over"), [(0, []), (1, ["K03"])])
def test_C4_a_cell_without_base_can_have_no_quota(quota, over):
    result = by_hand(None, None, quota, bases=(20, 35, 0))
    figures = [finding.figures["over_base"] for finding in result.findings if finding.rule == "quota-not-proportionate"]

    assert figures == ([over] if over else [])


def test_C4_a_total_above_the_limit_is_named():
    finding = only(by_hand(6, None, None), "quota-not-proportionate")

    assert finding.figures == {"limit": 15, "total": 16, "over_base": [], "disorder": []}
    assert finding.subject == "P11"


def test_C4_an_order_that_rounding_cannot_explain_is_named():
    finding = only(by_hand(3, 7, 5), "quota-not-proportionate")

    assert finding.figures["disorder"] == [["excellent", "fulfilled"]]
    assert "sum to" not in finding.message_en


def test_C4_cells_of_one_grade_are_taken_together():
    """Two excellent cells of 5: (0 + 2)/10 against (4 - 1)/20 is in order; with the one cell of 10 it is not."""
    two = by_hand(0, 0, 4, grades=("excellent", "excellent", "good"), bases=(5, 5, 20))
    one = by_hand(0, 4, grades=("excellent", "good"), bases=(10, 20))

    assert found(two, "quota-not-proportionate") == []
    assert found(one, "quota-not-proportionate") == [("violation", "P11")]


@pytest.mark.parametrize("void", [{"grade": None}, {"grade": "excellent", "established_on": "2021-12-01"}])
def test_C4_an_ungraded_or_void_cell_is_taken_as_fulfilled(void):
    people = [*members("K01", good=20), *members("K02", good=20)]
    cells = [cell("K01", "good", quota=0), cell("K02") | void | {"quota": 4}]
    finding = only(answer(members=people, cells=cells), "quota-not-proportionate")

    assert finding.figures["disorder"] == [["good", "fulfilled"]]


def test_C4_a_quota_by_hand_is_what_C3_goes_by():
    people = [*members("K01", excellent=2, good=8), *members("K02", good=10)]
    result = answer(members=people, cells=[cell("K01", quota=1), cell("K02", quota=3)])

    assert found(result, "member-excellent-quota") == [("needs-reason", "K01")]


def test_D2_quotas_per_unit_by_the_units_grade():
    people = [member("M1"), member("M2"), member("M3"), outsider("X")]
    rows_of_posts = [
        *[officer("M1", "A", "excellent")] * 2,
        *[officer("X", "A")] * 3,
        *[officer("M2", "P11")] * 5,
        officer("M2", "P11", None),
        *[officer("M3", "A", level="district")] * 9,
    ]
    result = answer(members=people, agencies=[{"code": "A", "grade": "fulfilled"}], officers=rows_of_posts)

    assert rows(result, "officer-excellent-quota") == {"A": (5, "6/7", 1, 2), "P11": (5, "8/7", 1, 0)}
    assert found(result, "officer-excellent-quota") == [("needs-reason", "A")]


def test_D2_an_ungraded_or_void_unit_counts_as_fulfilled():
    people = [member("M1"), member("M2"), member("M3")]
    units = {
        "agencies": [{"code": "A", "grade": "fulfilled"}],
        "collectives": [body("SMALL", "M1", grade="excellent")],
        "cells": [cell("K01", None)],
    }
    posts = [officer("M1", unit) for unit in ("A", "SMALL", "K01") for _ in range(5)]

    assert rows(answer(members=people, officers=posts, **units), "officer-excellent-quota") == {
        "A": (5, "1", 1, 0),
        "SMALL": (5, "1", 1, 0),
        "K01": (5, "1", 1, 0),
    }


def test_D2_the_limit_is_that_of_the_level_units_without_weight_included():
    posts = [officer("M1", unit) for unit in ("A", "P11") for _ in range(5)]
    result = answer(members=[member("M1")], agencies=[{"code": "A", "grade": "unfulfilled"}], officers=posts)

    assert rows(result, "officer-excellent-quota") == {"A": (5, "0", 0, 0), "P11": (5, "2", 2, 0)}


def test_D2_levels_decided_above_have_no_quotas():
    result = answer(members=[member("M1")], officers=[officer("M1", "P11", level="city")])

    assert rows(result, "officer-excellent-quota") == {}


def test_D2_a_unit_without_good_officers_has_a_row():
    result = answer(members=[member("M1")], officers=[officer("M1", "P11", None)], heads=[head("M1", "K01")])

    assert rows(result, "officer-excellent-quota") == {"P11": (0, "0", 0, 0)}


def test_D2_hand_quotas_of_cells_do_not_touch_officers():
    posts = [officer("M1", "K01") for _ in range(10)]
    result = answer(members=[member("M1")], officers=posts, cells=[cell("K01", quota=0)])

    assert rows(result, "officer-excellent-quota") == {"K01": (10, "2", 2, 0)}


def test_grades_rank_in_the_order_of_the_law():
    assert [grade.rank for grade in Grade] == [4, 3, 2, 1]


def test_C2_of_two_equal_remainders_the_larger_base_takes_the_seat():
    """Shares 3/2 and 1/2 of two seats: the code alone would give A the second."""
    assert quotas(2, claim("Z", "good", 3), claim("A", "good", 1)) == {"Z": 2, "A": 0}


@pytest.mark.parametrize(
    ("base", "quota", "moves"),
    [("good_or_better", None, 8), ("good_or_better", 2, 8), ("good_only", 2, 8), ("good_only", None, 9)],
)
def test_C3_only_a_computed_quota_read_as_good_only_follows_the_moves(base, quota, moves):
    """Ten excellent and no other: a limit that followed the moves would stand at 2 only with ten good members."""
    cells = [cell("K01", quota=quota)]
    finding = only(
        answer(members=members(excellent=10), cells=cells, parameters={"cap_base": base}), "member-excellent-quota"
    )

    assert finding.figures.get("moves", finding.figures["excess"]) == moves


def test_C3_says_where_the_quota_comes_from():
    people = [*members("K01", excellent=3, good=7), *members("K02", good=2)]
    computed, by_hand = (
        only(answer(members=people, cells=[cell("K01", quota=quota), cell("K02")]), "member-excellent-quota")
        for quota in (None, 1)
    )

    assert "chỉ tiêu 2 (phần tính 5/3 ≈ 1,67 trên 10 đảng viên hoàn thành tốt nhiệm vụ trở lên;" in computed.message_vi
    assert "its quota of 2 (share 5/3 ≈ 1.67 for 10 members good or better;" in computed.message_en
    assert "chỉ tiêu 1 (cấp quyết định giao; phần tính là 5/3 ≈ 1,67;" in by_hand.message_vi
    assert "its quota of 1 (set by hand; the computed share is 5/3 ≈ 1.67;" in by_hand.message_en


def test_C4_every_cause_is_named_and_no_other():
    said = {
        "total": "sum to 16, above the limit of 15",
        "base": "a quota above the number of members good or better in K02",
        "order": "cells graded “Excellent” have no higher a rate than cells graded “Fulfilled”",
    }
    over_base = by_hand(3, 3, grades=("good", "good"), bases=(28, 2))
    for result, causes in ((by_hand(6, None, None), {"total"}), (over_base, {"base"}), (by_hand(3, 7, 5), {"order"})):
        message = only(result, "quota-not-proportionate").message_en

        assert {cause for cause, words in said.items() if words in message} == causes


def test_C4_looks_at_the_quotas_set_by_hand_and_tells_them_apart():
    (look,) = (look for look in by_hand(5, None, None).trace if look.rule == "quota-not-proportionate")

    assert look.looked_at == {"limit": 15, "total": 15, "over_base": [], "disorder": [], "by_hand": ["K01"]}


def test_D2_the_units_of_a_level_stand_in_the_order_of_their_codes():
    posts = [officer("M1", unit) for unit in ("P11", "K02", "K01")]
    result = answer(members=[member("M1")], cells=[cell("K01"), cell("K02")], officers=posts)

    assert [row.unit for row in result.quotas if row.rule == "officer-excellent-quota"] == ["K01", "K02", "P11"]

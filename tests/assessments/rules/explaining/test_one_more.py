"""The quota that one more excellent would find: read as good only, who moves up leaves the base of the limit."""

from dataclasses import replace

import pytest

from assessments.rules import rule_set
from assessments.rules.ruleset import Cited
from assessments.rules.vocabulary import ManagementLevel
from tests.assessments.rules.dossiers import cell, member, members, officer
from tests.assessments.rules.explaining.asked import said, why

GOOD_ONLY = {"cap_base": "good_only"}


def posts(*, level="ward", **numbers):
    return [officer("M1", unit, "good", level) for unit, number in numbers.items() for _ in range(number)]


def of_post(unit, rows, rules=None, level="ward", **parameters):
    one = why("officer", f"M1/{unit}/{level}", rules, members=[member("M1")], officers=rows, parameters=parameters)
    return said(one, "officer-excellent-quota", "quota", "en")[1]


@pytest.mark.parametrize(("unit", "more"), [("K01", False), ("P11", True)])
def test_D2_nine_good_have_one_seat_where_ten_had_two(unit, more):
    """At equal grade and base the seat goes by code."""
    text = of_post(unit, posts(K01=5, P11=5), **GOOD_ONLY)

    assert text.startswith(f"“Excellent”: {unit} may have 1, has 0")
    assert text.endswith("; with one more the quota is 0.") is more


def test_D2_ten_good_have_two_seats_as_eleven_had():
    assert "with one more" not in of_post("P11", posts(K01=5, P11=6), **GOOD_ONLY)


def test_D2_without_the_only_good_one_there_is_no_seat():
    text = of_post("P11", posts(P11=1), **GOOD_ONLY, cap_percent=100)

    assert text.startswith("“Excellent”: P11 may have 1, has 0")
    assert text.endswith("; with one more the quota is 0.")


def test_D2_another_level_is_not_looked_at():
    rules = rule_set("2021")
    district = frozenset({ManagementLevel.DISTRICT})
    above = replace(rules, levels_decided_here=Cited(district, rules.levels_decided_here.citation))
    rows = [*posts(P11=1), *posts(level="district", P11=11)]

    assert of_post("P11", rows, above, "district", **GOOD_ONLY).startswith("“Excellent”: P11 may have 2, has 0")
    assert "with one more" not in of_post("P11", rows, above, "district", **GOOD_ONLY)


@pytest.mark.parametrize(("quota", "more"), [(None, True), (1, False)])
def test_C3_a_quota_set_by_hand_stays_as_it_was_set(quota, more):
    people = [*members("K01", good=5), *members("K02", good=5)]
    one = why(
        "member",
        "K02-good-001",
        members=people,
        cells=[cell("K01"), cell("K02", quota=quota)],
        parameters=GOOD_ONLY,
    )
    text = said(one, "member-excellent-quota", "quota", "en")[1]

    assert text.startswith("“Excellent”: K02 may have 1, has 0")
    assert text.endswith("; with one more the quota is 0.") is more

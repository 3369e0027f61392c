"""A trial of changes finds what a check of the changed dossier finds, though it asks again only what was touched."""

import pytest

from assessments.rules import Change, Grade, Target, apply, check
from assessments.rules.facts import QuotaWeights
from assessments.rules.rechecking import Trials
from assessments.rules.vocabulary import ManagementLevel
from tests.assessments.rules.dossiers import answer, body, cell, head, member, members, officer

E, G, F, U = Grade


def odd_ward():
    """Findings of many rules before anything changes: each quota set by hand, a collective of people with findings."""
    return answer(
        members=[
            *members("K01", excellent=3, good=9),
            *members("K02", excellent=1, good=5, fulfilled=2),
            member("S", sick_leave_months=3),
            member("U", "unfulfilled", disciplined="warning"),
            member("N", None),
        ],
        cells=[cell("K01", "excellent", quota=2), cell("K02", quota=1)],
        collectives=[body("T", "S", "U", "N"), body("B", "K01-good-001", "K01-good-002", "K01-good-003")],
        officers=[officer("S", "K01", "excellent"), officer("S", "K01", "good"), officer("N", "T", "good")],
        heads=[head("S", "T"), head("K01-excellent-001", "K02")],
    )


CHANGES = {
    "a member": [Change(Target.MEMBER, "S", G, F)],
    "a member with a finding of B": [Change(Target.MEMBER, "U", U, G)],
    "a member without a grade": [Change(Target.MEMBER, "N", None, E)],
    "a cell loses its grade": [Change(Target.UNIT, "K01", E, None)],
    "a cell comes down": [Change(Target.UNIT, "K01", E, F)],
    "a collective of people with findings": [Change(Target.UNIT, "T", G, U)],
    "a collective loses its grade": [Change(Target.UNIT, "B", G, None)],
    "the organization": [Change(Target.UNIT, "P11", G, E)],
    "a post": [Change(Target.POST, "S", E, G, "K01", ManagementLevel.WARD, 1)],
    "a quota too many": [Change(Target.QUOTA, "K02", 1, 4)],
    "no quota by hand": [Change(Target.QUOTA, "K01", 2, None), Change(Target.QUOTA, "K02", 1, None)],
    "weights": [Change(Target.WEIGHTS, "", None, QuotaWeights(9, 1, 0, 0))],
    "fewer good, so a lower limit": [Change(Target.MEMBER, f"K02-good-00{place}", G, F) for place in range(1, 6)],
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_a_trial_finds_what_a_check_finds(changes):
    before = odd_ward()
    checked = check(apply(before.dossier, changes))
    trial = Trials(before).of(changes)

    assert [one.key for one in trial.findings] == [one.key for one in checked.findings]
    assert {one.key for one in trial.came} == {one.key for one in checked.findings} - {
        one.key for one in before.findings
    }


def test_the_odd_ward_has_something_of_everything():
    assert {one.rule.item[0] for one in odd_ward().findings} >= {"A", "B", "C", "D", "E", "F"}


def test_with_a_quota_by_hand_in_every_cell_they_are_still_held_to_the_limit():
    result = answer(members=members(good=10), cells=[cell("K01", quota=2)])
    trial = Trials(result).of([Change(Target.MEMBER, "K01-good-001", G, F)])

    assert [one.rule.value for one in trial.new_violations] == ["quota-not-proportionate"]

"""Who is signed when, and which findings stand in the way of which signature."""

import pytest

from assessments.rules import Finding, Rule, Severity, rule_set
from assessments.workflow import Scope, SubjectKind
from assessments.workflow_scopes import (
    HEAD_RULES,
    MEMBER_RULES,
    MISSING_RULES,
    POOL_RULES,
    UNIT_RULES,
    Signed,
    concerns,
    earlier_scopes,
    scope_of,
)

RULES = rule_set("2021")


@pytest.mark.parametrize(
    ("kind", "heads", "level", "scope"),
    [
        ("cell", False, None, Scope.UNITS),
        ("collective", False, None, Scope.UNITS),
        ("member", False, None, Scope.PEOPLE),
        ("member", True, None, Scope.HEADS),
        ("officer", False, "ward", Scope.PEOPLE),
        ("officer", True, "ward", Scope.HEADS),
        ("officer", False, "district", None),
        ("officer", True, "city", None),
        ("organization", False, None, None),
        ("agency", False, None, None),
    ],
)
def test_every_subject_has_its_signature(kind, heads, level, scope):
    assert scope_of(SubjectKind(kind), heads=heads, level=level, rule_set=RULES) is scope


def test_every_rule_has_its_place_and_only_one():
    places = [UNIT_RULES, MEMBER_RULES, HEAD_RULES, MISSING_RULES, frozenset(POOL_RULES)]
    assert frozenset().union(*places) == frozenset(Rule)
    assert sum(map(len, places)) == len(Rule)


def finding(rule: Rule, subject: str) -> Finding:
    return Finding(rule, Severity.VIOLATION, subject, "HD 21", {}, "vi", "en")


@pytest.mark.parametrize(
    ("rule", "subject", "scopes"),
    [
        (Rule.MEMBER_EXCELLENT_CAP, "P11", {Scope.PEOPLE, Scope.HEADS}),
        (Rule.MEMBER_EXCELLENT_QUOTA, "KP09", {Scope.PEOPLE, Scope.HEADS}),
        (Rule.QUOTA_NOT_PROPORTIONATE, "P11", {Scope.PEOPLE, Scope.HEADS}),
        (Rule.OFFICER_EXCELLENT_CAP, "ward", {Scope.PEOPLE, Scope.HEADS}),
        (Rule.OFFICER_EXCELLENT_QUOTA, "UBND", {Scope.PEOPLE, Scope.HEADS}),
        (Rule.CELL_EXCELLENT_CAP, "P11", {Scope.UNITS}),
        (Rule.COLLECTIVE_EXCELLENT_CAP, "P11", {Scope.UNITS}),
    ],
)
def test_a_pool_concerns_every_signature_that_changes_it(rule, subject, scopes):
    assert {s for s in Scope if concerns(finding(rule, subject), s, Signed())} == scopes


@pytest.mark.parametrize(
    ("rule", "subject", "found"),
    [
        (Rule.CELL_GRADE_NOT_EARNED, "KP01", True),
        (Rule.CELL_GRADE_NOT_EARNED, "KP02", False),
        (Rule.EXCELLENT_NOT_EARNED, "M1", True),
        (Rule.EXCELLENT_NOT_EARNED, "M2", False),
        (Rule.HEAD_ABOVE_UNIT, "M2", True),
        (Rule.GRADE_MISSING, "KP01", True),
        (Rule.GRADE_MISSING, "M1", True),
        (Rule.GRADE_MISSING, "M2", False),
    ],
)
def test_other_findings_concern_whoever_signs_their_subject(rule, subject, found):
    """M2 is signed as officer only: the member's grade is not this signature's affair, the head's rules are."""
    signed = Signed(frozenset({"KP01"}), frozenset({"M1"}), frozenset({"M1", "M2"}))
    assert concerns(finding(rule, subject), Scope.PEOPLE, signed) is found


def test_units_come_before_people_before_heads():
    assert earlier_scopes(Scope.UNITS) == ()
    assert earlier_scopes(Scope.PEOPLE) == (Scope.UNITS,)
    assert earlier_scopes(Scope.HEADS) == (Scope.UNITS, Scope.PEOPLE)

"""A finding and a look by themselves: their words, their order, and that they can be members of a set."""

from dataclasses import replace

import pytest

from assessments.rules import Finding, Outcome, Rule, Severity
from assessments.rules.findings import listing_order
from assessments.rules.trace import look

FINDING = Finding(
    Rule.HEAD_ABOVE_UNIT, Severity.VIOLATION, "M1", "HD 21", {"unit": "K02"}, "câu", "sentence", ("M2",), ("M3", "M4")
)


def test_a_finding_speaks_vietnamese_unless_asked():
    assert (FINDING.message(), FINDING.message("vi"), FINDING.message("en")) == ("câu", "câu", "sentence")


@pytest.mark.parametrize(("asked", "message"), [((), "câu"), (("vi",), "câu"), (("en",), "sentence")])
def test_a_finding_as_the_object_of_the_format(asked, message):
    assert FINDING.as_dict(*asked) == {
        "rule": "head-above-unit",
        "severity": "violation",
        "subject": "M1",
        "citation": "HD 21",
        "figures": {"unit": "K02"},
        "message": message,
        "suggestion": ["M2"],
        "ties": ["M3", "M4"],
    }


def test_findings_are_listed_by_gravity_rule_subject_and_unit():
    ordered = [
        replace(FINDING, rule=Rule.GRADE_MISSING, subject="Z"),
        replace(FINDING, figures={}),
        replace(FINDING, figures={"unit": "K01"}),
        FINDING,
        replace(FINDING, subject="M2", figures={"unit": "K00"}),
        replace(FINDING, severity=Severity.NEEDS_REASON, rule=Rule.GRADE_MISSING, subject="A"),
        replace(FINDING, severity=Severity.NOTICE, rule=Rule.GRADE_MISSING, subject="A"),
    ]

    mixed = [ordered[place] for place in (3, 6, 1, 5, 0, 4, 2)]
    assert sorted(mixed, key=listing_order) == ordered


def test_findings_and_looks_can_be_members_of_a_set():
    """Figures and what was looked at are dictionaries; they tell two apart all the same."""
    other = replace(FINDING, figures={"unit": "K01"})
    looks = [look(FINDING.rule, "M1", "HD 21", {"grade": grade}) for grade in ("good", "good", "excellent")]

    assert len({FINDING, replace(FINDING), other}) == 2
    assert len(set(looks)) == 2


@pytest.mark.parametrize(("finding", "outcome"), [(None, Outcome.MET), (FINDING, Outcome.FOUND)])
def test_a_look_has_found_something_or_all_in_order(finding, outcome):
    looked = look(Rule.HEAD_ABOVE_UNIT, "M1", "HD 21", {"grade": "good"}, finding)

    assert (looked.outcome, looked.finding) == (outcome, finding)
    assert looked.as_dict() == {
        "rule": "head-above-unit",
        "subject": "M1",
        "looked_at": {"grade": "good"},
        "outcome": outcome.value,
        "citation": "HD 21",
    }

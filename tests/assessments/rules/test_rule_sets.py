"""The rule sets as data, and what set 2020 leaves out."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from assessments.rules import ALL_RULE_SETS, NoRuleSetForYear, Rule, UnknownRuleSet, rule_set, rule_set_for_year
from assessments.rules.citations import DOCUMENTS
from assessments.rules.ruleset import Cited
from tests.assessments.rules.dossiers import (
    all_found,
    answer,
    body,
    cell,
    found,
    member,
    members,
    officer,
    only,
    outsider,
)


@pytest.mark.parametrize(("year", "code"), [(2019, "2020"), (2020, "2020"), (2021, "2021"), (2022, "2021")])
def test_each_year_has_its_set(year, code):
    assert rule_set_for_year(year).code == code


@pytest.mark.parametrize("year", [2018, 2023, 2025])
def test_a_year_without_rules_is_refused(year):
    with pytest.raises(NoRuleSetForYear, match=f"{year}.*2019, 2020, 2021, 2022"):
        rule_set_for_year(year)


def test_an_unknown_set_is_refused():
    with pytest.raises(UnknownRuleSet, match="2023"):
        rule_set("2023")


@pytest.mark.parametrize("code", ALL_RULE_SETS)
def test_every_parameter_and_rule_is_cited(code):
    rules = rule_set(code)

    assert len(rules.parameters()) == 30
    assert all(parameter.citation.document in DOCUMENTS for parameter in rules.parameters().values())
    assert set(rules.citations) == set(Rule)
    assert rules.verified_on >= date(2026, 1, 1)


OPEN = [
    "review_years",
    "cap_percent",
    "cap_base",
    "member_pool",
    "unit_cap",
    "cell_grade_severity",
    "disciplined_cell_without_grades",
    "ballot_threshold",
    "not_subject_graded_and_reviewed",
    "ballots_not_recorded",
    "reason_without_text",
]
OPENED_BY_THE_LETTER = ["quota_weights", "ungraded_unit_counts_as", "not_main_duty", "third_head_exception"]


@pytest.mark.parametrize(("code", "keys"), [("2020", OPEN), ("2021", OPEN + OPENED_BY_THE_LETTER)])
def test_the_open_readings_by_their_keys(code, keys):
    assert [reading.key for reading in rule_set(code).open_readings] == keys


def test_a_rule_has_its_title_in_both_languages():
    titles = [Rule.HEAD_ABOVE_UNIT.title(*lang) for lang in ((), ("vi",), ("en",))]

    assert titles == [*["Người đứng đầu cao hơn đơn vị mình đứng đầu"] * 2, "Head above the unit headed"]


@pytest.mark.parametrize("code", ALL_RULE_SETS)
def test_every_choice_is_an_open_reading(code):
    rules = rule_set(code)
    open_readings = {reading.key for reading in rules.open_readings}

    assert len(open_readings) == len(rules.open_readings)
    assert all(reading.question_vi and reading.taken_vi and reading.taken_en for reading in rules.open_readings)
    if code == "2021":
        assert {parameter.choice for parameter in rules.parameters().values() if parameter.choice} <= open_readings


def test_set_2021_changes_only_what_the_letter_changes():
    old, new = rule_set("2020").parameters(), rule_set("2021").parameters()

    assert sorted(name for name in new if new[name].value != old[name].value) == [
        "kinds_not_reviewed",
        "kinds_not_subject",
        "officer_pool",
        "party_head_exception",
        "quotas_issued",
        "smallest_collective",
    ]


@pytest.mark.parametrize("code", ALL_RULE_SETS)
def test_the_ballot_share_and_its_reading_name_one_source(code):
    """No source rules it (domain.md 4); the guidance is where one would look for it."""
    rules = ALL_RULE_SETS[code]
    (reading,) = (one for one in rules.open_readings if one.key == "ballot_threshold")

    assert (str(rules.ballot_threshold.citation), str(reading.citation)) == ("HD 21", "HD 21")
    assert rules.ballot_threshold.citation.note.startswith("no source settles it")


@pytest.mark.parametrize(
    ("rule", "citation"),
    [
        (Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW, "123-CV/ĐU 1(1)"),
        (Rule.COLLECTIVE_TOO_SMALL_TO_GRADE, "123-CV/ĐU 1(3)"),
        (Rule.MEMBER_NOT_GRADABLE, "HD 21"),
        (Rule.MEMBER_EXCELLENT_CAP, "123-CV/ĐU 1(2)"),
        (Rule.OFFICER_EXCELLENT_CAP, "123-CV/ĐU 1(4)"),
        (Rule.CELL_EXCELLENT_CAP, "123-CV/ĐU 3.6"),
        (Rule.HEAD_ABOVE_UNIT, "123-CV/ĐU 1(5)"),
    ],
)
def test_citations_are_written_as_in_the_papers(rule, citation):
    assert rule_set("2021").cite(rule) == citation


def test_the_digest_follows_the_content():
    rules = rule_set("2021")
    changed = replace(rules, ballot_threshold=Cited(Fraction(2, 3), rules.ballot_threshold.citation))

    assert len({rules.digest(), changed.digest(), rule_set("2020").digest()}) == 3
    assert rules.digest() == replace(rules).digest() == replace(rules, verified_on=date(2030, 1, 1)).digest()
    assert len(rules.digest()) == 64


PEOPLE = [member("M1"), member("M2"), member("M3")]


def test_2020_has_no_least_number_of_members():
    bodies = [body("B", "M1", reviewed=True), body("C", reviewed=True, grade="fulfilled")]

    assert all_found(answer("2020", members=PEOPLE, collectives=bodies)) == []


def test_2020_the_peoples_council_is_subject():
    bodies = [body("HD", "M1", "M2", "M3", kind="peoples_council_standing", reviewed=True)]
    missing = [body("HD", "M1", "M2", "M3", kind="peoples_council_standing", grade=None)]

    assert all_found(answer("2020", members=PEOPLE, collectives=bodies)) == []
    assert all_found(answer("2020", members=PEOPLE, collectives=missing)) == [("needs-reason", "grade-missing", "HD")]


def test_2020_a_collective_still_needs_six_months():
    result = answer("2020", members=PEOPLE, collectives=[body("B", "M1", established_on="2021-07-09")])

    assert found(result, "collective-too-new-to-grade") == [("violation", "B")]


def test_2020_issues_no_quotas_and_ignores_weights_and_hand_quotas():
    people = [*members("K01", excellent=2), *members("K02", good=8)]
    result = answer(
        "2020",
        members=people,
        cells=[cell("K01", quota=99), cell("K02", quota=0)],
        quota_weights={"excellent": 9, "good": 2, "fulfilled": 1, "unfulfilled": 0},
        officers=[officer("K02-good-001", "K01")],
    )

    assert result.quotas == ()
    assert all_found(result) == []


@pytest.mark.parametrize(("excellent", "expected"), [(2, []), (3, [("violation", "P11")])])
def test_2020_C1_stands(excellent, expected):
    result = answer("2020", members=members(excellent=excellent, good=10 - excellent))

    assert found(result, "member-excellent-cap") == expected


def test_2020_parameters_hold():
    result = answer("2020", members=members(excellent=2, good=8), parameters={"cap_base": "good_only"})

    assert only(result, "member-excellent-cap").figures == {"base": 8, "limit": 1, "actual": 2, "excess": 1}


def test_2020_D1_is_counted_per_unit_all_levels_together():
    posts = [
        officer("M1", "A", "excellent", "ward"),
        *[officer("M2", "A", "good", level) for level in ("ward", "district", "city")],
        officer("M1", "P11", "excellent", "district"),
        *[officer("M2", "P11", "good", level) for level in ("ward", "ward", "district", "city")],
    ]
    result = answer("2020", members=PEOPLE, agencies=[{"code": "A", "grade": "good"}], officers=posts)

    assert [(row.pool, row.base, row.limit, row.actual) for row in result.caps[1:3]] == [
        ("A", 4, 0, 1),
        ("P11", 5, 1, 1),
    ]
    assert found(result, "officer-excellent-cap") == [("violation", "A")]
    assert {level: counts["good"] for level, counts in result.counts["officers"].items()} == {
        "ward": 3,
        "district": 2,
        "city": 2,
    }


def test_2020_E1_stands():
    assert found(answer("2020", cells=[cell("K01", "excellent")]), "cell-excellent-cap") == [("needs-reason", "P11")]


def test_an_outsider_is_in_no_count_under_either():
    for code in ALL_RULE_SETS:
        assert answer(code, members=[outsider("X")]).counts["members"]["present"] == 0


@pytest.mark.parametrize(
    ("verified_on", "old"),
    [(date(2020, 12, 31), True), (date(2021, 1, 1), False), (date(2021, 12, 31), False), (date(2026, 1, 1), False)],
)
def test_a_verification_before_the_year_began_is_old(verified_on, old):
    assert replace(rule_set("2021"), verified_on=verified_on).verification_is_old(2021) is old

"""The codes of the law's own words, and how grades, discipline and severities are ordered."""

import pytest

from assessments.rules.vocabulary import (
    CapBase,
    CollectiveKind,
    DisciplineForm,
    Grade,
    HeadException,
    Level,
    ManagementLevel,
    MemberStatus,
    NotGradable,
    Severity,
    UnfulfilledReason,
)

_, GOOD, FULFILLED, UNFULFILLED = Grade


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (Grade, "excellent good fulfilled unfulfilled"),
        (Level, "excellent good average poor"),
        (MemberStatus, "active probationary exempt suspended committee_suspended non_member"),
        (
            CollectiveKind,
            "cell_committee party_committee standing_committee peoples_committee peoples_council_standing "
            "agency_leadership",
        ),
        (ManagementLevel, "ward district city"),
        (DisciplineForm, "reprimand warning dismissal expulsion"),
        (UnfulfilledReason, "degraded under_half_of_tasks employer_unfulfilled disciplined other"),
        (Severity, "violation needs-reason notice"),
        (CapBase, "good_or_better good_only"),
        (NotGradable, "non_member exempt suspended too_new too_small kind_not_subject"),
        (HeadException, "not_main_duty new_in_post listed"),
    ],
)
def test_the_codes_in_their_order(words, codes):
    assert [one.value for one in words] == codes.split()


def test_a_word_is_its_code_and_has_a_label_in_each_language():
    assert DisciplineForm.WARNING == "warning"
    assert [DisciplineForm.WARNING.label(*lang) for lang in ((), ("vi",), ("en",))] == [
        "cảnh cáo",
        "cảnh cáo",
        "warning",
    ]
    assert [form.en for form in DisciplineForm] == ["reprimand", "warning", "dismissal from post", "expulsion"]


def test_grades_from_the_best_down():
    assert [grade.rank for grade in Grade] == [4, 3, 2, 1]
    assert [other for other in Grade if GOOD.better_than(other)] == [FULFILLED, UNFULFILLED]
    assert [other for other in Grade if GOOD.at_least(other)] == [GOOD, FULFILLED, UNFULFILLED]


@pytest.mark.parametrize(
    ("form", "up"),
    [
        (DisciplineForm.REPRIMAND, set(DisciplineForm)),
        (DisciplineForm.DISMISSAL, {DisciplineForm.DISMISSAL, DisciplineForm.EXPULSION}),
        (DisciplineForm.EXPULSION, {DisciplineForm.EXPULSION}),
    ],
)
def test_a_form_of_discipline_and_every_graver_one(form, up):
    assert form.from_up() == frozenset(up)


def test_the_gravest_severity_first():
    assert [severity.gravity for severity in Severity] == [0, 1, 2]

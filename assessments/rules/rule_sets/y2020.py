"""Rule set 2020: QĐ 132 and HD 21 with the ward's standing plan, before the letter 123-CV/ĐU. Years 2019 and 2020.

The plan 15-KH/ĐU is known only through the sentences that the letter quotes from it.
"""

from datetime import date
from fractions import Fraction

from assessments.rules.citations import CV_123, HD_21, KH_15, Citation
from assessments.rules.facts import QuotaWeights
from assessments.rules.rule_ids import Rule
from assessments.rules.ruleset import Cited, MemberPool, OfficerPool, RuleSet
from assessments.rules.vocabulary import (
    CapBase,
    DisciplineForm,
    Grade,
    Level,
    ManagementLevel,
    MemberStatus,
    Severity,
)

from .readings import READINGS_2020

_QUOTED = "as quoted in 123-CV/ĐU"
_HD_21 = Citation(HD_21)
_SECONDARY = Citation(HD_21, note="known from secondary sources")
_REVIEWED = Citation(KH_15, "III.1 (1.1)", _QUOTED)
_MEMBERS = Citation(KH_15, "IV.2 (2.3a)", _QUOTED)
_COLLECTIVES = Citation(KH_15, "IV.3 (3.1g)", _QUOTED)
_COLLECTIVE_KINDS = Citation(KH_15, "IV.3 (3.1d)", _QUOTED)
_OFFICERS = Citation(KH_15, "IV.4 (4.3a)", _QUOTED)
_HEADS = Citation(KH_15, "IV.6 (6.8)", _QUOTED)
_UNITS = Citation(CV_123, "3.6", "names no pool; the principle is older than the letter")
_OWN = Citation(HD_21, note="no source settles it; see the open readings")

Y2020 = RuleSet(
    code="2020",
    title_vi="Trước Công văn 123-CV/ĐU: QĐ 132, HD 21 và Kế hoạch 15-KH/ĐU",
    title_en="Before the letter 123-CV/ĐU: QĐ 132, HD 21 and the plan 15-KH/ĐU",
    review_years=(2019, 2020),
    verified_on=date(2026, 11, 23),
    citations={
        Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW: _REVIEWED,
        Rule.COLLECTIVE_TOO_SMALL_TO_GRADE: _COLLECTIVES,
        Rule.COLLECTIVE_TOO_NEW_TO_GRADE: _COLLECTIVES,
        Rule.COLLECTIVE_KIND_NOT_SUBJECT: _COLLECTIVE_KINDS,
        Rule.MEMBER_NOT_GRADABLE: _HD_21,
        Rule.CELL_TOO_NEW_TO_GRADE: _HD_21,
        Rule.GRADE_MISSING: _HD_21,
        Rule.EXCELLENT_NOT_EARNED: _HD_21,
        Rule.MUST_BE_UNFULFILLED: _HD_21,
        Rule.UNFULFILLED_WITHOUT_REASON: _HD_21,
        Rule.SICK_LEAVE_CEILING: _HD_21,
        Rule.COLLECTIVE_DISCIPLINED: _HD_21,
        Rule.CELL_GRADE_NOT_EARNED: _SECONDARY,
        Rule.MEMBER_EXCELLENT_CAP: _MEMBERS,
        Rule.MEMBER_EXCELLENT_QUOTA: _MEMBERS,
        Rule.QUOTA_NOT_PROPORTIONATE: _MEMBERS,
        Rule.OFFICER_EXCELLENT_CAP: _OFFICERS,
        Rule.OFFICER_EXCELLENT_QUOTA: _OFFICERS,
        Rule.COLLECTIVE_EXCELLENT_CAP: _HD_21,
        Rule.CELL_EXCELLENT_CAP: _HD_21,
        Rule.HEAD_ABOVE_UNIT: _HEADS,
        Rule.HEAD_GRADED_EARLY: _HEADS,
    },
    smallest_collective=Cited(None, _REVIEWED),
    collective_months=Cited(6, _COLLECTIVES),
    kinds_not_reviewed=Cited(frozenset(), _REVIEWED),
    kinds_not_subject=Cited(frozenset(), _COLLECTIVE_KINDS),
    statuses_not_graded=Cited(frozenset({MemberStatus.EXEMPT, MemberStatus.SUSPENDED}), _HD_21),
    member_months=Cited(6, _HD_21),
    cell_months=Cited(6, _HD_21),
    excellent_task_levels=Cited(frozenset({Level.EXCELLENT}), _HD_21),
    excellent_other_levels=Cited(frozenset({Level.EXCELLENT, Level.GOOD}), _HD_21),
    least_task_completion=Cited(50, _HD_21),
    sick_leave_months=Cited(3, _HD_21),
    sick_leave_ceiling=Cited(Grade.FULFILLED, _HD_21),
    collective_discipline_from=Cited(DisciplineForm.WARNING, _HD_21),
    cell_excellent_good_percent=Cited(80, _SECONDARY),
    cell_good_good_percent=Cited(50, _SECONDARY),
    cell_disciplined_percent=Cited(20, _SECONDARY),
    cell_grade_severity=Cited(Severity.NEEDS_REASON, _SECONDARY, "cell_grade_severity"),
    cap_percent=Cited(20, _MEMBERS, "cap_percent"),
    cap_base=Cited(CapBase.GOOD_OR_BETTER, _MEMBERS, "cap_base"),
    member_pool=Cited(MemberPool.ORGANIZATION, _MEMBERS, "member_pool"),
    quotas_issued=Cited(False, _MEMBERS),
    quota_weights=Cited(QuotaWeights(5, 4, 3, 0), _OWN, "quota_weights"),
    ungraded_unit_counts_as=Cited(Grade.FULFILLED, _OWN, "ungraded_unit_counts_as"),
    officer_pool=Cited(OfficerPool.UNIT, _OFFICERS),
    levels_decided_here=Cited(frozenset({ManagementLevel.WARD}), _OFFICERS),
    officer_cap_above_severity=Cited(Severity.NOTICE, _OFFICERS),
    unit_cap_severity=Cited(Severity.NEEDS_REASON, _UNITS, "unit_cap"),
    party_head_exception=Cited(False, _HEADS),
    head_months=Cited(3, _HEADS),
    ballot_threshold=Cited(Fraction(1, 2), _OWN, "ballot_threshold"),
    open_readings=READINGS_2020,
)

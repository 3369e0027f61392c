"""Rule set 2021: what the letter 123-CV/ĐU of 6 January 2022 changed, and nothing else. Years 2021 and 2022."""

from dataclasses import replace

from assessments.rules.citations import CV_123, Citation
from assessments.rules.facts import QuotaWeights
from assessments.rules.rule_ids import Rule
from assessments.rules.ruleset import Cited, OfficerPool
from assessments.rules.vocabulary import CapBase, CollectiveKind

from .readings import READINGS_2021
from .y2020 import Y2020

_REVIEWED = Citation(CV_123, "1(1)")
_MEMBERS = Citation(CV_123, "1(2)")
_COLLECTIVES = Citation(CV_123, "1(3)")
_OFFICERS = Citation(CV_123, "1(4)")
_HEADS = Citation(CV_123, "1(5)")
_STANDARDS = Citation(CV_123, "3.6")

Y2021 = replace(
    Y2020,
    code="2021",
    title_vi="Công văn 123-CV/ĐU, sửa đổi Kế hoạch 15-KH/ĐU",
    title_en="The letter 123-CV/ĐU, amending the plan 15-KH/ĐU",
    # HD 21, on which the rest stands, held until November 2023.
    review_years=(2021, 2022),
    citations={
        **Y2020.citations,
        Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW: _REVIEWED,
        Rule.COLLECTIVE_TOO_SMALL_TO_GRADE: _COLLECTIVES,
        Rule.COLLECTIVE_TOO_NEW_TO_GRADE: _COLLECTIVES,
        Rule.COLLECTIVE_KIND_NOT_SUBJECT: _COLLECTIVES,
        Rule.EXCELLENT_NOT_EARNED: _STANDARDS,
        Rule.MEMBER_EXCELLENT_CAP: _MEMBERS,
        Rule.MEMBER_EXCELLENT_QUOTA: _MEMBERS,
        Rule.QUOTA_NOT_PROPORTIONATE: _MEMBERS,
        Rule.OFFICER_EXCELLENT_CAP: _OFFICERS,
        Rule.OFFICER_EXCELLENT_QUOTA: _OFFICERS,
        Rule.COLLECTIVE_EXCELLENT_CAP: _STANDARDS,
        Rule.CELL_EXCELLENT_CAP: _STANDARDS,
        Rule.HEAD_ABOVE_UNIT: _HEADS,
        Rule.HEAD_GRADED_EARLY: _HEADS,
    },
    smallest_collective=Cited(3, _COLLECTIVES),
    collective_months=Cited(6, _COLLECTIVES),
    kinds_not_reviewed=Cited(frozenset({CollectiveKind.PEOPLES_COUNCIL_STANDING}), _REVIEWED),
    kinds_not_subject=Cited(frozenset({CollectiveKind.PEOPLES_COUNCIL_STANDING}), _COLLECTIVES),
    cap_percent=Cited(20, _MEMBERS, "cap_percent"),
    cap_base=Cited(CapBase.GOOD_OR_BETTER, _MEMBERS, "cap_base"),
    quotas_issued=Cited(True, _MEMBERS),
    quota_weights=Cited(QuotaWeights(5, 4, 3, 0), _MEMBERS, "quota_weights"),
    officer_pool=Cited(OfficerPool.MANAGEMENT_LEVEL, _OFFICERS),
    party_head_exception=Cited(True, _HEADS, "not_main_duty"),
    head_months=Cited(3, _HEADS),
    open_readings=READINGS_2021,
)

"""Quotas: issued after weights and cells' grades, in versions, with their arithmetic; set by hand with a reason."""

import pytest

from assessments.models import CellQuota, QuotaIssue
from assessments.selectors.quotas import quota_for_file
from assessments.services.quota_weights import confirm_weights
from assessments.services.quotas import issue_quotas, set_quota_by_hand
from assessments.workflow import GradingStep, Scope
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    """Seven people in KP01 (excellent), five in KP02 (good): base 12, limit 2."""
    sitting = Sitting(members=7)
    sitting.give("KP01", GradingStep.CELL, "excellent")
    return sitting


def refusals_of(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [str(refusal) for refusal in refused.value.refusals]


def by_hand(sitting, cell, quota, reason="Ban Thường vụ thống nhất", seen=0, by=None):
    return set_quota_by_hand(
        by=by or sitting.committee,
        campaign_id=sitting.campaign.pk,
        cell_id=cell.pk,
        quota=quota,
        reason=reason,
        seen=seen,
        on=make.TODAY,
    )


def test_quotas_wait_for_weights_and_for_the_cells(sitting):
    call = lambda: issue_quotas(by=sitting.committee, campaign_id=sitting.campaign.pk, on=make.TODAY)  # noqa: E731
    assert refusals_of(call) == [
        "Ban Thường vụ chưa xác nhận hệ số chỉ tiêu. (123-CV/ĐU 1(2))",
        "Chỉ tiêu tính theo mức xếp loại của chi bộ. Chi bộ chưa ký xếp loại: Chi bộ Khu phố 1, Chi bộ Khu phố 2. "
        "(123-CV/ĐU 1(2))",
    ]
    assert QuotaIssue.objects.count() == 0


def test_issued_quotas_keep_their_arithmetic(sitting):
    reasoned_units(sitting)
    issue = sitting.issue()
    assert (issue.version, issue.base, issue.limit, issue.weights) == (1, 12, 2, make.WEIGHTS)
    assert issue.rows == [
        {
            "unit": "KP01",
            "name": "Chi bộ Khu phố 1",
            "grade": "excellent",
            "base": 7,
            "share": "14/11",
            "quota": 1,
            "by_hand": False,
        },
        {
            "unit": "KP02",
            "name": "Chi bộ Khu phố 2",
            "grade": "good",
            "base": 5,
            "share": "8/11",
            "quota": 1,
            "by_hand": False,
        },
    ]
    assert issue.check_run.purpose == "quotas"
    quota = quota_for_file(sitting.campaign, sitting.first)
    assert (quota.quota, str(quota.share), quota.version) == (1, "14/11", 1)


def reasoned_units(sitting):
    """The only excellent cell of two is above 20%: its reason is recorded, then the units are signed."""
    from assessments.services.reasons import record_reason  # noqa: PLC0415

    sitting.take_over(Scope.UNITS)
    record_reason(
        by=sitting.committee,
        campaign_id=sitting.campaign.pk,
        rule="cell-excellent-cap",
        subject="P11",
        text="Phường chỉ có hai chi bộ.",
        on=make.TODAY,
    )
    sitting.sign(Scope.UNITS)


def test_before_the_issue_there_is_no_quota_for_a_file(sitting):
    assert quota_for_file(sitting.campaign, sitting.first) is None


def test_a_new_issue_needs_a_change_and_a_reason_and_keeps_the_old(sitting):
    reasoned_units(sitting)
    sitting.issue()
    assert refusals_of(sitting.issue) == ["Chỉ tiêu không khác lần giao trước; không có gì để giao lại."]
    sitting.give("B005", GradingStep.CELL, "fulfilled")
    assert refusals_of(sitting.issue) == ["Chỉ tiêu đã được giao. Hãy ghi lý do giao lại."]
    second = sitting.issue(reason="Một đảng viên thay đổi mức đề nghị.")
    assert (second.version, second.base, second.reason) == (2, 11, "Một đảng viên thay đổi mức đề nghị.")
    assert list(QuotaIssue.objects.order_by("version").values_list("version", "base")) == [(1, 12), (2, 11)]
    assert JournalEntry.objects.filter(action="quotas.issued").latest("pk").reason == second.reason


def test_a_quota_by_hand_replaces_the_computed_one_at_the_next_issue(sitting):
    reasoned_units(sitting)
    row = by_hand(sitting, sitting.second, 0)
    assert (row.quota, row.current) == (0, True)
    issue = sitting.issue()
    assert [(r["unit"], r["quota"], r["by_hand"]) for r in issue.rows] == [("KP01", 1, False), ("KP02", 0, True)]


def test_quotas_by_hand_that_break_proportion_are_not_issued(sitting):
    reasoned_units(sitting)
    by_hand(sitting, sitting.second, 3)
    (told,) = refusals_of(sitting.issue)
    assert told.startswith("Chỉ tiêu giao cho các chi bộ chưa đúng: tổng chỉ tiêu 4 vượt mức tối đa 2")
    assert "123-CV/ĐU 1(2)" in told


def test_a_quota_by_hand_can_be_taken_back(sitting):
    first = by_hand(sitting, sitting.second, 0)
    by_hand(sitting, sitting.second, None, seen=first.pk)
    assert list(CellQuota.objects.order_by("pk").values_list("quota", "current")) == [(0, False), (None, True)]


def test_a_quota_by_hand_needs_a_reason_and_the_newest_row(sitting):
    assert refusals_of(lambda: by_hand(sitting, sitting.second, 1, reason=" ")) == [
        "Hãy ghi lý do giao chỉ tiêu khác mức tính sẵn cho chi bộ này. (123-CV/ĐU 1(2))"
    ]
    by_hand(sitting, sitting.second, 1)
    with pytest.raises(StaleEdit):
        by_hand(sitting, sitting.second, 2)
    assert CellQuota.objects.get(current=True).quota == 1


def test_only_the_committee_issues_or_sets(sitting):
    with pytest.raises(NotPermitted):
        issue_quotas(by=sitting.office, campaign_id=sitting.campaign.pk, on=make.TODAY)
    with pytest.raises(NotPermitted):
        by_hand(sitting, sitting.second, 1, by=sitting.office)


def test_weights_stay_once_quotas_are_issued(sitting):
    reasoned_units(sitting)
    sitting.issue()
    sitting.campaign.refresh_from_db()
    weights = {**make.WEIGHTS, "excellent": 6}
    call = lambda: confirm_weights(  # noqa: E731
        by=sitting.committee,
        campaign_id=sitting.campaign.pk,
        weights=weights,
        document="06-NQ/ĐU",
        document_date=make.TODAY,
        revision=sitting.campaign.revision,
        on=make.TODAY,
    )
    assert len(refusals_of(call)) == 1

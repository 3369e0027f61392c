"""Reasons for findings that need one: of the deciding level, superseded and never lost."""

import pytest

from assessments.models import FindingReason
from assessments.services.reasons import record_reason
from assessments.workflow import GradingStep
from cells.access import NotPermitted
from cells.models import JournalEntry, WardProfile
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    """KP02 has no proposed grade, and so has one of its people."""
    sitting = Sitting()
    sitting.give("KP02", GradingStep.CELL, "")
    sitting.give("B005", GradingStep.CELL, "")
    return sitting


def reason_for(sitting, subject, text="Đang chờ kết luận kiểm tra.", rule="grade-missing", by=None, **more):
    return record_reason(
        by=by or sitting.committee,
        campaign_id=sitting.campaign.pk,
        rule=rule,
        subject=subject,
        text=text,
        on=make.TODAY,
        **more,
    )


def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    (only,) = refused.value.refusals
    return str(only)


def test_a_reason_is_kept_in_the_name_of_the_deciding_body(sitting):
    reason = reason_for(sitting, "KP02", "  Đang chờ\r\nkết luận.  ")
    assert (reason.text, reason.decided_by, reason.by_name) == (
        "Đang chờ\nkết luận.",
        "Ban Thường vụ Đảng ủy",
        "Thường vụ Một",
    )
    assert JournalEntry.objects.get(action="reason.recorded").after["subject"] == "KP02"


def test_a_newer_reason_supersedes_the_older(sitting):
    first = reason_for(sitting, "KP02", "Một.", seen=0)
    reason_for(sitting, "KP02", "Hai.", seen=first.pk)
    assert list(FindingReason.objects.order_by("pk").values_list("text", "current")) == [
        ("Một.", False),
        ("Hai.", True),
    ]


def test_a_reason_written_meanwhile_is_not_overwritten(sitting):
    reason_for(sitting, "KP02", "Một.", seen=0)
    with pytest.raises(StaleEdit):
        reason_for(sitting, "KP02", "Hai.", seen=0, by=sitting.colleague)
    assert FindingReason.objects.get(current=True).text == "Một."


def test_only_a_standing_finding_takes_a_reason(sitting):
    expected = "Không còn điểm nào cần ghi lý do như vậy. Hãy tải lại trang; các mức xếp loại có thể đã thay đổi."
    assert refusal(lambda: reason_for(sitting, "KP01")) == expected
    assert refusal(lambda: reason_for(sitting, "P11", rule="member-excellent-cap")) == expected
    assert FindingReason.objects.count() == 0


def test_an_empty_reason_is_none(sitting):
    assert refusal(lambda: reason_for(sitting, "KP02", " \n ")).startswith("Hãy ghi lý do; lý do được lưu")


def test_nobody_writes_the_reason_about_themselves(sitting):
    sitting.committee.member = sitting.others[4]
    sitting.committee.save()
    assert refusal(lambda: reason_for(sitting, "B005")).startswith("Điểm này liên quan đến chính đồng chí.")
    assert reason_for(sitting, "B005", by=sitting.colleague).subject == "B005"


def test_without_a_deciding_body_there_is_no_reason(sitting):
    WardProfile.objects.update(deciding_body="")
    assert refusal(lambda: reason_for(sitting, "KP02")).startswith("Hãy ghi cơ quan quyết định")


def test_the_office_records_no_reason(sitting):
    with pytest.raises(NotPermitted):
        reason_for(sitting, "KP02", by=sitting.office)

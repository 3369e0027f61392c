"""A re-grade supersedes; the old grade stays on record; the rules run again over everything."""

from datetime import date

import pytest

from assessments.models import Decision, FindingReason, Grading
from assessments.services.regrades import regrade
from assessments.services.releases import release_files
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    sitting = Sitting()
    sitting.decide_all()
    return sitting


def again(sitting, code, grade, by=None, **more):
    review = sitting.review(code)
    standing = Grading.objects.get(review=review, step="decision", current=True)
    values = {
        "reason": "Kết luận kiểm tra số 3.",
        "number": "09-QĐ/ĐU",
        "signed_on": make.TODAY,
        "seen": standing.pk,
        **more,
    }
    return regrade(by=by or sitting.committee, review_id=review.pk, grade=grade, on=make.TODAY, **values)


def refusals_of(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [str(refusal) for refusal in refused.value.refusals]


def test_a_regrade_supersedes_and_the_old_stays_readable(sitting):
    decision = again(sitting, "B005", "fulfilled")
    grades = Grading.objects.filter(review=sitting.review("B005"), step="decision").order_by("pk")
    assert [(g.grade, g.current, g.decision.number) for g in grades] == [
        ("good", False, "05-QĐ/ĐU"),
        ("fulfilled", True, "09-QĐ/ĐU"),
    ]
    assert (decision.scope, decision.reason, decision.rows) == ("regrade", "Kết luận kiểm tra số 3.", 1)
    assert decision.check_run.answer["counts"]["members"]["fulfilled"] == 1
    entry = JournalEntry.objects.get(action="decision.regraded")
    assert (entry.before["grade"], entry.after["grade"]) == ("good", "fulfilled")


def test_lowering_a_cell_under_its_head_is_stopped_until_the_head_is_lowered(sitting):
    (told,) = refusals_of(lambda: again(sitting, "KP01", "fulfilled"))
    assert "123-CV/ĐU 1(5)" in told
    assert sitting.grade("KP01") == "good"
    assert not Decision.objects.filter(scope="regrade").exists()
    again(sitting, "A001", "fulfilled")
    again(sitting, "KP01", "fulfilled", number="10-QĐ/ĐU")
    assert (sitting.grade("A001"), sitting.grade("KP01")) == ("fulfilled", "fulfilled")


def test_a_regrade_that_breaks_the_cap_is_stopped(sitting):
    again(sitting, "A002", "excellent")
    again(sitting, "B001", "excellent", number="10-QĐ/ĐU")
    found = refusals_of(lambda: again(sitting, "B002", "excellent", number="11-QĐ/ĐU"))
    assert len(found) == 2
    assert sitting.grade("B002") == "good"


def test_what_a_regrade_leaves_better_does_not_stop_it(sitting):
    again(sitting, "A002", "excellent")
    again(sitting, "B001", "excellent", number="10-QĐ/ĐU")
    assert again(sitting, "B003", "fulfilled", number="12-QĐ/ĐU").rows == 1


def test_number_date_and_reason_are_needed(sitting):
    assert refusals_of(lambda: again(sitting, "B005", "good", reason="", number="", signed_on=date(2022, 1, 9))) == [
        "Hãy ghi số quyết định.",
        "Đây chính là mức đang có hiệu lực.",
        "Hãy ghi lý do xếp loại lại; mức cũ vẫn được lưu.",
        "Ngày xếp loại lại trước quyết định ngày 10/01/2022 mà nó thay đổi.",
    ]


def test_a_grade_can_be_withdrawn_with_a_recorded_reason_only(sitting):
    (told,) = refusals_of(lambda: again(sitting, "B005", ""))
    assert told.startswith("Cần ghi lý do trước khi ký: Đồng chí Trần Thị Bình 5")


def test_two_people_regrading_the_same_grade_are_told(sitting):
    shown = Grading.objects.get(review=sitting.review("B005"), step="decision").pk
    again(sitting, "B005", "fulfilled")
    with pytest.raises(StaleEdit):
        again(sitting, "B005", "excellent", seen=shown, by=sitting.colleague)


def test_nobody_regrades_the_own_grade(sitting):
    sitting.committee.member = sitting.others[4]
    sitting.committee.save()
    assert refusals_of(lambda: again(sitting, "B005", "excellent")) == [
        "Đây là mức xếp loại của chính đồng chí. Không ai tự quyết định cho mình; tài khoản Thường vụ khác sẽ thực hiện."
    ]
    assert again(sitting, "B005", "fulfilled", by=sitting.colleague).rows == 1


def test_an_unsigned_grade_is_not_regraded():
    sitting = Sitting()
    call = lambda: regrade(  # noqa: E731
        by=sitting.committee, review_id=sitting.review("KP01").pk, grade="good", reason="x", number="1",
        signed_on=make.TODAY, seen=0, on=make.TODAY,
    )  # fmt: skip
    assert refusals_of(call) == ["Chỉ xếp loại lại được mức đã ký ở đây. Chi bộ Khu phố 1 chưa có mức nào."]


def test_only_the_committee_regrades(sitting):
    with pytest.raises(NotPermitted):
        again(sitting, "B005", "fulfilled", by=sitting.office)


def test_results_are_released_to_the_cells_explicitly(sitting):
    assert sitting.file("KP01").stage == Stage.DECIDED
    released = release_files(
        by=sitting.committee, campaign_id=sitting.campaign.pk, file_ids=[sitting.file("KP01").pk], on=make.TODAY
    )
    assert [file.code for file in released] == ["KP01"]
    assert (sitting.file("KP01").stage, sitting.file("KP02").stage) == (Stage.RELEASED, Stage.DECIDED)
    rest = release_files(by=sitting.committee, campaign_id=sitting.campaign.pk, on=make.TODAY)
    assert [file.code for file in rest] == ["KP02", "UBND"]


def test_nothing_decided_means_nothing_released():
    sitting = Sitting()
    call = lambda ids=None: release_files(  # noqa: E731
        by=sitting.committee, campaign_id=sitting.campaign.pk, file_ids=ids, on=make.TODAY
    )
    assert refusals_of(call) == ["Không có hồ sơ đã quyết định nào chờ công bố."]
    assert refusals_of(lambda: call([sitting.file("KP01").pk])) == ["“Chi bộ Khu phố 1” chưa quyết định xong."]
    with pytest.raises(NotPermitted):
        release_files(by=sitting.office, campaign_id=sitting.campaign.pk, on=make.TODAY)


def test_a_regrade_after_release_keeps_the_file_released(sitting):
    release_files(by=sitting.committee, campaign_id=sitting.campaign.pk, on=make.TODAY)
    again(sitting, "B005", "fulfilled")
    assert sitting.file("KP02").stage == Stage.RELEASED
    assert sitting.grade("B005") == "fulfilled"


def test_no_grade_any_more_asks_for_its_reason_and_records_it(sitting):
    with pytest.raises(Refused) as refused:
        again(sitting, "B005", "")
    (told,) = refused.value.refusals
    assert told.field == "finding_reason"
    assert told.message.startswith("Cần ghi lý do trước khi ký: Đồng chí Trần Thị Bình 5 (B005) thuộc diện")
    assert not FindingReason.objects.exists()

    decision = again(sitting, "B005", "", finding_reason="Đang chờ kết luận của Ủy ban Kiểm tra.")

    assert sitting.grade("B005") == ""
    reason = FindingReason.objects.get()
    assert (reason.rule, reason.subject, reason.text) == (
        "grade-missing",
        "B005",
        "Đang chờ kết luận của Ủy ban Kiểm tra.",
    )
    assert decision.check_run.dossier["reasons"][0]["subject"] == "B005"
    assert JournalEntry.objects.filter(action="reason.recorded").count() == 1


def test_a_reason_lifts_no_violation(sitting):
    again(sitting, "A002", "excellent")
    again(sitting, "B001", "excellent", number="10-QĐ/ĐU")
    found = refusals_of(lambda: again(sitting, "B002", "excellent", number="11-QĐ/ĐU", finding_reason="Cứ để vậy."))
    assert len(found) == 2
    assert sitting.grade("B002") == "good"
    assert not FindingReason.objects.exists()

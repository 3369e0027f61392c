"""The committee's table: what may be set, what is locked and why, and that nobody overwrites unseen."""

import pytest

from assessments.models import Grading, ReviewFile
from assessments.services import drafts
from assessments.services.steps import take_step
from assessments.workflow import GradingStep, Scope, Stage
from cells.access import NotPermitted
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db

UNITS, PEOPLE, HEADS = Scope.UNITS, Scope.PEOPLE, Scope.HEADS


@pytest.fixture
def sitting():
    return Sitting()


def save(sitting, scope, grades, seen=None, by=None):
    by_id = {sitting.review(code).pk: grade for code, grade in grades.items()}
    seen = {sitting.review(code).pk: pk for code, pk in (seen or {}).items()}
    return drafts.save_drafts(
        by=by or sitting.committee,
        campaign_id=sitting.campaign.pk,
        scope=scope,
        grades=by_id,
        seen=seen,
        on=make.TODAY,
    )


def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    (only,) = refused.value.refusals
    return str(only)


def test_only_changed_rows_are_written(sitting):
    outcome = save(sitting, UNITS, {"KP01": "good", "KP02": ""})
    assert (outcome.saved, outcome.stale) == (1, ())
    assert list(Grading.objects.filter(step="draft").values_list("review__code", "grade")) == [("KP01", "good")]


def test_a_row_that_somebody_else_changed_keeps_theirs_and_is_reported(sitting):
    save(sitting, UNITS, {"KP01": "good"}, by=sitting.colleague)
    outcome = save(sitting, UNITS, {"KP01": "excellent", "KP02": "fulfilled"}, seen={"KP01": 0})
    (stale,) = outcome.stale
    assert (outcome.saved, stale.row.review.code, stale.theirs.grade, stale.yours.grade) == (
        1,
        "KP01",
        "good",
        "excellent",
    )
    assert stale.theirs.by_name == "Thường vụ Hai"
    assert (sitting.grade("KP01", GradingStep.DRAFT), sitting.grade("KP02", GradingStep.DRAFT)) == ("good", "fulfilled")


def test_an_untouched_row_leaves_what_somebody_else_wrote_there(sitting):
    save(sitting, UNITS, {"KP01": "good"}, by=sitting.colleague)
    outcome = save(sitting, UNITS, {"KP01": ""}, seen={"KP01": 0})
    assert (outcome.saved, outcome.stale) == (0, ())
    assert sitting.grade("KP01", GradingStep.DRAFT) == "good"


def test_a_cleared_row_counts_with_its_proposal_again(sitting):
    save(sitting, UNITS, {"KP01": "excellent"})
    shown = Grading.objects.get(step="draft").pk
    save(sitting, UNITS, {"KP01": ""}, seen={"KP01": shown})
    assert sitting.take_over(UNITS) == 3
    assert sitting.grade("KP01", GradingStep.DRAFT) == "good"


def test_proposals_fill_empty_rows_only_and_the_office_goes_before_the_meeting(sitting):
    sitting.give("KP02", GradingStep.OFFICE, "fulfilled", reason="Chậm nộp hồ sơ")
    save(sitting, UNITS, {"KP01": "excellent"})
    assert sitting.take_over(UNITS) == 2
    assert [sitting.grade(code, GradingStep.DRAFT) for code in ("KP01", "KP02", "UBND")] == [
        "excellent",
        "fulfilled",
        "good",
    ]


def test_proposals_of_one_file_alone(sitting):
    taken = drafts.take_over_proposals(
        by=sitting.committee,
        campaign_id=sitting.campaign.pk,
        scope=PEOPLE,
        file_id=sitting.file("KP02").pk,
        on=make.TODAY,
    )
    assert taken == 5
    assert set(Grading.objects.filter(step="draft").values_list("review__file__code", flat=True)) == {"KP02"}


def test_the_office_reads_the_table_and_does_not_write_it(sitting):
    with pytest.raises(NotPermitted):
        save(sitting, UNITS, {"KP01": "good"}, by=sitting.office)


def test_nobody_drafts_the_own_row_as_member_or_officer(sitting):
    sitting.committee.member = sitting.others[1]
    sitting.committee.save()
    assert refusal(lambda: save(sitting, PEOPLE, {"B002": "excellent", "B001": "good"})) == (
        "Trần Thị Bình 2: đây là dòng của chính đồng chí. Không ai tự quyết định cho mình; "
        "tài khoản Thường vụ khác sẽ quyết định."
    )
    assert refusal(lambda: save(sitting, PEOPLE, {"@": "excellent"})).startswith("Trần Thị Bình 2: đây là dòng")
    assert not Grading.objects.filter(step="draft").exists()
    assert save(sitting, PEOPLE, {"B002": "excellent"}, by=sitting.colleague).saved == 1


def test_taking_over_proposals_leaves_the_own_row_empty(sitting):
    sitting.committee.member = sitting.others[1]
    sitting.committee.save()
    assert sitting.take_over(PEOPLE) == 9
    assert not Grading.objects.filter(step="draft", review__member=sitting.others[1]).exists()


def test_a_file_that_was_not_accepted_is_not_decided(sitting):
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.SUBMITTED)
    assert refusal(lambda: save(sitting, UNITS, {"KP02": "good"})) == (
        "Chi bộ Khu phố 2: Văn phòng chưa tiếp nhận hồ sơ “Chi bộ Khu phố 2”."
    )


def test_heads_open_when_their_units_are_graded(sitting):
    assert refusal(lambda: save(sitting, HEADS, {"A001": "good"})) == (
        "Nguyễn Văn An 1 là người đứng đầu nên được xếp loại sau đơn vị. Còn chưa có quyết định xếp loại: "
        "Chi bộ Khu phố 1. (123-CV/ĐU 1(5))"
    )
    sitting.sign_units()
    assert save(sitting, HEADS, {"A001": "good"}).saved == 1


def test_a_row_of_another_table_is_refused(sitting):
    assert refusal(lambda: save(sitting, UNITS, {"A002": "good"})) == "Nguyễn Văn An 2 thuộc bảng khác."


def test_an_unknown_grade_is_refused(sitting):
    assert refusal(lambda: save(sitting, UNITS, {"KP01": "superb"})) == (
        "Biểu mẫu có dòng không thuộc bảng này. Hãy tải lại trang."
    )


def test_a_row_signed_meanwhile_is_reported_and_never_changed(sitting):
    sitting.draft(UNITS, KP01="good")
    shown = Grading.objects.get(step="draft").pk
    sitting.sign(UNITS)
    outcome = save(sitting, UNITS, {"KP01": "excellent"}, seen={"KP01": shown})
    (stale,) = outcome.stale
    assert (outcome.saved, stale.theirs.step, stale.theirs.grade) == (0, "decision", "good")
    assert sitting.grade("KP01") == "good"


def test_a_returned_file_clears_its_part_of_the_table(sitting):
    sitting.take_over(UNITS)
    take_step(by=sitting.office, file_id=sitting.file("KP02").pk, step="return", note="Bổ sung biên bản", on=make.TODAY)
    assert [sitting.grade(code, GradingStep.DRAFT) for code in ("KP01", "KP02", "UBND")] == ["good", "", "good"]


def test_a_returned_file_takes_the_offices_proposal_back(sitting):
    """What the office made of the first vote is not what it makes of the second."""
    for code in ("KP01", "KP02"):
        sitting.give(code, GradingStep.OFFICE, "good")
    take_step(by=sitting.office, file_id=sitting.file("KP02").pk, step="return", note="Bổ sung biên bản", on=make.TODAY)
    assert [sitting.grade(code, GradingStep.OFFICE) for code in ("KP01", "KP02")] == ["good", ""]

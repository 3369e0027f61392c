"""The signature: what it decides, what stops it, what it leaves, and that nobody signs twice."""

from datetime import date

import pytest

from assessments.models import CheckRun, Decision, Grading, Review, ReviewFile
from assessments.selectors.desk import desk_of
from assessments.selectors.signing import signing_of
from assessments.services import reasons
from assessments.workflow import GradingStep, Scope, Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db

UNITS, PEOPLE, HEADS = Scope.UNITS, Scope.PEOPLE, Scope.HEADS


@pytest.fixture
def sitting():
    return Sitting()


def refusals_of(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [str(refusal) for refusal in refused.value.refusals]


def test_signing_units_decides_cells_and_collectives_and_nothing_else(sitting):
    assert sitting.take_over(UNITS) == 3
    decision = sitting.sign(UNITS)
    signed = Grading.objects.filter(decision=decision).order_by("review__code")
    assert [(row.review.code, row.grade) for row in signed] == [("KP01", "good"), ("KP02", "good"), ("UBND", "good")]
    assert (decision.rows, decision.scope, decision.signed_by) == (3, "units", "Thường vụ Một")
    assert decision.deciding_body == "Ban Thường vụ Đảng ủy"


def test_the_decision_keeps_the_check_it_rested_on_and_enters_the_journal(sitting):
    sitting.take_over(UNITS)
    decision = sitting.sign(UNITS)
    assert decision.check_run.rule_set_digest == sitting.campaign.rule_set_digest
    assert decision.check_run.purpose == "sign:units"
    entry = JournalEntry.objects.get(action="decision.signed")
    assert entry.after["number"] == "05-QĐ/ĐU"
    assert entry.after["dossier_digest"] == decision.check_run.dossier_digest


def test_only_the_committee_signs(sitting):
    sitting.take_over(UNITS)
    with pytest.raises(NotPermitted):
        sitting.sign(UNITS, by=sitting.office)
    assert Decision.objects.count() == 0


def test_an_empty_table_is_not_signed(sitting):
    assert refusals_of(lambda: sitting.sign(UNITS)) == ["Không có mức xếp loại nào trên bàn để ký."]
    assert CheckRun.objects.count() == 0


def test_people_wait_for_units_and_for_quotas(sitting):
    sitting.take_over(PEOPLE)
    assert refusals_of(lambda: sitting.sign(PEOPLE)) == [
        "Chi bộ và tập thể được quyết định trước. Còn chưa ký: Chi bộ Khu phố 1, Chi bộ Khu phố 2, UBND. (123-CV/ĐU 1(5))",
        "Hãy giao chỉ tiêu cho các chi bộ trước khi quyết định xếp loại đảng viên. (123-CV/ĐU 1(2))",
    ]


def test_a_member_cap_exceeded_stops_the_signature_with_clause_and_figures(sitting):
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.draft(PEOPLE, A002="excellent", A003="excellent", B001="excellent")
    found = refusals_of(lambda: sitting.sign(PEOPLE))
    (cap,) = [f for f in desk_of(sitting.campaign).answer.findings if f.rule == "member-excellent-cap"]
    assert cap.figures == {"base": 11, "limit": 2, "actual": 3, "excess": 1}
    assert found[0] == cap.message_vi
    assert "123-CV/ĐU 1(2)" in found[0]
    assert not Decision.objects.filter(scope="people").exists()
    assert not Grading.objects.filter(review__kind="member", step="decision").exists()


def test_a_quota_exceeded_asks_for_a_reason_and_signs_once_it_is_recorded(sitting):
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.draft(PEOPLE, B001="excellent", B002="excellent")
    (asked,) = refusals_of(lambda: sitting.sign(PEOPLE))
    assert asked.startswith("Cần ghi lý do trước khi ký: Chi bộ Khu phố 2 (KP02) có 2 đảng viên")
    reasons.record_reason(
        by=sitting.committee,
        campaign_id=sitting.campaign.pk,
        rule="member-excellent-quota",
        subject="KP02",
        text="Chi bộ Khu phố 2 hoàn thành vượt mức công tác phòng, chống dịch.",
        on=make.TODAY,
    )
    decision = sitting.sign(PEOPLE)
    assert decision.rows == 11
    assert decision.check_run.dossier["reasons"] == [
        {
            "rule": "member-excellent-quota",
            "subject": "KP02",
            "text": "Chi bộ Khu phố 2 hoàn thành vượt mức công tác phòng, chống dịch.",
            "decided_by": "Ban Thường vụ Đảng ủy",
        }
    ]


def test_a_finding_about_somebody_not_signed_does_not_block(sitting):
    sitting.ready_for_people()
    sitting.draft(PEOPLE, A002="good")
    assert sitting.sign(PEOPLE).rows == 1
    assert Grading.objects.filter(review__kind="member", step="decision").count() == 1


def test_rows_left_out_are_signed_later_by_a_second_decision(sitting):
    sitting.ready_for_people()
    sitting.draft(PEOPLE, A002="good", B001="good")
    first = sitting.sign(PEOPLE)
    sitting.take_over(PEOPLE)
    second = sitting.sign(PEOPLE, number="06-QĐ/ĐU")
    assert (first.rows, second.rows) == (2, 9)


def test_a_second_signature_of_the_same_table_is_told_who_signed(sitting):
    sitting.take_over(UNITS)
    token = signing_of(desk_of(sitting.campaign), UNITS, sitting.committee).token
    sitting.sign(UNITS, expected=token)
    (told,) = refusals_of(lambda: sitting.sign(UNITS, by=sitting.colleague, expected=token))
    assert told.startswith("Thường vụ Một đã ký lúc ")
    assert told.endswith("quyết định số 05-QĐ/ĐU, 3 mức xếp loại. Không có gì bị ký hai lần.")
    assert Decision.objects.count() == 1


def test_a_table_that_changed_since_the_page_was_shown_is_not_signed(sitting):
    sitting.take_over(UNITS)
    token = signing_of(desk_of(sitting.campaign), UNITS, sitting.committee).token
    sitting.draft(UNITS, by=sitting.colleague, KP01="fulfilled")
    assert refusals_of(lambda: sitting.sign(UNITS, expected=token)) == [
        "Bảng đã thay đổi trong lúc trang này đang mở. Hãy xem lại các con số dưới đây rồi ký."
    ]


def test_nobody_signs_the_own_row_and_a_colleague_does(sitting):
    sitting.committee.member = sitting.others[1]
    sitting.committee.save()
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.draft(PEOPLE, by=sitting.colleague, B002="good", officer="good")
    assert sitting.sign(PEOPLE).rows == 9
    left = Grading.objects.filter(step="draft", current=True, review__member=sitting.others[1])
    assert left.count() == 2
    assert not Grading.objects.filter(step="decision", review__member=sitting.others[1]).exists()
    (told,) = refusals_of(lambda: sitting.sign(PEOPLE))
    assert told == "Chỉ còn dòng của chính đồng chí. Không ai tự quyết định cho mình; tài khoản Thường vụ khác sẽ ký."
    assert sitting.sign(PEOPLE, by=sitting.colleague, number="06-QĐ/ĐU").rows == 2


def test_the_own_row_is_left_to_a_colleague_before_it_has_a_grade(sitting):
    sitting.committee.member = sitting.people[0]
    sitting.committee.save()
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.sign(PEOPLE)
    signing = signing_of(desk_of(sitting.campaign), HEADS, sitting.committee)
    assert ([row.review.code for row in signing.own], signing.undrafted) == (["A001"], ())
    (told,) = refusals_of(lambda: sitting.sign(HEADS))
    assert told == "Chỉ còn dòng của chính đồng chí. Không ai tự quyết định cho mình; tài khoản Thường vụ khác sẽ ký."


def test_with_other_rows_still_empty_the_own_row_is_not_the_last(sitting):
    sitting.committee.member = sitting.others[1]
    sitting.committee.save()
    sitting.ready_for_people()
    assert refusals_of(lambda: sitting.sign(PEOPLE)) == ["Không có mức xếp loại nào trên bàn để ký."]


def test_a_file_is_decided_when_its_last_row_is_signed_and_not_before(sitting):
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.sign(PEOPLE)
    stages = dict(ReviewFile.objects.values_list("code", "stage"))
    assert stages == {"KP01": Stage.ACCEPTED, "KP02": Stage.DECIDED, "UBND": Stage.DECIDED}
    sitting.take_over(HEADS)
    sitting.sign(HEADS)
    assert sitting.file("KP01").stage == Stage.DECIDED


def test_a_head_waits_for_the_people_of_the_unit(sitting):
    sitting.ready_for_people()
    sitting.draft(PEOPLE, A002="good")
    sitting.sign(PEOPLE)
    sitting.take_over(HEADS)
    (told,) = refusals_of(lambda: sitting.sign(HEADS))
    assert told == (
        "Nguyễn Văn An 1 còn chờ: quyết định xếp loại 4 người (Nguyễn Văn An 3, Nguyễn Văn An 4, Nguyễn Văn An 5 …)."
    )


def test_a_head_above_the_unit_stops_the_last_signature(sitting):
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.sign(PEOPLE)
    sitting.draft(HEADS, A001="excellent")
    (told,) = refusals_of(lambda: sitting.sign(HEADS))
    assert told.startswith("Đồng chí Nguyễn Văn An 1")
    assert "123-CV/ĐU 1(5)" in told


def test_the_date_lies_neither_in_the_future_nor_before_a_meeting(sitting):
    sitting.meet("KP02", date(2022, 1, 5))
    sitting.take_over(UNITS)
    assert refusals_of(lambda: sitting.sign(UNITS, signed_on=date(2022, 1, 11))) == [
        "Ngày quyết định ở trong tương lai."
    ]
    assert refusals_of(lambda: sitting.sign(UNITS, signed_on=date(2022, 1, 4))) == [
        "Quyết định ngày 04/01/2022 trước cuộc họp của “Chi bộ Khu phố 2” ngày 05/01/2022."
    ]
    sitting.meet("KP01", date(2022, 1, 7))
    assert refusals_of(lambda: sitting.sign(UNITS, signed_on=date(2022, 1, 4))) == [
        "Quyết định ngày 04/01/2022 trước 2 cuộc họp; muộn nhất là của “Chi bộ Khu phố 1” ngày 07/01/2022."
    ]
    assert Decision.objects.count() == 0
    assert sitting.sign(UNITS, signed_on=date(2022, 1, 7)).signed_on == date(2022, 1, 7)


def test_people_are_not_decided_before_the_units_they_rest_on(sitting):
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    assert refusals_of(lambda: sitting.sign(PEOPLE, number="06-QĐ/ĐU", signed_on=date(2022, 1, 9))) == [
        "Quyết định ngày 09/01/2022 trước quyết định ngày 10/01/2022 mà nó dựa vào. (123-CV/ĐU 1(5))"
    ]


def test_one_number_is_one_paper_with_one_date(sitting):
    sitting.draft(UNITS, KP01="good")
    sitting.sign(UNITS, signed_on=date(2022, 1, 9))
    sitting.take_over(UNITS)
    assert refusals_of(lambda: sitting.sign(UNITS, number=" 05-QĐ/ĐU ")) == [
        "Quyết định số 05-QĐ/ĐU đã được ghi với một ngày khác."
    ]
    assert refusals_of(lambda: sitting.sign(UNITS, number=" ")) == ["Hãy ghi số quyết định."]


def test_a_file_back_with_the_cell_is_not_signed(sitting):
    sitting.take_over(UNITS)
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.RETURNED)
    assert refusals_of(lambda: sitting.sign(UNITS)) == [
        "“Chi bộ Khu phố 2” đã có mức xếp loại trên bàn nhưng hồ sơ “Chi bộ Khu phố 2” chưa được tiếp nhận. "
        "Hãy bỏ mức xếp loại đó hoặc chờ."
    ]


def test_a_cell_left_ungraded_with_a_reason_lets_the_others_go_on(sitting):
    sitting.give("KP02", GradingStep.CELL, "")
    sitting.take_over(UNITS)
    sitting.sign(UNITS)
    reasons.record_reason(
        by=sitting.committee,
        campaign_id=sitting.campaign.pk,
        rule="grade-missing",
        subject="KP02",
        text="Đang chờ kết luận kiểm tra.",
        on=make.TODAY,
    )
    sitting.issue()
    sitting.take_over(PEOPLE)
    assert sitting.sign(PEOPLE).rows == 11
    assert sitting.file("KP02").stage == Stage.DECIDED


def test_the_last_missing_reason_decides_the_file(sitting):
    sitting.ready_for_people()
    sitting.give("B005", GradingStep.CELL, "")
    sitting.take_over(PEOPLE)
    sitting.sign(PEOPLE)
    assert sitting.file("KP02").stage == Stage.ACCEPTED
    reasons.record_reason(
        by=sitting.committee,
        campaign_id=sitting.campaign.pk,
        rule="grade-missing",
        subject="B005",
        text="Đang nghỉ thai sản.",
        on=make.TODAY,
    )
    assert sitting.file("KP02").stage == Stage.DECIDED


def test_under_the_rules_before_the_letter_people_need_no_quotas():
    sitting = Sitting(
        year=2020,
        review_date=date(2020, 12, 20),
        grading_date=date(2021, 1, 8),
        cell_deadline=date(2020, 12, 25),
    )
    sitting.sign_units()
    sitting.take_over(PEOPLE)
    assert sitting.sign(PEOPLE).rows == 11


def test_signing_heads_checks_everything_signed_before_anew(sitting):
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.sign(PEOPLE)
    sitting.take_over(HEADS)
    review = sitting.review("B004")
    Review.objects.filter(pk=review.pk).update(facts={**review.facts, "disciplined": "reprimand"})
    (told,) = refusals_of(lambda: sitting.sign(HEADS))
    assert told.startswith("Đồng chí Trần Thị Bình 4 (B004)")
    assert not Decision.objects.filter(scope="heads").exists()


def test_people_who_pull_their_cell_under_its_grade_need_its_reason(sitting):
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.draft(PEOPLE, B001="fulfilled", B002="fulfilled", B003="fulfilled")
    (told,) = refusals_of(lambda: sitting.sign(PEOPLE))
    assert told.startswith("Cần ghi lý do trước khi ký: Chi bộ Khu phố 2 (KP02) được xếp loại")

"""Figures of what went back and what was graded anew, and where the report says them."""

from datetime import date

import pytest

from assessments.models import Grading
from assessments.reports.catalogue import WARD_SUMMARY, contents_of
from assessments.selectors.tallies import tally_of
from assessments.selectors.year_rounds import NO_ROUNDS, year_rounds
from assessments.services.orders import OrderValues, draft_order, issue_order
from assessments.services.planning import (
    PlanningEntry,
    file_planning,
    save_planning,
    save_summary,
    submit_summary,
)
from assessments.services.regrades import regrade
from assessments.services.releases import release_files
from assessments.services.steps import take_step
from assessments.workflow import Scope
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


def regrade_to(sitting, code, grade, number):
    review = sitting.review(code)
    seen = Grading.objects.get(review=review, step="decision", current=True).pk
    regrade(
        by=sitting.committee, review_id=review.pk, grade=grade, reason="Kết luận.", number=number,
        signed_on=make.TODAY, seen=seen, on=make.TODAY,
    )  # fmt: skip


def printed(sitting) -> str:
    contents = contents_of(WARD_SUMMARY, sitting.campaign)
    parts = [*contents.parts, *(under for part in contents.parts for under in part.parts)]
    return "\n".join(words for part in parts for words in part.paragraphs)


def test_a_year_without_any_says_nothing():
    sitting = Sitting()
    sitting.decide_all()
    assert year_rounds(sitting.campaign) == NO_ROUNDS
    assert "ại theo yêu cầu của cấp trên" not in printed(sitting)
    assert "quy hoạch" not in printed(sitting)


def test_re_reviews_and_re_grades_stand_in_the_report_and_the_results(client):
    sitting = Sitting()
    take_step(by=sitting.office, file_id=sitting.file("UBND").pk, step="return", on=make.TODAY, note="Bổ sung.")
    for step in ("submit", "accept"):
        take_step(by=sitting.office, file_id=sitting.file("UBND").pk, step=step, on=make.TODAY)
    sitting.decide_all()
    regrade_to(sitting, "A002", "excellent", "09-QĐ/ĐU")
    regrade_to(sitting, "A002", "good", "10-QĐ/ĐU")
    regrade_to(sitting, "B005", "fulfilled", "11-QĐ/ĐU")
    order = draft_order(
        by=sitting.office, campaign_id=sitting.campaign.pk, kind="re_review", file_id=sitting.file("KP02").pk,
        values=OrderValues(note="Kiểm điểm lại.", due_on=date(2022, 1, 20)), on=make.TODAY,
    )  # fmt: skip
    issue_order(by=sitting.committee, order_id=order.pk, number="15", dated_on=make.TODAY, revision=1, on=make.TODAY)
    for step in ("submit", "accept"):
        take_step(by=sitting.office, file_id=sitting.file("KP02").pk, step=step, on=make.TODAY)
    for scope in (Scope.UNITS, Scope.PEOPLE):
        sitting.take_over(scope)
        sitting.sign(scope, number="21-QĐ/ĐU")
    rounds = tally_of(sitting.campaign, make.TODAY).rounds
    assert (rounds.returned, rounds.re_reviewed, rounds.regraded, rounds.from_excellent) == (1, 1, 3, 1)
    assert (
        "Kiểm điểm lại theo yêu cầu của cấp trên: 1 hồ sơ; xếp loại lại: 3 trường hợp, trong đó 1 trường hợp hạ từ mức "
        "“Hoàn thành xuất sắc nhiệm vụ”."
    ) in printed(sitting)
    client.force_login(sitting.office)
    assert (
        "Hồ sơ trả lại trước quyết định: 1; kiểm điểm lại sau quyết định: 1; xếp loại lại: 3, trong đó hạ từ xuất sắc: 1."
        in client.get(f"/assessments/{sitting.campaign.pk}/results/").content.decode()
    )


def test_the_planning_stands_in_the_report_once_it_is_submitted():
    sitting = Sitting()
    sitting.decide_all()
    release_files(by=sitting.committee, campaign_id=sitting.campaign.pk, on=make.TODAY)
    entries = [PlanningEntry("An", "Bí thư", "add", "Tốt."), PlanningEntry("Bình", "Bí thư", "remove", "Tuổi.")]
    file = sitting.file("KP01").pk
    save_planning(by=sitting.office, file_id=file, entries=entries, text="", revision=0, on=make.TODAY)
    file_planning(by=sitting.office, file_id=file, revision=1, on=make.TODAY)
    save_summary(by=sitting.office, campaign_id=sitting.campaign.pk, text="Tổng hợp.", revision=0, on=make.TODAY)
    assert "quy hoạch" not in printed(sitting)
    submit_summary(
        by=sitting.office, campaign_id=sitting.campaign.pk, number="08-TTr/VP", dated_on=make.TODAY, revision=1,
        on=make.TODAY,
    )  # fmt: skip
    assert (
        "1/3 chi bộ, tập thể đã rà soát, bổ sung quy hoạch: bổ sung 1, đưa ra khỏi quy hoạch 1 đồng chí; đã trình Ban Chấp "
        "hành tại văn bản số 08-TTr/VP."
    ) in printed(sitting)
    titles = [part.title for part in contents_of(WARD_SUMMARY, sitting.campaign).parts]
    assert titles == [
        "I. KẾT QUẢ KIỂM ĐIỂM",
        "II. KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG",
        "III. RÀ SOÁT, BỔ SUNG QUY HOẠCH",
    ]

"""What waits for office and committee: one line each, oldest first."""

from datetime import date, datetime, timedelta, timezone

import pytest
from django.urls import reverse

from assessments.models import FileEvent, PlanningSummary, ReviewFile
from assessments.selectors.work_queue import Work, work_for
from assessments.workflow import GradingStep, Scope, Stage
from cells.access import access_of
from tests import factories as make
from tests.assessments.reports.copies import issued_copy
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
OUTSIDE = "Ghi 1 mức xếp loại do nơi khác quyết định"
HERE = timezone(timedelta(hours=7))


@pytest.fixture
def sitting():
    """Every unit has its secretary's account, so that none waits to be made."""
    sitting = Sitting()
    for number, unit in enumerate((sitting.first, sitting.second, sitting.ubnd), start=1):
        make.make_account(f"thuky{number}", "secretary", unit)
    return sitting


def queue(account, on: date = make.TODAY):
    account._access = None
    return work_for(account, access_of(account, on), on)


def lines(account, on: date = make.TODAY) -> list[str]:
    return [work.what for work in queue(account, on).works]


def test_a_ward_without_a_year_asks_the_office_for_its_first():
    ward = make.make_ward()
    make.make_member(make.make_cell(ward, "KP01"))
    office, committee = make.make_account("vp", "office", ward), make.make_account("tv", "committee", ward)

    assert lines(office) == ["Tạo năm kiểm điểm đầu tiên của Đảng bộ Phường 11"]
    assert lines(committee) == []


def test_a_ward_without_people_asks_the_office_for_its_roster_first():
    ward = make.make_ward()

    [work] = queue(make.make_account("vp", "office", ward)).works

    assert work.what == "Nhập danh sách đảng viên của Đảng bộ Phường 11: mọi việc khác bắt đầu từ đó"
    assert work.url == f"{reverse('cells:roster_upload')}?ward={ward.pk}"


def test_a_prepared_year_waits_to_be_opened():
    ward = make.make_ward()
    office = make.make_account("vp", "office", ward)
    campaign = make.make_campaign(ward, office)

    [work] = queue(office).works

    assert (work.what, work.url) == (
        "Kiểm tra và mở năm kiểm điểm 2021",
        reverse("assessments:campaign_open", args=[campaign.pk]),
    )


def test_sent_files_and_overdue_ones_wait_for_the_office_oldest_first(sitting):
    ReviewFile.objects.update(stage=Stage.COLLECTING)
    sent = datetime(2021, 12, 23, 22, 0, tzinfo=HERE)
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.SUBMITTED, stage_since=sent)

    works = queue(sitting.office).works

    assert [(work.what, work.since, work.overdue) for work in works] == [
        ("Thẩm định hồ sơ của Chi bộ Khu phố 2", date(2021, 12, 23), False),
        ("Nhắc Chi bộ Khu phố 1: chưa gửi hồ sơ", date(2021, 12, 25), True),
        ("Nhắc UBND: chưa gửi hồ sơ", date(2021, 12, 25), True),
        (OUTSIDE, make.GRADING_DATE, False),
    ]
    assert works[0].url == reverse("assessments:file_detail", args=[sitting.file("KP02").pk])


def test_a_returned_file_is_called_in_after_the_day_its_return_named(sitting):
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.RETURNED)
    FileEvent.objects.create(
        file=sitting.file("KP01"),
        step="return",
        from_stage=Stage.SUBMITTED,
        to_stage=Stage.RETURNED,
        round=2,
        due_on=make.TODAY,
        by_name="x",
        at=make.now(),
    )
    reminder = "Nhắc Chi bộ Khu phố 1: hồ sơ bị trả lại, chưa gửi lại"

    assert reminder not in lines(sitting.office, make.TODAY)
    assert reminder in lines(sitting.office, make.TODAY + timedelta(days=1))


def test_units_without_the_offices_proposal_wait_for_it(sitting):
    assert "Đề nghị xếp loại 3 chi bộ, tập thể" in lines(sitting.office)

    sitting.give("KP01", GradingStep.OFFICE, "good")

    assert "Đề nghị xếp loại 2 chi bộ, tập thể" in lines(sitting.office)


def test_a_grade_recorded_from_elsewhere_waits_no_more(sitting):
    organization = sitting.reviews().get(kind="organization")
    paper = {"document_number": "45-QĐ/QU", "document_date": make.GRADING_DATE}
    sitting.give(organization, GradingStep.OUTSIDE, "good", **paper)

    assert OUTSIDE not in lines(sitting.office)


def test_committee_confirms_weights_then_decides_units_first(sitting):
    assert sorted(lines(sitting.committee)) == [
        "Chi bộ và tập thể: quyết định 3 mức xếp loại",
        "Xác nhận hệ số phân chỉ tiêu",
    ]

    sitting.take_over(Scope.UNITS)

    [work] = [work for work in queue(sitting.committee).works if "ký" in work.what]
    assert work.what == "Chi bộ và tập thể: ký 3 mức xếp loại"
    assert work.url == reverse("assessments:sign", args=[sitting.campaign.pk, "units"])


def test_committee_issues_quotas_then_goes_on_with_people(sitting):
    sitting.sign_units()
    sitting.issue()
    assert lines(sitting.committee) == ["Đảng viên và cán bộ: quyết định 11 mức xếp loại"]

    sitting.take_over(Scope.PEOPLE)

    assert lines(sitting.committee) == ["Đảng viên và cán bộ: ký 11 mức xếp loại"]


def test_a_violation_stops_the_line_to_sign(sitting):
    sitting.ready_for_people()
    sitting.take_over(Scope.PEOPLE)
    sitting.draft(Scope.PEOPLE, **dict.fromkeys(("A002", "A003", "A004"), "excellent"))

    found = lines(sitting.committee)

    assert [line for line in found if "trái quy định" in line] == [
        "Đảng viên và cán bộ: 1 điểm trái quy định, chưa ký được"
    ]
    assert not [line for line in found if ": ký" in line]


def test_decided_files_wait_to_be_released(sitting):
    sitting.decide_all()

    assert lines(sitting.committee) == ["Công bố kết quả của 3 hồ sơ"]


def test_a_released_year_waits_for_its_report(sitting):
    sitting.decide_all()
    ReviewFile.objects.update(stage=Stage.RELEASED)

    sitting.campaign.district_deadline = date(2022, 1, 31)
    sitting.campaign.save()
    url = reverse("assessments:paper_list", args=[sitting.campaign.pk])

    assert report_work(sitting, date(2022, 1, 31)) == Work("Ban hành báo cáo tổng hợp", url)
    assert report_work(sitting, date(2022, 2, 1)) == Work(
        "Ban hành báo cáo tổng hợp", url, date(2022, 1, 31), overdue=True
    )


def report_work(sitting, on: date) -> Work:
    return next(work for work in queue(sitting.office, on).works if "báo cáo" in work.what)


def test_the_own_row_waits_for_a_colleague_alone(sitting):
    sitting.committee.member = sitting.people[0]
    sitting.committee.save()
    sitting.ready_for_people()
    sitting.take_over(Scope.PEOPLE)
    sitting.sign(Scope.PEOPLE)

    task = "Người đứng đầu: quyết định 1 mức xếp loại"
    assert task in lines(sitting.colleague)
    assert task not in lines(sitting.committee)


def test_a_finished_year_asks_for_nothing_but_to_be_closed(sitting):
    sitting.decide_all()
    ReviewFile.objects.update(stage=Stage.RELEASED)
    issued_copy(sitting.campaign)
    assert lines(sitting.office) == ["Quy hoạch cán bộ năm 2021: 0/3 đã gửi, cần tổng hợp"]
    PlanningSummary.objects.create(
        campaign=sitting.campaign, number="08", submitted_at=make.now(), saved_by="x", saved_at=make.now()
    )

    assert {account.username: lines(account) for account in (sitting.office, sitting.committee)} == {
        "vanphong": [],
        "thuongvu1": ["Đóng năm kiểm điểm 2021"],
    }
    assert queue(sitting.committee).years == []


def test_an_account_of_another_ward_sees_none_of_it(sitting):
    elsewhere = make.make_ward("P12", "Đảng bộ Phường 12")

    assert queue(make.make_account("tv12", "committee", elsewhere)) == queue(make.make_account("nguoila"))


def test_a_decision_after_the_report_asks_the_office_for_another(sitting):
    sitting.decide_all()
    ReviewFile.objects.update(stage=Stage.RELEASED)
    issued_copy(sitting.campaign)
    words = "Ban hành lại báo cáo năm 2021: có quyết định mới sau báo cáo"
    assert words not in lines(sitting.office)

    sitting.campaign.decisions.update(at=make.now())
    [again] = [work for work in queue(sitting.office).works if work.what == words]
    assert again.url == reverse("assessments:paper_list", args=[sitting.campaign.pk])
    assert words not in lines(sitting.committee)

    ReviewFile.objects.filter(code="KP01").update(stage=Stage.RETURNED)  # first the re-review comes to its end
    assert words not in lines(sitting.office)

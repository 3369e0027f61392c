"""Pages of orders, rounds, acceptance together and the planning of cadres."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Campaign, Grading, IssuedPaper, Order, PlanningReview, PlanningSummary, ReviewFile
from assessments.services.orders import OrderValues, draft_order, issue_order
from assessments.services.releases import release_files
from assessments.services.steps import take_step
from assessments.workflow import Stage
from cells import clock
from tests import factories as make
from tests.assessments.reports.copies import issued_copy
from tests.assessments.sitting import Sitting
from tests.assessments.views.test_office_page_queries import ward_of

pytestmark = pytest.mark.django_db
DUE = date(2022, 1, 20)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def released():
    sitting = Sitting()
    sitting.decide_all()
    release_files(by=sitting.committee, campaign_id=sitting.campaign.pk, on=make.TODAY)
    return sitting


def url(name, *args) -> str:
    return reverse(f"assessments:{name}", args=args)


def page(client, account, name, *args, status=200, query=""):
    client.force_login(account)
    answer = client.get(url(name, *args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def re_review(sitting, code="KP02", note="Chưa kiểm điểm kết luận giám sát.") -> Order:
    return draft_order(
        by=sitting.office, campaign_id=sitting.campaign.pk, kind="re_review", file_id=sitting.file(code).pk,
        values=OrderValues(note=note, section_reasons=[{"section": "meeting", "text": "Ghi lại."}], due_on=DUE),
        on=make.TODAY,
    )  # fmt: skip


def test_the_office_drafts_from_the_file_and_the_committee_issues(client, released):
    file = released.file("KP02")
    shown = page(client, released.office, "file_detail", file.pk)
    assert f"{url('order_new', released.campaign.pk)}?file={file.pk}" in shown
    address = f"{url('order_new', released.campaign.pk)}?file={file.pk}"
    assert "Kiểm điểm lại" in client.get(address).content.decode()
    data = {"file": file.pk, "note": "Kiểm điểm lại nội dung 3.", "due_on": "20/01/2022", "section_meeting": "Ghi lại."}
    answer = client.post(address, data)
    order = Order.objects.get()
    assert (answer.status_code, answer.url) == (302, url("order_detail", order.pk))
    assert (order.kind, order.due_on, order.section_reasons) == (
        "re_review", DUE, [{"section": "meeting", "text": "Ghi lại."}],
    )  # fmt: skip
    assert "Ban Thường vụ: ban hành" in page(client, released.committee, "order_list", released.campaign.pk)
    assert "gác lại" in page(client, released.committee, "order_issue", order.pk)
    paper = {"revision": 1, "number": "15-CV/ĐU", "dated_on": "10/01/2022"}
    assert client.post(url("order_issue", order.pk), paper).status_code == 200
    assert released.file("KP02").stage == Stage.RELEASED
    client.post(url("order_issue", order.pk), {**paper, "password": make.PASSWORD})
    assert released.file("KP02").stage == Stage.RETURNED
    detail = page(client, released.office, "order_detail", order.pk)
    assert ("05-QĐ/ĐU" in detail, detail.count("chưa quyết định lại")) == (True, 6)


def test_the_cell_reads_why_and_by_which_order(client, released):
    order = re_review(released)
    issue_order(
        by=released.committee, order_id=order.pk, number="15-CV/ĐU", dated_on=make.TODAY, revision=1, on=make.TODAY
    )
    secretary = make.make_account("bithu2", "secretary", released.second)
    home = page(client, secretary, "cell_home", order.file_id)
    for words in ("15-CV/ĐU", "Kiểm điểm lại", "Chưa kiểm điểm kết luận giám sát.", "Chi bộ đang giữ"):
        assert words in home
    rounds = page(client, secretary, "file_rounds", order.file_id)
    assert "15-CV/ĐU" in rounds
    page(client, secretary, "order_detail", order.pk, status=404)
    # What was released stays readable, and says that it no longer simply stands.
    results = page(client, secretary, "results", released.campaign.pk)
    assert ("05-QĐ/ĐU" in results, "Đang kiểm điểm lại" in results) == (True, True)


def test_a_regrade_is_drafted_from_the_decision_and_issued(client, released):
    review = released.review("B005")
    standing = Grading.objects.get(review=review, step="decision", current=True)
    shown = page(client, released.office, "decision_detail", standing.decision_id)
    address = f"{url('order_new', released.campaign.pk)}?review={review.pk}"
    assert address in shown
    client.post(address, {"grade": "fulfilled", "note": "Kết luận số 3."})
    order = Order.objects.get()
    page(client, released.committee, "order_issue", order.pk)
    data = {
        "revision": 1, "expected": standing.pk, "number": "09-QĐ/ĐU", "dated_on": "10/01/2022", "password": make.PASSWORD,
    }  # fmt: skip
    client.post(url("order_issue", order.pk), data)
    assert released.grade("B005") == "fulfilled"
    assert url("decision_detail", Order.objects.get().decision_id) in page(
        client, released.office, "order_detail", order.pk
    )


def test_an_order_about_oneself_shows_no_form(client, released):
    released.committee.member = released.others[4]
    released.committee.save()
    order = re_review(released)
    shown = page(client, released.committee, "order_issue", order.pk)
    assert "liên quan đến kiểm điểm của chính đồng chí" in shown
    assert 'name="number"' not in shown


def test_a_draft_is_changed_and_taken_away(client, released):
    order = re_review(released)
    client.force_login(released.office)
    answer = client.post(url("order_edit", order.pk), {"revision": 1, "note": "Khác", "due_on": "21/01/2022"})
    assert answer.status_code == 302
    stale = client.post(url("order_edit", order.pk), {"revision": 1, "note": "Cũ", "due_on": "22/01/2022"})
    assert (stale.status_code, "Cũ" in stale.content.decode()) == (200, True)
    told = stale.context["stale"]
    assert (told["by"], told["at"] is not None) == (released.office.display_name, True)
    assert told["changes"] == [("Chi bộ cần làm gì", "Khác", "Cũ"), ("Hạn gửi lại", "21/01/2022", "22/01/2022")]
    order.refresh_from_db()
    assert (order.note, order.due_on, order.section_reasons) == ("Khác", date(2022, 1, 21), [])
    assert 'name="note"' in page(client, released.office, "order_edit", order.pk)
    client.post(url("order_withdraw", order.pk), {"revision": 2, "reason": "Đã làm rõ."})
    assert 'name="note"' not in page(client, released.office, "order_edit", order.pk)
    assert "Đã làm rõ." in page(client, released.committee, "order_detail", order.pk)


def test_the_choice_of_an_order_explains_each(client, released):
    shown = page(client, released.office, "order_new", released.campaign.pk)
    assert ("?kind=return" in shown, "?kind=re_review" in shown, "?kind=regrade" in shown) == (True, True, True)
    assert url("decision_list", released.campaign.pk) in page(
        client, released.office, "order_new", released.campaign.pk, query="?kind=regrade"
    )


def test_files_are_laid_aside_looked_at_and_accepted(client):
    sitting = Sitting()
    ReviewFile.objects.update(stage=Stage.SUBMITTED)
    client.force_login(sitting.office)
    for code in ("KP01", "KP02"):
        client.post(url("file_stage", sitting.file(code).pk), {"staged": "1"})
    shown = client.get(url("acceptance", sitting.campaign.pk))
    marks = {f"mark-{sent.file.pk}": sent.mark for sent in shown.context["acceptance"].staged}
    assert len(marks) == 2
    sitting.give("B001", "cell", "fulfilled")
    stopped = client.post(url("acceptance", sitting.campaign.pk), marks)
    assert (stopped.status_code, "“Chi bộ Khu phố 2” đã thay đổi" in stopped.content.decode()) == (200, True)
    again = {f"mark-{sent.file.pk}": sent.mark for sent in stopped.context["acceptance"].staged}
    assert client.post(url("acceptance", sitting.campaign.pk), again).status_code == 302
    assert sorted(ReviewFile.objects.filter(stage=Stage.ACCEPTED).values_list("code", flat=True)) == ["KP01", "KP02"]


def test_who_has_a_file_stands_on_its_page_its_home_and_the_board(client):
    sitting = Sitting()
    file = sitting.file("KP01")
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    for stage, words in (("submitted", "Văn phòng Đảng ủy đang giữ"), ("accepted", "Ban Thường vụ đang giữ")):
        ReviewFile.objects.filter(pk=file.pk).update(stage=stage)
        assert words in page(client, sitting.office, "file_detail", file.pk)
        assert words in page(client, secretary, "cell_home", file.pk)
        assert words in page(client, sitting.office, "campaign_detail", sitting.campaign.pk)


def test_the_cell_is_led_to_its_planning_review_and_files_it(client, released):
    secretary = make.make_account("bithu1", "secretary", released.first)
    file = released.file("KP01")
    assert url("planning_file", file.pk) in page(client, secretary, "cell_home", file.pk)
    typed = {
        "revision": 0, "rows": 2, "text": "Rà soát xong.",
        "name-0": "Nguyễn Văn An 2", "post-0": "Phó Bí thư", "change-0": "add", "why-0": "Hoàn thành tốt.",
        "name-1": "", "post-1": "", "change-1": "keep", "why-1": "",
    }  # fmt: skip
    wrong = client.post(url("planning_file", file.pk), {**typed, "why-0": "", "file": "1"})
    assert "#id_why-0" in wrong.content.decode()
    client.post(url("planning_file", file.pk), {**typed, "file": "1"})
    assert PlanningReview.objects.get().filed_at is not None
    shown = page(client, released.office, "planning_ward", released.campaign.pk)
    assert ("Hoàn thành tốt." in shown, "1/3 đã gửi" in shown) == (True, True)
    queue = page(client, released.office, "dashboard")
    assert "Quy hoạch cán bộ năm 2021: 1/3 đã gửi, cần tổng hợp" in queue
    client.post(url("planning_ward", released.campaign.pk), {"revision": 0, "text": "Bổ sung 1."})
    client.post(
        url("planning_submit", released.campaign.pk), {"revision": 1, "number": "08-TTr/VP", "dated_on": "10/01/2022"}
    )
    assert PlanningSummary.objects.get().number == "08-TTr/VP"
    assert "Quy hoạch cán bộ" not in page(client, released.office, "dashboard")
    results = page(client, released.office, "results", released.campaign.pk)
    assert "1/3 đã gửi, bổ sung 1, đưa ra 0; đã trình tại văn bản số 08-TTr/VP" in results


def test_two_windows_over_one_planning_review_lose_no_word(client, released):
    secretary = make.make_account("bithu1", "secretary", released.first)
    address = url("planning_file", released.file("KP01").pk)
    row = {"name-0": "Lê Văn Bình", "post-0": "Phó Bí thư", "change-0": "add", "why-0": "Trẻ."}
    client.force_login(released.office)
    client.post(address, {"revision": 0, "rows": 1, "text": "Giữ nguyên.", **row, "file": "1"})
    client.force_login(secretary)
    late = client.post(address, {"revision": 0, "rows": 1, "text": "Bổ sung một.", **row, "change-0": "remove"})
    assert late.status_code == 200
    assert late.context["stale"]["by"] == released.office.display_name
    assert late.context["stale"]["changes"] == [
        (
            "Đồng chí 1",
            "Lê Văn Bình; Phó Bí thư; Bổ sung vào quy hoạch; Trẻ.",
            "Lê Văn Bình; Phó Bí thư; Đưa ra khỏi quy hoạch; Trẻ.",
        ),
        ("Nhận xét chung", "Giữ nguyên.", "Bổ sung một."),
    ]
    assert PlanningReview.objects.get().text == "Giữ nguyên."


def test_a_planning_review_from_before_a_re_review_says_so_and_can_be_taken_back(client, released):
    file = released.file("KP01")
    client.force_login(released.office)
    client.post(url("planning_file", file.pk), {"revision": 0, "rows": 0, "text": "Giữ nguyên.", "file": "1"})
    client.post(url("planning_ward", released.campaign.pk), {"revision": 0, "text": "Một bản."})
    number = {"revision": 1, "number": "08-TTr/VP", "dated_on": "10/01/2022"}
    client.post(url("planning_submit", released.campaign.pk), number)
    assert 'name="back"' not in page(client, released.office, "planning_file", file.pk)

    ReviewFile.objects.filter(pk=file.pk).update(stage_since=make.now())

    assert 'name="back"' in page(client, released.office, "planning_file", file.pk)
    assert "trước khi kiểm điểm lại" in page(client, released.office, "planning_ward", released.campaign.pk)
    assert "Đã trình tại văn bản số 08-TTr/VP" in page(client, released.office, "planning_submit", released.campaign.pk)


def test_a_revision_that_never_was_is_told_as_a_stale_page(client, released):
    campaign = released.campaign.pk
    client.force_login(released.office)
    for address, typed in (
        (url("planning_file", released.file("KP01").pk), {"rows": 0, "text": "Mới."}),
        (url("planning_ward", campaign), {"text": "Mới."}),
        (url("planning_submit", campaign), {"number": "08-TTr/VP", "dated_on": "10/01/2022"}),
    ):
        answer = client.post(address, {"revision": 7, **typed})
        assert (answer.status_code, "Chưa lưu" in answer.content.decode()) == (200, True)
        assert answer.context["form"]["revision"].value() == "0"
    assert (PlanningReview.objects.count(), PlanningSummary.objects.count()) == (0, 0)


def test_released_results_stand_marked_during_a_re_review_and_the_ward_is_no_draft(client, released):
    secretary = make.make_account("bithu1", "secretary", released.first)
    assert "badge-word" in page(client, secretary, "results", released.campaign.pk)
    order = re_review(released, "KP01")
    issue_order(
        by=released.committee, order_id=order.pk, number="15-CV/ĐU", dated_on=make.TODAY, revision=1, on=make.TODAY
    )
    shown = page(client, secretary, "results", released.campaign.pk)
    assert ("Đang kiểm điểm lại" in shown, "Kết quả chưa được công bố" in shown, "badge-word" in shown) == (
        True,
        False,
        True,
    )
    ward = page(client, released.office, "results", released.campaign.pk)
    assert ("Đang kiểm điểm lại" in ward, "Phần còn lại đều đã ký." in ward, "chưa có quyết định" in ward) == (
        True,
        True,
        False,
    )


def issued_again(sitting, code="KP01") -> None:
    order = re_review(sitting, code)
    issue_order(
        by=sitting.committee, order_id=order.pk, number="15-CV/ĐU", dated_on=make.TODAY, revision=1, on=make.TODAY
    )


def sent_now(sitting, number="12") -> IssuedPaper:
    copy = issued_copy(sitting.campaign, number)
    copy.at = clock.now()
    copy.save(update_fields=["at"])
    return copy


def test_during_a_re_review_the_district_keeps_the_report_it_has_and_no_other(client, released):
    district = make.make_account("quan", "district", released.ward)
    sent = sent_now(released)
    issued_again(released)

    shown = page(client, district, "results", released.campaign.pk)
    assert "1 hồ sơ đang được kiểm điểm lại theo văn bản của Ban Thường vụ." in shown
    assert url("issued_paper", sent.pk) in shown
    assert client.get(url("issued_paper", sent.pk)).content == bytes(sent.content)
    later = sent_now(released, "13")  # tells grades that are not released
    page(client, district, "issued_paper", later.pk, status=404)
    assert url("issued_paper", later.pk) not in page(client, district, "results", released.campaign.pk)


def test_an_order_tells_how_many_signed_grades_it_lays_aside(client, released):
    file = released.file("KP01")
    signed = Grading.objects.filter(review__file=file, step="decision", current=True).count()
    file.reviews.filter(kind="member").first().gradings.filter(step="decision").update(current=False)
    order = re_review(released, "KP01")
    shown = page(client, released.committee, "order_issue", order.pk)
    assert f"Kết quả đã ký của {signed - 1} đối tượng" in shown


def test_an_earlier_result_of_a_member_is_marked_during_a_re_review(client, released):
    review = released.file("KP01").reviews.filter(kind="member").order_by("pk").first()
    member = make.make_account("an", "member", released.ward, member=review.member, uses_pin=True)
    issued_again(released)
    Campaign.objects.update(stage="closed")  # a year that is not the running one
    client.force_login(member)
    assert "đang kiểm điểm lại" in client.get(reverse("assessments:my_review")).content.decode()


def test_a_round_beyond_the_last_does_not_exist(client, released):
    file = released.file("KP01")
    page(client, released.office, "file_round", file.pk, 2, status=404)
    page(client, released.office, "file_changes", file.pk, 0, status=404)


def test_the_release_page_tells_its_totals(client):
    sitting = Sitting()
    sitting.decide_all()
    client.force_login(sitting.committee)
    counts = client.get(url("release", sitting.campaign.pk)).context["counts"]
    assert counts == [
        ("Đảng viên", [0, 11, 0, 0], 11),
        ("Cán bộ lãnh đạo, quản lý", [0, 1, 0, 0], 1),
        ("Chi bộ", [0, 2, 0, 0], 2),
        ("Tập thể lãnh đạo, quản lý", [0, 1, 0, 0], 1),
    ]


def test_the_district_reads_no_round_and_no_text(client, released):
    file = released.file("KP02")
    order = re_review(released)
    issue_order(
        by=released.committee, order_id=order.pk, number="15-CV/ĐU", dated_on=make.TODAY, revision=1, on=make.TODAY
    )
    district = make.make_account("quanuy", "district", released.ward)
    for name, args in (
        ("file_rounds", (file.pk,)), ("file_round", (file.pk, 1)), ("file_changes", (file.pk, 2)),
        ("order_detail", (order.pk,)), ("planning_file", (file.pk,)), ("planning_ward", (released.campaign.pk,)),
    ):  # fmt: skip
        page(client, district, name, *args, status=404)


def cost(name, campaign, account) -> int:
    file = ReviewFile.objects.filter(campaign=campaign).order_by("position").first()
    args = {
        "file_rounds": [file.pk],
        "file_round": [file.pk, 1],
        "file_changes": [file.pk, 2],
        "planning_file": [file.pk],
    }
    client = Client()
    client.force_login(account)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url(name, *args.get(name, [campaign.pk]))).status_code == 200
    return len(queries)


def test_the_pages_cost_the_same_at_three_and_at_a_hundred_and_twenty():
    wards = [ward_of("P11", cells=3, members=3), ward_of("P12", cells=120, members=120)]
    for campaign, office in wards:
        file = ReviewFile.objects.filter(campaign=campaign).order_by("position").first()
        take_step(by=office, file_id=file.pk, step="return", on=make.TODAY, note="x")
        ReviewFile.objects.filter(campaign=campaign).exclude(pk=file.pk).update(
            stage=Stage.SUBMITTED, staged_at=make.now(), staged_by="x"
        )
        PlanningReview.objects.bulk_create(
            PlanningReview(file=one, filed_at=make.now(), saved_at=make.now(), text="Giữ nguyên.")
            for one in ReviewFile.objects.filter(campaign=campaign)
        )
    names = ("order_list", "acceptance", "planning_ward", "file_rounds", "file_round", "file_changes", "planning_file")
    costs = {name: tuple(cost(name, *ward) for ward in wards) for name in names}
    assert {name: pair for name, pair in costs.items() if pair[0] != pair[1]} == {}
    assert max(pair[0] for pair in costs.values()) <= 45

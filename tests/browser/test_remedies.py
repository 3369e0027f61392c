"""Shortcomings in a real browser: assessed, planned, overdue on the ward's page, a correction noted; by eye and axe."""

import pytest
from django.urls import reverse

from assessments.models import RemedyMeasure, RemedyNote
from tests import factories as make
from tests.assessments.remedy_scene import AN, BINH, BODY, carried, make_remedy_scene, name, note, plan
from tests.browser.leaving import leaving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(live_server, settings):
    settings.SAMPLE_TODAY = make.TODAY
    return make_remedy_scene()


def url(page, *args):
    return reverse(f"assessments:{page}", args=args)


def test_assessed_planned_overdue_noted(scene, signed_in):
    body, person = carried(scene, BODY)[0], carried(scene, AN)
    page = signed_in(scene.secretary)
    page.goto(url("cell_home", scene.file.pk))
    with leaving(page):
        page.click("text=Khắc phục hạn chế năm 2020")
    page.click("text=Tiếp tục: đánh giá Chi ủy Khu phố 1")
    page.check(f"[name=outcome_{body.pk}][value=fixing]")
    with leaving(page):
        page.click("button:has-text('Lưu đánh giá')")
    page.wait_for_selector("#error-summary")
    page.click(f"#error-summary a[href='#id_progress_{body.pk}']")
    page.keyboard.type("Đã kiểm tra một chuyên đề, còn một.")
    with leaving(page):
        page.click("button:has-text('Lưu đánh giá')")
    page.wait_for_selector(".note-success")
    assert AN in page.inner_text("h1")  # the next one who waits, without going back
    page.check(f"[name=outcome_{person[0].pk}][value=fixed]")
    page.check(f"[name=outcome_{person[1].pk}][value=not_fixed]")
    with leaving(page):
        page.click("button:has-text('Lưu đánh giá')")
    page.wait_for_selector(".note-success")

    with leaving(page):
        page.click("a.btn:has-text('Lập kế hoạch')")
    page.fill("#id_measure-0", "Nộp báo cáo trước ngày 25")
    page.fill("#id_person-0", "Nguyễn Văn Bình")
    page.fill("#id_due_on-0", "05/01/2022")
    page.click("button[name=save]")
    page.wait_for_selector(".note-success")
    measure = RemedyMeasure.objects.get(shortcoming=person[1])
    assert measure.member_id == scene.review(BINH).member_id
    page.goto(url("file_remedies", scene.file.pk))
    page.wait_for_selector("text=Tiếp tục: kế hoạch của Chi ủy Khu phố 1")

    page = signed_in(scene.committee)
    page.goto(url("campaign_detail", scene.campaign.pk))
    with leaving(page):
        page.click("text=Hạn chế và kế hoạch khắc phục")
    with leaving(page):
        page.click(".stage-counts a:has-text('có biện pháp quá hạn')")
    assert "Nộp báo cáo trước ngày 25" in page.inner_text(".remedy-table")
    page.click(".remedy-table a:has-text('Ghi nhận uốn nắn')")
    page.fill("#id_text", "Đã nhắc nhở, yêu cầu xong trước 20/01.")
    page.click("button:has-text('Lưu ghi nhận')")
    page.wait_for_selector(".note-success")

    assert RemedyNote.objects.get().review_id == person[1].review_id
    assert "Đã nhắc nhở, yêu cầu xong trước 20/01." in page.inner_text("main")


def test_what_is_typed_into_the_critique_is_there_after_the_way_to_the_assessment(scene, signed_in):
    review = scene.review(AN)
    page = signed_in(scene.secretary)
    page.goto(url("critique_edit", review.pk))
    page.fill("#id_text_remedies", "Đang viết dở")
    page.click("text=Đánh giá từng hạn chế (còn 2)")
    page.wait_for_selector("text=Lưu đánh giá")

    page.click("text=Đến bản kiểm điểm")
    page.wait_for_selector("#id_text_remedies")

    assert page.input_value("#id_text_remedies") == "Đang viết dở"


def test_every_page_is_accessible_and_fits_its_window(scene, look_at):
    [row] = name(scene, BINH, "Chậm nộp đảng phí")
    plan(scene, BINH, row)
    note(scene)
    an = scene.review(AN)
    pages = [
        (scene.secretary, url("file_remedies", scene.file.pk)),
        (scene.secretary, url("remedies", an.pk)),
        (scene.secretary, url("remedy_shortcomings", an.pk)),
        (scene.secretary, url("remedy_plan", scene.review(BINH).pk)),
        (scene.secretary, url("critique_edit", an.pk)),
        (scene.secretary, url("file_check", scene.file.pk)),
        (scene.committee, url("ward_remedies", scene.campaign.pk)),
        (scene.committee, url("remedy_note", an.pk)),
        (scene.office, url("results", scene.campaign.pk)),
    ]
    for account, address in pages:
        look_at(account, address)

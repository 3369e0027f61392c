"""Pages of reminders: stages, draft, letters, record; the own ones, on the home pages and on their own page."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import ReminderBatch, ReminderMessage, ReviewFile
from assessments.selectors.reminders import preview_of
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.pages import get, post, text, url
from tests.assessments.reminder_scene import ADDRESS, draft, make_reminder_scene, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return make_reminder_scene()


def looked_at(batch: ReminderBatch) -> dict:
    return {"revision": batch.revision, "expected": preview_of(batch, make.TODAY).fingerprint}


def test_the_list_tells_each_stage_with_its_day_and_who_is_not_done(scene):
    page = text(get(scene.office, "reminder_list", scene.campaign.pk))

    assert (
        "Gửi hồ sơ kiểm điểm 25/12/2021 quá hạn 16 ngày 2 việc : Gửi hồ sơ kiểm điểm Chi bộ Khu phố 1 : chưa gửi hồ sơ"
        in page
    )
    assert "2 tài khoản – Soạn thư nhắc : Gửi hồ sơ kiểm điểm" in page
    assert "Rà soát quy hoạch chưa có hạn đã xong 0 tài khoản – –" in page
    assert "Soạn thư nhắc" not in text(get(scene.committee, "reminder_list", scene.campaign.pk))


def test_a_year_in_preparation_has_nothing_due(scene):
    campaign = make.make_campaign(scene.campaign.ward, scene.office, 2022)

    assert "Năm kiểm điểm chưa mở" in text(get(scene.office, "reminder_list", campaign.pk))


def test_drafted_from_the_list_it_opens_with_its_letters(scene):
    answer = post(scene.office, "reminder_draft", scene.campaign.pk, "files")
    batch = ReminderBatch.objects.get()
    page = text(get(scene.office, "reminder_detail", batch.pk))

    assert answer.url == url("reminder_detail", batch.pk)
    assert "Sẽ nhắc 2 tài khoản: 1 người nhận cả thư điện tử, 1 người chỉ nhận trên hệ thống" in page
    assert f"Bí thư Một {ADDRESS} 1" in page
    assert "Kính gửi đồng chí Bí thư Một Văn phòng Đảng ủy kính nhắc" in page
    assert "Gửi cho 2 tài khoản" in page
    assert "Xem và gửi thư nhắc: Gửi hồ sơ kiểm điểm" in text(get(scene.office, "dashboard"))


def test_a_stage_that_is_through_leads_back_to_the_list_with_the_reason(scene):
    answer = post(scene.office, "reminder_draft", scene.campaign.pk, "returned")

    assert answer.url == url("reminder_list", scene.campaign.pk)
    assert post(scene.office, "reminder_draft", scene.campaign.pk, "nothing").status_code == 404


def test_the_committee_reads_the_letters_and_no_address(scene):
    page = text(get(scene.committee, "reminder_detail", draft(scene).pk))

    assert "trên hệ thống và qua thư điện tử" in page
    assert ADDRESS not in page
    assert "Gửi cho" not in page


def test_preview_names_whom_nobody_can_remind_and_who_is_passed_over(scene):
    ReviewFile.objects.filter(pk=scene.other_file.pk).update(stage=Stage.SUBMITTED)
    scene.secretary.is_active = False
    scene.secretary.save()
    page = text(get(scene.office, "reminder_detail", draft(scene).pk))

    assert "Không có ai để nhắc (1)" in page
    assert "Chi bộ Khu phố 1: chưa gửi hồ sơ" in page
    assert "Không nhắc (1)" in page
    assert "Chi bộ Khu phố 2: Đã gửi, chờ văn phòng" in page
    assert "Mọi người đã xong: không còn ai phải nhắc." in page


def test_sent_it_stands_in_the_portal_and_leaves_by_mail(scene):
    batch = draft(scene)
    answer = post(scene.office, "reminder_send", batch.pk, **looked_at(batch))
    page = text(get(scene.office, "reminder_detail", batch.pk))

    assert answer.url == url("reminder_detail", batch.pk)
    assert [one.to for one in mail.outbox] == [[ADDRESS]]
    assert "Chỉ đọc trên hệ thống: 1; Đã gửi thư điện tử: 1" in page
    assert "Gửi phần còn lại" not in page
    assert "Sửa tiêu đề" not in page
    assert "Chỉ đọc trên hệ thống: 1" in text(get(scene.office, "reminder_list", scene.campaign.pk))


def test_a_changed_list_comes_back_with_the_new_one(scene):
    batch = draft(scene)
    shown = looked_at(batch)
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)
    answer = post(scene.office, "reminder_send", batch.pk, **shown)

    assert answer.status_code == 200
    assert "đã thay đổi từ lúc đồng chí xem" in text(answer)
    assert "Gửi cho 1 tài khoản" in text(answer)
    assert looked_at(batch)["expected"] in answer.content.decode()
    assert (mail.outbox, ReminderMessage.objects.count()) == ([], 0)


def test_words_typed_over_somebody_elses_come_back_with_both(scene):
    batch = draft(scene)
    post(scene.office, "reminder_edit", batch.pk, revision=1, subject="Của người trước", text="Trước")
    answer = post(scene.office, "reminder_edit", batch.pk, revision=1, subject="Của tôi", text="Tôi")
    page = answer.content.decode()

    assert "Của người trước" in page
    assert 'value="Của tôi"' in page
    assert post(scene.office, "reminder_edit", batch.pk, revision=2, subject="Của tôi", text="Tôi").status_code == 302
    batch.refresh_from_db()
    assert (batch.subject, batch.text) == ("Của tôi", "Tôi")


def test_a_discarded_draft_is_no_longer_to_be_sent(scene):
    batch = draft(scene)
    answer = post(scene.office, "reminder_discard", batch.pk, revision=1)

    assert answer.url == url("reminder_list", scene.campaign.pk)
    assert "Không có thư nào được gửi." in text(get(scene.office, "reminder_detail", batch.pk))
    assert "Thư nhắc này không còn là bản thảo." in text(get(scene.office, "reminder_edit", batch.pk))


def test_what_did_not_leave_is_told_plainly_and_sent_with_one_button(scene, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    batch = draft(scene)
    post(scene.office, "reminder_send", batch.pk, **looked_at(batch))
    page = text(get(scene.office, "reminder_detail", batch.pk))

    assert "Không kết nối được máy chủ thư, hoặc máy chủ không cho hệ thống đăng nhập." in page
    assert "Gửi phần còn lại: 1 thư điện tử" in page
    assert "Chưa cài đặt máy chủ thư" not in page
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    post(scene.office, "reminder_rest", batch.pk)
    assert [one.to for one in mail.outbox] == [[ADDRESS]]


# --- the own ones


def test_the_home_of_the_cell_shows_it_until_it_is_marked_as_read(scene):
    send(scene)
    message = ReminderMessage.objects.get(account=scene.secretary)
    before = text(get(scene.secretary, "cell_home", scene.file.pk))
    answer = post(scene.secretary, "reminder_read", message.pk, home="1")

    assert f"{message.subject} Chi bộ Khu phố 1 : chưa gửi hồ sơ (25/12/2021, quá hạn 16 ngày )" in before
    assert answer.url == url("dashboard")
    assert message.subject not in text(get(scene.secretary, "cell_home", scene.file.pk))


def test_every_account_reads_its_own_and_no_others(scene):
    send(scene)
    page = text(get(scene.secretary, "my_reminders"))

    assert "1 thư còn việc phải làm" in page
    assert f"Thư nhắc cũng được gửi đến {ADDRESS}." in page
    assert "Kính gửi đồng chí Bí thư Một" in page
    assert "Bí thư Hai" not in page
    assert "Đồng chí chưa có thư nhắc nào." in text(get(scene.office, "my_reminders"))
    message = ReminderMessage.objects.get(account=scene.secretary)
    assert post(scene.other_secretary, "reminder_read", message.pk).status_code == 404


def test_a_member_with_a_pin_is_told_on_the_page_of_the_own_review(scene):
    review = scene.review("Nguyễn Văn An")
    writer = make.make_account("an", "member", scene.campaign.ward, member=review.member, uses_pin=True)
    send(scene, draft(scene, "own_reviews"))
    page = get(writer, "my_review")

    assert "bản tự kiểm điểm của đồng chí chưa nộp (25/12/2021, quá hạn 16 ngày )" in text(page)
    assert url("critique_edit", review.pk) in page.content.decode()


def test_the_pages_cost_the_same_however_many_are_reminded(scene):
    counts = []
    for _round in range(2):
        batch = draft(scene)
        with CaptureQueriesContext(connection) as queries:
            get(scene.office, "reminder_detail", batch.pk)
            get(scene.office, "reminder_list", scene.campaign.pk)
            get(scene.secretary, "my_reminders")
        counts.append(len(queries))
        for number in range(5):
            make.make_account(f"pho{number}{_round}", "secretary", scene.file.cell)
        if _round == 0:
            batch.delete()
    assert counts[0] == counts[1]

"""A reminder in a real browser: drafted, each letter looked at and counted, sent, seen by the secretary; by eye and axe."""

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import ReminderMessage
from tests import factories as make
from tests.assessments.reminder_scene import ADDRESS, draft, make_reminder_scene, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(live_server, settings):
    settings.SAMPLE_TODAY = make.TODAY
    return make_reminder_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def test_drafted_counted_sent_and_seen_by_the_secretary(scene, signed_in):
    page = signed_in(scene.office)
    page.goto(url("campaign_detail", scene.campaign.pk))
    page.click("text=Thời hạn và nhắc việc")
    page.click("button:has-text('Soạn thư nhắc: Gửi hồ sơ kiểm điểm')")
    page.click("text=Sửa tiêu đề và nội dung")
    page.fill("#id_subject", "Nhắc gửi hồ sơ")
    page.click("button:has-text('Lưu và xem các thư')")
    expect(page.locator("#letters + .table-region tbody tr")).to_have_count(2)
    page.click("summary:has-text('Xem: Bí thư Một')")
    expect(page.locator("text=- Chi bộ Khu phố 1: chưa gửi hồ sơ (hạn 25/12/2021)")).to_be_visible()
    page.click("button:has-text('Gửi cho 2 tài khoản')")
    expect(page.locator(".note-success")).to_contain_text("Đã gửi 1 thư điện tử.")
    assert [(one.to, one.subject) for one in mail.outbox] == [([ADDRESS], "Nhắc gửi hồ sơ")]

    page = signed_in(scene.secretary)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/")
    note = page.locator(".note-warning", has_text="Nhắc gửi hồ sơ")
    expect(note).to_contain_text("quá hạn 16 ngày")
    note.locator("button").click()
    expect(page.locator("text=Nhắc gửi hồ sơ")).to_have_count(0)
    assert ReminderMessage.objects.get(account=scene.secretary).read_at is not None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_accessible_and_fits_a_phone(scene, signed_in, axe, live_server, settings, language):
    sent, waiting = send(scene), draft(scene)
    pages = [
        (scene.office, url("reminder_list", scene.campaign.pk)),
        (scene.office, url("reminder_edit", waiting.pk)),
        (scene.office, url("reminder_detail", waiting.pk)),
        (scene.office, url("reminder_detail", sent.pk)),
        (scene.office, reverse("cells:account_address", args=[scene.secretary.pk])),
        (scene.secretary, url("my_reminders")),
        (scene.secretary, url("cell_home", scene.file.pk)),
        (scene.secretary, reverse("cells:own_address")),
    ]
    for account, address in pages:
        page = signed_in(account)
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.goto(address).status == 200, address
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address

"""Work in the background in a real browser: asked for, seen to advance without a reload, downloaded; on a phone too."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from assessments.models import Job
from tests import factories as make
from tests.assessments.sitting import Sitting
from tests.browser.leaving import leaving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ward(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return Sitting(members=2)


def test_the_office_asks_sees_it_advance_and_downloads(ward, signed_in, look_at, axe, tmp_path):
    page = signed_in(ward.office)
    page.goto(f"/assessments/{ward.campaign.pk}/papers/")
    with leaving(page):
        page.get_by_role("link", name="Tạo văn bản của toàn đảng bộ").click()
    with leaving(page):
        page.get_by_role("row", name="Danh sách điểm danh").get_by_role("button").click()
    expect(page.locator("#jobs-open")).to_have_text("Có 1 việc đang chạy. Đồng chí có thể rời trang này.")
    expect(page.get_by_role("link", name="Xem tiến độ")).to_be_hidden()
    Job.objects.update(state="running", done=1)
    expect(page.locator("#jobs span.nowrap")).to_have_text("1/3")
    axe(page)

    page.get_by_role("button", name="Hủy việc").focus()
    Job.objects.update(state="waiting", done=0)
    call_command("job_worker", until_empty=True)
    expect(page.locator("#jobs-open")).to_have_text("Không có việc nào đang chạy.")
    download = page.get_by_role("button", name="Tải về")
    expect(download).to_be_focused()
    axe(page)
    with page.expect_download() as got:
        page.keyboard.press("Enter")

    path = Path(got.value.path())
    assert got.value.suggested_filename == "attendance-list-P11-2021.zip"
    assert len(ZipFile(path).namelist()) == Job.objects.get().total == 3
    look_at(ward.office, f"/assessments/files/{ward.file('KP01').pk}/papers/")

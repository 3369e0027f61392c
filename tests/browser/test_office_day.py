"""A day of the ward office: a hint that the committee issues, a file sent back, others accepted, a plan that is overdue."""

from datetime import date

import pytest

from assessments.models import RemedyNote, ReviewFile, ReviewHint
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.remedy_scene import AN, assess, carried, make_first_year, name, open_next, plan
from tests.browser.leaving import leaving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(live_server, settings):
    """Four cells have sent their files; An of the first still had a measure to carry out by the fifth of January."""
    settings.SAMPLE_TODAY = make.TODAY
    scene = make_first_year()
    ward = scene.campaign.ward
    name(scene, AN, "Nộp báo cáo muộn")
    for code in ("KP03", "KP04"):
        make.make_member(make.make_cell(ward, code, f"Chi bộ Khu phố {code[-1]}"))
    scene.person = make.make_member(None, "Đỗ Thị Phụ Trách", ward=ward)
    make.make_collective(ward, [scene.person], "DU", kind="party_committee", name="Đảng ủy Phường 11")
    open_next(scene)
    [row] = carried(scene, AN)
    assess(scene, row, "fixing", "Còn chậm một kỳ")
    plan(scene, AN, row, measure="Nộp báo cáo trước ngày 25", due_on=date(2022, 1, 5))
    ReviewFile.objects.filter(campaign=scene.campaign, cell__isnull=False).update(stage=Stage.SUBMITTED)
    return scene


def test_a_day_of_the_office(scene, signed_in):
    draft_a_hint(signed_in(scene.office), scene)
    issue_it(signed_in(scene.committee), scene)
    page = signed_in(scene.office)
    send_one_back(page)
    accept_two_together(page)
    note_who_is_late(page)

    stages = dict(ReviewFile.objects.filter(campaign=scene.campaign, cell__isnull=False).values_list("code", "stage"))
    assert stages == {"KP01": "returned", "KP02": "returned", "KP03": "accepted", "KP04": "accepted"}
    page.goto("/assessments/board/")
    assert "trả lại" in page.locator("tr", has_text="Chi bộ Khu phố 2").inner_text().lower()


def open_work(page, words: str) -> None:
    """One line of what waits for me; one click from there."""
    page.goto("/")
    with leaving(page):
        page.locator("main").get_by_role("link", name=words).first.click(timeout=30_000)


def press(page, words: str) -> None:
    with leaving(page):
        page.locator("main").get_by_role("button", name=words).first.click()
    page.wait_for_selector(".note-success")


def draft_a_hint(page, scene) -> None:
    page.goto("/assessments/board/")
    for words in ("Gợi ý kiểm điểm", "Soạn gợi ý"):
        with leaving(page):
            page.locator("main").get_by_role("link", name=words).first.click()
    page.fill("#id_review", scene.review(AN).code)
    page.fill("#id_point_1", "Nêu rõ nguyên nhân nộp báo cáo muộn.")
    with leaving(page):
        page.click("button[value=save]")
    page.wait_for_selector(".note-success")


def issue_it(page, scene) -> None:
    open_work(page, "gợi ý")
    if page.url.endswith(f"/hints/{ReviewHint.objects.get().pk}/"):
        with leaving(page):
            page.locator("main").get_by_role("link", name="Ban hành").first.click()
    typed = {
        "number": "15-CV/ĐU", "dated_on": "10/01/2022", "in_charge": scene.person.code, "due_on": "20/01/2022",
        "password": make.PASSWORD,
    }  # fmt: skip
    for field, text in typed.items():
        page.fill(f"#id_{field}", text)
    press(page, "Ban hành gợi ý")

    hint = ReviewHint.objects.get()
    assert (hint.state, hint.number, hint.review.file.stage) == ("issued", "15-CV/ĐU", "returned")


def send_one_back(page) -> None:
    open_work(page, "Thẩm định hồ sơ của Chi bộ Khu phố 2")
    with leaving(page):
        page.locator("main").get_by_role("link", name="Trả lại, ghi lý do").click(timeout=30_000)
    page.fill("[name=note]", "Biên bản chưa ghi ý kiến góp ý.")
    page.fill("[name=due_on]", "14/01/2022")
    press(page, "Trả lại chi bộ")


def accept_two_together(page) -> None:
    page.goto("/assessments/board/")
    with leaving(page):
        page.locator("main").get_by_role("link", name="Nhận hồ sơ").first.click()
    for cell in ("Chi bộ Khu phố 3", "Chi bộ Khu phố 4"):
        with leaving(page):
            page.get_by_role("button", name=cell).click()
    assert "2 hồ sơ" in page.inner_text("main")
    press(page, "Nhận 2 hồ sơ")


def note_who_is_late(page) -> None:
    open_work(page, "1 biện pháp")
    assert "Nộp báo cáo trước ngày 25" in page.inner_text(".remedy-table")
    with leaving(page):
        page.click(".remedy-table a:has-text('Ghi nhận uốn nắn')")
    page.fill("#id_text", "Đã nhắc nhở, yêu cầu xong trước 20/01.")
    press(page, "Lưu ghi nhận")

    assert RemedyNote.objects.get().text == "Đã nhắc nhở, yêu cầu xong trước 20/01."

"""A cell's sheet in a real browser: downloaded, filled in by another program, both sides changed, settled; on a phone too."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assessments.cell_sheet.layout import BALLOT_LAYOUT
from assessments.models import BallotCount, SelfCritique
from tests.assessments.cell_scene import full_values, hold_meeting, make_scene
from tests.assessments.cell_sheet.sheets import typed
from tests.assessments.services.test_cell_sheets import AN, BINH, CUONG, PERSON, draft, text_of
from tests.assessments.services.test_cell_sheets import self_critiques as service
from tests.browser.leaving import leaving
from tests.factories import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def no_wider_than_the_window(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def looked_at(page: Page, axe) -> None:
    axe(page)
    assert no_wider_than_the_window(page)


def choose(page: Page, folder: Path, data: bytes) -> None:
    path = folder / "phieu.xlsx"
    path.write_bytes(data)
    page.set_input_files("input[type=file]", str(path))
    with leaving(page):
        page.get_by_role("button", name="Đọc tệp").click()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_sheet_is_filled_in_without_a_connection(signed_in, axe, tmp_path, width):
    scene = make_scene()
    hold_meeting(scene)
    page = signed_in(scene.secretary)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/assessments/files/{scene.file.pk}/critiques/")
    with leaving(page):
        page.get_by_role("link", name="Ghi bằng Excel khi không có mạng").click()
    looked_at(page, axe)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải bảng (.xlsx)").click()
    data = Path(download.value.path()).read_bytes()
    text = "Hoàn thành các việc được giao trong năm, có số liệu kèm theo."
    data = typed(data, PERSON, AN, text_duties=text, self_grade="Hoàn thành tốt nhiệm vụ")
    data = typed(typed(data, PERSON, BINH, text_duties="Bản trong tệp"), PERSON, CUONG, text_duties="Ghi sau khi nộp")
    draft(scene, BINH, text="Bản trên cổng")
    review = scene.review(CUONG)
    service.submit_critique(by=scene.secretary, review_id=review.pk, values=full_values(review), revision=0, on=TODAY)

    choose(page, tmp_path, typed(data, BALLOT_LAYOUT, AN, good=2))
    expect(page.get_by_role("row", name="Bỏ phiếu")).to_be_visible()
    expect(page.get_by_role("button", name="Ghi theo bảng")).to_have_count(0)
    looked_at(page, axe)

    with leaving(page):
        page.get_by_role("link", name="Chọn lại tệp").click()
    choose(page, tmp_path, typed(data, BALLOT_LAYOUT, AN, good=3))
    mine = page.get_by_role("group", name=BINH)
    expect(mine.get_by_label("Giữ như trên cổng")).to_be_checked()
    expect(page.get_by_role("group", name=CUONG).get_by_label("Ghi theo tệp")).to_have_count(0)
    looked_at(page, axe)
    mine.get_by_label("Ghi theo tệp").focus()
    page.keyboard.press("Space")
    with leaving(page):
        page.get_by_role("button", name="Ghi theo bảng").click()

    expect(page.get_by_role("row", name=AN).first).to_be_visible()
    looked_at(page, axe)
    assert [text_of(scene, name) for name in (AN, BINH)] == [text, "Bản trong tệp"]
    assert text_of(scene, CUONG) == full_values(review).texts["duties"]
    assert SelfCritique.objects.get(review=scene.review(AN)).self_grade == "good"
    assert BallotCount.objects.get(review=scene.review(AN)).good == 3

"""The ground's workbook in a real browser: downloaded, filled in, mended, confirmed; on a phone too."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cells.models import Seat, YearRecord
from cells.roles import Role
from tests.browser.leaving import leaving
from tests.factories import make_account, make_cell, make_collective, make_member, make_open_campaign, make_ward
from tests.ground_workbooks import with_cells, with_rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def choose(page: Page, folder: Path, data: bytes) -> None:
    path = folder / "to-chuc.xlsx"
    path.write_bytes(data)
    page.set_input_files("input[type=file]", str(path))
    with leaving(page):
        page.get_by_role("button", name="Đọc tệp").click()


def no_wider_than_the_window(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_rest_of_the_ground_goes_in_by_a_workbook(signed_in, axe, tmp_path, width):
    ward = make_ward()
    member = make_member(make_cell(ward, "KP01"), "Trần Thị Bình", code="M0001")
    make_collective(ward, [member], code="UBND", kind="peoples_committee")
    office = make_account("vanphong", Role.OFFICE, ward)
    make_open_campaign(ward, office)
    page = signed_in(office)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/cells/organizations/")
    with leaving(page):
        page.get_by_role("link", name="thông tin năm bằng tệp Excel").click()
    axe(page)
    assert no_wider_than_the_window(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp với thông tin năm 2021").click()
    data = Path(download.value.path()).read_bytes()
    data = with_cells(data, "year_facts", task_completion_2=88)
    data = with_rows(data, "posts", {"person": "M0001", "unit": "UBND", "title": "Chủ tịch", "management_level": "Quận quản lý"})  # fmt: skip

    choose(page, tmp_path, with_cells(data, "seats", to_date_2=date(2000, 1, 1)))
    expect(page.get_by_role("row", name=re.compile("Thành viên tập thể.* 2 .*Đến ngày"))).to_be_visible()
    expect(page.get_by_role("button", name="Nhập tệp này")).to_have_count(0)
    axe(page)
    assert no_wider_than_the_window(page)

    with leaving(page):
        page.get_by_role("link", name="Chọn lại tệp").click()
    choose(page, tmp_path, with_cells(data, "seats", reason_2="Ghi nhầm người"))
    expect(page.get_by_text("1 dòng (thông tin trong năm, kỷ luật, tình trạng)")).to_be_visible()
    expect(page.get_by_text("Lý do: Ghi nhầm người")).to_be_visible()
    axe(page)
    assert no_wider_than_the_window(page)
    with leaving(page):
        page.get_by_role("button", name="Nhập tệp này").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhập tệp")
    axe(page)
    assert no_wider_than_the_window(page)
    assert (YearRecord.objects.get().task_completion, Seat.objects.count(), member.posts.count()) == (88, 0, 1)

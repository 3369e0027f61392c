"""The roster in a real browser: chosen, looked at by keyboard and on a phone, confirmed."""

import pytest
from playwright.sync_api import Page, expect

from cells.models import Member
from cells.roles import Role
from tests import workbooks
from tests.browser.leaving import leaving
from tests.factories import make_account, make_ward
from tests.workbooks import AN, BINH, CUONG, DUNG, ward_layout, with_

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KP1 = "1. CHI BỘ KHU PHỐ 1 (3 đồng chí)"


def choose(page: Page, path) -> None:
    page.goto("/cells/roster/")
    page.set_input_files("input[type=file]", str(path))
    with leaving(page):
        page.get_by_role("button", name="Đọc tệp").click()


def no_wider_than_the_window(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_ward_s_roster_goes_in_through_the_browser(signed_in, axe):
    ward = make_ward()
    page = signed_in(make_account("vanphong", Role.OFFICE, ward))
    page.goto("/cells/roster/")
    axe(page)

    choose(page, workbooks.WARD_ROSTER)
    axe(page)
    page.get_by_text("Chi bộ Khu phố 3 (33)").click()
    expect(page.get_by_text("Đoàn Đức Phúc")).to_be_visible()
    with leaving(page):
        page.get_by_role("button", name="Nhập danh sách này").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhập danh sách")
    axe(page)
    assert Member.objects.count() == 591


@pytest.mark.parametrize("width", [1280, 360])
def test_questions_changes_and_people_gone_fit_the_window(signed_in, axe, tmp_path, width):
    ward = make_ward()
    page = signed_in(make_account("vanphong", Role.OFFICE, ward))
    page.set_viewport_size({"width": width, "height": 900})
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    first.write_bytes(ward_layout((KP1, [AN, BINH, CUONG])))
    changed = [with_(AN, card="79.7"), with_(BINH, note=None, official="1/7/2022")]
    second.write_bytes(ward_layout((KP1, changed), ("2. CHI BỘ KHU PHỐ 2 (1 đồng chí)", [DUNG])))
    choose(page, first)
    with leaving(page):
        page.get_by_role("button", name="Nhập danh sách này").click()

    choose(page, second)
    axe(page)
    assert no_wider_than_the_window(page)
    page.get_by_label("Là Nguyễn Văn An").check()
    page.get_by_label("không phải là chi bộ của đảng bộ").select_option("create")
    page.get_by_label("Lê Quốc Cường (M0003) đã chuyển đi").check()
    with leaving(page):
        page.get_by_role("button", name="Nhập danh sách này").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhập danh sách")
    assert Member.objects.filter(left_on__isnull=True).count() == 3

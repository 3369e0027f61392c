"""The slips of first passwords in a real browser: they fit the window, so that no password is cut off."""

import pytest

from tests.browser.leaving import leaving
from tests.factories import make_account, make_cell, make_ward

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_slips_fit_the_window(signed_in, axe, width):
    ward = make_ward()
    for number in (1, 2, 3):
        make_cell(ward, f"KP{number:02d}")
    page = signed_in(make_account("vanphong", "office", ward))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/cells/accounts/secretaries/{ward.pk}/")
    for field in page.locator("input[name$=display_name]").all():
        field.fill("Nguyễn Thị Bí Thư")
    with leaving(page):
        page.get_by_role("button", name="Tạo tài khoản và lập phiếu").click()

    axe(page)
    assert page.locator(".slip").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('.slip code')].every(code =>"
        " code.getBoundingClientRect().right <= code.closest('.slip').getBoundingClientRect().right - 8)"
    )

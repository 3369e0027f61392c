"""The frame in a real browser, wide and at 360 pixels."""

import pytest

from cells.models import Account
from tests.browser.leaving import leaving

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)


@pytest.fixture
def account(transactional_db):
    return Account.objects.create_user(
        "bithu9", "mat-khau-moi-9", display_name="Nguyễn Văn Bảy", must_change_password=True
    )


def show(page, width, address):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)


def sideways(page) -> int:
    """Pixels by which the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["/sign-in/", "/nothing-here/"])
def test_open_pages_fit_and_are_accessible(page, axe, width, address):
    show(page, width, address)

    axe(page)
    assert sideways(page) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_first_password_page_fits_and_is_accessible(signed_in, account, axe, width):
    page = signed_in(account)

    show(page, width, "/")

    assert page.url.endswith("/password/")
    axe(page)
    assert sideways(page) == 0


def test_a_wrong_sign_in_puts_the_focus_on_the_summary(page, account, axe):
    page.goto("/sign-in/")
    page.fill("#id_username", "bithu9")
    page.fill("#id_password", "sai")
    with leaving(page):
        page.click("main button[type=submit]")

    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.title().startswith("Lỗi:")
    axe(page)


def test_an_error_leads_to_its_field(page):
    page.goto("/sign-in/")
    with leaving(page):
        page.click("main button[type=submit]")
    page.click(".error-summary a >> nth=1")

    assert page.evaluate("document.activeElement.id") == "id_password"


def test_the_keyboard_reaches_the_content_first(page):
    page.goto("/sign-in/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip-link"


def test_the_language_is_switched_and_kept(page):
    page.goto("/sign-in/")
    assert page.inner_text("h1") == "Đăng nhập"

    with leaving(page):
        page.click("button[value=en]")
    assert page.inner_text("h1") == "Sign in"

    page.goto("/nothing-here/")
    assert page.inner_text("h1") == "This page does not exist"


def test_the_account_menu_closes_on_escape(signed_in, account):
    page = signed_in(account)
    page.goto("/password/")
    page.click(".menu > summary")
    page.keyboard.press("Escape")

    assert page.locator(".menu[open]").count() == 0


def test_a_long_name_of_an_account_never_widens_the_head(signed_in, account):
    account.display_name = "Nguyễn Phước Bảo Toàn – Bí thư Chi bộ Trường Trung học cơ sở Nguyễn Văn Trỗi"
    account.save()
    page = signed_in(account)

    show(page, 360, "/")

    assert sideways(page) == 0


def test_the_way_back_after_signing_out_shows_nothing(signed_in, transactional_db):
    person = Account.objects.create_user("bithu8", "mat-khau-moi-8", display_name="Nguyễn Văn Bảy")
    page = signed_in(person)
    page.goto("/security/")
    assert "Nguyễn Văn Bảy" in page.content()
    with leaving(page):
        page.evaluate("document.querySelector('form[action=\"/sign-out/\"]').submit()")

    page.go_back(wait_until="load")

    assert "Nguyễn Văn Bảy" not in page.content()
    assert "/sign-in/" in page.url

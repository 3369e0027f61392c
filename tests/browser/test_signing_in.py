"""Signing in with a second factor in a real browser: set up, used, a passkey, the end of an idle session, the question again."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from assessments.models import Decision, ReviewFile
from assessments.workflow import Scope, Stage
from cells import session_marks
from cells.models import Passkey, RecoveryCode
from tests import factories as make
from tests.assessments.cell_scene import make_scene
from tests.assessments.sitting import Sitting
from tests.browser.leaving import leaving
from tests.browser.writing_page import (
    SECRET,
    edit,
    leave_unsent,
    sign_in,
    type_and_keep,
    with_password,
    without_autosave,
)
from tests.cells.services.test_second_factors import code_at, set_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(live_server):
    return with_password(make.make_account("vanphong", "office", make.make_ward(), display_name="Văn phòng Đảng ủy"))


def enter(page, account, address="/sign-in/"):
    page.goto(address)
    with leaving(page):
        sign_in(page, account)


def press(page, name):
    with leaving(page):
        page.get_by_role("button", name=name).click()


def test_the_app_is_set_up_at_the_first_sign_in_and_asked_for_at_the_next(page, office, axe):
    enter(page, office, "/sign-in/?next=/cells/members/")
    assert page.inner_text("h1") == "Cài đặt xác thực hai bước"
    assert page.locator("nav.site-nav").count() == 0
    page.fill("#id_code", "000000")
    press(page, "Cài đặt và tiếp tục")
    axe(page)
    secret = page.inner_text(".secret-groups").replace(" ", "").replace("\n", "")
    page.fill("#id_code", code_at(secret, timezone.now() - timedelta(seconds=30)))
    press(page, "Cài đặt và tiếp tục")
    codes = page.locator(".code-list code").all_inner_texts()
    axe(page)
    with leaving(page):
        page.click("text=Tôi đã có trên giấy")
    assert (len(codes), page.url.endswith("/cells/members/")) == (10, True)
    page.followed.session = page.context.cookies()[0]["value"]

    page.context.clear_cookies()
    enter(page, office)
    page.fill("#id_code", code_at(secret, timezone.now() + timedelta(seconds=30)))
    page.keyboard.press("Enter")
    page.wait_for_url("**/assessments/**")

    page.context.clear_cookies()
    enter(page, office)
    page.click("summary:has-text('Dùng mã dự phòng')")
    axe(page)
    page.fill("#id_recovery_code", codes[3].upper())
    press(page, "Tiếp tục bằng mã dự phòng")
    assert "Còn 9 mã dự phòng" in page.inner_text(".notes")
    assert RecoveryCode.objects.filter(used_at__isnull=False).count() == 1


@pytest.fixture
def authenticator(page):
    """A key in the browser that says yes to everything, as a finger on the sensor would."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield lambda present: devtools.send(
        "WebAuthn.setUserVerified",
        {"authenticatorId": made["authenticatorId"], "isUserVerified": present},
    )
    devtools.detach()


def test_a_passkey_is_set_up_named_used_and_taken_away(page, office, authenticator, axe):
    enter(page, office)
    page.fill("#id_passkey_name", "Máy văn phòng")
    press(page, "Cài đặt khóa truy cập")
    assert page.locator(".code-list li").count() == 10
    passkey = Passkey.objects.get()
    assert (passkey.name, passkey.rp_id, passkey.last_used_at) == ("Máy văn phòng", "localhost", None)

    page.context.clear_cookies()
    enter(page, office)
    axe(page)
    press(page, "Tiếp tục bằng khóa truy cập")
    page.wait_for_url("**/assessments/**")
    passkey.refresh_from_db()
    assert passkey.last_used_at is not None

    page.goto("/security/")
    assert "Máy văn phòng" in page.inner_text("main")
    press(page, "Bỏ Máy văn phòng")
    assert "đây là cách duy nhất" in page.inner_text(".notes")
    set_up(office, timezone.now() - timedelta(hours=1))
    page.reload()
    press(page, "Bỏ Máy văn phòng")
    assert not Passkey.objects.exists()


def without_proof(page):
    """As if the sign-in lay longer ago than counts."""
    (key,) = [one["value"] for one in page.context.cookies() if one["name"] == "sessionid"]
    session = SessionStore(key)
    session[session_marks.PROVED] = int(time.time()) - 3600
    session.save()


def test_a_passkey_proves_at_a_signature_and_before_a_release(page, live_server, authenticator, axe):
    sitting = Sitting()
    sitting.ready_for_people()
    for scope in (Scope.PEOPLE, Scope.HEADS):
        sitting.take_over(scope)
    enter(page, with_password(sitting.committee))
    press(page, "Cài đặt khóa truy cập")

    page.goto(f"/assessments/{sitting.campaign.pk}/sign/people/")
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    press(page, "bằng khóa truy cập")
    assert page.locator("#error-summary li").count() == 2
    axe(page)
    page.fill("#id_number", "07-QĐ/ĐU")
    page.fill("#id_signed_on", f"{make.TODAY:%d/%m/%Y}")
    with leaving(page):
        page.get_by_role("button", name="bằng khóa truy cập").dblclick()
    assert Decision.objects.filter(number="07-QĐ/ĐU", scope=Scope.PEOPLE).count() == 1

    sitting.sign(Scope.HEADS, number="08-QĐ/ĐU")
    without_proof(page)
    page.goto(f"/assessments/{sitting.campaign.pk}/release/")
    press(page, "Công bố tất cả hồ sơ đã quyết định")
    assert page.inner_text("h1") == "Xác nhận lại chính đồng chí"
    press(page, "Tiếp tục bằng khóa truy cập")
    assert page.inner_text("h1") != "Xác nhận lại chính đồng chí"
    assert set(ReviewFile.objects.values_list("stage", flat=True)) == {Stage.RELEASED}


def test_an_idle_session_ends_with_a_warning_and_the_typing_is_kept(page, settings, live_server):
    settings.SESSION_IDLE_SECONDS = 12
    scene = make_scene()
    review = scene.review("Nguyễn Văn An")
    without_autosave(page)
    enter(page, with_password(scene.secretary), f"/sign-in/?next={edit(review)}")
    type_and_keep(page)

    page.wait_for_selector("#session-end:not([hidden])", timeout=20_000)
    assert "sẽ tự đăng xuất; chữ đang gõ được giữ trên máy này" in page.inner_text("#session-end")
    page.get_by_role("button", name="Làm việc tiếp").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#session-end", state="hidden")
    page.wait_for_url("**/sign-in/**", timeout=30_000)
    assert "lâu không có ai làm việc" in page.inner_text(".notes")

    with leaving(page):
        sign_in(page, scene.secretary)
    page.wait_for_selector("#typed-notice")
    assert (page.url.endswith(edit(review)), page.input_value("#id_text_duties")) == (True, SECRET)
    leave_unsent(page)


def test_an_export_is_asked_about_by_keyboard_on_a_phone_and_then_comes(page, office, signed_in, axe):
    signed_in(office)
    session = SessionStore(page.followed.session)
    session[session_marks.PROVED] = int(time.time()) - 3600
    session.save()
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/cells/roster/")
    link = page.get_by_role("link", name="Tải danh sách")
    link.focus()
    with leaving(page):
        page.keyboard.press("Enter")
    assert page.inner_text("h1") == "Xác nhận lại chính đồng chí"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    axe(page)
    page.focus("#id_proof_secret")
    page.keyboard.type("sai")
    with leaving(page):
        page.keyboard.press("Enter")
    axe(page)
    page.focus("#id_proof_secret")
    page.keyboard.type("mat-khau-moi-9")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")
    axe(page)
    with leaving(page):
        page.get_by_role("link", name="Trở lại trang trước").click()

    assert page.url.endswith("/cells/roster/")

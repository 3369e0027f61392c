"""“Is it really you?”: asked before something leaves or is released, carrying on what was sent."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cells import session_marks
from tests.cells.services.test_second_factors import code_at, set_up
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
EXPORT = "/cells/roster/export/"
RELEASE = "/assessments/1/release/"
ASKED = "Xác nhận lại chính đồng chí"


@pytest.fixture
def office(sign_in) -> Client:
    """Signed in, and proved longer ago than counts."""
    browser = sign_in("office")
    session = browser.session
    session[session_marks.PROVED] = int(time.time()) - 601
    session.save()
    return browser


def is_asked(answer) -> bool:
    return answer.status_code == 403 and f"<h1>{ASKED}</h1>" in answer.content.decode()


def test_a_download_is_asked_about_led_on_to_and_then_free_for_a_while(office):
    asked = office.get(EXPORT, headers={"referer": "http://testserver/cells/roster/"})
    led = office.post(EXPORT, {"proof_asked": "GET", "proof_secret": PASSWORD, "proof_back": "/cells/roster/"})
    page = led.content.decode()

    assert (is_asked(asked), 'name="proof_back" value="http://testserver/cells/roster/"' in asked.content.decode()) == (
        True,
        True,
    )
    assert f'<meta http-equiv="refresh" content="0;url={EXPORT}">' in page
    assert 'href="/cells/roster/"' in page
    assert office.get(EXPORT).headers["Content-Disposition"].startswith("attachment")


def test_who_has_just_signed_in_is_not_asked(sign_in):
    assert sign_in("office").get(EXPORT).status_code == 200


def test_what_was_sent_is_carried_on_and_done_after_the_right_answer(office, ground):
    address = reverse("cells:account_factor_reset", args=[ground.accounts["secretary"].pk])
    set_up(ground.accounts["secretary"], timezone.now() - timedelta(hours=1))
    asked = office.post(address, {"reason": 'Mất "điện thoại"', "typing_name": "x"})
    page = asked.content.decode()
    wrong = office.post(address, {"reason": "Mất", "proof_asked": "POST", "proof_secret": "sai"})
    done = office.post(address, {"reason": "Mất", "proof_asked": "POST", "proof_secret": PASSWORD})

    assert is_asked(asked)
    assert '<input type="hidden" name="reason" value="Mất &quot;điện thoại&quot;">' in page
    assert (is_asked(wrong), "Chưa đúng. Hãy gõ mật khẩu" in wrong.content.decode()) == (True, True)
    assert 'name="reason" value="Mất"' in wrong.content.decode()
    assert (done.status_code, done.url) == (
        302,
        reverse("cells:account_detail", args=[ground.accounts["secretary"].pk]),
    )


def test_the_app_s_digits_do_as_well_and_the_secret_reaches_no_view(office, ground):
    secret, _codes = set_up(ground.accounts["office"], timezone.now() - timedelta(hours=1))
    sent = {"proof_asked": "POST", "proof_secret": code_at(secret, timezone.now())}
    answer = office.post("/security/codes/", sent)

    assert (answer.status_code, "Mã dự phòng" in answer.content.decode()) == (200, True)


def test_guessing_has_to_wait(office):
    for _try in range(5):
        office.post(EXPORT, {"proof_asked": "GET", "proof_secret": "sai"})
    answer = office.post(EXPORT, {"proof_asked": "GET", "proof_secret": PASSWORD})

    assert (is_asked(answer), "Đã nhập sai quá nhiều lần" in answer.content.decode()) == (True, True)


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/x", "javascript:alert(1)"])
def test_the_way_back_leads_nowhere_else(office, back):
    texts = [
        office.get(EXPORT, headers={"referer": back}).content.decode(),
        office.post(EXPORT, {"proof_asked": "GET", "proof_secret": PASSWORD, "proof_back": back}).content.decode(),
    ]

    assert [back in text for text in texts] == [False, False]


def test_an_answer_in_the_address_counts_for_nothing(office):
    assert is_asked(office.get(EXPORT, {"proof_asked": "GET", "proof_secret": PASSWORD}))


@pytest.mark.parametrize("address", [EXPORT, RELEASE])
def test_strangers_are_sent_to_the_sign_in_as_ever(address, client, db):
    assert client.get(address).url == f"/sign-in/?next={address}"


#: Those that name no object; of the others tests/access/test_asked_before.py.
EXPORTS = [
    ("get", "/assessments/district/json/"), ("get", "/assessments/ground/export/2021/"), ("get", EXPORT), ("get", "/security/app/"),
    ("post", "/security/app/remove/"), ("post", "/security/codes/"), ("post", "/security/passkeys/"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "address"), EXPORTS)
def test_all_that_leaves_or_changes_the_sign_in_asks(office, method, address):
    assert is_asked(getattr(office, method)(address))

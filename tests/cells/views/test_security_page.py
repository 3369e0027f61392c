"""Account and security: what the account sees of itself, ends and takes away; what the office does for others."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cells import session_marks
from cells.models import AccountSession, JournalEntry, Passkey
from cells.views.entering import device_words
from tests.access.two_wards import forget_proof
from tests.cells.services.test_second_factors import set_up
from tests.cells.views.test_sign_in_steps import sign_in as sign_in_by_form
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"), [(FIREFOX, "Firefox, Windows"), (PHONE, "Chrome, Android"), ("", "thiết bị không rõ")]
)
def test_a_device_is_told_in_words(agent, words):
    assert device_words(agent) == words


def test_the_own_sessions_are_listed_and_ended_one_by_one(ground):
    here, _answer = sign_in_by_form("secretary", headers={"user-agent": FIREFOX})
    phone, _answer = sign_in_by_form("secretary", headers={"user-agent": PHONE})
    page = here.get("/security/").content.decode()
    other = AccountSession.objects.get(device="Chrome, Android")
    foreign = sign_in_by_form("other_secretary")[0].post(f"/security/sessions/{other.pk}/end/")
    ended = here.post(f"/security/sessions/{other.pk}/end/")

    assert ("Firefox, Windows" in page, "Chrome, Android" in page, page.count("phiên này")) == (True, True, 1)
    assert (foreign.status_code, ended.url) == (404, "/security/")
    assert phone.get("/cells/my-address/").url.startswith("/sign-in/")
    assert here.get("/cells/my-address/").status_code == 200


def test_ending_the_very_session_one_works_in_is_signing_out(ground):
    here, _answer = sign_in_by_form("secretary")
    session = here.session
    session[session_marks.LAST_SEEN] -= 100  # so that this click is written down in the session it ends
    session.save()
    ended = here.post(f"/security/sessions/{AccountSession.objects.get().pk}/end/")

    assert (ended.status_code, ended.url) == (302, "/sign-in/")
    assert here.get("/cells/my-address/").url.startswith("/sign-in/")


def test_all_others_are_ended_at_once_and_the_journal_says_so(ground):
    browsers = [sign_in_by_form("secretary")[0] for _browser in range(3)]
    browsers[1].post("/security/sessions/end/")

    assert [browser.get("/cells/my-address/").status_code for browser in browsers] == [302, 200, 302]
    assert JournalEntry.objects.get(action="account.sessions_ended").after == {"count": 2}


def test_nobody_ends_sessions_from_a_browser_that_was_left_open(ground):
    browsers = [sign_in_by_form("secretary")[0] for _browser in range(2)]
    forget_proof(browsers[0])
    other = AccountSession.objects.exclude(session_key=browsers[0].session.session_key).get()
    addresses = (f"/security/sessions/{other.pk}/end/", "/security/sessions/end/")

    assert [browsers[0].post(address).status_code for address in addresses] == [403, 403]
    assert browsers[1].get("/cells/my-address/").status_code == 200
    browsers[0].post(addresses[0], {"proof_asked": "POST", "proof_secret": PASSWORD})
    assert browsers[1].get("/cells/my-address/").status_code == 302


def test_an_account_is_signed_in_with_ten_browsers_at_most(ground):
    browsers = [sign_in_by_form("secretary")[0] for _browser in range(10)]
    AccountSession.objects.filter(session_key=browsers[0].session.session_key).update(last_seen=timezone.now())
    AccountSession.objects.filter(session_key=browsers[3].session.session_key).update(
        last_seen=timezone.now() - timedelta(minutes=20)
    )
    browsers.append(sign_in_by_form("secretary")[0])

    statuses = [browser.get("/cells/my-address/").status_code for browser in browsers]
    assert statuses == [200, 200, 200, 302, *[200] * 7]
    assert JournalEntry.objects.get(action="account.sessions_ended").after == {"count": 1}


def test_another_password_ends_the_others(ground):
    here, other = (sign_in_by_form("secretary")[0] for _browser in range(2))
    new = {"old_password": PASSWORD, "new_password1": "mot-mat-khau-khac-7", "new_password2": "mot-mat-khau-khac-7"}
    here.post("/password/", new)

    assert (here.get("/cells/my-address/").status_code, other.get("/cells/my-address/").status_code) == (200, 302)
    assert AccountSession.objects.get().session_key == here.session.session_key


def test_the_office_ends_the_sessions_lifts_the_wait_and_resets_the_factor(ground, sign_in):
    secretary = ground.accounts["secretary"]
    browser, _answer = sign_in_by_form("secretary")
    set_up(secretary, timezone.now() - timedelta(hours=1))
    for _try in range(5):
        Client().post("/sign-in/", {"username": "secretary", "password": "sai"})
    office = sign_in("office")
    page = office.get(reverse("cells:account_detail", args=[secretary.pk])).content.decode()
    for name in ("account_sessions_end", "account_wait_lift", "account_factor_reset"):
        answer = office.post(reverse(f"cells:{name}", args=[secretary.pk]), {"reason": "Gặp trực tiếp"})
        assert answer.status_code == 302

    assert ("ở 1 trình duyệt" in page, "phải chờ đến" in page, "Ứng dụng xác thực" in page) == (True, True, True)
    assert browser.get("/cells/my-address/").status_code == 302
    assert sign_in_by_form("secretary")[0].get("/cells/my-address/").status_code == 200
    of_account = JournalEntry.objects.filter(object_id=str(secretary.pk))
    reasons = [entry for entry in of_account if entry.reason == "Gặp trực tiếp"]
    assert {entry.action for entry in reasons} == {
        "account.sessions_ended", "account.wait_lifted", "account.factor_reset",
    }  # fmt: skip


def test_the_page_costs_the_same_for_few_and_many(ground, sign_in, django_assert_num_queries):
    account = ground.accounts["secretary"]
    browser, now = sign_in("secretary"), timezone.now()

    def passkey(number: int) -> None:
        Passkey.objects.create(
            account=account,
            name=f"Khóa {number}",
            rp_id="testserver",
            credential_id=f"x{number}",
            public_key=b"",
            made_at=now,
        )

    with django_assert_num_queries(9):
        browser.get("/security/")
    for number in range(4):
        passkey(number)
    with django_assert_num_queries(9):
        page = browser.get("/security/").content.decode()

    assert page.count("Khóa 3") == 2

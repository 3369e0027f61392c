"""From the password to the first page: who needs a second factor, what stays shut before, what comes afterwards."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from cells import session_marks
from cells.demo_accounts import DEMO_CODE
from cells.models import Account, AccountSession, AuthenticatorApp, SignInDoor
from cells.services.second_factors import begin_app
from tests.cells.services.test_second_factors import code_at, set_up
from tests.factories import PASSWORD, make_deputy

pytestmark = pytest.mark.django_db
NEEDS = {"office", "committee", "admin", "district", "other_office"}


def sign_in(username: str, secret: str = PASSWORD, address: str = "/", **more) -> tuple[Client, object]:
    browser = Client(**more)
    return browser, browser.post(f"{reverse('login')}?next={address}", {"username": username, "password": secret})


def an_hour_ago():
    return timezone.now() - timedelta(hours=1)


@pytest.mark.parametrize(
    "role", ["office", "committee", "admin", "district", "secretary", "collective_secretary", "nobody"]
)
def test_who_needs_a_second_factor_sets_it_up_before_anything_else(ground, role):
    browser, _answer = sign_in(role)

    led = browser.get("/cells/my-address/")
    assert (led.status_code, led.url if led.status_code == 302 else "") == (
        (302, "/security/app/?next=%2Fcells%2Fmy-address%2F") if role in NEEDS else (200, "")
    )


def test_a_deputy_of_the_office_needs_it_too(ground):
    make_deputy(
        ground.accounts["secretary"],
        ground.accounts["office"],
        from_date=timezone.localdate(),
        to_date=timezone.localdate(),
    )
    browser, _answer = sign_in("secretary")

    assert browser.get("/cells/my-address/").url.startswith("/security/app/")


def test_a_mandate_given_meanwhile_asks_for_it_at_the_next_click(ground):
    browser, _answer = sign_in("secretary")
    before = browser.get("/cells/my-address/").status_code
    make_deputy(
        ground.accounts["secretary"],
        ground.accounts["office"],
        from_date=timezone.localdate(),
        to_date=timezone.localdate(),
    )

    assert (before, browser.get("/cells/my-address/").status_code) == (200, 302)


def addresses() -> list[str]:
    """Every address of the portal, filled in with something."""
    found = []

    def walk(patterns, before: str) -> None:
        for one in patterns:
            route = before + str(one.pattern)
            if isinstance(one, URLPattern):
                found.append("/" + filled(route))
            else:
                walk(one.url_patterns, route)

    walk(get_resolver().url_patterns, "")
    return found


def filled(route: str) -> str:
    while "<" in route:
        start, end = route.index("<"), route.index(">")
        route = route[:start] + ("1" if "int:" in route[start:end] else "x") + route[end + 1 :]
    return route


@pytest.mark.parametrize(("is_set_up", "step"), [(True, "/sign-in/second-factor/"), (False, "/security/app/")])
def test_before_it_is_passed_every_address_leads_to_it(ground, is_set_up, step):
    office = ground.accounts["office"]
    if is_set_up:
        set_up(office, an_hour_ago())
    browser, _answer = sign_in("office")
    shown = {"/session/", "/sign-out/", "/language/", step}
    shown |= {"/healthz", "/health/ready", "/metrics"}
    shown |= {"/sign-in/passkey/"} if is_set_up else {"/security/passkeys/", "/security/passkeys/begin/"}
    answers = {}
    for address in sorted(set(addresses()) - shown):
        for method in (browser.get, browser.post) if is_set_up else (browser.get,):
            answer = method(address)
            shut = answer.status_code == 302 and answer.url.split("?")[0] == step
            if not shut and answer.status_code != 401:
                answers[address] = answer.status_code

    assert len(addresses()) > 150
    assert answers == {}


def test_what_is_asked_by_a_script_says_signed_out(ground):
    set_up(ground.accounts["office"], an_hour_ago())
    browser, _answer = sign_in("office")
    answer = browser.post("/assessments/critiques/1/autosave/", headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})
    assert browser.get("/device-key/").status_code == 401


def test_a_code_opens_and_the_session_goes_on_under_another_key(ground):
    secret, _codes = set_up(ground.accounts["office"], an_hour_ago())
    browser, answer = sign_in("office", address="/cells/members/")
    before = browser.session.session_key
    code = code_at(secret, timezone.now())
    passed = browser.post(answer.url, {"code": code})

    assert (answer.url, passed.url) == ("/sign-in/second-factor/?next=%2Fcells%2Fmembers%2F", "/cells/members/")
    assert browser.session.session_key != before
    assert AccountSession.objects.get().session_key == browser.session.session_key
    assert browser.get("/cells/members/").status_code == 200
    other, asked = sign_in("office")
    assert "Mã này không khớp hoặc đã dùng rồi" in other.post(asked.url, {"code": code}).content.decode()


def test_wrong_codes_make_the_account_wait_whatever_comes_after(ground):
    secret, codes = set_up(ground.accounts["office"], an_hour_ago())
    browser, asked = sign_in("office")
    for _try in range(5):
        browser.post(asked.url, {"recovery_code": "sai-sai-sai-222"})
    shut = browser.post(asked.url, {"recovery_code": codes[0]}).content.decode()
    again = sign_in("office")[1].content.decode()

    assert "Đã nhập sai quá nhiều lần" in shut
    assert "Đã nhập sai quá nhiều lần" in again


def test_the_password_again_does_not_forget_wrong_codes(ground):
    set_up(ground.accounts["office"], an_hour_ago())
    for _round in range(3):
        browser, asked = sign_in("office")
        browser.post(asked.url, {"recovery_code": "sai-sai-sai-222"})

    assert SignInDoor.objects.get(kind="account").tries == 3


def test_a_recovery_code_opens_and_says_how_many_are_left(ground):
    _secret, codes = set_up(ground.accounts["office"], an_hour_ago())
    browser, asked = sign_in("office")
    page = browser.post(asked.url, {"recovery_code": codes[0]}, follow=True).content.decode()

    assert "Còn 9 mã dự phòng" in page


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_on_leads_nowhere_else(ground, address):
    secret, _codes = set_up(ground.accounts["office"], an_hour_ago())
    browser, answer = sign_in("office", address=address)
    passed = browser.post(
        "/sign-in/second-factor/", {"code": code_at(secret, timezone.now())}, query_params={"next": address}
    )

    assert "evil" not in answer.url
    assert passed.url == "/assessments/"


def test_setting_it_up_at_the_first_sign_in_shows_the_codes_once_and_ends_other_sessions(ground):
    other, _answer = sign_in("office")
    browser, _answer = sign_in("office")
    page = browser.get("/security/app/?next=/cells/members/").content.decode()
    secret = begin_app(by=ground.accounts["office"])
    answer = browser.post("/security/app/?next=/cells/members/", {"code": code_at(secret, timezone.now())})
    told = answer.content.decode()

    assert all(secret[start : start + 4] in page for start in range(0, 32, 4))
    assert f'href="otpauth://totp/Kiem%20diem%20cuoi%20nam:office?secret={secret}&amp;' in page
    assert (told.count("<li><code>"), 'href="/cells/members/"' in told) == (10, True)
    assert browser.get("/cells/members/").status_code == 200
    assert other.get("/cells/members/").url.startswith("/sign-in/")


def test_who_has_one_cannot_put_another_in_its_place_by_the_password_alone(ground):
    set_up(ground.accounts["office"], an_hour_ago())
    browser, _answer = sign_in("office")

    assert browser.get("/security/app/").url.startswith("/sign-in/second-factor/")


def test_a_first_password_is_changed_before_the_factor_is_set_up_and_after_one_that_is(ground):
    Account.objects.filter(username__in=["office", "committee"]).update(must_change_password=True)
    secret, _codes = set_up(ground.accounts["committee"], an_hour_ago())
    office, _answer = sign_in("office")
    committee, asked = sign_in("committee")
    steps = [office.get("/").url, committee.get("/").url.split("?")[0]]
    committee.post(asked.url, {"code": code_at(secret, timezone.now())})

    assert [*steps, committee.get("/cells/members/").url] == ["/password/", "/sign-in/second-factor/", "/password/"]
    new = {"old_password": PASSWORD, "new_password1": "mot-mat-khau-khac-7", "new_password2": "mot-mat-khau-khac-7"}
    assert office.post("/password/", new).status_code == 302
    assert office.get("/cells/members/").url.startswith("/security/app/")


def test_the_sample_s_accounts_take_the_fixed_code(ground, settings):
    settings.SAMPLE_SETUP = True
    Account.objects.filter(username="office").update(username="vanphong")
    browser, asked = sign_in("vanphong")
    page = browser.get(asked.url).content.decode()

    assert DEMO_CODE in page
    assert browser.post(asked.url, {"code": DEMO_CODE}).url == "/"
    assert DEMO_CODE in Client().get("/sign-in/").content.decode()


def test_an_old_hash_is_made_anew_at_the_sign_in(ground, settings):
    settings.PASSWORD_HASHERS = [
        "review_portal.password_hasher.PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    old = make_password(PASSWORD, hasher="pbkdf2_sha256")
    Account.objects.filter(username="secretary").update(password=old)
    _browser, answer = sign_in("secretary")
    kept = Account.objects.get(username="secretary").password

    assert answer.status_code == 302
    assert (identify_hasher(kept).algorithm, kept.split("$")[1:4]) == (
        "argon2",
        ["argon2id", "v=19", "m=65536,t=3,p=4"],
    )


def move_back(browser: Client, mark: str, seconds: float) -> None:
    session = browser.session
    session[mark] = int(time.time() - seconds)
    session.save()


@pytest.mark.parametrize(
    ("mark", "seconds", "goes_on"),
    [
        (session_marks.LAST_SEEN, 29 * 60, True),
        (session_marks.LAST_SEEN, 30 * 60 + 5, False),
        (session_marks.SINCE, 12 * 3600 - 60, True),
        (session_marks.SINCE, 12 * 3600 + 5, False),
    ],
)
def test_a_session_ends_when_nobody_works_in_it_and_after_twelve_hours(ground, mark, seconds, goes_on):
    browser, _answer = sign_in("secretary")
    move_back(browser, mark, seconds)
    answer = browser.get("/cells/my-address/")

    assert (answer.status_code == 200) is goes_on
    if not goes_on:
        assert answer.url == "/sign-in/?next=/cells/my-address/"
        assert "lâu không có ai làm việc" in browser.get(answer.url).content.decode()


def test_a_page_that_only_lies_open_prolongs_nothing_and_work_does(ground):
    browser, _answer = sign_in("secretary")
    left = []
    for headers in ({"X-Passive": "1"}, {}):
        move_back(browser, session_marks.LAST_SEEN, 1000)
        asked = browser.get("/session/", headers=headers) if headers else browser.post("/session/")
        left.append(asked.json()["seconds"])

    assert (795 <= left[0] <= 800, 1795 <= left[1] <= 1800) == (True, True)
    assert Client().get("/session/").status_code == 401


def test_a_page_is_never_told_that_a_session_is_over_which_is_not(ground, settings):
    browser, _answer = sign_in("secretary")
    session = browser.session
    session[session_marks.LAST_SEEN] = time.time() - settings.SESSION_IDLE_SECONDS + 0.5
    session.save()
    told = []
    while (answer := browser.get("/session/", headers={"X-Passive": "1"})).status_code == 200:
        told.append(answer.json()["seconds"])

    assert set(told) <= {1}
    assert answer.status_code == 401


def test_the_page_with_the_codes_loaded_once_more_sets_nothing_up_anew(ground):
    browser, _answer = sign_in("office")
    browser.get("/security/app/")
    sent = {"code": code_at(begin_app(by=ground.accounts["office"]), timezone.now())}
    shown, again = browser.post("/security/app/", sent), browser.post("/security/app/", sent)

    assert ("Mã dự phòng" in shown.content.decode(), again.url) == (True, "/security/")
    assert "đã được cài đặt rồi" in browser.get("/security/").content.decode()
    assert AuthenticatorApp.objects.get().pending_secret == ""


@pytest.mark.parametrize("step", ["/sign-in/", "/sign-in/second-factor/", "/sign-out/", "/sign-out/?x=1"])
def test_no_step_of_signing_in_or_out_is_where_it_goes_on(ground, step):
    browser, answer = sign_in("secretary", address=step)
    secret, _codes = set_up(ground.accounts["office"], an_hour_ago())
    office, asked = sign_in("office")
    passed = office.post(f"/sign-in/second-factor/?next={step}", {"code": code_at(secret, timezone.now())})

    assert asked.url.startswith("/sign-in/second-factor/")
    assert {answer.url, browser.get(f"/sign-in/?next={step}").url, passed.url} == {"/assessments/"}


def test_a_session_of_before_the_second_factor_is_over(ground):
    browser, _answer = sign_in("office")
    session = browser.session
    del session[session_marks.SINCE]
    session.save()

    assert browser.get("/cells/members/").url == "/sign-in/?next=/cells/members/"


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "counted"),
    [(False, "10.0.0.9", "127.0.0.1"), (True, "6.6.6.6, 10.0.0.9", "10.0.0.9"), (True, "", "")],
)
def test_the_address_is_the_proxy_s_word_behind_a_proxy_alone(ground, settings, behind_proxy, forwarded, counted):
    settings.BEHIND_PROXY = behind_proxy
    sign_in("secretary", headers={"X-Forwarded-For": forwarded})

    assert AccountSession.objects.get().address == (counted and counted.rpartition(".")[0] + ".…")

"""Addresses, language, policy and error pages of the frame."""

import pytest
from django.contrib.staticfiles import finders
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse
from django.views import defaults

from cells.context_processors import portal
from cells.models import Account, Organization
from review_portal import urls as site_urls
from review_portal import wheel_assets


def fails(request):
    raise ValueError("a mistake of ours")


def refuses(request):
    raise PermissionDenied("Việc này cần quyền khác.")


urlpatterns = [*site_urls.urlpatterns, path("fails/", fails), path("refuses/", refuses)]


@pytest.fixture
def ward(db):
    return Organization.objects.create(kind="ward", code="P11", name="Đảng bộ Phường 11")


def policy_of(response) -> dict[str, list[str]]:
    directives = response.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in map(str.split, directives)}


def test_every_answer_carries_the_strict_policy(db, client):
    for response in (
        client.get("/sign-in/"),
        client.post("/sign-in/", {"username": "x", "password": "y"}),
        client.get("/nothing/"),
    ):
        policy = policy_of(response)

        assert policy["script-src"] == ["'self'"]
        assert policy["style-src"] == ["'self'"]
        assert policy["default-src"] == ["'none'"]
        assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_the_browsers_language_does_not_count(db, client):
    response = client.get("/sign-in/", headers={"accept-language": "en-US,en"})

    assert response.headers["Content-Language"] == "vi"
    assert "<h1>Đăng nhập</h1>" in response.content.decode()


def test_the_chosen_language_counts(db, client):
    client.post("/language/", {"language": "en", "next": "/sign-in/"})

    assert "<h1>Sign in</h1>" in client.get("/sign-in/").content.decode()


def test_an_unknown_language_is_ignored(db, client):
    client.cookies["portal_language"] = "fr"

    assert client.get("/sign-in/").headers["Content-Language"] == "vi"


def test_the_ward_stands_in_the_frame(ward, client):
    assert "Đảng bộ Phường 11" in client.get("/sign-in/").content.decode()


def test_two_wards_are_not_named_to_strangers(ward, client):
    Organization.objects.create(kind="ward", code="P12", name="Đảng bộ Phường 12")

    assert portal(RequestFactory().get("/"))["ward_name"] == ""


def test_a_page_asks_for_the_ward_once(ward, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/sign-in/")


@pytest.mark.parametrize("sample", [True, False])
def test_demo_accounts_stand_only_on_the_sample_sign_in(db, client, settings, sample):
    settings.SAMPLE_SETUP = sample

    assert ("thuongvu2" in client.get("/sign-in/").content.decode()) is sample


def test_the_demo_accounts_fit_a_narrow_screen(db, client, settings):
    settings.SAMPLE_SETUP = True

    page = client.get("/sign-in/").content.decode()

    assert 'class="table stack"' in page
    assert '<td data-label="Mật khẩu">' in page


def test_a_capital_first_letter_signs_in_too(db, client):
    Account.objects.create_user("vanphong", "mat-khau-dai", display_name="Văn phòng")

    response = client.post("/sign-in/", {"username": "Vanphong", "password": "mat-khau-dai", "next": "/healthz"})

    assert response.url == "/healthz"


def test_signing_out_needs_a_post(db, client):
    assert client.get("/sign-out/").status_code == 405


def test_healthz_answers_without_a_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing/", 404, "Không có trang này"),
        ("/refuses/", 403, "Việc này cần quyền khác."),
        ("/fails/", 500, "Hệ thống gặp lỗi"),
    ],
)
def test_error_pages_speak_plainly(db, address, status, words):
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == status
    assert words in response.content.decode()
    assert 'href="/"' in response.content.decode()


def test_a_form_without_its_token_is_explained(db):
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.content.decode()


def test_a_torn_request_is_explained(db, rf):
    response = defaults.bad_request(rf.get("/"), ValueError())

    assert "Không đọc được yêu cầu" in response.content.decode()


def test_an_unknown_page_does_not_tell_why(db, rf):
    response = defaults.page_not_found(rf.get("/x/"), Http404("cell 7 is not yours"))

    assert "cell 7" not in response.content.decode()


def test_only_listed_wheel_files_are_served():
    assert finders.find("vendor/bootstrap.min.css").endswith("bootstrap.min.css")
    assert wheel_assets.asset_path("js/bootstrap.min.js") is None


def test_a_missing_wheel_file_is_reported(monkeypatch):
    monkeypatch.setitem(wheel_assets.WHEEL_ASSETS, "vendor/gone.css", ("js_lib_bootstrap5", "static/gone.css"))

    assert "review_portal.E001" in [problem.id for problem in run_checks(tags=["staticfiles"])]


def test_the_pages_of_the_frame_have_fixed_addresses():
    names = ("login", "logout", "password_change", "set_language", "healthz", "home")

    assert [reverse(name) for name in names] == ["/sign-in/", "/sign-out/", "/password/", "/language/", "/healthz", "/"]

"""What every answer tells the browser, how much is taken at once and how often, what production settings hold."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import Client, override_settings
from django.urls import NoReverseMatch, path, reverse

from cells.models import Account
from review_portal import limits, rates
from review_portal import urls as site_urls
from review_portal.limits import BY_ROUTE

ROOT = Path(__file__).resolve().parents[2]
PLAIN = Client(raise_request_exception=False)
LEAKS = re.compile(r"Traceback|Exception|\.py\b|DoesNotExist|django|SELECT |settings", re.IGNORECASE)


def no_database(request):
    raise OperationalError("could not connect to server: 10.1.2.3")


def hands_out(request):
    return HttpResponse(b"%PDF-", headers={"Content-Disposition": 'attachment; filename="a.pdf"'})


def hidden(request):
    raise Http404


def told(request):
    return HttpResponse(request.POST.get("text", ""))


handler400, handler403 = site_urls.handler400, site_urls.handler403
handler404, handler500 = site_urls.handler404, site_urls.handler500
urlpatterns = [
    *site_urls.urlpatterns,
    path("gone/", no_database),
    path("out/", hands_out),
    path("told/", told, name="told"),
    path("hidden/", hidden, name="hidden"),
]


@pytest.fixture(autouse=True)
def _limited(settings):
    settings.RATE_LIMITS = True


@pytest.fixture
def person(db):
    return Account.objects.create_user("bithu3", "mat-khau-dai", display_name="Bí thư")


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    "address", ["/sign-in/", "/nothing/", "/gone/", "/out/", "/healthz", "/", "/static/css/site.css"]
)
def test_every_answer_is_closed_to_other_places(db, address):
    headers = PLAIN.get(address).headers

    assert "'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "camera=()" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"] or address.startswith("/static/")


@override_settings(ROOT_URLCONF=__name__)
def test_a_file_that_is_handed_out_is_nobody_when_opened(db):
    headers = PLAIN.get("/out/").headers

    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_page_of_a_person_is_kept_nowhere(person, client):
    client.force_login(person)

    assert "no-store" in client.get("/assessments/").headers["Cache-Control"]


@override_settings(ROOT_URLCONF=__name__)
def test_a_database_that_is_gone_is_told_plainly(db):
    answer = PLAIN.get("/gone/")
    page = answer.content.decode()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "20")
    assert "Hệ thống tạm thời chưa làm việc được" in page
    assert answer.headers["X-Request-ID"] in page
    assert not LEAKS.search(page.partition("<body>")[2])


@pytest.mark.parametrize("address", ["/nothing/", "/sign-in/"])
def test_a_page_is_told_while_the_database_is_gone(client, monkeypatch, address):
    def gone(*_args, **_more):
        raise OperationalError("could not connect to server: 10.1.2.3")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", gone)
    client.raise_request_exception = False
    client.cookies["sessionid"] = "0123456789abcdef0123456789abcdef"
    answer = client.get(address)

    assert answer.status_code in {404, 503}
    assert 'href="/"' in answer.content.decode()
    assert "10.1.2.3" not in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("send", "limit"),
    [
        ({"text": "x" * 20_000}, {"DATA_UPLOAD_MAX_MEMORY_SIZE": 10_000}),
        ({f"a{n}": "" for n in range(50)}, {"DATA_UPLOAD_MAX_NUMBER_FIELDS": 20}),
        ({f"f{n}": SimpleUploadedFile("a.pdf", b"x") for n in range(4)}, {"DATA_UPLOAD_MAX_NUMBER_FILES": 2}),
        ({"f": SimpleUploadedFile("a.pdf", b"x" * 90_000)}, {"REQUEST_MAX_BYTES": 50_000}),
    ],
)
def test_too_much_at_once_is_told_and_not_kept(db, settings, send, limit):
    for name, value in limit.items():
        setattr(settings, name, value)

    answer = PLAIN.post("/told/", send)

    assert answer.status_code == 413
    assert "Gửi quá nhiều một lúc" in answer.content.decode()


def test_an_address_that_only_takes_what_a_form_sends_says_so(person, client):
    client.force_login(person)
    alone = client.get(reverse("logout"))

    assert (alone.status_code, alone.headers["Allow"]) == (405, "POST, OPTIONS")
    assert "Địa chỉ này chỉ nhận những gì một trang gửi đến" in alone.content.decode()
    assert client.get(reverse("cells:own_address")).status_code == 200


@override_settings(ROOT_URLCONF=__name__)
def test_what_is_asked_too_often_waits(person, client, monkeypatch):
    monkeypatch.setitem(BY_ROUTE, "told", limits.Limit("told", 2))
    client.force_login(person)
    answers = [client.get("/told/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) in range(1, 61)
    assert "Quá nhiều lần trong thời gian ngắn" in answers[2].content.decode()
    assert client.get("/told/", headers={"accept": "application/json"}).json()["words"].startswith("Quá nhiều lần")
    assert Client().get("/told/").status_code == 200  # another visitor


@override_settings(ROOT_URLCONF=__name__)
def test_uploads_are_counted_on_whatever_page(person, client, monkeypatch):
    monkeypatch.setattr(limits, "UPLOADS", limits.Limit("uploads", 1))
    client.force_login(person)

    statuses = [client.post("/told/", {"f": SimpleUploadedFile("a.pdf", b"x")}).status_code for _ in range(2)]

    assert statuses == [200, 429]


@override_settings(ROOT_URLCONF=__name__)
def test_what_was_refused_is_not_counted(db, monkeypatch):
    monkeypatch.setitem(BY_ROUTE, "hidden", limits.Limit("hidden", 1))

    assert [PLAIN.get("/hidden/").status_code for _ in range(3)] == [404, 404, 404]


def test_every_page_with_a_limit_exists():
    def exists(name):
        for args in ([], [1], ["x"], [1, "x"], [1, 1]):
            try:
                return bool(reverse(name, args=args))
            except NoReverseMatch:
                continue
        return False

    assert [name for name in BY_ROUTE if not exists(name)] == []


def test_counting_holds_among_many_at_once(tmp_path):
    with ThreadPoolExecutor(8) as several:
        waits = list(several.map(lambda _: rates.take(tmp_path / "a" / "x.json", "account-1", 10, 60), range(40)))

    assert waits.count(0) == 10
    assert (tmp_path / "a" / "x.json").stat().st_mode & 0o077 == 0


def test_a_torn_count_begins_anew(tmp_path):
    (tmp_path / "x.json").write_text('{"account-1": [1')

    assert rates.take(tmp_path / "x.json", "account-1", 1, 60) == 0
    assert rates.take(tmp_path / "x.json", "account-1", 1, 60) > 0


# ---- the documented production settings ----


def documented() -> dict[str, str]:
    """The lines of docs/local-network.md's settings file, but for places that only the ward's machine has."""
    block = (ROOT / "docs" / "local-network.md").read_text().partition("## 3. The settings")[2].split("```")[1]
    lines = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
    return {name: value for name, value in lines.items() if name not in {"DATABASE_URL", "PORTAL_VAR"}}


def run(tmp_path, *line, **more) -> subprocess.CompletedProcess:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = inherited | documented() | {"PORTAL_VAR": str(tmp_path)} | more
    return subprocess.run(
        [sys.executable, *line], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


ASKED = """
import django, json; django.setup()
from django.conf import settings as s
print(json.dumps({n: getattr(s, n) for n in dir(s) if n.isupper() and ("COOKIE" in n or n in ("SECURE_HSTS_SECONDS", "DEBUG", "SAMPLE_SETUP"))}, default=str))
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
"""


def test_the_documented_settings_pass_the_deploy_check(tmp_path):

    done = run(tmp_path, "-c", ASKED, DJANGO_SETTINGS_MODULE="review_portal.settings")

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[0])
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        assert said[f"{kind}_COOKIE_SECURE"] is True
        assert said[f"{kind}_COOKIE_NAME"].startswith("__Host-")
    assert said["SESSION_COOKIE_HTTPONLY"] is True
    assert said["SECURE_HSTS_SECONDS"] >= 31536000
    assert (said["DEBUG"], said["SAMPLE_SETUP"]) == (False, False)
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_debug_pages_cannot_be_switched_on_for_a_ward(tmp_path):
    done = run(tmp_path, "manage.py", "check", DEBUG="1")

    assert done.returncode != 0
    assert "DEBUG is for a developer's own machine" in done.stderr


def test_no_sample_is_made_on_a_wards_server(tmp_path):
    done = run(tmp_path, "manage.py", "sample_ward")

    assert done.returncode == 2
    assert "SAMPLE_SETUP" in done.stderr
    assert not (tmp_path / "portal.sqlite3").exists()

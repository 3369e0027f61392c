"""The log: a JSON object a line, and no word of a person's in it, whatever goes wrong."""

import io
import json
import logging

import pytest
from django.db import IntegrityError
from django.test import Client, override_settings
from django.urls import path

from cells.models import Account, Organization
from review_portal import urls as site_urls
from review_portal.logs import JsonLine, config

MARK = "Nguyễn-Thị-Dấu-Riêng"


def quotes_a_row(request, word):
    """A fault whose words quote what a person wrote, with more of it in what it came from."""
    try:
        raise ValueError(f"cannot read {MARK}")
    except ValueError as cause:
        raise IntegrityError(f"Key (name)=({MARK}) already exists.") from cause


handler500 = site_urls.handler500
urlpatterns = [*site_urls.urlpatterns, path("quotes/<str:word>/", quotes_a_row, name="quotes")]


@pytest.fixture
def log():
    """What would go out; as the settings write it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLine())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_is_told_by_class_and_place_and_its_code_stands_on_the_page(log):
    answer = Client(raise_request_exception=False).get(f"/quotes/{MARK}/?q={MARK}")

    fault, request = log()
    assert [told["class"] for told in fault["fault"]] == ["IntegrityError", "ValueError"]
    assert "test_logs.py" in fault["fault"][0]["at"][-1]
    assert request["route"] == "quotes"
    assert (request["status"], request["level"], request["account"]) == (500, "info", None)
    assert fault["request_id"] == request["request_id"] == answer.headers["X-Request-ID"]
    assert request["request_id"] in answer.content.decode()
    assert MARK not in json.dumps([fault, request], ensure_ascii=False)


def test_everyday_deeds_leave_no_word_of_a_person(db, log):
    ward = Organization.objects.create(kind="ward", code="P11", name=f"Đảng bộ {MARK}")
    account = Account.objects.create_user("vanphong", MARK, display_name=MARK)
    account.mandates.create(organization=ward, role="office", from_date="2020-01-01")
    client = Client()
    client.post("/sign-in/", {"username": MARK, "password": MARK})
    client.post("/sign-in/", {"username": "vanphong", "password": MARK})
    client.force_login(account)
    client.get(f"/cells/members/?q={MARK}")
    client.post(f"/cells/members/new/{ward.pk}/", {"full_name": MARK, "birth_date": MARK})
    client.get(f"/invitation/{MARK}/")
    client.get("/", headers={"host": f"{MARK.encode().hex()}.example"})
    client.get(f"/nothing/{MARK}")

    lines = log()
    told = json.dumps(lines, ensure_ascii=False)
    assert {"login", "cells:member_list", "cells:member_new", "invitation_link", "unknown"} <= {
        line.get("route") for line in lines
    }
    assert {line.get("account") for line in lines} == {None, account.pk}
    assert MARK not in told
    assert MARK.encode().hex() not in told
    assert "vanphong" not in told


@pytest.mark.parametrize(
    ("logger", "message", "args", "event"),
    [
        ("some.library", "row %s of %d", (MARK, 7), "row … of 7"),
        ("some.library", f"row {MARK}", (), "…"),
        ("django.security.DisallowedHost", f"Invalid HTTP_HOST header: {MARK}", (), "refused"),
        ("gunicorn.error", "Booting worker with pid: %s", (12,), "Booting worker with pid: 12"),
        ("cells.services.proofs", "account %d: signed in", (3,), "account 3: signed in"),
    ],
)
def test_what_a_library_puts_into_its_line_is_left_out(logger, message, args, event):
    record = logging.LogRecord(logger, logging.WARNING, "", 1, message, args, None)

    assert json.loads(JsonLine().format(record))["event"] == event


def test_the_log_goes_one_way():
    assert config("INFO", "stdout")["handlers"]["out"]["stream"] == "ext://sys.stdout"

"""Health, readiness and metrics: what a supervisor reads, and what others do not."""

import os
import time

import pytest
from django.db import InterfaceError, OperationalError, connection

from assessments.reports.proof.keys import installation_key
from review_portal import health


@pytest.fixture
def running(db, settings):
    """A database, a worker that lives, a key."""
    settings.WORKER_SIGN.touch()
    installation_key()


def parts(client) -> tuple[int, dict[str, str]]:
    answer = client.get("/health/ready")
    return answer.status_code, dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


def test_ready_names_each_part(running, client):
    status, said = parts(client)

    assert status == 200
    assert said == dict.fromkeys(("database", "migrations", "worker", "disk", "report key"), "ok")


def test_a_worker_that_stands_still_is_named(running, client, settings):
    long_ago = time.time() - 600
    os.utime(settings.WORKER_SIGN, (long_ago, long_ago))

    status, said = parts(client)

    assert (status, said["database"]) == (503, "ok")
    assert said["worker"].startswith("no sign of life for 60")


def test_a_missing_key_and_worker_are_named(db, client):
    status, said = parts(client)

    assert status == 503
    assert "missing" in said["report key"]
    assert "never started" in said["worker"]


def test_a_full_disk_is_named(running, client, monkeypatch):
    monkeypatch.setattr(health, "RESERVE", 2**62)

    status, said = parts(client)

    assert status == 503
    assert "are needed" in said["disk"]


def test_a_migration_that_waits_is_named(running, client, monkeypatch):
    monkeypatch.setattr(health._PARTS["migrations"], "applied", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    status, said = parts(client)

    assert status == 503
    assert "./portal setup" in said["migrations"]


@pytest.mark.parametrize(
    ("headers", "proxy"),
    [
        ({"REMOTE_ADDR": "192.168.1.9"}, False),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1, 192.168.1.9"}, True),
    ],
)
def test_others_learn_only_whether(db, client, settings, headers, proxy):
    settings.BEHIND_PROXY = proxy

    assert client.get("/health/ready", **headers).content == b"not ready\n"
    assert client.get("/metrics", **headers).status_code == 404


def test_metrics_count_by_page_and_never_by_person(running, client):
    client.get("/sign-in/?next=/Dau-Rieng/")
    client.get("/invitation/ma-rieng-7c1/")
    client.generic("BREW", "/sign-in/")

    told = client.get("/metrics").content.decode()

    assert 'portal_requests_total{method="GET",route="login",status="200"}' in told
    assert 'method="OTHER",route="login",status="405"' in told
    assert 'portal_request_seconds_bucket{le="0.25",route="login"}' in told
    assert 'portal_jobs{state="waiting"} 0.0' in told
    assert "portal_worker_seen_seconds" in told
    assert "Rieng" not in told
    assert "ma-rieng" not in told


def test_metrics_open_with_the_token(running, client, settings):
    settings.METRICS_TOKEN = "doc-duoc"
    far = {"REMOTE_ADDR": "192.168.1.9"}

    assert client.get("/metrics", **far, headers={"authorization": "Bearer doc-duoc"}).status_code == 200
    assert client.get("/metrics", **far, headers={"authorization": "Bearer doc"}).status_code == 404


def test_a_probe_over_plain_http_is_not_sent_elsewhere(running, client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/health/ready").status_code == 200
    assert client.get("/sign-in/").status_code == 301


@pytest.mark.parametrize(
    ("proxy", "sent", "is_kept"),
    [(True, "0f3c7a1e-aaaa", True), (False, "0f3c7a1e-aaaa", False), (True, 'x"{}<script>', False), (True, "", False)],
)
def test_a_request_bears_its_id(client, settings, proxy, sent, is_kept):
    settings.BEHIND_PROXY = proxy

    told = client.get("/healthz", headers={"x-request-id": sent}).headers["X-Request-ID"]

    assert (told == sent) is is_kept
    assert len(told) in (11, 13)


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_metrics_are_told_without_a_database(client, monkeypatch, fault):
    def gone(*_args, **_more):
        raise fault

    monkeypatch.setattr(connection, "ensure_connection", gone)
    monkeypatch.setattr(connection, "cursor", gone)

    client.cookies["sessionid"] = "0123456789abcdef0123456789abcdef"

    assert "does not answer" in client.get("/metrics").content.decode()
    assert f"database: does not answer ({fault.__name__})" in client.get("/health/ready").content.decode()
    assert client.get("/healthz").status_code == 200

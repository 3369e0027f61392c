"""Two pages for a supervisor, without sign-in: does the process live; can it do its work. No person's data in either."""

import os
import shutil
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import Error as DatabaseFault  # DatabaseError and, of a connection that went away, InterfaceError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Job
from assessments.reports.proof.keys import installation_key
from assessments.services.job_files import RESERVE
from review_portal.nearness import is_local

#: The worker gives a sign each second, and while it works at a job each fifteen.
WORKER_PATIENCE_SECONDS = 90
PLAIN = "text/plain; charset=utf-8"


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing else: whoever is not alive is started again, and that mends no database."""
    return HttpResponse("ok\n", content_type=PLAIN)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything that work needs is there, else 503. On the machine itself with each part in plain words."""
    faults = {name: words for name, ask in _PARTS.items() if (words := ask())}
    status = 503 if faults else 200
    if not is_local(request):
        return HttpResponse("not ready\n" if faults else "ready\n", status=status, content_type=PLAIN)
    lines = [f"{name}: {faults.get(name, 'ok')}\n" for name in _PARTS]
    return HttpResponse("".join(lines), status=status, content_type=PLAIN)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseFault as fault:
        return f"does not answer ({type(fault).__name__}). Is it running? Look at DATABASE_URL."
    return ""


class _Migrations:
    """Reading all migrations takes a while; once applied they stay so while this process lives."""

    def __init__(self) -> None:
        self.applied = False

    def __call__(self) -> str:
        if self.applied:
            return ""
        try:
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseFault:
            return "cannot be read: the database does not answer."
        self.applied = not waiting
        return f"{len(waiting)} not applied. Run ./portal setup." if waiting else ""


def _worker() -> str:
    sign = settings.WORKER_SIGN
    try:
        if time.time() - sign.stat().st_mtime < WORKER_PATIENCE_SECONDS:
            return ""
        words = f"no sign of life for {round(time.time() - sign.stat().st_mtime)} s. Restart the service."
    except FileNotFoundError:
        words = "never started here. Start the service, not gunicorn alone."
    except OSError:
        words = "its sign of life cannot be read. Look at the rights of the data folder."
    try:
        since = timezone.now() - timedelta(seconds=WORKER_PATIENCE_SECONDS)
        return "" if Job.objects.filter(state="running", seen_at__gte=since).exists() else words
    except DatabaseFault:
        return words


def _disk() -> str:
    try:
        free = shutil.disk_usage(settings.VAR_DIR).free
    except OSError:
        return "the data folder is not there. Look at PORTAL_VAR."
    if free < RESERVE:
        return f"{free // 1024**2} MB free, {RESERVE // 1024**2} MB are needed. Make room."
    return "" if os.access(settings.VAR_DIR, os.W_OK) else "the data folder cannot be written."


def _key() -> str:
    if not settings.REPORT_KEY.exists():
        return "the key for reports is missing. Put it back from a backup, or run ./portal setup on a new installation."
    try:
        installation_key()
    except (OSError, ValueError, TypeError):
        return "the key for reports cannot be read. Look at its rights, or put it back from a backup."
    return ""


_PARTS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _Migrations(),
    "worker": _worker,
    "disk": _disk,
    "report key": _key,
}

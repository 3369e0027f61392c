"""What every test stands on: compiled catalogues, plain static files, a quick password hasher, no stray files."""

import gc
import gettext
import os
import shutil
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.signals import user_logged_in
from django.core.management.color import no_style
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from django.utils.translation import trans_real

from cells import session_marks
from cells.catalogues import compile_all
from tests.one_migration import once_migrated
from tests.running_order import BrowserBeside

#: The first is the same browser without a window: it needs much less of the processor.
BROWSER_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
#: Written by migrating alone and never asked, since rights come from mandates.
MIGRATED = ("auth_permission", "django_content_type")
SET_ASIDE: pytest.StashKey[list[str]] = pytest.StashKey()


def browser_path() -> str | None:
    """The system's Chromium, if there is one."""
    return next(filter(None, map(shutil.which, BROWSER_NAMES)), None)


def pytest_configure(config: pytest.Config) -> None:
    if problems := compile_all(django_settings.LOCALE_PATHS):
        raise pytest.UsageError("message catalogues: " + "; ".join(problems))
    # Django read the catalogues while it set itself up, before they were compiled: let it read them again, and Python's
    # own gettext, which keeps what it read by the file's name.
    gettext._translations.clear()
    trans_real._translations = {}
    trans_real._default = None
    if os.environ.get("REQUIRE_BROWSER") == "1" and not browser_path():
        raise pytest.UsageError(f"REQUIRE_BROWSER=1, but there is no {' or '.join(BROWSER_NAMES)} on this machine")
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns at each start without it
    config.stash[SET_ASIDE] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser its tests are set aside; the end of the run names them."""
    if browser_path():
        return
    aside = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if not item.get_closest_marker("browser")]
    config.stash[SET_ASIDE] = [item.nodeid for item in aside]
    config.hook.pytest_deselected(items=aside)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Modules and thousands of collected tests stay to the end: the garbage collector need not walk over them again and
    again, nor come as often as a small program needs it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands its list to the process that prints the summary."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["set_aside"] = session.config.stash[SET_ASIDE]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> BrowserBeside | None:
    return BrowserBeside(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error: object) -> None:
    node.config.stash[SET_ASIDE] = getattr(node, "workeroutput", {}).get("set_aside", [])


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    if aside := config.stash[SET_ASIDE]:
        terminalreporter.section(f"{len(aside)} tests did not run: no Chromium on this machine")
        for name in aside:
            terminalreporter.line(name)


def _passed(request, **_more) -> None:
    """`force_login` stands for a whole sign-in with everything it asks; a sign-in on the page goes its own way."""
    if "REQUEST_METHOD" not in request.META:
        session_marks.mark_sign_in(request.session, time.time(), session_marks.PASSED)


user_logged_in.connect(_passed, dispatch_uid="tests.passed")


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory) -> Path:
    """Shared by all processes of one run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def paper_cache(run_folder) -> Path:
    """Pages already set, shared by the tests of a run: what they say decides, so sharing changes nothing."""
    return run_folder / "papers-set"


@pytest.fixture(scope="session")
def report_key(run_folder) -> Path:
    """For whoever needs some key: what is sealed with the same one is set once."""
    return run_folder / "report_key.pem"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, run_folder) -> None:
    """pytest-django's place for what must be said before the database is made."""
    connection.creation = once_migrated(connection, run_folder)


@pytest.fixture(scope="session", autouse=True)
def _quick_flush():
    """PostgreSQL's TRUNCATE makes new files for every table and index, hundreds after each test that commits.

    Changed on the class: a browser test, under Playwright's event loop, has another connection than the tests before.
    """
    if connection.vendor != "postgresql":
        return
    operations = type(connection.ops)
    truncating = operations.sql_flush

    def deleting(self, style, tables, **how):
        if how.get("reset_sequences") or not _is_superuser(self.connection):
            return _past_the_journal(truncating(self, style, tables, **how), tables)
        # As a replica nobody looks at the keys between tables, so that they are emptied in any order.
        deletes = [f"DELETE FROM {self.quote_name(table)}" for table in tables]
        return ["SET LOCAL session_replication_role = replica", "; ".join(deletes)]

    operations.sql_flush = deleting


def _past_the_journal(statements: list[str], tables: list[str]) -> list[str]:
    """The journal refuses to be emptied; whoever owns the tables can switch that off."""
    kept = [table for table in tables if table.startswith("cells_journal")]
    switch = "ALTER TABLE {} {} TRIGGER USER"
    return [
        *(switch.format(table, "DISABLE") for table in kept),
        *statements,
        *(switch.format(table, "ENABLE") for table in kept),
    ]


@pytest.fixture(scope="session", autouse=True)
def _nothing_migrated_anew():
    """After a test that commits, Django writes permissions and kinds of content anew, which takes longer than emptying."""

    def emptied(_test) -> None:
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        statements = connection.ops.sql_flush(no_style(), [table for table in tables if table not in MIGRATED])
        connection.ops.execute_sql_flush(statements)

    TransactionTestCase._fixture_teardown = emptied


def _is_superuser(connection) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return cursor.fetchone() == ("on",)


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path, paper_cache):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.RECOVERY_CODE_WORK = 2
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PAPER_CACHE = paper_cache
    settings.REPORT_KEY = tmp_path / "report_key.pem"
    # A test asks in a second what a person asks in a day; those of the limits switch them on.
    settings.RATE_LIMITS = False
    settings.RATES = tmp_path / "rates"
    settings.WORKER_SIGN = tmp_path / "worker-seen"
    # An environment made for the sample ward must not change what the tests see.
    settings.SAMPLE_SETUP = False
    # A page asked for in English leaves its language to the thread: the next test begins in Vietnamese again.
    translation.deactivate()

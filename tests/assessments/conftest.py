"""What many tests need and few change: an issued report, a ward that is told once for a module."""

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
from django.conf import settings as portal
from django.db import connection, transaction
from django.test import override_settings

from assessments.reports.proof.seal import Seal
from tests.assessments.reports.sealed_reports import RAW, made


@pytest.fixture(scope="session")
def issued(paper_cache, report_key) -> tuple[bytes, Seal]:
    """The ward report of `RAW`: its bytes, its seal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal, "PAPER_CACHE", paper_cache)
        patch.setattr(portal, "REPORT_KEY", report_key)
        return made(RAW)


@pytest.fixture
def one_key(settings, report_key) -> None:
    """Reports of different tests are signed with one key: pages that say the same are set once."""
    settings.REPORT_KEY = report_key


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker, tmp_path_factory, paper_cache, report_key) -> Iterator[Callable]:
    """`give = once(Scene)` in a fixture of the module writes the rows once; `give()` in one of the test is the scene, a copy
    of its own. What a test changes is undone behind it. For tests that roll back."""

    def written(make: Callable) -> Callable:
        scene = make()
        connection.check_constraints()  # Django asks for it after each test, and takes it back with the test
        return lambda: deepcopy(scene)

    quick = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MEDIA_ROOT": tmp_path_factory.mktemp("files"),
        "PAPER_CACHE": paper_cache,
        "REPORT_KEY": report_key,
        "SAMPLE_SETUP": False,
    }
    with override_settings(**quick), django_db_blocker.unblock(), transaction.atomic():
        yield written
        transaction.set_rollback(True)

"""The sample ward, told once for a module of tests: everything a test changes is undone behind it."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

#: The day on which the sample set-up lives.
TODAY = date(2022, 1, 10)


@pytest.fixture(scope="module")
def tell(django_db_setup, django_db_blocker, tmp_path_factory) -> Callable:
    """`with tell("proposals", "--cells", "6")` as made: the ward stands, `made` is what the command printed."""

    @contextmanager
    def telling(stage: str, *arguments: str) -> Iterator[dict]:
        quick = {
            "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
            "MEDIA_ROOT": tmp_path_factory.mktemp("files"),
            "SAMPLE_TODAY": TODAY,
        }
        with override_settings(**quick), django_db_blocker.unblock(), transaction.atomic():
            out = io.StringIO()
            call_command("sample_ward", "--stage", stage, "--json", *arguments, stdout=out)
            # What a commit does, once: Django asks for it after each test, and takes it back with the test.
            connection.check_constraints()
            yield json.loads(out.getvalue())
            transaction.set_rollback(True)

    return telling

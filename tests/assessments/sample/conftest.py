"""The sample ward, told once for a module of tests: everything a test changes is undone behind it."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from assessments.sample.roster import sample_workbook
from assessments.sample.story import begin, go_on

#: The day on which the sample set-up lives.
TODAY = date(2022, 1, 10)


SEED = 11


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _commit() -> None:
    """What a commit does, once: Django asks for it after each test, and takes it back with the test."""
    connection.check_constraints()


@pytest.fixture(scope="module")
def telling_allowed(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    quick = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MEDIA_ROOT": tmp_path_factory.mktemp("files"),
        "SAMPLE_TODAY": TODAY,
    }
    with override_settings(**quick), django_db_blocker.unblock(), _undone():
        yield


@pytest.fixture(scope="module")
def tell(telling_allowed) -> Callable:
    """`with tell("proposals", "--cells", "6")` as made: the ward stands, `made` is what the command printed."""

    @contextmanager
    def telling(stage: str, *arguments: str) -> Iterator[dict]:
        with _undone():
            out = io.StringIO()
            call_command("sample_ward", "--stage", stage, "--json", *arguments, stdout=out)
            _commit()
            yield json.loads(out.getvalue())

    return telling


@pytest.fixture(scope="module")
def go_on_to(telling_allowed) -> Callable:
    """`with go_on_to("decided")`: a ward of six cells and sixty people at that stage, as the command tells it. What all
    stages begin with is told once; each goes on from there, and is undone to there."""
    ground, random = begin(sample_workbook(6, 60, Random(SEED)), SEED)
    _commit()

    @contextmanager
    def going_on(stage: str) -> Iterator[None]:
        with _undone():
            go_on(deepcopy(ground), stage, deepcopy(random))
            _commit()
            yield

    return going_on

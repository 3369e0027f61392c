"""The sample's printed passwords open nothing where people's data are, and its fixed code is on no server."""

import io
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from cells.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from cells.models import Account
from tests import factories as make

DEFAULT = ["default"]


def account(username: str, password: str, **fields) -> None:
    made = make.make_account(username, **fields)
    made.set_password(password)
    made.save()


def found() -> list[tuple[str, str]]:
    """(id, account) of what the check with tables to look at finds of ours."""
    messages = run_checks(databases=DEFAULT)
    return [(one.id, one.msg.split()[2]) for one in messages if one.id and one.id.startswith("cells.")]


@pytest.mark.django_db
def test_every_account_with_its_printed_password_is_named():
    for one in DEMO_ACCOUNTS:
        account(one.username, one.password)

    assert found() == [("cells.E001", name) for name in sorted(one.username for one in DEMO_ACCOUNTS)]


@pytest.mark.django_db
def test_an_own_password_a_closed_account_and_another_name_are_none_of_it():
    account("vanphong", "mot-mat-khau-rieng")
    account("quantri", DEMO_PASSWORD, is_active=False)
    account("bithu9", DEMO_PASSWORD)

    assert found() == []


@pytest.mark.django_db
def test_in_the_sample_they_are_what_they_are_for(settings):
    settings.SAMPLE_SETUP = True
    account("vanphong", DEMO_PASSWORD)

    assert found() == []


@pytest.mark.django_db
def test_setting_up_refuses_and_says_how_to_mend():
    account("vanphong", DEMO_PASSWORD)

    with pytest.raises(SystemCheckError) as refused:
        call_command("migrate", skip_checks=False, verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())

    assert "manage.py new_first_password vanphong" in str(refused.value)
    call_command("new_first_password", "vanphong", stdout=io.StringIO())
    call_command("check", databases=DEFAULT, stdout=io.StringIO(), stderr=io.StringIO())


@pytest.mark.django_db
def test_a_table_of_an_earlier_version_is_read_and_none_is_no_fault():
    account("vanphong", DEMO_PASSWORD)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cells_account RENAME COLUMN revision TO of_later")
    assert found() == [("cells.E001", "vanphong")]

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cells_account RENAME TO cells_not_yet")
    assert found() == []
    assert Account._meta.db_table == "cells_account"


def test_a_database_that_does_not_answer_is_said(tmp_path):
    environment = {**os.environ, "PORTAL_VAR": str(tmp_path), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    line = [sys.executable, "manage.py", "check", "--database", "default", "--fail-level", "WARNING"]

    done = subprocess.run(line, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, "cells.W001" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_without_a_database_to_look_at_nothing_is_asked(django_db_blocker):
    assert [one for one in run_checks() if one.id == "cells.E001"] == []


def test_a_server_with_the_sample_on_is_refused(settings):
    def ids() -> set[str]:
        return {one.id for one in run_checks(tags=["security"], include_deployment_checks=True)}

    assert "cells.E002" not in ids()
    settings.SAMPLE_SETUP = True
    assert "cells.E002" in ids()

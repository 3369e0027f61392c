"""System checks: the sample's printed passwords and its fixed code open nothing where people's data are.

With tables to look at (`migrate`, `check --database default`) or at a deployment (`check --deploy`); else they cost nothing.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Doubt
from django.db import DatabaseError, connections

from cells.demo_accounts import DEMO_ACCOUNTS
from cells.models import Account

_PRINTED = {one.username: one.password for one in DEMO_ACCOUNTS}


@register(Tags.database)
def sample_accounts_are_closed(databases: Sequence[str] | None = None, **_more: Any) -> list[CheckMessage]:
    """Outside the sample set-up no open account bears a name and a password that the sample's sign-in page prints."""
    if settings.SAMPLE_SETUP:
        return []
    try:
        return [_open(username) for alias in databases or () for username in _open_with_printed_password(alias)]
    except DatabaseError:
        words = (
            "The database does not answer: whether an account opens with a password of the sample was not looked at."
        )
        return [Doubt(words, hint="Is it running? Look at DATABASE_URL.", id="cells.W001")]


def _open(username: str) -> CheckMessage:
    return Error(
        f"The account {username} opens with the password that the sample ward prints for it.",
        hint=f"manage.py new_first_password {username} gives it another; a PIN: revoke its invitation. "
        "Is this the sample ward? Then set SAMPLE_SETUP=1.",
        id="cells.E001",
    )


@register(Tags.security, deploy=True)
def no_sample_on_a_server(**_more: Any) -> list[CheckMessage]:
    """The fixed code passes for the second factor of an account of that name, whoever's it is."""
    if not settings.SAMPLE_SETUP:
        return []
    hint = "Take SAMPLE_SETUP out of the settings; the sample belongs into a folder and a database of its own."
    return [Error("SAMPLE_SETUP is on: the fixed code of the sample is accepted.", hint=hint, id="cells.E002")]


def _open_with_printed_password(alias: str) -> list[str]:
    """Reads three columns alone: an earlier version's table may lack others. Before the first migration there is none."""
    rows = Account.objects.using(alias).filter(username__in=_PRINTED, is_active=True).order_by("username")
    if Account._meta.db_table not in connections[alias].introspection.table_names():
        return []
    held = rows.values_list("username", "password")
    return [username for username, password in held if check_password(_PRINTED[username], password)]

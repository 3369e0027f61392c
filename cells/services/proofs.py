"""Is it really this person, now? Every proof passes the doors that wait (services.sign_in_doors) and is told in the log.

`address` is the client's, "" where none is known. Each function raises Waiting while a door waits; nothing is looked at
then, and what is said is the same for every name.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from cells.journal import record
from cells.models import Account
from cells.selectors.sign_in import has_factor
from cells.services.mandates import ward_code_of_account
from cells.services.recovery_codes import use_recovery_code
from cells.services.second_factors import use_app_code
from cells.services.sign_in_doors import Try, Waiting, begin_try, open_door, take_back

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """A right password or PIN. `factor_asked`: the sign-in is not over with it."""

    account: Account
    factor_asked: bool


@sensitive_variables("secret")
def try_secret(*, username: str, secret: str, address: str, now: datetime) -> Opened | None:
    """The open account of this name if password or PIN is right; None for every other name and secret alike."""
    tried = begin_try(username=username, address=address, now=now)
    account = authenticate(None, username=username, password=secret)
    if account is None:
        log.warning("sign-in: wrong name or password, %d before", tried.before)
        return None
    factor_asked = has_factor(account)
    if factor_asked:
        take_back(tried)
    else:
        _enter(account, tried)
    return Opened(account, factor_asked)


@sensitive_variables("secret")
def own_secret_is_right(*, account: Account, secret: str, address: str, now: datetime) -> bool:
    """The password or PIN of somebody who is signed in."""
    return _prove(account, address, now, "password", lambda: account.check_password(secret))


@sensitive_variables("secret")
def why_not_proved(*, account: Account, secret: str, address: str, now: datetime) -> str:
    """Password, PIN or a code of the app, whichever somebody who is signed in types into the one field: one try.

    What to say against it, "" when it is right. A door that waits is said, not raised.
    """
    check = lambda: account.check_password(secret) or use_app_code(account=account, code=secret, now=now)  # noqa: E731
    try:
        if _prove(account, address, now, "password or code", check):
            return ""
    except Waiting as waiting:
        return waiting.words
    return _(
        "That is not right. Type the password you sign in with, or the digits that the app shows now; digits that were used "
        "already do not count again: wait for the next ones."
    )


@sensitive_variables("code")
def code_is_right(*, account: Account, code: str, address: str, now: datetime, enters: bool = False) -> bool:
    """A code of the account's app; `enters`: it ends a sign-in."""
    return _prove(account, address, now, "code", lambda: use_app_code(account=account, code=code, now=now), enters)


@sensitive_variables("code")
def recovery_code_is_right(*, account: Account, code: str, address: str, now: datetime) -> bool:
    """A recovery code, which ends a sign-in and is used up with it."""
    use = lambda: use_recovery_code(account=account, typed=code, now=now)  # noqa: E731 -- one line, used once
    return _prove(account, address, now, "recovery code", use, enters=True)


def passkey_is_right(
    *, account: Account, address: str, now: datetime, check: Callable[[], bool], enters: bool = False
) -> bool:
    """What `check` says of the browser's answer."""
    return _prove(account, address, now, "passkey", check, enters)


def _prove(
    account: Account, address: str, now: datetime, what: str, check: Callable[[], bool], enters: bool = False
) -> bool:
    tried = begin_try(username=account.username, address=address, now=now)
    if not check():
        log.warning("account %d: wrong %s, %d wrong before", account.pk, what, tried.before)
        return False
    if enters:
        _enter(account, tried)
    else:
        open_door(tried)
    return True


@transaction.atomic
def _enter(account: Account, tried: Try) -> None:
    """The sign-in is complete; where others, or the same hands, had failed before, the journal tells."""
    open_door(tried)
    log.info("account %d: signed in", account.pk)
    if tried.before:
        record(
            by=account,
            action="account.signed_in_after_failures",
            subject=account,
            ward_code=ward_code_of_account(account),
            after={"wrong_tries": tried.before},
        )

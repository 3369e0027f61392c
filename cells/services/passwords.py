"""First passwords: random, easy to read from a slip and to type on a phone; and the change to one's own."""

import secrets
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.journal import record
from cells.models import Account
from cells.refusals import Refused
from cells.services.edits import locked, save_next_revision
from cells.services.mandates import ward_code_of_account
from cells.services.pins import refuse_pin_account

# Left out is what a Vietnamese keyboard (Telex, VNI) would turn into marks: the letters d, s, f, r, x, j, w, z, a vowel
# twice in a group, digits right behind a letter. No l, 1 or 0 either, which look alike on paper.
_CONSONANTS = "bcghkmnptv"
_VOWELS = "aeiou"
_DIGITS = "23456789"


def _group() -> str:
    first = secrets.choice(_VOWELS)
    second = secrets.choice(_VOWELS.replace(first, ""))
    return secrets.choice(_CONSONANTS) + first + secrets.choice(_CONSONANTS) + second


def first_password() -> str:
    """Like `bame-kitu-hoca-472`: about 42 bits, enough for a password that works once."""
    digits = "".join(secrets.choice(_DIGITS) for _place in range(3))
    return "-".join([_group(), _group(), _group(), digits])


@transaction.atomic
def change_own_password(*, by: Account, password: str, on: date) -> Account:
    """The account chooses its own password (already validated); a first password is used up with this."""
    account = locked(Account.objects, by.pk)
    first = account.must_change_password
    account.set_password(password)
    account.must_change_password = False
    save_next_revision(account)
    record(
        by=by,
        action="account.password_changed",
        subject=account,
        ward_code=ward_code_of_account(account),
        after={"was_first_password": first},
    )
    return account


@transaction.atomic
def reset_from_command_line(*, username: str, command: str) -> str:
    """A new first password for somebody at the machine itself; the only way in for a locked-out administrator.

    Raises Refused when there is no such account or it is closed. The journal names the command.
    """
    account = Account.objects.select_for_update().filter(username=username.strip().lower(), is_active=True).first()
    if account is None:
        raise Refused(_("There is no open account %(username)s.") % {"username": username})
    refuse_pin_account(account)
    clear = first_password()
    account.set_password(clear)
    account.must_change_password = True
    save_next_revision(account)
    code = ward_code_of_account(account)
    record(by=None, actor_name=command, action="account.password_reset", subject=account, ward_code=code)
    return clear

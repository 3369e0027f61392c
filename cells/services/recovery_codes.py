"""Recovery codes: a printed sheet for the day on which the phone is gone. Each opens once; only hashes are kept."""

import re
import secrets
from datetime import datetime
from hashlib import scrypt

from django.conf import settings
from django.db import transaction

from cells.journal import record
from cells.models import Account, RecoveryCode
from cells.services.edits import locked
from cells.services.mandates import ward_code_of_account
from cells.services.passwords import first_password

HOW_MANY = 10


def _hash(code: str, salt: str) -> str:
    return scrypt(code.encode(), salt=bytes.fromhex(salt), n=settings.RECOVERY_CODE_WORK, r=8, p=1, dklen=32).hex()


def _as_printed(typed: str) -> str:
    """Capitals, spaces, other dashes and none are read as what stands on the sheet: letters in fours, then digits."""
    signs = "".join(re.findall(r"[a-z0-9]", typed.lower()))
    return "-".join([signs[:4], signs[4:8], signs[8:12], signs[12:]])


@transaction.atomic
def make_recovery_codes(*, by: Account) -> list[str]:
    """A new sheet for the own account; every earlier code is void. The codes stand in clear nowhere else."""
    locked(Account.objects, by.pk)
    salt = secrets.token_hex(16)
    codes: list[str] = []
    while len(codes) < HOW_MANY:
        if (code := first_password()) not in codes:
            codes.append(code)
    RecoveryCode.objects.filter(account=by).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=by, salt=salt, code_hash=_hash(code, salt)) for code in codes)
    record(by=by, action="account.recovery_codes_made", subject=by, ward_code=ward_code_of_account(by))
    return codes


@transaction.atomic
def use_recovery_code(*, account: Account, typed: str, now: datetime) -> bool:
    """Use one up. Of two who type the same code at once, one is let in."""
    salt = RecoveryCode.objects.filter(account=account).values_list("salt", flat=True).first()
    if salt is None:
        return False
    unused = RecoveryCode.objects.filter(account=account, used_at__isnull=True)
    if not unused.filter(code_hash=_hash(_as_printed(typed), salt)).update(used_at=now):
        return False
    record(
        by=account,
        action="account.recovery_code_used",
        subject=account,
        ward_code=ward_code_of_account(account),
        after={"left": unused.count()},
    )
    return True

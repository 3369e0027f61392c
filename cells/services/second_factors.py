"""The second factor: an authenticator app, set up by its holder, asked for at the sign-in. Passkeys: services.passkeys.

Codes follow RFC 6238 (six digits, thirty seconds). The one before and the one after are good too, for clocks that run
apart; none opens twice, whoever types it first.
"""

from base64 import b32decode, b32encode
from datetime import date, datetime
from secrets import compare_digest, token_bytes
from urllib.parse import quote

from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.oath import TOTP

from cells.access import access_of
from cells.account_rights import needs_second_factor
from cells.demo_accounts import demo_code_of
from cells.journal import record
from cells.models import Account, AuthenticatorApp, RecoveryCode
from cells.refusals import Refused
from cells.sealing import Unreadable, seal, unseal
from cells.selectors.sign_in import passkeys_of, recovery_codes_left
from cells.services.edits import locked
from cells.services.mandates import ward_code_of_account
from cells.services.recovery_codes import make_recovery_codes

DIGITS, STEP_SECONDS, TOLERANCE = 6, 30, 1
_SECRET_BYTES = 20
# The portal's name in the app; without marks, so that the QR code stays coarse enough for an old camera.
_ISSUER = "Kiem diem cuoi nam"


@transaction.atomic
def begin_app(*, by: Account) -> str:
    """The secret that is being set up, in base32: the same one until it is confirmed. An app that counts goes on counting."""
    locked(Account.objects, by.pk)
    app, _is_new = AuthenticatorApp.objects.get_or_create(account=by)
    try:
        if app.pending_secret:
            return unseal(app.pending_secret)
    except Unreadable:
        pass
    secret = b32encode(token_bytes(_SECRET_BYTES)).decode()
    app.pending_secret = seal(secret)
    app.save(update_fields=["pending_secret"])
    return secret


def address_of(secret: str, account: Account) -> str:
    """What the QR code says: the otpauth address that every authenticator app reads."""
    issuer = quote(_ISSUER)
    return f"otpauth://totp/{issuer}:{quote(account.username)}?secret={secret}&issuer={issuer}"


@transaction.atomic
def confirm_app(*, by: Account, code: str, now: datetime) -> list[str]:
    """The app that shows this code counts from here on, in the place of an earlier one.

    Answers the recovery codes when there were none left, else []. Raises Refused when the code does not fit.
    """
    app = AuthenticatorApp.objects.select_for_update(of=("self",)).filter(account=by).exclude(pending_secret="").first()
    step = _step_of(app.pending_secret, code, 0, now) if app else None
    if step is None:
        words = _(
            "The code does not fit. Type the six digits that the app shows now; if it still does not fit, see that the "
            "clock of the phone is right."
        )
        raise Refused(words, field="code")
    replaced = bool(app.secret)
    app.secret, app.pending_secret = app.pending_secret, ""
    app.last_step, app.set_up_at, app.last_used_at = step, now, now
    app.save()
    record(
        by=by,
        action="account.app_set_up",
        subject=by,
        ward_code=ward_code_of_account(by),
        after={"replaced": replaced},
    )
    return [] if recovery_codes_left(by) else make_recovery_codes(by=by)


def _step_of(sealed: str, code: str, last_step: int, now: datetime) -> int | None:
    """The time step of the code, later than `last_step`; None when it does not fit or was used."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == DIGITS):
        return None
    totp = TOTP(b32decode(unseal(sealed)), step=STEP_SECONDS, digits=DIGITS)
    totp.time = now.timestamp()
    return totp.t() if totp.verify(int(digits), tolerance=TOLERANCE, min_t=last_step + 1) else None


@transaction.atomic
def use_app_code(*, account: Account, code: str, now: datetime) -> bool:
    """Whether the code of the account's app is right; it is used up with that."""
    fixed = demo_code_of(account.username)
    if fixed and compare_digest(fixed.encode(), "".join(code.split()).encode()):
        return True
    app = AuthenticatorApp.objects.select_for_update(of=("self",)).filter(account=account).exclude(secret="").first()
    if app is None:
        return False
    try:
        step = _step_of(app.secret, code, app.last_step, now)
    except Unreadable:
        return False
    if step is None:
        return False
    app.last_step, app.last_used_at = step, now
    app.save(update_fields=["last_step", "last_used_at"])
    return True


@transaction.atomic
def remove_app(*, by: Account, on: date) -> None:
    """Switch the own app off. Raises Refused where a second factor is required and this is the last one."""
    locked(Account.objects, by.pk)
    refuse_last_factor(by, on, passkeys_of(by).exists())
    AuthenticatorApp.objects.filter(account=by).delete()
    record(by=by, action="account.app_removed", subject=by, ward_code=ward_code_of_account(by))
    forget_codes_without_factor(by)


def refuse_last_factor(account: Account, on: date, another_is_left: bool) -> None:
    if needs_second_factor(access_of(account, on)) and not another_is_left:
        words = _(
            "Your work needs a second factor, and this is the only one. Set up another one first: a new app takes the "
            "place of the old one."
        )
        raise Refused(words)


def forget_codes_without_factor(account: Account) -> None:
    """Recovery codes stand for a factor: with the last factor they go."""
    has_app = AuthenticatorApp.objects.filter(account=account).exclude(secret="").exists()
    if not has_app and not passkeys_of(account).exists():
        RecoveryCode.objects.filter(account=account).delete()

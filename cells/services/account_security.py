"""What the office and the administrator do for somebody who cannot get in, or whose device is gone."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of
from cells.client_address import network_of
from cells.journal import record
from cells.models import Account, AuthenticatorApp, Mandate, Passkey, RecoveryCode
from cells.refusals import Refused
from cells.selectors.sign_in import waits_of
from cells.services import mandates
from cells.services.account_sessions import drop_sessions
from cells.services.edits import locked
from cells.services.sign_in_doors import forget_tries, forget_tries_from
from cells.vietnamese import tidy


def _manageable(by: Account, account_id: int, reason: str, on: date) -> tuple[Account, list[Mandate], str]:
    account = locked(Account.objects, account_id)
    held = mandates.require_manageable(access_of(by, on), account, on)
    reason = tidy(reason)
    if not reason:
        raise Refused(_("Say why; the journal keeps it."), field="reason")
    return account, held, reason


@transaction.atomic
def lift_wait(*, by: Account, account_id: int, reason: str, on: date, now: datetime) -> None:
    """Let an account that waits after wrong tries be tried at once. Raises NotPermitted, Refused."""
    account, held, reason = _manageable(by, account_id, reason, on)
    if account.pk not in waits_of([account.pk], now):
        words = _("%(name)s does not have to wait: the account can be signed in to.")
        raise Refused(words % {"name": account.display_name})
    forget_tries(account)
    code = mandates.ward_code_of(held)
    record(by=by, action="account.wait_lifted", subject=account, ward_code=code, reason=reason)


@transaction.atomic
def lift_address_wait(*, address: str, command: str) -> None:
    """Forget the wrong tries made from an address, for somebody at the machine itself: behind it may sit a whole office.
    The address is kept nowhere, the journal's entry included. Raises Refused."""
    known = network_of(address)
    if not known:
        raise Refused(_("%(address)s is no address of a machine.") % {"address": address})
    if not forget_tries_from(known):
        raise Refused(_("Nothing wrong was tried from the address %(address)s.") % {"address": address})
    record(by=None, actor_name=command, action="account.address_wait_lifted")


@transaction.atomic
def end_all_sessions(*, by: Account, account_id: int, reason: str, on: date) -> int:
    """End every session of another's account: a stolen laptop, a forgotten desk. Answers how many. Raises NotPermitted,
    Refused."""
    account, held, reason = _manageable(by, account_id, reason, on)
    ended = drop_sessions(account)
    record(
        by=by,
        action="account.sessions_ended",
        subject=account,
        ward_code=mandates.ward_code_of(held),
        after={"count": ended},
        reason=reason,
    )
    return ended


@transaction.atomic
def reset_factor(*, by: Account, account_id: int, reason: str, on: date) -> None:
    """Take every second factor of another's account away: phone lost. Its sessions end; at the next sign-in a new factor
    is set up if the work needs one. Raises NotPermitted, Refused."""
    account, held, reason = _manageable(by, account_id, reason, on)
    before = _take_away(account)
    if not any(before.values()):
        raise Refused(_("%(name)s has no second factor set up.") % {"name": account.display_name})
    record(
        by=by,
        action="account.factor_reset",
        subject=account,
        ward_code=mandates.ward_code_of(held),
        before=before,
        reason=reason,
    )


@transaction.atomic
def reset_factor_from_command_line(*, username: str, command: str) -> Account:
    """The same for somebody at the machine itself: the only way where nobody else may. Raises Refused."""
    account = Account.objects.select_for_update().filter(username=username.strip().lower()).first()
    if account is None:
        raise Refused(_("There is no account %(username)s.") % {"username": username})
    before = _take_away(account)
    if not any(before.values()):
        raise Refused(_("%(name)s has no second factor set up.") % {"name": account.display_name})
    record(
        by=None,
        actor_name=command,
        action="account.factor_reset",
        subject=account,
        ward_code=mandates.ward_code_of_account(account),
        before=before,
    )
    return account


def _take_away(account: Account) -> dict[str, int]:
    """What there was, in numbers."""
    before = {
        "apps": AuthenticatorApp.objects.filter(account=account).exclude(secret="").count(),
        "passkeys": Passkey.objects.filter(account=account).count(),
    }
    for model in (AuthenticatorApp, Passkey, RecoveryCode):
        model.objects.filter(account=account).delete()
    forget_tries(account)
    drop_sessions(account)
    return before

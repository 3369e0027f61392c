"""E-mail addresses of accounts: where reminders go. Set by oneself or by whoever manages the account; the journal tells
that it was changed, never the address."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of
from cells.journal import record
from cells.models import Account, Mandate
from cells.refusals import Refused
from cells.services import mandates
from cells.services.edits import locked, require_current, save_next_revision
from cells.services.units import ward_of
from cells.vietnamese import tidy

MAX_ADDRESS = 254


def read_address(text: str) -> str:
    """An address without spaces around it, or blank. Raises Refused (field `email`) for anything else: what is kept here
    stands in the head of a mail."""
    address = tidy(text)
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(_("This is no e-mail address. Write it like ten@phuong11.vn."), field="email") from None
    if len(address) > MAX_ADDRESS or not address.isascii():
        raise Refused(_("Write the address without accents, at most 254 characters."), field="email")
    return address


@transaction.atomic
def set_address(*, by: Account, account_id: int, email: str, revision: int | None, on: date) -> Account:
    """Set or take away the address of the own account, or of one that `by` manages.

    Raises NotPermitted, Refused, StaleEdit.
    """
    account = locked(Account.objects, account_id)
    if account.pk == by.pk:
        held = list(Mandate.objects.filter(account=account).select_related("organization__ward", "collective__ward"))
    else:
        held = mandates.require_manageable(access_of(by, on), account, on)
    require_current(account, revision)
    address = read_address(email)
    if address == account.email:
        return account
    had, account.email = bool(account.email), address
    save_next_revision(account)
    record(
        by=by,
        action="account.address_changed",
        subject=account,
        ward_code=ward_of(held[0].organization or held[0].collective).code if held else "",
        before={"has_address": had},
        after={"has_address": bool(address)},
    )
    return account

"""PINs: which digits may serve. The door they open waits with every wrong try, as every other (services.sign_in_doors)."""

from django.db import transaction
from django.utils.translation import gettext as _

from cells.journal import record
from cells.models import Account, Member
from cells.refusals import Refused
from cells.services.edits import save_next_revision
from cells.services.mandates import ward_code_of_account

SHORTEST, LONGEST = 6, 12
_UP = "01234567890123456789"
_BIRTH_FORMS = ("%d%m%Y", "%d%m%y", "%Y%m%d", "%y%m%d", "%m%d%Y", "%m%d%y")


def pin_problem(pin: str, member: Member) -> str:
    """What is wrong with these digits as this person's PIN, and how to mend it; "" when nothing is."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        return _("A PIN has %(least)d to %(most)d digits and nothing else.") % {"least": SHORTEST, "most": LONGEST}
    runs = pin in _UP or pin in _UP[::-1]
    repeats = any(pin == (pin[:length] * LONGEST)[: len(pin)] for length in (1, 2, 3))
    if runs or repeats:
        return _("These digits are guessed first (such as 000000, 123456, 121212). Choose others.")
    if pin in _known_digits(member):
        return _("Your date of birth or card number is known to others. Choose digits that only you know.")
    return ""


def _known_digits(member: Member) -> set[str]:
    known = {"".join(filter(str.isdigit, member.card_number))}
    if member.born_on:
        known |= {member.born_on.strftime(form) for form in _BIRTH_FORMS}
    return known


@transaction.atomic
def change_own_pin(*, by: Account, pin: str) -> Account:
    """Another PIN for one's own account, the present one having been asked for. Raises Refused."""
    account = Account.objects.select_for_update(of=("self",)).select_related("member").get(pk=by.pk, uses_pin=True)
    if problem := pin_problem(pin, account.member):
        raise Refused(problem, field="pin")
    account.set_password(pin)
    save_next_revision(account)
    record(by=account, action="account.pin_changed", subject=account, ward_code=ward_code_of_account(account))
    return account


def refuse_pin_account(account: Account) -> None:
    """Deeds on ordinary accounts that an account made by an invitation knows no meaning of."""
    if account.uses_pin:
        message = _(
            "%(name)s's account opens with a PIN, for that member's own review alone. A new invitation gives another "
            "PIN; revoking it ends the access. Both are on the page “Invitations” of the cell."
        )
        raise Refused(message % {"name": account.display_name})

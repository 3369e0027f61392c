"""PINs: which digits may serve, and the door they open, which waits longer with every wrong try in a row."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cells import clock
from cells.journal import record
from cells.models import Account, Member
from cells.refusals import Refused
from cells.services.edits import locked, save_next_revision

SHORTEST, LONGEST = 6, 12
#: Wrong tries in a row before the first wait, which then doubles with every further one.
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=24)
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


def wait_after(tries: int) -> timedelta:
    """How long the door stays shut after so many wrong tries in a row."""
    if tries < FREE_TRIES:
        return timedelta(0)
    return min(FIRST_WAIT * 2 ** min(tries - FREE_TRIES, 10), LONGEST_WAIT)


def opens_with_pin(username: str) -> bool:
    return Account.objects.filter(username=username.strip().lower(), uses_pin=True).exists()


def try_pin(*, username: str, pin: str) -> Account | None:
    """The open PIN account of this name if the PIN is right and it is not waiting; else None, and nothing more is told.

    Each try counts as wrong before the PIN is looked at, so that many at once win nothing; the right one clears them.
    A PIN tried while the account waits is not counted; it takes as long as any other.
    """
    account, may_try = _count(username.strip().lower(), clock.now())
    if account is None:
        return None
    right = account.check_password(pin)
    if not (right and may_try):
        return None
    return _clear(account.pk)


@transaction.atomic
def _count(username: str, now: datetime) -> tuple[Account | None, bool]:
    account = Account.objects.select_for_update(of=("self",)).filter(username=username, uses_pin=True).first()
    if account is None or not account.is_active or (account.locked_until is not None and account.locked_until > now):
        return account, False
    account.wrong_tries += 1
    wait = wait_after(account.wrong_tries)
    account.locked_until = now + wait if wait else None
    account.save(update_fields=["wrong_tries", "locked_until"])
    return account, True


@transaction.atomic
def _clear(account_id: int) -> Account | None:
    account = locked(Account.objects, account_id)
    forget_tries(account)
    account.save(update_fields=["wrong_tries", "locked_until"])
    return account if account.is_active else None


def forget_tries(account: Account) -> None:
    """The account waits no more; its caller saves it."""
    account.wrong_tries, account.locked_until = 0, None


@transaction.atomic
def change_own_pin(*, by: Account, pin: str) -> Account:
    """Another PIN for one's own account, the present one having been asked for. Raises Refused."""
    account = Account.objects.select_for_update(of=("self",)).select_related("member").get(pk=by.pk, uses_pin=True)
    if problem := pin_problem(pin, account.member):
        raise Refused(problem, field="pin")
    account.set_password(pin)
    save_next_revision(account)
    record(by=account, action="account.pin_changed", subject=account)
    return account


def refuse_pin_account(account: Account) -> None:
    """Deeds on ordinary accounts that an account made by an invitation knows no meaning of."""
    if account.uses_pin:
        message = _(
            "%(name)s's account opens with a PIN, for that member's own review alone. A new invitation gives another "
            "PIN; revoking it ends the access. Both are on the page “Invitations” of the cell."
        )
        raise Refused(message % {"name": account.display_name})

"""Accounts: made with a single-use first password, reset, handed over, closed. First passwords leave here once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import Access, access_of, forget_access, require
from cells.account_rights import may_grant
from cells.journal import record
from cells.models import Account, Mandate, Member
from cells.refusals import Refusal, Refused
from cells.roles import Role
from cells.services import mandates
from cells.services.account_sessions import drop_sessions
from cells.services.addresses import read_address
from cells.services.edits import locked, save_next_revision
from cells.services.passwords import first_password
from cells.services.pins import refuse_pin_account
from cells.services.sign_in_doors import forget_tries
from cells.services.units import Unit, unit_of, ward_of
from cells.services.usernames import free_username
from cells.vietnamese import tidy


@dataclass(frozen=True)
class Slip:
    """What is printed for the holder. The password stands in clear nowhere else and cannot be shown again."""

    account_id: int
    username: str
    display_name: str
    unit_name: str
    first_password: str


@dataclass(frozen=True)
class NewAccount:
    """One account to make: over `organization_id` or `collective_id`, in the place of `acts_for_id` until `to_date` if it
    is a deputy's. `key` names its row in messages."""

    username: str
    display_name: str
    organization_id: int | None = None
    collective_id: int | None = None
    role: Role = Role.SECRETARY
    member_id: int | None = None
    key: str = ""
    acts_for_id: int | None = None
    to_date: date | None = None
    email: str = ""


@transaction.atomic
def create_accounts(*, by: Account, rows: Sequence[NewAccount], from_date: date, on: date) -> list[Slip]:
    """Make accounts with one mandate each, all or none. Fields of refusals are `<key>-username` and the like.

    Raises NotPermitted, Refused.
    """
    access = access_of(by, on)
    slips, refusals = [], []
    for row in rows:
        try:
            slips.append(_create(by, access, row, from_date))
        except Refused as refused:
            refusals += [_of_row(row, refusal) for refusal in refused.refusals]
    if refusals:
        raise Refused(*refusals)
    return slips


def create_account(
    *,
    by: Account,
    username: str,
    display_name: str,
    role: Role,
    organization_id: int | None = None,
    collective_id: int | None = None,
    member_id: int | None = None,
    acts_for_id: int | None = None,
    email: str = "",
    from_date: date,
    to_date: date | None = None,
    on: date,
) -> Slip:
    """Make one account with one mandate. Raises NotPermitted, Refused."""
    row = NewAccount(
        username,
        display_name,
        organization_id,
        collective_id,
        role,
        member_id,
        acts_for_id=acts_for_id,
        to_date=to_date,
        email=email,
    )
    return create_accounts(by=by, rows=[row], from_date=from_date, on=on)[0]


def _create(by: Account, access: Access, row: NewAccount, from_date: date) -> Slip:
    unit = unit_of(row.organization_id, row.collective_id)
    require(may_grant(access, row.role, ward_of(unit).pk), _("accounts administrator"))
    display_name = tidy(row.display_name)
    if not display_name:
        raise Refused(_("Enter whose account it is."), field="display_name")
    username, email = free_username(row.username), read_address(row.email)
    if row.member_id is not None:
        _refuse_foreign_member(row.member_id, ward_of(unit).pk)
    clear = first_password()
    account = Account.objects.create_user(
        username,
        clear,
        display_name=display_name,
        email=email,
        member_id=row.member_id,
        must_change_password=True,
    )
    record(
        by=by,
        action="account.created",
        subject=account,
        ward_code=ward_of(unit).code,
        after={"username": username, "display_name": display_name, "unit": unit.code, "role": row.role},
    )
    mandates.give(
        by=by,
        account=account,
        role=Role(row.role),
        unit=unit,
        from_date=from_date,
        to_date=row.to_date,
        acts_for=mandates.principal_of(by, row.acts_for_id),
    )
    return slip_of(account, unit, clear)


def slip_of(account: Account, unit: Unit | None, clear: str) -> Slip:
    return Slip(account.pk, account.username, account.display_name, unit.name if unit else "", clear)


def _of_row(row: NewAccount, refusal: Refusal) -> Refusal:
    if not row.key:
        return refusal
    return Refusal(refusal.message, f"{row.key}-{refusal.field}" if refusal.field else row.key, refusal.citation)


@transaction.atomic
def reset_password(*, by: Account, account_id: int, on: date) -> Slip:
    """A new first password on a new slip; the old password and every open session end. Raises NotPermitted."""
    account = locked(Account.objects, account_id)
    held = mandates.require_manageable(access_of(by, on), account, on)
    refuse_pin_account(account)
    if not account.is_active:
        raise Refused(_("The account is closed. Open it again first."))
    clear = first_password()
    account.set_password(clear)
    account.must_change_password = True
    save_next_revision(account)
    forget_tries(account)
    drop_sessions(account)
    record(by=by, action="account.password_reset", subject=account, ward_code=mandates.ward_code_of(held))
    return slip_of(account, _current_unit(held, on), clear)


@transaction.atomic
def hand_over(
    *,
    by: Account,
    account_id: int,
    from_date: date,
    successor_id: int | None = None,
    username: str = "",
    display_name: str = "",
    member_id: int | None = None,
    on: date,
) -> Slip | None:
    """Pass every mandate an account holds to a successor: the old ones end the day before `from_date`.

    A deputy is chosen by name: what is held in another's place ends and is not passed on.
    The successor is an existing account (`successor_id`, then no slip) or a new one (`username`, `display_name`).
    A mandate that began on `from_date` itself ends that day. Raises NotPermitted, Refused.
    """
    account = locked(Account.objects, account_id)
    access = access_of(by, on)
    held = mandates.require_manageable(access, account, on)
    refuse_pin_account(account)
    ending = [mandate for mandate in held if mandate.to_date is None or mandate.to_date >= from_date]
    passing = [mandate for mandate in ending if mandate.acts_for_id is None]
    if not passing:
        raise Refused(_("The account holds nothing to hand over on that date."), field="from_date")
    successor, clear = _successor(by, access, successor_id, username, display_name, member_id, passing, on)
    for mandate in ending:
        last_day = max(from_date - timedelta(days=1), mandate.from_date)
        was_until = mandate.to_date
        mandates.end(by=by, mandate=mandate, to_date=last_day)
        if mandate.acts_for_id is not None:
            continue
        mandates.give(
            by=by,
            account=successor,
            role=Role(mandate.role),
            unit=mandate.organization or mandate.collective,
            from_date=max(from_date, mandate.from_date),
            to_date=was_until,
        )
    record(
        by=by,
        action="account.handed_over",
        subject=account,
        ward_code=mandates.ward_code_of(held),
        after={"successor": successor.username, "from": from_date, "mandates": len(passing)},
    )
    return slip_of(successor, passing[0].organization or passing[0].collective, clear) if clear else None


def _successor(
    by: Account,
    access: Access,
    successor_id: int | None,
    username: str,
    display_name: str,
    member_id: int | None,
    passing: list[Mandate],
    on: date,
) -> tuple[Account, str]:
    """The account that takes over and, if it is new, its first password."""
    if successor_id is not None:
        successor = locked(Account.objects, successor_id)
        mandates.refuse_own(by, successor)
        mandates.require_manageable(access, successor, on)
        refuse_pin_account(successor)
        if not successor.is_active:
            raise Refused(_("The account is closed. Open it again first."), field="successor")
        return successor, ""
    name = tidy(display_name)
    if not name:
        raise Refused(_("Enter whose account it is."), field="display_name")
    if member_id is not None:
        unit = passing[0].organization or passing[0].collective
        _refuse_foreign_member(member_id, ward_of(unit).pk)
    clear = first_password()
    successor = Account.objects.create_user(
        free_username(username), clear, display_name=name, member_id=member_id, must_change_password=True
    )
    record(
        by=by,
        action="account.created",
        subject=successor,
        ward_code=mandates.ward_code_of(passing),
        after={"username": successor.username, "display_name": name},
    )
    return successor, clear


@transaction.atomic
def set_active(*, by: Account, account_id: int, active: bool, reason: str = "", on: date) -> Account:
    """Close an account, or open it again. Closing ends its sessions at the next click. Raises NotPermitted, Refused."""
    account = locked(Account.objects, account_id)
    held = mandates.require_manageable(access_of(by, on), account, on)
    if account.is_active == active:
        return account
    if not active:
        mandates.refuse_last_administrator([mandate for mandate in held if _holds(mandate, on)], on)
    account.is_active = active
    save_next_revision(account)
    if not active:
        drop_sessions(account)
    forget_access(account)
    record(
        by=by,
        action="account.opened" if active else "account.closed",
        subject=account,
        ward_code=mandates.ward_code_of(held),
        reason=reason,
    )
    return account


@transaction.atomic
def link_member(*, by: Account, account_id: int, member_id: int | None, on: date) -> Account:
    """Say whose account it is: nobody decides their own row. Raises NotPermitted, Refused."""
    account = locked(Account.objects, account_id)
    held = mandates.require_manageable(access_of(by, on), account, on)
    refuse_pin_account(account)
    if member_id is not None:
        wards = {ward_of(mandate.organization or mandate.collective).pk for mandate in held}
        _refuse_foreign_member(member_id, *wards)
    before = {"member": account.member.code if account.member_id else None}
    account.member = Member.objects.get(pk=member_id) if member_id is not None else None
    save_next_revision(account)
    forget_access(account)
    record(
        by=by,
        action="account.linked",
        subject=account,
        ward_code=mandates.ward_code_of(held),
        before=before,
        after={"member": account.member.code if account.member_id else None},
    )
    return account


def _refuse_foreign_member(member_id: int, *ward_ids: int) -> None:
    if not Member.objects.filter(pk=member_id, ward_id__in=ward_ids).exists():
        raise Refused(_("The person does not belong to this ward."), field="member")


def _holds(mandate: Mandate, on: date) -> bool:
    return mandate.from_date <= on and (mandate.to_date is None or on <= mandate.to_date)


def _current_unit(held: list[Mandate], on: date) -> Unit | None:
    current = [mandate for mandate in held if _holds(mandate, on)] or held
    return (current[0].organization or current[0].collective) if current else None

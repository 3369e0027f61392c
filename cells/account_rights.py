"""Who may manage whose account: the questions that pages and services ask alike. No queries."""

from collections.abc import Iterable
from datetime import date

from cells.access import Access
from cells.models import Account, Mandate, Member
from cells.roles import FACTOR_ROLES, Role

#: What the office may hand out itself; every other role is the administrator's to give.
OFFICE_GIVES = frozenset({Role.SECRETARY, Role.MEMBER})


def may_grant(access: Access, role: Role | str, ward_id: int) -> bool:
    """The administrator of the ward grants any role in it, the office those of secretaries and members."""
    if access.has(Role.ADMIN, ward_id):
        return True
    return access.is_office(ward_id) and Role(role) in OFFICE_GIVES


def may_list_accounts(access: Access, ward_id: int) -> bool:
    return access.has(Role.ADMIN, ward_id) or access.is_office(ward_id)


def may_invite(access: Access, member: Member) -> bool:
    """Invite a member to write the own review, and end it: the secretary of the person's cell, or the ward's office."""
    return member.cell_id is not None and (member.cell_id in access.cells or access.is_office(member.ward_id))


def may_manage(access: Access, account: Account, mandates: Iterable[Mandate], on: date) -> bool:
    """Reset, deactivate, hand over: only over an account none of whose rights lie beyond one's own reach.

    `mandates`: all the account ever held, with organization and collective at hand. Never one's own account, nor that of
    the one in whose place one acts: nobody raises or hides their own rights.
    """
    if account.pk in access.hands:
        return False
    mandates = list(mandates)
    if not mandates:
        return False
    return all(_within_reach(access, mandate, on) for mandate in mandates)


def _within_reach(access: Access, mandate: Mandate, on: date) -> bool:
    ward_id = ward_id_of(mandate)
    over = mandate.to_date is not None and mandate.to_date < on
    return may_list_accounts(access, ward_id) if over else may_grant(access, mandate.role, ward_id)


def ward_id_of(mandate: Mandate) -> int:
    if mandate.collective_id:
        return mandate.collective.ward_id
    return mandate.organization.ward_root_id


def needs_second_factor(access: Access) -> bool:
    """A role of the ward's heart is held today, by oneself or to act in another's place."""
    return bool((access.roles() | {one.role for one in access.deputyships}) & FACTOR_ROLES)

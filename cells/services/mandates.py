"""Mandates: account × unit × role × from/to. Granted and ended here alone; nobody touches their own.

A deputy's mandate (`acts_for`) is one held in another's place, for a bounded time: see docs/decisions/0009.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import Access, access_of, forget_access, require
from cells.account_rights import may_grant, may_manage, ward_id_of
from cells.acting import hands_of
from cells.journal import record
from cells.models import Account, Mandate, Organization
from cells.refusals import Refused
from cells.roles import WARD_ROLES, Role
from cells.services.dates import shown
from cells.services.deputies import refuse_deputy
from cells.services.edits import locked
from cells.services.units import Unit, unit_field, unit_of, ward_of
from cells.vocabulary import OrganizationKind

_SECRETARY_OF = frozenset({OrganizationKind.CELL, OrganizationKind.COMMITTEE})


@transaction.atomic
def grant_mandate(
    *,
    by: Account,
    account_id: int,
    role: Role | str,
    organization_id: int | None = None,
    collective_id: int | None = None,
    from_date: date,
    to_date: date | None = None,
    acts_for_id: int | None = None,
    on: date,
) -> Mandate:
    """Give an account a role over a unit, or let it act in the place of `acts_for_id`, who holds that role over it.

    Raises NotPermitted, Refused (own account, on either side; impossible pair; twice).
    """
    unit = unit_of(organization_id, collective_id)
    role = Role(role)
    require(may_grant(access_of(by, on), role, ward_of(unit).pk), _("accounts administrator"))
    account = locked(Account.objects, account_id)
    refuse_own(by, account)
    principal = principal_of(by, acts_for_id)
    return give(by=by, account=account, role=role, unit=unit, from_date=from_date, to_date=to_date, acts_for=principal)


def principal_of(by: Account, acts_for_id: int | None) -> Account | None:
    """The account in whose place a deputy is to act. Raises Refused: nobody chooses who acts in the own place."""
    if acts_for_id is None:
        return None
    if acts_for_id in hands_of(by):
        words = _("Nobody chooses who acts in their own place. Ask another account that may give this role.")
        raise Refused(words, field="acts_for")
    return Account.objects.get(pk=acts_for_id)


def give(
    *,
    by: Account,
    account: Account,
    role: Role,
    unit: Unit,
    from_date: date,
    to_date: date | None = None,
    acts_for: Account | None = None,
    reason: str = "",
) -> Mandate:
    """Write one mandate with its journal entry; the caller has checked the right and holds the account."""
    _guard(account, role, unit, from_date, to_date)
    if acts_for is not None:
        refuse_deputy(account, acts_for, role, unit, from_date, to_date)
    _refuse_second(account, acts_for, role, unit, from_date, to_date)
    mandate = Mandate.objects.create(
        account=account, role=role, from_date=from_date, to_date=to_date, acts_for=acts_for, **unit_field(unit)
    )
    forget_access(account)
    record(
        by=by,
        action="mandate.granted",
        subject=account,
        ward_code=ward_of(unit).code,
        after={"role": role, "unit": unit.code, "from": from_date, "to": to_date, **_told(acts_for)},
        reason=reason,
    )
    return mandate


def prolong(*, by: Account, mandate: Mandate, reason: str) -> Mandate:
    """Let a mandate that still holds today go on without an end; the caller has checked the right."""
    before = {"to": mandate.to_date}
    mandate.to_date = None
    mandate.save(update_fields=["to_date"])
    forget_access(mandate.account)
    unit = mandate.organization or mandate.collective
    record(
        by=by,
        action="mandate.granted",
        subject=mandate.account,
        ward_code=ward_of(unit).code,
        before=before,
        after={"role": mandate.role, "unit": unit.code, "from": mandate.from_date, "to": None},
        reason=reason,
    )
    return mandate


@transaction.atomic
def end_mandate(*, by: Account, mandate_id: int, to_date: date, reason: str = "", on: date) -> Mandate:
    """End a mandate; `to_date` is its last day. Raises NotPermitted, Refused (own account, the last administrator)."""
    mandate = Mandate.objects.select_related("organization__ward", "collective__ward", "acts_for").get(pk=mandate_id)
    account = locked(Account.objects, mandate.account_id)
    require(
        may_grant(access_of(by, on), mandate.role, ward_id_of(mandate)),
        _("accounts administrator"),
    )
    refuse_own(by, account)
    refuse_last_administrator([mandate], to_date)
    return end(by=by, mandate=mandate, to_date=to_date, reason=reason)


def end(*, by: Account, mandate: Mandate, to_date: date, reason: str = "") -> Mandate:
    """Write the end of one mandate; the caller has checked the right and holds the account."""
    if to_date < mandate.from_date:
        raise Refused(
            _("It began on %(day)s and cannot end earlier.") % {"day": shown(mandate.from_date)}, field="to_date"
        )
    before = {"to": mandate.to_date}
    mandate.to_date = to_date
    mandate.save(update_fields=["to_date"])
    forget_access(mandate.account)
    unit = mandate.organization or mandate.collective
    record(
        by=by,
        action="mandate.ended",
        subject=mandate.account,
        ward_code=ward_of(unit).code,
        before=before,
        after={"role": mandate.role, "unit": unit.code, "to": to_date, **_told(mandate.acts_for)},
        reason=reason,
    )
    return mandate


def _told(acts_for: Account | None) -> dict[str, str]:
    return {"acts_for": acts_for.username} if acts_for else {}


def refuse_own(by: Account, account: Account) -> None:
    """Neither one's own account nor, through a deputy, that of the one acted for."""
    if account.pk in hands_of(by):
        raise Refused(_("Nobody changes the rights of their own account. Ask another administrator."))


def refuse_last_administrator(ending: list[Mandate], to_date: date) -> None:
    """A ward always keeps an administrator whose mandate goes on beyond `to_date`."""
    for mandate in ending:
        if mandate.role != Role.ADMIN or mandate.acts_for_id:
            continue
        # Two administrators who end each other's mandate at once queue at the ward row.
        locked(Organization.objects, mandate.organization_id)
        others = Mandate.objects.filter(
            role=Role.ADMIN, organization_id=mandate.organization_id, account__is_active=True, acts_for__isnull=True
        ).exclude(account_id=mandate.account_id)
        if not any(other.to_date is None or other.to_date > to_date for other in others):
            raise Refused(_("This is the ward's last accounts administrator. Appoint another first."), field="to_date")


def mandates_of(account: Account) -> list[Mandate]:
    """All the account ever held, with their units."""
    return list(
        Mandate.objects.filter(account=account)
        .select_related("organization__ward", "collective__ward", "account", "acts_for")
        .order_by("pk")
    )


def require_manageable(access: Access, account: Account, on: date) -> list[Mandate]:
    """The account's mandates, if all its rights lie within reach. Raises NotPermitted."""
    held = mandates_of(account)
    require(may_manage(access, account, held, on), _("accounts administrator of every ward it works for"))
    return held


def ward_code_of(held: list[Mandate]) -> str:
    """Whose journal tells of the account: the ward of its first mandate, "" without one."""
    return ward_of(held[0].organization or held[0].collective).code if held else ""


def ward_code_of_account(account: Account) -> str:
    return ward_code_of(mandates_of(account)[:1])


def _guard(account: Account, role: Role, unit: Unit, from_date: date, to_date: date | None) -> None:
    if to_date is not None and to_date < from_date:
        raise Refused(_("It ends before it begins. Mend one of the dates."), field="to_date")
    kind = unit.kind if isinstance(unit, Organization) else ""
    if (role in WARD_ROLES or role is Role.MEMBER) and kind != OrganizationKind.WARD:
        raise Refused(_("This role stands over the whole ward."), field="unit")
    if role is Role.SECRETARY and isinstance(unit, Organization) and kind not in _SECRETARY_OF:
        raise Refused(_("A secretary works for a cell, a subordinate committee or a collective."), field="unit")
    if account.uses_pin and role is not Role.MEMBER:
        message = _("%(name)s's account opens with a PIN: it holds no mandate but that of its member. Make another.")
        raise Refused(message % {"name": account.display_name}, field="role")
    if role is Role.MEMBER and account.member_id is None:
        raise Refused(_("Link the account to the member first."), field="role")


def _refuse_second(
    account: Account, acts_for: Account | None, role: Role, unit: Unit, from_date: date, to_date: date | None
) -> None:
    for other in Mandate.objects.filter(account=account, acts_for=acts_for, role=role, **unit_field(unit)):
        if from_date <= (other.to_date or date.max) and other.from_date <= (to_date or date.max):
            raise Refused(
                _("The account holds this mandate already, since %(day)s.") % {"day": shown(other.from_date)},
                field="role",
            )

"""What an account may reach on a day, from its mandates. Denied unless granted.

One query per request: `access_of(account, on)` reads the mandates once and answers everything after that.

A deputy's mandate gives nothing by itself. While its holder acts by it (`act_as`) it gives what it is over, and the
holder's own mandates give nothing; it holds only on days on which the one acted for holds the same.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cells.acting import Deputyship, hands_of
from cells.models import Account, Collective, Mandate, Member, Organization
from cells.roles import WARD_ROLES, Role
from cells.vocabulary import OrganizationKind


class NotPermitted(PermissionDenied):
    """The account holds no mandate for this; the message says which it would need. Uncaught, it is a 403 page."""


@dataclass(frozen=True)
class Access:
    """The reach of one account on one day. Ids, not rows: asking costs no query.

    `hands`: the account and, while it acts for another, that one. `deputyships`: in whose place it may act today.
    """

    account_id: int | None = None
    hands: frozenset[int] = frozenset()
    acting: Deputyship | None = None
    deputyships: tuple[Deputyship, ...] = ()
    member_id: int | None = None
    wards: dict[Role, frozenset[int]] = field(default_factory=dict)
    cells: frozenset[int] = frozenset()
    collectives: frozenset[int] = frozenset()

    def has(self, role: Role, ward_id: int) -> bool:
        """The account holds this ward-wide role over this ward."""
        return ward_id in self.wards.get(role, frozenset())

    def is_office(self, ward_id: int) -> bool:
        return self.has(Role.OFFICE, ward_id)

    def is_committee(self, ward_id: int) -> bool:
        return self.has(Role.COMMITTEE, ward_id)

    def sees_ward(self, ward_id: int) -> bool:
        """Office and committee read everything of the ward before release; the others do not."""
        return self.is_office(ward_id) or self.is_committee(ward_id)

    def edits_cell(self, cell: Organization) -> bool:
        """Secretary of the cell, or the office of its ward."""
        return cell.pk in self.cells or self.is_office(cell.ward_root_id)

    def edits_collective(self, collective: Collective) -> bool:
        """Secretary of the collective or of the cell it belongs to, or the office of its ward."""
        return (
            collective.pk in self.collectives
            or collective.organization_id in self.cells
            or self.is_office(collective.ward_id)
        )

    def sees_cell(self, cell: Organization) -> bool:
        return self.edits_cell(cell) or self.sees_ward(cell.ward_root_id)

    def sees_collective(self, collective: Collective) -> bool:
        return self.edits_collective(collective) or self.sees_ward(collective.ward_id)

    def roles(self) -> set[Role]:
        """Every role held anywhere; for choosing a home page, never for a decision on an object."""
        held = {role for role, wards in self.wards.items() if wards}
        if self.cells or self.collectives:
            held.add(Role.SECRETARY)
        if self.member_id:
            held.add(Role.MEMBER)
        return held

    def ward_ids(self) -> frozenset[int]:
        """Wards over which any ward-wide role is held."""
        return frozenset().union(*self.wards.values()) if self.wards else frozenset()


NO_ACCESS = Access()


def access_of(account, on: date) -> Access:
    """Read the mandates that hold on `on`; kept on the account object so that one request asks once."""
    if not isinstance(account, Account) or not account.is_active:
        return NO_ACCESS
    key = (on, account.acting)
    kept = getattr(account, "_access", None)
    if kept is None or kept[0] != key:
        kept = (key, _read(account, on))
        account._access = kept
    return kept[1]


def forget_access(account: Account) -> None:
    """After a mandate changed within the same request."""
    account._access = account._mandates = None


def act_as(account: Account, mandate_id: int, on: date) -> bool:
    """Let the account object act by this deputy's mandate from here on; False, and nothing changes, if it does not hold
    on `on`. The answer to the question is given anew at each `access_of`."""
    offered = {one.mandate_id: one for one in access_of(account, on).deputyships}
    if mandate_id not in offered:
        return False
    account.acting = offered[mandate_id]
    return True


def _mandates(account: Account, on: date) -> list[Mandate]:
    """Own mandates that hold on `on`, and deputy's mandates that hold together with the one acted for's."""
    kept = getattr(account, "_mandates", None)
    if kept is None or kept[0] != on:
        kept = (on, _own_mandates(account, on))
        account._mandates = kept
    return kept[1]


#: Of a mandate and of what it names, no more than is looked at here: every page asks for it.
_READ = (
    "role", "account_id", "to_date", "organization__kind", "organization__name", "collective__name",
    "acts_for__display_name", "acts_for__member_id", "acts_for__is_active",
)  # fmt: skip


def _own_mandates(account: Account, on: date) -> list[Mandate]:
    """Read together with the mandates of those acted for: a subquery per row would cost every page twice the time."""
    mine_or_theirs = Q(account=account) | Q(account__deputy_mandates__account=account)
    rows = _holding(Mandate.objects, on).filter(mine_or_theirs)
    rows = rows.select_related("organization", "collective", "acts_for").only(*_READ).order_by("pk")
    read = list({one.pk: one for one in rows}.values())
    held = {(one.account_id, *_place(one)) for one in read if one.acts_for_id is None}
    return [
        one
        for one in read
        if one.account_id == account.pk
        and (one.acts_for_id is None or (one.acts_for.is_active and (one.acts_for_id, *_place(one)) in held))
    ]


def _place(mandate: Mandate) -> tuple[str, int | None, int | None]:
    return mandate.role, mandate.organization_id, mandate.collective_id


def _holding(mandates, on: date) -> QuerySet[Mandate]:
    return mandates.filter(Q(to_date__isnull=True) | Q(to_date__gte=on), from_date__lte=on)


def _read(account: Account, on: date) -> Access:
    mandates = _mandates(account, on)
    deputyships = tuple(_deputyship(mandate) for mandate in mandates if mandate.acts_for_id)
    # Acting by a mandate that no longer holds leaves nothing, not the own rights.
    by = account.acting.mandate_id if account.acting else None
    mandates = [one for one in mandates if (one.pk == by if by else one.acts_for_id is None)]
    wards: dict[Role, set[int]] = {}
    cells, collectives, committees = set(), set(), set()
    member_id = None
    for mandate in mandates:
        role = Role(mandate.role)
        organization = mandate.organization
        if role in WARD_ROLES and organization is not None and organization.kind == OrganizationKind.WARD:
            wards.setdefault(role, set()).add(organization.pk)
        elif role is Role.SECRETARY and mandate.collective_id:
            collectives.add(mandate.collective_id)
        elif role is Role.SECRETARY and organization.kind == OrganizationKind.CELL:
            cells.add(organization.pk)
        elif role is Role.SECRETARY and organization.kind == OrganizationKind.COMMITTEE:
            committees.add(organization.pk)
        elif role is Role.MEMBER:
            member_id = account.member_id
    if committees:
        cells |= set(
            Organization.objects.filter(kind=OrganizationKind.CELL, parent_id__in=committees).values_list(
                "pk", flat=True
            )
        )
    return Access(
        account_id=account.pk,
        hands=hands_of(account),
        acting=account.acting,
        deputyships=deputyships,
        member_id=member_id,
        wards={role: frozenset(ids) for role, ids in wards.items()},
        cells=frozenset(cells),
        collectives=frozenset(collectives),
    )


def _deputyship(mandate: Mandate) -> Deputyship:
    unit = mandate.organization or mandate.collective
    return Deputyship(
        mandate_id=mandate.pk,
        principal_id=mandate.acts_for_id,
        principal_name=mandate.acts_for.display_name,
        principal_member_id=mandate.acts_for.member_id,
        role=Role(mandate.role),
        unit_name=unit.name,
        until=mandate.to_date,
    )


def require(allowed: bool, needed: str) -> None:
    """Refuse with the mandate that would be needed; services call this first."""
    if not allowed:
        raise NotPermitted(_("This needs another mandate: %(needed)s.") % {"needed": needed})


def visible_cells(access: Access) -> QuerySet[Organization]:
    """The cells an account may open; strangers get an empty list, so a page of theirs answers 404."""
    wards = access.wards.get(Role.OFFICE, frozenset()) | access.wards.get(Role.COMMITTEE, frozenset())
    return Organization.objects.filter(kind=OrganizationKind.CELL).filter(Q(pk__in=access.cells) | Q(ward_id__in=wards))


def visible_members(access: Access) -> QuerySet[Member]:
    wards = access.wards.get(Role.OFFICE, frozenset()) | access.wards.get(Role.COMMITTEE, frozenset())
    return Member.objects.filter(Q(cell_id__in=access.cells) | Q(ward_id__in=wards))


def visible_wards(access: Access, *roles: Role) -> QuerySet[Organization]:
    """Wards over which one of `roles` is held (any ward-wide role when none is named)."""
    ids = frozenset().union(*(access.wards.get(role, frozenset()) for role in roles)) if roles else access.ward_ids()
    return Organization.objects.filter(kind=OrganizationKind.WARD, pk__in=ids)

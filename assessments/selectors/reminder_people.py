"""Who is reminded: the accounts that hold a mandate over a file, the office, the committee, on one day."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from assessments.models import ReviewFile
from cells.models import Account, Mandate
from cells.roles import Role
from cells.vocabulary import OrganizationKind

_REMINDED = (Role.SECRETARY, Role.OFFICE, Role.COMMITTEE, Role.MEMBER)


class Holders:
    """The accounts of a ward by what they hold; one query. Deputies are reminded too, while the one whose
    place they hold holds the same (`cells.access`)."""

    def __init__(self, ward_id: int, on: date) -> None:
        self._cells: dict[int, dict[int, Account]] = defaultdict(dict)
        self._committees: dict[int, dict[int, Account]] = defaultdict(dict)
        self._collectives: dict[int, dict[int, Account]] = defaultdict(dict)
        self._ward: dict[Role, dict[int, Account]] = defaultdict(dict)
        #: Person → the account with a PIN in which that person writes the own review.
        self.writers: dict[int, Account] = {}
        mandates = list(_current(ward_id, on))
        own = {_place(one.account_id, one) for one in mandates if one.acts_for_id is None}
        for mandate in mandates:
            if mandate.acts_for_id is None or _place(mandate.acts_for_id, mandate) in own:
                self._put(mandate)

    def _put(self, mandate: Mandate) -> None:
        account, role, unit = mandate.account, Role(mandate.role), mandate.organization
        if role is Role.MEMBER:
            if account.member_id is not None:
                self.writers[account.member_id] = account
        elif role is not Role.SECRETARY:
            self._ward[role][account.pk] = account
        elif unit is None:
            self._collectives[mandate.collective_id][account.pk] = account
        elif unit.kind == OrganizationKind.CELL:
            self._cells[unit.pk][account.pk] = account
        elif unit.kind == OrganizationKind.COMMITTEE:
            self._committees[unit.pk][account.pk] = account

    def of_file(self, file: ReviewFile) -> tuple[Account, ...]:
        """The file's secretaries, as `permissions.is_cell_side` has them: of the cell, of the committee above it, of
        the collective. `file` with its cell, its collective and the collective's organization at hand."""
        found: dict[int, Account] = {}
        cell = file.cell
        if file.collective_id:
            found |= self._collectives[file.collective_id]
            unit = file.collective.organization
            cell = unit if unit is not None and unit.kind == OrganizationKind.CELL else None
        if cell is not None:
            found |= self._cells[cell.pk] | self._committees[cell.parent_id]
        return _by_name(found)

    @property
    def office(self) -> tuple[Account, ...]:
        return _by_name(self._ward[Role.OFFICE])

    @property
    def committee(self) -> tuple[Account, ...]:
        return _by_name(self._ward[Role.COMMITTEE])


def _place(account_id: int, mandate: Mandate) -> tuple:
    return account_id, mandate.role, mandate.organization_id, mandate.collective_id


def _current(ward_id: int, on: date):
    return (
        Mandate.objects.filter(role__in=_REMINDED, account__is_active=True, from_date__lte=on)
        .filter(Q(to_date__isnull=True) | Q(to_date__gte=on))
        .filter(Q(organization=ward_id) | Q(organization__ward=ward_id) | Q(collective__ward=ward_id))
        .select_related("account", "organization")
    )


def _by_name(accounts: dict[int, Account]) -> tuple[Account, ...]:
    return tuple(sorted(accounts.values(), key=lambda one: (one.display_name, one.pk)))

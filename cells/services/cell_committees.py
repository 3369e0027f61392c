"""A cell's committee (chi ủy) and its head, read from the positions in the member list."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.models import Account, Collective, Headship, Organization
from cells.refusals import Refused
from cells.selectors.cell_committees import NamedCommittee, cells_to_complete, named_committee
from cells.services.collectives import create_collective
from cells.services.edits import locked
from cells.services.headships import appoint_head
from cells.services.seats import add_seat
from cells.vocabulary import CollectiveKind, OrganizationKind


@dataclass(frozen=True)
class CellCommittee:
    """What was made: the committee (None: the list names fewer than three) and the head (None: there was one)."""

    collective: Collective | None
    headship: Headship | None


@transaction.atomic
def cell_committee_from_positions(*, by: Account, cell_id: int, established_on: date, on: date) -> CellCommittee:
    """Make the committee of a cell and record its secretary as head, as the positions in the list say.

    Seats and headship begin on `established_on`. Raises Refused when nobody holds such a position, when two hold
    the secretary's, or when the cell has a committee already.
    """
    cell = locked(Organization.objects.filter(kind=OrganizationKind.CELL).select_related("ward"), cell_id)
    require(access_of(by, on).is_office(cell.ward_id), _("ward party office"))
    named = named_committee(cell)
    if named.hindrance:
        raise Refused(named.hindrance)
    return _make(by, named, established_on, on)


@transaction.atomic
def complete_cells_from_positions(*, by: Account, ward_id: int, established_on: date, on: date) -> list[CellCommittee]:
    """The same for every cell that has neither committee nor head, all or none; cells with a hindrance are left out.

    Raises Refused when there is no cell to complete.
    """
    ward = locked(Organization.objects.filter(kind=OrganizationKind.WARD), ward_id)
    require(access_of(by, on).is_office(ward.pk), _("ward party office"))
    able = [named for named in cells_to_complete(ward) if not named.hindrance]
    if not able:
        raise Refused(_("No cell is waiting: each has its head, or its list names nobody."))
    return [_make(by, named, established_on, on) for named in able]


def _make(by: Account, named: NamedCommittee, established_on: date, on: date) -> CellCommittee:
    cell, collective, headship = named.cell, None, None
    if named.is_committee:
        collective = _make_committee(by, named, established_on, on)
    if named.secretary is not None and not cell.heads.filter(ended_on__isnull=True).exists():
        headship = appoint_head(
            by=by, member_id=named.secretary.pk, organization_id=cell.pk, appointed_on=established_on, on=on
        )
    return CellCommittee(collective, headship)


def _make_committee(by: Account, named: NamedCommittee, established_on: date, on: date) -> Collective:
    cell = named.cell
    collective = create_collective(
        by=by,
        ward_id=cell.ward_id,
        values={
            "code": f"CU-{cell.code}",
            "name": f"Chi ủy {cell.name}",
            "kind": CollectiveKind.CELL_COMMITTEE,
            "organization_id": cell.pk,
            "established_on": established_on,
        },
        on=on,
    )
    for member in named.people:
        add_seat(
            by=by,
            collective_id=collective.pk,
            member_id=member.pk,
            title=member.position,
            from_date=established_on,
            on=on,
        )
    return collective

"""A cell's committee (chi ủy) and its head, read from the positions in the member list."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.models import Account, Collective, Headship, Member, Organization
from cells.refusals import Refused
from cells.services.collectives import create_collective
from cells.services.edits import locked
from cells.services.headships import appoint_head
from cells.services.seats import add_seat
from cells.vietnamese import fold
from cells.vocabulary import CollectiveKind, OrganizationKind

SECRETARY = "bi thu chi bo"
#: Folded positions that give a seat, first rank first.
POSITIONS = (SECRETARY, "pho bi thu chi bo", "chi uy vien")
# A cell whose list names fewer has a secretary and a deputy, but no committee to review (123-CV/ĐU 1(1)).
SMALLEST_COMMITTEE = 3


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
    people = _people_by_rank(cell)
    _guard(cell, people)
    collective = None
    if len(people) >= SMALLEST_COMMITTEE:
        collective = _make_committee(by, cell, people, established_on, on)
    secretary = next((member for member in people if fold(member.position) == SECRETARY), None)
    headed = cell.heads.filter(ended_on__isnull=True).exists()
    headship = None
    if secretary is not None and not headed:
        headship = appoint_head(
            by=by, member_id=secretary.pk, organization_id=cell.pk, appointed_on=established_on, on=on
        )
    return CellCommittee(collective, headship)


def _people_by_rank(cell: Organization) -> list[Member]:
    present = cell.members.filter(left_on__isnull=True).order_by("sort_key", "pk")
    named = [member for member in present if fold(member.position) in POSITIONS]
    return sorted(named, key=lambda member: POSITIONS.index(fold(member.position)))


def _guard(cell: Organization, people: list[Member]) -> None:
    if not people:
        raise Refused(_("The list of %(cell)s names no secretary, deputy or committee member.") % {"cell": cell.name})
    secretaries = [member.full_name for member in people if fold(member.position) == SECRETARY]
    if len(secretaries) > 1:
        raise Refused(
            _("The list of %(cell)s names more than one secretary: %(names)s. Mend their positions first.")
            % {"cell": cell.name, "names": ", ".join(secretaries)}
        )
    if cell.own_collectives.filter(kind=CollectiveKind.CELL_COMMITTEE, dissolved_on__isnull=True).exists():
        raise Refused(_("%(cell)s has a cell committee already.") % {"cell": cell.name})


def _make_committee(
    by: Account, cell: Organization, people: list[Member], established_on: date, on: date
) -> Collective:
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
    for member in people:
        add_seat(
            by=by,
            collective_id=collective.pk,
            member_id=member.pk,
            title=member.position,
            from_date=established_on,
            on=on,
        )
    return collective

"""The ward as the roster import compares it, in four queries whatever its size."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef

from cells.models import Collective, Member, Organization, StatusPeriod, WardProfile
from cells.roster.ground import Ground, KnownCell, KnownPerson
from cells.roster.writing import CellSheet, write_roster
from cells.vocabulary import MemberStatus, OrganizationKind


def ground_of(ward: Organization, on: date) -> Ground:
    """Cells, people and unit codes of a ward, as plain values."""
    units = list(Organization.objects.filter(ward=ward).order_by("position", "code"))
    bodies = Collective.objects.filter(ward=ward).values_list("code", flat=True)
    return Ground(
        cells=tuple(
            KnownCell(unit.pk, unit.code, unit.name, unit.dissolved_on is not None)
            for unit in units
            if unit.kind == OrganizationKind.CELL
        ),
        people=people_of(ward, on),
        unit_codes=frozenset({ward.code, *(unit.code for unit in units), *bodies}),
    )


def people_of(ward: Organization, on: date) -> tuple[KnownPerson, ...]:
    """Everybody of the ward, also those who left, by code."""
    members = (
        Member.objects.filter(ward=ward)
        .select_related("cell")
        .annotate(has_periods=Exists(StatusPeriod.objects.filter(member=OuterRef("pk"))))
        .order_by("code")
    )
    return tuple(_known(member, on) for member in members)


def sheets_of(ward: Organization, on: date) -> list[CellSheet]:
    """The cells that stand, each with its present people, for the workbook."""
    people = defaultdict(list)
    for person in people_of(ward, on):
        if person.left_on is None and person.status != MemberStatus.NON_MEMBER:
            people[person.cell_id].append(person)
    cells = Organization.objects.filter(ward=ward, kind=OrganizationKind.CELL).order_by("position", "code")
    return [
        CellSheet(cell.name, tuple(people[cell.pk])) for cell in cells if cell.dissolved_on is None or people[cell.pk]
    ]


def roster_workbook(ward: Organization, as_of: date) -> bytes:
    """The roster of a ward as an .xlsx file, headed as its papers are."""
    profile = WardProfile.objects.filter(ward=ward).first()
    return write_roster(
        superior=profile.superior_name if profile else "",
        committee=profile.committee_name if profile else ward.name,
        as_of=as_of,
        cells=sheets_of(ward, as_of),
    )


def _known(member: Member, on: date) -> KnownPerson:
    """A standing entered with its dates was entered by people: it is kept like a field set by hand."""
    return KnownPerson(
        id=member.pk,
        code=member.code,
        full_name=member.full_name,
        cell_id=member.cell_id,
        cell_name=member.cell.name if member.cell else "",
        gender=member.gender,
        born_on=member.born_on,
        ethnicity=member.ethnicity,
        admitted_on=member.admitted_on,
        official_on=member.official_on,
        card_number=member.card_number,
        position=member.position,
        note=member.note,
        status=member.status,
        left_on=member.left_on if member.has_left(on) else None,
        leaves_on=None if member.has_left(on) else member.left_on,
        kept=frozenset(member.decided_fields) | ({"status"} if member.has_periods else set()),
    )

"""The ward's units as a tree, and one unit with everything that hangs on it. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from cells.access import Access
from cells.models import Collective, Headship, Member, OfficerPost, Organization, Seat
from cells.models.member import here_on
from cells.roles import Role
from cells.vocabulary import OrganizationKind


@dataclass
class UnitLine:
    """One line of the ward's list: `depth` 0 below the ward, 1 below a committee."""

    unit: Organization | Collective
    depth: int = 0
    heads: list[Headship] = field(default_factory=list)
    people: int = 0


@dataclass(frozen=True)
class WardUnits:
    """What an account sees of a ward: cells and committees as a tree, agencies, collectives."""

    tree: list[UnitLine]
    agencies: list[UnitLine]
    collectives: list[UnitLine]
    outsiders: int
    has_dissolved: bool


def seen_wards(access: Access) -> frozenset[int]:
    """Wards whose ground the account reads: office and committee."""
    return access.wards.get(Role.OFFICE, frozenset()) | access.wards.get(Role.COMMITTEE, frozenset())


def visible_organizations(access: Access) -> QuerySet[Organization]:
    """Everything of a ward for office and committee; their own cells for secretaries."""
    wards = seen_wards(access)
    return Organization.objects.filter(Q(pk__in=wards) | Q(ward_id__in=wards) | Q(pk__in=access.cells))


def visible_collectives(access: Access) -> QuerySet[Collective]:
    return Collective.objects.filter(
        Q(ward_id__in=seen_wards(access)) | Q(pk__in=access.collectives) | Q(organization_id__in=access.cells)
    )


def units_of_ward(access: Access, ward: Organization, on: date, *, dissolved: bool = False) -> WardUnits:
    """The units of one ward that the account may open; dissolved ones only when asked for."""
    everything = (
        visible_organizations(access)
        .filter(ward=ward)
        .annotate(present_count=Count("members", filter=here_on(on, "members__")))
    )
    organizations = list(everything.order_by("position", "code"))
    bodies = list(
        visible_collectives(access)
        .filter(ward=ward)
        .select_related("organization")
        .annotate(present_count=Count("seats__member", filter=_held(on), distinct=True))
        .order_by("organization__position", "code")
    )
    ended = [unit for unit in (*organizations, *bodies) if unit.dissolved_on]
    heads = _heads_by_unit(ward, on)

    def line(unit, depth: int = 0) -> UnitLine:
        return UnitLine(unit, depth, heads.get((type(unit), unit.pk), []), unit.present_count)

    standing = [unit for unit in organizations if dissolved or not unit.dissolved_on]
    outsiders = 0
    if ward.pk in seen_wards(access):
        outsiders = Member.objects.filter(here_on(on), ward=ward, cell__isnull=True).count()
    return WardUnits(
        tree=[line(unit, depth) for unit, depth in _as_tree(standing)],
        agencies=[line(unit) for unit in standing if unit.kind == OrganizationKind.AGENCY],
        collectives=[line(body) for body in bodies if dissolved or not body.dissolved_on],
        outsiders=outsiders,
        has_dissolved=bool(ended),
    )


def _held(on: date) -> Q:
    """Seats that count on the day (rules A2)."""
    begun = Q(seats__from_date__isnull=True) | Q(seats__from_date__lte=on)
    return begun & (Q(seats__to_date__isnull=True) | Q(seats__to_date__gt=on))


def _as_tree(organizations: list[Organization]) -> Iterable[tuple[Organization, int]]:
    """Cells directly below the ward first, then each committee with its cells."""
    committees = [one for one in organizations if one.kind == OrganizationKind.COMMITTEE]
    shown = {one.pk for one in committees}
    below = defaultdict(list)
    for one in organizations:
        if one.kind == OrganizationKind.CELL:
            below[one.parent_id if one.parent_id in shown else None].append(one)
    yield from ((cell, 0) for cell in below[None])
    for committee in committees:
        yield committee, 0
        yield from ((cell, 1) for cell in below[committee.pk])


def _heads_by_unit(ward: Organization, on: date) -> dict[tuple[type, int], list[Headship]]:
    heads = defaultdict(list)
    standing = Headship.objects.filter(member__ward=ward).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    standing = standing.select_related("member")
    for head in standing.order_by("appointed_on", "pk"):
        key = (Organization, head.organization_id) if head.organization_id else (Collective, head.collective_id)
        heads[key].append(head)
    return heads


@dataclass(frozen=True)
class UnitPage:
    """One unit with its heads, officers, and (a collective) seats, (an organization) collectives and counts."""

    heads: list[Headship]
    posts: list[OfficerPost]
    seats: list[Seat]
    seats_today: int
    collectives: list[Collective]
    people: int


def organization_page(organization: Organization, on: date) -> UnitPage:
    return UnitPage(
        heads=_heads(organization=organization),
        posts=_posts(organization=organization),
        seats=[],
        seats_today=0,
        collectives=list(organization.own_collectives.order_by("dissolved_on", "code")),
        people=organization.members.filter(here_on(on)).count(),
    )


def collective_page(collective: Collective, on: date) -> UnitPage:
    seats = list(collective.seats.select_related("member__cell").order_by("to_date", "from_date", "pk"))
    seats.sort(key=lambda seat: (seat.to_date is not None, seat.member.sort_key))
    holding = {
        seat.member_id
        for seat in seats
        if (seat.from_date is None or seat.from_date <= on) and (seat.to_date is None or on < seat.to_date)
    }
    return UnitPage(
        heads=_heads(collective=collective),
        posts=_posts(collective=collective),
        seats=seats,
        seats_today=len(holding),
        collectives=[],
        people=0,
    )


def _heads(**unit) -> list[Headship]:
    heads = Headship.objects.filter(**unit).select_related("member")
    return sorted(heads, key=lambda head: (head.ended_on is not None, -head.appointed_on.toordinal()))


def _posts(**unit) -> list[OfficerPost]:
    posts = OfficerPost.objects.filter(**unit).select_related("member")
    return sorted(posts, key=lambda post: (post.to_date is not None, post.member.sort_key))


def parents_for(ward: Organization, kind: str) -> list[Organization]:
    """Where an organization of this kind may stand: the ward, and for a cell its committees too."""
    if kind != OrganizationKind.CELL:
        return [ward]
    committees = Organization.objects.filter(
        ward=ward, kind=OrganizationKind.COMMITTEE, dissolved_on__isnull=True
    ).order_by("position", "code")
    return [ward, *committees]


def standing_cells(ward_id: int) -> QuerySet[Organization]:
    return Organization.objects.filter(ward_id=ward_id, kind=OrganizationKind.CELL, dissolved_on__isnull=True).order_by(
        "position", "code"
    )


def standing_units(ward: Organization) -> tuple[list[Organization], list[Collective]]:
    """Every unit a post may be in: the ward, organizations, collectives; none that is dissolved."""
    organizations = Organization.objects.filter(ward=ward, dissolved_on__isnull=True).order_by("position", "code")
    collectives = Collective.objects.filter(ward=ward, dissolved_on__isnull=True).order_by("code")
    return [ward, *organizations], list(collectives)

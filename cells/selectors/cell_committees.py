"""Who the member list names as secretary, deputy and committee members of a cell, and what can be made of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cells.models import Collective, Headship, Member, Organization
from cells.vietnamese import fold
from cells.vocabulary import CollectiveKind, OrganizationKind

SECRETARY = "bi thu chi bo"
#: Folded positions that give a seat, first rank first.
POSITIONS = (SECRETARY, "pho bi thu chi bo", "chi uy vien")
# A cell whose list names fewer has a secretary and a deputy, but no committee to review (123-CV/ĐU 1(1)).
SMALLEST_COMMITTEE = 3


@dataclass(frozen=True)
class NamedCommittee:
    """One cell: people with a position, by rank. `hindrance`: why nothing can be made of them; "" when it can."""

    cell: Organization
    people: tuple[Member, ...]
    hindrance: str

    @property
    def secretary(self) -> Member | None:
        return next((member for member in self.people if fold(member.position) == SECRETARY), None)

    @property
    def is_committee(self) -> bool:
        return len(self.people) >= SMALLEST_COMMITTEE


def named_committee(cell: Organization) -> NamedCommittee:
    return _named([cell])[0]


def cells_to_complete(ward: Organization) -> list[NamedCommittee]:
    """Cells of a ward without a standing committee and without a head, in the ward's order. Three queries."""
    cells = Organization.objects.filter(ward=ward, kind=OrganizationKind.CELL, dissolved_on__isnull=True)
    headed = Headship.objects.filter(organization__in=cells, ended_on__isnull=True).values("organization_id")
    led = _committees(cells).values("organization_id")
    return _named(list(cells.exclude(pk__in=headed).exclude(pk__in=led).order_by("position", "code")))


def _committees(cells: Iterable[Organization]):
    kind = CollectiveKind.CELL_COMMITTEE
    return Collective.objects.filter(organization__in=cells, kind=kind, dissolved_on__isnull=True)


def _named(cells: list[Organization]) -> list[NamedCommittee]:
    people: dict[int, list[Member]] = {}
    # Who is to leave, though still here, is given no new seat or headship.
    for member in Member.objects.filter(cell__in=cells, left_on__isnull=True).order_by("sort_key", "pk"):
        if fold(member.position) in POSITIONS:
            people.setdefault(member.cell_id, []).append(member)
    led = set(_committees(cells).values_list("organization_id", flat=True))
    named = []
    for cell in cells:
        ranked = sorted(people.get(cell.pk, []), key=lambda member: POSITIONS.index(fold(member.position)))
        named.append(NamedCommittee(cell, tuple(ranked), _hindrance(cell, ranked, cell.pk in led)))
    return named


def _hindrance(cell: Organization, people: list[Member], is_led: bool) -> str:
    if not people:
        return _("The list of %(cell)s names no secretary, deputy or committee member.") % {"cell": cell.name}
    held = Counter(fold(member.position) for member in people)
    if held[SECRETARY] > 1:
        names = ", ".join(member.full_name for member in people if fold(member.position) == SECRETARY)
        return _("The list of %(cell)s names more than one secretary: %(names)s. Mend their positions first.") % {
            "cell": cell.name,
            "names": names,
        }
    if is_led:
        return _("%(cell)s has a cell committee already.") % {"cell": cell.name}
    return ""

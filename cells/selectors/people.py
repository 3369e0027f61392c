"""People: the searchable list, one person with everything recorded. A fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cells.access import Access, visible_members
from cells.models import (
    Discipline,
    Headship,
    JournalEntry,
    Member,
    OfficerPost,
    Organization,
    Seat,
    StatusPeriod,
    YearRecord,
)
from cells.models.member import here_on
from cells.selectors.journal import history_of
from cells.selectors.units import seen_wards
from cells.vietnamese import fold

HISTORY_SHOWN = 50
#: Of an id: a longer number is none that a database holds.
_MOST_DIGITS = 18


def find_members(
    access: Access, on: date, *, text: str = "", cell: str = "", status: str = "", left: bool = False
) -> QuerySet[Member]:
    """People the account may see, by given name. `text` is compared without accents with name, code and card.

    `cell` is a cell's id, or "none" for people outside the Party.
    """
    here = here_on(on)
    found = visible_members(access).select_related("cell", "ward").filter(~here if left else here)
    if wanted := fold(text):
        found = found.filter(
            Q(folded_name__contains=wanted) | Q(code__iexact=text.strip()) | Q(card_number__icontains=text.strip())
        )
    if cell == "none":
        found = found.filter(cell__isnull=True)
    elif cell.isascii() and cell.isdigit() and len(cell) <= _MOST_DIGITS:
        found = found.filter(cell_id=int(cell))
    if status:
        found = found.filter(status=status)
    return found.order_by("sort_key", "pk")


def people_of_ward(ward_id: int, on: date) -> QuerySet[Member]:
    """Everyone present, with the cell at hand: for fields that choose a person."""
    return Member.objects.filter(here_on(on), ward_id=ward_id).select_related("cell").order_by("sort_key", "pk")


def cells_to_choose(access: Access) -> QuerySet[Organization]:
    """The cells for the list's filter."""
    return Organization.objects.filter(kind="cell").filter(
        Q(pk__in=access.cells) | Q(ward_id__in=seen_wards(access))
    ).order_by("position", "code")  # fmt: skip


@dataclass(frozen=True)
class PersonPage:
    """Everything recorded of one person."""

    seats: list[Seat]
    headships: list[Headship]
    posts: list[OfficerPost]
    periods: list[StatusPeriod]
    years: list[YearRecord]
    disciplines: list[Discipline]
    history: list[JournalEntry]


def person_page(member: Member) -> PersonPage:
    return PersonPage(
        seats=list(member.seats.select_related("collective").order_by("-from_date", "pk")),
        headships=list(member.headships.select_related("organization", "collective").order_by("-appointed_on", "pk")),
        posts=list(member.posts.select_related("organization", "collective").order_by("-from_date", "pk")),
        periods=list(member.status_periods.order_by("-pk")),
        years=list(member.year_records.order_by("-year")),
        disciplines=list(member.disciplines.order_by("-decided_on", "pk")),
        history=list(history_of(member)[:HISTORY_SHOWN]),
    )

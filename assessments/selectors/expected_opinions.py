"""Whose comment the procedure asks for, subject by subject: guidance, never a bar."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Review, ReviewFile
from assessments.rules.dates import fewer_than_months
from assessments.selectors.standings import Standings
from assessments.workflow import SubjectKind
from cells.models import JournalEntry
from cells.vocabulary import CellKind, CollectiveKind

CELL_COMMITTEE, RESIDENCE, EMPLOYER, FORMER_CELL = "cell_committee", "residence", "employer", "former_cell"
#: Bodies that may comment on a subject of each kind.
BODIES = {
    SubjectKind.MEMBER: (
        CELL_COMMITTEE, RESIDENCE, EMPLOYER, "mass_organization", FORMER_CELL, "temporary_cell",
    ),
    SubjectKind.COLLECTIVE: (CELL_COMMITTEE, EMPLOYER, "mass_organization"),
    SubjectKind.CELL: (EMPLOYER, "mass_organization"),
}  # fmt: skip
#: How long somebody must have been in the former cell for its comment to be asked for.
_FORMER_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Expected:
    """One comment asked for. why, citation: on what ground."""

    body: str
    why: str | Promise
    citation: str


_COMMITTEE = Expected(CELL_COMMITTEE, _("the cell has a committee"), "HD 21, Mẫu 02")
_RESIDENCE = Expected(RESIDENCE, _("works and is a Party member of a cell at work"), "213-QĐ/TW")
_EMPLOYER = Expected(EMPLOYER, _("an agency or unit grades this person"), "HD 21, Mẫu 02")
_FORMER = Expected(FORMER_CELL, _("moved here in the year after 6 months or more in the former cell"), "HD 21")


class Expectations:
    """What is expected for every subject of one file; two queries when made, none when asked."""

    def __init__(self, file: ReviewFile):
        self.file = file
        self.standings = Standings(file.campaign)
        bodies = Review.objects.filter(file=file, kind=SubjectKind.COLLECTIVE).values_list("facts", flat=True)
        self.has_committee = any(facts.get("kind") == CollectiveKind.CELL_COMMITTEE for facts in bodies)
        self.at_work = bool(file.cell_id) and file.cell.cell_kind not in ("", CellKind.NEIGHBOURHOOD)
        self.moved = _moved_in(file) if file.cell_id else {}

    def of(self, review: Review) -> tuple[Expected, ...]:
        """Nobody's comment is expected on a unit, nor on a member who owes no review."""
        if review.kind != SubjectKind.MEMBER or self.standings.no_review(review.kind, review.facts) is not None:
            return ()
        graded_by_nobody = "employer_grade" in review.facts and review.facts["employer_grade"] is None
        employed = not graded_by_nobody and (self.at_work or bool(review.facts.get("employer_grade")))
        found = [_COMMITTEE] if self.has_committee else []
        if self.at_work and not graded_by_nobody:
            found.append(_RESIDENCE)
        if employed:
            found.append(_EMPLOYER)
        if self._long_elsewhere(review):
            found.append(_FORMER)
        return tuple(found)

    def _long_elsewhere(self, review: Review) -> bool:
        days = self.moved.get(review.member_id, [])
        if not days:
            return False
        admitted = review.facts.get("admitted_on")
        since = days[-2] if len(days) > 1 else date.fromisoformat(admitted) if admitted else None
        return not fewer_than_months(since, _FORMER_MONTHS, days[-1])


def _moved_in(file: ReviewFile) -> dict[int, list[date]]:
    """Member id → days in the year on which the portal moved the person; only those whom the last move brought here.

    The day is the one on which the move was recorded; a paper with an earlier date is the cell's to judge.
    """
    year = file.campaign.year
    first, last = date(year, 1, 1), file.campaign.grading_date
    ids = Review.objects.filter(file=file, kind=SubjectKind.MEMBER).values("member_id")
    entries = JournalEntry.objects.filter(
        action="member.transferred",
        ward_code=file.campaign.ward.code,
        at__gte=timezone.make_aware(datetime.combine(first, time.min)),
        at__lte=timezone.make_aware(datetime.combine(last, time.max)),
    ).order_by("pk")
    moved: dict[int, list[date]] = {}
    brought_to: dict[int, str] = {}
    members = set(ids.values_list("member_id", flat=True))
    for entry in entries:
        member_id = int(entry.object_id)
        if member_id in members:
            moved.setdefault(member_id, []).append(timezone.localtime(entry.at).date())
            brought_to[member_id] = (entry.after or {}).get("cell", "")
    return {pk: days for pk, days in moved.items() if brought_to[pk] == file.code}

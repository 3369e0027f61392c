"""Minutes of the count of the ballots (biên bản kiểm phiếu), to be filled in by hand or as the ballots were counted."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Meeting, ReviewFile
from assessments.reports.contents.blocks import Part, Table, numbered, simple_heads
from assessments.reports.contents.meeting_minutes import MinutesSignature, named_subject
from assessments.reports.contents.party_document import OPEN, Letterhead, long_date
from assessments.reports.contents.unit_head import unit_head
from assessments.rules import Grade
from assessments.selectors.meetings import SheetRow, meeting_of
from assessments.selectors.printing import ballot_of


@dataclass(frozen=True, slots=True)
class CountingMinutes:
    letterhead: Letterhead
    parts: tuple[Part, ...]
    closing: str
    signature: MinutesSignature
    dated_on: str
    draft: bool = False


def is_counted(file: ReviewFile) -> bool:
    """Something has been counted; one query."""
    return Meeting.objects.filter(file=file, counts__isnull=False).exists()


def blank_counting_minutes(file: ReviewFile) -> CountingMinutes:
    """Names alone; every number is written in by hand."""
    return _minutes(file, None, ())


def counting_minutes(file: ReviewFile) -> CountingMinutes:
    """With the numbers that were counted; of few ballots none is told (docs/decisions/0007)."""
    meeting = meeting_of(file)
    return _minutes(file, meeting, ballot_of(file).rows)


def _minutes(file: ReviewFile, meeting: Meeting | None, counted: tuple[SheetRow, ...]) -> CountingMinutes:
    told = meeting is not None and meeting.tallies_told
    lines = [
        _("Time: %(day)s.") % {"day": long_date(meeting.held_on if meeting else None)},
        _("Place: %(place)s.") % {"place": (meeting.place if meeting else "") or OPEN},
        _("Counting team: 1) %(open)s; 2) %(open)s; 3) %(open)s.") % {"open": OPEN * 8},
    ]
    numbers = (meeting.ballots_issued, meeting.ballots_collected, meeting.ballots_valid) if meeting else (OPEN,) * 3
    invalid = meeting.ballots_collected - meeting.ballots_valid if meeting else OPEN
    count = [
        _("Ballots issued: %(issued)s; collected: %(collected)s; valid: %(valid)s; not valid: %(invalid)s.")
        % {"issued": numbers[0], "collected": numbers[1], "valid": numbers[2], "invalid": invalid}
    ]
    if meeting and not told:
        count.append(_("Few ballots: the grade they carry is told, not their numbers."))
    rows = counted or ballot_of(file).rows
    parts = (
        Part(_("I. TIME, PLACE, COUNTING TEAM"), tuple(lines)),
        Part(_("II. RESULT OF THE COUNT"), tuple(count), (_table(rows, told),)),
    )
    return CountingMinutes(
        letterhead=unit_head(
            file,
            pgettext("paper", "MINUTES OF THE COUNT"),
            _("Ballots on the grades of the year %(year)s") % {"year": file.campaign.year},
        ),
        parts=parts,
        closing=_("The ballots were counted in the open and sealed after the count./."),
        signature=MinutesSignature(
            pgettext("minutes", "CHAIR"),
            meeting.chair if meeting else "",
            pgettext("minutes", "HEAD OF THE COUNTING TEAM"),
            "",
        ),
        dated_on=(meeting.held_on if meeting else file.campaign.review_date).isoformat(),
    )


def _table(rows: tuple[SheetRow, ...], told: bool) -> Table:
    return Table(
        caption=_("Ballots for each grade"),
        heads=simple_heads(pgettext("paper", "No"), _("Subject of the vote"), *(grade.vi for grade in Grade)),
        rows=numbered(
            (named_subject(row), *(map(str, row.counts) if told and row.counts else ("",) * len(Grade))) for row in rows
        ),
        layout="ballot",
        words=(1,),
        empty=_("nobody."),
    )

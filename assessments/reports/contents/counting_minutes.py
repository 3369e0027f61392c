"""Minutes of the count of the ballots (biên bản kiểm phiếu), to be filled in by hand or as the ballots were counted."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Meeting, ReviewFile
from assessments.reports.contents.blocks import Part, Table, numbered, simple_heads
from assessments.reports.contents.meeting_minutes import MinutesSignature, carried_table, named_subject
from assessments.reports.contents.party_document import OPEN, Letterhead, long_date
from assessments.reports.contents.unit_head import unit_head
from assessments.rules import Grade
from assessments.selectors.meetings import SheetRow, meeting_of
from assessments.selectors.printing import ballot_of

#: Room for a name or a place written by hand.
_ROOM = OPEN * 16


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
    secret = meeting is not None and not meeting.tallies_told
    lines = [
        _("Time: %(day)s.") % {"day": long_date(meeting.held_on if meeting else None)},
        _("Place: %(place)s.") % {"place": (meeting.place if meeting else "") or _ROOM},
        f"{_('Counting team')}: 1) {_ROOM};",
        f"2) {_ROOM};",
        f"3) {_ROOM}.",
    ]
    numbers = (meeting.ballots_issued, meeting.ballots_collected, meeting.ballots_valid) if meeting else (OPEN * 2,) * 3
    invalid = meeting.ballots_collected - meeting.ballots_valid if meeting else OPEN * 2
    count = [
        _("Ballots issued: %(issued)s; collected: %(collected)s; valid: %(valid)s; not valid: %(invalid)s.")
        % {"issued": numbers[0], "collected": numbers[1], "valid": numbers[2], "invalid": invalid}
    ]
    if secret:
        count.append(_("Few ballots: the grade they carry is told, not their numbers."))
    rows = counted or ballot_of(file).rows
    parts = (
        Part(_("I. TIME, PLACE, COUNTING TEAM"), tuple(lines)),
        Part(
            _("II. RESULT OF THE COUNT"),
            tuple(count),
            (carried_table(list(rows)) if secret else _table(rows, filled=meeting is not None),),
        ),
    )
    return CountingMinutes(
        letterhead=_letterhead(file, meeting),
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


def _letterhead(file: ReviewFile, meeting: Meeting | None) -> Letterhead:
    subject = _("Ballots on the grades of the year %(year)s") % {"year": file.campaign.year}
    head = unit_head(file, pgettext("paper", "MINUTES OF THE COUNT"), subject)
    if meeting is None:
        return head
    return replace(head, place_and_date=f"{file.campaign.ward.profile.place}, {long_date(meeting.held_on)}")


def _table(rows: tuple[SheetRow, ...], *, filled: bool) -> Table:
    """The numbers that were counted, or blank cells to write them in."""
    return Table(
        caption=_("Ballots for each grade"),
        heads=simple_heads(pgettext("paper", "No"), _("Subject of the vote"), *(grade.vi for grade in Grade)),
        rows=numbered(
            (named_subject(row), *(map(str, row.counts) if filled and row.counts else ("",) * len(Grade)))
            for row in rows
        ),
        layout="ballot",
        words=(1,),
        empty=_("nobody."),
    )

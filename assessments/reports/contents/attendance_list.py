"""The list that people sign when they come to the meeting."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import ReviewFile
from assessments.reports.contents.blocks import Part, Table, numbered, simple_heads
from assessments.reports.contents.meeting_minutes import MinutesSignature
from assessments.reports.contents.party_document import OPEN_LINE, Letterhead, long_date
from assessments.reports.contents.unit_head import unit_head
from assessments.selectors.attendance import AttendanceRow, Roll, roll_of
from assessments.selectors.meetings import meeting_of


@dataclass(frozen=True, slots=True)
class AttendanceList:
    letterhead: Letterhead
    parts: tuple[Part, ...]
    closing: str
    signature: MinutesSignature
    dated_on: str
    draft: bool = False


def attendance_list(file: ReviewFile) -> AttendanceList:
    """Those called on the meeting's day, before it is set on the review date; with what is recorded of them."""
    meeting = meeting_of(file)
    roll = roll_of(file, meeting)
    lines = [
        _("Time: %(day)s.") % {"day": long_date(meeting.held_on if meeting else None)},
        _("Place: %(place)s.") % {"place": (meeting.place if meeting else "") or OPEN_LINE},
        _("Called: %(called)s, of these %(voters)s with a vote.") % {"called": len(roll.rows), "voters": roll.voters},
    ]
    return AttendanceList(
        letterhead=unit_head(
            file,
            pgettext("paper", "ATTENDANCE LIST"),
            _("of the meeting on the review and grading of the year %(year)s") % {"year": file.campaign.year},
        ),
        parts=(Part("", tuple(lines), (_table(roll),)),),
        closing="",
        signature=MinutesSignature(
            pgettext("minutes", "CLERK OF THE MEETING"),
            meeting.clerk if meeting else "",
            pgettext("minutes", "CHAIR"),
            meeting.chair if meeting else "",
        ),
        dated_on=(meeting.held_on if meeting else file.campaign.review_date).isoformat(),
    )


def _table(roll: Roll) -> Table:
    return Table(
        caption=_("People called"),
        heads=simple_heads(
            pgettext("paper", "No"),
            pgettext("paper", "Full name"),
            pgettext("paper", "Vote"),
            pgettext("paper", "Signature, or why absent"),
        ),
        rows=numbered(
            (row.person.member.full_name, _("has a vote") if row.person.votes else _("no vote"), _recorded(row))
            for row in roll.rows
        ),
        layout="attendance",
        words=(1, 3),
        empty=_("nobody."),
    )


def _recorded(row: AttendanceRow) -> str:
    """Blank where somebody signs; an absence that is recorded stands there already."""
    if row.record is None or row.record.present:
        return ""
    reason = row.record.absent_reason
    return _("absent: %(reason)s") % {"reason": reason} if reason else _("absent")
